"""Many machines: its exercises, the slips they know, and the questions later lessons ask."""

import functools
import math
from collections import Counter

import numpy as np

from imagen_course import distribute
from imagen_course.distribute import Costs
from imagen_course.exercises.declare import Recall, at_most, built, exercise


# Amdahl's law --------------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        (0.0, 4),
        (1.0, 4),
        (0.5, 2),
        (0.5, 1),
        (0.2, 4),
        (0.05, 64),
        (0.01, 1000),
        (0.3, 7),
    ],
    hints=[
        "One worker needs an hour, and 12 minutes of it cannot be shared. Four workers share the rest. How long do they need?",
        "Let one worker need 1. What do many need for the serial share, and what for the rest?",
        "The serial share takes as long as before. The rest, `1 - serial`, is divided by the workers.",
    ],
    why="What cannot be shared takes as long as ever; only the rest is divided. The speed-up is the old time divided by the new one.",
)
def speedup(serial, workers):
    return 1 / (serial + (1 - serial) / workers)


speedup.slips(
    ("the time, not the speed-up", lambda serial, workers: serial + (1 - serial) / workers, "Four workers are faster than one. Should your number be above 1 or below?"),
    ("all of it is shared", lambda serial, workers: workers, "Does your result change with `serial`?"),
    ("a share of the workers", lambda serial, workers: (1 - serial) * workers, "Nothing can be shared: `serial` is 1. How many times faster are four workers, and what do you get?"),
    ("the shares are swapped", lambda serial, workers: 1 / (1 - serial + serial / workers), "With `serial` at 0, how many times faster are four workers?"),
    ("the serial part is left out", lambda serial, workers: workers / (1 - serial) if serial < 1 else 1.0, "With a serial share, are many workers slower than without one, or faster?"),
    ("one and the rest", lambda serial, workers: serial + (1 - serial) * workers, "That is Gustafson's count, of a task that grows with the workers. Here the task stays as it is. What takes how long?"),
    ("never more than the limit", lambda serial, workers: min(workers, 1 / serial) if serial else workers, "That is where many workers end. Where are two workers, when half of the work is serial?"),
    ("one worker less", lambda serial, workers: 1 / (serial + (1 - serial) / max(1, workers - 1)), "How many workers share the rest?"),
    ("in per cent", lambda serial, workers: 100 * speedup(serial, workers), "How many times faster is one worker than itself?"),
)  # fmt: skip


# A bug hunt ----------------------------------------------------------------------------------------------------------------
def _tally_of_all(parts, counts):
    return counts.sum(axis=0)


def _logs():
    yield np.array([0]), np.array([[2, 1]])
    yield np.array([0, 1, 0]), np.array([[2, 1], [0, 3], [2, 1]])
    yield np.array([0, 1]), np.array([[2, 1], [2, 1]])
    yield np.array([3, 3, 1, 0, 1, 3]), np.array([[2, 1, 0], [2, 1, 0], [0, 3, 4], [0, 0, 1], [0, 3, 4], [2, 1, 0]])
    yield np.array([1, 0, 2, 0]), np.array([[0, 3], [5, 0], [5, 0], [5, 0]])
    random = np.random.default_rng(26)
    parts, found = np.array([*random.permutation(9), 4, 7, 4]), random.multinomial(25, [0.2] * 5, 9)
    yield parts, found[parts]


@exercise(
    cases=_logs,
    given=_tally_of_all,
    hints=[
        "Part 0 stands in the log twice, with the same counts. How many pictures does it have?",
        "Two parts may hold the same counts. What tells one part from another, then?",
        "`np.unique(parts, return_index=True)` tells in which row each part stands first. Or keep the rows in a dictionary, by the number of their part.",
    ],
    why="Adding counts what comes twice a second time. What is kept by the number of its part may come as often as it likes.",
)
def tally(parts, counts):
    first = np.unique(parts, return_index=True)[1]
    return counts[first].sum(axis=0)


def _once_by_counts(parts, counts):
    return np.unique(counts, axis=0).sum(axis=0)


