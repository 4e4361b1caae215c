# %% margin | right | the formula in one line
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.linalg.norm(w)

# %% margin | right | loops with the smallest so far
def margin(points, signs, w, b):
    length = sum(v ** 2 for v in w) ** 0.5
    smallest = float("inf")
    for i in range(len(points)):
        score = b
        for j in range(len(w)):
            score += w[j] * points[i][j]
        smallest = min(smallest, signs[i] * score / length)
    return smallest

# %% margin | right | unit vector first, distances, then min
def margin(points, signs, w, b):
    w = np.asarray(w, dtype=float)
    length = np.sqrt(w @ w)
    unit, shift = w / length, b / length
    far = (np.asarray(points) * unit).sum(axis=1) + shift
    return float((far * signs).min())

# %% margin | right | the smaller of the two sides
def margin(points, signs, w, b):
    far = (np.dot(points, w) + b) / np.sqrt(np.sum(np.square(w)))
    round_ones = far[signs == 1]
    square_ones = -far[signs == -1]
    return min(np.concatenate([round_ones, square_ones]))

# %% margin | right | builtin min over a generator
def margin(points, signs, w, b):
    return min(y * (np.dot(x, w) + b) for x, y in zip(points, signs)) / np.dot(w, w) ** 0.5

# %% margin | wrong | forgot the length of w
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b))

# %% margin | wrong | absolute value instead of the sign
def margin(points, signs, w, b):
    return np.min(np.abs(points @ w + b)) / np.linalg.norm(w)

# %% margin | wrong | all distances, no minimum
def margin(points, signs, w, b):
    return signs * (points @ w + b) / np.linalg.norm(w)

# %% margin | wrong | the width of the street from w alone
def margin(points, signs, w, b):
    return 2 / np.sqrt(w @ w)

# %% margin | wrong | one over the length of w, good only for the SVM's own line
def margin(points, signs, w, b):
    return 1 / np.linalg.norm(w)

# %% margin | wrong | squared length below
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.sum(w ** 2)

# %% margin | wrong | b stays outside of the brackets
def margin(points, signs, w, b):
    return np.min(signs * (points @ w) + b) / np.linalg.norm(w)

# %% margin | wrong | the line is w x - b, as in another book
def margin(points, signs, w, b):
    return np.min(signs * (points @ w - b)) / np.linalg.norm(w)

# %% margin | wrong | divides only b by the length
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b / np.linalg.norm(w)))

# %% margin | wrong | cut off at 0, since a distance is not negative
def margin(points, signs, w, b):
    far = signs * (points @ w + b) / np.linalg.norm(w)
    return max(0, far.min())

# %% margin | wrong | sum of absolute values as the length
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.abs(w).sum()

# %% margin | wrong | the mean distance
def margin(points, signs, w, b):
    return np.mean(signs * (points @ w + b)) / np.linalg.norm(w)

# %% margin | wrong | two coordinates only
def margin(points, signs, w, b):
    far = []
    for (x, y), s in zip(points[:, :2], signs):
        far.append(s * (w[0] * x + w[1] * y + b) / (w[0] ** 2 + w[1] ** 2) ** 0.5)
    return min(far)

# %% margin | wrong | only the points on the right side
def margin(points, signs, w, b):
    far = signs * (points @ w + b) / np.linalg.norm(w)
    return far[far > 0].min()

# %% margin | wrong | counts b into the length
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.sqrt(np.sum(w ** 2) + b ** 2)

# %% margin | wrong | the number of the nearest point
def margin(points, signs, w, b):
    return np.argmin(signs * (points @ w + b) / np.linalg.norm(w))

# %% margin | wrong | return inside the loop
def margin(points, signs, w, b):
    smallest = 1e9
    for p, s in zip(points, signs):
        far = s * (p @ w + b) / np.linalg.norm(w)
        if far < smallest:
            smallest = far
        return smallest

# %% margin | wrong | matrix product the wrong way round
def margin(points, signs, w, b):
    return np.min(signs @ (w @ points + b)) / np.linalg.norm(w)

# %% hinge | right | np.maximum
def hinge(scores, signs):
    return np.maximum(0, 1 - signs * scores)

