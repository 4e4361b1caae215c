"""Draw every figure of `imagen_course.plots` on one page, `docs/figures.md`, at the size that a lesson shows it.

The page shows all of them, too, as those see them who lack one kind of cones: a switch for the eye, without a script. To get
each so as a file, and to look at it elsewhere:

    python tools/contact_sheet.py                       # writes docs/figures.md
    python tools/contact_sheet.py --simulate FOLDER     # an SVG of each figure, as it is and as it is seen
"""

import argparse
import base64
import html
import io
import re
from pathlib import Path

import numpy as np
from PIL import Image

from imagen_course import (
    captions,
    datasets,
    distribute,
    explain,
    files,
    formulas,
    network,
    photographs,
    plots,
    regions,
    scenes,
    segment,
)
from imagen_course.generate import denoising, diffusion
from imagen_course.generate.dense import dirac_gan, follow, ring
from imagen_course.plots import colours
from imagen_course.worlds import composites

PAGE = Path(__file__).parents[1] / "docs" / "figures.md"
KINDS = ("deuteranopia", "protanopia")
EDGES = np.array([[-1, 0, 1]] * 3, float)
DATA = re.compile(r"data:image/(png|jpeg|webp);base64,([^']+)")
HEAD = """# The figures

Every figure of `imagen_course.plots`, at the size that a lesson shows it; `python tools/contact_sheet.py` draws this page.
A figure follows the theme of the page: try the dark one. What a figure says by colour it also says by a word, a number
or a form. About one man in twelve sees red and green less well; the switch shows all figures as two kinds of such eyes do
(Machado, Oliveira and Fernandes 2009).

"""


def cat():
    """A cat's eye and nose, 150 pixels a side."""
    return datasets.photograph("chelsea")[:, 75:375][::2, ::2]


def eye():
    return datasets.photograph("chelsea")[30:190, 90:250]


def convolved(kernel):
    return formulas.conv2d(cat().mean(axis=-1)[None, ..., None], kernel[..., None, None])[0, ..., 0]


TABLE = np.array([[3, 1, 4, 1], [5, 9, 2, 6], [5, 3, 5, 8]])


def array_axes():
    return plots.array_axes(TABLE, axis=0)


def broadcasting():
    return plots.broadcasting([[0], [10], [20]], [1, 2, 3, 4])


def indexing():
    return plots.indexing(TABLE, np.s_[1:, ::2], words="a[1:, ::2]")


def indexing_by_a_mask():
    return plots.indexing(TABLE, TABLE > 4, words="a[a > 4]")


def correlation():
    picture = np.array([[1, 1, 5, 5, 5], [1, 1, 5, 5, 5], [1, 1, 1, 5, 5], [1, 1, 1, 5, 5], [1, 1, 1, 1, 5]])
    return plots.correlation(picture, EDGES, place=4)


def correlation_with_padding_and_stride():
    return plots.correlation(np.arange(25).reshape(5, 5) % 7, EDGES, place=5, stride=2, padding=1)


def correlation_with_dilation():
    return plots.correlation(np.arange(49).reshape(7, 7) % 6, EDGES, place=4, dilation=2)


def pooling():
    return plots.pooling(np.random.default_rng(0).integers(0, 10, (6, 8)), 2)


def pooling_gradient():
    feature_map = np.random.default_rng(0).integers(0, 10, (4, 6))
    return plots.pooling_gradient(feature_map, [[1, -2, 0.5], [3, 1, -1]])


def channels():
    rng = np.random.default_rng(1)
    return plots.channels(rng.integers(0, 6, (4, 5, 3)), rng.integers(-1, 2, (3, 3, 3, 2)), place=1)


def signed_maps():
    titles = ["the photograph", "right minus left", "below minus above"]
    return plots.signed_maps([convolved(EDGES), convolved(EDGES.T)], image=cat().mean(axis=-1), titles=titles)


