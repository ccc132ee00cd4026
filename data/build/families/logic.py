"""Families of rules: comparing, truth values, weekdays, closing brackets."""
import itertools

from .base import distinct, family, single
from .near import edits

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "mar", "may", "jul", "aug", "oct", "dec")
PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}


@family("comparison", 240)
def comparison(rng, level):
    """Pick the largest or smallest; more shared leading digits at each level."""
    tens = rng.sample(range(1, 10), 4)
    if level > 1:
        tens[1:level] = [tens[0]] * (level - 1)
    if level < 4:
        values = [10 * ten + low for ten, low in zip(tens, rng.sample(range(10), 4))]
    else:
        head = rng.randint(10, 98) * 10
        values = [head + low for low in rng.sample(range(20), 5)]
    rng.shuffle(values)
    rule = rng.choice(("max", "min"))
    answer = max(values) if rule == "max" else min(values)
    outside = [value + step for value in values for step in (10, -10)]
    return single(f"{rule} {' '.join(map(str, values))} =", answer,
                  lambda: [str(value) for value in values + outside if value > 9])


@family("boolean", 160)
def boolean(rng, level):
    """Work out three truth values from two or three named ones."""
    names = distinct(rng, 2 if level < 3 else 3, "abcdefghij")
    held = {name: rng.randint(0, 1) for name in names}
    asked, answer = [], ""
    for _ in range(3):
        text, value = _term(rng, held, level)
        asked.append(text)
        answer += str(value)
    facts = " ".join(f"{name}{value}" for name, value in held.items())
    every = ["".join(bits) for bits in itertools.product("01", repeat=3)]
    every.sort(key=lambda bits: (sum(a != b for a, b in zip(bits, answer)), rng.random()))
    return single(f"{facts}: {' '.join(asked)} =", answer, lambda: every)


def _term(rng, held, level):
    """One expression and its value: a name, not, then and / or, then both."""
    first, second = rng.sample(sorted(held), 2)
    if level == 1:
        turned = rng.randint(0, 1)
        return "!" * turned + first, held[first] ^ turned
    sign = rng.choice("&|")
    turned = rng.randint(0, 1) if level == 4 else 0
    left = held[first] ^ turned
    value = left & held[second] if sign == "&" else left | held[second]
    return f"{'!' * turned}{first}{sign}{second}", value


@family("weekday", 160)
def weekday(rng, level):
    """The weekday of a date, given that of another date of the month."""
    span = {1: (1, 1), 2: (2, 2), 3: (3, 4), 4: (5, 8)}[level]
    ahead = rng.randint(*span)
    day, date = rng.randrange(7), rng.randint(1, 30 - ahead)
    month = rng.choice(MONTHS)
    answer = DAYS[(day + ahead) % 7]
    near = [DAYS[(day + ahead + step) % 7] for step in (1, 6, 2, 5, 3)]
    return single(f"{month} {date} is {DAYS[day]} so {month} {date + ahead} is", answer,
                  lambda: near)


@family("brackets", 200)
def brackets(rng, level):
    """Close the open brackets, last first; closed pairs come at level 3."""
    text, need = "", ""
    for place in range(level + 1):
        opened = rng.choice("([{<")
        text += distinct(rng, 1) + opened
        need = PAIRS[opened] + need
        if level > 2 and place % 2:
            text, need = text + need[0], need[1:]
    if level > 2:
        opened = rng.sample("([{<", 2)
        text, need = text + "".join(opened), "".join(PAIRS[o] for o in opened[::-1]) + need
    return single(f"close {text} =", need, lambda: [need[::-1]] + edits(need, rng, ")]}>"))
