"""Score a torch model on benchmark items: options by log-likelihood, or free answers."""
import collections
import random

import torch

from model import NEWLINE
from stream import benchmark


def subset(count=600, seed=7):
    """A fixed random part of the benchmark, for reporting."""
    return random.Random(seed).sample(benchmark(), count)


def batches(texts, budget=8192):
    """Indices of `texts` in runs of like length, by padded size."""
    order, run = sorted(range(len(texts)), key=lambda i: len(texts[i])), []
    for index in order:
        if run and (len(run) + 1) * len(texts[index]) > budget:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def pad(rows):
    """Right-padded ids of byte strings."""
    ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
    for place, row in enumerate(rows):
        ids[place, :len(row)] = torch.tensor(list(row))
    return ids


@torch.no_grad()
def option_scores(model, pairs):
    """Summed log-likelihood of each (context, continuation), in float64."""
    texts, scores = [(c + o).encode() for c, o in pairs], [0.0] * len(pairs)
    for run in batches(texts):
        ids = pad([texts[i] for i in run])
        logits = model.head(model(ids)[:, :-1]).double().log_softmax(-1)
        taken = logits.gather(2, ids[:, 1:, None]).squeeze(2)
        for row, index in enumerate(run):
            scores[index] = taken[row, len(pairs[index][0]) - 1:len(texts[index]) - 1].sum().item()
    return scores


@torch.no_grad()
def greedy(model, prompts, limit=16):
    """Greedy continuations up to the newline, stripped."""
    rows = [prompt.encode() for prompt in prompts]
    for _ in range(limit):
        for run in batches(rows):
            open_rows = [i for i in run if rows[i][-1] != NEWLINE]
            if not open_rows:
                continue
            hidden = model(pad([rows[i] for i in open_rows]))
            last = torch.tensor([len(rows[i]) - 1 for i in open_rows])
            chosen = model.head(hidden[torch.arange(len(last)), last]).argmax(-1)
            for i, byte in zip(open_rows, chosen.tolist()):
                rows[i] += bytes([byte])
    return [row[len(prompt.encode()):].decode("latin-1").strip()
            for row, prompt in zip(rows, prompts)]


def correct(model, items):
    """True or False for each item."""
    choice = [item for item in items if "options" in item]
    free = [item for item in items if "options" not in item]
    scores = iter(option_scores(model, [(item["prompt"], " " + option) for item in choice
                                        for option in item["options"]]))
    right = {}
    for item in choice:
        row = [next(scores) for _ in item["options"]]
        right[item["id"]] = row.index(max(row)) == item["answer"]
    for item, text in zip(free, greedy(model, [item["prompt"] for item in free])):
        right[item["id"]] = text == item["answer"]
    return [right[item["id"]] for item in items]


def by(items, right, key):
    """Accuracy by a key of the items."""
    table = collections.defaultdict(list)
    for item, flag in zip(items, right):
        table[item[key]].append(flag)
    return {name: sum(flags) / len(flags) for name, flags in table.items()}
