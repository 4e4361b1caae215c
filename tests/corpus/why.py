# %% relevance_mass | right | clip and a boolean index
def relevance_mass(heatmap, reason):
    positive = heatmap.clip(min=0)
    return positive[reason].sum() / positive.sum()

# %% relevance_mass | right | masks multiplied
def relevance_mass(heatmap, reason):
    pos = heatmap * (heatmap > 0)
    return np.sum(pos * reason) / np.sum(pos)

# %% relevance_mass | right | two loops over rows and columns
def relevance_mass(heatmap, reason):
    inside = 0
    total = 0
    rows, cols = heatmap.shape
    for i in range(rows):
        for j in range(cols):
            v = heatmap[i, j]
            if v > 0:
                total += v
                if reason[i, j]:
                    inside += v
    return inside / total

# %% relevance_mass | right | np.where, average with weights
def relevance_mass(heatmap, reason):
    w = np.where(heatmap > 0, heatmap, 0.0)
    return np.average(reason, weights=w)

# %% relevance_mass | wrong | forgot to leave out negative values
def relevance_mass(heatmap, reason):
    return np.sum(heatmap[reason]) / np.sum(heatmap)

# %% relevance_mass | wrong | absolute value of the map
def relevance_mass(heatmap, reason):
    h = abs(heatmap)
    return h[reason].sum() / h.sum()

# %% relevance_mass | wrong | negative left out in the numerator only
def relevance_mass(heatmap, reason):
    return np.maximum(heatmap[reason], 0).sum() / heatmap.sum()

# %% relevance_mass | wrong | counts positive pixels
def relevance_mass(heatmap, reason):
    return np.logical_and(heatmap > 0, reason).sum() / (heatmap > 0).sum()

# %% relevance_mass | wrong | mean instead of sum
def relevance_mass(heatmap, reason):
    heatmap = np.maximum(heatmap, 0)
    return heatmap[reason].mean() / heatmap.mean()

# %% relevance_mass | wrong | part over rest
def relevance_mass(heatmap, reason):
    pos = np.maximum(heatmap, 0)
    return pos[reason].sum() / pos[~reason].sum()

# %% relevance_mass | wrong | in per cent
def relevance_mass(heatmap, reason):
    pos = np.maximum(heatmap, 0)
    return 100 * pos[reason].sum() / pos.sum()

# %% relevance_mass | wrong | mask inverted
def relevance_mass(heatmap, reason):
    pos = np.maximum(heatmap, 0)
    return pos[~reason].sum() / pos.sum()

# %% relevance_mass | wrong | scaled to its maximum first, divided by the reason's area
def relevance_mass(heatmap, reason):
    pos = np.maximum(heatmap, 0) / heatmap.max()
    return pos[reason].sum() / reason.sum()

# %% relevance_mass | wrong | shifts the map so that the lowest is zero
def relevance_mass(heatmap, reason):
    m = heatmap - heatmap.min()
    return m[reason].sum() / m.sum()

# %% integrated | right | the difference named first
def integrated(gradient, image, baseline, steps):
    way = image - baseline
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 0.5) / steps
        total += gradient(baseline + share * way)
    return (way * total / steps).sum(axis=-1)

# %% integrated | right | only the last line mended
def integrated(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 0.5) / steps  # the middle of a step
        total += gradient(baseline + share * (image - baseline))
    return ((image - baseline) * total / steps).sum(axis=-1)

# %% integrated | right | list of gradients and their mean
def integrated(gradient, image, baseline, steps):
    a = (np.arange(steps) + 0.5) / steps
    g = np.mean([gradient(baseline + t * (image - baseline)) for t in a], axis=0)
    return np.sum(g * (image - baseline), axis=2)

# %% integrated | wrong | starts the path at black
def integrated(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 0.5) / steps
        total += gradient(share * image)
    return ((image - baseline) * total / steps).sum(axis=-1)

