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

# %% recombine | right | the formula in two steps
def recombine(a, b):
    strength = np.abs(np.fft.fft2(a))
    phase = np.angle(np.fft.fft2(b))
    return np.fft.ifft2(strength * np.exp(1j * phase)).real

# %% recombine | right | cosine and sine in place of the complex exponential
def recombine(a, b):
    fa, fb = np.fft.fft2(a), np.fft.fft2(b)
    s = np.sqrt(fa.real**2 + fa.imag**2)
    p = np.arctan2(fb.imag, fb.real)
    return np.real(np.fft.ifft2(s * np.cos(p) + 1j * s * np.sin(p)))

# %% recombine | right | own transform with two matrices
def recombine(a, b):
    h, w = a.shape
    down = np.exp(-2j * np.pi * np.outer(np.arange(h), np.arange(h)) / h)
    across = np.exp(-2j * np.pi * np.outer(np.arange(w), np.arange(w)) / w)
    A = down @ a @ across
    B = down @ b @ across
    mixed = np.abs(A) * np.exp(1j * np.angle(B))
    return (down.conj() @ mixed @ across.conj()).real / (h * w)

# %% recombine | right | SciPy, shifts there and back as in an optics course
from scipy import fft

def recombine(a, b):
    A = fft.fftshift(fft.fft2(a))
    B = fft.fftshift(fft.fft2(b))
    C = np.abs(A) * np.exp(1j * np.angle(B))
    return fft.ifft2(fft.ifftshift(C)).real

# %% recombine | right | loops over all waves with cmath
import cmath

def recombine(a, b):
    A = np.fft.fft2(a)
    B = np.fft.fft2(b)
    C = np.zeros(A.shape, dtype=complex)
    for p in range(A.shape[0]):
        for q in range(A.shape[1]):
            C[p, q] = cmath.rect(abs(A[p, q]), cmath.phase(B[p, q]))
    return np.fft.ifft2(C).real

# %% recombine | wrong | strengths and phases the wrong way round
def recombine(a, b):
    strength = np.abs(np.fft.fft2(b))
    phase = np.angle(np.fft.fft2(a))
    return np.fft.ifft2(strength * np.exp(1j * phase)).real

# %% recombine | wrong | forgets the 1j
def recombine(a, b):
    strength = np.abs(np.fft.fft2(a))
    phase = np.angle(np.fft.fft2(b))
    return np.fft.ifft2(strength * np.exp(phase)).real

# %% recombine | wrong | takes the size of the result as the picture
def recombine(a, b):
    strength = np.abs(np.fft.fft2(a))
    phase = np.angle(np.fft.fft2(b))
    return np.abs(np.fft.ifft2(strength * np.exp(1j * phase)))

# %% recombine | wrong | multiplies both transforms, a convolution
def recombine(a, b):
    return np.fft.ifft2(np.fft.fft2(a) * np.fft.fft2(b)).real

# %% recombine | wrong | adds phase to strength as real and imaginary part
def recombine(a, b):
    X = np.fft.fft2(a)
    Y = np.fft.fft2(b)
    new = np.abs(X) + 1j * np.angle(Y)
    return np.fft.ifft2(new).real

# %% recombine | wrong | squares the strengths, thinking of the spectrum
def recombine(a, b):
    spectrum_a = np.abs(np.fft.fft2(a)) ** 2
    phase_b = np.angle(np.fft.fft2(b))
    return np.fft.ifft2(spectrum_a * np.exp(1j * phase_b)).real

# %% recombine | wrong | strengths of a, but keeps the strengths of b too
def recombine(a, b):
    A = np.fft.fft2(a)
    B = np.fft.fft2(b)
    return np.fft.ifft2(np.abs(A) * B).real

# %% recombine | wrong | fft along the last axis only
def recombine(a, b):
    strength = abs(np.fft.fft(a))
    phase = np.angle(np.fft.fft(b))
    return np.fft.ifft(strength * np.exp(1j * phase)).real

