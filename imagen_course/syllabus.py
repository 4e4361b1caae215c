"""The lessons in order: the one place that numbers them.

A lesson is called by its *slug* everywhere else: in ``begin("convolution")``, in the file of its exercises, in the record
of a student's progress. Its number is its place in `LESSONS`, its *name* is both, ``"02_convolution"``, as its notebook's file is
called. After a change here, ``python tools/renumber.py`` brings file names, headings, links and tables in line.
"""

from typing import NamedTuple

__all__ = ["FORMER_NUMBERS", "LESSONS", "SUCCESSORS", "Lesson", "name", "number", "part", "slug", "title"]


class Lesson(NamedTuple):
    """A lesson of the course.

    Parameters
    ----------
    slug : str
        What it is called in code and in files; it never changes.
    title : str
        What it is called in prose.
    part : str
        The part of the course it belongs to.
    outcome : str
        What a student can do afterwards.
    needs : tuple of str
        The slugs of the lessons it builds on directly.
    framework : {"none", "last section", "needed"}
        Where it computes with Keras: all of a lesson but its last section can do without, too.

    Examples
    --------
    >>> Lesson("convolution", "Convolution", "Formulas", "compute one by hand").needs
    ()
    """

    slug: str
    title: str
    part: str
    outcome: str
    needs: tuple = ()
    framework: str = "none"


_FORMULAS, _NETWORKS, _PIPELINE = "Formulas", "Networks", "The pipeline"
_MAKING, _FURTHER = "Making pictures", "Further"