# %% integrated | wrong | changed the middle to the start of a step, image left
def integrated(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = step / steps
        total += gradient(baseline + share * (image - baseline))
    return (image * total / steps).sum(axis=-1)

# %% integrated | wrong | way mended, end of each step
def integrated(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 1) / steps
        total += gradient(baseline + share * (image - baseline))
    return ((image - baseline) * total / steps).sum(axis=-1)

# %% integrated | wrong | baseline minus image
def integrated(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 0.5) / steps
        total += gradient(baseline + share * (image - baseline))
    return ((baseline - image) * total / steps).sum(axis=-1)

# %% integrated | wrong | forgot to divide
def integrated(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 0.5) / steps
        total += gradient(baseline + share * (image - baseline))
    return ((image - baseline) * total).sum(axis=-1)

# %% integrated | wrong | no factor at all
def integrated(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 0.5) / steps
        total += gradient(baseline + share * (image - baseline))
    return (total / steps).sum(axis=-1)

# %% integrated | wrong | subtracts the baseline's own product
def integrated(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 0.5) / steps
        total += gradient(baseline + share * (image - baseline))
    return (image * total / steps - baseline).sum(axis=-1)

# %% integrated | wrong | mean over the channels
def integrated(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 0.5) / steps
        total += gradient(baseline + share * (image - baseline))
    return ((image - baseline) * total / steps).mean(axis=-1)

# %% integrated | wrong | absolute values so that nothing cancels
def integrated(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 0.5) / steps
        total += gradient(baseline + share * (image - baseline))
    return np.abs((image - baseline) * total / steps).sum(axis=-1)

# %% shapley_of_first | right | six orders by hand
def shapley_of_first(values):
    v = values
    abc = v[1, 0, 0] - v[0, 0, 0]
    acb = v[1, 0, 0] - v[0, 0, 0]
    bac = v[1, 1, 0] - v[0, 1, 0]
    cab = v[1, 0, 1] - v[0, 0, 1]
    bca = v[1, 1, 1] - v[0, 1, 1]
    cba = v[1, 1, 1] - v[0, 1, 1]
    return (abc + acb + bac + cab + bca + cba) / 6

# %% shapley_of_first | right | thirds and sixths
def shapley_of_first(values):
    d = values[1] - values[0]
    return d[0, 0] / 3 + d[1, 1] / 3 + (d[0, 1] + d[1, 0]) / 6

# %% shapley_of_first | right | weights as a matrix
def shapley_of_first(values):
    return np.sum((values[1] - values[0]) * np.array([[2, 1], [1, 2]])) / 6

# %% shapley_of_first | right | factorials in a loop
from math import factorial

def shapley_of_first(values):
    total = 0
    for b in (0, 1):
        for c in (0, 1):
            s = b + c
            w = factorial(s) * factorial(2 - s) / factorial(3)
            total += w * (values[1, b, c] - values[0, b, c])
    return total

# %% shapley_of_first | wrong | plain mean of the four gains
def shapley_of_first(values):
    return np.mean(values[1] - values[0])

# %% shapley_of_first | wrong | average of the coalitions with Ann
def shapley_of_first(values):
    return values[1].mean()

# %% shapley_of_first | wrong | only what she earns alone
def shapley_of_first(values):
    return values[1, 0, 0]

# %% shapley_of_first | wrong | leave one out
def shapley_of_first(values):
    return values[1, 1, 1] - values[0, 1, 1]

# %% shapley_of_first | wrong | first and last averaged
def shapley_of_first(values):
    first = values[1, 0, 0] - values[0, 0, 0]
    last = values[1, 1, 1] - values[0, 1, 1]
    return (first + last) / 2

# %% shapley_of_first | wrong | equal parts
def shapley_of_first(values):
    return values[1, 1, 1] / 3

# %% shapley_of_first | wrong | first, second, last a third each, second with Ben only
def shapley_of_first(values):
    first = values[1, 0, 0] - values[0, 0, 0]
    second = values[1, 1, 0] - values[0, 1, 0]
    last = values[1, 1, 1] - values[0, 1, 1]
    return (first + second + last) / 3

# %% shapley_of_first | wrong | divides by four
def shapley_of_first(values):
    g = values[1] - values[0]
    return (2 * g[0, 0] + g[0, 1] + g[1, 0] + 2 * g[1, 1]) / 4

# %% shapley_of_first | wrong | proportional to what each earns alone
def shapley_of_first(values):
    alone = values[1, 0, 0] + values[0, 1, 0] + values[0, 0, 1]
    return values[1, 1, 1] * values[1, 0, 0] / alone

# %% shapley_of_first | wrong | order of the axes mixed up
def shapley_of_first(values):
    g = values[:, :, 1] - values[:, :, 0]
    return (2 * g[0, 0] + g[0, 1] + g[1, 0] + 2 * g[1, 1]) / 6

# %% trap | right | three black corners, two faint spots
def trap(score, gradient):
    picture = np.ones((8, 8)) * 0.5
    picture[4, 4] = picture[7, 7] = picture[4, 7] = 0
    picture[0, 0] = 0.52
    picture[0, 7] = 0.51
    return picture

# %% trap | right | a black column far apart, checked with the score
def trap(score, gradient):
    picture = np.full((8, 8), 0.5)
    picture[:4, 4] = 0
    for light in (0.55, 0.54, 0.53, 0.52):
        picture[7, 0] = light
        if score(picture.reshape(1, 8, 8, 1))[0] < 1.08:
            return picture

# %% trap | right | a black frame of one window
def trap(score, gradient):
    wall = np.full((8, 8), 0.5)
    wall[0:4, 0:4] = 0
    wall[1:3, 1:3] = 0.5
    wall[6, 2] = 0.53
    return wall

# %% trap | wrong | one black pixel
def trap(score, gradient):
    picture = np.full((8, 8), 0.5)
    picture[1, 1] = 0
    return picture

# %% trap | wrong | all white
def trap(score, gradient):
    return np.ones((8, 8))

# %% trap | wrong | grey wall, nothing on it
def trap(score, gradient):
    return np.full((8, 8), 0.5)

# %% trap | right | white lamps in one window, a faint lamp elsewhere
def trap(score, gradient):
    picture = np.full((8, 8), 0.5)
    picture[0, 0] = picture[3, 0] = picture[0, 3] = 1
    picture[5, 5] = 0.54
    return picture

# %% trap | wrong | no decoy
def trap(score, gradient):
    picture = np.full((8, 8), 0.5)
    picture[0, 0] = picture[3, 3] = 0
    return picture

# %% trap | wrong | black pixels touch
def trap(score, gradient):
    picture = np.full((8, 8), 0.5)
    picture[0, 0] = picture[0, 1] = 0
    picture[6, 6] = 0.53
    return picture

# %% trap | wrong | decoy too strong
def trap(score, gradient):
    picture = np.full((8, 8), 0.5)
    picture[0, 0] = picture[3, 3] = 0
    picture[6, 6] = 0.7
    return picture

# %% trap | wrong | a channel too many
def trap(score, gradient):
    picture = np.full((8, 8, 1), 0.5)
    picture[0, 0] = picture[3, 3] = 0
    picture[6, 6] = 0.53
    return picture

# %% trap | wrong | 0 to 255
def trap(score, gradient):
    picture = np.full((8, 8), 128)
    picture[0, 0] = picture[3, 3] = 0
    picture[6, 6] = 135
    return picture

# %% trap | wrong | noise
def trap(score, gradient):
    return np.random.default_rng(0).random((8, 8))