# %% recombine | wrong | uses cup and cat from the cell above
def recombine(a, b):
    s = np.abs(np.fft.fft2(cup))
    f = np.angle(np.fft.fft2(cat))
    return np.fft.ifft2(s * np.exp(1j * f)).real

# %% recombine | wrong | shifts the strengths but not the phases
def recombine(a, b):
    strength = np.abs(np.fft.fftshift(np.fft.fft2(a)))
    phase = np.angle(np.fft.fft2(b))
    return np.fft.ifft2(strength * np.exp(1j * phase)).real

# %% recombine | wrong | angle in degrees
def recombine(a, b):
    strength = np.abs(np.fft.fft2(a))
    phase = np.angle(np.fft.fft2(b), deg=True)
    return np.fft.ifft2(strength * np.exp(1j * phase)).real

# %% recombine | wrong | the sign of the exponent as in the formula of the transform
def recombine(a, b):
    strength = np.abs(np.fft.fft2(a))
    phase = np.angle(np.fft.fft2(b))
    wave = strength * np.exp(-1j * phase)
    return np.fft.ifft2(wave).real

# %% recombine | wrong | real part for the strength
def recombine(a, b):
    A, B = np.fft.fft2(a), np.fft.fft2(b)
    return np.fft.ifft2(A.real * np.exp(1j * np.angle(B))).real

# %% recombine | wrong | the phase by arctan, which loses two quadrants
def recombine(a, b):
    A, B = np.fft.fft2(a), np.fft.fft2(b)
    with np.errstate(all="ignore"):
        phase = np.arctan(B.imag / B.real)
    return np.fft.ifft2(np.abs(A) * np.exp(1j * np.nan_to_num(phase))).real

# %% recombine | wrong | cuts the result to 0 to 1 as for showing
def recombine(a, b):
    strength = np.abs(np.fft.fft2(a))
    phase = np.angle(np.fft.fft2(b))
    return np.clip(np.fft.ifft2(strength * np.exp(1j * phase)).real, 0, 1)

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

# %% next_row | right | roll, as in the text
def next_row(row, rule):
    row = np.asarray(row).astype(int)
    k = 4 * np.roll(row, 1) + 2 * row + np.roll(row, -1)
    return rule // 2**k % 2

# %% next_row | right | plain loop with modulo, gives a list
def next_row(row, rule):
    new = []
    n = len(row)
    for j in range(n):
        l = int(row[(j - 1) % n])
        s = int(row[j])
        r = int(row[(j + 1) % n])
        new.append((rule >> (4 * l + 2 * s + r)) & 1)
    return new

# %% next_row | right | table of eight answers, indexed with the neighbourhoods
def next_row(row, rule):
    table = np.array([int(d) for d in format(rule, "08b")[::-1]])
    ring = np.concatenate([row[-1:], row, row[:1]]).astype(int)
    return table[4 * ring[:-2] + 2 * ring[1:-1] + ring[2:]]

# %% next_row | right | dictionary of triples, as in Wolfram's picture
def next_row(row, rule):
    bits = f"{rule:08b}"
    triples = [(a, b, c) for a in (1, 0) for b in (1, 0) for c in (1, 0)]
    answer = {t: int(x) for t, x in zip(triples, bits)}
    x = [int(v) for v in row]
    right = x[1:] + x[:1]
    left = x[-1:] + x[:-1]
    return np.array([answer[t] for t in zip(left, x, right)])

# %% next_row | right | unpackbits and np.take with wrap
def next_row(row, rule):
    bits = np.unpackbits(np.uint8(rule), bitorder="little")
    x = np.array(row, dtype=int)
    j = np.arange(x.size)
    codes = 4 * x.take(j - 1, mode="wrap") + 2 * x + x.take(j + 1, mode="wrap")
    return bits[codes]

