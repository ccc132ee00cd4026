"""Wrong answers that are hard to tell from the right one.

Each helper returns candidates, best first. `choose` keeps those of the answer's
own length ahead of the others, so that length gives nothing away.
"""


def numbers(answer):
    """Numbers close to `answer`: one off, ten off, two digits swapped."""
    value = int(answer)
    offsets = [1, -1, 10, -10, 2, -2, 11, 9, -9, 100, -100, 3, -3, 20]
    found = [str(value + step) for step in offsets if value + step >= 0]
    digits = str(value)
    if len(digits) > 1 and digits[-1] != digits[-2]:
        found.insert(2, digits[:-2] + digits[-1] + digits[-2])
    return [text for text in found if text[0] != "0" or text == "0"]


def edits(answer, rng, alphabet):
    """The answer with two neighbours swapped or one letter changed."""
    found = []
    for _ in range(12):
        place = rng.randrange(len(answer))
        changed = answer[:place] + rng.choice(alphabet) + answer[place + 1:]
        found.append(changed)
        if place + 1 < len(answer):
            found.append(answer[:place] + answer[place + 1] + answer[place]
                         + answer[place + 2:])
    return found


def choose(answer, candidates, count, rng):
    """`count` different wrong answers: same length first, then the others."""
    unique = [text for text in dict.fromkeys(candidates) if text and text != answer]
    same = [text for text in unique if len(text) == len(answer)]
    other = [text for text in unique if len(text) != len(answer)]
    pool = same[:count + 2]
    rng.shuffle(pool)
    return (pool[:count] + other)[:count]
