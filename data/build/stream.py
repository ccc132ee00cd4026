"""Training text without end, from the families' own code and other random streams."""
import json
import pathlib
import random

from families import LEVELS, REGISTRY

ITEMS = pathlib.Path(__file__).resolve().parent.parent / "pocket" / "items.jsonl"
ARITHMETIC = ("addition", "subtraction", "modular", "sequence", "units")
PASSAGES = ("table", "passage")
TEXT = ("sorting", "counting", "replace", "delete", "copying", "cipher", "reverse", "initials")
LOGIC = ("comparison", "boolean", "weekday", "brackets")


def _mixture(weights, rest=1.0):
    """Weights by family: those given by group, `rest` for the others.

    A passage carries several questions, so it is drawn less often.
    """
    table = {name: rest for name in REGISTRY}
    for group, weight in weights:
        table.update({name: weight for name in group})
    return {name: weight * (0.8 if REGISTRY[name].clustered else 1.0)
            for name, weight in table.items()}


MIXTURES = {
    "even": _mixture([]),
    "arithmetic": _mixture([(ARITHMETIC, 4.0)], 0.6),
    "text": _mixture([(TEXT, 4.0)], 0.5),
    "passages": _mixture([(PASSAGES, 5.0)], 0.7),
    "logic": _mixture([(LOGIC, 4.0)], 0.6),
    "gaps": _mixture([(("addition", "table", "sorting"), 0.02)]),
    "hard": _mixture([(("addition", "subtraction", "weekday", "passage"), 2.5),
                      (("sequence", "modular", "table", "initials", "counting"), 1.7),
                      (("sorting", "brackets", "copying"), 0.6)]),
    "numbers": _mixture([(("addition", "subtraction"), 6.0),
                         (("weekday", "counting", "sequence"), 4.0),
                         (("modular", "comparison", "table"), 2.5)], 0.6),
    "finish": _mixture([(("weekday", "counting"), 6.0),
                        (("subtraction", "comparison", "table"), 3.0),
                        (("addition", "modular", "sequence", "passage"), 1.5)], 0.5),
    "odd": _mixture([(("addition", "subtraction", "comparison", "passage", "copying"), 0.01),
                     (("boolean", "weekday", "cipher", "modular"), 3.0)]),
}


def benchmark():
    """The benchmark's items, as a list."""
    with open(ITEMS, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Stream:
    """Draws (bytes, answer flags) examples that never hold a benchmark prompt."""

    def __init__(self, mixture, seed):
        weights = MIXTURES[mixture]
        self.names, self.weights = list(weights), list(weights.values())
        self.rng = random.Random(f"train/{mixture}/{seed}")
        self.progress = 0.0
        self.closed = {item["prompt"] for item in benchmark()}

    def example(self):
        """One text: a passage and all its questions, answers flagged for the loss."""
        while True:
            name = self.rng.choices(self.names, self.weights)[0]
            level = self.rng.choices(LEVELS, self.levels(REGISTRY[name].clustered))[0]
            group = REGISTRY[name].make(self.rng, level)
            if all(group.prompt(q) not in self.closed for q in group.questions):
                return self._encode(group)

    def levels(self, clustered):
        """Weights of the levels: the easy ones first, long passages always seldom."""
        if self.progress < 0.2:
            return (8, 4, 1, 0.2) if clustered else (3, 2, 1, 1)
        return (4, 3, 1.5, 0.7) if clustered else (1, 1, 1, 1)

    @staticmethod
    def _encode(group):
        text, flags = group.passage, bytearray(len(group.passage))
        for question in group.questions:
            tail = " " + question.answer + "\n"
            text += question.ask + tail
            flags += bytes(len(question.ask)) + b"\1" * len(tail)
        return text.encode(), bytes(flags)