def attributions():
    """Why this is "red": the fall of a score where a window hides a part, and edges, which do not know the score."""
    drawn = composites.generate(1, ["fox", "owl", "rocket"], size=32, seed=3, n_objects=3)
    edges = np.abs(np.gradient(drawn.images.mean(axis=-1), axis=2))
    fall = explain.occlusion(
        lambda images: (images[..., 0] - images[..., 2]).sum(axis=(1, 2)), drawn.images, size=4, stride=2
    )
    seen = "three drawings: a score sees the red of one, edges see all"
    return plots.attributions(
        drawn.images[0], [fall[0], edges[0]], titles=["occlusion", "edges"], reason=drawn.masks[0] == 1, seen=seen
    )


def feature_maps():
    stages = (1, 2, 3, 5)
    maps = photographs.maps(cat()[None].astype("float32"), stages=stages)
    return plots.feature_maps(cat(), [of_stage[0] for of_stage in maps], names=[f"stage {stage}" for stage in stages])


def architecture():
    layers = [network.Conv2D(1, 8, seed=0), network.ReLU(), network.Pool2D(2), network.Conv2D(8, 16, seed=1), network.ReLU()]
    layers += [network.Pool2D(2), network.Flatten(), network.Dense(400, 10, seed=2)]
    return plots.architecture(network.Network(layers), input_shape=(28, 28, 1))


def residual_block():
    x = np.maximum(convolved(np.full((3, 3), 1 / 9)) - 0.5, 0)
    return plots.residual_block(x, 0.15 * convolved(EDGES))


def receptive_field():
    layers = [
        plots.Window(*layer) for layer in (("conv 3", 3), ("conv 3", 3), ("pool 2", 2, 2), ("conv 3", 3), ("conv 3", 3))
    ]
    return plots.receptive_field(
        [*layers, plots.Window("pool 2", 2, 2), plots.Window("conv 3", 3)], image=eye()[50:98, 10:58]
    )


def attention():
    drawn = scenes.arrange([captions.parse("a red circle above a green triangle")], seed=3)
    cells = drawn.masks[0].reshape(8, 4, 8, 4).mean(axis=(1, 3))  # codes: 0 ground, 1 circle, 3 triangle
    scores = np.stack([1 - cells, 2 * (cells == 1), 2.0 * (cells == 3)], axis=-1).reshape(64, 3)
    return plots.attention(drawn.images[0], formulas.softmax(2 * scores), ["(start)", "circle", "triangle"], place=44)


def neuron():
    return plots.neuron([0.5, 1.0, -0.4], [1.2, -0.8, -2.0], bias=0.6)


def dense():
    digits = datasets.load("digits")
    images, labels = digits.train_images[..., 0], digits.train_labels
    templates = np.stack([images[labels == digit].mean(axis=0) for digit in range(10)], axis=-1)  # (8, 8, 10)
    templates -= images.mean(axis=0)[..., None]
    bias = -0.5 * (
        np.square(templates + images.mean(axis=0)[..., None]).sum(axis=(0, 1)) - np.square(images.mean(axis=0)).sum()
    )
    picture = digits.test_images[np.flatnonzero(digits.test_labels == 3)[0], ..., 0]
    return plots.dense(picture, templates, bias=bias, unit=3, seen="a handwritten 3 and the template of the class 3")


def softmax():
    scores = [-0.77, -2.11, -0.6, 1.35, -3.17, -0.95, -2.56, -1.11, -0.92, 0.96]
    return plots.softmax(scores, seen="the scores of a handwritten 3")


def softmax_at_a_low_temperature():
    scores = [-0.77, -2.11, -0.6, 1.35, -3.17, -0.95, -2.56, -1.11, -0.92, 0.96]
    return plots.softmax(scores, temperature=0.3, seen="the scores of a handwritten 3, divided by 0.3")


def chain():
    forward = [
        ("× w₁", 1.0, 0.5, "w₁", 2.0),
        ("+ b", 1.5, 1.0, "b", 1.0),
        ("ReLU", 1.5, 1.0),
        ("× w₂", -3.0, -2.0, "w₂", 1.5),
    ]
    return plots.chain(2.0, [plots.Operation(*step) for step in [*forward, ("(y − t)²", 16.0, -8.0)]])


