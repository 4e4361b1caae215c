"""Smaller networks: what is left out, rounded, shared, coded, taught; and that a file gives back what it was given."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.cluster.vq import kmeans2
from tolerances import close

from imagen_course import compress, models
from imagen_course.archives import read_arrays, write_arrays
from imagen_course.arrays import load_keras, to_numpy
from imagen_course.compress import pruning
from imagen_course.formulas import softmax

# --- weights left out -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.875, 1])
def test_the_share_that_is_left_out_is_exact_and_the_smallest(share, rng):
    weights = rng.normal(size=(5, 5, 4, 8)).astype("float32")
    pruned = compress.prune(weights, share)
    assert np.sum(pruned == 0) == round(share * weights.size)
    assert (pruned.dtype, weights.all()) == (weights.dtype, True)
    np.testing.assert_array_equal(pruned[pruned != 0], weights[pruned != 0])
    assert abs(weights[pruned == 0]).max(initial=0) <= abs(pruned[pruned != 0]).min(initial=np.inf)


def test_of_equal_weights_no_more_are_left_out_and_zeros_are_counted_in():
    assert np.sum(compress.prune(np.ones(10), 0.3) == 0) == 3
    assert compress.prune(np.array([0.0, 0.0, 1.0, 2.0]), 0.5).tolist() == [0, 0, 1, 2]


def test_outputs_are_left_out_whole_the_weakest_first(rng):
    weights = rng.normal(size=(3, 3, 4, 10)) * np.arange(1, 11)
    pruned = compress.prune(weights, 0.4, structured=True)
    np.testing.assert_array_equal(pruned[..., 4:], weights[..., 4:])
    assert not pruned[..., :4].any()


@pytest.fixture
def lesson():
    """Pictures whose label is which half is lighter, and a small network that knows nothing yet."""
    images = np.random.default_rng(0).random((64, 4, 4, 1), "float32")
    return models.build("dense", (4, 4, 1), 2), images, (images[:, :2].sum((1, 2, 3)) > images[:, 2:].sum((1, 2, 3))) * 1


def change(model, how):
    """Change every kernel, and return them as they are then."""
    for kernel in pruning.kernels(model):
        kernel.assign(how(to_numpy(kernel)))
    return [to_numpy(kernel) for kernel in pruning.kernels(model)]


@pytest.mark.keras
def test_zeros_stay_zero_while_the_others_and_the_biases_learn(lesson):
    model, images, labels = lesson
    before = change(model, lambda kernel: compress.prune(kernel, 0.7))
    compress.hold_zeros(model)
    history = models.train(model, images, labels, epochs=2, learning_rate=0.01)
    assert history["loss"][-1] < history["loss"][0]
    for old, kernel in zip(before, pruning.kernels(model), strict=True):
        new = to_numpy(kernel)
        np.testing.assert_array_equal(new == 0, old == 0)
        assert (new != old)[old != 0].mean() > 0.2  # of units that ReLU leaves at 0 nothing learns
    assert all(to_numpy(bias).any() for bias in model.trainable_weights if len(bias.shape) == 1)
    change(model, lambda kernel: kernel + 1)
    compress.hold_zeros(model)
    assert {kernel.constraint for kernel in pruning.kernels(model)} == {None}


@pytest.mark.keras
def test_what_is_equal_stays_equal_and_moves_as_the_mean_of_what_each_would_do(lesson):
    model, images, labels = lesson
    before = change(model, lambda kernel: compress.share_weights(compress.prune(kernel, 0.3), 5))
    compress.hold_values(model)
    model.compile(load_keras().optimizers.SGD(0.1), "sparse_categorical_crossentropy")
    alone = load_keras().models.clone_model(model)
    alone.set_weights(model.get_weights())
    alone.compile(load_keras().optimizers.SGD(0.1), "sparse_categorical_crossentropy")
    for either in (model, alone):
        either.train_on_batch(images, labels)
    for old, kernel, free in zip(before, pruning.kernels(model), pruning.kernels(alone), strict=True):
        new, moved = to_numpy(kernel), to_numpy(free)
        for value in np.unique(old):
            expected = moved[old == value].mean() if value else 0
            np.testing.assert_allclose(new[old == value], expected, rtol=1e-5, atol=1e-7)


# --- fewer values -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bits", [2, 4, 6, 8, 16])
def test_rounding_errs_by_half_a_step_at_most_and_no_number_is_too_large(bits, rng):
    weights = rng.normal(size=(3, 3, 4, 5)) * 10.0 ** np.arange(-2, 3)
    weights[..., 3] = 0
    numbers, scale = compress.quantise(weights, bits)
    assert numbers.dtype == ("int16" if bits > 8 else "int8")
    assert (np.abs(numbers * scale - weights) <= scale * 0.5001).all()
    largest = abs(numbers.astype(int)).reshape(-1, 5).max(axis=0)
    assert largest.tolist() == [2 ** (bits - 1) - 1] * 3 + [0, 2 ** (bits - 1) - 1]


def test_what_is_rounded_once_is_not_changed_by_rounding_again(rng):
    numbers, scale = compress.quantise(rng.normal(size=(40, 7)), 4)
    again, same = compress.quantise(numbers * scale, 4)
    np.testing.assert_array_equal(again, numbers)
    np.testing.assert_allclose(same, scale, **close("float32"))


def test_what_is_rounded_away_is_made_up_for_where_inputs_go_together_and_only_there(rng):
    weights, mixing = rng.normal(size=(3, 3, 4, 8)), rng.normal(size=(12, 36))
    inputs = rng.normal(size=(500, 12)) @ mixing  # 36 numbers, of which twelve are free
    plain, scale = compress.quantise(weights, 4)
    made_up, same = compress.quantise(weights, 4, inputs=inputs)
    np.testing.assert_array_equal(same, scale)
    assert (made_up.dtype, made_up.shape, abs(made_up).max()) == (plain.dtype, plain.shape, 7)
    lost = [np.square(inputs @ (numbers * scale - weights).reshape(36, 8)).mean() for numbers in (plain, made_up)]
    assert lost[1] < 0.3 * lost[0]
    assert np.square(made_up * scale - weights).mean() > np.square(plain * scale - weights).mean()
    np.testing.assert_array_equal(compress.quantise(weights, 4, inputs=np.eye(36))[0], plain)
    np.testing.assert_array_equal(compress.quantise(weights, 4, inputs=np.zeros((1, 36)))[0], plain)  # they say nothing


def test_shared_values_are_the_means_of_those_that_are_nearest(rng):
    weights = compress.prune(rng.normal(size=(30, 20)), 0.5)
    shared = compress.share_weights(weights, 8)
    values = np.unique(shared[shared != 0])
    np.testing.assert_array_equal(shared == 0, weights == 0)
    assert len(values) == 8
    own = weights[weights != 0]
    nearest = values[abs(own[:, None] - values).argmin(axis=1)]
    np.testing.assert_allclose(shared[weights != 0], nearest)
    for value in values:
        assert own[nearest == value].mean() == pytest.approx(value)


def test_shared_values_are_those_of_another_k_means(rng):
    weights = rng.normal(size=500)
    start = np.linspace(weights.min(), weights.max(), 6)[:, None]
    theirs, _ = kmeans2(weights[:, None], start, iter=300, minit="matrix")
    np.testing.assert_allclose(np.unique(compress.share_weights(weights, 6)), theirs[:, 0], rtol=1e-3)


def test_weights_that_have_few_values_keep_them():
    weights = np.array([[0.0, 2.0], [-1.0, 2.0]])
    np.testing.assert_array_equal(compress.share_weights(weights, 2), weights)
    assert compress.share_weights(np.array([1.0, 3.0, 0.0]), 1).tolist() == [2, 2, 0]


# --- short words for frequent symbols ---------------------------------------------------------------------------------


def counted(rng):
    """Counts from all alike to most unlike, some of them 0."""
    k = int(rng.integers(1, 60))
    counts = np.minimum(rng.pareto(rng.uniform(0.3, 3), size=k) * 10, 5000).astype(int)
    counts[rng.integers(k)] += 1
    return counts


@pytest.mark.parametrize("number", range(20))
def test_the_code_is_prefix_free_and_less_than_a_bit_over_the_entropy(number, rng):
    counts = counted(rng)
    words = compress.code_words(counts)
    used = sorted(word for word, count in zip(words, counts, strict=True) if count)
    assert all(word == "" for word, count in zip(words, counts, strict=True) if not count)
    assert not any(other.startswith(word) for word, other in pairwise(used))  # the next in order would
    assert len(used) == 1 or sum(0.5 ** len(word) for word in used) == 1  # no word could be shorter
    mean = sum(len(word) * count for word, count in zip(words, counts, strict=True)) / counts.sum()
    assert compress.entropy(counts) <= mean + 1e-12 < compress.entropy(counts) + 1


@pytest.mark.parametrize("number", range(5))
def test_symbols_come_back(number, rng):
    counts = counted(rng)
    symbols = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    words = compress.code_words(counts)
    content = compress.encode(symbols, words)
    assert len(content) == -(-sum(len(words[symbol]) for symbol in symbols) // 8)
    np.testing.assert_array_equal(compress.decode(content, words, len(symbols)), symbols)


def test_entropy_is_known_where_it_is():
    assert compress.entropy([1] * 8) == pytest.approx(3)
    assert compress.entropy([8, 4, 2, 1, 1]) == pytest.approx(1.875)
    assert compress.entropy([0, 7, 0]) == 0


def test_a_code_by_hand():
    """45, 13, 12, 16, 9, 5: the textbook's example (Cormen et al.), 224 bits for 100 symbols."""
    counts = [45, 13, 12, 16, 9, 5]
    words = compress.code_words(counts)
    assert [len(word) for word in words] == [1, 3, 3, 3, 4, 4]
    assert words == ["0", "100", "101", "110", "1110", "1111"]
    assert compress.encode([5, 0, 1], words) == bytes([0b11110100])


