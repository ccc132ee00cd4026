"""What every task family is made of: questions, groups of them, and a registry.

A family is one function (rng, level) -> Group. The same function feeds the
benchmark and the training stream; only the random stream differs.
"""
from dataclasses import dataclass
from typing import Callable, List

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LEVELS = (1, 2, 3, 4)


@dataclass
class Question:
    """One question: `near` gives wrong answers, best first, when called."""
    ask: str
    answer: str
    near: Callable[[], List[str]]


@dataclass
class Group:
    """Questions that share `passage`, the common start of their prompts."""
    passage: str
    questions: List[Question]

    def prompt(self, question):
        return self.passage + question.ask


@dataclass
class Family:
    """A named family: how many items it gives and whether it is free answer."""
    name: str
    items: int
    make: Callable
    generation: bool = False
    clustered: bool = False


REGISTRY = {}


def family(name, items, generation=False, clustered=False):
    """Register the decorated function as the maker of family `name`."""
    def add(make):
        REGISTRY[name] = Family(name, items, make, generation, clustered)
        return make
    return add


def single(ask, answer, near=list):
    """A group of one question, the usual case."""
    return Group("", [Question(ask, str(answer), near)])


def word(rng, size, alphabet=LETTERS):
    """`size` letters drawn with repetition."""
    return "".join(rng.choice(alphabet) for _ in range(size))


def distinct(rng, size, alphabet=LETTERS):
    """`size` different letters."""
    return "".join(rng.sample(alphabet, size))
