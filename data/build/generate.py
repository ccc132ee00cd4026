"""Write the pocket benchmark: data/pocket/items.jsonl, the same bytes each time."""
import json
import pathlib
import random

from families import LEVELS, REGISTRY
from families.near import choose

OUT = pathlib.Path(__file__).resolve().parent.parent / "pocket" / "items.jsonl"
SEED = "pocket-1"


def items():
    """Every item, family by family, no prompt twice."""
    seen = set()
    for kind in REGISTRY.values():
        for level in LEVELS:
            yield from _level_items(kind, level, kind.items // len(LEVELS), seen)


def _level_items(kind, level, wanted, seen):
    rng = random.Random(f"{SEED}/{kind.name}/{level}")
    made, groups = 0, 0
    while made < wanted:
        group = kind.make(rng, level)
        for question in group.questions[:wanted - made]:
            item = _item(kind, level, made, groups, group, question, rng)
            if item and item["prompt"] not in seen:
                seen.add(item["prompt"])
                made += 1
                yield item
        groups += 1


def _item(kind, level, number, group_number, group, question, rng):
    """One benchmark item, or None where too few wrong answers exist."""
    item = {"id": f"{kind.name}-{level}-{number:04}", "family": kind.name,
            "difficulty": level}
    if kind.clustered:
        item["cluster"] = f"{kind.name}-{level}-{group_number:03}"
    item["prompt"] = group.prompt(question)
    if kind.generation:
        item["answer"] = question.answer
        return item
    count = rng.choice((3, 4))
    options = choose(question.answer, question.near(), count, rng)
    if len(options) < 3:
        return None
    place = rng.randint(0, len(options))
    options.insert(place, question.answer)
    item["options"], item["answer"] = options, place
    return item


def main():
    OUT.parent.mkdir(exist_ok=True)
    text = "".join(json.dumps(item) + "\n" for item in items())
    OUT.write_text(text, encoding="utf-8")
    print(f"{text.count(chr(10))} items, {len(text)} bytes: {OUT.name}")


if __name__ == "__main__":
    main()