def loss_landscape():
    def loss(a, b):
        return (a - 1) ** 2 + 6 * (b + 0.3 * a**2 - 0.5) ** 2

    path = [np.array([-1.8, 1.6])]
    for _ in range(25):
        a, b = path[-1]
        bend = 12 * (b + 0.3 * a**2 - 0.5)
        path.append(path[-1] - 0.07 * np.array([2 * (a - 1) + 0.6 * a * bend, bend]))
    return plots.loss_landscape(loss, path, across=(-2.5, 2.5), up=(-2, 2))


def loss_valley():
    path = 3 - 3 * (-0.8) ** np.arange(9)
    return plots.loss_landscape(lambda w: (w - 3) ** 2, path, across=(-1, 7), labels=("weight", ""))


def learning_curves():
    epoch = np.arange(1, 101)
    validation = 2 * np.exp(-epoch / 15) + 0.35 + 0.006 * np.maximum(epoch - 25, 0) + 0.02 * np.sin(epoch)
    return plots.learning_curves(2 * np.exp(-epoch / 18) + 0.05, validation)


def confusion():
    counts = [[40, 3, 0, 1, 2], [5, 30, 1, 0, 0], [0, 2, 44, 0, 0], [1, 0, 0, 41, 6], [0, 0, 3, 9, 33]]
    return plots.confusion(counts, scenes.CLASSES)


def _scores():
    rng = np.random.default_rng(0)
    scores = np.concatenate([rng.normal(0.35, 0.15, 200), rng.normal(0.62, 0.15, 60)])
    return np.repeat([0, 1], [200, 60]), scores.clip(0, 1)


def roc_curve():
    return plots.roc_curve(*_scores(), threshold=0.5)


def precision_recall_curve():
    return plots.precision_recall_curve(*_scores(), threshold=0.6)


def jury():
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 5, 20)
    votes = np.where(rng.random((7, 20)) < 0.65, truth, rng.integers(0, 5, (7, 20)))
    return plots.jury(votes, truth, scenes.CLASSES)


def weight_histogram():
    weights = np.random.default_rng(0).normal(size=4000)
    return plots.weight_histogram(weights, threshold=0.8, title="pruning by magnitude")


def code_tree():
    return plots.code_tree([3, 9, 40, 90, 44, 11, 2], names=["−3", "−2", "−1", "0", "1", "2", "3"])


def data_split():
    return plots.data_split([700, 178, 220], ["training set", "validation set", "test set"], folds=5)


def dot_plot():
    rng = np.random.default_rng(0)
    runs = {"no cure": rng.normal(24, 3, 10), "L2": rng.normal(16, 2, 10), "dropout": rng.normal(17, 2.5, 10)}
    return plots.dot_plot(runs, label="test pictures classified wrong, %")


def confidence_intervals():
    shares = np.random.default_rng(0).binomial(100, 0.9, 30) / 100
    half = 1.96 * np.sqrt(shares * (1 - shares) / 100)
    return plots.confidence_intervals(
        np.transpose([shares - half, shares + half]), values=shares, truth=0.9, label="accuracy"
    )


def reverse_process():
    turn = np.linspace(0, 1, 150)[:, None]
    spiral = (0.4 + 1.5 * turn) * np.hstack([np.cos(9 * turn), np.sin(9 * turn)])
    start, levels = np.random.default_rng(2).normal(size=(6, 1, 1, 2)), diffusion.levels(60)
    states = diffusion.sampling(denoising.of_examples(spiral[:, None, None]), start, levels)
    return plots.reverse_process(spiral, levels, np.stack([start, *(noisy for noisy, _ in states)])[:, :, 0, 0], step=45)


def four_answers():
    return plots.four_answers([-1.5, 0.6], [1.6, 1.8], 0.3, schedule="cosine")


def margin():
    from sklearn.svm import SVC

    rng = np.random.default_rng(0)
    points = np.concatenate([rng.normal([-1.4, -0.6], 0.8, (25, 2)), rng.normal([1.4, 0.6], 0.8, (25, 2))])
    signs = np.repeat([-1, 1], 25)
    svm = SVC(kernel="linear", C=0.3).fit(points, signs)
    return plots.margin(points, signs, svm.coef_[0], float(svm.intercept_[0]))