def _once_in_a_row(parts, counts):
    return counts[np.append(True, parts[1:] != parts[:-1])].sum(axis=0)


def _all_that_comes_twice_left_out(parts, counts):
    times = Counter(parts.tolist())
    return counts[np.array([times[part] == 1 for part in parts.tolist()])].sum(axis=0)


def _end_of_the_log_left_out(parts, counts):
    return counts[: len(np.unique(parts))].sum(axis=0)


tally.slips(
    ("every line counts", _tally_of_all, "Part 0 stands in the log twice. How many pictures does it have?"),
    ("equal counts are taken for one part", _once_by_counts, "Two parts have two cats and a dog each. How many cats are there?"),
    ("only neighbours are compared", _once_in_a_row, "A part may come again much later, when other parts have come. Does your tally notice?"),
    ("a part that comes twice is lost", _all_that_comes_twice_left_out, "A part that comes twice was looked at. Where are its pictures in your tally?"),
    ("the log is cut off", _end_of_the_log_left_out, "Does what comes a second time always stand at the end of the log?"),
    ("the largest count of each class", lambda parts, counts: counts.max(axis=0), "Two different parts have two cats each. How many cats are there?"),
    ("one number for all classes", lambda parts, counts: int(tally(parts, counts).sum()), "How many of them are of the first class?"),
    ("one number for each part", lambda parts, counts: counts[np.unique(parts, return_index=True)[1]].sum(axis=1), "Do you count the pictures of each class, or those of each part?"),
    ("every part halved", lambda parts, counts: counts.sum(axis=0) / 2, "Does every part stand in the log twice?"),
    ("a mean over the parts", lambda parts, counts: counts[np.unique(parts, return_index=True)[1]].mean(axis=0), "Two parts have two cats each. How many cats are there?"),
    ("the parts themselves", lambda parts, counts: counts[np.unique(parts, return_index=True)[1]], "How many pictures of the first class are there in all?"),
    ("the numbers of the parts are taken for rows", lambda parts, counts: counts[np.unique(parts) % len(parts)].sum(axis=0), "Part 3 may stand in row 0. In which row of the log does each part stand?"),
)  # fmt: skip


# Moments -------------------------------------------------------------------------------------------------------------------
def _moments(values):
    return len(values), float(np.mean(values)), float(np.sum((values - np.mean(values)) ** 2))


def _pairs():
    yield (2, 1.0, 0.0), (2, 3.0, 0.0)
    yield (1, 0.0, 0.0), (3, 4.0, 0.0)
    yield (3, 2.0, 6.0), (3, 2.0, 4.0)
    random = np.random.default_rng(26)
    for n, m, shift in ((4, 4, 1.0), (10, 2, 5.0), (1, 30, -2.0), (25, 40, 0.5)):
        yield _moments(random.normal(0, 1, n)), _moments(random.normal(shift, 2, m))
    yield _moments(1e6 + random.random(50)), _moments(1e6 + random.random(7))


def _same_moments(value, expected, args):
    """Compare numbers that are sums: to 1e-6 of each, which a difference of large squares does not reach."""
    return np.shape(value) == (3,) and bool(np.allclose(np.array(value, float), expected, rtol=1e-6, atol=1e-12))


@exercise(
    cases=_pairs,
    accepts=_same_moments,
    hints=[
        "Two numbers are 1, and two others are 3. What is the mean of all four, and how far does each lie from it?",
        "The mean of all lies between the two means, and nearer to that of the larger part: weight them by n.",
        "Within each part, the squares are known. What is missing is how far the two means lie apart.",
        "The missing square is `(m_b - m_a) ** 2 * n_a * n_b / (n_a + n_b)`.",
    ],
    why="The deviations inside the parts are kept, and what is added is how far the two means lie apart: Chan's formula, which never squares large numbers.",
)
def merge(a, b):
    n = a[0] + b[0]
    apart = b[1] - a[1]
    return n, a[1] + apart * b[0] / n, a[2] + b[2] + apart**2 * a[0] * b[0] / n


def _raw_sums(a, b):
    n, total = a[0] + b[0], a[0] * a[1] + b[0] * b[1]
    squares = sum(s + k * m * m for k, m, s in (a, b))
    return n, total / n, squares - total * total / n


