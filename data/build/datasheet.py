"""Print the numbers and the table of families that data/README.md shows."""
import collections
import json
import pathlib

from families import REGISTRY

ITEMS = pathlib.Path(__file__).resolve().parent.parent / "pocket" / "items.jsonl"


def facts(items):
    """Counts and lengths of the whole benchmark."""
    lengths = [len(item["prompt"]) for item in items]
    options = [item["options"] for item in items if "options" in item]
    even = sum(len(set(map(len, row))) == 1 for row in options) / len(options)
    chance = sum(1 / len(row) for row in options) / len(items)
    clusters = collections.Counter(item["cluster"] for item in items if "cluster" in item)
    yield f"items: {len(items)}, of them free answer: {len(items) - len(options)}"
    yield f"prompt bytes: {min(lengths)} to {max(lengths)}, mean {sum(lengths) / len(lengths):.1f}"
    yield f"clusters: {len(clusters)}, of {min(clusters.values())} to {max(clusters.values())} items"
    yield f"options all of one length: {100 * even:.1f} % of multiple-choice items"
    yield f"score of a uniform guess: {chance:.3f}"


def example(items):
    """A short item of level 2, with its right answer in bold."""
    item = [item for item in items if item["difficulty"] == 2][3]
    if "options" not in item:
        return item["prompt"], f"**{item['answer']}** (free answer)"
    shown = [f"**{option}**" if place == item["answer"] else option
             for place, option in enumerate(item["options"])]
    return item["prompt"], ", ".join(shown)


def cell(text):
    return text.replace("|", "\\|")


def main():
    items = [json.loads(line) for line in ITEMS.read_text(encoding="utf-8").splitlines()]
    print("\n".join(f"- {line}" for line in facts(items)))
    print("\n| family | items | what, and how it gets harder | example, level 2 | answers |")
    print("|---|---:|---|---|---|")
    for name, kind in REGISTRY.items():
        own = [item for item in items if item["family"] == name]
        prompt, answers = example(own)
        about = cell(kind.make.__doc__.split("\n")[0])
        print(f"| {name} | {len(own)} | {about} | `{cell(prompt)}` | {cell(answers)} |")


if __name__ == "__main__":
    main()