def decision_boundary():
    from sklearn.svm import SVC

    rng, signs = np.random.default_rng(0), np.repeat([1, -1], 30)
    turns, radii = rng.uniform(0, 2 * np.pi, 60), np.where(signs == 1, 0.4, 1.6) + rng.normal(size=60) * 0.25
    points = radii[:, None] * np.column_stack([np.cos(turns), np.sin(turns)])
    return plots.decision_boundary(points, signs, SVC(gamma=0.5).fit(points, signs).decision_function)


def gradient_histograms():
    return plots.gradient_histograms(eye(), cell=16, place=63)


def _keypoints(image):
    from skimage.feature import SIFT

    sift = SIFT()
    sift.detect_and_extract(image.mean(axis=-1))
    return sift


def keypoints():
    found = _keypoints(eye())
    return plots.keypoints(eye(), found.keypoints, found.sigmas, found.orientations, most=40)


def matches():
    from skimage.feature import match_descriptors

    image = eye()
    turned = np.rot90(image)
    one, other = _keypoints(image), _keypoints(turned)
    pairs = match_descriptors(one.descriptors, other.descriptors, cross_check=False)[::9]
    here, there = one.keypoints[pairs[:, 0]], other.keypoints[pairs[:, 1]]
    expected = np.stack([image.shape[1] - 1 - here[:, 1], here[:, 0]], axis=1)
    return plots.matches(image, turned, here, there, right=(np.hypot(*(expected - there).T) < 3).astype(int))


def clusters():
    """Five clusters of points, two of them with a part of what is a third one's."""
    centres = [[1, 1], [1, 5], [5, 1], [5, 5], [9, 3]]
    rng = np.random.default_rng(3)
    points = np.concatenate([rng.normal(centre, 0.5, (12, 2)) for centre in centres])
    return plots.clusters(points, list(segment.kmeans_steps(points, 5, seed=0)), step=3)


def overlap():
    image, (marked, names) = datasets.photograph("coffee"), datasets.markings("coffee")["things"]
    segments = regions.merge_regions(image, segment.slic(image, n_segments=600), threshold=12)
    cup = marked == names.index("cup")
    ours = segments == np.bincount(segments[cup]).argmax()
    return plots.overlap(image[::5, ::5], ours[::5, ::5], cup[::5, ::5], names=("the program", "the map"))


def point_clouds():
    points = ring(400)
    groups = np.round(np.arctan2(points[:, 1], points[:, 0]) * 4 / np.pi).astype(int) % 8
    drawn = np.random.default_rng(0).multivariate_normal(points.mean(axis=0), np.cov(points.T), 400)
    return plots.point_clouds({"real": points, "drawn by PCA": drawn}, real=points, groups={"real": groups})


def latent_plane():
    digits = datasets.load("digits")
    means = np.array([digits.train_images[digits.train_labels == c].mean(axis=0) for c in range(10)])
    angle = 2 * np.pi * np.arange(10) / 10
    centres = 1.6 * np.stack([np.cos(angle), np.sin(angle)], axis=1)

    def decode(z):
        weights = np.exp(-3 * ((z[:, None] - centres) ** 2).sum(axis=2))
        return np.tensordot(weights / weights.sum(axis=1, keepdims=True), means[..., 0], 1)

    labels = digits.test_labels[:100]
    codes = centres[labels] + np.random.default_rng(0).normal(0, 0.2, (100, 2))
    return plots.latent_plane(decode, codes, labels, n=9)


def vector_field():
    path = follow(dirac_gan, [1, 0], steps=300)
    return plots.vector_field(dirac_gan, {"a game": path}, labels=("g", "d"))


def named_regions():
    image = datasets.photograph("coffee")[::3, ::3]
    segments = regions.merge_regions(image, segment.slic(image, n_segments=80), threshold=20)
    names = [""] * (segments.max() + 1)
    places = {(13, 66): "cup", (50, 80): "espresso", (80, 30): "saucer", (86, 160): "saucer", (40, 180): "table"}
    for place, called in places.items():
        names[segments[place]] = called
    return plots.named_regions(image, segments, names)


