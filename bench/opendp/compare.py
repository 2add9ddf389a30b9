"""Runs the same OpenDP work through Java and through Python, turn by turn, and prints the figures."""

import json
import math
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

# name, command, calls a turn (full, quick)
CASES = [
    ("scalar laplace, float", "float", 20_000, 4_000),
    ("scalar laplace, integer", "integer", 20_000, 4_000),
    ("laplace on a vector of 1000", "vector", 40, 8),
    ("identity on a vector of 1000", "crossing", 4_000, 1_000),
    ("privacy map", "map", 20_000, 4_000),
    ("constructor", "construct", 4_000, 1_000),
]
TURNS = 5


class Side:
    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"a worker ended at: {line}")
        return answer.strip()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def chi_square(values, scale):
    """The statistic against the discrete Laplace, over its limit for a false alarm below 1e-9."""
    p = math.exp(-1 / scale)
    reach = int(3 * scale)
    seen = [0] * (2 * reach + 1)
    for value in values:
        seen[max(-reach, min(reach, value)) + reach] += 1
    mass = [(1 - p) / (1 + p) * p ** abs(k) for k in range(-reach, reach + 1)]
    mass[0] += (1 - sum(mass)) / 2
    mass[-1] = mass[0]
    found = sum((s - m * len(values)) ** 2 / (m * len(values)) for s, m in zip(seen, mass))
    freedom = len(seen) - 1
    step = 2 / (9 * freedom)
    return found / (freedom * (1 - step + 6.2 * math.sqrt(step)) ** 3)


def same(ours, peer):
    for d_in, scale in [(1, 10.0), (3, 0.7), (17, 123.456), (1, 1e-3), (5, 1e9)]:
        question = f"loss {d_in} {scale!r}"
        answers = [
            [float.fromhex(word) for word in side.ask(question).split()] for side in (ours, peer)
        ]
        if answers[0] != answers[1]:
            print(f"{question}: {answers}", file=sys.stderr)
            return False
    for side in (ours, peer):
        values = [int(word) for word in side.ask("noise 20000").split()]
        if len(values) != 20_000 or chi_square(values, 10.0) > 1:
            print("the noise is not the discrete Laplace", file=sys.stderr)
            return False
    return True


def machine():
    name = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo") as file:
            name = next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{name}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"


def main():
    classes, quick = sys.argv[1], "--quick" in sys.argv[2:]
    java = Path(os.environ["JAVA_HOME"]) / "bin" / "java" if "JAVA_HOME" in os.environ else "java"
    ours = Side([str(java), "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-cp", classes, "Worker"])
    peer = Side([sys.executable, str(HERE / "worker.py")])
    equal = same(ours, peer)
    rows = []
    print(f"{'case':32} {'ours us':>10} {'peer us':>10} {'ratio':>7} {'cpu us':>10} {'peer cpu':>10}", file=sys.stderr)
    for name, command, full, short in CASES:
        calls = short if quick else full
        for side in (ours, peer):
            side.ask(f"{command} {max(1, calls // 4)}")
        taken = {ours: [], peer: []}
        for _ in range(TURNS):
            for side in (ours, peer):
                wall, cpu = map(float, side.ask(f"{command} {calls}").split())
                taken[side].append((wall / calls * 1e6, cpu / calls * 1e6))
        mine, theirs = ([statistics.median(column) for column in zip(*taken[s])] for s in (ours, peer))
        rows.append(
            {"case": name, "unit": "us/call", "ours": mine[0], "peer": theirs[0], "ratio": mine[0] / theirs[0]}
        )
        print(
            f"{name:32} {mine[0]:10.2f} {theirs[0]:10.2f} {mine[0] / theirs[0]:7.3f} {mine[1]:10.2f} {theirs[1]:10.2f}",
            file=sys.stderr,
        )
    # Memory: what many invocations leave behind, after as many turns of warm-up as the cases above.
    count = 100_000 if quick else 1_000_000
    grown = []
    for side in (ours, peer):
        side.ask(f"float {count // 10}")
        before = int(side.ask("resident"))
        side.ask(f"float {count}")
        grown.append((int(side.ask("resident")) - before) / count)
    print(f"{'bytes kept an invocation':32} {grown[0]:10.2f} {grown[1]:10.2f}   over {count} invocations", file=sys.stderr)
    # Our heap is fixed and touched beforehand, so that growth is growth of what OpenDP and the bridge hold.
    # The smallest that can be told from nothing here: a page in a thousand invocations.
    floor = 4.0
    rows.append(
        {
            "case": f"memory kept over {count} invocations",
            "unit": "bytes/call",
            "ours": grown[0],
            "peer": grown[1],
            "ratio": max(grown[0], floor) / max(grown[1], floor),
        }
    )
    for side in (ours, peer):
        side.close()
    print(json.dumps({"bench": "opendp", "quick": quick, "machine": machine(), "equal": equal, "rows": rows}))
    if not equal:
        sys.exit("the two sides differ")


main()
