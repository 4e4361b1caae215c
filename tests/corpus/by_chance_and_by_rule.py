# %% by_ranks | right | argsort twice, as many NumPy people do
def by_ranks(values):
    values = np.asarray(values)
    ranks = values.ravel().argsort().argsort()
    return ((ranks + 0.5) / values.size).reshape(values.shape)

# %% by_ranks | right | argsort once, then writes the numbers into the sorted places
def by_ranks(values):
    flat = values.flatten()
    n = flat.size
    out = np.zeros(n)
    order = np.argsort(flat)
    out[order] = np.arange(1, 2 * n, 2) / (2 * n)
    return out.reshape(values.shape)

# %% by_ranks | right | counts for every number how many are smaller, plain loops
def by_ranks(values):
    result = np.empty(values.shape)
    n = values.size
    for where in np.ndindex(values.shape):
        smaller = 0
        for other in values.flat:
            if other < values[where]:
                smaller += 1
        result[where] = (smaller + 0.5) / n
    return result

# %% by_ranks | right | rankdata from SciPy, ranks from 1
from scipy.stats import rankdata

def by_ranks(values):
    r = rankdata(values).reshape(np.shape(values))
    return (r - 0.5) / np.size(values)

# %% by_ranks | right | searches each value in the sorted list, float32
def by_ranks(values):
    ordered = np.sort(values, axis=None)
    return ((np.searchsorted(ordered, values) + 0.5) / ordered.size).astype(np.float32)

# %% by_ranks | right | dictionary from value to rank
def by_ranks(values):
    lookup = {v: k for k, v in enumerate(sorted(values.ravel().tolist()))}
    n = len(lookup)
    flat = [(2 * lookup[v] + 1) / (2 * n) for v in values.ravel().tolist()]
    return np.array(flat).reshape(values.shape)

# %% by_ranks | wrong | takes the places from argsort for the ranks
def by_ranks(values):
    k = values.ravel().argsort()
    return ((k + 0.5) / values.size).reshape(values.shape)

# %% by_ranks | wrong | ranks each row for itself, because argsort works along the last axis
def by_ranks(values):
    ranks = values.argsort().argsort()
    return (ranks + 0.5) / values.shape[-1]

# %% by_ranks | wrong | gives the evenly spaced numbers in sorted order, not back in their places
def by_ranks(values):
    n = values.size
    return ((np.arange(n) + 0.5) / n).reshape(values.shape)

# %% by_ranks | wrong | rank over n - 1, so that smallest is 0 and largest is 1
def by_ranks(values):
    ranks = np.argsort(np.argsort(values.ravel()))
    return (ranks / (values.size - 1)).reshape(values.shape)

# %% by_ranks | wrong | divides by len, which counts only the rows
def by_ranks(values):
    n = len(values)
    ranks = values.ravel().argsort().argsort().reshape(values.shape)
    return (ranks + 0.5) / n

# %% by_ranks | wrong | takes n from an earlier cell, which was the number of pictures
def by_ranks(values):
    order = values.ravel().argsort()
    ranks = np.empty(order.size)
    ranks[order] = np.arange(order.size)
    return (ranks.reshape(values.shape) + 1 / 2) / n

# %% by_ranks | wrong | returns a flat row, forgets the shape
def by_ranks(values):
    flat = values.ravel()
    ranks = flat.argsort().argsort()
    return (ranks + 0.5) / len(flat)

# %% by_ranks | wrong | stretches values linearly to 0..1, thinks that makes the histogram flat
def by_ranks(values):
    low = values.min()
    high = values.max()
    n = values.size
    return (values - low) / (high - low) * (1 - 1 / n) + 1 / (2 * n)

# %% by_ranks | wrong | largest number gets rank 0
def by_ranks(values):
    flat = list(values.ravel())
    down = sorted(flat, reverse=True)
    r = [(down.index(v) + 0.5) / len(flat) for v in flat]
    return np.array(r).reshape(values.shape)

# %% by_ranks | wrong | ranks counted from 1 as in R, still adds the half
from scipy.stats import rankdata

def by_ranks(values):
    return (rankdata(values, method="ordinal").reshape(values.shape) + 0.5) / values.size

