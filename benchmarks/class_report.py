"""How long the report on a large class takes: 300 progress files read, counted, and written as a page and a table."""

import json
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import numpy as np
from protocol import report

from imagen_course import classroom
from imagen_course.exercises import lessons, store

N, ROUNDS = 300, 5
PROTOCOL = f"""\
{N} progress files of students who have tried every exercise of the course, four attempts at each on average, with slips
drawn at random, and have made ten predictions a lesson. CPU seconds (user and system) of this process for reading and
counting them, and for the page and the table; the declarations of the exercises are loaded before. {ROUNDS} rounds, median,
smallest and largest. MB are those of all files read, of the page, of the table."""


class Clock:
    """Takes the place of `datetime` in the store: no two entries begin in one second."""

    moment = datetime(2026, 11, 2, tzinfo=UTC)

    @classmethod
    def now(cls, zone):
        cls.moment += timedelta(seconds=7)
        return cls.moment


def hand_in(path, rng):
    """Write the progress file of a student, kept in the store's memory meanwhile: on disk each record is a file written."""
    store.delete()
    for lesson, module in lessons().items():
        for number in range(10):
            store.record(f"{lesson}/prediction/question {number}", hit=bool(rng.random() < 0.6))
        for exercise in module.EXERCISES:
            for _ in range(rng.integers(1, 8)):
                slip = exercise.slips[rng.integers(len(exercise.slips))].name
                counted = {"attempts": 1, "named": {slip: 1}}
                store.record(f"{lesson}/exercise/{exercise.name}", count=counted, done=bool(rng.random() < 0.2))
    path.write_text(json.dumps({"version": store.VERSION, "entries": store.read()}, indent=1), encoding="utf-8")


def seconds(function, *arguments):
    """CPU seconds of a call, and what it returns."""
    start = time.process_time()
    result = function(*arguments)
    return time.process_time() - start, result


def main():
    rng = np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as folder:
        with patch.dict("os.environ", IMAGEN_COURSE_PROGRESS="off"), patch.object(store, "datetime", Clock):
            for number in range(N):
                hand_in(Path(folder, f"{number:03}.json"), rng)
        read = sum(path.stat().st_size for path in Path(folder).iterdir())
        spent = []
        for _ in range(ROUNDS):
            collecting, collected = seconds(classroom.collect, folder)
            drawing, page = seconds(classroom.page, collected)
            listing, table = seconds(classroom.table, collected)
            spent.append((collecting, drawing, listing, collecting + drawing + listing))
    assert len(collected.students) == N
    steps = zip(
        ("read and count", "page", "table", "all"), np.transpose(spent), (read, len(page), len(table), None), strict=True
    )
    rows = [
        {"step": step, "CPU s": float(np.median(times)), "from": min(times), "to": max(times), "MB": size and size / 1e6}
        for step, times, size in steps
    ]
    report("class_report", rows, protocol=PROTOCOL)


if __name__ == "__main__":
    main()
