"""Takes the same steps in DJL, in ours, in PyTorch and in Opacus, turn by turn, and prints milliseconds."""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
CASES = {
    "mlp": "MLP 784-512-512-10, batch 256",
    "cnn": "CNN of 26,010 parameters, batch 256",
    "encoder": "encoder, 2 layers, d 128, T 64, batch 32",
    "tabular": "26 embeddings 2000x16 and MLP 256-128, batch 128",
    "lora": "LoRA of rank 8 on the encoder's attention, batch 32",
}
# Most that private may cost over plain: whole step, and book-keeping alone.
BARS = {"mlp": (1.35, 1.1), "cnn": (1.35, 1.3), "encoder": (1.25, 1.2), "tabular": (2.3, 1.4)}
OURS = ["plain", "private", "bookkeeping"]
MODES = ["hooks", "functorch", "ew", "fast", "ghost"]
TOLERANCE = 1e-4


class Side:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

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


def say(*words):
    print(*words, file=sys.stderr, flush=True)


def machine():
    name = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo") as file:
            name = next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{name}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"


def difference(folder, case, name):
    """Between a clipped sum and the oracle's, relative to that."""
    oracle = np.fromfile(folder / f"{case}.oracle")
    found = np.fromfile(folder / name)
    if found.shape != oracle.shape:
        return float("inf")
    return float(np.linalg.norm(found - oracle) / np.linalg.norm(oracle))


class Contender:
    """One way to take a step, and what it took."""

    def __init__(self, side, case, name, label):
        self.side, self.case, self.name, self.label = side, case, name, label
        self.times = []
        self.calls = 1

    def turn(self, calls):
        answer = self.side.ask(f"time {self.case} {self.name} {calls}")
        if answer.startswith("failed"):
            say(f"{self.label}: {answer}")
            return None
        wall, cpu = map(float, answer.split())
        return wall / calls * 1e3, cpu / calls * 1e3

    def warm(self, seconds, turn_seconds):
        """Steps until so much time has passed, then as many calls a turn as fit."""
        found = self.turn(1)
        spent = 0.0
        while found and spent < seconds:
            calls = max(1, min(16, int(0.1e3 / found[0])))
            found = self.turn(calls)
            spent += found[0] * calls / 1e3 if found else 0
        if found:
            self.calls = max(1, min(64, round(turn_seconds * 1e3 / found[0])))
        return found is not None

    def run(self):
        self.times.append(self.turn(self.calls))

    def median(self):
        return [statistics.median(column) for column in zip(*self.times)]


