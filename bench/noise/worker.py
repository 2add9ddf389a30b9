"""PyTorch's normal draws on one thread, one line in, one line out."""

import sys
import time

import torch

S = 2.0**30
torch.set_num_threads(1)


def main():
    for line in sys.stdin:
        words = line.split()
        # Its fastest form: single precision, into memory that is there already. torch.normal calls the same.
        values = torch.empty(int(words[2]), dtype=torch.float32)
        values.normal_(0.0, S)
        if words[0] == "time":
            calls = int(words[3])
            cpu = time.thread_time()
            began = time.perf_counter()
            for _ in range(calls):
                values.normal_(0.0, S)
            print(f"{time.perf_counter() - began!r} {time.thread_time() - cpu!r}", flush=True)
        elif words[0] == "moments":
            z = values.double() / S
            print(" ".join(repr((z**power).mean().item()) for power in range(1, 5)), flush=True)
        else:
            raise ValueError(line)


main()