def test_a_tree_by_hand_from_its_leaves_to_its_root():
    assert compress.joins([45, 13, 12, 16, 9, 5]) == [(5, 4, 14), (2, 1, 25), (6, 3, 30), (7, 8, 55), (0, 9, 100)]
    assert compress.joins([0, 3]) == []


@pytest.mark.parametrize("number", range(5))
def test_the_sums_of_a_tree_are_the_bits_of_the_text(number, rng):
    counts = counted(rng)
    bits = sum(len(word) * count for word, count in zip(compress.code_words(counts), counts, strict=True))
    joined = compress.joins(counts)
    assert sum(total for *_, total in joined) == bits
    assert sorted(node for pair in joined for node in pair[:2]) == [
        node for node in range(len(counts) + len(joined) - 1) if node >= len(counts) or counts[node]
    ] * bool(joined)


# --- a file -----------------------------------------------------------------------------------------------------------


def some_weights(rng):
    kernel = rng.normal(size=(5, 5, 4, 8)).astype("float32")
    numbers, scale = compress.quantise(kernel, 4)
    return {
        "pruned and shared": compress.share_weights(compress.prune(kernel, 0.9), 16),
        "pruned": compress.prune(kernel, 0.75),
        "whole numbers": numbers,
        "scale": scale,
        "all the same": np.full((3, 2), -2, "int16"),
        "one number": np.float64(1.5),
        "zeros": np.zeros((6, 5), "float16"),
        "nothing": np.zeros((0, 3)),
        "one at the end": np.eye(1, 1000, 999),
    }