merge.slips(
    ("the mean of the means", lambda a, b: (a[0] + b[0], (a[1] + b[1]) / 2, merge(a, b)[2]), "A part of one number and a part of thirty: do both count the same for the mean?"),
    ("the squares are only added", lambda a, b: (*merge(a, b)[:2], a[2] + b[2]), "Two ones and two threes have no deviation inside the parts. Have all four none?"),
    ("mean and squares both too simple", lambda a, b: (a[0] + b[0], (a[1] + b[1]) / 2, a[2] + b[2]), "Two ones and two threes: how far do the four lie from their mean?"),
    ("a difference of large squares", _raw_sums, "With numbers near a million, how large are their squares, and how small is the difference that you want?"),
    ("weights are missing between the means", lambda a, b: (*merge(a, b)[:2], a[2] + b[2] + (b[1] - a[1]) ** 2), "Four numbers, two at 1 and two at 3. What do their squared deviations add up to?"),
    ("the distance is not squared", lambda a, b: (*merge(a, b)[:2], a[2] + b[2] + abs(b[1] - a[1]) * a[0] * b[0] / (a[0] + b[0])), "The third number is a sum of *squares*. Is everything that you add to it a square?"),
    ("not divided by n", lambda a, b: (*merge(a, b)[:2], a[2] + b[2] + (b[1] - a[1]) ** 2 * a[0] * b[0]), "Two at 1 and two at 3: each lies 1 from the mean. What do four such squares add up to?"),
    ("a variance, not a sum", lambda a, b: (*merge(a, b)[:2], merge(a, b)[2] / (a[0] + b[0])), "The third number of a part is the sum of squares. Is yours a sum, too, so that it can be merged again?"),
    ("weights are swapped", lambda a, b: (a[0] + b[0], (a[1] * b[0] + b[1] * a[0]) / (a[0] + b[0]), merge(a, b)[2]), "To which mean does that of all lie nearer: to that of the larger part, or of the smaller?"),
    ("the means are added", lambda a, b: (a[0] + b[0], a[1] + b[1], merge(a, b)[2]), "Two parts have the mean 2. What is the mean of both together?"),
    ("the larger part alone", lambda a, b: max(a, b), "Where is the other part in your result?"),
)  # fmt: skip


# The studio ----------------------------------------------------------------------------------------------------------------
_JOBS = (  # costs, items, seconds that there are, workers to be had, items that a worker has memory for
    (Costs(0.01, 0.004, 0.002, 20.0), 200_000, 600.0, 16, 100),
    (Costs(0.3, 0.01, 0.004, 5.0), 50_000, 100.0, 64, 40),
    (Costs(0.0, 0.02, 0.03, 0.0), 9_000, 75.0, 32, 10),
    (Costs(0.05, 0.5, 0.001, 30.0), 300, 60.0, 48, 100),
    (Costs(0.01, 0.005, 0.05, 10.0), 100_000, 300.0, 64, 10),
    (Costs(100.0, 1.0, 0.0, 0.0), 100, 240.0, 4, 25),  # three workers are in time, and all four with the largest parts cost less
)
_IMPOSSIBLE = 4  # the coordinator alone takes 500 seconds


def _needed(job, plan):
    workers, size = plan
    return distribute.seconds(job[0], job[1], int(workers), size=int(size))


@functools.cache
def _least(number):
    """The lowest price of a job: workers times seconds, of all plans that there are."""
    costs, n, limit, workers, most = _JOBS[number]
    parts = {size: (math.ceil(n / size), costs.task + min(size, n) * costs.item) for size in range(1, most + 1)}
    prices = [w * seconds for w in range(1, workers + 1) for count, busy in parts.values() if (seconds := costs.start + max(math.ceil(count / w) * busy + costs.collect, count * costs.collect + busy)) <= limit]
    return min(prices)


def _possible(plans):
    return [(number, job, plans[number]) for number, job in enumerate(_JOBS) if number != _IMPOSSIBLE]