def scene():
    """Four shapes of the procedural world, and their regions."""
    drawn = scenes.generate(1, seed=12, size=96, n_objects=4)
    return drawn, segment.slic(drawn.images[0], n_segments=40)


def named_boxes():
    drawn, _ = scene()
    names = [scenes.CLASSES[label] for label in drawn.box_labels[0]]
    return plots.named_boxes(drawn.images[0], drawn.boxes[0], names, scores=np.linspace(0.97, 0.61, len(names)))


def weak_labels():
    drawn, segments = scene()
    truth = [np.bincount(drawn.masks[0][segments == k], minlength=6).argmax() for k in range(segments.max() + 1)]
    rounds = np.tile(drawn.labels[0] + 1, (4, len(truth)))  # at first each region bears the name of the picture
    order = np.random.default_rng(0).permutation(len(truth))
    for i in (1, 2, 3):
        learnt = order[: len(truth) * i // 3]
        rounds[i, learnt] = np.array(truth)[learnt]
    return plots.weak_labels(drawn.images[0], segments, rounds, ("", *scenes.CLASSES), truth=truth)


def timeline():
    return plots.timeline(distribute.schedule(distribute.Costs(0.02, 0.01, 0.06), 90, 4, size=4))


# In the order of the lessons: what is drawn, and what is to be seen.
FIGURES = {
    array_axes: "An array, its axes, and what is left where one is summed up.",
    broadcasting: "Two arrays that are stretched to one shape.",
    indexing: "What a slice takes out of an array.",
    indexing_by_a_mask: "What a mask takes out of it.",
    correlation: "A kernel laid on a picture, nine products, their sum, the cell of the feature map.",
    correlation_with_padding_and_stride: "The same with padding and stride.",
    correlation_with_dilation: "The same with dilation.",
    pooling: "Max pooling: windows in the tint of their results, winners outlined.",
    pooling_gradient: "A gradient goes back to the winner of each window.",
    channels: "Several channels in, several feature maps out.",
    signed_maps: "Signed numbers: blue, white, orange, with a key.",
    attributions: "Maps that say why, beside the pixels that are the reason.",
    feature_maps: "Feature maps of each depth, on one photograph.",
    architecture: "A network from its own layers: sides and channels to scale, weights and products counted.",
    residual_block: "A residual block with the maps that pass through it.",
    receptive_field: "A receptive field, layer by layer, and on a photograph.",
    attention: "Attention: what one place of a picture looks at.",
    neuron: "A neuron.",
    dense: "A dense layer: a template for each class, what speaks for it and against it, scores, probabilities.",
    softmax: "Softmax: scores, their powers, and what share of the sum each of these is.",
    softmax_at_a_low_temperature: "The same scores at a low temperature.",
    chain: "A chain of operations: values forward, gradients backward.",
    loss_landscape: "A loss landscape, and gradient descent on it.",
    loss_valley: "The same with one weight.",
    learning_curves: "Training set and validation set, and where overfitting begins.",
    confusion: "A confusion matrix, its errors bright.",
    roc_curve: "A threshold, the four outcomes, the ROC curve.",
    precision_recall_curve: "A threshold, the four outcomes, the precision-recall curve.",
    jury: "The votes of a jury.",
    weight_histogram: "Weights, and which of them a threshold leaves out.",
    code_tree: "Huffman's tree, and the words that are read down its branches.",
    data_split: "Training, validation and test set, and the folds of a cross-validation.",
    dot_plot: "How far apart the results of several runs lie.",
    confidence_intervals: "Confidence intervals, those bright that miss the truth.",
    reverse_process: "Diffusion: where noisy points lie, the score, and paths from noise to the examples.",
    four_answers: "A noise schedule, and velocity and score at a noisy point.",
    margin: "Margin, street and support vectors.",
    decision_boundary: "The street of an SVM with a kernel.",
    gradient_histograms: "HOG: the directions of the edges in each cell.",
    keypoints: "SIFT: keypoints with scale and orientation.",
    matches: "Matches between a picture and its turned copy.",
    clusters: "k-means, step by step: points join their nearest centroid, centroids move.",
    overlap: "Intersection over union: what two regions share, and what one has alone.",
    named_regions: "Regions with their names, the photograph still to be seen.",
    named_boxes: "Boxes that do not hide each other.",
    weak_labels: "Weak labels, round by round.",
    point_clouds: "Points that a generator has drawn, over the real ones.",
    latent_plane: "A latent space of two numbers: what each place is decoded to, and where real pictures lie.",
    vector_field: "Where a game of two networks moves, and the way that it takes.",
    timeline: "What workers do and when; they wait for the one process that collects.",
}


def simulated(svg, kind):
    """A figure as eyes without one kind of cones see it: its colours, and the pixels of its pictures."""

    def picture(found):
        pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(found[2]))).convert("RGB")) / 255
        buffer = io.BytesIO()
        Image.fromarray(np.round(255 * colours.simulated(pixels, kind)).astype("uint8")).save(buffer, found[1])
        return f"data:image/{found[1]};base64,{base64.b64encode(buffer.getvalue()).decode()}"

    return re.sub(r"#[0-9a-f]{6}\b", lambda found: colours.simulated(found[0], kind), DATA.sub(picture, svg))