def test_a_file_gives_back_what_it_was_given(tmp_path, rng):
    arrays = some_weights(rng)
    compress.save(tmp_path / "small.npz", arrays)
    found = compress.load(tmp_path / "small.npz")
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        np.testing.assert_array_equal(found[name], array, err_msg=name, strict=True)


def test_a_file_is_as_short_as_the_entropy_of_its_numbers_says_and_shorter_than_zlib_s(tmp_path, rng):
    numbers = compress.quantise(rng.normal(size=(400, 300)), 4)[0]
    compress.save(tmp_path / "small.npz", {"numbers": numbers})
    write_arrays(tmp_path / "zlib.npz", {"numbers": numbers}, compressed=True)
    size, zlibs = ((tmp_path / name).stat().st_size for name in ("small.npz", "zlib.npz"))
    least = compress.entropy(np.unique(numbers, return_counts=True)[1]) * numbers.size / 8
    assert least < size < 1.02 * least + 700
    assert size < zlibs


def test_a_file_that_is_cut_or_changed_is_refused(tmp_path, rng):
    path = tmp_path / "small.npz"
    compress.save(path, some_weights(rng))
    arrays = read_arrays(path)
    write_arrays(path, arrays | {"content": arrays["content"][:-20]})
    with pytest.raises(ValueError, match="no whole file of packed arrays"):
        compress.load(path)
    write_arrays(path, {"content": arrays["content"]})
    with pytest.raises(ValueError, match="no whole file of packed arrays"):
        compress.load(path)
    path.write_bytes(b"PK")
    with pytest.raises(ValueError, match="no whole file of arrays"):
        compress.load(path)


# --- a small network taught by a large one ----------------------------------------------------------------------------


def test_a_temperature_divides_the_logits(rng):
    logits = rng.normal(size=(5, 7))
    for temperature in (0.5, 1, 4):
        np.testing.assert_allclose(compress.soften(softmax(logits), temperature), softmax(logits / temperature))


def test_the_loss_is_least_where_the_student_says_what_its_teacher_says(rng):
    teacher, student = softmax(rng.normal(size=(2, 6, 4)))
    loss = compress.distillation_loss(3.0)
    assert (loss(teacher, teacher) < loss(teacher, student)).all()
    entropy = -np.sum(compress.soften(teacher, 3.0) * np.log(compress.soften(teacher, 3.0)), axis=1)
    np.testing.assert_allclose(loss(teacher, teacher), 9 * entropy)
    certain = np.eye(4)[[0, 1, 2, 3, 0, 1]]
    assert np.isfinite(loss(certain, certain[::-1])).all()


