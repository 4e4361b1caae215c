"""How long a check takes: right answers to every exercise, and the hostile ones of tests/hostile.py.

    python benchmarks/checks.py

Right answers: the course's own, each judged five times; in the process that runs them, and called directly in this one,
which is the least that any check can take. Hostile ones: once each, with the limits that students have. Seconds by clock.
"""

import statistics
import sys
import time
from pathlib import Path

from protocol import RESULTS, command, machine, script, write_json

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import hostile
import numpy as np

from imagen_course.exercises import find, lessons, worker
from imagen_course.exercises.calls import call


def seconds(function, *arguments):
    start = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - start


def right_answers():
    """Milliseconds of each exercise: in place and in the worker."""
    worker.start()
    rows = []
    for exercise in (exercise for module in lessons().values() for exercise in module.EXERCISES):
        here = [seconds(in_place, exercise) for _ in range(5)]
        there = [seconds(exercise.judge, exercise.reference) for _ in range(5)]
        row = {"in place ms": 1e3 * statistics.median(here), "check ms": 1e3 * statistics.median(there)}
        rows.append({"exercise": exercise.name} | row)
    return rows


def in_place(exercise):
    """What has to be done in any case: the cases are made, what is expected is computed, and the answer is called."""
    for case in [tuple(case) for case in exercise.cases()]:
        call(exercise.reference, case)
        call(exercise.reference, case)


def hostile_answers():
    """Seconds of each hostile answer."""
    _, exercise = find("contrast")
    rows = []
    for name, (body, _) in hostile.ANSWERS.items():
        cell = {"__name__": "__main__", "np": np}
        exec("import itertools\n" + hostile.source(body), cell)
        rows.append({"answer": name, "seconds": seconds(exercise.judge, cell["contrast"])})
    return rows


def main():
    worker._end()
    first = seconds(find("contrast")[1].judge, find("contrast")[1].reference)  # nothing was begun: the process starts now
    right, bad = right_answers(), hostile_answers()
    for name in ("in place ms", "check ms"):
        values = sorted(row[name] for row in right)
        print(f"right answers, {name}: median {statistics.median(values):.1f}, longest {values[-1]:.1f}")
    more = max(row["check ms"] - row["in place ms"] for row in right)
    print(
        f"a check takes at most {more:.0f} ms longer than its calls; the first of a kernel, unprepared, {1e3 * first:.0f} ms"
    )
    bad.sort(key=lambda row: -row["seconds"])
    worst = ", ".join(f"{row['answer']} {row['seconds']:.1f} s" for row in bad[:5])
    print(f"{len(bad)} hostile answers: longest {worst}")
    noted = {"machine": machine(), "command": command(), "script": script(sys.argv[0])}
    write_json(RESULTS / "checks.json", noted | {"first check ms": 1e3 * first, "right": right, "hostile": bad})


if __name__ == "__main__":
    main()