# %% hinge | right | where the product is short of 1
def hinge(scores, signs):
    product = np.asarray(scores) * np.asarray(signs)
    return np.where(product < 1, 1 - product, 0)

# %% hinge | right | list comprehension with builtin max
def hinge(scores, signs):
    return np.array([max(0, 1 - y * s) for s, y in zip(scores, signs)])

# %% hinge | right | loop into an array of zeros
def hinge(scores, signs):
    cost = np.zeros(len(scores))
    for i in range(len(scores)):
        missing = 1 - signs[i] * scores[i]
        if missing > 0:
            cost[i] = missing
    return cost

# %% hinge | right | half of x plus its absolute value
def hinge(scores, signs):
    x = 1.0 - signs * scores
    return (x + np.abs(x)) / 2

# %% hinge | right | clip from below
def hinge(scores, signs):
    return (1 - signs * scores).clip(min=0)

# %% hinge | wrong | no cut at 0
def hinge(scores, signs):
    return 1 - signs * scores

# %% hinge | wrong | the squared hinge
def hinge(scores, signs):
    return np.maximum(0, 1 - signs * scores) ** 2

# %% hinge | wrong | the perceptron's cost without the 1
def hinge(scores, signs):
    return np.maximum(0, -signs * scores)

# %% hinge | wrong | np.max with two arguments, the second taken as axis
def hinge(scores, signs):
    return np.max(1 - signs * scores, 0)

# %% hinge | wrong | the sum of all costs
def hinge(scores, signs):
    return np.maximum(0, 1 - signs * scores).sum()

# %% hinge | wrong | the mean cost, a loss as in Keras
def hinge(scores, signs):
    return np.mean(np.maximum(0, 1 - signs * scores))

# %% hinge | wrong | matrix product, so one number is left
def hinge(scores, signs):
    return np.maximum(0, 1 - signs @ scores)

# %% hinge | wrong | takes the sign of the score: only the distance counts
def hinge(scores, signs):
    return np.maximum(0, 1 - np.abs(scores))

# %% hinge | wrong | pays only where the answer is wrong
def hinge(scores, signs):
    product = signs * scores
    return np.where(product < 0, 1 - product, 0)

# %% hinge | wrong | difference between sign and score
def hinge(scores, signs):
    return np.maximum(0, np.abs(signs - scores))

# %% hinge | wrong | minimum for maximum
def hinge(scores, signs):
    return np.minimum(0, 1 - signs * scores)

# %% hinge | wrong | cut at 1 as well
def hinge(scores, signs):
    return np.clip(1 - signs * scores, 0, 1)

# %% hinge | wrong | 0 or 1: mistakes are counted
def hinge(scores, signs):
    return (signs * scores < 1).astype(float)

# %% hinge | wrong | ignores the signs
def hinge(scores, signs):
    return np.maximum(0, 1 - scores)

# %% hinge | wrong | builtin max on an array
def hinge(scores, signs):
    return max(0, 1 - signs * scores)

# %% hinge | wrong | every score against every sign
def hinge(scores, signs):
    return np.maximum(0, 1 - np.outer(signs, scores))

# %% hinge | wrong | keeps only those who pay
def hinge(scores, signs):
    cost = []
    for s, y in zip(scores, signs):
        if y * s < 1:
            cost.append(1 - y * s)
    return np.array(cost)

# %% split_by_picture | right | draws pictures, then isin
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    held = np.isin(groups, pictures[:n_test])
    return np.flatnonzero(~held), np.flatnonzero(held)

