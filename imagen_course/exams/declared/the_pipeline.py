"""Questions on the part The pipeline: regions, feature vectors, support vectors, votes, boxes."""

import numpy as np

from imagen_course.exams.arithmetic import terms, written
from imagen_course.exams.drawing import code, number
from imagen_course.exams.texts import listed, table
from imagen_course.exercises.declared.faces_sounds_words import cosine_similarity
from imagen_course.exercises.declared.feature_vectors import orientation_histogram
from imagen_course.exercises.declared.regions_by_clustering import nearest_centroid
from imagen_course.exercises.declared.support_vectors import hinge
from imagen_course.exercises.declared.the_whole_pipeline import box_overlap
from imagen_course.exercises.declared.votes import condorcet

__all__ = ["KINDS"]

KINDS = []  # the decorators fill it


@number("regions_by_clustering", steps=3)
def inertia_after_one_step(draw, way):
    """A step of k-means, and its inertia."""
    dark, light = sorted(draw.sample(range(5, 37), 2)), sorted(draw.sample(range(65, 99), 3))
    start = [draw.randint(0, 30), draw.randint(75, 99)]
    first = way(f"({terms(dark)}) / 2")
    second = way(f"({terms(light)}) / 3")
    squares = [f"({grey} - {written(mean)}) ** 2" for greys, mean in ((dark, first), (light, second)) for grey in greys]
    way(" + ".join(squares))
    greys = np.array([*dark, *light], float)[:, None]
    text = f"Five pixels have the grey values {listed([*dark, *light])}. Two centroids start at {listed(start)}. k-means gives each pixel to its nearest centroid, and then moves each centroid to the mean of its pixels.\n\nWhat is the inertia now?"
    labels = nearest_centroid(greys, np.array(start, float)[:, None])
    means = np.array([greys[labels == k].mean() for k in (0, 1)])
    away = greys[:, 0] - means[labels]
    wrong = {
        "the centroids have not moved": float(np.sum((greys[:, 0] - np.array(start)[labels]) ** 2)),
        "the distances are not squared": float(np.abs(away).sum()),
        "it is divided by the number of pixels": float(np.mean(away**2)),
        "all pixels have one centroid": float(np.sum((greys - greys.mean()) ** 2)),
        "the root is taken": float(np.sqrt(np.sum(away**2))),
    }
    return text, float(np.sum(away**2)), wrong


@number("the_whole_pipeline", steps=2)
def overlap_of_two_boxes(draw, way):
    """The IoU of two boxes."""
    top, left = draw.randint(0, 20), draw.randint(0, 20)
    height, width = draw.randint(20, 40), draw.randint(20, 40)
    a = (top, left, top + height, left + width)
    down, right = draw.randint(3, 15), draw.randint(3, 15)
    b = (top + down, left + right, top + height + draw.randint(1, 20), left + width + draw.randint(1, 20))
    shared = way(f"({a[2]} - {b[0]}) * ({a[3]} - {b[1]})")
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    way(f"{shared} / ({areas[0]} + {areas[1]} - {shared})")
    text = f"Two boxes, each as (top, left, bottom, right): {a} and {b}. Bottom and right do not belong to a box.\n\nWhat is their IoU, the intersection over the union?"
    inclusive = (a[2] - b[0] + 1) * (a[3] - b[1] + 1)
    wider = [(box[2] - box[0] + 1) * (box[3] - box[1] + 1) for box in (a, b)]
    wrong = {
        "the intersection is counted twice in the union": shared / sum(areas),
        "it is divided by the larger box alone": shared / max(areas),
        "it is divided by the smaller box alone": shared / min(areas),
        "bottom and right are taken to belong to a box": inclusive / (sum(wider) - inclusive),
        "the union is not divided by": shared,
    }
    return text, box_overlap(a, b), wrong


