"""The class report: what was planted is found, in order; what is no record is named and left out; no name leaks."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import numpy as np
import pytest

from imagen_course import classroom, cli
from imagen_course.classroom import records
from imagen_course.exercises import check, find, lessons, store

N = 30
EXERCISES = len(lessons()["convolution"].EXERCISES)
FLOOR, PADDING, FIRST = (find("output_size")[1].slips[i].name for i in (0, 2, 3))
SIDE, _, SIDE_QUESTION = find("correlate_at")[1].slips[0]
PRINTED = "the result is printed, not returned"  # a diagnosis, which no exercise declares
PLANTED = {  # exercise: what is named, to which students, how often to each; and who solved the exercise
    "output_size": ({FLOOR: (range(12), 2), PADDING: (range(4, 11), 1), FIRST: ([20], 9)}, [*range(5), 21, 22, 23]),
    "correlate_at": ({SIDE: (range(9), 1), PRINTED: (range(10, 20), 3)}, [0, 9]),
    "blur": ({"the border turns black": ([1, 2, 3], 1)}, [1, 2, 3]),
}
HITS = {"rows of the result": range(20), "the smallest stride": range(5)}  # of all 30


class Clock:
    """Takes the place of `datetime` in the store: it goes on at random, and no two students do anything in one second."""

    def __init__(self, seed):
        self.rng, self.moment = np.random.default_rng(seed), datetime(2026, 11, 2, 8, tzinfo=UTC)

    def now(self, zone):
        self.moment += timedelta(seconds=int(self.rng.integers(20, 200)))
        return self.moment


@pytest.fixture
def student(tmp_path, monkeypatch):
    """Begins the record of a student: what is recorded from now on goes into this file of the folder handed in."""
    monkeypatch.setattr(store, "datetime", Clock(7))
    monkeypatch.setattr(store.os, "fsync", lambda stream: None)
    (tmp_path / "in").mkdir()

    def begin(file):
        path = tmp_path / "in" / file
        monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", str(path))
        return path

    return begin


@pytest.fixture
def folder(tmp_path, student):
    return tmp_path / "in"


def attempt(name, *, named=None, times=1, done=False):
    for _ in range(times):
        counted = {"attempts": 1} | ({"named": {named: 1}} if named else {})
        store.record(f"{find(name)[0]}/exercise/{name}", state="right" if done else "wrong", count=counted, done=done)


@pytest.fixture
def planted(folder, student):
    """A class of 30 whose slips are known; its files in the order of the plan are called as no alphabet has them."""
    for number in range(N):
        student(f"student-{(7 * number) % N:02}/progress.json")
        for prediction, right in HITS.items():
            store.record(f"convolution/prediction/{prediction}", hit=number in right)
        for name, (slips, solved) in PLANTED.items():
            for slip, (students, times) in slips.items():
                if number in students:
                    attempt(name, named=slip, times=times)
            if number in solved:
                attempt(name, done=True)
    return folder


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def plain(text):
    """The text of a page, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text.partition("</style>")[2]).split())


# --- what was planted -------------------------------------------------------------------------------------------------


def test_the_planted_slips_are_the_topics_in_order(planted):
    topics = classroom.collect(planted).topics
    assert [(topic.slip, topic.met, topic.waiting) for topic in topics] == [(SIDE, 9, 8), (FLOOR, 12, 7), (PADDING, 7, 6)]
    assert [(topic.lesson, topic.exercise) for topic in topics][:2] == [
        ("convolution", "correlate_at"),
        ("convolution", "output_size"),
    ]
    assert topics[0].question == SIDE_QUESTION


