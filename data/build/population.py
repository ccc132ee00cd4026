"""The list of runs, and a worker that trains them: several workers may share a list.

A run is taken by making its folder's lock; finished runs are skipped, so that a
stopped worker can simply be started again with --retake.
"""
import argparse
import os
import pathlib

import torch

from train import train

TRUNK = "small-hard-s17"
MARKS = (0.06, 0.15, 0.3, 0.5, 0.75, 1.0)
BASES = [  # neither shipped nor members
    {"name": "pocket-strong-base", "size": "small", "mixture": "hard", "seed": 102, "steps": 7000},
]
SHIPPED = [
    {"name": "pocket-strong", "size": "small", "mixture": "finish", "seed": 105, "steps": 2400,
     "base": "pocket-strong-base/step007000", "ease": True},
    {"name": "pocket-weak", "size": "micro", "mixture": "even", "seed": 101, "steps": 1200},
    {"name": "pocket-middle", "size": "small", "mixture": "even", "seed": 103, "steps": 1200,
     "base": "pocket-strong-base/step002100"},
    {"name": "pocket-odd", "size": "small", "mixture": "odd", "seed": 104, "steps": 600,
     "base": "pocket-strong-base/step002100"},
]


def member(size, mixture, seed, steps, marks=MARKS):
    """A run from nothing."""
    return {"name": f"{size}-{mixture}-s{seed}", "size": size, "mixture": mixture,
            "seed": seed, "steps": steps, "marks": marks}


def branch(mixture, seed, base=TRUNK + "/step002800", steps=160, marks=(0.25, 1.0), ease=False):
    """A short run that starts from a checkpoint of the trunk."""
    return dict(member("small", mixture, seed, steps, marks), base=base, ease=ease)


MEMBERS = [
    member("small", "hard", 17, 2800, (0.03, 0.06, 0.1, 0.15, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0)),
    branch("numbers", 30, steps=2600, marks=(0.1, 0.25, 0.4, 0.6, 0.8, 1.0), ease=True),
    branch("finish", 40, "small-numbers-s30/step002600", 1500, (0.15, 0.4, 0.7, 1.0), True),
    branch("finish", 41, "small-finish-s40/step001500", 1200, (0.5, 1.0)),
    branch("finish", 43, "small-finish-s40/step001500", 2600, (0.5, 0.8, 1.0), True),
    branch("finish", 44, "small-finish-s43/step002600", 3500, (0.5, 0.75, 1.0), True),
    branch("hard", 42, "small-finish-s41/step001200", 500, (0.4, 1.0)),
    member("small", "even", 11, 1400, (0.06, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0)),
    member("micro", "even", 5, 2000, (0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0)),
    member("nano", "even", 1, 800), member("micro", "passages", 8, 1000),
    member("mini", "even", 51, 1200), branch("text", 32, steps=240), branch("passages", 33),
    member("micro", "text", 7, 1000), member("nano", "arithmetic", 2, 800),
    branch("logic", 34), branch("gaps", 35), branch("odd", 36, TRUNK + "/step001120"),
    member("micro", "gaps", 10, 1000), member("micro", "arithmetic", 6, 1000),
    branch("arithmetic", 37, TRUNK + "/step001120"), branch("arithmetic", 31, steps=240),
    member("micro", "logic", 9, 1000), member("nano", "passages", 4, 800),
    branch("even", 38), branch("text", 39, TRUNK + "/step001120"),
    member("nano", "text", 3, 800), member("medium", "even", 20, 900),
]


def work(out, runs, retake, one):
    """Train each run that nobody has taken and whose base is there."""
    for run in runs:
        folder = out / run["name"]
        folder.mkdir(parents=True, exist_ok=True)
        ready = "base" not in run or (out / (run["base"] + ".pt")).exists()
        done = (folder / f"step{run['steps']:06}.pt").exists()
        if done or not ready or not taken(folder / "lock", retake):
            continue
        with open(folder / "log.txt", "w", encoding="utf-8") as log:
            train(run, folder, reporter(log), out)
        print(f"done {run['name']}", flush=True)
        if one:
            return
    raise SystemExit(1 if one else 0)


def reporter(log):
    """A report function that writes one line to `log` each time."""
    def report(step, loss, tokens, seconds, _):
        print(f"{step} loss {loss:.4f} tokens {tokens} seconds {seconds:.0f}", file=log, flush=True)
    return report


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
    parser.add_argument("out", type=pathlib.Path, help="folder for checkpoints")
    parser.add_argument("--retake", action="store_true", help="take runs that a stopped worker left")
    parser.add_argument("--one", action="store_true", help="train one run; exit 1 if none is left")
    options = parser.parse_args()
    torch.set_num_threads(1)
    work(options.out, BASES + SHIPPED + MEMBERS, options.retake, options.one)


if __name__ == "__main__":
    main()
