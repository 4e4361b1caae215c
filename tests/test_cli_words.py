"""What the command line makes of words that are mistyped, how it tells a program what it found, and what it completes."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import imagen_course
from imagen_course import analyze, cli, datasets
from imagen_course.choices import Unknown
from imagen_course.cli import train


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def told(words, capsys):
    """The exit status of a command, and the lines of stdout and stderr."""
    try:
        status = cli.main(words)
    except SystemExit as stopped:
        status = stopped.code
    captured = capsys.readouterr()
    return status, captured.out.splitlines(), captured.err.splitlines()


# --- what comes near --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "usage", "complaint"),
    [
        (["dcotor"], "imagen-course [-h]", "there is no command 'dcotor': did you mean 'doctor'?"),
        (["data", "lsit"], "imagen-course data", "there is no command 'lsit': did you mean 'list'?"),
        (["analyze", "a", "--forse"], "imagen-course analyze", "analyze takes no '--forse': did you mean '--force'?"),
        (["train", "x", "--out", "a", "--epoch5=3"], "imagen-course train", "no '--epoch5': did you mean '--epochs'?"),
        (["generate", "--out", "a.png", "--world", "scens"], "imagen-course generate", "did you mean 'scenes'?"),
        (["generate", "--out", "a.png", "--model", "fractle"], "imagen-course generate", "did you mean 'fractal'?"),
        (
            ["train", "x", "--out", "a", "--model", "vgg19"],
            "imagen-course train",
            "--model cannot be 'vgg19': did you mean 'vgg'?",
        ),
        (["completion", "fihs"], "imagen-course completion", "SHELL cannot be 'fihs': did you mean 'fish'?"),
        (["data", "fetch", "minst"], None, "did you mean 'mnist'?"),
        (["train", "didgits", "--out", "a.keras"], None, "did you mean 'digits'?"),
        (["run", "convolutoin"], None, "there is no lesson 'convolutoin': did you mean 'convolution'?"),
        (["reset", "Poling"], None, "there is no lesson 'Poling': did you mean 'pooling'?"),
    ],
)
def test_a_mistyped_word_is_answered_with_what_comes_near(words, usage, complaint, capsys):
    status, out, err = told(words, capsys)
    assert (status, out) == (2 if usage else 1, [])
    assert err[-1].endswith(complaint)
    assert err[0].startswith(f"usage: {usage} " if usage else "imagen-course: ")


@pytest.mark.parametrize(
    ("words", "first", "there"),
    [
        (["zzz"], "there is no command 'zzz', there are", "doctor, lab, start"),
        (["generate", "--out", "a.png", "--model", "cat"], "--model cannot be 'cat', there are", "text_to_image, names_to"),
        (["data", "fetch", "zzz"], ", there are", "digits, scenes"),
        (["run", "99"], "there is no lesson '99', there are", "00, 01, 02"),
        (["run", "xyz"], "there is no lesson 'xyz', there are", "start_here, a_picture_is_an_array"),
        (["analyze", "a", "--zzz"], "analyze takes no '--zzz', there are", "-h, --help, --model"),
    ],
)
def test_what_nothing_comes_near_to_is_answered_with_a_list_and_no_wall(words, first, there, capsys):
    _, _, err = told(words, capsys)
    start = next(i for i, line in enumerate(err) if line.endswith(first))
    assert err[start + 1].startswith(f"  {there}")
    assert max(map(len, err[start + 1 :])) <= 96


def test_a_python_program_is_told_what_comes_near_too():
    with pytest.raises(ValueError, match=r"no data set is called 'minst'.*: did you mean 'mnist'\?") as caught:
        datasets.load("minst")
    assert isinstance(caught.value, Unknown)
    assert caught.value.choices == []


def test_the_help_fits_a_screen_and_names_every_command_once_with_a_line(capsys):
    status, out, _ = told(["--help"], capsys)
    assert status == 0
    assert max(map(len, out)) <= 80
    assert len(out) <= 40
    named = [line.split(maxsplit=1) for line in out if re.match(r" {4}\w", line)]
    assert sorted(name for name, _ in named) == sorted(command.name for command in cli.COMMANDS)
    assert all(re.fullmatch(r"[A-Z][^.?]+[.?]", line) for _, line in named)
    purposes = [line.strip() for line in out if re.match(r" {2}\w", line)]
    assert purposes == ["study the course", "teach it", "make pictures and models", "in your shell"]


def test_the_help_of_a_command_begins_with_its_line_and_goes_on(capsys):
    _, listed, _ = told(["--help"], capsys)
    for command in cli.COMMANDS:
        text = " ".join(told([command.name, "--help"], capsys)[1])
        (line,) = (line.split(maxsplit=1)[1] for line in listed if line.startswith(f"    {command.name} "))
        assert f" {line}" in " ".join(text.split())


@pytest.mark.parametrize(
    ("ending", "says", "made"),
    [
        (".head", "a linear classifier on the network for photographs", "head"),
        (".pipeline", "the four steps: regions, features, support vectors, votes", "pipeline"),
        (".keras", "a network, from nothing: the CNN text_000", "text_000"),
        ("another", "a folder gets a head", "head"),
    ],
)
def test_the_help_of_train_says_what_each_ending_trains(ending, says, made, capsys, tmp_path):
    _, out, _ = told(["train", "--help"], capsys)
    start = out.index("endings of FILE, and what is trained:") + 1
    rows = dict(line.split(maxsplit=1) for line in out[start : start + 4])
    assert max(map(len, out)) <= 80
    assert says in rows[ending]
    assert train._usual(SimpleNamespace(out=Path(f"mine.{ending}".replace("..", ".")), data=str(tmp_path))) == made


@pytest.mark.parametrize("words", [[], ["data"], ["exercise"]])
def test_a_group_of_commands_alone_shows_its_help(words, capsys):
    status, out, err = told(words, capsys)
    assert (status, err) == (0, [])
    assert out[0].startswith(" ".join(["usage: imagen-course", *words]))
    assert "commands:" in out


@pytest.mark.parametrize(
    "words",
    [
        ["analyze", "nope.png"],
        ["analyze", "there.png", "--model", "nope.keras"],
        ["analyze", "there.png", "--model", "nope.pipeline"],
        ["train", "digits", "--out", "no/where/m.keras", "--model", "dense", "--size", "8", "--epochs", "0"],
        ["generate", "--model", "noise", "--n", "1", "--size", "8", "--out", "no/where/a.png"],
        ["class", "nope"],
        ["run", "nope.ipynb"],
        ["run", "--inplace", "nope.ipynb"],
        ["data", "fetch", "nope/nope"],
        ["update", "nope"],
        ["start", "there.png/folder"],
        ["reset", "2", "there.png"],
    ],
)
def test_what_is_missing_is_told_in_a_sentence_and_never_by_a_number(words, capsys):
    from PIL import Image

    Image.new("RGB", (24, 24)).save("there.png")
    status, _, err = told(words, capsys)
    assert status == 1
    assert err
    assert not any("Errno" in line or "unexpected" in line for line in err)
    assert err[0].startswith("imagen-course: ")


def test_a_folder_that_is_missing_is_named_and_not_the_file(capsys):
    _, _, err = told(["generate", "--model", "noise", "--n", "1", "--size", "8", "--out", "no/where/a.png"], capsys)
    assert err == [f"imagen-course: there is no folder {Path('no/where')}: look at its name, and at the folder you are in"]


def test_a_reader_who_has_read_enough_is_told_nothing():
    command = [
        sys.executable,
        "-c",
        "import sys; from imagen_course import cli; sys.exit(cli.main(['data', 'list', '--json']))",
    ]
    root = Path(imagen_course.__file__).parents[1]
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE, cwd=root, text=True) as done:
        os.close(writing)
        assert done.stderr.read() == ""


# --- for programs -----------------------------------------------------------------------------------------------------


def test_data_list_as_json(capsys):
    status, out, _ = told(["data", "list", "--json"], capsys)
    listed = json.loads("\n".join(out))
    assert status == 0
    assert listed == [entry._asdict() for entry in datasets.available()]


def test_data_list_breaks_its_lines_where_a_person_reads_them_and_nowhere_else(monkeypatch, capsys):
    assert len(told(["data", "list"], capsys)[1]) == len(datasets.available())
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, out, _ = told(["data", "list"], capsys)
    assert len(out) > len(datasets.available())
    assert max(map(len, out)) <= 90
    assert out[0].startswith("digits ")
    assert out[1].startswith(42 * " ")


def test_analyze_as_json_is_one_document_whatever_fails(tmp_path, monkeypatch, capsys):
    (tmp_path / "a.regions.json").write_text('{"label": "star"}')
    written = [tmp_path / "a.regions.png", tmp_path / "a.regions.json"]
    outcomes = [
        analyze.Outcome(Path("a"), "star", written, None),
        analyze.Outcome(Path("b"), "", [], ValueError("b is torn")),
    ]
    monkeypatch.setattr(analyze, "each", lambda paths, **options: iter(outcomes))
    status, out, err = told(["analyze", "a", "b", "--json"], capsys)
    assert (status, err) == (1, ["imagen-course: b is torn"])
    assert json.loads("\n".join(out)) == [
        {"label": "star", "written": list(map(str, written))},
        {"picture": "b", "error": "b is torn"},
    ]


# --- completion -------------------------------------------------------------------------------------------------------

ASK = {  # the shell is given the words typed so far, and prints what may come
    "bash": """
