"""How every benchmark here is run: contenders take turns, and what is told is a ratio of medians with its spread.

Times on a shared machine wander, so no contender is timed alone: in each round every contender runs once, in an order
that changes from round to round, and ratios are taken within a round. A table and a JSON file are written, with the
protocol beside the figures.
"""

import ast
import hashlib
import json
import os
import platform
import sys
import time
from pathlib import Path

import numpy as np
from scipy import stats

from imagen_course import files

RESULTS = Path(__file__).parent / "results"


def race(contenders, *, rounds=15, warmups=2, seed=0, clock=time.perf_counter):
    """Time every contender once in every round, in a new order each; return ``{name: seconds of each round}``.

    What runs on one thread may be timed by ``time.process_time``, which does not count what others take of a core.
    """
    order, rng = list(contenders), np.random.default_rng(seed)
    times = {name: [] for name in contenders}
    for number in range(-warmups, rounds):
        rng.shuffle(order)
        for name in order:
            start = clock()
            contenders[name]()
            seconds = clock() - start
            if number >= 0:
                times[name].append(seconds)
    return times


def ratios(times, *, to):
    """Each contender's time over that of ``to`` in the same round: median and the middle half, per contender."""
    base = np.asarray(times[to])
    rows = []
    for name, seconds in times.items():
        ratio = np.asarray(seconds) / base
        low, middle, high = np.percentile(ratio, [25, 50, 75])
        rows.append(
            {
                "name": name,
                "median_ms": 1e3 * float(np.median(seconds)),
                "ratio": float(middle),
                "from": float(low),
                "to": float(high),
            }
        )
    return rows


def interval(values):
    """Tell the mean and the half-width of Student's 95 % interval for it, as text; a single value has no interval."""
    n, mean = len(values), np.mean(values)
    if n == 1:
        return f"{mean:.1f}"
    return f"{mean:.1f} ± {stats.t.ppf(0.975, n - 1) * np.std(values, ddof=1) / np.sqrt(n):.1f}"


def report(name, rows, *, protocol):
    """Print ``rows`` (dicts of one shape) as a table under the protocol, and write both to ``results/<name>.json``."""
    columns = list(rows[0])
    cells = [[f"{v:.4g}" if isinstance(v, float) else str(v) for v in row.values()] for row in rows]
    widths = [max(len(c), *(len(row[i]) for row in cells)) for i, c in enumerate(columns)]
    print(protocol)
    for line in [columns, ["-" * w for w in widths], *cells]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    RESULTS.mkdir(exist_ok=True)
    record = {"protocol": protocol, "machine": machine(), "command": command(), "script": script(sys.argv[0]), "rows": rows}
    write_json(RESULTS / f"{name}.json", record)


def write_json(path, content):
    """Write what was measured: whole, or what was there before stays."""
    files.write(path, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())


def machine():
    """What a figure was measured on: the processor, and the kernels that NumPy's matrix products run on it."""
    from threadpoolctl import threadpool_info

    found = (library for library in threadpool_info() if library["user_api"] == "blas" and "numpy" in library["filepath"])
    blas = next(found, {})
    kernels = (
        f"{blas.get('internal_api')} {blas.get('version')} {blas.get('architecture', '')}".strip() if blas else "unknown"
    )
    load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    about = {"python": platform.python_version(), "cores": os.cpu_count(), "machine": platform.machine()}
    return about | {"processor": processor(), "BLAS": kernels, "load": load}


def processor():
    """The name of the processor."""
    if os.path.exists("/proc/cpuinfo"):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    return platform.processor() or platform.machine()


def command():
    """The command that measured, as it is typed in the checkout."""
    return " ".join(["benchmarks/" + Path(sys.argv[0]).name, *sys.argv[1:]])


def script(path):
    """What tells one state of a script from another: digits of the sha256 of its lines, but for imports and docstrings."""
    text = Path(path).read_text(encoding="utf-8")
    lines = dict(enumerate(text.splitlines(), start=1))
    for node in ast.walk(ast.parse(text)):
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if docstring or isinstance(node, ast.Import | ast.ImportFrom):
            lines |= dict.fromkeys(range(node.lineno, node.end_lineno + 1), "")
    return hashlib.sha256("\n".join(filter(str.strip, lines.values())).encode()).hexdigest()[:12]
