"""The list of runs, and a worker that trains them: several workers may share a list.

A run is taken by making its folder's lock; finished runs are skipped, so that a
stopped worker can simply be started again with --retake.
"""
import argparse
import os
import pathlib

import torch

from train import train

LONG = (0.05, 0.15, 0.3, 0.5, 0.75, 1.0)
SHIPPED = [
    {"name": "pocket-strong", "size": "small", "mixture": "hard", "seed": 102, "steps": 7000},
    {"name": "pocket-weak", "size": "micro", "mixture": "even", "seed": 101, "steps": 1200},
    {"name": "pocket-middle", "size": "small", "mixture": "even", "seed": 103, "steps": 2400},
    {"name": "pocket-odd", "size": "small", "mixture": "odd", "seed": 104, "steps": 2000},
]


def member(size, mixture, seed, steps, marks=(0.08, 0.3, 1.0)):
    return {"name": f"{size}-{mixture}-s{seed}", "size": size, "mixture": mixture,
            "seed": seed, "steps": steps, "marks": marks}


MEMBERS = [
    member("nano", "even", 1, 1000), member("nano", "arithmetic", 2, 1000),
    member("micro", "text", 7, 1400), member("micro", "passages", 8, 1400),
    member("small", "hard", 17, 4500, LONG),
    member("small", "arithmetic", 12, 1800), member("small", "logic", 15, 1800),
    member("small", "passages", 14, 1800), member("micro", "gaps", 10, 1400),
    member("small", "text", 13, 1800), member("small", "gaps", 16, 1800),
    member("nano", "text", 3, 1000), member("nano", "passages", 4, 1000),
    member("micro", "arithmetic", 6, 1400), member("micro", "logic", 9, 1400),
    member("medium", "hard", 19, 1800, (0.1, 0.3, 0.6, 1.0)),
    member("micro", "even", 5, 1400), member("large", "even", 20, 900),
    member("small", "even", 11, 1800),
]


def work(out, runs, retake):
    """Train each run that nobody has taken."""
    for run in runs:
        folder = pathlib.Path(out) / run["name"]
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / f"step{run['steps']:06}.pt").exists() or not taken(folder / "lock", retake):
            continue
        with open(folder / "log.txt", "w", encoding="utf-8") as log:
            def report(step, loss, tokens, seconds, model):
                log.write(f"{step} loss {loss:.4f} tokens {tokens} seconds {seconds:.0f}\n")
                log.flush()
            train(run, folder, report)
        print(f"done {run['name']}", flush=True)


def taken(lock, retake):
    """True where this worker now holds the lock."""
    if retake:
        lock.unlink(missing_ok=True)
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", help="folder for checkpoints")
    parser.add_argument("--retake", action="store_true", help="take runs that a stopped worker left")
    options = parser.parse_args()
    torch.set_num_threads(1)
    work(options.out, SHIPPED + MEMBERS, options.retake)


if __name__ == "__main__":
    main()