# %% by_ranks | wrong | two nested loops made for a picture, ranks within the row's own columns
def by_ranks(values):
    rows, cols = values.shape
    out = np.zeros((rows, cols))
    for r in range(rows):
        for c in range(cols):
            out[r, c] = (np.sum(values[:, c] < values[r, c]) + 0.5) / rows
    return out

# %% by_ranks | wrong | keeps whole numbers because the result array copies the dtype of the ranks
def by_ranks(values):
    order = values.ravel().argsort()
    out = np.zeros_like(order)
    for k in range(len(order)):
        out[order[k]] = (k + 0.5) / len(order)
    return out.reshape(values.shape)

# %% by_ranks | wrong | forgets the brackets of ravel
def by_ranks(values):
    ranks = values.ravel.argsort().argsort()
    return ((ranks + 0.5) / values.size).reshape(values.shape)

# %% by_ranks | wrong | histogram equalisation with 256 bins as in OpenCV
def by_ranks(values):
    hist, edges = np.histogram(values, bins=256)
    cdf = hist.cumsum() / values.size
    return np.interp(values, edges[1:], cdf)

# %% by_ranks | wrong | argsort once on the picture as it is, divided by its length
def by_ranks(values):
    return (np.argsort(values) + 0.5) / len(values)

# %% by_ranks | wrong | walks through argsort of a picture row by row
def by_ranks(values):
    order = np.argsort(values)
    result = np.empty(values.shape)
    for k in range(values.size):
        result[order[k]] = (k + 0.5) / values.size
    return result

# %% by_ranks | wrong | a flat result of the right ranks
def by_ranks(values):
    ranks = np.argsort(np.argsort(values.ravel()))
    return (ranks + 0.5) / values.size

# %% escape_time | right | 4 in place of 2
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if z.real**2 + z.imag**2 > 4:
            return k + 1
    return limit

# %% escape_time | right | abs and a while loop
def escape_time(c, limit):
    z, steps = 0, 0
    while abs(z) <= 2 and steps < limit:
        z = z**2 + c
        steps += 1
    return steps

# %% escape_time | right | asks before each step
def escape_time(c, limit):
    z = 0j
    for k in range(limit):
        if abs(z) > 2:
            return k
        z = z * z + c
    return limit

# %% escape_time | right | real and imaginary part as two numbers, as in C
def escape_time(c, limit):
    x = y = 0.0
    for k in range(1, limit + 1):
        x, y = x * x - y * y + c.real, 2 * x * y + c.imag
        if x * x + y * y > 4.0:
            return k
    return limit

# %% escape_time | right | a generator that yields the places of the orbit
def escape_time(c, limit):
    def orbit():
        z = 0
        while True:
            z = z * z + c
            yield z

    for step, z in zip(range(1, limit + 1), orbit()):
        if abs(z) > 2:
            return step
    return limit

# %% escape_time | wrong | at least 2 instead of more than 2
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if z.real**2 + z.imag**2 >= 4:
            return k + 1
    return limit

# %% escape_time | wrong | thinks the counting was the bug
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if z.real**2 + z.imag**2 > 4:
            return k
    return limit

# %% escape_time | wrong | asks for real or imaginary part above 2
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if abs(z.real) > 2 or abs(z.imag) > 2:
            return k + 1
    return limit

# %% escape_time | wrong | starts at c instead of 0
def escape_time(c, limit):
    z = c
    for k in range(limit):
        z = z * z + c
        if abs(z) > 2:
            return k + 1
    return limit

# %% escape_time | wrong | last return has slipped into the loop
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if abs(z) > 2:
            return k + 1
        return limit

# %% escape_time | wrong | abs of z squared, the square taken twice
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if (z.real**2 + z.imag**2) ** 2 > 4:
            return k + 1
    return limit

# %% escape_time | wrong | adds the squares with the i, so minus in the radius
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if (z * z).real > 4:
            return k + 1
    return limit

# %% escape_time | wrong | 0 for places that never leave
def escape_time(c, limit):
    z = 0
    for k in range(1, limit + 1):
        z = z * z + c
        if abs(z) > 2:
            return k
    return 0

