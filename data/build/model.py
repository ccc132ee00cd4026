"""A small decoder-only transformer over bytes, with a cache of keys and values.

It is written as the export needs it: positions and the mask come from the
caller, and a past of no tokens is a past like any other.
"""
import torch
from torch import nn
from torch.nn import functional as F

VOCAB, POSITIONS, NEWLINE = 256, 512, 10
SIZES = {  # name: (width, layers, heads)
    "nano": (32, 2, 2), "micro": (48, 2, 3), "small": (64, 3, 4),
    "mini": (40, 3, 2), "medium": (80, 4, 4),
}


def rotary_tables(head):
    """Cosines and sines by position, for the turned half of a head's numbers."""
    rates = 100.0 ** (-torch.arange(0, head // 2, 2).float() / (head // 2))
    angles = torch.arange(POSITIONS).float()[:, None] * rates
    return angles.cos(), angles.sin()


def rotate(vector, cos, sin):
    """Turn the first half of each head; the second half stays free of position."""
    turned, plain = vector.chunk(2, dim=-1)
    low, high = turned.chunk(2, dim=-1)
    return torch.cat((low * cos - high * sin, high * cos + low * sin, plain), dim=-1)


class Block(nn.Module):
    """Attention, then the feed-forward layer, each on a normed residual."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.head = heads, width // heads
        self.norm_attention, self.norm_feed = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width, bias=False)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, cos, sin, mask, past=None):
        batch, length, width = x.shape
        qkv = self.qkv(self.norm_attention(x)).view(batch, length, 3 * self.heads, self.head)
        query, key, value = qkv.transpose(1, 2).split(self.heads, dim=1)
        query, key = rotate(query * self.head ** -0.5, cos, sin), rotate(key, cos, sin)
        if past is not None:
            key, value = torch.cat((past[0], key), 2), torch.cat((past[1], value), 2)
        scores = query @ key.transpose(2, 3) + mask
        mixed = scores.softmax(-1) @ value
        x = x + self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        return x + self.down(F.gelu(self.up(self.norm_feed(x)))), (key, value)


@torch.no_grad()
def look_back(block, strength=6.0):
    """Begin with head h at the byte h + 1 back, written to the h-th part of the row.

    Only the biases of queries and keys do it: two constant vectors, turned by
    the rotation, agree best at the wanted distance.
    """
    head, quarter = block.head, block.head // 4
    cos, sin = rotary_tables(head)
    query, key, value = (part.view(block.heads, head) for part in block.qkv.bias.chunk(3))
    key[:, :quarter] = strength
    query[:, :quarter] = strength * cos[1:block.heads + 1]
    query[:, quarter:2 * quarter] = -strength * sin[1:block.heads + 1]
    rows = block.qkv.weight.view(3, block.heads, head, -1)
    rows[:2] *= 0.1
    rows[2] = 2 * rows[2, :1]
    nn.init.eye_(block.out.weight)


@torch.no_grad()
def match_back(block, strength=2.0):
    """Begin with head h where the byte h + 2 back equals the asking place's h + 1 back.

    That is recall: what followed these bytes earlier? Learned from nothing, it takes
    small models most of their training.
    """
    head, half = block.head, block.head // 2
    rows = block.qkv.weight.view(3, block.heads, head, -1)
    for index in range(block.heads - 1):
        shared = torch.randn(half, head) * strength * head ** -0.5
        rows[:2, index] = 0
        rows[0, index, half:, index * head:(index + 1) * head] = shared
        rows[1, index, half:, (index + 1) * head:(index + 2) * head] = shared


class Pocket(nn.Module):
    """Embedding, blocks, norm, and an output layer of its own."""

    def __init__(self, size):
        super().__init__()
        self.size = size
        self.width, self.layers, self.heads = SIZES[size]
        self.embed = nn.Embedding(VOCAB, self.width)
        self.blocks = nn.ModuleList(Block(self.width, self.heads) for _ in range(self.layers))
        self.norm, self.head = nn.LayerNorm(self.width), nn.Linear(self.width, VOCAB, bias=False)
        cos, sin = rotary_tables(self.width // self.heads)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                nn.init.normal_(weight, std=self.width ** -0.5)
            if name.endswith(("down.weight", "qkv.bias")):
                nn.init.zeros_(weight)
        look_back(self.blocks[0])
        match_back(self.blocks[1])

    def trunk(self, ids, positions, mask, pasts=None):
        """Normed hidden states and every layer's keys and values."""
        cos, sin = self.cos[positions].unsqueeze(1), self.sin[positions].unsqueeze(1)
        x, presents = self.embed(ids), []
        for index, block in enumerate(self.blocks):
            x, present = block(x, cos, sin, mask, pasts[index] if pasts else None)
            presents.append(present)
        return self.norm(x), presents

    def forward(self, ids):
        """Hidden states of right-padded rows from position 0: the training path."""
        length = ids.shape[1]
        mask = torch.full((length, length), -1e9).triu(1)
        return self.trunk(ids, torch.arange(length)[None], mask)[0]
