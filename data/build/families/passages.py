"""Families where several questions share one table or one passage."""
from .base import Group, Question, family

NAMES = ("amy ann bob bea cat cyd dan dot eve ema fay flo gus gil hal hew ivy ira jim jan "
         "ken kit lou lex meg max ned noa oli ora pam pip ray ron sue sid tom tess una vic "
         "wes zoe").replace("tess", "tia").split()
HUES = ("red", "tan", "sky", "jet", "ash", "bay", "ivo", "oak", "rue", "fir")
TOWNS = ("rome", "oslo", "lima", "bern", "york", "kiev", "turk", "nice", "cork", "aden")


def _two_digits(rng, count):
    return [str(number) for number in rng.sample(range(10, 100), count)]


def _around(values, place):
    """The values in the order of their distance from `place`: near rows first."""
    return sorted(values, key=lambda value: abs(values.index(value) - place))


@family("table", 320, clustered=True)
def table(rng, level):
    """Look up one cell; wrong answers come from the same column."""
    rows = level + 1
    names = rng.sample(NAMES, rows)
    columns = {"age": _two_digits(rng, rows + 4), "hue": rng.sample(HUES, rows + 4)}
    if level > 2:
        columns["town"] = rng.sample(TOWNS, rows + 4)
    passage = ""
    for place, name in enumerate(names):
        passage += " ".join([name] + [column[place] for column in columns.values()]) + "; "
    cells = [(place, key) for place in range(rows) for key in columns]
    return Group(passage, [_cell(names, columns, place, key)
                           for place, key in rng.sample(cells, 4)])


def _cell(names, columns, place, key):
    return Question(f"{key} {names[place]}", columns[key][place],
                    lambda: _around(columns[key], place))


@family("passage", 320, clustered=True)
def passage(rng, level):
    """Recall the number of a name among 3 to 30 facts."""
    facts = {1: 3, 2: 6, 3: 12, 4: rng.randint(20, 32)}[level]
    names, counts = rng.sample(NAMES, facts), _two_digits(rng, facts + 3)
    text = "".join(f"{name} {count}, " for name, count in zip(names, counts))
    asked = rng.sample(range(facts), {1: 3, 2: 4, 3: 5, 4: 8}[level])
    return Group(text, [_fact(names, counts, place) for place in asked])


def _fact(names, counts, place):
    return Question(f"so {names[place]}", counts[place], lambda: _around(counts, place))
