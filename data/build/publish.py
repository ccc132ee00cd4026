"""Export every checkpoint of the runs, score it on the fixed subset, write members.csv.

What is already exported or scored is left alone, so the command can be repeated
while training goes on.
"""
import argparse
import csv
import json
import pathlib

import torch

import evaluate
from export import export, parameters
from population import MEMBERS, SHIPPED
from train import load

FIELDS = ("name", "size", "parameters", "mixture", "seed", "step", "total_steps", "tokens",
          "subset_accuracy")


def score(checkpoint, items):
    """Accuracy on the subset, overall and by family; kept beside the checkpoint."""
    kept = checkpoint.with_suffix(".json")
    if kept.exists():
        return json.loads(kept.read_text())
    model, facts = load(checkpoint)
    right = evaluate.correct(model, items)
    found = {"accuracy": sum(right) / len(right), "families": evaluate.by(items, right, "family"),
             "parameters": parameters(model), "step": facts["step"], "tokens": facts["tokens"]}
    kept.write_text(json.dumps(found))
    return found


def row(run, name, found):
    return {"name": name, "size": run["size"], "parameters": found["parameters"],
            "mixture": run["mixture"], "seed": run["seed"], "step": found["step"],
            "total_steps": run["steps"], "tokens": found["tokens"],
            "subset_accuracy": round(found["accuracy"], 4)}


def members(runs, out, items):
    """One row for each checkpoint of the population's runs."""
    for run in MEMBERS:
        for checkpoint in sorted((runs / run["name"]).glob("step*.pt")):
            name = f"{run['name']}-step{int(checkpoint.stem[4:]):04}"
            if not (out / name / "config.json").exists():
                export(checkpoint, out / name)
            yield row(run, name, score(checkpoint, items))


def shipped(runs, out, items):
    """The last checkpoint of each shipped model."""
    for run in SHIPPED:
        found = sorted((runs / run["name"]).glob("step*.pt"))
        if found and found[-1].stem == f"step{run['steps']:06}":
            export(found[-1], out / run["name"])
            yield row(run, run["name"], score(found[-1], items))


def write(path, rows):
    rows = list(rows)
    with open(path, "w", encoding="utf-8", newline="") as sheet:
        table = csv.DictWriter(sheet, FIELDS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    print(f"{len(rows)} rows: {path.name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=pathlib.Path, help="folder of checkpoints")
    parser.add_argument("out", type=pathlib.Path, help="folder for members/ and members.csv")
    parser.add_argument("models", type=pathlib.Path, help="folder for the shipped models")
    options = parser.parse_args()
    torch.set_num_threads(1)
    items = evaluate.subset()
    write(options.out / "shipped.csv", shipped(options.runs, options.models, items))
    write(options.out / "members.csv", members(options.runs, options.out / "members", items))


if __name__ == "__main__":
    main()
