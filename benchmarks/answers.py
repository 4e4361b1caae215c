"""What a check says to answers as students write them: how many wrong ones are told how, what is judged wrongly.

    python benchmarks/answers.py                    # the table, by lesson; benchmarks/results/answers.json
    python benchmarks/answers.py --lessons convolution learning    # a few of them
    python benchmarks/answers.py --corpus FOLDER    # other answers in the same form
    python benchmarks/answers.py --list FILE.json   # what each answer is told
    python benchmarks/answers.py --note             # note what is said now as read: after reading it

Told how: a slip or a diagnosis is named, an error comes with its line, a call that never ends with its line. Falsely: named,
and not true of this answer, as far as somebody who read it noted (tests/corpus/read.json holds what was read and is true).
"""

import argparse
import collections
import json
import sys
from pathlib import Path

from protocol import RESULTS, write_json

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import students

HOW = ("slip", "diagnosis", "error", "late")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lessons", nargs="+")
    parser.add_argument("--corpus", type=Path, default=students.CORPUS)
    parser.add_argument("--list", type=Path)
    parser.add_argument("--note", action="store_true")
    arguments = parser.parse_args()
    own = arguments.corpus == students.CORPUS
    read = json.loads(students.READ.read_text(encoding="utf-8")) if own and students.READ.exists() else {}
    rows, said_of = collections.defaultdict(collections.Counter), []
    for answer, said in students.judged(arguments.corpus, arguments.lessons):
        row = rows[answer.lesson]
        said_of.append({"lesson": answer.lesson, "answer": answer.key, "right": answer.is_right, **said._asdict()})
        if answer.is_right:
            row["right"] += 1
            row["refused"] += said.how not in ("right", "changes its input")
            continue
        row["wrong"] += 1
        row["passed"] += said.how == "right"
        row["told how"] += said.how in (*HOW, "changes its input", "not attempted")
        row[said.how] += 1
        if said.how in ("slip", "diagnosis"):
            known = read.setdefault(answer.lesson, {}).setdefault(answer.key, [])
            row["not read"] += said.name not in known
            if arguments.note and said.name not in known:
                known.append(said.name)
    show(rows)
    if arguments.note:
        write_json(students.READ, read)
    if arguments.list:
        write_json(arguments.list, said_of)
    if own and not arguments.lessons:
        write_json(RESULTS / "answers.json", rows)


def show(rows):
    columns = [
        "wrong",
        "told how",
        "slip",
        "diagnosis",
        "error",
        "late",
        "counterexample",
        "not read",
        "passed",
        "right",
        "refused",
    ]
    print("| lesson | " + " | ".join(columns) + " |")
    print("| --- " * (len(columns) + 1) + "|")
    for lesson, row in [*rows.items(), ("all", sum(rows.values(), collections.Counter()))]:
        cells = [row[column] for column in columns]
        cells[1] = f"{row['told how']} ({row['told how'] / max(1, row['wrong']):.0%})"
        print(f"| {lesson} | " + " | ".join(map(str, cells)) + " |")


if __name__ == "__main__":
    main()
