"""Families of letters: sorting, counting, editing, copying, shifting, reversing."""
from .base import LETTERS, distinct, family, single, word
from .near import edits

FEW = "abcdefghij"


@family("sorting", 240)
def sorting(rng, level):
    """Put letters in alphabetical order; one letter more at each level."""
    letters = distinct(rng, level + 2, FEW)
    answer = "".join(sorted(letters))
    return single(f"sort {letters} =", answer,
                  lambda: edits(answer, rng, letters))


@family("counting", 200)
def counting(rng, level):
    """Count one letter in a word of 4 to 7 letters."""
    alphabet = distinct(rng, 3, FEW)
    text = word(rng, 3 + level, alphabet)
    count = text.count(alphabet[0])
    near = [count + step for step in (1, -1, 2, -2, 3, 4) if 0 <= count + step <= 9]
    return single(f"count {alphabet[0]} in {text} =", count,
                  lambda: [str(number) for number in near])


@family("replace", 200)
def replace(rng, level):
    """Copy a word with one letter put in place of another."""
    alphabet = distinct(rng, 4, FEW)
    text = word(rng, 1 + level, alphabet[:3]) + alphabet[0]
    text = "".join(rng.sample(text, len(text)))
    old, new = alphabet[0], alphabet[3]
    answer = text.replace(old, new)
    return single(f"put {new} for {old} in {text} =", answer,
                  lambda: [text, text.replace(old, new, 1)]
                  + edits(answer, rng, alphabet))


@family("delete", 160)
def delete(rng, level):
    """Copy a word without one of its letters."""
    letters = distinct(rng, 2 + level, FEW)
    gone = rng.choice(letters)
    text = list(letters + gone * (level > 2))
    rng.shuffle(text)
    answer = "".join(text).replace(gone, "")
    return single(f"drop {gone} from {''.join(text)} =", answer,
                  lambda: edits(answer, rng, letters))


@family("copying", 160)
def copying(rng, level):
    """Copy by a rule: as it is, twice, in capitals, or every other letter."""
    text = distinct(rng, {1: 4, 2: 3, 3: 4, 4: 6}[level], FEW)
    rule, answer = {1: ("", text), 2: (" twice", text + text),
                    3: (" in capitals", text.upper()),
                    4: (" by twos", text[::2])}[level]
    return single(f"copy {text}{rule} =", answer,
                  lambda: edits(answer, rng, text.upper() if level == 3 else text))


@family("cipher", 160)
def cipher(rng, level):
    """Shift each letter along the alphabet; back at level 4."""
    step = {1: 1, 2: 1, 3: 2, 4: -1}[level]
    text = word(rng, level + 1 if level < 4 else 3, FEW)
    answer = _shift(text, step)
    return single(f"shift {text} by {step} =", answer,
                  lambda: [_shift(text, step + 1)] + edits(answer, rng, answer + LETTERS[:9]))


def _shift(text, step):
    return "".join(LETTERS[(LETTERS.index(letter) + step) % 26] for letter in text)


@family("reverse", 160, generation=True)
def reverse(rng, level):
    """Free answer: write a word backwards."""
    text = word(rng, level + 1 + (level == 1), FEW)
    return single(f"reverse {text} =", text[::-1])


@family("initials", 120, generation=True)
def initials(rng, level):
    """Free answer: the first letters of some words."""
    words = [word(rng, rng.randint(2, 4)) for _ in range(level + 1)]
    return single(f"initials {' '.join(words)} =", "".join(w[0] for w in words))
