"""Whatever a report shows, the page gets it as text: an answer is a student's, and may be anything."""

import re

import numpy as np
import pytest

from imagen_course.exercises import lessons, report

HOSTILE = "<script>alert('1 < 2 & 3')</script>"
OF_REPORTS = r"div|p|strong|em|span|br|pre|code|table|thead|tbody|tr|th|td|b|u|figure|figcaption|img"


class Odd:
    """What an answer may return."""

    def __repr__(self):
        return HOSTILE


MADE = {
    "headline": lambda: report.Report(HOSTILE)._repr_html_(),
    "paragraph": lambda: report.paragraph(HOSTILE).html,
    "words with weight in a paragraph": lambda: report.paragraph(f"*see* {HOSTILE}").html,
    "code in a paragraph": lambda: report.paragraph(f"see `{HOSTILE}`").html,
    "question": lambda: report.question(1, HOSTILE, ["2", "3"]).html,
    "choice": lambda: report.question(1, "1 + 1?", ["2", HOSTILE]).html,
    "code": lambda: report.code(HOSTILE).html,
    "head of a table": lambda: report.table(["n", HOSTILE], [["1", "2"]]).html,
    "cell of a table": lambda: report.table(["n", "square"], [["1", HOSTILE]]).html,
    "a value": lambda: report.values({"x": HOSTILE}).html,
    "a value's name": lambda: report.values({HOSTILE: 1}).html,
    "an array's name": lambda: report.values({HOSTILE: np.zeros(2)}).html,
    "got": lambda: report.side_by_side(HOSTILE, 1).html,
    "expected": lambda: report.side_by_side(1, HOSTILE).html,
    "got, in a tuple": lambda: report.side_by_side((HOSTILE, 1), (1, 2)).html,
    "got, beside an array": lambda: report.side_by_side(HOSTILE, np.zeros(2)).html,
    "got, beside an array in a tuple": lambda: report.side_by_side((HOSTILE, 1), (np.zeros(2), 1)).html,
    "got, an object": lambda: report.side_by_side(Odd(), np.zeros(2)).html,
    "got, too many numbers": lambda: report.side_by_side(np.full((99, 3), np.nan), HOSTILE).html,
}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE.keys())
def test_a_report_escapes_what_it_shows(make):
    page = make()
    assert "&lt;script&gt;alert(" in page
    assert "1 &lt; 2 &amp; 3" in page
    assert set(re.findall(r"</?([^\s/>]+)", page)) <= set(OF_REPORTS.split("|"))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("ends *before* `b`", "ends <em>before</em> <code>b</code>"),
        ("of *right minus left*, and", "of <em>right minus left</em>, and"),
        ("*Which* of *them*?", "<em>Which</em> of <em>them</em>?"),
        ("`a *b* c`", "<code>a *b* c</code>"),
        ("2 * x * y", "2 * x * y"),
        ("2*x*y", "2*x*y"),
        ("f(*rows, **options)", "f(*rows, **options)"),
        ("x **y** z", "x **y** z"),
    ],
)
def test_asterisks_round_words_give_them_weight_and_no_others_do(written, shown):
    assert report.paragraph(written).html == f"<p>{shown}</p>"


def test_no_hint_shows_an_asterisk_that_is_not_code():
    hints = [hint for module in lessons().values() for exercise in module.EXERCISES for hint in exercise.hints]
    pages = [report.paragraph(hint).html for hint in hints]
    assert sum("<em>" in page for page in pages) > 5
    assert [page for page in pages if "*" in re.sub("<code>.*?</code>|<pre>.*?</pre>", "", page)] == []
