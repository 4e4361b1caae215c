"""``imagen-course exam``: the exam of a part, drawn and marked. What it does stands in `imagen_course.exams`."""

import json
import re
import secrets
from pathlib import Path

from imagen_course import editions, files, syllabus
from imagen_course.cli.command import Command, Group
from imagen_course.cli.messages import complain, failed, say

__all__ = ["COMMAND"]


def _draw(arguments):
    from imagen_course import exams

    part = exams.part_named(arguments.part)
    seed = arguments.seed or str(secrets.randbelow(10**6))
    students = _students(arguments.students)
    papers = [(student, exams.draw(part, seed=exams.seed_of(seed, student) if student else seed)) for student in students]
    stem = re.sub(r"\W+", "_", part.lower())
    written = {f"{stem}{name}.ipynb": _notebook(*paper) for name, paper in zip(_names(students), papers, strict=True)}
    written[f"{stem}.html"] = exams.page(papers).encode()
    if arguments.key:
        written[f"{stem}_key.html"] = exams.page(papers, key=True, seed=seed).encode()
    if there := [name for name in written if (arguments.out / name).exists()]:
        raise ValueError(f"{arguments.out / there[0]} exists already, and may hold answers: -o writes elsewhere")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, content in written.items():
        files.create(arguments.out / name, content)
    n = f"{len(papers)} exam{'s'[: len(papers) != 1]}"
    say(f"{n} on {syllabus.part(part)}, in {arguments.out}: {papers[0][1].minutes} minutes, seed {seed}")
    return 0


def _notebook(student, exam):
    from imagen_course import exams

    return editions.dumps(exams.notebook(exam, student=student))


def _students(asked):
    """The names of the students: so many numbers, the lines of a file, or nobody's."""
    if asked is None:
        return [""]
    if asked.isdecimal():
        names = [f"student {number}" for number in range(1, int(asked) + 1)]
    else:
        lines = Path(asked).read_text(encoding="utf-8-sig").splitlines()
        names = [" ".join(line.split()) for line in lines if line.strip()]
    if not names:
        raise ValueError(f"--students names nobody: give a number, or a file with a name on each line, got {asked}")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"two students are called {twice[0]}, and would get the same exam: tell them apart in {asked}")
    return names


def _names(students):
    """What is added to the names of the files, for each student: letters, digits and a number where two would be alike."""
    given = []
    for student in students:
        name = "_" + re.sub(r"\W+", "_", student)[:60].strip("_") if student else ""
        alike = sum(other.casefold().rstrip("0123456789") == name.casefold() for other in given)
        given.append(name if name.casefold() not in map(str.casefold, given) else f"{name}_{alike + 1}")
    return given


def _mark(arguments):
    from imagen_course import exams

    status = 0
    for path in arguments.files:
        try:
            marked = exams.mark(json.loads(path.read_bytes()), seed=arguments.seed)
        except (ValueError, RecursionError) as error:
            status = complain(f"{path}: not marked, {'it is damaged' if isinstance(error, json.JSONDecodeError) else error}")
        except OSError as error:
            status = failed(error)
        else:
            _say(path, marked)
    return status


def _say(path, marked):
    who = marked.student or f"seed {marked.exam.seed}"
    result = "passed" if marked.passed else "not passed"
    say(f"{path}: {who}, {syllabus.part(marked.exam.part)}: {marked.points} of {marked.exam.minutes} points, {result}")
    for number, (question, found) in enumerate(zip(marked.exam.questions, marked.marks, strict=True), 1):
        if found.state != "right":
            state = {"blank": "no answer", "unread": "not understood"}.get(found.state, "wrong")
            say(f"  {number} ({question.lesson}): {state}{f', {found.said}' if found.said else ''}")


def _add_draw(parser):
    parser.add_argument("part", metavar="PART", help="of the course, by its number or its title: 3, III or 'the pipeline'")
    parser.add_argument("--seed", metavar="WORDS", help="the same seed draws the same exam (default: drawn at random)")
    students = "an exam for each: their number, or a file with a name on each line (default: one, which corrects itself)"
    parser.add_argument("--students", metavar="FILE", help=students)
    parser.add_argument("--key", action="store_true", help="write the key, too, with what each common mistake looks like")
    out = "where the notebooks and the pages are written (default: exam)"
    parser.add_argument("-o", "--out", type=Path, default=Path("exam"), metavar="FOLDER", help=out)


def _add_mark(parser):
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.ipynb", help="notebooks that were handed in")
    parser.add_argument("--seed", metavar="WORDS", help="that the exams of the class were drawn with")


_DRAW = [
    "exam draw Formulas                                    # for oneself: exam/formulas.ipynb, and a page to print",
    'exam draw 3 --students names.txt --seed "a blue barn" --key -o exams',
]
_MARK = ['exam mark handed_in/*.ipynb --seed "a blue barn"']
COMMAND = Group(
    "exam",
    "Draw and mark an exam at the end of a part of the course. 20 minutes, other numbers for everybody.",
    [
        Command("draw", _draw, "Draw exams: notebooks to work in, a page to print, the key.", _DRAW, _add_draw),
        Command("mark", _mark, "Mark notebooks that were handed in: points, and what went wrong.", _MARK, _add_mark),
    ],
)