LESSONS = (
    Lesson(
        "start_here",
        "Start here",
        _FORMULAS,
        "draw what a sentence says, work a lesson in its four moves, know where the course leads: a poster of your own",
    ),
    Lesson(
        "a_picture_is_an_array",
        "A picture is an array",
        _FORMULAS,
        "crop, turn and mask pictures as arrays, spot the traps of their types, and make a sheet of 25 of your own photograph",
        needs=("start_here",),
    ),
    Lesson(
        "convolution",
        "Convolution",
        _FORMULAS,
        "compute a convolution, tell its size and its cost beforehand, design kernels: a photograph as a pencil drawing",
        needs=("a_picture_is_an_array",),
    ),
    Lesson(
        "pooling",
        "Pooling",
        _FORMULAS,
        "say what each pool keeps and loses, name three reasons for pooling, build a pool that a shift of one pixel changes gently",
        needs=("convolution",),
    ),
    Lesson(
        "dense_and_softmax",
        "Fully connected layers and softmax",
        _FORMULAS,
        "make scores, probabilities and a price for them; build a classifier of digits that is as sure as it is right",
        needs=(
            "convolution",
            "pooling",
        ),
    ),
    Lesson(
        "learning",
        "Learning",
        _FORMULAS,
        "follow a gradient backwards through a chain, check it, and build a chain of your own",
        needs=(
            "convolution",
            "pooling",
            "dense_and_softmax",
        ),
    ),
    Lesson(
        "a_network_of_your_own",
        "A network of your own",
        _FORMULAS,
        "train a network of NumPy layers on handwritten digits, judge its curves, and let it read a digit that you draw",
        needs=(
            "dense_and_softmax",
            "learning",
        ),
    ),
    Lesson(
        "a_cnn_in_keras",
        "A CNN in Keras",
        _NETWORKS,
        "type a CNN in Keras, count it, watch it learn, look at its mistakes, and know on which device it runs",
        needs=(
            "convolution",
            "pooling",
            "a_network_of_your_own",
        ),
        framework="needed",
    ),
    Lesson(
        "deep_networks",
        "Deep networks",
        _NETWORKS,
        "tell what a deep layer sees, what AlexNet, VGG, ResNet and DenseNet cost, and build a block that lets thirty layers learn",
        needs=(
            "a_network_of_your_own",
            "a_cnn_in_keras",
        ),
        framework="last section",
    ),
    Lesson(
        "trained_well",
        "Trained well",
        _NETWORKS,
        "read the curves of a training, find the cause of a bad one, and mend it by regularisation",
        needs=(
            "dense_and_softmax",
            "a_network_of_your_own",
        ),
        framework="last section",
    ),
    Lesson(
        "judged_well",
        "Judged well",
        _NETWORKS,
        "judge a classifier by its confusion matrix, curves and intervals, choose without a leak, and set a threshold by its price",
        needs=("trained_well",),
    ),
    Lesson(
        "photographs",
        "Photographs",
        _NETWORKS,
        "teach a pretrained network classes of your own from ten pictures each, find its worst mistakes, let it refuse what is unknown",
        needs=(
            "dense_and_softmax",
            "judged_well",
        ),
        framework="last section",
    ),
    Lesson(
        "regions_by_clustering",
        "Regions by clustering",
        _PIPELINE,
        "segment a picture by k-means and SLIC, score a segmentation against several maps, and propose boxes",
        needs=("a_picture_is_an_array",),
    ),
    Lesson(
        "feature_vectors",
        "Feature vectors",
        _PIPELINE,
        "turn a picture into a vector, score a search, match keypoints, measure what a feature ignores, and read a map of points",
        needs=(
            "convolution",
            "regions_by_clustering",
        ),
    ),
    Lesson(
        "faces_sounds_words",
        "Faces, sounds, words",
        _PIPELINE,
        "find a face in a photograph, tell people, sounds and words apart by a distance, and choose a threshold that holds",
        needs=(
            "judged_well",
            "feature_vectors",
        ),
    ),
    Lesson(
        "support_vectors",
        "Support vectors",
        _PIPELINE,
        "say which points decide, compare a line with a curve fairly, make probabilities of scores, teach a classifier by clicks",
        needs=(
            "judged_well",
            "regions_by_clustering",
            "feature_vectors",
        ),
    ),
    Lesson(
        "votes",
        "Votes",
        _PIPELINE,
        "count votes by heads, by area and as probabilities, say when many weak voters beat one, build a vote that survives shared errors",
        needs=(
            "regions_by_clustering",
            "feature_vectors",
            "support_vectors",
        ),
    ),
    Lesson(
        "the_whole_pipeline",
        "The whole pipeline",
        _PIPELINE,
        "segment a picture, describe and classify its regions, count their votes: one object that classifies, segments and detects",
        needs=(
            "judged_well",
            "regions_by_clustering",
            "feature_vectors",
            "support_vectors",
            "votes",
        ),
    ),
    Lesson(
        "by_chance_and_by_rule",
        "By chance and by rule",
        _MAKING,
        "make terrain and textures of layered noise, draw fractals, automata, plants and scenes by rule, and say what a measure of pictures cannot see",
        needs=(
            "a_picture_is_an_array",
            "convolution",
        ),
    ),
    Lesson(
        "by_learning",
        "By learning",
        _MAKING,
        "write a VAE's loss and a GAN's two updates, train both in seconds, judge them by four figures, walk from a fox to a cat",
        needs=(
            "a_network_of_your_own",
            "by_chance_and_by_rule",
        ),
        framework="last section",
    ),
    Lesson(
        "from_noise_to_a_picture",
        "From noise to a picture",
        _MAKING,
        "sample a picture from noise, train a denoiser of your own, and say what chance and the number of steps do on the way",
        needs=(
            "dense_and_softmax",
            "learning",
            "by_chance_and_by_rule",
            "by_learning",
        ),
        framework="needed",
    ),
    Lesson(
        "from_words_to_a_picture",
        "From words to a picture",
        _MAKING,
        "guide a sampler by words, measure how often its pictures show what was said, draw what nobody has drawn, and find copies",
        needs=(
            "dense_and_softmax",
            "judged_well",
            "feature_vectors",
            "from_noise_to_a_picture",
        ),
        framework="needed",
    ),
    Lesson(
        "every_pixel_and_every_box",
        "Every pixel and every box",
        _FURTHER,
        "turn a classifier into a network that names every pixel, find things by their centres, and judge boxes by mAP",
        needs=(
            "a_cnn_in_keras",
            "deep_networks",
            "judged_well",
            "the_whole_pipeline",
        ),
        framework="needed",
    ),
    Lesson(
        "in_another_hand",
        "In another hand",
        _FURTHER,
        "write instance normalisation and a Gram matrix, and draw a photograph of your own in another hand",
        needs=(
            "convolution",
            "learning",
            "photographs",
        ),
        framework="needed",
    ),
    Lesson(
        "smaller",
        "Smaller",
        _FURTHER,
        "make a network smaller by pruning, quantisation, coding and distillation, and say what each costs",
        needs=(
            "a_network_of_your_own",
            "judged_well",
            "from_words_to_a_picture",
        ),
        framework="needed",
    ),
    Lesson(
        "why",
        "Why",
        _FURTHER,
        "say why a network said what it said, by six methods, and which of them lies",
        needs=(
            "learning",
            "a_cnn_in_keras",
            "judged_well",
            "photographs",
        ),
        framework="needed",
    ),
    Lesson(
        "many_machines",
        "Many machines",
        _FURTHER,
        "run the pipeline over a folder on many workers, say what does not scale, and lose nothing when a worker dies",
        needs=(
            "faces_sounds_words",
            "the_whole_pipeline",
        ),
        framework="last section",
    ),
)

