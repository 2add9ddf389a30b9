"""Both sides of every case in turn; a table on standard error, one JSON object on standard output."""

import csv
import json
import math
import os
import pathlib
import platform
import signal
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
PEERS = ("dp-accounting", "prv-accountant")
MEMORY_MIB = 6144


def ours(process, case):
    process.stdin.write(" ".join(case) + "\n")
    process.stdin.flush()
    lower, upper, wall, cpu = process.stdout.readline().split()
    return {"lower": float(lower), "upper": float(upper), "wall": int(wall) / 1e9, "cpu": int(cpu) / 1e9}


def peer(name, case, seconds):
    environment = {**os.environ, "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}
    command = [sys.executable, str(HERE / "peer.py"), name, *case, str(MEMORY_MIB), str(seconds)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=5 * seconds + 60, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"over {5 * seconds + 60} s"}
    if -done.returncode in (signal.SIGXCPU, signal.SIGKILL):
        return {"failed": f"over {seconds} s of CPU"}
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["killed"])[-1]
        return {"failed": "out of memory" if "Memory" in last or "killed" in last else last[:60]}
    found = json.loads(done.stdout)
    if not math.isfinite(found["upper"]):
        return {"failed": "no finite bound"}
    return found


def consistent(mine, other):
    """Whether two certified intervals share a point, or an upper bound is above a lower one."""
    if "failed" in other:
        return True
    # Peers work with floating-point errors that they do not bound.
    slack = 1e-6 * (1 + mine["upper"])
    if other["lower"] is not None and other["lower"] > mine["upper"] + slack:
        return False
    return other["upper"] >= mine["lower"] - slack


def shown(result):
    if "failed" in result:
        return f"{result['failed']:>44}"
    low = "-" if result["lower"] is None else f"{result['lower']:.5f}"
    return f"[{low:>9}, {result['upper']:>10.5f}] {result['wall']:8.3f} s {result['cpu']:8.3f} s"


def main():
    libraries, arguments = sys.argv[1], sys.argv[2:]
    quick = arguments == ["--quick"]
    if arguments and not quick:
        sys.exit("usage: bench/accounting/run [--quick]")
    seconds = 3 if quick else 300
    with open(HERE / "cases.csv", newline="", encoding="utf-8") as file:
        cases = [row for row in csv.DictReader(file) if not quick or row["quick"] == "yes"]
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    command = [java, "-XX:+UseSerialGC", "-cp", f"{libraries}/*", str(HERE / "Ours.java")]
    rows, equal = [], True
    err = lambda line: print(line, file=sys.stderr, flush=True)
    err("Interval, wall clock and CPU time; lethe in one JVM that has just started, its first answer left out.")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        ours(process, ("0.02", "2", "300", "1e-5"))
        for row in cases:
            case = (row["sampling_rate"], row["noise_multiplier"], row["steps"], row["delta"])
            label = f"q={float(case[0]):.4g} z={case[1]} T={case[2]} delta={case[3]}"
            mine = ours(process, case)
            others = {name: peer(name, case, seconds) for name in PEERS}
            err(f"{label}\n  {'lethe':15}{shown(mine)}  width {100 * (1 - mine['lower'] / mine['upper']):.4f} %")
            for name, result in others.items():
                width = ""
                if "failed" not in result and result["lower"] is not None:
                    width = f"  width {100 * (1 - result['lower'] / result['upper']):.4f} %"
                err(f"  {name:15}{shown(result)}{width}")
                if not consistent(mine, result):
                    equal = False
                    err(f"  {name}: INCONSISTENT")
            done = [result["wall"] for result in others.values() if "failed" not in result]
            best = min(done) if done else None
            rows.append({
                "case": label, "unit": "s", "ours": mine["wall"], "peer": best,
                "ratio": None if best is None else mine["wall"] / best,
                "lower": mine["lower"], "upper": mine["upper"], "cpu": mine["cpu"],
                "peers": others,
            })
        process.stdin.close()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
    print(json.dumps({"bench": "accounting", "quick": quick, "machine": machine, "equal": equal, "rows": rows}))


main()