def test_the_page_says_each_slip_as_often_as_it_was_planted_the_most_frequent_first(planted):
    text = classroom.page(classroom.collect(planted))
    assert re.findall(r"<ol.*</ol>", text)[0].count("<li>") == 3
    assert text.index(SIDE_QUESTION) < text.index("Can a window be at half a place?")
    found = {
        name: re.search(rf'<th scope="row"><code>{name}</code></th>(.*)', part(text, "Exercises"))[1] for name in PLANTED
    }
    assert [" ".join(plain("</style>" + line).split()) for line in re.findall("<li>.*?</li>", found["output_size"])] == [
        f"{FLOOR}: 12 students, 24 times",
        f"{PADDING}: 7 students, 7 times",
        f"{FIRST}: 1 student, 9 times",
    ]
    named = re.findall("<li>(.*?)</li>", found["correlate_at"])
    assert named == [f"{PRINTED}: 10 students, 30 times", f"{SIDE}: 9 students, 9 times"]
    cells = [plain("</style>" + cell) for cell in re.findall("<td>(.*?)</td>", found["output_size"])]
    assert cells[0].startswith("8 of 30 ")
    assert cells[2:4] == [str(24 + 7 + 9 + 8), "0"]


def part(text, title):
    return text.partition(f"<h2>{title}</h2>")[2].partition("</section>")[0]


def test_the_table_holds_what_was_planted_and_nothing_else(planted):
    found = classroom.collect(planted)
    back = rows(classroom.table(found))
    for name, (slips, solved) in PLANTED.items():
        for slip, (students, times) in slips.items():
            of = [row for row in back if (row["kind"], row["item"], row["slip"]) == ("slip", name, slip)]
            assert [int(row["times"]) for row in of] == [times] * len(students)
        tried = [row for row in back if (row["kind"], row["item"]) == ("exercise", name)]
        assert len(tried) == len(set(solved).union(*(students for students, _ in slips.values())))
        assert sum(row["right"] == "yes" for row in tried) == len(solved)
    assert {row["item"] for row in back if row["kind"] == "exercise"} == set(PLANTED)
    assert sum(row["kind"] == "prediction" for row in back) == len(HITS) * N


def test_the_rates_of_predictions_the_lowest_first(planted):
    found = classroom.collect(planted)
    assert [(key, sum(hits.values()), len(hits)) for key, hits in found.predictions.items()] == [
        (("convolution", "the smallest stride"), 5, 30),
        (("convolution", "rows of the result"), 20, 30),
    ]
    assert "the smallest stride 02 Convolution 5 of 30 rows of the result 02 Convolution 20 of 30" in plain(
        classroom.page(found)
    )