source ./script
COMP_WORDS=(imagen-course $@); COMP_CWORD=$#
$(complete -p imagen-course | sed 's/.*-F \\([^ ]*\\).*/\\1/') imagen-course "${@: -1}"
printf '%s\\n' "${COMPREPLY[@]}"
""",
    "fish": 'source ./script; complete -C "imagen-course $argv"',
}


def by(shell, code, *words, home):
    """What a shell says of code; nothing else of its user's is read."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    command = [shell, "-c", code, *([shell] if shell == "bash" else []), *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=home, env=os.environ | {"HOME": str(home)})
    assert not done.stderr, done.stderr
    return [line.split("\t")[0] for line in done.stdout.splitlines()]


@pytest.fixture
def script(request, tmp_path, capsys):
    status, out, _ = told(["completion", request.param], capsys)
    assert status == 0
    (tmp_path / "script").write_text("\n".join(out) + "\n")
    return request.param


@pytest.mark.parametrize("script", ASK, indirect=True)
def test_a_shell_completes_commands_options_and_names(script, tmp_path):
    for typed, wanted in (
        ("gen", "generate"),
        ("generate --mod", "--model"),
        ("generate --model frac", "fractal"),
        ("data fet", "fetch"),
        ("data fetch fas", "fashion_mnist"),
        ("run convol", "convolution"),
    ):
        assert wanted in by(script, ASK[script], *typed.split(), home=tmp_path), typed


@pytest.mark.parametrize("script", ["zsh"], indirect=True)
def test_zsh_takes_the_script(script, tmp_path):
    code = 'autoload -Uz compinit && compinit -u -D; eval "$(<script)"; echo $_comps[imagen-course]'
    assert by(script, code, home=tmp_path) == ["_shtab_imagen_course"]
    assert all(word in (tmp_path / "script").read_text() for word in ("fractal", "fashion_mnist", "pooling"))


def test_the_script_knows_files_from_folders(capsys):
    _, out, _ = told(["completion", "bash"], capsys)
    text = "\n".join(out)
    assert "_shtab_imagen_course_start_pos_0_COMPGEN=_shtab_compgen_dirs" in text
    assert "_shtab_imagen_course_analyze_pos_0_COMPGEN=_shtab_compgen_files" in text
