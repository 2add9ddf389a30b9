"""The peers' side: PyTorch and Opacus, one line in, one line out."""

import os
import sys
import time
from pathlib import Path

import numpy as np
import torch
from opacus import GradSampleModule
from opacus.grad_sample import GradSampleModuleExpandedWeights
from opacus.grad_sample.grad_sample_module_fast_gradient_clipping import GradSampleModuleFastGradientClipping
from opacus.optimizers import DPOptimizer
from opacus.optimizers.optimizer_fast_gradient_clipping import DPOptimizerFastGradientClipping
from opacus.utils.fast_gradient_clipping_utils import DPLossFastGradientClipping
from torch import nn

from models import ROWS, build

TIMES = 16  # records to sample from, in batches
RATE = 0.01
FOLDER = Path(sys.argv[1])


def gauss(*shape, seed):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


class Case:
    """A model's weights and data, the same for both sides."""

    def __init__(self, name):
        torch.manual_seed(7)
        self.name = name
        model, shape, self.classes, self.batch = build(name)
        records = TIMES * self.batch
        if name == "tabular":
            inputs = torch.randint(0, ROWS, (records, *shape), generator=torch.Generator().manual_seed(1))
        else:
            inputs = gauss(records, *shape, seed=1)
        labels = torch.randint(0, self.classes, (records,), generator=torch.Generator().manual_seed(2))
        if name == "lora":  # B begins at zero; then A has no gradient to compare.
            for parameter_name, parameter in model.named_parameters():
                if ".up." in parameter_name:
                    parameter.data = 0.05 * gauss(*parameter.shape, seed=3)
        self.state = model.state_dict()
        self.inputs, self.labels = inputs[: self.batch].clone(), labels[: self.batch].clone()
        write(f"{name}.features", inputs.float().numpy().astype("<f4"))
        write(f"{name}.labels", labels.numpy().astype("<i4"))
        write(f"{name}.weights", np.concatenate([p.detach().numpy().ravel() for p in ordered(model)]).astype("<f4"))
        self.norms = None
        self.norm = None

    def model(self):
        model = build(self.name)[0]
        model.load_state_dict(self.state)
        return model


def ordered(model):
    return list(model.parameters())


def write(name, values):
    (FOLDER / name).write_bytes(values.tobytes())


def trained(model):
    return [p for p in model.parameters() if p.requires_grad]


def oracle(case):
    """The clipped sum from one backward pass per record in double precision: no code of a peer's."""
    model = case.model().double()
    loss = nn.CrossEntropyLoss(reduction="sum")
    inputs = case.inputs if case.name == "tabular" else case.inputs.double()
    rows = []
    for i in range(case.batch):
        gradients = torch.autograd.grad(loss(model(inputs[i : i + 1]), case.labels[i : i + 1]), trained(model))
        rows.append(torch.cat([g.reshape(-1) for g in gradients]).float())
    squares = torch.stack([row.double().square().sum() for row in rows])
    norms = squares.sqrt()
    case.norm = float(f"{norms.median().item():.6g}")  # about half of the records are clipped
    total = torch.zeros(len(rows[0]), dtype=torch.float64)
    for row, norm in zip(rows, norms):
        total += min(1.0, case.norm / norm.item()) * row.double()
    write(f"{case.name}.oracle", total.numpy())
    return repr(case.norm)


def plain(case):
    model = case.model()
    optimizer = torch.optim.SGD(trained(model), lr=RATE)
    criterion = nn.CrossEntropyLoss()

    def step():
        optimizer.zero_grad()
        criterion(model(case.inputs), case.labels).backward()
        optimizer.step()

    return step


def opacus(case, mode, noise):
    model = case.model()
    settings = dict(
        noise_multiplier=noise, max_grad_norm=case.norm, expected_batch_size=case.batch, loss_reduction="sum"
    )
    inner = torch.optim.SGD(trained(model), lr=RATE / case.batch)
    if mode in ("ghost", "fast"):
        module = GradSampleModuleFastGradientClipping(
            model, batch_first=True, loss_reduction="sum", max_grad_norm=case.norm, use_ghost_clipping=mode == "ghost"
        )
        optimizer = DPOptimizerFastGradientClipping(inner, **settings)
        criterion = DPLossFastGradientClipping(module, optimizer, nn.CrossEntropyLoss(reduction="sum"), "sum")
    else:
        if mode == "ew":
            module = GradSampleModuleExpandedWeights(model, batch_first=True, loss_reduction="sum")
        else:
            module = GradSampleModule(
                model, batch_first=True, loss_reduction="sum", force_functorch=mode == "functorch"
            )
        optimizer = DPOptimizer(inner, **settings)
        criterion = nn.CrossEntropyLoss(reduction="sum")

    def gradients():
        optimizer.zero_grad()
        criterion(module(case.inputs), case.labels).backward()

    def step():
        gradients()
        optimizer.step()

    def noised():
        gradients()
        optimizer.pre_step()
        return torch.cat([p.grad.reshape(-1) for p in trained(model)])

    return noised if noise == 0 else step


def peak():
    with open("/proc/self/status") as file:
        return next(line.split()[1] for line in file if line.startswith("VmHWM"))


def main():
    torch.set_num_threads(int(os.environ.get("BENCH_THREADS", "2")))
    cases, steps = {}, {}
    for line in sys.stdin:
        words = line.split()
        try:
            if words[0] == "make":
                cases[words[1]] = Case(words[1])
                answer = oracle(cases[words[1]])
            elif words[0] == "sum":
                write(words[3], opacus(cases[words[1]], words[2], 0)().double().numpy())
                answer = "ok"
            elif words[0] == "time":
                key = (words[1], words[2])
                if key not in steps:
                    case = cases[words[1]]
                    steps[key] = plain(case) if words[2] == "plain" else opacus(case, words[2], 1.0)
                cpu = time.process_time()
                began = time.perf_counter()
                for _ in range(int(words[3])):
                    steps[key]()
                answer = f"{time.perf_counter() - began!r} {time.process_time() - cpu!r}"
            elif words[0] == "drop":  # its model and its per-record gradients
                steps.clear()
                answer = "ok"
            elif words[0] == "peak":
                answer = peak()
            else:
                raise ValueError(line)
        except (RuntimeError, NotImplementedError, TypeError, AttributeError, ValueError) as failure:
            # Not every mode takes every model; compare.py says which did not.
            answer = "failed " + str(failure).replace("\n", " ")[:300]
        print(answer, flush=True)


main()