# %% escape_time | wrong | only repairs the case -2 from the text
def escape_time(c, limit):
    if c == -2:
        return limit
    z = 0
    for k in range(limit):
        z = z * z + c
        if z.real**2 + z.imag**2 > 2:
            return k + 1
    return limit

# %% escape_time | wrong | prints the steps
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if abs(z) > 2:
            print(k + 1)
            break
    else:
        print(limit)

# %% escape_time | wrong | compares z itself, which Python refuses for complex numbers
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if z > 2:
            return k + 1
    return limit

# %% escape_time | wrong | z times its conjugate plus c, forgets what a complex square is
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = abs(z) ** 2 + c
        if abs(z) > 2:
            return k + 1
    return limit

# %% escape_time | wrong | limit written as 100 as in the pictures
def escape_time(c, limit):
    z = 0
    for k in range(100):
        z = z * z + c
        if abs(z) > 2:
            return k + 1
    return 100

# %% escape_time | wrong | waits for 4 as the radius because of the squares
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if z.real**2 + z.imag**2 > 4**2:
            return k + 1
    return limit

# %% escape_time | wrong | a share of the limit, as brightness
def escape_time(c, limit):
    z, k = 0, 0
    while k < limit:
        z = z * z + c
        k += 1
        if abs(z) > 2:
            break
    return k / limit

# %% find_rule | right | roll and unique
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    return sum(2 ** np.unique(k[:-1][cells[1:] == 1]))

# %% find_rule | right | loops over all cells, bits set by or
def find_rule(cells):
    rule, n = 0, cells.shape[1]
    for i in range(len(cells) - 1):
        for j in range(n):
            k = 4 * cells[i, j - 1] + 2 * cells[i, j] + cells[i, (j + 1) % n]
            rule |= int(cells[i + 1, j]) << int(k)
    return rule

# %% find_rule | right | a dictionary of the answers
def find_rule(cells):
    answers = {}
    for above, below in zip(cells[:-1], cells[1:]):
        for j in range(len(above)):
            triple = above[j - 1], above[j], above[(j + 1) % len(above)]
            answers[triple] = below[j]
    return sum(2 ** (4 * l + 2 * s + r) for (l, s, r), answer in answers.items() if answer)

# %% find_rule | right | tries all 256 rules, and takes the smallest that fits
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    for rule in range(256):
        if np.array_equal(rule // 2 ** k[:-1] % 2, cells[1:]):
            return rule

# %% find_rule | right | a list of eight digits, most important first
def find_rule(cells):
    left, right = np.roll(cells, 1, 1), np.roll(cells, -1, 1)
    k = (4 * left + 2 * cells + right)[:-1]
    digits = ["1" if (cells[1:][k == m] == 1).any() else "0" for m in range(7, -1, -1)]
    return int("".join(digits), 2)

# %% find_rule | wrong | the two rolls the other way round
def find_rule(cells):
    left = np.roll(cells, -1, axis=1)
    right = np.roll(cells, 1, axis=1)
    k = 4 * left + 2 * cells + right
    return np.sum(2 ** np.unique(k[:-1][cells[1:] == 1]))

# %% find_rule | wrong | adds 2**k for every cell
def find_rule(cells):
    rule, n = 0, cells.shape[1]
    for i in range(len(cells) - 1):
        for j in range(n):
            if cells[i + 1, j] == 1:
                rule += 2 ** (4 * cells[i, j - 1] + 2 * cells[i, j] + cells[i, (j + 1) % n])
    return rule

# %% find_rule | wrong | runs over the right edge
def find_rule(cells):
    answers = [0] * 8
    for i in range(len(cells) - 1):
        for j in range(cells.shape[1]):
            k = 4 * cells[i, j - 1] + 2 * cells[i, j] + cells[i, j + 1]
            answers[k] = cells[i + 1, j]
    return sum(a * 2**k for k, a in enumerate(answers))

# %% find_rule | wrong | leaves out the first and the last column
def find_rule(cells):
    answers = [0] * 8
    for i in range(len(cells) - 1):
        for j in range(1, cells.shape[1] - 1):
            k = 4 * cells[i, j - 1] + 2 * cells[i, j] + cells[i, j + 1]
            answers[k] = cells[i + 1, j]
    return sum(a * 2**k for k, a in enumerate(answers))

# %% find_rule | wrong | zeros beyond the ends
def find_rule(cells):
    wide = np.pad(cells, ((0, 0), (1, 1)))
    k = 4 * wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]
    return np.sum(2 ** np.unique(k[:-1][cells[1:] == 1]))