def compare(case, jvm, torch, folder, quick):
    """Rows of the table for one case, and whether all computed the same."""
    norm = torch.ask(f"make {case}")
    if norm.startswith("failed"):
        sys.exit(norm)
    jvm.ask(f"open {case} {norm}")
    kernels = jvm.ask(f"sum {case} {folder / 'ours.sum'}")
    error = difference(folder, case, "ours.sum")
    say(f"\n{CASES[case]} (kernels: {kernels}; C = {norm})")
    say(f"  ours differs from the oracle's clipped sum by {error:.1e}")
    equal = error <= TOLERANCE
    ours = [Contender(jvm, case, name, f"DJL {name}") for name in OURS]
    peers = [Contender(torch, case, "plain", "PyTorch plain")]
    for mode in MODES:
        answer = torch.ask(f"sum {case} {mode} {mode}.sum")
        if answer != "ok":
            say(f"  Opacus {mode} does not take this model: {answer[7:]}")
            continue
        error = difference(folder, case, f"{mode}.sum")
        # It divides by norm + 1e-6, which is no difference that matters.
        if error > 10 * TOLERANCE:
            say(f"  Opacus {mode} is left out: it differs from the oracle's clipped sum by {error:.1e}")
            continue
        peers.append(Contender(torch, case, mode, f"Opacus {mode}"))
    warm = {True: (0.4, 0.12), False: (2.0, 0.4)}[quick]
    # Ours checks each number of rows once, before a pass first has so many: a cost of the first steps.
    everyone = [c for c in ours + peers if c.warm(warm[0] * (5 if c in ours[1:] else 1), warm[1])]
    for _ in range(3 if quick else 9):
        for contender in everyone:
            contender.run()
    torch.ask("drop")
    medians = {c.label: c.median() for c in everyone}
    plain = {"D": medians["DJL plain"][0], "P": medians["PyTorch plain"][0], "O": medians["PyTorch plain"][0]}
    say(f"  {'':20} {'ms':>9} {'cpu ms':>9} {'over plain':>11}")
    for label, (wall, cpu) in medians.items():
        say(f"  {label:20} {wall:9.2f} {cpu:9.2f} {wall / plain[label[0]]:11.2f}")
    say("  bars over plain: " + (" and ".join(f"{bar}" for bar in BARS[case]) if case in BARS else "none"))
    opacus = {label: m[0] for label, m in medians.items() if label.startswith("Opacus")}
    best = min(opacus, key=opacus.get)
    rows = []

    def row(what, mine, theirs):
        rows.append({"case": f"{CASES[case]}: {what}", "unit": "ms/step", "ours": mine, "peer": theirs, "ratio": mine / theirs})

    row(f"private DJL and the best of Opacus ({best[7:]})", medians["DJL private"][0], opacus[best])
    row("private DJL and plain DJL", medians["DJL private"][0], medians["DJL plain"][0])
    row("book-keeping alone and plain DJL", medians["DJL bookkeeping"][0], medians["DJL plain"][0])
    row("plain DJL and plain PyTorch", medians["DJL plain"][0], medians["PyTorch plain"][0])
    for label, theirs in opacus.items():
        if label != best:
            row(f"private DJL and {label}", medians["DJL private"][0], theirs)
    return rows, equal, norm


def peak(command, case, norm, contender, steps):
    """Peak resident memory in MiB of a process of its own."""
    side = Side(command)
    side.ask(f"open {case} {norm}")
    side.ask(f"time {case} {contender} {steps}")
    found = int(side.ask("peak")) / 1024
    side.close()
    return found


def main():
    classes = sys.argv[1]
    quick = "--quick" in sys.argv[2:]
    chosen = [word for word in sys.argv[2:] if word != "--quick"] or list(CASES)
    java = str(Path(os.environ["JAVA_HOME"]) / "bin" / "java") if "JAVA_HOME" in os.environ else "java"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        # The engine's libraries, unpacked once.
        (HERE / "target" / "engine").mkdir(parents=True, exist_ok=True)
        (folder / "engine").symlink_to((HERE / "target" / "engine").resolve())
        command = [java, "-Xms64m", "-Xmx1g", "-XX:+UseSerialGC", "-cp", classes, "Worker", place]
        jvm, torch = Side(command), Side([sys.executable, str(HERE / "worker.py"), place])
        rows, equal, norms = [], True, {}
        say("load of the machine at the start:", *(f"{x:.1f}" for x in os.getloadavg()))
        for case in chosen:
            found, same, norms[case] = compare(case, jvm, torch, folder, quick)
            rows += found
            equal &= same
        jvm.close()
        torch.close()
        say(f"\n{'peak MiB':22} {'private':>9} {'plain':>9} {'ratio':>7}")
        for case in ["mlp"] if quick and "mlp" in chosen else chosen:
            mine, theirs = (peak(command, case, norms[case], who, 20 if quick else 100) for who in ("private", "plain"))
            say(f"{case:22} {mine:9.0f} {theirs:9.0f} {mine / theirs:7.2f}")
            rows.append({"case": f"{CASES[case]}: peak memory, private DJL and plain DJL", "unit": "MiB", "ours": mine, "peer": theirs, "ratio": mine / theirs})
        say("load of the machine at the end:", *(f"{x:.1f}" for x in os.getloadavg()))
    print(json.dumps({"bench": "dp", "quick": quick, "machine": machine(), "equal": equal, "rows": rows}))
    if not equal:
        sys.exit("the sides do not compute the same")


main()
