"""Reference numbers of one model, for tests of other engines.

Log-likelihoods are summed in float64 from float32 logits; free answers are greedy.
"""
import argparse
import json
import pathlib
import random

import torch

import evaluate
from stream import benchmark
from train import load


def picked(choice=8, free=4, seed=11):
    """Some multiple-choice items of different families, and some free-answer items."""
    items, rng = benchmark(), random.Random(seed)
    rng.shuffle(items)
    first = {}
    for item in items:
        first.setdefault(item["family"], item)
    multiple = [item for item in first.values() if "options" in item][:choice]
    return multiple, [item for item in items if "options" not in item][:free]


def golden(model, name):
    multiple, free = picked()
    rows = []
    for item in multiple:
        pairs = [(item["prompt"], " " + option) for option in item["options"]]
        rows.append({"id": item["id"], "loglikelihood": evaluate.option_scores(model, pairs)})
    texts = evaluate.greedy(model, [item["prompt"] for item in free])
    return {"model": name, "multiple_choice": rows,
            "generation": [{"id": item["id"], "text": text} for item, text in zip(free, texts)]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("name", help="the shipped model's name")
    parser.add_argument("out", type=pathlib.Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    model, _ = load(options.checkpoint)
    options.out.write_text(json.dumps(golden(model, options.name), indent=1) + "\n")


if __name__ == "__main__":
    main()