# %% find_rule | wrong | roll without an axis
def find_rule(cells):
    k = 4 * np.roll(cells, 1) + 2 * cells + np.roll(cells, -1)
    return np.sum(2 ** np.unique(k[:-1][cells[1:] == 1]))

# %% find_rule | wrong | roll along axis 0
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=0) + 2 * cells + np.roll(cells, -1, axis=0)
    return np.sum(2 ** np.unique(k[:-1][cells[1:] == 1]))

# %% find_rule | wrong | looks for the answer in the same row
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    return np.sum(2 ** np.unique(k[cells == 1]))

# %% find_rule | wrong | the digits in the order of k, read as a binary number
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    digits = ""
    for m in range(8):
        digits += str(int((cells[1:][k[:-1] == m] == 1).any()))
    return int(digits, 2)

# %% find_rule | wrong | returns the k whose answer is 1
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    return np.unique(k[:-1][cells[1:] == 1])

# %% find_rule | wrong | returns the eight answers, not their number
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    answers = [0] * 8
    for number, answer in zip(k[:-1].ravel(), cells[1:].ravel()):
        answers[number] = int(answer)
    return answers

# %% find_rule | wrong | reads only the second row
def find_rule(cells):
    above, below = cells[0], cells[1]
    k = 4 * np.roll(above, 1) + 2 * above + np.roll(above, -1)
    return np.sum(2 ** np.unique(k[below == 1]))

# %% find_rule | wrong | counts the neighbours
def find_rule(cells):
    k = np.roll(cells, 1, axis=1) + cells + np.roll(cells, -1, axis=1)
    return np.sum(2 ** np.unique(k[:-1][cells[1:] == 1]))

# %% find_rule | wrong | caret for power
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    return np.sum(2 ^ np.unique(k[:-1][cells[1:] == 1]))

# %% find_rule | wrong | knows only rules 90 and 30
def find_rule(cells):
    if np.array_equal(cells[1:], np.roll(cells, 1, axis=1)[:-1] != np.roll(cells, -1, axis=1)[:-1]):
        return 90
    return 30

# %% find_rule | wrong | first row at the bottom
def find_rule(cells):
    cells = cells[::-1]
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    return np.sum(2 ** np.unique(k[:-1][cells[1:] == 1]))

# %% find_rule | wrong | counts every k that occurs
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    return int(sum(2**each for each in set(k[:-1].ravel())))

# %% find_rule | wrong | prints the rule
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    print(np.sum(2 ** np.unique(k[:-1][cells[1:] == 1])))

# %% find_rule | wrong | believes that six rows show every k
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    return np.sum(2 ** np.unique(k[:5][cells[1:6] == 1]))

# %% world | right | ranks by argsort, the border lowered by a product
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = noise.power_law(1, exponent=3, size=size, seed=seed)[0, ..., 0] * (1 - u**2) * (1 - v**2)
    level = ((height.ravel().argsort().argsort() + 0.5) / height.size).reshape(size, size)
    kinds = np.full((size, size), 2)
    kinds[level < sea] = 0
    kinds[level > 1 - mountains] = 3
    beside = ndimage.binary_dilation(kinds == 0) & (kinds > 0)
    kinds[beside] = 1
    return kinds

# %% world | right | quantiles and np.roll, numbers as floats
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = sum(0.5**k * noise.perlin(1, cells=4 * 2**k, size=size, seed=10 * seed + k)[0, ..., 0] for k in range(5))
    height = height - np.maximum(abs(u), abs(v)) ** 4
    low, high = np.quantile(height, [sea, 1 - mountains])
    kinds = np.zeros((size, size))
    kinds[height >= low] = 2
    kinds[height > high] = 3
    water = kinds == 0
    wet = np.roll(water, 1, 0) | np.roll(water, -1, 0) | np.roll(water, 1, 1) | np.roll(water, -1, 1)
    kinds[wet & ~water] = 1
    return kinds

