"""Train one model on a mixture, saving checkpoints along the way."""
import argparse
import json
import math
import pathlib
import time

import torch
from torch.nn import functional as F

import evaluate
from model import Pocket
from muon import Muon
from stream import Stream


def bucketed(stream, budget, pool=512):
    """Batches of examples of like length, `budget` padded bytes each, shuffled."""
    while True:
        drawn = [stream.example() for _ in range(pool)]
        runs = list(evaluate.batches([text for text, _ in drawn], budget))
        stream.rng.shuffle(runs)
        for run in runs:
            yield [drawn[i] for i in run]


def loss_of(model, batch):
    """Mean cross-entropy of the flagged bytes."""
    ids = evaluate.pad([text for text, _ in batch])
    flags = evaluate.pad([flags for _, flags in batch])[:, 1:].bool()
    hidden = model(ids)[:, :-1][flags]
    return F.cross_entropy(model.head(hidden), ids[:, 1:][flags])


def rate_at(step, steps, warm):
    """Linear warm-up, then a cosine down to a twentieth."""
    if step < warm:
        return (step + 1) / warm
    return 0.05 + 0.475 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def optimizers(model, rate, use_muon):
    """AdamW; with Muon for the matrices inside the blocks."""
    inner = [p for n, p in model.named_parameters() if "blocks" in n and p.dim() == 2]
    taken = {id(p) for p in inner} if use_muon else set()
    rest = [p for p in model.parameters() if id(p) not in taken]
    found = [torch.optim.AdamW(rest, lr=rate, betas=(0.9, 0.98), weight_decay=0.01)]
    return found + ([Muon(inner)] if use_muon else [])


def start_from(model, run, runs):
    """Load the checkpoint that the run branches from; the bytes it was trained on."""
    if "base" not in run:
        return 0
    held = torch.load(runs / (run["base"] + ".pt"))
    model.load_state_dict(held["state"])
    return held["facts"]["tokens"]


def apply(model, tuned, base, factor):
    """One step of all optimizers with their rates times `factor`."""
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    groups = [group for optimizer in tuned for group in optimizer.param_groups]
    for group, rate in zip(groups, base):
        group["lr"] = rate * factor
    for optimizer in tuned:
        optimizer.step()
    model.zero_grad(set_to_none=True)


def train(run, out, report=None, runs=None):
    """Train as `run` says; save a checkpoint at each of its fractions of the steps."""
    torch.manual_seed(run["seed"])
    model, stream = Pocket(run["size"]), Stream(run["mixture"], run["seed"])
    tokens, part = start_from(model, run, runs), 0.5 if "base" in run else 1.0
    tuned = optimizers(model, run.get("rate", 3e-3), run.get("muon", True))
    base = [group["lr"] * part for optimizer in tuned for group in optimizer.param_groups]
    steps, eased = run["steps"], run.get("ease", "base" not in run)
    marks = {max(1, round(steps * part)) for part in run.get("marks", (0.08, 0.3, 1.0))}
    batches, began, running = bucketed(stream, run.get("budget", 2048)), time.time(), None
    for step in range(1, steps + 1):
        stream.progress = step / steps if eased else 1.0
        batch = next(batches)
        loss = loss_of(model, batch)
        loss.backward()
        apply(model, tuned, base, rate_at(step, steps, min(100, steps // 10)))
        tokens += sum(len(text) for text, _ in batch)
        running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()
        if report and step % 100 == 0:
            report(step, running, tokens, time.time() - began, model)
        if step in marks:
            save(out, run, model, step, tokens, time.time() - began)
    return model


def save(out, run, model, step, tokens, seconds):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    facts = dict(run, step=step, tokens=tokens, seconds=round(seconds, 1))
    part = out / f"step{step:06}.tmp"
    torch.save({"facts": facts, "state": model.state_dict()}, part)
    part.rename(part.with_suffix(".pt"))


def load(path):
    """The model and the facts of a checkpoint."""
    held = torch.load(path)
    model = Pocket(held["facts"]["size"])
    model.load_state_dict(held["state"])
    return model.eval(), held["facts"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", help="a JSON object: size, mixture, seed, steps, ...")
    parser.add_argument("out")
    options = parser.parse_args()
    torch.set_num_threads(1)
    items = evaluate.subset(300)

    def report(step, loss, tokens, seconds, model):
        line = f"{step} loss {loss:.3f} tokens {tokens} {seconds:.0f}s {tokens / seconds:.0f}/s"
        if step % 500 == 0:
            right = evaluate.correct(model, items)
            line += f" accuracy {sum(right) / len(right):.3f} "
            line += " ".join(f"{k}:{v:.2f}" for k, v in evaluate.by(items, right, "family").items())
        print(line, flush=True)

    train(json.loads(options.run), options.out, report)


if __name__ == "__main__":
    main()
