"""The peer's side of the comparison: OpenDP's own Python package, one line in, one line out."""

import gc
import sys
import time

import opendp.prelude as dp

dp.enable_features("contrib", "honest-but-curious")

FLOATS = dp.atom_domain(T=float, nan=False)
FLOAT_DISTANCE = dp.absolute_distance(T=float)
VECTORS = dp.vector_domain(dp.atom_domain(T="i64"))
L1 = dp.l1_distance(T="i64")


def timed(times, action):
    cpu = time.process_time()
    began = time.perf_counter()
    for _ in range(times):
        action()
    return f"{time.perf_counter() - began!r} {time.process_time() - cpu!r}"


def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


def main():
    scalar = dp.m.make_laplace(FLOATS, FLOAT_DISTANCE, 10.0)
    whole = dp.m.make_laplace(dp.atom_domain(T="i64"), dp.absolute_distance(T="i64"), 10.0)
    vector = dp.m.make_laplace(VECTORS, L1, 10.0)
    identity = dp.t.make_identity(VECTORS, L1)
    thousand = [0] * 1000
    for line in sys.stdin:
        words = line.split()
        times = int(words[1]) if len(words) > 1 else 0
        if words[0] == "float":
            answer = timed(times, lambda: scalar(1.0))
        elif words[0] == "integer":
            answer = timed(times, lambda: whole(1))
        elif words[0] == "vector":
            answer = timed(times, lambda: vector(thousand))
        elif words[0] == "crossing":
            answer = timed(times, lambda: identity(thousand))
        elif words[0] == "map":
            answer = timed(times, lambda: scalar.map(1.0))
        elif words[0] == "construct":
            answer = timed(times, lambda: dp.m.make_laplace(FLOATS, FLOAT_DISTANCE, 10.0))
        elif words[0] == "resident":
            answer = str(resident())
        elif words[0] == "noise":
            answer = " ".join(map(str, vector([0] * times)))
        elif words[0] == "loss":
            scale = float(words[2])
            laplace = dp.m.make_laplace(VECTORS, L1, scale).map(times)
            gaussian = dp.m.make_gaussian(VECTORS, dp.l2_distance(T="i64"), scale).map(times)
            answer = f"{laplace.hex()} {gaussian.hex()}"
        else:
            raise ValueError(line)
        print(answer, flush=True)


main()
