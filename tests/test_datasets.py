"""``datasets``: what comes with the libraries, what is fetched (from a server on this machine), and files of one's own."""

import errno
import gc
import gzip
import hashlib
import io
import os
import socket
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from PIL import Image

from imagen_course import datasets

# Pooch leaves the connection of a failed download to the garbage collector, which tells of it whenever it comes by.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")

EMBEDDED = ["digits", "scenes", "textures", "faces", "photographs"]
SMALL = {"scenes": {"n_train": 20, "n_test": 10}, "photographs": {"n_train": 16, "n_test": 8}}


@pytest.fixture(autouse=True)
def directory(tmp_path, monkeypatch):
    """A data directory of the test's own, which does not exist yet."""
    monkeypatch.setenv("IMAGEN_COURSE_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("pooch.core.time.sleep", lambda seconds: None)  # between retries
    return tmp_path / "data"


# --- with the libraries -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EMBEDDED)
def test_every_embedded_set_keeps_the_one_form(name):
    data = datasets.load(name, **SMALL.get(name, {}))
    for images, labels in ((data.train_images, data.train_labels), (data.test_images, data.test_labels)):
        assert images.dtype == np.float32
        assert images.ndim == 4
        assert images.min() >= 0
        assert images.max() <= 1
        assert labels.dtype == np.int64
        assert labels.shape == images.shape[:1]
        assert labels.max() < len(data.class_names)
        assert labels.min() >= 0
    assert set(data.train_labels) == set(range(len(data.class_names)))
    assert data.name == name
    assert data.credit
    assert isinstance(data.class_names, tuple)


@pytest.mark.parametrize("name", EMBEDDED)
def test_the_seed_decides(name):
    one, same, other = (datasets.load(name, seed=seed, **SMALL.get(name, {})) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.train_images, same.train_images)
    np.testing.assert_array_equal(one.test_images, same.test_images)
    assert not np.array_equal(one.test_images, other.test_images)


@pytest.mark.parametrize(("name", "counts"), [("digits", (1438, 359)), ("faces", (160, 40))])
def test_a_split_is_stratified_and_loses_no_picture(name, counts):
    data = datasets.load(name)
    assert (len(data.train_labels), len(data.test_labels)) == counts
    share = np.bincount(data.test_labels) / (np.bincount(data.test_labels) + np.bincount(data.train_labels))
    np.testing.assert_allclose(share, 0.2, atol=0.005)
    rows = np.concatenate([data.train_images, data.test_images]).reshape(sum(counts), -1)
    if name == "digits":
        from sklearn.datasets import load_digits

        expected = np.column_stack([load_digits().data / 16, load_digits().target])
        found = np.column_stack([rows, np.concatenate([data.train_labels, data.test_labels])])
        np.testing.assert_array_equal(np.unique(found, axis=0), np.unique(expected, axis=0))
    assert len(np.unique(rows, axis=0)) >= 0.99 * len(rows)


def test_the_first_hundred_crops_are_the_faces():
    from skimage.data import lfw_subset

    data, crops = datasets.load("faces"), lfw_subset().astype("float32")
    faces = np.concatenate([data.train_images[data.train_labels == 1], data.test_images[data.test_labels == 1]])[..., 0]
    np.testing.assert_array_equal(np.unique(faces, axis=0), np.unique(crops[:100], axis=0))


def test_scenes_bring_masks_and_pass_their_options_on():
    data = datasets.load("scenes", n_train=6, n_test=4, size=48, background="plain")
    assert data.train_masks.shape == (6, 48, 48)
    assert data.test_masks.shape == (4, 48, 48)
    for mask, label in zip(data.train_masks, data.train_labels, strict=True):
        assert set(np.unique(mask)) == {0, 1 + label}
    more = datasets.load("scenes", n_train=9, n_test=4, size=48, background="plain")
    np.testing.assert_array_equal(more.test_images, data.test_images)
    assert not np.array_equal(data.train_images[:4], data.test_images)
    with pytest.raises(TypeError, match="colour_of_the_sky"):
        datasets.load("scenes", colour_of_the_sky="blue")


def test_no_pixel_of_a_crop_is_in_both_parts(monkeypatch):
    columns = np.tile(np.arange(300) / 299, (280, 1)).astype("float32")  # every pixel tells which column it came from
    monkeypatch.setattr(datasets, "photograph", lambda name: np.repeat(columns[..., None], 3, axis=-1))
    data = datasets.load("photographs", size=100, n_train=400, n_test=400)
    assert data.train_images.max() < 0.5 < data.test_images.min()
    assert data.train_images.min() == 0  # and no column is left out
    assert data.test_images.max() == 1


def test_large_photographs_are_shrunk_by_block_means():
    picture = np.arange(5 * 7, dtype="float32").reshape(5, 7, 1)
    expected = np.array([[4, 6, 8], [18, 20, 22]], "float32")  # means of 2 x 2 blocks, what is over left out
    np.testing.assert_array_equal(datasets._shrink(picture, 2)[..., 0], expected)


@pytest.mark.parametrize("name", list(datasets.PHOTOGRAPHS))
def test_photographs_are_inside_the_wheels(name):
    picture = datasets.photograph(name)
    assert picture.dtype == np.float32
    assert picture.shape[2] == 3
    assert 0 <= picture.min() < 0.2 < 0.8 < picture.max() <= 1
    assert any(licence in datasets.PHOTOGRAPHS[name] for licence in ("CC0", "CC BY 2.0", "public domain"))


def test_data_sets_say_what_they_are():
    text = repr(datasets.load("digits"))
    assert "train (1438, 8, 8, 1), test (359, 8, 8, 1)" in text
    assert "E. Alpaydin" in text
    assert "no licence stated" in repr(datasets.load("faces"))
    with pytest.raises(AttributeError):
        datasets.load("faces").name = "other"


@pytest.mark.parametrize(
    ("name", "options", "error", "message"),
    [
        ("digit", {}, ValueError, r"no data set is called 'digit'.*: did you mean 'digits'\?"),
        ("cat", {}, ValueError, r"no data set is called 'cat'.*, there are digits, scenes"),
        ("", {}, ValueError, "name must be the name of a file or a folder, got ''"),
        ("digits", {"size": 9}, TypeError, r"load\('digits'\) .*'size'; its options are seed"),
        ("textures", {"size": 999}, ValueError, r"size must be a whole number in \[1, 128\], got 999"),
        ("textures", {"n_test": 1}, ValueError, r"n_test must be a whole number in \[3, inf\), got 1: one of each class"),
        (7, {}, TypeError, "name must be the name of a file or a folder, got 7"),
    ],
)
def test_what_load_refuses(name, options, error, message):
    with pytest.raises(error, match=message):
        datasets.load(name, **options)


def test_segmentations_lie_on_their_photograph():
    people, image = datasets.segmentations("coffee"), datasets.photograph("coffee")[::2, ::2]
    assert people.shape[1:] == image.shape[:2]
    for labels in people:
        np.testing.assert_array_equal(np.unique(labels), np.arange(labels.max() + 1))
    rim = people[3] == 5  # of the cup, which is white
    assert image[rim].mean() > 0.7 > 1.5 * image[~rim].mean()


def test_segmentations_refuse_an_unknown_name():
    with pytest.raises(ValueError, match="name must be 'coffee', got 'china'"):
        datasets.segmentations("china")


def test_markings_lie_on_their_photograph_and_differ_in_the_rule():
    marked, image = datasets.markings("coffee"), datasets.photograph("coffee")
    assert list(marked) == ["things", "materials", "light"]
    for segments, names in marked.values():
        assert segments.shape == image.shape[:2]
        np.testing.assert_array_equal(np.unique(segments), np.arange(len(names)))
    bright = {rule: np.bincount(segments.ravel(), image.mean(-1).ravel()) for rule, (segments, _) in marked.items()}
    areas = {rule: np.bincount(segments.ravel()) for rule, (segments, _) in marked.items()}
    means = {(rule, i): bright[rule][i] / areas[rule][i] for rule in marked for i in range(len(areas[rule]))}
    lit = [means["light", i] for i, name in enumerate(marked["light"][1]) if name == "lit"]
    assert min(lit) > 2 * max(means["light", i] for i, name in enumerate(marked["light"][1]) if name == "shadow")
    assert means["materials", marked["materials"][1].index("white glaze")] == max(means.values())


@pytest.mark.parametrize("name", ["china", "things"])
def test_markings_refuse_an_unknown_name(name):
    with pytest.raises(ValueError, match="name must be 'coffee'"):
        datasets.markings(name)


def test_photograph_refuses_an_unknown_name():
    with pytest.raises(ValueError, match=r"name must be 'astronaut', .*, got 'dog'"):
        datasets.photograph("dog")


# --- fetched once -----------------------------------------------------------------------------------------------------


def npz_bytes(**changes):
    """A small .npz in the common layout: four classes, 8 training and 4 test pictures; ``None`` leaves an array out."""
    content = {
        "x_train": np.arange(8 * 28 * 28).reshape(8, 28, 28).astype("uint8"),
        "y_train": np.arange(8) % 4,
        "x_test": np.full((4, 28, 28), 255, "uint8"),
        "y_test": np.arange(4),
        "class_names": np.array(["a", "b", "c", "d"]),
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **{key: value for key, value in (content | changes).items() if value is not None})
    return buffer.getvalue()


class Home(ThreadingHTTPServer):
    """The home of some files. ``plan`` says how the coming requests end, one word each; then all is well."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.files, self.plan, self.asked = {}, [], []

    def handle_error(self, request, client_address):
        pass  # a client that hangs up is part of the tests


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        content, server = self.server.files[self.path.strip("/")], self.server
        server.asked.append(self.path)
        ending = server.plan.pop(0) if server.plan else "well"
        if ending == "missing":
            return self.send_error(404)
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if ending == "well":
            self.wfile.write(content)
        if ending == "altered":
            self.wfile.write(content[:-1] + bytes([content[-1] ^ 1]))
        if ending == "broken":
            self.wfile.write(content[: len(content) // 2])
        return None

    def log_message(self, *args):
        pass


@pytest.fixture
def home(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = Home()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def host(**files):
        """Take ``files`` in, and let the registry name this server as their home."""
        for file, content in files.items():
            server.files[file] = content
            url = f"http://127.0.0.1:{server.server_port}/{file}"
            monkeypatch.setitem(datasets._HOME, file, (url, hashlib.sha256(content).hexdigest()))

    server.host = host
    yield server
    server.shutdown()
    server.server_close()
    gc.collect()


def left_over(directory):
    return sorted(path.name for path in directory.iterdir()) if directory.exists() else []


def test_a_file_is_fetched_once(home, directory):
    home.host(**{"mnist.npz": npz_bytes(class_names=np.array(list("0123")))})
    assert not {entry.name: entry for entry in datasets.available()}["mnist"].ready
    data = datasets.load("mnist")
    assert data.train_images.shape == (8, 28, 28, 1)
    np.testing.assert_array_equal(data.train_images[0, 0, :3, 0], np.float32([0, 1, 2]) / 255)
    assert data.test_images.min() == 1
    assert "CC BY-SA 3.0" in data.credit
    datasets.load("mnist")
    assert home.asked == ["/mnist.npz"]
    assert left_over(directory) == ["mnist.npz"]
    assert {entry.name: entry for entry in datasets.available()}["mnist"].ready


def test_fashion_mnist_is_read_as_its_format_says(home, rng, directory):
    pixels = {part: rng.integers(0, 256, (n, 28, 28)).astype("uint8") for part, n in (("train", 20), ("test", 10))}
    labels = {part: np.arange(len(images)).astype("uint8") % 10 for part, images in pixels.items()}
    for part in pixels:
        n = len(labels[part]).to_bytes(4, "big")
        side = (28).to_bytes(4, "big")
        home.host(**{f"fashion-{part}-images.gz": gzip.compress(b"\0\0\x08\x03" + n + side + side + pixels[part].tobytes())})
        home.host(**{f"fashion-{part}-labels.gz": gzip.compress(b"\0\0\x08\x01" + n + labels[part].tobytes())})
    data = datasets.load("fashion_mnist")
    np.testing.assert_array_equal(data.train_images[..., 0], pixels["train"].astype("float32") / 255)
    np.testing.assert_array_equal(data.test_labels, labels["test"])
    assert data.class_names[9] == "Ankle boot"
    assert len(left_over(directory)) == 4


def test_cifar10_is_read_as_its_format_says(home, rng):
    images = rng.integers(0, 256, (60, 32, 32, 3)).astype("uint8")
    labels = np.arange(60).astype("uint8") % 10
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for i, name in enumerate([*(f"data_batch_{k}" for k in range(1, 6)), "test_batch"]):
            part = slice(10 * i, 10 * i + 10)
            rows = b"".join(
                bytes([k]) + image.transpose(2, 0, 1).tobytes() for k, image in zip(labels[part], images[part], strict=True)
            )
            member = tarfile.TarInfo(f"cifar-10-batches-bin/{name}.bin")
            member.size = len(rows)
            tar.addfile(member, io.BytesIO(rows))
    home.host(**{"cifar-10-binary.tar.gz": archive.getvalue()})
    data = datasets.load("cifar10")
    np.testing.assert_array_equal(data.train_images, images[:50].astype("float32") / 255)
    np.testing.assert_array_equal(data.test_images, images[50:].astype("float32") / 255)
    np.testing.assert_array_equal(data.train_labels, labels[:50])
    assert data.class_names[3] == "cat"


def test_olivetti_faces_are_those_of_scikit_learn(home, rng, tmp_path, monkeypatch, capsys):
    from scipy.io import savemat
    from sklearn.datasets import _olivetti_faces as theirs

    savemat(tmp_path / "faces.mat", {"faces": rng.integers(0, 256, (4096, 400)).astype("uint8")})
    content = (tmp_path / "faces.mat").read_bytes()
    home.host(**{"olivetti.mat": content})
    source = theirs.RemoteFileMetadata("f.mat", (tmp_path / "faces.mat").as_uri(), hashlib.sha256(content).hexdigest())
    monkeypatch.setattr(theirs, "FACES", source)
    expected = theirs.fetch_olivetti_faces(data_home=tmp_path / "theirs")
    data = datasets.load("olivetti_faces")
    held_back = np.arange(400) % 10 >= 8
    np.testing.assert_allclose(data.train_images[..., 0], expected.images[~held_back], rtol=1e-6)
    np.testing.assert_allclose(data.test_images[..., 0], expected.images[held_back], rtol=1e-6)
    np.testing.assert_array_equal(data.test_labels, expected.target[held_back])
    assert len(data.class_names) == 40


def test_the_known_hashes_are_those_of_the_installed_libraries():
    """Keras and scikit-learn name the same files with the same sha256; read as text, for importing Keras takes long."""
    from importlib.util import find_spec
    from pathlib import Path

    from sklearn.datasets import _olivetti_faces as theirs

    keras = Path(find_spec("keras").submodule_search_locations[0]) / "src" / "datasets" / "mnist.py"
    assert datasets._HOME["mnist.npz"][1] in keras.read_text()
    assert datasets._HOME["olivetti.mat"] == (theirs.FACES.url, theirs.FACES.checksum)


@pytest.mark.parametrize("first", ["broken", "altered", "missing"])
def test_a_second_attempt_may_succeed(home, directory, first):
    home.host(**{"mnist.npz": npz_bytes()})
    home.plan = [first]
    assert datasets.load("mnist").test_images.shape == (4, 28, 28, 1)
    assert len(home.asked) == 2
    assert left_over(directory) == ["mnist.npz"]


@pytest.mark.parametrize(
    ("ending", "cause"),
    [
        ("broken", "the connection to 127.0.0.1:[0-9]+ broke off"),
        ("altered", "another sha256"),
        ("missing", "answered 404"),
    ],
)
def test_a_download_that_fails_says_why_and_leaves_nothing(home, directory, ending, cause):
    home.host(**{"mnist.npz": npz_bytes()})
    home.plan = [ending] * 9
    with pytest.raises(datasets.DataUnavailable, match=f"mnist.npz could not be fetched: .*{cause}") as caught:
        datasets.load("mnist")
    remedy = (
        f"fetch http://127.0.0.1:{home.server_port}/mnist.npz on another machine and put it at {directory / 'mnist.npz'}"
    )
    assert remedy in str(caught.value)
    assert "load('digits')" in str(caught.value)
    assert len(home.asked) == 3
    assert left_over(directory) == []


def test_no_network(directory, monkeypatch):
    with socket.socket() as closed:  # a port where nobody listens
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setitem(datasets._HOME, "mnist.npz", (f"http://127.0.0.1:{port}/mnist.npz", "0" * 64))
    with pytest.raises(datasets.DataUnavailable, match=f"no network, or no answer from 127.0.0.1:{port}.*load.'digits'"):
        datasets.load("mnist")
    assert left_over(directory) == []


def test_an_unknown_host_is_no_network(monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(datasets.DataUnavailable, match=r"no network, or no answer from storage.googleapis.com"):
        datasets.load("mnist")


def test_a_full_disk(home, directory, monkeypatch):
    import pooch.downloaders

    class Full(io.FileIO):
        def write(self, content):
            super().write(content[:10])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    home.host(**{"mnist.npz": npz_bytes()})
    monkeypatch.setattr(pooch.downloaders, "open", lambda path, mode: Full(path, "w+"), raising=False)
    with pytest.raises(datasets.DataUnavailable, match=r"No space left.*: make space, or let IMAGEN_COURSE_DATA name"):
        datasets.load("mnist")
    assert len(home.asked) == 1  # trying again would not help
    assert left_over(directory) == []


def test_a_directory_that_cannot_be_made(home, directory):
    home.host(**{"mnist.npz": npz_bytes()})
    directory.write_text("a file stands where the folder should be")
    with pytest.raises(datasets.DataUnavailable, match=r"cannot take it.*let IMAGEN_COURSE_DATA name another folder"):
        datasets.load("mnist")


def test_an_interrupted_download_leaves_nothing(home, directory, rng, monkeypatch):
    noise = rng.integers(0, 256, (200, 28, 28)).astype("uint8")  # more than one chunk of a download
    home.host(**{"mnist.npz": npz_bytes(x_train=noise, y_train=np.arange(200) % 4)})
    half_way = []

    def stop(bar, n):  # what a notebook's stop button does, when the first chunk is written
        half_way.extend(left_over(directory))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("imagen_course.downloads._Bar.update", stop)
        with pytest.raises(
            KeyboardInterrupt, match=r"mnist\.npz was stopped half-way and nothing of it was kept: load it again"
        ):
            datasets.load("mnist")
    assert (len(half_way), "mnist.npz" in half_way) == (1, False)
    assert left_over(directory) == []
    assert datasets.load("mnist").name == "mnist"


def test_the_directory_is_where_the_setting_says(monkeypatch, directory):
    assert datasets.data_directory() == directory
    monkeypatch.setenv("IMAGEN_COURSE_DATA", "~/pictures")
    assert datasets.data_directory() == type(directory).home() / "pictures"
    monkeypatch.delenv("IMAGEN_COURSE_DATA")
    assert "imagen_course" in str(datasets.data_directory())


# --- your own files ---------------------------------------------------------------------------------------------------


def put(directory, name, content):
    directory.mkdir(exist_ok=True)
    (directory / f"{name}.npz").write_bytes(content)


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist", "cifar10", "olivetti_faces", "my_own"])
def test_a_file_by_hand_goes_before_a_download(directory, name):
    put(directory, name, npz_bytes())
    data = datasets.load(name)
    assert data.train_images.shape == (8, 28, 28, 1)
    assert data.class_names == ("a", "b", "c", "d")
    entry = {entry.name: entry for entry in datasets.available()}[name]
    assert entry.ready


def test_labels_in_a_column_names_in_bytes_and_pictures_in_colour(directory):
    colours = np.random.default_rng(0).random((8, 5, 6, 3))
    put(
        directory,
        "own",
        npz_bytes(
            x_train=colours,
            x_test=colours[:4],
            y_train=np.arange(8)[:, None] % 4,
            class_names=np.array([b"a", b"b", b"c", b"d"]),
        ),
    )
    data = datasets.load("own")
    np.testing.assert_array_equal(data.train_images, colours.astype("float32"))
    np.testing.assert_array_equal(data.train_labels, np.arange(8) % 4)
    assert data.class_names == ("a", "b", "c", "d")


def test_without_names_the_labels_are_the_names(directory):
    put(directory, "own", npz_bytes(class_names=None))
    assert datasets.load("own").class_names == ("0", "1", "2", "3")


NAN = np.full((4, 28, 28), np.nan)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"x_test": None, "y_test": None}, ValueError, "own.npz must hold x_train.*there is no x_test, y_test"),
        ({"x_train": np.zeros((8, 784), "uint8")}, ValueError, r"x_train in .*own.npz must have shape.*\(8, 784\)"),
        ({"x_train": np.zeros((8, 3, 32, 32), "uint8")}, ValueError, r"x_train in .*must have 1 or 3 channels"),
        ({"x_train": np.zeros((8, 28, 28), "int32")}, TypeError, "x_train in .*must be floating point.*int32"),
        ({"x_train": np.zeros((8, 28, 0), "uint8")}, ValueError, "x_train in .*must have shape .*channels"),
        ({"x_test": NAN}, ValueError, "x_test in .*must be finite, got NaN"),
        ({"x_test": np.full((4, 28, 28), 255.0)}, ValueError, "x_test in .*must lie in .0, 1.*divide by 255"),
        ({"x_test": np.zeros((4, 27, 28), "uint8")}, ValueError, r"x_test in .* got \(4, 27, 28, 1\): the size of x_train"),
        (
            {"x_test": np.zeros((0, 28, 28), "uint8"), "y_test": np.zeros(0, int)},
            ValueError,
            "x_test in .*with n at least 1",
        ),
        ({"y_train": np.arange(7) % 4}, ValueError, r"y_train in .*must have shape \(8,\), got \(7,\)"),
        ({"y_train": np.arange(8) % 4 / 1.0}, TypeError, "y_train in .*must hold whole numbers, got float64"),
        ({"y_train": np.arange(8) % 4 + 1}, ValueError, "y_train in .*must lie in 0 to 3, got 1 to 4"),
        ({"y_train": np.arange(8) % 4 - 1}, ValueError, "y_train in .*must lie in 0 to 3, got -1 to 2"),
        ({"y_train": np.arange(8) % 2 * 3, "class_names": None}, ValueError, "y_train in .*must lie in 0 to 1, got 0 to 3"),
        ({"y_train": np.arange(8) % 3}, ValueError, "y_train in .*must hold every label from 0 to 3, got none of 3"),
        ({"y_test": np.arange(4) + 1}, ValueError, "y_test in .*must lie in 0 to 3, got 1 to 4"),
        ({"class_names": np.array(["a", "b"])}, ValueError, "y_train in .*must lie in 0 to 1, got 0 to 3: class_names"),
        ({"y_train": np.zeros(8, int), "y_test": np.zeros(4, int), "class_names": None}, ValueError, "one class only"),
        ({"x_train": np.array([{"not": "an array"}] * 8)}, ValueError, "own.npz is no whole .npz file of plain arrays"),
    ],
)
def test_the_content_of_a_file_is_checked(directory, changes, error, message):
    put(directory, "own", npz_bytes(**changes))
    with pytest.raises(error, match=message):
        datasets.load("own")


@pytest.mark.parametrize("content", [b"", b"no archive", npz_bytes()[:-100], npz_bytes()[:200]])
def test_a_truncated_file_is_named(directory, content):
    put(directory, "mnist", content)
    with pytest.raises(ValueError, match=r"mnist\.npz is no whole .npz file.*delete it and fetch it again"):
        datasets.load("mnist")


def test_damage_inside_a_whole_archive_is_named(directory):
    content = bytearray(npz_bytes(x_train=np.random.default_rng(0).integers(0, 256, (8, 28, 28)).astype("uint8")))
    content[600:700] = bytes(100)
    put(directory, "own", bytes(content))
    with pytest.raises(ValueError, match=r"own\.npz is no whole .npz file"):
        datasets.load("own")


def test_a_lone_array_is_no_archive(directory):
    buffer = io.BytesIO()
    np.save(buffer, np.zeros(3))
    put(directory, "own", buffer.getvalue())
    with pytest.raises(ValueError, match=r"own\.npz is no whole .npz file"):
        datasets.load("own")


def pictures(root, **classes):
    """Fill ``root`` with sub-folders of plain pictures, each a little darker than the one before."""
    for name, n in classes.items():
        (root / name).mkdir(parents=True)
        for i in range(n):
            Image.new("RGB", (40, 30), (200 if name == "red" else 0, 0, 200 - 5 * i)).save(root / name / f"{i}.png")
    return root


def test_a_folder_of_pictures(tmp_path):
    root = pictures(tmp_path / "mine", red=10, blue=5)
    (root / ".ipynb_checkpoints").mkdir()
    (root / "red" / "Thumbs.db").write_text("not a picture, and not meant as one")
    data = datasets.load(root, size=16)
    assert data.class_names == ("blue", "red")
    assert data.train_images.shape == (12, 16, 16, 3)
    assert np.bincount(data.test_labels).tolist() == [1, 2]
    for images, labels in ((data.train_images, data.train_labels), (data.test_images, data.test_labels)):
        np.testing.assert_array_equal(images[:, 0, 0, 0] > 0.5, labels == 1)
    assert datasets.load(str(root), size=16).name == "mine"
    other = datasets.load(root, size=16, seed=1)
    assert not np.array_equal(other.train_labels, data.train_labels)


def test_the_layout_of_imagenet(tmp_path):
    pictures(tmp_path / "train", n01=3, n02=4)
    pictures(tmp_path / "val", n01=1, n02=2)
    for path in (tmp_path / "train").rglob("*.png"):
        path.rename(path.with_suffix(".JPEG"))
    data = datasets.load(tmp_path, size=8)
    assert data.class_names == ("n01", "n02")
    assert np.bincount(data.train_labels).tolist() == [3, 4]
    assert np.bincount(data.test_labels).tolist() == [1, 2]


def test_a_picture_is_cut_to_its_centre_and_averaged(tmp_path):
    pattern = np.zeros((20, 60, 3), "uint8")
    pattern[:, 20:40:2] = 255  # fine stripes in the centred square, black outside
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for i in range(2):
            Image.fromarray(pattern).save(tmp_path / name / f"{i}.png")
    images = datasets.load(tmp_path, size=4).train_images
    np.testing.assert_allclose(images, 0.5, atol=0.1)  # taking every fifth pixel would give stripes again


def test_a_folder_says_what_is_wrong_with_it(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match=r"empty must have two sub-folders or more.*got none"):
        datasets.load(tmp_path / "empty")
    with pytest.raises(ValueError, match=r"one must have two sub-folders or more.*got only 'red'"):
        datasets.load(pictures(tmp_path / "one", red=3))
    with pytest.raises(ValueError, match="hollow/blue holds no picture"):
        datasets.load(pictures(tmp_path / "hollow", red=3, blue=0))
    with pytest.raises(ValueError, match="lonely must have two pictures or more of 'blue'"):
        datasets.load(pictures(tmp_path / "lonely", red=3, blue=1))
    pictures(tmp_path / "uneven" / "train", red=2, blue=2)
    pictures(tmp_path / "uneven" / "val", red=2, green=2)
    with pytest.raises(ValueError, match=r"same sub-folders, got \['blue', 'red'\] and \['green', 'red'\]"):
        datasets.load(tmp_path / "uneven")
    broken = pictures(tmp_path / "broken", red=3, blue=3) / "red" / "1.png"
    broken.write_bytes(broken.read_bytes()[:60])
    with pytest.raises(ValueError, match=r"1\.png cannot be read as a picture"):
        datasets.load(tmp_path / "broken")


def test_a_picture_is_read_as_those_of_a_folder_are(tmp_path):
    stripes = np.zeros((2, 8, 3), "uint8")
    stripes[:, 2:4, 0], stripes[:, 4:6, 2] = 255, 255  # red and blue in the middle, black on both sides
    for name in ("a/1.png", "a/2.png", "b/1.png", "b/2.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        Image.fromarray(stripes).save(tmp_path / name)
    middle = datasets.read_image(tmp_path / "a/1.png", size=(1, 2))[
        0
    ]  # the square's: resizing mixes in a little of the other
    np.testing.assert_allclose(middle, [[1, 0, 0], [0, 0, 1]], atol=0.2)
    wide = datasets.read_image(tmp_path / "a/1.png", size=(3, 6))
    assert wide.shape == (3, 6, 3)  # rows first
    square = datasets.read_image(tmp_path / "a/1.png", size=(5, 5))
    np.testing.assert_array_equal(datasets.load(tmp_path, size=5).test_images, [square, square])


def test_importing_it_is_light():
    import subprocess
    import sys

    heavy = "{'pooch', 'rich', 'sklearn', 'skimage', 'PIL', 'requests', 'scipy', 'keras'} & set(sys.modules)"
    code = f"import sys, imagen_course.datasets; print({heavy} or 'light')"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "light\n"


def test_results_of_benchmarks_are_there_by_name():
    assert datasets.benchmark_results("photographs")["rows"]
    with pytest.raises(ValueError, match=r"name must be .*'pipeline'.*, got 'nothing'"):
        datasets.benchmark_results("nothing")