def _made(plans):
    return [made for made in _possible(plans) if len(made[2])]


def _late(plans):
    return sum(not len(plan) or _needed(job, plan) > job[2] for _, job, plan in _possible(plans))


def _too_large(plans):
    return sum(plan[1] > job[4] for _, job, plan in _made(plans))


def _not_to_be_had(plans):
    return sum(plan[0] > job[3] or plan[0] % 1 > 0 for _, job, plan in _made(plans))


def _dearest(plans):
    """How much more than the lowest price the dearest plan costs, in per cent."""
    dearer = [plan[0] * _needed(job, plan) / _least(number) for number, job, plan in _made(plans)]
    return round(100 * (max(dearer, default=math.inf) - 1), 1)


def _search(job, sizes, *, workers=None, key=None):
    """The plan of a job that is best by ``key``, of those that are done in time."""
    plans = [(w, size) for w in workers or range(1, job[3] + 1) for size in sizes]
    plans = [plan for plan in plans if _needed(job, plan) <= job[2]]
    return min(plans, key=key or (lambda plan: plan[0] * _needed(job, plan)), default=())


@built(
    budget=30,
    cases=lambda: list(_JOBS),
    hints=[
        "Twice as many workers for half as long: what does that cost? And if they wait for the coordinator?",
        "Try every number of workers and every size that is allowed. What must a plan keep, before its price counts?",
        "`distribute.seconds(costs, n, workers, size=size)` tells how long a plan takes. Its price is the workers times that.",
        "Keep the plans that are done in time, and take the one with the lowest price; if there is none, return `()`.",
    ],
    why="With the model a plan costs nothing to try: all of them are compared, and what nobody can do is known before a worker is paid.",
)
def plan(costs, n, limit, workers, most):
    best, lowest = (), float("inf")
    for size in range(1, most + 1):
        for w in range(1, workers + 1):
            seconds = distribute.seconds(costs, n, w, size=size)
            if seconds <= limit and w * seconds < lowest:
                best, lowest = (w, size), w * seconds
    return best


def _sizes(job):
    return range(1, job[4] + 1)


plan.properties(
    ("jobs that are not done in time", _late, 0, lambda *job: (1, job[4]), "How long does your plan take, and how long may it? If you return `()`, which plans did you try?"),
    ("jobs with parts that no memory holds", _too_large, 0, lambda *job: _search(job, range(job[4] + 1, 3 * job[4], 2)) or plan(*job), "For how many pictures has a worker memory? How many are in a part of yours?"),
    ("jobs with workers that are not to be had", _not_to_be_had, 0, lambda *job: _search(job, _sizes(job), workers=range(job[3] + 1, job[3] + 9)), "How many workers are there? And is yours a whole number of them?"),
    ("plan for the job that cannot be done", lambda plans: list(plans[_IMPOSSIBLE]), [], lambda *job: plan(*job) or (job[3], job[4]), "One job takes longer than there is time, with as many workers as you like. What do you return for it?"),
    ("per cent above the lowest price", _dearest, at_most(3), lambda *job: _search(job, _sizes(job), key=lambda plan: -plan[0]), "Which of the plans that are done in time costs least? Have you tried every size and every number of workers?"),
)  # fmt: skip


RECALL = (
    Recall("serial share", "A twentieth of the work cannot be shared out. How many times faster is it with as many workers as you like?", ("as many times as there are workers", "never more than 20 times", "never more than 95 times"), "b", "The serial twentieth takes as long as ever: the limit is 1 / 0.05."),
    Recall(
        "twice",
        "A worker dies after it has stored a result, and before it has said so. Its part is sent to another. What keeps the result from counting twice?",
        ("it is stored under a name that depends on the part alone", "it is stored in a common file, line by line", "the worker is not used any more"),
        "a",
        "The second result is then written over the first: storing it again changes nothing.",
    ),
    Recall("shards", "Two workers send the mean gradients of 30 and of 10 pictures. The gradient of the whole batch is...", ("their mean", "their sum", "their mean, weighted 3 to 1"), "c", "Each picture counts the same, so each worker counts by how many it saw."),
)
