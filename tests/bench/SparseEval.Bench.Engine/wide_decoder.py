"""Write a decoder with random weights, wide enough that its weights and not its keys and values cost most:

python3 wide_decoder.py FOLDER [width=256] [layers=4] [heads=4]    (torch and onnx, as data/build/export.py)
"""
import pathlib
import sys

import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "data" / "build"))
import export
import model

folder, width, layers, heads = sys.argv[1], *(int(a) for a in (sys.argv[2:] + [256, 4, 4][len(sys.argv) - 2:]))
torch.manual_seed(17)
model.SIZES["wide"] = (width, layers, heads)
export.load = lambda _: (model.Pocket("wide").eval(), dict(mixture="none", steps=0, seed=17, tokens=0, step=0))
export.export(None, folder)