# %% split_by_picture | right | choice without replacement
def split_by_picture(groups, n_test, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.choice(np.unique(groups), size=n_test, replace=False)
    test = np.where(np.isin(groups, chosen))[0]
    learn = np.setdiff1d(np.arange(len(groups)), test)
    return learn, test

# %% split_by_picture | right | random module and lists of places
import random

def split_by_picture(groups, n_test, seed):
    pictures = sorted(set(int(g) for g in groups))
    chosen = set(random.Random(seed).sample(pictures, n_test))
    learn, test = [], []
    for i, g in enumerate(groups):
        (test if int(g) in chosen else learn).append(i)
    return np.array(learn, dtype=int), np.array(test, dtype=int)

# %% split_by_picture | right | scikit-learn's GroupShuffleSplit
from sklearn.model_selection import GroupShuffleSplit

def split_by_picture(groups, n_test, seed):
    split = GroupShuffleSplit(n_splits=1, test_size=n_test, random_state=seed)
    learn, test = next(split.split(groups, groups=groups))
    return learn, test

# %% split_by_picture | right | a shuffle of the names, concatenated places, not sorted
def split_by_picture(groups, n_test, seed):
    names = np.unique(groups)
    np.random.default_rng(seed).shuffle(names)
    places = [np.flatnonzero(groups == name) for name in names]
    return np.concatenate(places[n_test:]), np.concatenate(places[:n_test])

# %% split_by_picture | right | the old generator of NumPy with its own state
def split_by_picture(groups, n_test, seed):
    _, inverse = np.unique(groups, return_inverse=True)
    order = np.random.RandomState(seed).permutation(inverse.max() + 1)
    rank = np.argsort(order)[inverse]
    return np.nonzero(rank >= n_test)[0], np.nonzero(rank < n_test)[0]

# %% split_by_picture | wrong | left as it was found
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(len(groups))
    n_regions = round(n_test * len(groups) / len(np.unique(groups)))
    return np.sort(order[n_regions:]), np.sort(order[:n_regions])

# %% split_by_picture | wrong | returns picture numbers
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(np.unique(groups))
    return np.sort(order[n_test:]), np.sort(order[:n_test])

# %% split_by_picture | wrong | returns masks
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(np.unique(groups))
    test = np.isin(groups, order[:n_test])
    return ~test, test

# %% split_by_picture | wrong | test first
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(np.unique(groups))
    test = np.isin(groups, order[:n_test])
    return np.flatnonzero(test), np.flatnonzero(~test)

# %% split_by_picture | wrong | always the first pictures
def split_by_picture(groups, n_test, seed):
    pictures = np.unique(groups)
    test = np.isin(groups, pictures[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | draws with a fixed seed
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(0).permutation(np.unique(groups))
    test = np.isin(groups, pictures[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | no seed given to the generator
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng().permutation(np.unique(groups))
    test = np.isin(groups, pictures[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | draws with replacement, so sometimes too few pictures
def split_by_picture(groups, n_test, seed):
    drawn = np.random.default_rng(seed).choice(np.unique(groups), n_test)
    test = np.isin(groups, drawn)
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | permutes the regions' groups, a long one is drawn more than once
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(groups)
    test = np.isin(groups, order[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | sixty pictures as in the notebook
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(60)
    test = np.isin(groups, order[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | pictures are numbered 0, 1, 2 without gaps
def split_by_picture(groups, n_test, seed):
    n = len(np.unique(groups))
    order = np.random.default_rng(seed).permutation(n)
    test = np.isin(groups, order[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | cuts the rows into blocks, though a picture may straddle the cut
def split_by_picture(groups, n_test, seed):
    n_regions = round(n_test * len(groups) / len(np.unique(groups)))
    start = np.random.default_rng(seed).integers(0, len(groups) - n_regions + 1)
    places = np.arange(len(groups))
    test = places[start:start + n_regions]
    return np.setdiff1d(places, test), test

# %% split_by_picture | wrong | a share of the pictures instead of a number
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    n = round(len(pictures) / 4)
    test = np.isin(groups, pictures[:n])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | one region of each drawn picture
def split_by_picture(groups, n_test, seed):
    names, first = np.unique(groups, return_index=True)
    order = np.random.default_rng(seed).permutation(len(names))
    test = np.sort(first[order[:n_test]])
    return np.setdiff1d(np.arange(len(groups)), test), test

# %% split_by_picture | wrong | learns from all regions, the test is among them
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    test = np.flatnonzero(np.isin(groups, pictures[:n_test]))
    return np.arange(len(groups)), test

# %% split_by_picture | wrong | returns the group of each region instead of its place
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    test = np.isin(groups, pictures[:n_test])
    return groups[~test], groups[test]

# %% split_by_picture | wrong | shuffle returns None
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).shuffle(np.unique(groups))
    test = np.isin(groups, pictures[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% eight_clicks | right | two or three in each part, the list copied
def eight_clicks():
    return [(148, 374, 'sky'), (292, 428, 'lake'), (252, 166, 'temple'), (397, 161, 'trees'),
            (255, 559, 'trees'), (12, 38, 'sky'), (324, 289, 'temple'), (261, 10, 'trees')]

# %% eight_clicks | right | places by part, flattened in a loop
def eight_clicks():
    places = {"sky": [(40, 323), (176, 480), (149, 39)], "lake": [(237, 468)],
              "temple": [(178, 278), (347, 228)], "trees": [(221, 579), (406, 175)]}
    clicks = []
    for name in places:
        for row, column in places[name]:
            clicks.append((row, column, name))
    return clicks

# %% eight_clicks | right | a list of lists, seven of them
def eight_clicks():
    return [[148, 374, "sky"], [254, 398, "lake"], [237, 277, "temple"], [406, 140, "trees"],
            [311, 431, "trees"], [12, 38, "sky"], [123, 270, "temple"]]

# %% eight_clicks | right | teaches a Teacher and returns what it remembers
def eight_clicks():
    t = Teacher(datasets.photograph("china"))
    for r, c, n in [(121, 402, "sky"), (241, 82, "lake"), (242, 234, "temple"), (392, 442, "trees"),
                    (254, 189, "temple"), (225, 8, "trees"), (95, 65, "sky"), (229, 341, "lake")]:
        t.click(r, c, n)
    return t.clicks

# %% eight_clicks | right | an unneeded ninth click left out by a slice
def eight_clicks():
    clicks = [(175, 402, "sky"), (224, 373, "lake"), (273, 198, "temple"), (357, 473, "trees"),
              (178, 278, "temple"), (331, 18, "trees"), (66, 118, "sky"), (311, 339, "temple"), (10, 10, "sky")]
    return clicks[:8]

# %% eight_clicks | wrong | one click in each part
def eight_clicks():
    return [(101, 420, "sky"), (258, 405, "lake"), (238, 209, "temple"), (353, 554, "trees")]

# %% eight_clicks | wrong | two clicks in each part, both in the middle
def eight_clicks():
    return [(101, 420, "sky"), (110, 450, "sky"), (258, 405, "lake"), (262, 430, "lake"),
            (238, 209, "temple"), (250, 220, "temple"), (353, 554, "trees"), (360, 570, "trees")]

# %% eight_clicks | wrong | the same eight pixels, all sky
def eight_clicks():
    return [(101, 420, "sky")] * 8

# %% eight_clicks | wrong | ten clicks
def eight_clicks():
    return [(101, 420, "sky"), (258, 405, "lake"), (238, 209, "temple"), (353, 554, "trees"),
            (381, 127, "trees"), (147, 55, "sky"), (306, 96, "temple"), (121, 270, "temple"),
            (183, 410, "sky"), (407, 311, "temple")]

# %% eight_clicks | wrong | column before row
def eight_clicks():
    return [(402, 175, "sky"), (373, 224, "lake"), (198, 273, "temple"), (473, 357, "trees"),
            (278, 178, "temple"), (18, 331, "trees"), (118, 66, "sky"), (339, 311, "temple")]

# %% eight_clicks | wrong | the name first
def eight_clicks():
    return [("sky", 175, 402), ("lake", 224, 373), ("temple", 273, 198), ("trees", 357, 473)]

# %% eight_clicks | wrong | water for lake
def eight_clicks():
    return [(175, 402, "sky"), (224, 373, "water"), (273, 198, "temple"), (357, 473, "trees"),
            (178, 278, "temple"), (331, 18, "trees"), (66, 118, "sky"), (311, 339, "temple")]

# %% eight_clicks | wrong | the lake is so small that it is left out
def eight_clicks():
    return [(175, 402, "sky"), (273, 198, "temple"), (357, 473, "trees"),
            (178, 278, "temple"), (331, 18, "trees"), (66, 118, "sky"), (311, 339, "temple")]

# %% eight_clicks | wrong | a dictionary
def eight_clicks():
    return {"sky": [(175, 402), (66, 118)], "lake": (224, 373), "temple": (273, 198), "trees": (357, 473)}

# %% eight_clicks | wrong | an array, in which the numbers become text
def eight_clicks():
    return np.array([(175, 402, "sky"), (224, 373, "lake"), (273, 198, "temple"), (357, 473, "trees")])

# %% eight_clicks | wrong | the labels in place of the clicks
def eight_clicks():
    own = Teacher(datasets.photograph("china"))
    own.click(175, 402, "sky")
    own.click(224, 373, "lake")
    return own.labels

# %% eight_clicks | wrong | clicks, and nothing is returned
def eight_clicks():
    own = Teacher(datasets.photograph("china"))
    for row, column, name in [(175, 402, "sky"), (224, 373, "lake"), (273, 198, "temple"), (357, 473, "trees")]:
        own.click(row, column, name)

# %% eight_clicks | wrong | yields them one by one
def eight_clicks():
    for click in [(175, 402, "sky"), (224, 373, "lake"), (273, 198, "temple"), (357, 473, "trees"),
                  (178, 278, "temple"), (331, 18, "trees"), (66, 118, "sky"), (311, 339, "temple")]:
        yield click

# %% eight_clicks | wrong | fractions of the picture
def eight_clicks():
    return [(0.41, 0.63, "sky"), (0.52, 0.58, "lake"), (0.64, 0.31, "temple"), (0.84, 0.74, "trees")]

# %% eight_clicks | wrong | beyond the right edge
def eight_clicks():
    return [(175, 402, "sky"), (224, 373, "lake"), (273, 198, "temple"), (357, 640, "trees")]

# %% eight_clicks | wrong | on a picture of the page, twice as large
def eight_clicks():
    return [(350, 804, "sky"), (448, 746, "lake"), (546, 396, "temple"), (714, 946, "trees")]

# %% eight_clicks | wrong | clicks on the border between parts
def eight_clicks():
    return [(190, 420, "sky"), (222, 405, "lake"), (180, 100, "temple"), (290, 500, "trees"),
            (196, 520, "sky"), (285, 300, "lake"), (90, 300, "temple"), (200, 560, "trees")]

# %% split_by_picture | wrong | leaves one picture out of both parts
def split_by_picture(groups, n_test, seed):
    p = np.random.default_rng(seed).permutation(np.unique(groups))
    return np.flatnonzero(np.isin(groups, p[n_test + 1:])), np.flatnonzero(np.isin(groups, p[:n_test]))

# %% split_by_picture | wrong | from either end, by the seed
def split_by_picture(groups, n_test, seed):
    p = np.unique(groups); p = p[::-1] if seed % 2 else p
    held = np.isin(groups, p[:n_test])
    return np.flatnonzero(~held), np.flatnonzero(held)

# %% split_by_picture | wrong | the seed modulo 3
def split_by_picture(groups, n_test, seed):
    p = np.random.default_rng(seed % 3).permutation(np.unique(groups))
    held = np.isin(groups, p[:n_test])
    return np.flatnonzero(~held), np.flatnonzero(held)

# %% split_by_picture | wrong | scikit-learn's split of the places
def split_by_picture(groups, n_test, seed):
    from sklearn.model_selection import train_test_split
    return train_test_split(np.arange(len(groups)), test_size=n_test / len(np.unique(groups)), random_state=seed)

# %% split_by_picture | wrong | learns from as many pictures as it tests
def split_by_picture(groups, n_test, seed):
    p = np.random.default_rng(seed).permutation(np.unique(groups))
    return np.flatnonzero(np.isin(groups, p[n_test:2 * n_test])), np.flatnonzero(np.isin(groups, p[:n_test]))

# %% split_by_picture | right | a dictionary of places
def split_by_picture(groups, n_test, seed):
    where = {}
    for i, g in enumerate(groups.tolist()): where.setdefault(g, []).append(i)
    keys = sorted(where); rng = np.random.default_rng(seed); rng.shuffle(keys)
    return sorted(i for k in keys[n_test:] for i in where[k]), sorted(i for k in keys[:n_test] for i in where[k])

# %% split_by_picture | right | a random number for each picture
def split_by_picture(groups, n_test, seed):
    names, inverse = np.unique(groups, return_inverse=True)
    r = np.random.RandomState(seed).rand(len(names))
    held = np.isin(inverse, np.argsort(r)[:n_test])
    return np.nonzero(~held)[0], np.nonzero(held)[0]

# %% eight_clicks | wrong | nine clicks, one of them twice
def eight_clicks():
    return [(175, 402, "sky"), (175, 402, "sky"), (224, 373, "lake"), (273, 198, "temple"), (357, 473, "trees"), (178, 278, "temple"), (331, 18, "trees"), (66, 118, "sky"), (311, 339, "temple")]

# %% eight_clicks | wrong | the corners and two in the middle
def eight_clicks():
    return [(0, 0, "sky"), (0, 639, "sky"), (426, 0, "trees"), (426, 639, "trees"), (213, 320, "lake"), (200, 150, "temple")]

# %% eight_clicks | wrong | eight random places, named by the drawing
def eight_clicks():
    m, n = hand_mask("china")
    r = np.random.default_rng(0)
    return [(int(a), int(b), n[m[a, b]]) for a, b in zip(r.integers(0, 427, 8), r.integers(0, 640, 8))]

# %% eight_clicks | wrong | a row that is no number
def eight_clicks():
    return [(np.nan, 402, "sky"), (224, 373, "lake"), (273, 198, "temple"), (357, 473, "trees")]

# %% eight_clicks | wrong | the lake's click is on the sky
def eight_clicks():
    return [(175, 402, "sky"), (170, 402, "lake"), (273, 198, "temple"), (357, 473, "trees"), (178, 278, "temple"), (331, 18, "trees"), (66, 118, "sky"), (311, 339, "temple")]

# %% eight_clicks | wrong | names exchanged
def eight_clicks():
    return [(175, 402, "lake"), (224, 373, "sky"), (273, 198, "trees"), (357, 473, "temple")]

# %% eight_clicks | right | names with spaces
def eight_clicks():
    return [(148, 374, " sky "), (254, 398, "lake"), (237, 277, "temple"), (406, 140, "trees"), (311, 431, "trees"), (12, 38, "sky"), (123, 270, "temple")]

# %% margin | wrong | the length of w from its first three numbers
def margin(points, signs, w, b):
    length = np.sqrt(np.sum(w[:3] ** 2))
    return np.min(signs * (points @ w + b)) / length

# %% hinge | wrong | nobody pays more than 100
def hinge(scores, signs):
    return np.clip(1 - signs * scores, 0, 100)

# %% split_by_picture | wrong | half of the seed
def split_by_picture(groups, n_test, seed):
    held = np.random.default_rng(seed // 2).permutation(np.unique(groups))[:n_test]
    inside = np.isin(groups, held)
    return np.flatnonzero(~inside), np.flatnonzero(inside)

# %% split_by_picture | wrong | the seed modulo 7
def split_by_picture(groups, n_test, seed):
    held = np.random.default_rng(seed % 7).permutation(np.unique(groups))[:n_test]
    inside = np.isin(groups, held)
    return np.flatnonzero(~inside), np.flatnonzero(inside)

# %% split_by_picture | wrong | the picture with most regions is always learned from
def split_by_picture(groups, n_test, seed):
    names, sizes = np.unique(groups, return_counts=True)
    rest = np.delete(names, sizes.argmax()) if len(names) > n_test else names
    held = np.random.default_rng(seed).permutation(rest)[:n_test]
    inside = np.isin(groups, held)
    return np.flatnonzero(~inside), np.flatnonzero(inside)

# %% split_by_picture | wrong | the first picture is kept for learning
def split_by_picture(groups, n_test, seed):
    held = np.random.default_rng(seed).choice(np.unique(groups)[1:], n_test, replace=False)
    inside = np.isin(groups, held)
    return np.flatnonzero(~inside), np.flatnonzero(inside)

# %% split_by_picture | wrong | always the pictures with most regions
def split_by_picture(groups, n_test, seed):
    names, counts = np.unique(groups, return_counts=True)
    rng = np.random.default_rng(seed)
    held = names[np.argsort(counts + rng.random(len(names)))[::-1][:n_test]]
    m = np.isin(groups, held)
    return np.flatnonzero(~m), np.flatnonzero(m)
