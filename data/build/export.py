"""Write a checkpoint as ONNX: the decoder layout with past of Hugging Face Optimum."""
import argparse
import json
import pathlib

import onnx
import torch
from torch import nn

from model import NEWLINE, POSITIONS, VOCAB
from train import load


class Exported(nn.Module):
    """The model with the mask built from attention_mask and the past as plain inputs."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids, attention, positions, *pasts):
        pairs = [(pasts[i], pasts[i + 1]) for i in range(0, len(pasts), 2)]
        hidden, presents = self.model.trunk(ids, positions, causal(ids, attention), pairs)
        return (self.model.head(hidden), *[tensor for pair in presents for tensor in pair])


def causal(ids, attention):
    """Additive mask [batch, 1, sequence, past + sequence].

    Columns count along the cache, so padding on either side only has to be 0 in
    attention_mask. The large finite number keeps a row of padding free of NaN.
    """
    total, length = attention.shape[1], ids.shape[1]
    columns = torch.arange(total)
    rows = torch.arange(length) + (total - length)
    seen = (columns[None, :] <= rows[:, None])[None] & (attention[:, None, :] > 0)
    return torch.where(seen[:, None], torch.tensor(0.0), torch.tensor(-1e9))


def names(model):
    past = [f"past_key_values.{i}.{kind}" for i in range(model.layers) for kind in ("key", "value")]
    present = [name.replace("past_key_values", "present") for name in past]
    return ["input_ids", "attention_mask", "position_ids"] + past, ["logits"] + present


def axes(inputs, outputs):
    """Which dimensions are free, by input and output."""
    table = {name: {0: "batch", 1: "sequence"} for name in ("input_ids", "position_ids", "logits")}
    table["attention_mask"] = {0: "batch", 1: "total_sequence"}
    table.update({name: {0: "batch", 2: "past_sequence"} for name in inputs[3:]})
    table.update({name: {0: "batch", 2: "total_sequence"} for name in outputs[1:]})
    return table


def sample(model, batch=2, length=5, past=3):
    """Inputs of a general shape, for tracing."""
    ids = torch.randint(32, 126, (batch, length))
    positions = torch.arange(past, past + length).repeat(batch, 1)
    empty = torch.randn(batch, model.heads, past, model.width // model.heads)
    attention = torch.ones(batch, past + length, dtype=torch.long)
    return (ids, attention, positions, *[empty.clone() for _ in range(2 * model.layers)])


def export(checkpoint, folder):
    """Write model.onnx and config.json into `folder`."""
    model, facts = load(checkpoint)
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    inputs, outputs = names(model)
    with torch.no_grad():
        torch.onnx.export(Exported(model), sample(model), str(folder / "model.onnx"),
                          opset_version=17, input_names=inputs, output_names=outputs,
                          dynamic_axes=axes(inputs, outputs), do_constant_folding=True)
    onnx.checker.check_model(str(folder / "model.onnx"), full_check=True)
    text = json.dumps(config(model, facts), indent=2) + "\n"
    (folder / "config.json").write_text(text, encoding="utf-8")


def parameters(model):
    return sum(weight.numel() for weight in model.parameters())


def config(model, facts):
    return {
        "model_type": "pocket", "architecture": "decoder", "tokenizer_class": "bytes",
        "vocab_size": VOCAB, "n_layer": model.layers, "n_head": model.heads,
        "n_embd": model.width, "n_positions": POSITIONS, "eos_token_id": NEWLINE,
        "parameters": parameters(model),
        "training": {"mixture": facts["mixture"], "steps": facts["steps"], "seed": facts["seed"],
                     "tokens": facts["tokens"], "checkpoint": facts["step"]},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("folder")
    options = parser.parse_args()
    export(options.checkpoint, options.folder)


if __name__ == "__main__":
    main()
