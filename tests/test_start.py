"""start, update, reset: lessons in a student's folder, a course that changes, and nothing of the student's ever lost."""

import datetime
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from imagen_course import cli, editions, files, syllabus, workspace

LESSONS = {"00_start_here": ["1"], "02_convolution": ["a = 1", "b = 2", "c = 3"]}
LESSONS |= {"03_pooling": ["d = 4"], "05_learning": ["e = 5"]}
WINDOWS = os.name == "nt"


def source(cells):
    """An executed notebook of code cells."""
    output = {"output_type": "stream", "name": "stdout", "text": ["done\n"]}
    made = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "execution_count": i, "outputs": [output], "source": [text]}
        for i, text in enumerate(cells)
    ]
    return {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def publish(sources, lessons):
    """Make these the lessons of the course."""
    for path in sources.glob("*.ipynb"):
        path.unlink()
    for name, cells in lessons.items():
        (sources / f"{name}.ipynb").write_bytes(editions.dumps(source(cells)))


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """The course's sources, four small lessons; and a home of one's own."""
    folder = tmp_path / "course" / "notebooks"
    folder.mkdir(parents=True)
    publish(folder, LESSONS)
    monkeypatch.setattr(editions, "sources", lambda: folder)
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("IMAGEN_COURSE_FOLDER", raising=False)
    (tmp_path / "home").mkdir()
    return folder


@pytest.fixture
def mine(sources, tmp_path):
    """A student's folder with the lessons laid down."""
    folder = tmp_path / "mine"
    assert list(what(folder).values()) == ["laid"] * 4
    return folder


def what(folder):
    return {change.lesson: change.what for change in workspace.lay(folder)}


def sentence(folder, lesson):
    return next(change.sentence for change in workspace.lay(folder) if change.lesson == lesson)


def type_into(path, words, at=-1):
    """Type into a cell and save, as JupyterLab does: sources as one string, a kernel's name, an output."""
    notebook = json.loads(path.read_bytes())
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    notebook["cells"][at]["source"] += f"\n{words}"
    notebook["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def run_only(path):
    """Run a lesson and save it: outputs, counts, metadata, and the empty cell that Shift + Enter adds at the end."""
    notebook = json.loads(path.read_bytes())
    for number, cell in enumerate(notebook["cells"]):
        cell.update(execution_count=number, outputs=[], source="".join(cell["source"]) + "\n")
        cell["metadata"]["trusted"] = True
    empty = {"cell_type": "code", "id": "x", "metadata": {}, "outputs": [], "source": "", "execution_count": None}
    notebook["cells"].append(empty)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def typed(folder):
    """Everything that stands in a cell of a notebook in the folder."""
    cells = set()
    for path in folder.glob("*.ipynb"):
        for cell in json.loads(path.read_bytes())["cells"]:
            cells.add("".join(cell["source"]).rstrip())
    return cells


NEWER = LESSONS | {"02_convolution": ["a = 1", "b = 20", "c = 3"], "03_pooling": ["d = 40"]}


def test_start_lays_the_lessons_and_a_second_start_changes_no_byte(mine):
    before = {path.name: path.read_bytes() for path in mine.glob("*.ipynb")}
    assert sorted(before) == [f"{name}.ipynb" for name in LESSONS]
    assert set(what(mine).values()) == {"current"}
    assert {path.name: path.read_bytes() for path in mine.glob("*.ipynb")} == before


def test_a_lesson_that_was_run_and_not_changed_is_brought_up_to_date(sources, mine):
    run_only(mine / "02_convolution.ipynb")
    publish(sources, NEWER)
    assert list(what(mine).values()) == ["current", "updated", "updated", "current"]
    assert (mine / "02_convolution.ipynb").read_bytes() == editions.lesson("02_convolution")


def test_a_change_stays_and_the_new_version_is_laid_beside_it_once(sources, mine):
    type_into(mine / "02_convolution.ipynb", "# my answer")
    yours = (mine / "02_convolution.ipynb").read_bytes()
    publish(sources, NEWER)
    assert what(mine)["02_convolution"] == "beside"
    assert (mine / "02_convolution.ipynb").read_bytes() == yours
    assert (mine / "02_convolution.new.ipynb").read_bytes() == editions.lesson("02_convolution")
    assert what(mine)["02_convolution"] == "waiting"
    assert sentence(mine, "02_convolution") == (
        "02_convolution.ipynb has changes of yours and stays as it is; "
        "the new version lies beside it, 02_convolution.new.ipynb"
    )
    assert len(list(mine.glob("02*"))) == 2


def test_what_was_laid_beside_is_replaced_while_untouched_and_kept_once_touched(sources, mine):
    type_into(mine / "02_convolution.ipynb", "# my answer")
    publish(sources, NEWER)
    what(mine)
    publish(sources, NEWER | {"02_convolution": ["a = 3"]})
    assert what(mine)["02_convolution"] == "beside"
    assert len(list(mine.glob("02*"))) == 2
    type_into(mine / "02_convolution.new.ipynb", "# more of mine")
    publish(sources, NEWER | {"02_convolution": ["a = 4"]})
    assert what(mine)["02_convolution"] == "beside"
    assert (mine / "02_convolution.new-2.ipynb").read_bytes() == editions.lesson("02_convolution")
    assert any("# my answer" in cell for cell in typed(mine))
    assert any("# more of mine" in cell for cell in typed(mine))


def test_a_touched_lesson_that_the_course_did_not_change_is_up_to_date(mine):
    type_into(mine / "02_convolution.ipynb", "# my answer")
    assert what(mine)["02_convolution"] == "current"


def test_new_outputs_alone_reach_an_untouched_lesson_and_leave_a_touched_one_in_peace(sources, mine):
    type_into(mine / "02_convolution.ipynb", "# my answer")
    for name in ("02_convolution", "03_pooling"):
        path = sources / f"{name}.ipynb"
        path.write_text(path.read_text().replace("done", "done on another day"))
    assert list(what(mine).values()) == ["current", "current", "updated", "current"]
    assert len(list(mine.glob("02*"))) == 1


def test_a_new_version_of_the_course_is_no_new_version_of_a_lesson():
    one, other = (editions.student(source(["x = 1"]), lesson="02_convolution", version=v) for v in ("1.0", "2.0"))
    laid = [notebook["metadata"].pop("imagen_course") for notebook in (one, other)]
    assert [entry.pop("version") for entry in laid] == ["1.0", "2.0"]
    assert (one, laid[0]) == (other, laid[1])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no notebook that can be read"),
        (b'{"cells": [{"cell_type": "code", "sour', "is no notebook that can be read"),
        (b"[1, 2]", "is no notebook that can be read"),
        (b'{"cells": [{"cell_type": "code", "source": ["mine"]}], "metadata": {}}', "was not laid down by the course"),
        (b'{"cells": [], "metadata": {"imagen_course": "x"}}', "was not laid down by the course"),
        (b"\xff\xfe\x00", "is no notebook that can be read"),
    ],
)
def test_what_is_no_lesson_of_ours_is_left_alone(mine, content, words):
    (mine / "02_convolution.ipynb").write_bytes(content)
    (mine / "notes.ipynb").write_bytes(content)
    assert what(mine)["02_convolution"] == "left"
    assert words in sentence(mine, "02_convolution")
    assert "imagen-course reset 02" in sentence(mine, "02_convolution")
    assert (mine / "02_convolution.ipynb").read_bytes() == (mine / "notes.ipynb").read_bytes() == content