@number("feature_vectors", steps=2)
def entry_of_a_histogram(draw, way):
    """A bin of a histogram of oriented gradients."""
    while True:
        down, right = ([draw.choice([-1, 1]) * draw.randint(1, 12) for _ in range(3)] for _ in range(2))
        bins = (np.degrees(np.arctan2(down, right)) % 180 // 45).astype(int)
        inside = [place for place in range(3) if np.sum(bins == bins[place]) == 2]
        if inside and all(abs(one) != abs(other) for one, other in zip(down, right, strict=True)):
            break
    wanted = int(bins[inside[0]])
    one, other = (f"sqrt({written(down[place])} ** 2 + {written(right[place])} ** 2)" for place in inside)
    first = way(one)
    way(f"{first} + {other}")
    text = (
        f"Three pixels of a cell have these gradients, a column a pixel: how fast it grows brighter downwards in the first row, to the right in the "
        f"second.\n\n{table([down, right])}\n\nA histogram of orientations has four bins of 45 degrees, from 0 to 180; opposite "
        f"directions count as one, and 0 degrees is to the right. What does it hold in bin {wanted}, counted from 0?"
    )
    lengths = np.hypot(down, right)
    wrong = {
        "gradients are counted, not their lengths added": 2,
        "all three lengths are added": float(lengths.sum()),
        "the squares of the lengths are added": float(sum(lengths[inside] ** 2)),
        "only one of the two gradients is found": float(lengths[inside[0]]),
        "the mean of the two lengths": float(lengths[inside].mean()),
    }
    return text, float(orientation_histogram(np.array(down), np.array(right), 4)[wanted]), wrong


@number("faces_sounds_words", steps=2)
def cosine_of_two_vectors(draw, way):
    """A cosine similarity."""
    a, b = ([draw.choice([-1, 1, 1]) * draw.randint(1, 9) for _ in range(3)] for _ in range(2))
    dot = way(terms(a, b))
    lengths = " * ".join(f"sqrt({terms(vector, vector)})" for vector in (a, b))
    way(f"{written(dot)} / ({lengths})")
    text = f"Two pictures have the feature vectors ({', '.join(map(str, a))}) and ({', '.join(map(str, b))}).\n\nWhat is their cosine similarity?"
    one, other = np.array(a, float), np.array(b, float)
    right = float(cosine_similarity(one, other))
    wrong = {
        "the vectors are not brought to length 1": float(one @ other),
        "it is the distance between them": float(np.linalg.norm(one - other)),
        "the roots are forgotten": float(one @ other / (one @ one * (other @ other))),
        "only one of the lengths is divided by": float(one @ other / np.linalg.norm(one)),
        "it is 1 less the cosine": 1 - right,
    }
    return text, right, wrong


@number("support_vectors", steps=3)
def mean_hinge_loss(draw, way):
    """The hinge loss of two points."""
    w, b = [draw.choice([-1, 1]) * draw.randint(2, 19) / 10 for _ in range(2)], draw.randint(-15, 15) / 10
    points, signs = [[draw.choice([-1, 1]) * draw.randint(2, 19) / 10 for _ in range(2)] for _ in range(2)], [1, -1]
    losses = [way(f"max(0, 1 - {written(sign)} * ({terms(w, point)} + {written(b)}))") for sign, point in zip(signs, points, strict=True)]
    way(f"({written(losses[0])} + {written(losses[1])}) / 2")
    text = f"A linear SVM has the weights $w = ({w[0]}, {w[1]})$ and $b = {b}$. Its score of a point is $w \\cdot x + b$. The point ({points[0][0]}, {points[0][1]}) belongs to the class +1, the point ({points[1][0]}, {points[1][1]}) to the class -1.\n\nWhat is the mean hinge loss of the two points?"
    scores, signs = np.array(points) @ np.array(w) + b, np.array(signs)
    right = float(hinge(scores, signs).mean())
    wrong = {
        "b is forgotten": float(hinge(scores - b, signs).mean()),
        "a point on its own side costs nothing": float(np.maximum(0, -signs * scores).mean()),
        "the classes are forgotten": float(np.maximum(0, 1 - scores).mean()),
        "it is the sum of both losses": 2 * right,
    }
    return text, right, wrong


@number("votes", steps=2)
def jury_of_three(draw, way):
    """Condorcet's jury of three."""
    p = draw.randint(350, 850) / 1000
    three = way(f"{p} * {p} * {p}")
    way(f"{three} + 3 * {p} * {p} * (1 - {p})")
    text = f"Three voters err independently of each other, and each is right with the probability {p}.\n\nWhat is the probability that their majority is right?"
    wrong = {
        "all three must be right": p**3,
        "three right ones do not count": 3 * p**2 * (1 - p),
        "one right voter is enough": 1 - (1 - p) ** 3,
        "the order of the voters is forgotten": p**3 + p**2 * (1 - p),
        "it is the probability that the majority errs": 1 - condorcet(3, p),
    }
    return text, condorcet(3, p), wrong


@code("votes")
def share_of_area(draw):
    """A vote by area, in which small regions have no say."""
    wanted, least = draw.randint(0, 2), draw.randint(11, 60)

    def share_of_area(labels, areas):
        votes = areas >= least
        won = areas[votes & (labels == wanted)].sum()
        return won / areas[votes].sum()

    def cases():
        rng = np.random.default_rng(16)
        edge = np.array([least, least - 1, least + 1, 90])
        first = [(np.array([wanted, 3]), np.array([80, 60])), (np.array([wanted, 3, 3, wanted]), edge)]
        return first + [(rng.integers(0, 4, n), np.r_[97, rng.integers(1, 99, n - 1)]) for n in (6, 12, 40)]

    def of(votes, weigh=lambda areas: areas):
        def answer(labels, areas):
            labels, kept = labels[votes(areas)], weigh(areas[votes(areas)])
            return kept[labels == wanted].sum() / kept.sum()

        return answer

    text = f"Write `share_of_area(labels, areas)`. Each region of a picture has a label, the class it votes for, and an area in pixels; both are arrays. Regions of less than {least} pixels do not vote. It returns what share of the area of all voters votes for class {wanted}."
    slips = [
        ("small regions vote, too", of(lambda areas: areas > 0), "Which regions do not vote?"),
        ("a region of just that area is left out", of(lambda areas: areas > least), "Does a region of exactly that area vote?"),
        ("heads are counted, not areas", of(lambda areas: areas >= least, np.ones_like), "Does a large region have more to say?"),
        ("it is divided by the area of all regions", lambda y, areas: areas[(areas >= least) & (y == wanted)].sum() / areas.sum(), "Of whose area is it a share?"),
    ]
    return text, share_of_area, cases, slips


@code("faces_sounds_words")
def alike(draw):
    """How many of those who are known a visitor is like."""
    threshold = draw.randint(30, 95) / 100

    def alike(vectors, visitor):
        lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(visitor)
        similarity = vectors @ visitor / lengths
        return np.sum(similarity >= threshold)

    def cases():
        rng = np.random.default_rng(14)
        angles = np.linspace(0, np.pi, 700)
        circle = np.stack([np.cos(angles), np.sin(angles)], axis=1) * rng.uniform(0.2, 5, (700, 1))
        few = [(rng.normal(0.5, 1, (n, 3)), rng.normal(0.5, 1, 3)) for n in (1, 2, 5, 30)]
        return [*few, (circle, np.array([2.0, 0.0]))]

    text = f"Write `alike(vectors, visitor)`. `vectors` has shape `(people, d)` and `visitor` shape `(d,)`. It returns how many of the people have a cosine similarity of at least {threshold} to the visitor."

    def cosines(vectors, visitor):
        return vectors @ visitor / (np.linalg.norm(vectors, axis=1) * np.linalg.norm(visitor))

    slips = [
        ("the lengths are forgotten", lambda v, one: np.sum(v @ one >= threshold), "What does a vector twice as long change?"),
        ("a distance is compared", lambda v, one: np.sum(np.linalg.norm(v - one, axis=1) <= threshold), "Is a cosine a distance?"),
        ("those below the threshold are counted", lambda v, one: np.sum(cosines(v, one) < threshold), "Who is alike: a large cosine, or a small one?"),
        ("the share is returned", lambda v, one: np.mean(cosines(v, one) >= threshold), "How many, or which share?"),
        ("the size of the cosine is compared", lambda v, one: np.sum(np.abs(cosines(v, one)) >= threshold), "Is a vector that points the other way alike?"),
    ]
    return text, alike, cases, slips