@pytest.mark.keras
def test_a_student_learns_from_its_teacher_alone(lesson):
    student, images, labels = lesson
    teacher = np.where(labels[:, None] == np.arange(2), 0.9, 0.1).astype("float32")
    student.compile(load_keras().optimizers.Adam(0.05), compress.distillation_loss(2.0))
    for _ in range(40):
        student.train_on_batch(images, teacher)
    assert np.mean(student.predict_on_batch(images).argmax(axis=1) == labels) > 0.8


# --- what is no input -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bits", [2, 8, 16])
@pytest.mark.parametrize(
    "weights",
    [
        np.full((3, 2), 0.25, "float32"),
        np.zeros((3, 2)),
        np.full((3, 2), 1e-45, "float32"),  # the smallest number above 0
        np.full((3, 2), 1.9e-43, "float32"),
        np.full((3, 2), 3e38, "float32"),
        np.array([[-128, 0], [127, 1]], "int8"),
        np.array([[0.001, 2.0]], "float16"),
        np.array([[7.0]]),
    ],
)
def test_extreme_weights_come_back_within_half_a_scale(weights, bits):
    numbers, scale = compress.quantise(weights, bits)
    assert np.abs(numbers.astype(int)).max() <= 2 ** (bits - 1) - 1
    assert (scale > 0).all()
    assert (np.abs(numbers * scale.astype(float) - weights) <= scale.astype(float) / 2 * 1.001).all()


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: compress.prune([1.0, np.nan], 0.5), ValueError, "weights must be finite"),
        (lambda: compress.prune([1.0], 1.5), ValueError, "share must"),
        (lambda: compress.quantise([1.0], 1), ValueError, "bits must"),
        (lambda: compress.quantise([1.0], 17), ValueError, "bits must .* got 17: 8 is usual"),
        (lambda: compress.quantise(1.0), ValueError, r"weights must have shape \(..., n_out\) and not be empty, got \(\)"),
        (lambda: compress.quantise(np.zeros((4, 0))), ValueError, r"not be empty, got \(4, 0\): give a layer's kernel"),
        (lambda: compress.quantise(np.zeros((0, 4))), ValueError, r"not be empty, got \(0, 4\): give a layer's kernel"),
        (lambda: compress.quantise([np.nan]), ValueError, "weights must be finite"),
        (lambda: compress.quantise([[1.0], [2.0]], 4, inputs=[[1.0]]), ValueError, "inputs must have shape"),
        (lambda: compress.share_weights([1.0, 2.0], 0), ValueError, "n_values must"),
        (lambda: compress.entropy([0, 0]), ValueError, "counts must say how often each symbol comes, got none above 0"),
        (lambda: compress.code_words([-1, 2]), ValueError, "counts must lie in"),
        (lambda: compress.encode([0, 2], ["0", "1"]), ValueError, "symbols must lie in 0 to 1"),
        (lambda: compress.encode([0, 1], ["0", ""]), ValueError, "words must have one for every symbol, got none for 1"),
        (lambda: compress.encode([1, 1], ["", ""]), ValueError, "words must have one for every symbol, got none for 1"),
        (lambda: compress.encode([0, 0], ["", "1"]), ValueError, "words must have one for every symbol, got none for 0"),
        (lambda: compress.decode(b"@", ["0", "10"], 9), ValueError, "content must hold 9 symbols, but ends after 7"),
        (lambda: compress.decode("@", ["0", "10"], 1), TypeError, "content must be a bytes"),
        (lambda: compress.soften([0.5, 0.5], 0), ValueError, "temperature must"),
        (lambda: compress.soften(0.5, 2), ValueError, "probabilities must have shape"),
        (
            lambda: compress.soften([-2.0, 5.0], 2),
            ValueError,
            r"probabilities must lie in \[0, 1\], got values from -2 to 5",
        ),
        (lambda: compress.soften([np.nan, 0.5], 2), ValueError, "probabilities must be finite"),
        (
            lambda: compress.distillation_loss()([[0.5, 0.5]], [[1.0]]),
            ValueError,
            "student must .* the shape of the teacher's",
        ),
        (lambda: compress.distillation_loss()([0.5, 0.5], [0.5, 0.5]), ValueError, "teacher must have shape"),
        (lambda: compress.distillation_loss()([[1, 0]], [[0.5, 0.5]]), TypeError, "teacher must be floating point"),
        (lambda: compress.distillation_loss(-1), ValueError, "temperature must"),
        (lambda: compress.save("no.npz", [1.0]), TypeError, "arrays must be a dict"),
        (lambda: compress.save("no.npz", {"a": [np.inf]}), ValueError, "array 'a' must be finite"),
    ],
)
def test_what_is_no_input_is_named(call, error, words):
    with pytest.raises(error, match=words):
        call()