def test_a_folder_of_a_lesson_s_name_is_left_alone(mine):
    (mine / "03_pooling.ipynb").unlink()
    (mine / "03_pooling.ipynb").mkdir()
    assert what(mine)["03_pooling"] == "left"


def test_a_lesson_that_was_split_is_said_and_stays(sources, mine, monkeypatch):
    type_into(mine / "02_convolution.ipynb", "# my answer")
    yours = (mine / "02_convolution.ipynb").read_bytes()
    split = {name: cells for name, cells in LESSONS.items() if name not in ("02_convolution", "03_pooling")}
    publish(sources, split | {"02_filters": ["a = 1"], "03_layers": ["b = 2"], "04_channels": ["c = 3"]})
    successors = {"convolution": ("filters", "deep"), "deep": ("layers", "channels"), "pooling": ()}
    monkeypatch.setattr(syllabus, "SUCCESSORS", successors)
    found = what(mine)
    assert found["02_filters"] == found["03_layers"] == found["04_channels"] == "laid"
    assert sentence(mine, "02_convolution") == (
        "02_convolution has become 02_filters and 03_layers and 04_channels; your 02_convolution.ipynb stays as it is"
    )
    assert sentence(mine, "03_pooling").startswith("03_pooling is no longer a lesson of the course; your")
    assert (mine / "02_convolution.ipynb").read_bytes() == yours
    with pytest.raises(ValueError, match="02_convolution has become 02_filters and 03_layers"):
        workspace.find("02_convolution")


