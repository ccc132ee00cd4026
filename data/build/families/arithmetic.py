"""Families of numbers: sums, differences, remainders, sequences, units."""
from .base import family, single
from .near import numbers


def _number_question(ask, value):
    """A question whose wrong answers are the numbers close to `value`."""
    return single(ask, value, lambda: numbers(value))


def _digit_pair(rng, carry):
    """Two digits whose sum does, or does not, carry."""
    while True:
        first, second = rng.randint(1, 9), rng.randint(1, 9)
        if (first + second > 9) == carry:
            return first, second


def _terms(rng, level):
    """Two terms below 100: level 2 and 4 add tens to the second, 3 and 4 carry."""
    low, more = _digit_pair(rng, level > 2)
    tens = rng.randint(1, 7)
    return tens * 10 + low, (rng.randint(1, 8 - tens) if level in (2, 4) else 0) * 10 + more


@family("addition", 320)
def addition(rng, level):
    """Two digits and one, then two; carries come at level 3."""
    left, right = _terms(rng, level)
    return _number_question(f"add {left}+{right}=", left + right)


@family("subtraction", 240)
def subtraction(rng, level):
    """Two digits less one, then two; borrowing comes at level 3."""
    value, right = _terms(rng, level)
    return _number_question(f"sub {value + right}-{right}=", value)


@family("modular", 160)
def modular(rng, level):
    """Remainders: by 10 and 5, by 20, by 4, by 3."""
    base = {1: rng.choice((10, 5)), 2: 20, 3: 4, 4: 3}[level]
    left = rng.randint(12, 999 if level < 4 else 300)
    value = left % base
    others = [value + 1, value - 1, (value + 10) % base, (value + 2) % base, value + 3, value - 2]
    return single(f"mod {left}/{base}=", value,
                  lambda: [str(other) for other in others if 0 <= other < base + 2])


@family("sequence", 160)
def sequence(rng, level):
    """Continue a run of numbers: by 1, 2 or 10, by 3 or 5, downward, by 4 to 9."""
    start = rng.randint(1, 60)
    step = {1: rng.choice((1, 2, 10)), 2: rng.choice((3, 5)),
            3: rng.randint(-3, -1), 4: rng.choice((4, 6, 8, 9))}[level]
    if step < 0:
        start += 12
    run = [start + step * place for place in range(4)]
    return _number_question("next " + " ".join(map(str, run)) + "=", start + step * 4)


@family("units", 160)
def units(rng, level):
    """Convert lengths and times; the larger unit is 1000 at level 3, 60 at level 4."""
    if level == 1:
        big, small, factor = rng.choice((("m", "cm", 100), ("cm", "mm", 10), ("kg", "g", 1000)))
        count = rng.randint(2, 99)
        return single(f"{count} {big} in {small}=", count * factor,
                      lambda: [str(int(near) * factor) for near in numbers(count)])
    big, small, factor, top = {2: ("m", "cm", 100, 20), 3: ("km", "m", 1000, 20),
                               4: ("h", "min", 60, 5)}[level]
    count, rest = rng.randint(1, top), rng.randint(1, min(factor, 100) - 1)
    return _number_question(f"{count} {big} {rest} {small} in {small}=",
                            count * factor + rest)
