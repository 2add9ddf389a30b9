"""The models of the comparison in PyTorch, the same as in Models.java."""

import math

import torch
from torch import nn

COLUMNS, ROWS, VECTOR = 26, 2000, 16
WIDTH, HEADS, HIDDEN, RANK = 128, 4, 512, 8


class Residual(nn.Module):
    def __init__(self, branch):
        super().__init__()
        self.branch = branch

    def forward(self, x):
        return x + self.branch(x)


class Lora(nn.Module):
    """A frozen affine map and a trained one of low rank, out of layers that Opacus knows."""

    def __init__(self):
        super().__init__()
        self.down = nn.Linear(WIDTH, RANK, bias=False)
        self.up = nn.Linear(RANK, WIDTH, bias=False)
        self.base = frozen(nn.Linear(WIDTH, WIDTH))

    def forward(self, x):
        return self.base(x) + 2.0 * self.up(self.down(x))


class Attention(nn.Module):
    def __init__(self, projection):
        super().__init__()
        self.key, self.query, self.value, self.result = (projection() for _ in range(4))

    def forward(self, x):
        def apart(y):
            return y.reshape(y.shape[0], y.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)

        k, q, v = apart(self.key(x)), apart(self.query(x)), apart(self.value(x))
        shares = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS), dim=3)
        return self.result((shares @ v).transpose(1, 2).reshape(x.shape))


class Mean(nn.Module):
    def forward(self, x):
        return x.mean(1)


class Tables(nn.Module):
    def __init__(self):
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(ROWS, VECTOR) for _ in range(COLUMNS))

    def forward(self, x):
        return torch.cat([table(x[:, c]) for c, table in enumerate(self.tables)], 1)


def frozen(module):
    return module.requires_grad_(False)


def encoder(lora):
    rest = frozen if lora else lambda module: module
    layers = []
    for _ in range(2):
        attention = Attention(Lora if lora else lambda: nn.Linear(WIDTH, WIDTH))
        forward = nn.Sequential(
            rest(nn.LayerNorm(WIDTH)), rest(nn.Linear(WIDTH, HIDDEN)), nn.GELU(), rest(nn.Linear(HIDDEN, WIDTH))
        )
        layers += [Residual(nn.Sequential(rest(nn.LayerNorm(WIDTH)), attention)), Residual(forward)]
    return nn.Sequential(*layers, Mean(), nn.Linear(WIDTH, 10))


def build(case):
    """The model, shape of one record, classes, records of a step."""
    if case == "mlp":
        layers = [nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)]
        return nn.Sequential(*layers), (784,), 10, 256
    if case == "cnn":
        layers = [nn.Conv2d(1, 16, 8, 2, 3), nn.Tanh(), nn.MaxPool2d(2, 1)]
        layers += [nn.Conv2d(16, 32, 4, 2), nn.Tanh(), nn.MaxPool2d(2, 1)]
        layers += [nn.Flatten(), nn.Linear(512, 32), nn.Tanh(), nn.Linear(32, 10)]
        return nn.Sequential(*layers), (1, 28, 28), 10, 256
    if case == "tabular":
        layers = [Tables(), nn.Linear(COLUMNS * VECTOR, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 2)]
        return nn.Sequential(*layers), (COLUMNS,), 2, 128
    if case in ("encoder", "lora"):
        return encoder(case == "lora"), (64, WIDTH), 10, 32
    raise ValueError(case)