def test_what_a_check_writes_is_what_is_read(student, folder):
    student("ada.json")

    def output_size(size, kernel_size, stride, padding, dilation):
        return (size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 1

    check(output_size)
    (work,) = classroom.collect(folder).work
    assert (work.named, work.attempts, work.solved, work.state) == ({FLOOR: 1}, 1, False, "tried")


@pytest.mark.parametrize(
    ("attempts", "hints", "done", "state"),
    [(4, 0, False, "tried"), (5, 0, False, "stuck"), (1, 2, False, "tried"), (1, 3, False, "stuck"), (9, 3, True, "solved")],
)
def test_stuck_is_who_tried_often_or_read_all_hints_and_has_not_solved_it(student, folder, attempts, hints, done, state):
    student("ada.json")
    attempt("output_size", times=attempts, done=done)
    store.record("convolution/exercise/output_size", count={"hints": hints})
    found = classroom.collect(folder)
    assert [work.state for work in found.work] == [state]
    assert len(found.stuck) == (state == "stuck")
    assert f'<path class="{state}" d="M' in classroom.page(found)
    assert ("Nobody." in classroom.page(found)) == (state != "stuck")


def test_the_page_says_who_is_stuck_the_longest_first(planted):
    found = classroom.collect(planted)
    assert [work.attempts for work in found.stuck] == [9]
    number = found.stuck[0].student.number
    assert f"student {number} output_size 02 Convolution 9 0 of 3 {FIRST}: 9 times" in plain(
        part(f"</style>{classroom.page(found)}", "Who is stuck").join(["</style>", ""])
    )


def test_the_overview_tells_in_words_what_it_shows(planted):
    found = classroom.collect(planted)
    counts = [sum(work.state == state for work in found.work) for state in ("solved", "tried", "stuck")]
    label = "{} solved, {} tried, not solved, {} stuck, {} not tried".format(*counts, EXERCISES * N - sum(counts))
    assert label in classroom.page(found)
    shapes = [path.count("M") for path in re.findall(r'<path class="\w+" d="(M\d\d[^"]*|)"/>', classroom.page(found))]
    assert shapes == [*counts, EXERCISES * N - sum(counts)]


def test_a_slip_that_everybody_has_got_over_is_no_topic(student, folder):
    student("ada.json")
    attempt("output_size", named=FLOOR)
    attempt("output_size", done=True)
    found = classroom.collect(folder)
    assert found.topics == []
    assert "Nothing: whoever met a slip has solved the exercise." in classroom.page(found)
    attempt("correlate_at", named=SIDE)
    assert [topic.slip for topic in classroom.collect(folder).topics] == [SIDE]


def test_students_numbers_follow_no_alphabet_and_are_the_same_with_names(planted):
    students = classroom.collect(planted).students
    assert [student.number for student in students] == list(range(1, N + 1))
    assert {student.name for student in students} == {f"student-{i:02}" for i in range(N)}
    assert [student.name for student in students] != sorted(student.name for student in students)
    assert [student[:2] for student in classroom.collect(planted).students] == [student[:2] for student in students]
    named = {row["name"]: row["student"] for row in rows(classroom.table(classroom.collect(planted), names=True))}
    assert named == {student.name: str(student.number) for student in students}


# --- what does not count ----------------------------------------------------------------------------------------------


def test_what_is_no_record_is_named_and_left_out(planted):
    whole = (planted / "student-00" / "progress.json").read_bytes()
    newer = b'{"version": 3, "entries": {}}'
    left = {
        "broken.json": (whole[: len(whole) // 2], "it is a record of progress that is damaged"),
        "zeros.json": (b"\0" * 512, "it is no record of progress"),
        "list.json": (b"[]", "it is no record of progress"),
        "photograph.json": (b"\xff\xd8\xff\xe0", "it is no record of progress"),
        "deep.json": (b"[" * 200_000, "it is no record of progress"),
        "odd.json": (b'{"version": "x", "entries": []}', "it is a record of progress that is damaged"),
        "empty.json": (b"", "it is empty"),
        "begun.json": (b'{"version": 2, "entries": {}}', "it is a record of progress that holds nothing yet"),
        "newer.json": (newer, "a newer version of the course wrote it, in format 3, this one knows 2: update the course"),
        "large.json": (b" " * (records.LARGEST + 1), "it is too large for a record of progress"),
    }
    for name, (content, _) in left.items():
        (planted / name).write_bytes(content)
    for hidden in (".hidden.json", "__MACOSX/ada.json", "notes.txt"):
        (planted / hidden).parent.mkdir(exist_ok=True)
        (planted / hidden).write_bytes(b"?")
    found = classroom.collect(planted)
    assert dict(found.left_out) == {name: why for name, (_, why) in left.items()}
    assert len(found.students) == N
    text = plain(classroom.page(found, names=True))
    assert all(f"{name} : {why}" in text for name, (_, why) in left.items())


def test_without_names_files_are_counted_and_not_named(planted):
    (planted / "ada.json").write_bytes(b"")
    (planted / "ben.json").write_bytes(b"")
    text = classroom.page(classroom.collect(planted))
    assert "2 files: it is empty" in text
    assert not re.search("ada|ben|student-", text.partition("</style>")[2])
    assert "student-" not in classroom.table(classroom.collect(planted))


def test_a_copy_and_an_earlier_state_count_once(student, folder):
    path = student("ada.json")
    attempt("output_size", named=FLOOR)
    (folder / "ada (1).json").write_bytes(path.read_bytes())  # with a single entry: the name says whose it is
    attempt("output_size", named=FLOOR)
    (folder / "again").mkdir()
    (folder / "again" / "x.json").write_bytes(path.read_bytes())
    for name in ("blur", "correlate_at", "pencil"):
        attempt(name)
    (folder / "a.json").write_bytes(path.read_bytes())
    attempt("blur", done=True)
    student("ben.json")
    attempt("output_size")
    found = classroom.collect(folder)
    assert sorted(student.name for student in found.students) == ["ada", "again/x", "ben"]
    assert found.copies == (("a.json", "ada.json"), ("ada (1).json", "ada.json"))
    assert next(work.named for work in found.exercises["convolution"]["output_size"] if work.student.name == "ada") == {
        FLOOR: 2
    }
    text = classroom.page(found, names=True)
    assert "<code>a.json</code>: it is a copy or an earlier state of another file, <code>ada.json</code>" in text
    assert "2 files: it is a copy" in classroom.page(found)


def test_equal_files_are_one_student(student, folder):
    path = student("ada/progress.json")
    attempt("output_size")
    (folder / "ben").mkdir()
    (folder / "ben" / "progress.json").write_bytes(path.read_bytes())
    assert len(classroom.collect(folder).students) == 1


def test_files_that_a_browser_numbered_are_as_many_students(student, folder):
    for i in range(5):
        student(f"progress ({i}).json" if i else "progress.json")
        attempt("output_size", times=2)
    found = classroom.collect(folder)
    assert len(found.students) == 5
    assert found.copies == ()


def test_the_first_format_is_read(folder):
    entry = {
        "first": "2025-01-01T08:00:00+00:00",
        "last": "2025-01-02T08:00:00+00:00",
        "times": 6,
        "hints": 2,
        "state": "wrong",
    }
    (folder / "ada.json").write_text(json.dumps({"version": 1, "entries": {"02/exercise/output_size": entry}}))
    (work,) = classroom.collect(folder).work
    assert (work.lesson, work.attempts, work.hints, work.named) == ("convolution", 4, 2, {})
    assert work.student.last_day == "2025-01-02"


def test_what_this_version_does_not_have_is_no_work(student, folder):
    student("ada.json")
    store.record("convolution/exercise/of_old", count={"attempts": 3})
    store.record("alchemy/prediction/gold", hit=True)
    found = classroom.collect(folder)
    assert (found.work, found.predictions, len(found.students)) == ([], {}, 1)
    assert "The class at a glance" not in classroom.page(found)


# --- the page ---------------------------------------------------------------------------------------------------------


class Checked(HTMLParser):
    """Fails where tags do not nest; keeps what a browser would have to know."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes = [], [], []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs)
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


HOSTILE = "<b>&\"'</b><script>alert(1)</script>"


@pytest.fixture
def hostile(student, folder):
    """A file whose name and whose entries are no friends of HTML, of a spreadsheet, or of UTF-8."""
    student("<b>.json")
    store.record("convolution/prediction/" + HOSTILE.replace("/", " "), hit=True)
    store.record("convolution/prediction/=1+1", hit=True)
    store.record(
        "convolution/exercise/output_size", count={"attempts": 7, "named": {HOSTILE: 3, "\ud800\0": 1, "x" * 5000: 1}}
    )
    (folder / "<i>.json").write_bytes(b"")
    return folder


@pytest.mark.parametrize("names", [True, False])
def test_the_page_is_well_formed_and_whatever_comes_from_a_file_is_escaped(hostile, names):
    text = classroom.page(classroom.collect(hostile), names=names)
    page = Checked(text)
    assert not {"script", "b", "i", "link", "img", "iframe"} & set(page.tags)
    assert not {"src", "href", "onclick"} & {name for name, _ in page.attributes}
    assert not re.search(r"http|//|url\(|@import", text)
    assert ("&lt;b&gt;" in text) is True
    assert ("<code>&lt;i&gt;.json</code>" in text) is names
    assert "x" * 121 not in text
    text.encode("utf-8")


def test_tables_have_captions_and_their_heads_a_scope(planted):
    text = classroom.page(classroom.collect(planted))
    tables = re.findall("<table>.*?</table>", text, re.S)
    assert len(tables) == 4
    assert all(table.count("<caption>") == 1 for table in tables)
    assert text.count("<th ") == text.count("<th scope=") == len(re.findall("<th[ >]", text))
    for table in tables:
        head, *body = [len(re.findall("<t[hd][ >]", row)) for row in re.findall("<tr>.*?</tr>", table, re.S)]
        assert set(body) == {head}


def test_the_style_knows_dark_and_paper(planted):
    text = classroom.page(classroom.collect(planted))
    assert "@media (prefers-color-scheme: dark)" in text
    assert "@media print" in text


def test_more_slips_than_fit_are_in_the_table(student, folder):
    student("ada.json")
    slips = find("output_size")[1].slips
    for slip in slips:
        attempt("output_size", named=slip.name)
    student("ben.json")
    attempt("output_size", named=FLOOR)
    text = part(classroom.page(classroom.collect(folder)), "Exercises")
    assert text.count("<li>") == 8 + 1
    assert f"{len(slips) - 8} more, in the table beside this page" in text


def test_a_table_is_no_spreadsheet_s_formula(hostile):
    back = rows(classroom.table(classroom.collect(hostile), names=True))
    assert "'=1+1" in {row["item"] for row in back}
    assert HOSTILE in {row["slip"] for row in back}
    assert {row["name"] for row in back} == {"<b>"}


def test_counts_that_were_changed_by_hand_break_nothing(folder):
    entry = {"attempts": -3, "hints": 10**4000, "named": {FLOOR: -1, SIDE: 10**4000}, "first": "x", "last": "\0"}
    record = {
        "version": 2,
        "entries": {"convolution/exercise/output_size": entry, "convolution/prediction/x": {"hit": True}},
    }
    for name in ("ada.json", "ben.json"):
        (folder / name).write_text(json.dumps(record | {"of": name}))
        record["entries"] |= {"pooling/prediction/y": {"hit": False}}
    found = classroom.collect(folder)
    assert [work.attempts for work in found.work] == [0, 0]
    Checked(classroom.page(found, names=True))
    assert len(rows(classroom.table(found))) == 9


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def said(tmp_path, monkeypatch, capsys):
    """Runs the command in a folder of its own: status, lines of stdout, lines of stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        status = cli.main(["class", *map(str, arguments)])
        captured = capsys.readouterr()
        return status, captured.out.splitlines(), captured.err.splitlines()

    return run


def test_the_command_writes_a_page_and_a_table(planted, said, tmp_path):
    assert said(planted) == (0, ["class.html and class.csv: 30 students"], [])
    assert (tmp_path / "class.html").read_text(encoding="utf-8") == classroom.page(classroom.collect(planted))
    with open(tmp_path / "class.csv", encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file)) == rows(classroom.table(classroom.collect(planted)))
    assert said(planted, "--names", "--out", tmp_path / "b.html")[0] == 0
    assert (tmp_path / "b.html").read_text(encoding="utf-8") == classroom.page(classroom.collect(planted), names=True)


def test_the_command_replaces_nothing_unasked(planted, said, tmp_path):
    (tmp_path / "class.csv").write_text("mine")
    status, out, err = said(planted)
    assert (status, out) == (1, [])
    assert err == ["imagen-course: class.csv exists already: --force replaces it, --out writes elsewhere"]
    assert not (tmp_path / "class.html").exists()
    assert said(planted, "--force")[0] == 0
    assert (tmp_path / "class.csv").read_text() != "mine"


def test_the_command_names_what_does_not_count_and_goes_on(planted, said, tmp_path):
    (planted / "<b>.json").write_bytes(b"")
    (planted / "student-03" / "progress (1).json").write_bytes((planted / "student-03" / "progress.json").read_bytes())
    status, out, err = said(planted)
    assert status == 1
    assert err == ["imagen-course: <b>.json: left out, it is empty"]
    assert out == [
        "student-03/progress (1).json: not counted, a copy or an earlier state of student-03/progress.json",
        "class.html and class.csv: 30 students",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), "nowhere is no folder: name the one in which the progress files lie, unpacked"),
        (("in",), "no progress file in in: students find theirs with progress() in a lesson"),
        (("in", "--out", "a.txt"), "--out must end in .html, got a.txt"),
    ],
)
def test_what_the_command_cannot_do_is_a_sentence(folder, said, arguments, message):
    assert said(*arguments) == (1, [], [f"imagen-course: {message}"])