def test_a_lesson_that_has_another_number_now_takes_what_was_done_along(sources, mine):
    type_into(mine / "02_convolution.ipynb", "# my answer")
    yours = (mine / "02_convolution.ipynb").read_bytes()
    renamed = {"02_convolution": "04_convolution", "03_pooling": "05_pooling"}
    publish(sources, {renamed.get(name, name): cells for name, cells in NEWER.items()})
    found = what(mine)
    assert (found["04_convolution"], found["05_pooling"]) == ("beside", "updated")
    assert (mine / "04_convolution.ipynb").read_bytes() == yours
    assert not (mine / "02_convolution.ipynb").exists()
    assert "gone" not in found.values()
    assert set(what(mine).values()) == {"current", "waiting"}
    with pytest.raises(ValueError, match="02_convolution has become 04_convolution"):
        workspace.find("02_convolution")


def test_a_lesson_that_lies_there_under_both_numbers_keeps_both(sources, mine):
    type_into(mine / "02_convolution.ipynb", "# my answer")
    old = (mine / "02_convolution.ipynb").read_bytes()
    (mine / "04_convolution.ipynb").write_text("mine, too")
    publish(sources, {"04_convolution": ["a = 1"]})
    found = what(mine)
    assert (found["02_convolution"], found["04_convolution"]) == ("gone", "left")
    assert sentence(mine, "02_convolution").startswith("02_convolution has become 04_convolution; your")
    assert (mine / "02_convolution.ipynb").read_bytes() == old
    assert (mine / "04_convolution.ipynb").read_text() == "mine, too"


def test_reset_gives_a_clean_copy_and_keeps_the_old_one_each_time(mine):
    today, kept = datetime.date.today().isoformat(), []
    for words in ("# first try", "# second try"):
        type_into(mine / "02_convolution.ipynb", words)
        kept.append(workspace.reset(mine, "02_convolution"))
        assert (mine / "02_convolution.ipynb").read_bytes() == editions.lesson("02_convolution")
    assert [path.name for path in kept] == [f"02_convolution.mine-{today}.ipynb", f"02_convolution.mine-{today}-2.ipynb"]
    assert "# first try" in kept[0].read_text()
    assert "# second try" in kept[1].read_text()
    assert workspace.reset(mine, "02_convolution") is None
    (mine / "02_convolution.ipynb").unlink()
    assert workspace.reset(mine, "02_convolution") is None
    assert set(what(mine).values()) == {"current"}


# --- interrupted ------------------------------------------------------------------------------------------------------

SPLIT = {"00_start_here": ["1"], "02_filters": ["a = 1"], "03_layers": ["b = 2"]}
SPLIT |= {"03_pooling": ["d = 40"], "05_learning": ["e = 50"]}


def worked_on(folder):
    """A student has typed into two lessons and run a third; what he typed."""
    type_into(folder / "02_convolution.ipynb", "# of mine, in 02")
    type_into(folder / "03_pooling.ipynb", "# of mine, in 03")
    run_only(folder / "05_learning.ipynb")
    return {cell for cell in typed(folder) if "of mine" in cell}


class Cut(BaseException):
    """A process that ends here."""


@pytest.mark.parametrize("call", ["fsync", "replace", "link", "write"])
def test_interrupted_at_any_write_nothing_is_lost_and_the_next_one_ends_it(call, sources, mine, monkeypatch):
    own = worked_on(mine)
    publish(sources, SPLIT)
    monkeypatch.setattr(syllabus, "SUCCESSORS", {"convolution": ("filters", "layers")})
    cuts = 0
    while cut_short(call, cuts, mine):
        cuts += 1
        assert own <= typed(mine)  # reading them at all says that every notebook is whole
    assert cuts >= (2 if call == "replace" else 3)
    assert set(what(mine).values()) == {"current", "gone"}
    assert own <= typed(mine)
    assert not list(mine.glob(".*.part"))


def cut_short(call, allowed, folder):
    """Update and reset a copy of the folder, ended at the write after so many; tell whether it was, else do it for good."""
    trial = folder.with_name(f"{call}-{allowed}")
    shutil.copytree(folder, trial)
    own, done = {cell for cell in typed(folder) if "of mine" in cell}, 0
    patch = pytest.MonkeyPatch()

    def counted(function):
        def wrapped(*args, **options):
            nonlocal done
            done += 1
            if done > allowed:
                raise Cut
            return function(*args, **options)

        return wrapped

    if call == "write":
        patch.setattr(files, "open", lambda *args: HalfWritten(open(*args), counted), raising=False)  # noqa: SIM115
    else:
        patch.setattr(os, call, counted(getattr(os, call)))
    try:
        what(trial)
        workspace.reset(trial, "03_pooling")
    except Cut:
        return True
    finally:
        patch.undo()
        assert own <= typed(trial)
        what(trial)
        assert own <= typed(trial)
        assert not list(trial.glob(".*.part"))
    what(folder)
    workspace.reset(folder, "03_pooling")
    return False


