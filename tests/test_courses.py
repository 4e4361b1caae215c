"""Plans of a whole course: every lesson once, what it builds on before it, and minutes that add up to those counted."""

import json
import re

import courses
import pytest

from imagen_course import editions, exams, syllabus
from imagen_course.exercises import lessons
from imagen_course.projects import PROJECTS

SLUGS = [lesson.slug for lesson in syllabus.LESSONS]
NEEDS = {lesson.slug: lesson.needs for lesson in syllabus.LESSONS}


def slugs(classes):
    return [class_.about for class_ in classes if class_.kind == "lesson"]


def counted(slug):
    name = syllabus.name(slug)
    return editions.counted(json.loads((editions.sources() / f"{name}.ipynb").read_bytes()), lesson=name)


def rows(page):
    """The cells of a page's tables, without what links a lesson."""
    found = [line[2:-2].split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return [[re.sub(r"\d\d \{lesson\}`(\w+)`", r"\1", field) for field in row] for row in found]


@pytest.mark.parametrize("weeks", [16, 17, 20])
def test_a_semester_has_every_lesson_once_and_an_exam_after_each_part(weeks):
    classes = courses.semester(weeks=weeks)
    assert sorted(slugs(classes)) == sorted(SLUGS)
    assert [class_.when for class_ in classes] == [week for week in range(1, weeks + 1) for _ in range(2)]
    part_of = {lesson.slug: lesson.part for lesson in syllabus.LESSONS}
    seen = []
    for class_ in classes:
        if class_.kind == "exam":
            assert {slug for slug, part in part_of.items() if part == class_.about} <= set(seen)
            assert part_of[seen[-1]] == class_.about
        seen += slugs([class_])
    assert [class_.about for class_ in classes if class_.kind == "exam"] == list(dict.fromkeys(part_of.values()))
    assert sum(class_.kind == "free" for class_ in classes) == 2 * weeks - len(SLUGS) - len(set(part_of.values()))
    assert classes[-1].kind == "exam" or weeks > 17


@pytest.mark.parametrize("made", [courses.semester, courses.week], ids=["semester", "week"])
def test_what_a_lesson_builds_on_comes_before_it(made):
    seen = set()
    for slug in slugs(made()):
        assert set(NEEDS[slug]) <= seen, slug
        assert slug not in seen
        seen.add(slug)


def test_a_week_has_what_its_goals_need_and_nothing_else():
    classes = courses.week()
    chosen = set(slugs(classes))
    assert set(courses.GOALS) <= chosen
    for slug in chosen - set(courses.GOALS):
        assert any(slug in NEEDS[other] for other in chosen), f"nothing in the week needs {slug}"
    assert [class_.when for class_ in classes] == [day for day in range(1, 6) for _ in range(4)]
    own = [class_.kind for class_ in classes[len(chosen) :]]
    assert own
    assert set(own) == {"own work"}


def test_too_little_time_is_refused():
    with pytest.raises(ValueError, match="15 weeks of 2 classes are 2 classes too few"):
        courses.semester(weeks=15)
    with pytest.raises(ValueError, match="18 lessons are needed, and 4 days have 16 classes"):
        courses.week(days=4)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_minutes_of_a_class_and_at_home_are_those_of_the_lesson(slug):
    reading, practice = counted(slug)
    kinds = {exercise.name for exercise in lessons()[slug].EXERCISES}
    for minutes in courses.SHORT, courses.LONG:
        spent = courses.minutes_of(slug, minutes)
        assert spent.reading + spent.practice + spent.left == minutes
        assert spent.left >= 0
        assert spent.practice + spent.at_home == practice
        assert abs(spent.reading - reading) <= 0.5
        assert set(spent.home) <= kinds
        assert bool(spent.home) == bool(spent.at_home)
        assert minutes == courses.SHORT or not spent.home


def test_the_table_of_the_week_adds_up_and_says_what_is_left_out():
    table = rows(courses.week_page())
    days, spent = [], []
    for row in table:
        if row[1] == "**the day**":
            days.append([int(field.strip("*")) for field in row[2:]])
            assert days[-1] == [sum(column) for column in zip(*spent, strict=True)]
            assert sum(days[-1]) == courses.A_DAY * courses.LONG
            spent = []
        elif row[0].isdigit():
            spent.append(list(map(int, row[2:])))
    assert len(days) == courses.DAYS
    out = {row[0]: row[1] for row in table if len(row) == 2 and row[0] in SLUGS}
    assert sorted([*out, *slugs(courses.week())]) == sorted(SLUGS)
    for slug, before in out.items():
        missing = set() if before == "nothing" else set(before.split(", "))
        assert set(NEEDS[slug]) <= missing | set(slugs(courses.week()))
        assert missing <= set(out)


def test_the_table_of_the_semester_adds_up():
    page = courses.semester_page()
    table = [row for row in rows(page) if row[0].isdigit()]
    assert len(table) == courses.WEEKS * courses.A_WEEK
    home = sum(int(found[1]) for row in table if (found := re.search(r", (\d+) min$", row[3])))
    left = sum(int(row[4]) for row in table if row[4] != "–")
    short, at_home, long, for_questions = map(float, re.findall(r"\d+\.\d", page))
    assert (short, long) == (len(SLUGS) * 50 / 60, len(SLUGS) * 90 / 60)
    assert at_home == pytest.approx(home / 60, abs=0.05)
    assert for_questions == pytest.approx(left / 60, abs=0.05)
    whole = sum(sum(counted(slug)) for slug in SLUGS)
    assert len(SLUGS) * 90 - left == pytest.approx(whole, abs=len(SLUGS) / 2)


def test_a_project_is_given_out_with_the_exam_of_its_part():
    given = {row[1]: row[3] for row in rows(courses.semester_page()) if "exam" in row[1]}
    projects = {project.part: f"project `{project.slug}`" for project in PROJECTS}
    minutes = {part: exams.draw(part, seed="another").minutes for part in exams.parts()}
    assert given == {
        f"*exam: {syllabus.part(part)}*, {minutes[part]} min": projects.get(part, "–") for part in exams.parts()
    }


def test_what_a_shorter_semester_leaves_out_is_needed_by_none():
    out = set(courses.last())
    assert out
    assert all(not out & set(needs) for needs in NEEDS.values())
    assert all(any(slug in needs for needs in NEEDS.values()) for slug in set(SLUGS) - out)
    assert "the same takes 16 weeks" in courses.semester_page()