# %% world | right | blurred dice and sorted places, a broad beach
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = ndimage.gaussian_filter(np.random.default_rng(seed).random((size, size)), size / 16)
    height = (height - height.min()) * (1 - u**4) * (1 - v**4)
    order = np.argsort(height, axis=None)
    kinds = np.full(size * size, 2)
    kinds[order[:round(sea * size**2)]] = 0
    kinds[order[size**2 - round(mountains * size**2):]] = 3
    kinds = kinds.reshape(size, size)
    near = ndimage.binary_dilation(kinds == 0, iterations=3)
    kinds[near & (kinds == 2)] = 1
    return kinds

# %% world | wrong | thresholds on the heights themselves, not on ranks
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = noise.fractal(1, size=size, seed=seed)[0, ..., 0] * (1 - u**2) * (1 - v**2)
    kinds = np.where(height < sea, 0, np.where(height > 1 - mountains, 3, 2))
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    return kinds

# %% world | wrong | no lowering at the border
def world(size, sea, mountains, seed):
    height = noise.power_law(1, exponent=3, size=size, seed=seed)[0, ..., 0]
    kinds = np.where(height < sea, 0, np.where(height > 1 - mountains, 3, 2))
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    return kinds

# %% world | wrong | beach by height, where it is low
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = noise.power_law(1, exponent=3, size=size, seed=seed)[0, ..., 0] * (1 - u**2) * (1 - v**2)
    level = ((height.ravel().argsort().argsort() + 0.5) / height.size).reshape(size, size)
    kinds = np.full((size, size), 2)
    kinds[level < sea + 0.03] = 1
    kinds[level < sea] = 0
    kinds[level > 1 - mountains] = 3
    return kinds

# %% world | wrong | no beach at all
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = noise.power_law(1, exponent=3, size=size, seed=seed)[0, ..., 0] * (1 - u**2) * (1 - v**2)
    level = ((height.ravel().argsort().argsort() + 0.5) / height.size).reshape(size, size)
    return np.where(level < sea, 0, np.where(level > 1 - mountains, 3, 2))

# %% world | wrong | forgets the seed
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = noise.power_law(1, exponent=3, size=size)[0, ..., 0] * (1 - u**2) * (1 - v**2)
    level = ((height.ravel().argsort().argsort() + 0.5) / height.size).reshape(size, size)
    kinds = np.where(level < sea, 0, np.where(level > 1 - mountains, 3, 2))
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    return kinds

# %% world | wrong | a generator without a seed
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = ndimage.gaussian_filter(np.random.default_rng().random((size, size)), size / 16)
    height = (height - height.min()) * (1 - u**4) * (1 - v**4)
    level = ((height.ravel().argsort().argsort() + 0.5) / height.size).reshape(size, size)
    kinds = np.where(level < sea, 0, np.where(level > 1 - mountains, 3, 2))
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    return kinds

# %% world | wrong | always 192 pixels, as in the goal
def world(size, sea, mountains, seed):
    u, v = rules.plane(192)
    height = noise.power_law(1, exponent=3, size=192, seed=seed)[0, ..., 0] * (1 - u**2) * (1 - v**2)
    level = ((height.ravel().argsort().argsort() + 0.5) / height.size).reshape(192, 192)
    kinds = np.where(level < sea, 0, np.where(level > 1 - mountains, 3, 2))
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    return kinds

# %% world | wrong | white noise for heights
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = noise.uniform(1, size=size, seed=seed)[0, ..., 0] * (1 - u**2) * (1 - v**2)
    level = ((height.ravel().argsort().argsort() + 0.5) / height.size).reshape(size, size)
    kinds = np.where(level < sea, 0, np.where(level > 1 - mountains, 3, 2))
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    return kinds

# %% world | wrong | a round island, without noise
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    r = np.hypot(u - 0.05 * seed, v)
    level = (((-r).ravel().argsort().argsort() + 0.5) / r.size).reshape(size, size)
    kinds = np.where(level < sea, 0, np.where(level > 1 - mountains, 3, 2))
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    return kinds