def switch():
    """The switch between eyes: a filter for each kind, in linear light as the matrices are meant."""
    filters = "".join(
        f'<filter id="{kind}" color-interpolation-filters="linearRGB"><feColorMatrix values="'
        + " ".join(f"{x:g} {y:g} {z:g} 0 0" for x, y, z in colours.MISSING[kind])
        + ' 0 0 0 1 0"/></filter>'
        for kind in KINDS
    )
    rules = "".join(f".sheet:has(#as-{kind}:checked) img.figure {{ filter: url(#{kind}) }} " for kind in KINDS)
    choices = "".join(
        f'<label style="margin-right: 1.5em"><input type="radio" name="eyes" id="as-{kind}"{checked}> {kind}</label>'
        for kind, checked in (("usual", " checked"), *((kind, "") for kind in KINDS))
    )
    hidden = f'<svg width="0" height="0" style="position: absolute" aria-hidden="true">{filters}</svg>'
    return f"{hidden}<style>{rules}</style><fieldset><legend>eyes</legend>{choices}</fieldset>"


def lighter(html):
    """The same page, its pictures in less room: what was drawn with the same pixels, photographs as near as one sees."""

    def picture(found):
        image = Image.open(io.BytesIO(base64.b64decode(found[2])))
        image.save(buffer := io.BytesIO(), "webp", method=6, lossless=found[1] == "png", quality=85)
        return f"data:image/webp;base64,{base64.b64encode(buffer.getvalue()).decode()}"

    return DATA.sub(picture, html)


def page():
    """The whole page."""
    shown = "".join(
        f'<div style="margin: 3em 0">{lighter(draw()._repr_html_())}'
        f"<p><code>plots.{name(draw)}</code>. {html.escape(words)}</p></div>"
        for draw, words in FIGURES.items()
    )
    return f'{HEAD}<div class="sheet">{switch()}{shown}</div>\n'


def name(draw):
    """The figure of `plots` that a function of this file draws."""
    known = [figure for figure in plots.__all__ if draw.__name__.startswith(figure)]
    return max(known, key=len) if known else "loss_landscape"


def main():
    """Draw the page, or the files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--simulate", metavar="FOLDER", type=Path)
    folder = parser.parse_args().simulate
    if folder is None:
        files.write(PAGE, page().encode())
        return
    folder.mkdir(parents=True, exist_ok=True)
    for draw in FIGURES:
        svg = draw().svg
        files.write(folder / f"{draw.__name__}.svg", svg.encode())
        for kind in KINDS:
            files.write(folder / f"{draw.__name__}_{kind}.svg", simulated(svg, kind).encode())


if __name__ == "__main__":
    main()
