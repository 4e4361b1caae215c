"""What is claimed is what was measured: the pages with figures are those that the stored results give."""

import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture(scope="module")
def readme():
    """The script that writes the pages."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        spec = importlib.util.spec_from_file_location("benchmarks_readme", BENCHMARKS / "readme.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(BENCHMARKS))
    return module


def test_the_page_of_claims_is_what_the_results_give(readme):
    assert (BENCHMARKS / "README.md").read_text(encoding="utf-8") == readme.text(), "run benchmarks/readme.py"


def test_the_readme_s_claims_are_five_of_them(readme):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text == readme.front(text), "run benchmarks/readme.py"
    rows = text.partition(readme.BEGIN)[2].partition(readme.END)[0].splitlines()[2:]
    assert len(rows) == 5
    page = readme.text()
    assert all(row.removesuffix(" |") in page for row in rows)
    assert not re.search(r"\d %|\d\.\d", text.partition(readme.BEGIN)[0].partition("## What it measures")[2])


def test_the_page_on_checks_has_the_counted_answers(readme):
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert text == readme.on_checks(text), "run benchmarks/readme.py"
    rows = [line.split(" | ") for line in text.splitlines() if re.match(r"\| [a-z_]+ \| \d+ \| \d+ \(", line)]
    assert int(rows[-1][1]) == sum(int(row[1]) for row in rows[:-1]) > 1000


def test_every_result_is_told_and_every_command_is_there(readme):
    claims = [claim for section in readme.SECTIONS.values() for claim in section]
    assert {claim.result for claim in claims} == {path.stem for path in (BENCHMARKS / "results").glob("*.json")}
    for claim in claims:
        script, *options = claim.command.split()
        text = (BENCHMARKS / script).read_text(encoding="utf-8")
        assert all(option in text for option in options if option.startswith("--")), claim.command


def test_whatever_the_command_draws_is_timed(readme):
    from imagen_course.cli import generate

    timed = {row["kind"].partition(",")[0] for row in readme.read("sixteen")["rows"]}
    learned = {f"{name}_{world}" for name in generate._LEARNED for world in ("scenes", "digits")}
    assert timed >= {*generate._NOISES.values(), *generate._RULES, *learned, "names_to_drawings"}
    assert {"a red circle above a green triangle", "a star"} <= timed


def test_a_changed_result_changes_the_page(readme, tmp_path, monkeypatch):
    (claim,) = readme.SECTIONS["Support vectors"]
    result = readme.read("svm")
    result["rows"][2]["ratio"] = 9.87
    result["machine"] |= {"processor": "Z80", "BLAS": "by hand"}
    result["script"] = "another"
    (tmp_path / "svm.json").write_text(json.dumps(result))
    monkeypatch.setattr(readme, "RESULTS", tmp_path)
    assert "9.87 (" in readme.figure(claim)
    assert readme.measured_on(claim) == "Z80, by hand; script changed since"


def test_what_was_measured_notes_where_and_by_what(readme, tmp_path, monkeypatch, capsys):
    import protocol

    monkeypatch.setattr(protocol, "RESULTS", tmp_path)
    monkeypatch.setattr(sys, "argv", [str(BENCHMARKS / "svm.py"), "--quick"])
    protocol.report("tried", [{"name": "one", "ms": 1.5}], protocol="Once.")
    record = json.loads((tmp_path / "tried.json").read_text(encoding="utf-8"))
    assert record["command"] == "benchmarks/svm.py --quick"
    assert record["script"] == protocol.script(BENCHMARKS / "svm.py")
    assert record["machine"]["processor"]
    assert "openblas" in record["machine"]["BLAS"].lower() or record["machine"]["BLAS"]
    assert record["rows"] == [{"name": "one", "ms": 1.5}]


def test_a_script_is_another_when_its_lines_are_and_not_when_its_words_are(readme, tmp_path):
    import protocol

    texts = ('"""Old."""\nimport os\nx = 1\n', '"""New\nwords."""\nimport sys\n\nx = 1\n', '"""Old."""\nimport os\nx = 2\n')
    scripts = []
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.py").write_text(text)
        scripts.append(protocol.script(tmp_path / f"{number}.py"))
    assert (scripts[0] == scripts[1], scripts[0] == scripts[2]) == (True, False)