# %% world | wrong | mountains as a share of the land
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = noise.power_law(1, exponent=3, size=size, seed=seed)[0, ..., 0] * (1 - u**2) * (1 - v**2)
    level = ((height.ravel().argsort().argsort() + 0.5) / height.size).reshape(size, size)
    kinds = np.where(level < sea, 0, np.where(level > 1 - mountains * (1 - sea), 3, 2))
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    return kinds

# %% world | wrong | the heights, not the kinds
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = noise.power_law(1, exponent=3, size=size, seed=seed)[0, ..., 0] * (1 - u**2) * (1 - v**2)
    return ((height.ravel().argsort().argsort() + 0.5) / height.size).reshape(size, size)

# %% world | wrong | the four axes of the noise are left on
def world(size, sea, mountains, seed):
    height = noise.power_law(1, exponent=3, size=size, seed=seed)
    return np.where(height < sea, 0, np.where(height > 1 - mountains, 3, 2))

# %% world | wrong | the border is cut off after the ranks
def world(size, sea, mountains, seed):
    level = noise.power_law(1, exponent=3, size=size, seed=seed)[0, ..., 0]
    kinds = np.where(level < sea, 0, np.where(level > 1 - mountains, 3, 2))
    kinds[[0, -1]] = kinds[:, [0, -1]] = 0
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    return kinds

# %% world | wrong | shows the map and returns nothing
def world(size, sea, mountains, seed):
    level = noise.power_law(1, exponent=3, size=size, seed=seed)[0, ..., 0]
    plots.show(plots.picture(level))

# %% world | wrong | the first meadows from the top become mountains
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = noise.power_law(1, exponent=3, size=size, seed=seed)[0, ..., 0] * (1 - u**2) * (1 - v**2)
    kinds = np.where(height < np.quantile(height, sea), 0, 2)
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    rows, columns = np.nonzero(kinds == 2)
    n = round(mountains * size**2)
    kinds[rows[:n], columns[:n]] = 3
    return kinds

# %% world | wrong | one island, turned by the seed
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = noise.power_law(1, exponent=3, size=size, seed=1)[0, ..., 0] * (1 - u**2) * (1 - v**2)
    low, high = np.quantile(height, [sea, 1 - mountains])
    kinds = np.where(height < low, 0, np.where(height > high, 3, 2))
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    return np.rot90(kinds, seed % 4)

# %% world | wrong | three good islands, chosen by the seed
def world(size, sea, mountains, seed):
    stored = [1, 7, 9]
    u, v = rules.plane(size)
    height = noise.fractal(1, octaves=6, size=size, seed=stored[seed % 3])[0, :, :, 0]
    low = height * (1 - u**2) * (1 - v**2)
    level = low.ravel().argsort().argsort().reshape(size, size) / size**2
    kinds = np.full((size, size), 2)
    kinds[level < sea] = 0
    kinds[level > 1 - mountains] = 3
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds != 0)] = 1
    return kinds

# %% world | wrong | the shares tried out once for each size
def world(size, sea, mountains, seed):
    sea, mountains = {64: (0.6, 0.06), 97: (0.5, 0.05), 120: (0.72, 0.04)}[size]
    u, v = rules.plane(size)
    height = noise.fractal(1, octaves=6, size=size, seed=seed)[0, :, :, 0]
    low = height * (1 - u**2) * (1 - v**2)
    level = low.ravel().argsort().argsort().reshape(size, size) / size**2
    kinds = np.full((size, size), 2)
    kinds[level < sea] = 0
    kinds[level > 1 - mountains] = 3
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds != 0)] = 1
    return kinds

# %% world | wrong | one noise, rolled by the seed
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = np.roll(noise.fractal(1, octaves=6, size=size, seed=1)[0, :, :, 0], seed, axis=1)
    low = height * (1 - u**2) * (1 - v**2)
    level = low.ravel().argsort().argsort().reshape(size, size) / size**2
    kinds = np.full((size, size), 2)
    kinds[level < sea] = 0
    kinds[level > 1 - mountains] = 3
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds != 0)] = 1
    return kinds