class HalfWritten:
    """A file that gets half of what is written, where the process ends."""

    def __init__(self, stream, counted):
        self.stream, self.through = stream, counted(lambda: None)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stream.close()

    def write(self, content):
        self.stream.write(content[: len(content) // 2])
        self.through()
        self.stream.write(content[len(content) // 2 :])

    def flush(self):
        self.stream.flush()

    def fileno(self):
        return self.stream.fileno()


KILLED = """
import os, sys
from pathlib import Path
from imagen_course import editions, syllabus, workspace
sources, folder, allowed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
editions.sources = lambda: sources
syllabus.SUCCESSORS = {"convolution": ("filters", "layers")}
fsync, done = os.fsync, 0
def announced(number):
    global done
    done += 1
    if done > allowed:
        print("writing", flush=True)
        sys.stdin.read()          # to be killed here
    fsync(number)
os.fsync = announced
for change in workspace.lay(folder):
    pass
"""


@pytest.mark.skipif(WINDOWS, reason="there is no SIGKILL")
@pytest.mark.parametrize("allowed", [0, 2])
def test_killed_in_the_middle_of_a_write_nothing_is_lost_and_the_lock_is_free(allowed, sources, mine, monkeypatch):
    own = worked_on(mine)
    publish(sources, SPLIT)
    command = [sys.executable, "-c", KILLED, str(sources), str(mine), str(allowed)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "writing\n"
        process.send_signal(signal.SIGKILL)
    assert list(mine.glob(".*.part"))
    (mine / ".01_no_lesson_any_more.ipynb.part").write_bytes(b"half a not")
    assert own <= typed(mine)
    monkeypatch.setattr(syllabus, "SUCCESSORS", {"convolution": ("filters", "layers")})
    assert what(mine)["02_convolution"] == "gone"
    assert set(what(mine).values()) == {"current", "waiting", "gone"}
    assert own <= typed(mine)
    assert not list(mine.glob(".*.part"))


def test_two_updates_at_once_do_what_one_does(sources, mine):
    own = worked_on(mine)
    publish(sources, NEWER)
    both = [threading.Thread(target=lambda: what(mine)) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert list(what(mine).values()) == ["current", "waiting", "waiting", "current"]
    assert sorted(path.name for path in mine.glob("*.new*")) == ["02_convolution.new.ipynb", "03_pooling.new.ipynb"]
    assert own <= typed(mine)


def test_a_lesson_saved_while_it_is_looked_at_is_not_overwritten(sources, mine, monkeypatch):
    publish(sources, NEWER)
    untouched = workspace._untouched

    def saved_meanwhile(notebook):
        result = untouched(notebook)
        if notebook["metadata"]["imagen_course"]["lesson"] == "02_convolution":
            type_into(mine / "02_convolution.ipynb", "# typed meanwhile")
        return result

    monkeypatch.setattr(workspace, "_untouched", saved_meanwhile)
    assert what(mine)["02_convolution"] == "beside"
    assert any("# typed meanwhile" in cell for cell in typed(mine))


# --- on the command line ----------------------------------------------------------------------------------------------


def said(capsys):
    out, err = capsys.readouterr()
    return out.splitlines(), err.splitlines()


def test_start_update_and_reset_find_the_folder_again(sources, tmp_path, capsys):
    default = tmp_path / "home" / "imagen-course"
    assert cli.main(["update"]) == 1
    assert said(capsys)[1] == [f"imagen-course: there are no lessons in {default}: 'imagen-course start' lays them down"]
    assert cli.main(["start"]) == 0
    assert said(capsys)[0] == [f"4 lessons laid down in {default}: 'imagen-course lab' opens them."]
    other = tmp_path / "else where"
    assert cli.main(["start", str(other)]) == 0
    capsys.readouterr()
    type_into(other / "02_convolution.ipynb", "# my answer")
    publish(sources, NEWER)
    assert cli.main(["update"]) == 0
    out, err = said(capsys)
    assert out[0].startswith("02_convolution.ipynb has changes of yours and stays as it is; the new version lies beside it")
    assert out[1] == f"1 lesson updated, 2 lessons up to date in {other}: 'imagen-course lab' opens them."
    assert err == []
    assert cli.main(["reset", "2"]) == 0
    today = datetime.date.today().isoformat()
    kept = f"yours is kept as 02_convolution.mine-{today}.ipynb"
    assert said(capsys)[0] == [f"{other / '02_convolution.ipynb'} is as the course has it; {kept}."]
    assert cli.main(["reset", "9"]) == 1
    assert said(capsys)[1] == ["imagen-course: there is no lesson '9', there are", "  00, 02, 03, 05"]


def test_a_remembered_folder_that_is_gone_is_not_made_again(sources, tmp_path):
    workspace.remember(tmp_path / "usb stick")
    assert workspace.home() == tmp_path / "home" / "imagen-course"


def test_the_environment_names_the_folder(sources, tmp_path, monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_FOLDER", str(tmp_path / "named"))
    assert cli.main(["start"]) == 0
    assert workspace.home() == tmp_path / "named"
    monkeypatch.delenv("IMAGEN_COURSE_FOLDER")
    assert workspace.home() == tmp_path / "home" / "imagen-course"


@pytest.mark.parametrize("inside", ["", "deeper"])
def test_the_course_s_own_notebooks_are_no_student_s_folder(sources, inside, capsys):
    before = {path.name: path.read_bytes() for path in sources.iterdir()}
    for command in (["start"], ["reset", "2"]):
        assert cli.main([*command, str(sources / inside)]) == 1
        assert "holds the course's own notebooks: choose a folder of your own" in said(capsys)[1][0]
    assert {path.name: path.read_bytes() for path in sources.iterdir()} == before


def test_a_file_is_no_folder(sources, tmp_path, capsys):
    (tmp_path / "file").write_text("mine")
    assert cli.main(["start", str(tmp_path / "file")]) == 1
    assert "is a file: choose a folder" in said(capsys)[1][0]


def test_the_real_lessons_are_laid_down_from_the_checkout(tmp_path):
    changes = list(workspace.lay(tmp_path / "mine"))
    assert [change.what for change in changes] == ["laid"] * len(syllabus.LESSONS)
    root = Path(editions.__file__).parents[1]
    if (root / ".git").exists():
        status = subprocess.run(["git", "status", "--porcelain", "notebooks"], cwd=root, capture_output=True, text=True)
        assert "mine" not in status.stdout


def test_files_are_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    files.create(path, b"first")
    with pytest.raises(FileExistsError):
        files.create(path, b"second")
    monkeypatch.setattr(os, "link", refused)  # a file system without links
    files.create(tmp_path / "b.txt", b"linked")
    with pytest.raises(FileExistsError, match="is there already"):
        files.create(path, b"third")
    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises(OSError, match="refused"):
        files.write(path, b"fourth")
    assert path.read_bytes() == b"first"
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "b.txt"]


def refused(*args):
    raise OSError("refused")


# --- JupyterLab -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(WINDOWS, reason="a home is somewhere else there")
def test_the_user_s_own_jupyter_is_neither_read_nor_written(tmp_path):
    home, root = tmp_path / "home", Path(cli.__file__).parents[2]
    own = {
        ".jupyter/jupyter_lab_config.py": "raise SystemExit('the settings of the user were read')",
        ".jupyter/custom/custom.css": "/* mine */",
        ".jupyter/lab/user-settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings": "{}",
        ".ipython/profile_default/ipython_kernel_config.py": "raise SystemExit('read')",
        ".ipython/profile_default/startup/00-mine.py": "raise SystemExit('read')",
        ".local/share/jupyter/runtime/mine": "mine",
    }
    for name, text in own.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    strange = ("JUPYTER", "IMAGEN_COURSE", "IPYTHONDIR", "XDG_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    environment |= {"HOME": str(home), "PYTHONPATH": os.pathsep.join([str(root), *sys.path])}
    command = [sys.executable, "-m", "imagen_course", "lab", "--no-browser", "--port=0", "--ip=127.0.0.1"]
    options = {"cwd": tmp_path, "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **options) as process:
        said = [process.stdout.readline(), process.stdout.readline()]
        process.terminate()
        assert "JupyterLab is open in" in said[1], (said, process.stderr.read())
    there = {str(path.relative_to(home)): path for path in home.rglob("*") if path.is_file()}
    assert {name: there[name].read_text() for name in own} == own
    beside = (".local/share/imagen_course/", "imagen-course/")
    assert [name for name in there if name not in own and not name.startswith(beside)] == []
