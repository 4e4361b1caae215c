"""``imagen-course exercise``: begin a new exercise, and try what it says before a student does. For a checkout."""

import importlib
import json
import keyword
import re
import sys

from imagen_course import editions, files, syllabus, workspace
from imagen_course.choices import Unknown
from imagen_course.cli.command import Command, Group
from imagen_course.cli.messages import say

__all__ = ["COMMAND"]

MOST = 6  # exercises a lesson
_DECLARATION = """\
# {name} -----------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [(0,), (1,), (2,)],
    hints=["A question, or a case to draw?", "The last step but one."],
    why="Why it works.",
)
def {name}({arguments}):
    return ...


{name}.slips(
    ("what went wrong, in a few words", lambda {arguments}: None, "A question that leads out of it?"),
)


"""
_IMPORT = "from imagen_course.exercises.declare import Recall, exercise\n"
_ANSWERS = """\
def {name}_in_other_words({arguments}):
    return ...


def {name}_by_a_library({arguments}):
    return ...


"""


def _new(arguments):
    root = _checkout()
    slug = _slug(arguments.lesson)
    _check(slug, arguments.name, arguments.arguments)
    words = {"name": arguments.name, "arguments": ", ".join(arguments.arguments)}
    notebook = f"notebooks/{syllabus.name(slug)}.ipynb"
    for path, change in (
        (f"imagen_course/exercises/declared/{slug}.py", _declared),
        (f"tests/answers/{slug}.py", _answered),
        (notebook, _asked),
    ):
        text = (root / path).read_text(encoding="utf-8")
        files.write(root / path, change(text, words).encode())
        say(path)
    print(f"Write it there, then: imagen-course exercise try {slug} {arguments.name}")
    print(f"Then say in {notebook} what the function is to do, and: imagen-course run --inplace {notebook}")
    return 0


def _checkout():
    """The folder of the checkout, with the tests that an exercise is held to."""
    if not editions.in_checkout() or not (root := editions.sources().parent).joinpath("tests", "answers").is_dir():
        raise ValueError("an exercise is written in a checkout of the course, and this is an installed copy: clone it first")
    return root


def _slug(lesson):
    return syllabus.slug(workspace.find(lesson))


def _check(slug, name, arguments):
    from imagen_course.exercises import lessons

    for word in (name, *arguments):
        if not word.isidentifier() or keyword.iskeyword(word) or word.startswith("_"):
            raise ValueError(f"{word!r} is no name for a function or an argument: take letters, digits and underscores")
    there = {exercise.name: lesson for lesson, module in lessons().items() for exercise in module.EXERCISES}
    if name in there:
        raise ValueError(f"an exercise of {there[name]} is called {name} already: take another name")
    if list(there.values()).count(slug) >= MOST:
        raise ValueError(f"{slug} has {MOST} exercises, and a lesson has no more: take one away first, or another lesson")


def _declared(text, words):
    """Put a declaration before the recall questions."""
    text = text if "import Recall, exercise" in text else text.replace('"""\n', f'"""\n\n{_IMPORT}', 1)
    head, recall, tail = text.partition("RECALL = ")
    return head + _DECLARATION.format(**words) + recall + tail


def _answered(text, words):
    """Put two functions before the table of right answers, and their names into it."""
    head, table, tail = text.partition("ANSWERS = {")
    entry = '\n    "{name}": ({name}_in_other_words, {name}_by_a_library),'.format(**words)
    return head + _ANSWERS.format(**words) + table + entry + ("\n" if tail.startswith("}") else "") + tail


def _asked(text, words):
    """Put the cell to be filled in and the cell that checks it before the last heading of a section, or the end."""
    notebook = json.loads(text)
    cells = notebook["cells"]
    starts = ["".join(cell["source"]) for cell in cells]
    sections = [at for at, source in enumerate(starts) if re.match("## ", source)] or [starts.index("finish()")]
    name, slug = words["name"], words["name"].replace("_", "-")
    own = {"execution_count": None, "outputs": [], "cell_type": "code"}
    source = [f"def {name}({words['arguments']}):\n", "    ..."]
    cells[sections[-1] : sections[-1]] = [
        own | {"id": f"ex-{slug}", "metadata": {"tags": ["exercise"]}, "source": source},
        own | {"id": f"check-{slug}", "metadata": {}, "source": [f"check({name})"]},
    ]
    return editions.dumps(notebook).decode()


def _try(arguments):
    root = _checkout()
    sys.path.insert(0, str(root / "tests"))
    exercise = _found(_slug(arguments.lesson), arguments.name)
    judged = [*_right_answers(exercise, _slug(arguments.lesson)), *_slips(exercise)]
    return not all(judged)


def _found(slug, name):
    from imagen_course.exercises import lessons

    there = {exercise.name: exercise for exercise in lessons()[slug].EXERCISES}
    if name not in there:
        raise Unknown(f"{slug} has no exercise {name!r}", name, there)
    return there[name]


def _right_answers(exercise, slug):
    """Whether the reference and the other right answers pass, and what is nearly the reference does not."""
    import mutants

    from imagen_course.exercises.built import Built

    answers = importlib.import_module(f"answers.{slug}")
    for function in (exercise.reference, *answers.ANSWERS.get(exercise.name, ())):
        yield _judged(f"{function.__name__} passes", exercise, function)
    known = answers.EQUIVALENT.get(exercise.name, {})
    alive = [] if isinstance(exercise, Built) else [line for line in mutants.survivors(exercise) if line not in known]
    for line in alive:
        say(f"a changed reference passes, with the line: {line}", ok=False)
    if not alive:
        say("no other change of a sign, a number, an operator or a name in the reference passes", ok=True)
    yield not alive


def _judged(words, exercise, function):
    from imagen_course.exercises import verdicts

    verdict = exercise.judge(function)
    is_right = verdict.state == "right"
    say(words if is_right else f"{words}: it does not", ok=is_right)
    if not is_right:
        print(verdicts.say(exercise, verdict, function))
    return is_right


def _slips(exercise):
    """Show what a student sees of each slip, and whether it is refused and named."""
    from imagen_course.exercises import verdicts

    for slip in exercise.slips:

        def as_a_student_has_it(*args, slip=slip):
            return slip.function(*args)

        verdict = exercise.judge(as_a_student_has_it)
        named = verdict.slip is not None and verdict.slip.name == slip.name
        say(f"{slip.name}{'' if named else ': it is not what is said'}", ok=named)
        print(verdicts.say(exercise, verdict, as_a_student_has_it))
        yield named


def _add_new(parser):
    parser.add_argument("lesson", metavar="LESSON", help="its number or its slug")
    parser.add_argument("name", metavar="NAME", help="of the function a student is to write")
    parser.add_argument("arguments", nargs="*", metavar="ARGUMENT", help="what it takes, by name")


def _add_try(parser):
    parser.add_argument("lesson", metavar="LESSON", help="its number or its slug")
    parser.add_argument("name", metavar="NAME", help="of the exercise")


_NEW = ["exercise new pooling field_of_view windows"]
COMMAND = Group(
    "exercise",
    "Begin an exercise of a lesson, try what it says. For those who write lessons.",
    [
        Command("new", _new, "Begin an exercise: its declaration, its right answers, its cells.", _NEW, _add_new),
        Command("try", _try, "Show what a student sees of each slip.", ["exercise try pooling field_of_view"], _add_try),
    ],
)