SUCCESSORS = {"trained_well_judged_well": ("trained_well", "judged_well")}
"""What a lesson that is no more has become: its slug, and the slugs of those that took its place, none if it was dropped."""

FORMER_NUMBERS = {
    "00": "start_here",
    "01": "a_picture_is_an_array",
    "02": "convolution",
    "03": "pooling",
    "04": "dense_and_softmax",
    "05": "learning",
    "06": "a_cnn_in_keras",
    "07": "trained_well_judged_well",
    "08": "regions_by_clustering",
    "09": "feature_vectors",
    "10": "support_vectors",
    "11": "the_whole_pipeline",
    "12": "by_chance_and_by_rule",
    "13": "by_learning",
    "14": "from_words_to_a_picture",
}
"""The slugs of what the first versions called by number, in records of progress and in notebooks: these never change."""


def number(slug):
    """Return the number of a lesson, its place in the course, counted from 0.

    Parameters
    ----------
    slug : str

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If no lesson is called so.

    Examples
    --------
    >>> number("convolution")
    2
    """
    return _slugs().index(_known(slug))


def name(slug):
    """Return the name of a lesson, which is its notebook's without the ending.

    Parameters
    ----------
    slug : str

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If no lesson is called so.

    Examples
    --------
    >>> name("convolution")
    '02_convolution'
    """
    return f"{number(slug):02}_{slug}"


def slug(name):
    """Return the slug in the name of a lesson, of today's or of an earlier version's.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> slug("02_convolution")
    'convolution'
    """
    return name.partition("_")[2]


def title(slug):
    """Return the title of a lesson.

    Parameters
    ----------
    slug : str

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If no lesson is called so.

    Examples
    --------
    >>> title("dense_and_softmax")
    'Fully connected layers and softmax'
    """
    return LESSONS[number(slug)].title


def part(title):
    """Return what a part of the course is called in headings: its number, and its title.

    Parameters
    ----------
    title : str

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If no part is called so.

    Examples
    --------
    >>> part("The pipeline")
    'Part III, The pipeline'
    """
    titles = list(dict.fromkeys(lesson.part for lesson in LESSONS))
    if title not in titles:
        raise ValueError(f"there is no part {title!r}, there are {', '.join(titles)}")
    return f"Part {('I', 'II', 'III', 'IV', 'V')[titles.index(title)]}, {title}"


def _slugs():
    return [lesson.slug for lesson in LESSONS]


def _known(slug):
    if slug not in _slugs():
        raise ValueError(f"there is no lesson {slug!r}, there are {', '.join(_slugs())}")
    return slug
