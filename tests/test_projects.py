"""The projects: briefs of one page, rubrics that add up, starters that say what is missing, worked examples that pass."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pages
import pytest

from imagen_course import cli, compress, export, metrics, projects, syllabus
from imagen_course.network import Dense, Flatten, Network, ReLU
from imagen_course.projects import own_pictures, own_world, small_page

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "notebooks" / "projects"
EACH = pytest.mark.parametrize("project", projects.PROJECTS, ids=lambda project: project.slug)
CHECKS = re.compile(r"project\.check\(\s*\"(.+?)\"")


def cells(path, kind="code"):
    return [cell for cell in json.loads(path.read_bytes())["cells"] if cell["cell_type"] == kind]


def sources(path, kind="code"):
    return ["".join(cell["source"]) for cell in cells(path, kind)]


def outputs(path):
    texts = []
    for cell in cells(path):
        for output in cell["outputs"]:
            assert output["output_type"] != "error"
            assert output.get("name") != "stderr"
            text = output.get("text") or output.get("data", {}).get("text/plain", "")
            texts.append("".join(text))
    return texts


# --- what ships -------------------------------------------------------------------------------------------------------


def test_there_is_a_project_at_the_end_of_each_of_the_last_three_parts():
    parts = list(dict.fromkeys(lesson.part for lesson in syllabus.LESSONS))
    assert [project.part for project in projects.PROJECTS] == parts[-3:]
    kinds = [project.file(kind).name for project in projects.PROJECTS for kind in ("brief", "starter", "worked")]
    assert sorted(path.name for path in FOLDER.iterdir() if not path.name.startswith(".")) == sorted(kinds)


@EACH
def test_a_brief_is_one_page_and_names_every_step(project):
    brief, _, rubric = project.file("brief").read_text("utf-8").partition("## Rubric")
    assert rubric
    assert len(brief.split()) <= 450
    named = [name.lower() for name in re.findall(r"(?m)^\d\. \*\*(.+?)\.\*\*", brief)]
    assert named == project.steps()


@EACH
def test_a_rubric_adds_up_and_every_level_says_something_else(project):
    rubric = project.rubric()
    rows = [line for line in project.file("brief").read_text("utf-8").splitlines() if line.startswith("| **")]
    assert len(rubric) == len(rows), "every row is read"
    assert 4 <= len(rubric) <= 6
    assert sum(criterion.points for criterion in rubric) == 100
    for criterion in rubric:
        assert criterion.points % 4 == 0
        assert len(set(criterion.levels)) == 4
        assert all(len(level.split()) >= 2 for level in criterion.levels)


@EACH
def test_starter_and_worked_example_take_the_same_steps_in_order(project):
    for kind in ("starter", "worked"):
        asked = [name for source in sources(project.file(kind)) for name in CHECKS.findall(source)]
        assert asked == project.steps()


@EACH
def test_a_starter_says_what_is_missing_and_gives_nothing_away(project):
    path = project.file("starter")
    said = [text for text in outputs(path) if text.startswith(("·", "✓", "✗"))]
    assert [text.splitlines()[0] for text in said[:-1]] == [f"· {step}: not begun yet" for step in project.steps()]
    assert said[-1].startswith(f"· {project.title}: 0 of 100 points")
    filled = [source for source in sources(path) if re.search(r"(?m)^\w+ = (?!\.\.\.)", source)]
    assert filled == []


@EACH
def test_a_worked_example_passes_every_step_and_marks_itself_short_of_all_points(project):
    said = outputs(project.file("worked"))
    passed = [re.match(r"✓ (.+): all \d+ points hold", text) for text in said]
    assert [found[1] for found in passed if found] == project.steps()
    (marks,) = (re.match(rf"· {project.title}: (\d+) of 100", text) for text in said if "of 100 points" in text)
    assert 60 <= int(marks[1]) < 100
    assert any("failed" in source or "fails" in source for source in sources(project.file("worked"), "markdown"))


@EACH
@pytest.mark.parametrize("kind", ["starter", "worked"])
def test_cells_are_ten_lines_or_fewer_and_96_wide(project, kind):
    for source in sources(project.file(kind)):
        lines = [line for line in source.splitlines() if line.strip()]
        assert len(lines) <= 10
        assert max(map(len, lines)) <= 96


def test_lessons_are_called_by_their_titles_for_numbers_change():
    titles = {lesson.title for lesson in syllabus.LESSONS}
    for path in FOLDER.iterdir():
        text = path.read_text("utf-8")
        assert not re.search(r"\b[Ll]essons? \d|\d\d_\w+\.ipynb", text), path.name
        assert set(re.findall(r"lesson \*(.+?)\*", text)) <= titles


@EACH
def test_the_page_of_a_worked_example_leads_to_pages(project):
    source = project.file("worked")
    texts = ["".join(cell["source"]) for cell in pages.example(source)["cells"]]
    assert [text for text in texts if "](../projects.md)" in text] == [texts[0]]
    assert not [text for text in texts if re.search(r"\]\(\w+\.md\)", text)]
    listed = (ROOT / "docs" / "projects.md").read_text("utf-8")
    assert f"lessons/{source.stem}\n" in listed
    assert f"{{include}} ../notebooks/projects/{project.slug}.md\n" in listed


# --- laid down --------------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_FOLDER", str(tmp_path / "mine"))
    return tmp_path / "mine"


def test_the_command_lists_the_projects(capsys):
    assert cli.main(["project"]) == 0
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [
        [str(number), project.slug] for number, project in enumerate(projects.PROJECTS, 1)
    ]


def test_what_a_student_wrote_is_never_overwritten(home, capsys):
    assert cli.main(["project", "1"]) == 0
    starter = home / "projects" / "own_pictures.ipynb"
    assert sorted(path.name for path in starter.parent.iterdir()) == ["own_pictures.ipynb", "own_pictures.md"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells(starter))
    starter.write_text("mine")
    assert cli.main(["project", "own_pictures", "--worked"]) == 0
    assert starter.read_text() == "mine"
    assert f"{starter} is there already and stays as it is" in capsys.readouterr().out
    assert (starter.parent / "own_pictures_worked.ipynb").read_bytes() == own_pictures.file("worked").read_bytes()


def test_a_project_lies_beside_the_lessons_and_is_none_of_them(home, capsys):
    assert cli.main(["start"]) == 0
    assert cli.main(["project", "3"]) == 0
    capsys.readouterr()
    assert cli.main(["update"]) == 0
    assert "small_page" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["own_wrld", "4", "Networks"])
def test_a_project_that_is_not_there_is_named(name, home, capsys):
    assert cli.main(["project", name]) == 1
    assert f"there is no project '{name}'" in capsys.readouterr().err
    assert not home.exists()


# --- steps ------------------------------------------------------------------------------------------------------------


def labels_and_origins(per_kind=24, origins=8):
    labels = np.repeat([0, 1, 2], per_kind)
    return labels, np.array([f"{kind} {i % origins}" for kind in range(3) for i in range(per_kind)])


def said_of(project, step, **values):
    report = project.check(step, **values)
    return report.tone, str(report)


def a_network():
    rng = np.random.default_rng(0)
    network = Network([Flatten(), Dense(64, 60, seed=0), ReLU(), Dense(60, 10, seed=1)])
    for kernel in (array for array in network.parameters().values() if array.ndim > 1):
        kernel[...] = compress.share_weights(compress.prune(kernel, 0.8), 7)
    return network, rng


def right_values(tmp_path):
    """Values that pass, of each step: made here, and of no worked example."""
    rng = np.random.default_rng(1)
    labels, origins = labels_and_origins()
    held = np.isin([int(name[2:]) for name in origins], [0, 1, 2])
    truth = np.arange(30) % 3
    predicted = np.where(np.arange(30) < 3, (truth + 1) % 3, truth)
    outlines = np.zeros((10, 8, 8), bool)
    outlines[:, 2:6, 2:6] = True
    maps = rng.normal(size=(3, 8, 8))
    share = (np.maximum(maps, 0) * outlines[:3]).sum((1, 2)) / np.maximum(maps, 0).sum((1, 2))
    sentence = "Of 30 things 27 were sorted rightly before, and 9 on another ground."
    yield own_pictures, "collect", {"labels": labels, "origins": origins}
    yield (
        own_pictures,
        "hold out",
        {"labels": labels, "origins": origins}
        | {
            "train": np.flatnonzero(~held),
            "test": np.flatnonzero(held),
        },
    )
    yield (
        own_pictures,
        "sort",
        {"truth": truth, "predicted": predicted, "interval": metrics.wilson_interval(27, 30)}
        | {"baseline": np.zeros(30, int)},
    )
    shifted = np.roll(outlines, 1, axis=2)
    yield own_pictures, "segment", {"masks": shifted, "truth": outlines, "overlaps": np.full(10, 0.6)}
    yield own_pictures, "explain", {"maps": maps, "truth": outlines[:3], "shares": share}
    yield own_pictures, "experiment", {"before": predicted == truth, "after": np.arange(30) < 9, "conclusion": sentence}
    yield from of_the_world(sentence)
    yield from of_the_page(tmp_path, sentence)


def draw(n, seed):  # a bright bar anywhere, of any tone
    rng = np.random.default_rng(seed)
    pictures = np.zeros((n, 6, 6, 1))
    pictures[np.arange(n), rng.integers(6, size=n)] = rng.uniform(0.5, 1, n)[:, None, None]
    return pictures


def read(images):
    rows = images[..., 0]
    return ((rows.max(axis=2) == rows.min(axis=2)).all(axis=1)) & ((rows[:, :, 0] > 0).sum(axis=1) == 1)


def of_the_world(sentence):
    training, held_out, drawn = draw(600, 1), draw(200, 2), draw(200, 3)
    drawn[:50] = 0

    def card_of(images):
        return metrics.scorecard(images, training, held_out, features=lambda some: some.reshape(len(some), -1)[:, ::6])

    same, card = np.repeat(draw(1, 9), 200, axis=0), card_of(drawn)
    yield own_world, "world", {"draw": draw, "read": read}
    yield own_world, "train", {"training": training, "held_out": held_out, "generate": draw}
    yield (
        own_world,
        "judge",
        {"drawn": drawn, "training": training, "held_out": held_out, "read": read, "card": card}
        | {"interval": metrics.wilson_interval(150, 200)},
    )
    yield own_world, "deceive", {"pictures": same, "read": read, "card": card_of(same), "honest": card}
    yield own_world, "failure", {"failed": (20, 200), "kept": (150, 200), "conclusion": sentence}


def of_the_page(tmp_path, sentence):
    network, rng = a_network()
    truth = np.arange(400) % 10
    predicted, small = truth.copy(), truth.copy()
    predicted[:8], small[4:24] = (truth[:8] + 1) % 10, (truth[4:24] + 1) % 10
    each = (predicted == truth).astype(float) - (small == truth)
    half = 1.96 * each.std() / 20
    compress.save(tmp_path / "small.npz", network.parameters())
    export.save(tmp_path / "page.html", network, input_shape=(8, 8, 1))
    pictures = rng.random((120, 8, 8, 1))
    picture, changed = np.zeros((8, 8, 1)), np.zeros((8, 8, 1))
    picture[0, :3], changed[0, :2] = 1, 1
    yield small_page, "network", {"truth": truth, "predicted": predicted, "interval": metrics.wilson_interval(392, 400)}
    yield (
        small_page,
        "shrink",
        {"path": tmp_path / "small.npz", "weights": network.parameters()}
        | {"choices": [(900, 0.98), (700, 0.97), (500, 0.8)]},
    )
    yield (
        small_page,
        "compare",
        {"truth": truth, "whole": predicted, "small": small, "difference": each.mean()}
        | {"interval": (each.mean() - half, each.mean() + half)},
    )
    yield (
        small_page,
        "mistake",
        {"score": lambda images: images[:, 0, 2, 0] - 0.5, "picture": picture}
        | {
            "changed": changed,
            "random": rng.normal(1, 0.5, 60),
            "conclusion": sentence,
        },
    )
    agreement = export.agreement(network, pictures, input_shape=(8, 8, 1))
    yield small_page, "page", {"path": tmp_path / "page.html", "agreement": agreement}


def test_right_values_pass_every_step(tmp_path):
    passed = []
    for project, step, values in right_values(tmp_path):
        tone, words = said_of(project, step, **values)
        assert tone == "right", words
        passed.append((project, step))
    assert passed == [(project, step) for project in projects.PROJECTS for step in project.steps()]


def test_each_value_of_a_step_is_asked_for_by_name(tmp_path):
    for project, step, values in right_values(tmp_path):
        for name in values:
            tone, words = said_of(project, step, **{**values, name: ...})
            assert tone == "plain"
            assert f"Still to do: `{name}`." in words
            with pytest.raises(TypeError, match=name):
                project.check(step, **{other: value for other, value in values.items() if other != name})


def spoiled(tmp_path):
    """Values with one thing wrong, and the words by which that must be told."""
    right = {(project.slug, step): values for project, step, values in right_values(tmp_path)}
    labels, _ = labels_and_origins()
    heavy = tmp_path / "heavy.npz"
    noisy = {name: np.random.default_rng(0).normal(size=array.shape) for name, array in a_network()[0].parameters().items()}
    compress.save(heavy, noisy)
    page = (tmp_path / "page.html").read_text("utf-8")
    (tmp_path / "web.html").write_text(page + '<img src="https://far.example/a.png">', "utf-8")
    (tmp_path / "large.html").write_text(page + " " * 300_000, "utf-8")
    changes = [
        ("own_pictures", "collect", {"labels": np.minimum(labels, 1)}, "3 to 5 kinds"),
        ("own_pictures", "collect", {"origins": labels_and_origins(origins=5)[1]}, "six or more origins"),
        ("own_pictures", "collect", {"labels": labels[:-1]}, "an entry for each picture"),
        ("own_pictures", "hold out", {"test": np.arange(72)}, "both `train` and `test`"),
        (
            "own_pictures",
            "hold out",
            {"train": np.arange(0, 72, 2), "test": np.arange(1, 72, 2), "origins": labels},
            "one origin",
        ),
        ("own_pictures", "hold out", {"test": np.arange(3)}, "eight or more"),
        ("own_pictures", "sort", {"interval": (0.9, 0.9)}, "this very count"),
        ("own_pictures", "sort", {"baseline": np.zeros(5, int)}, "for each of these pictures"),
        ("own_pictures", "segment", {"overlaps": np.ones(10)}, "IoU of each pair"),
        ("own_pictures", "segment", {"truth": np.ones((10, 8, 8), bool)}, "the whole picture"),
        ("own_pictures", "explain", {"shares": np.ones(3)}, "lies on the thing"),
        ("own_pictures", "experiment", {"conclusion": "it works"}, "a whole sentence"),
        ("own_pictures", "experiment", {"after": np.ones(12, bool)}, "as before"),
        ("own_world", "world", {"read": lambda images: np.ones(len(images), bool)}, "shuffled"),
        ("own_world", "world", {"draw": lambda n, seed: draw(n, 1)}, "the same seed"),
        ("own_world", "world", {"draw": lambda n, seed: np.repeat(draw(1, seed), n, axis=0)}, "250 or more"),
        ("own_world", "train", {"held_out": draw(600, 1)[:300]}, "large enough"),
        ("own_world", "train", {"generate": lambda n, seed: draw(n, seed) + 1}, "from 0 to 1"),
        ("own_world", "judge", {"interval": metrics.wilson_interval(200, 200)}, "this very count"),
        ("own_world", "deceive", {"pictures": np.zeros((200, 6, 6, 1))}, "nine of ten"),
        ("own_world", "failure", {"failed": (180, 200)}, "is worse"),
        ("small_page", "network", {"truth": np.zeros(400, int)}, "this very count"),
        ("small_page", "shrink", {"path": heavy}, "a fifth of the bytes"),
        ("small_page", "shrink", {"choices": [(900, 0.98)] * 3}, "three settings"),
        ("small_page", "compare", {"interval": (-0.2, 0.3)}, "paired difference"),
        ("small_page", "compare", {"difference": 0.5}, "`difference`"),
        ("small_page", "mistake", {"changed": np.ones((8, 8, 1))}, "a fifth of its pixels"),
        ("small_page", "mistake", {"random": np.full(60, -1.0)}, "which pixels"),
        ("small_page", "page", {"path": tmp_path / "web.html"}, "an address on the web"),
        ("small_page", "page", {"path": tmp_path / "large.html"}, "300,000 bytes"),
        ("small_page", "page", {"agreement": export.Agreement(90, 120, 0.5)}, "98 of 100"),
    ]
    return [(slug, step, right[slug, step] | change, words) for slug, step, change, words in changes]


def test_what_is_wrong_is_told_in_words_and_no_answer_is_given(tmp_path):
    for slug, step, values, words in spoiled(tmp_path):
        tone, text = said_of(projects.find(slug), step, **values)
        assert tone == "wrong", (slug, step, words)
        assert words in text


@pytest.mark.parametrize("value", [0, "a word", [], np.zeros(0), {}, lambda *a, **k: None, np.nan, [None], object()])
def test_values_of_any_kind_are_answered_with_a_sentence(value, tmp_path):
    for project, step, values in right_values(tmp_path):
        tone, text = said_of(project, step, **dict.fromkeys(values, value))
        assert tone == "wrong"
        assert "Missing: " in text or "could not be looked at" in text


def test_a_step_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="did you mean 'collect'"):
        own_pictures.check("colect", labels=..., origins=...)


# --- marks ------------------------------------------------------------------------------------------------------------


@EACH
def test_marks_are_quarters_of_the_points(project):
    names = [criterion.name.lower().replace(" ", "_") for criterion in project.rubric()]
    for level in range(5):
        report = project.mark(**dict.fromkeys(names, level))
        assert report.headline == f"{project.title}: {25 * level} of 100 points"
    with pytest.raises(ValueError, match="from 0 to 4, got 5"):
        project.mark(**dict.fromkeys(names, 5))
    with pytest.raises(TypeError, match=names[-1]):
        project.mark(**dict.fromkeys(names[:-1], 2))


# --- from top to bottom -----------------------------------------------------------------------------------------------

NBVAL = ["-p", "no:doctest", "--nbval", "--nbval-current-env", "--nbval-cell-timeout=900"]


@pytest.mark.exhaustive
@EACH
def test_a_worked_example_runs_from_top_to_bottom_and_says_what_it_said(project):
    settings = ["--nbval-sanitize-with", str(ROOT / "tests" / "notebooks" / "sanitize.cfg")]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        *NBVAL,
        *settings,
        str(project.file("worked")),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