# %% next_row | wrong | cells outside count as 0
def next_row(row, rule):
    p = np.pad(row, 1)
    k = 4 * p[:-2] + 2 * p[1:-1] + p[2:]
    return rule // 2**k % 2

# %% next_row | wrong | the two rolls the other way round
def next_row(row, rule):
    left = np.roll(row, -1)
    right = np.roll(row, 1)
    k = 4 * left + 2 * row + right
    return rule // 2**k % 2

# %% next_row | wrong | reads the digits of the rule from the front
def next_row(row, rule):
    bits = format(rule, "08b")
    n = len(row)
    return [int(bits[4 * row[j - 1] + 2 * row[j] + row[(j + 1) % n]]) for j in range(n)]

# %% next_row | wrong | real division, so fractions come out
def next_row(row, rule):
    k = 4 * np.roll(row, 1) + 2 * row + np.roll(row, -1)
    return rule / 2**k % 2

# %% next_row | wrong | writes into the row it is reading
def next_row(row, rule):
    n = len(row)
    row = [int(x) for x in row]
    for j in range(n):
        k = 4 * row[j - 1] + 2 * row[j] + row[(j + 1) % n]
        row[j] = rule // 2**k % 2
    return row

# %% next_row | wrong | runs over the right edge
def next_row(row, rule):
    new = []
    for j in range(len(row)):
        k = 4 * row[j - 1] + 2 * row[j] + row[j + 1]
        new.append(rule // 2**k % 2)
    return new

# %% next_row | wrong | leaves the two ends as they are
def next_row(row, rule):
    new = list(row)
    for j in range(1, len(row) - 1):
        k = 4 * row[j - 1] + 2 * row[j] + row[j + 1]
        new[j] = rule // 2**k % 2
    return new

# %% next_row | wrong | xor of the neighbours, knows only rule 90
def next_row(row, rule):
    return np.roll(row, 1) ^ np.roll(row, -1)

# %% next_row | wrong | adds up the neighbours as in the game of life
def next_row(row, rule):
    k = np.roll(row, 1) + row + np.roll(row, -1)
    return rule // 2**k % 2

# %% next_row | wrong | remainder first, then the division
def next_row(row, rule):
    k = 4 * np.roll(row, 1) + 2 * row + np.roll(row, -1)
    return rule % 2**k // 2

# %% next_row | wrong | 2 times k in place of 2 to the k
def next_row(row, rule):
    k = 4 * np.roll(row, 1) + 2 * row + np.roll(row, -1)
    return rule // (2 * np.maximum(k, 1)) % 2

# %% next_row | wrong | weights through convolve, which turns the kernel round
def next_row(row, rule):
    around = np.concatenate([row[-1:], row, row[:1]])
    k = np.convolve(around, [4, 2, 1], mode="valid")
    return (rule >> k) & 1

# %% next_row | wrong | caret for power, as in R
def next_row(row, rule):
    k = 4 * np.roll(row, 1) + 2 * row + np.roll(row, -1)
    return rule // (2 ^ k) % 2

# %% next_row | wrong | rule 30 from the text written in
def next_row(row, rule=30):
    table = [0, 1, 1, 1, 1, 0, 0, 0]
    n = len(row)
    return [table[4 * row[j - 1] + 2 * row[j] + row[(j + 1) % n]] for j in range(n)]

# %% next_row | wrong | forgets to take the last bit
def next_row(row, rule):
    k = 4 * np.roll(row, 1) + 2 * row + np.roll(row, -1)
    return rule // 2**k

# %% next_row | wrong | only the first cell, return stands inside the loop
def next_row(row, rule):
    n = len(row)
    below = []
    for j in range(n):
        below.append(rule // 2 ** (4 * row[j - 1] + 2 * row[j] + row[(j + 1) % n]) % 2)
        return below

# %% ring | right | distance from the middle line, minus half the width
def ring(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius) - width / 2

# %% ring | right | big disc cut with the outside of the small one
def ring(u, v, radius, width):
    r = np.sqrt(u**2 + v**2)
    outer = r - (radius + width / 2)
    inner = r - (radius - width / 2)
    return np.maximum(outer, -inner)

# %% ring | right | length of a complex number, np.where in place of abs
def ring(u, v, radius, width):
    r = np.abs(u + 1j * v)
    return np.where(r > radius, r - radius, radius - r) - 0.5 * width

# %% ring | right | one place after the other with math, vectorized afterwards
import math

def ring(u, v, radius, width):
    def one(a, b):
        d = math.sqrt(a * a + b * b) - radius
        if d < 0:
            d = -d
        return d - width / 2

    return np.vectorize(one, otypes=[float])(u, v)

# %% ring | right | the course's circle, its distance without sign
def ring(u, v, radius, width):
    to_line = rules.circle(u, v, centre=(0, 0), radius=radius)
    return abs(to_line) - width / 2

# %% ring | wrong | subtracts the whole width
def ring(u, v, radius, width):
    return np.abs(np.sqrt(u**2 + v**2) - radius) - width

# %% ring | wrong | a disc, forgets the absolute value
def ring(u, v, radius, width):
    return np.sqrt(u**2 + v**2) - radius - width / 2

# %% ring | wrong | radius is taken as the outer rim
def ring(u, v, radius, width):
    r = np.hypot(u, v)
    return np.maximum(r - radius, (radius - width) - r)

# %% ring | wrong | squared distances, no root
def ring(u, v, radius, width):
    return np.abs(u**2 + v**2 - radius**2) - (width / 2) ** 2

# %% ring | wrong | true or false for inside the ring
def ring(u, v, radius, width):
    r = np.sqrt(u**2 + v**2)
    return (r >= radius - width / 2) & (r <= radius + width / 2)

# %% ring | wrong | the smaller one of two discs, union instead of cut
def ring(u, v, radius, width):
    outer = np.hypot(u, v) - (radius + width / 2)
    inner = np.hypot(u, v) - (radius - width / 2)
    return np.minimum(outer, -inner)

# %% ring | wrong | difference of two distances
def ring(u, v, radius, width):
    big = np.sqrt(u**2 + v**2) - (radius + width / 2)
    small = np.sqrt(u**2 + v**2) - (radius - width / 2)
    return big - small

# %% ring | wrong | positive inside, negative outside
def ring(u, v, radius, width):
    return width / 2 - np.abs(np.hypot(u, v) - radius)

# %% ring | wrong | Manhattan length in place of the root of squares
def ring(u, v, radius, width):
    return abs(abs(u) + abs(v) - radius) - width / 2

# %% ring | wrong | caret as in MATLAB
def ring(u, v, radius, width):
    return abs(np.sqrt(u ^ 2 + v ^ 2) - radius) - width / 2

# %% ring | wrong | width as radius of a small circle cut out of the large one
def ring(u, v, radius, width):
    disc = np.hypot(u, v) - radius
    hole = np.hypot(u, v) - width
    return np.maximum(disc, -hole)

# %% ring | wrong | distance without sign, inside is put to 0
def ring(u, v, radius, width):
    d = np.abs(np.hypot(u, v) - radius) - width / 2
    return np.maximum(d, 0)

# %% ring | wrong | ring about the centre of the disc of the cell above
def ring(u, v, radius, width):
    d = np.sqrt((u + 0.25) ** 2 + (v + 0.15) ** 2) - radius
    return np.abs(d) - width / 2

# %% ring | wrong | whole division of the width
def ring(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius) - width // 2

# %% ring | wrong | uses math.sqrt on whole arrays
import math

def ring(u, v, radius, width):
    return abs(math.sqrt(u**2 + v**2) - radius) - width / 2

# %% ring | wrong | absolute value around everything
def ring(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius - width / 2)
