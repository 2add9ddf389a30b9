"""Draws Gaussian noise with our kernel and with its peers, turn by turn on one thread, and prints values a second."""

import json
import math
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TURNS = 7
# case, drawer, values a call, calls a turn (full, quick)
OURS = ("ours", "kernel", 1_000_000, 40, 12)
PEERS = [
    ("torch.normal, float32, not secure", "torch", 1_000_000, 40, 12),
    ("Java SecureRandom.nextGaussian", "securerandom", 100_000, 8, 1),
    ("OpenDP's exact Gaussian", "opendp", 20_000, 4, 1),
    ("our exact Java sampler", "exact", 100_000, 20, 4),
]


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


def is_standard_normal(moments, count):
    """Six deviations from what a normal's powers average to: a false alarm has a chance below 1e-8."""
    expected = [(0, 1), (1, 2), (0, 15), (3, 96)]  # mean and variance of z, z^2, z^3, z^4
    return all(
        abs(found - mean) < 6 * math.sqrt(variance / count)
        for found, (mean, variance) in zip(moments, expected)
    )


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
    java = str(Path(os.environ["JAVA_HOME"]) / "bin" / "java") if "JAVA_HOME" in os.environ else "java"
    jvm = Side([java, "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-cp", classes, "Worker"])
    torch = Side([sys.executable, str(HERE / "worker.py")])
    side = lambda drawer: torch if drawer == "torch" else jvm
    print(jvm.ask("describe kernel 1"), file=sys.stderr)

    equal = True
    for _, drawer, values, _, _ in [OURS, *PEERS]:
        moments = [float(word) for word in side(drawer).ask(f"moments {drawer} {values}").split()]
        if not is_standard_normal(moments, values):
            equal = False
            print(f"{drawer} does not draw the normal: {moments}", file=sys.stderr)

    everyone = [OURS, *PEERS]
    rates = {drawer: [] for _, drawer, *_ in everyone}
    for turn in range(-1, TURNS):
        for _, drawer, values, full, short in everyone:
            calls = short if quick else full
            wall, cpu = map(float, side(drawer).ask(f"time {drawer} {values} {calls}").split())
            if turn >= 0:  # the first turn warms up
                rates[drawer].append((values * calls / wall / 1e6, values * calls / max(cpu, 1e-9) / 1e6))
    medians = {d: [statistics.median(column) for column in zip(*found)] for d, found in rates.items()}

    print(f"{'one thread':36} {'M/s':>9} {'M/s of CPU':>11}", file=sys.stderr)
    for case, drawer, *_ in everyone:
        print(f"{case:36} {medians[drawer][0]:9.2f} {medians[drawer][1]:11.2f}", file=sys.stderr)
    ours = medians["kernel"][0]
    rows = [
        {"case": case, "unit": "M values/s", "ours": ours, "peer": medians[drawer][0], "ratio": medians[drawer][0] / ours}
        for case, drawer, *_ in PEERS
    ]
    for each in (jvm, torch):
        each.close()
    print(json.dumps({"bench": "noise", "quick": quick, "machine": machine(), "equal": equal, "rows": rows}))
    if not equal:
        sys.exit("a drawer does not draw the normal")


main()
