# %% rebuild | right | svd, project, back again
def rebuild(rows, k):
    m = rows.mean(axis=0)
    v = np.linalg.svd(rows - m, full_matrices=False)[2][:k]
    codes = (rows - m) @ v.T
    return m + codes @ v

# %% rebuild | right | truncated svd with all three factors
def rebuild(rows, k):
    mean = np.mean(rows, axis=0, keepdims=True)
    U, S, Vt = np.linalg.svd(rows - mean, full_matrices=False)
    return (U[:, :k] * S[:k]) @ Vt[:k, :] + mean

# %% rebuild | right | eigenvectors of the scatter matrix, largest last
def rebuild(rows, k):
    m = rows.mean(0)
    x = rows - m
    values, vectors = np.linalg.eigh(x.T @ x)
    order = np.argsort(values)[::-1][:k]
    v = vectors[:, order]
    return x @ (v @ v.T) + m

# %% rebuild | right | one direction after the other, in loops
def rebuild(rows, k):
    m = rows.mean(axis=0)
    V = np.linalg.svd(rows - m, full_matrices=False)[2]
    back = np.zeros(rows.shape)
    for i, x in enumerate(rows):
        guess = m.astype(float).copy()
        for v in V[:k]:
            guess = guess + np.dot(x - m, v) * v
        back[i] = guess
    return back

# %% rebuild | right | zeros in the place of the small singular values
def rebuild(rows, k):
    centre = rows.mean(axis=0)
    u, s, vt = np.linalg.svd(rows - centre, full_matrices=False)
    s = np.where(np.arange(len(s)) < k, s, 0)
    return u @ np.diag(s) @ vt + centre

# %% rebuild | wrong | forgets to take the mean off before the svd
def rebuild(rows, k):
    v = np.linalg.svd(rows, full_matrices=False)[2][:k]
    return rows @ v.T @ v

# %% rebuild | wrong | does not put the mean back
def rebuild(rows, k):
    x = rows - rows.mean(axis=0)
    v = np.linalg.svd(x, full_matrices=False)[2][:k]
    return x @ v.T @ v

# %% rebuild | wrong | returns the codes
def rebuild(rows, k):
    x = rows - rows.mean(axis=0)
    v = np.linalg.svd(x, full_matrices=False)[2][:k]
    return x @ v.T

# %% rebuild | wrong | one number for the mean of the whole table
def rebuild(rows, k):
    m = rows.mean()
    v = np.linalg.svd(rows - m, full_matrices=False)[2][:k]
    return m + (rows - m) @ v.T @ v

# %% rebuild | wrong | directions in the columns, as MATLAB's svd has them
def rebuild(rows, k):
    m = rows.mean(axis=0)
    V = np.linalg.svd(rows - m)[2]
    W = V[:, :k]
    return m + (rows - m) @ W @ W.T

# %% rebuild | wrong | eigh has the smallest first, takes those
def rebuild(rows, k):
    m = rows.mean(axis=0)
    cov = np.cov(rows, rowvar=False)
    w, v = np.linalg.eigh(cov)
    v = v[:, :k]
    return m + (rows - m) @ v @ v.T

# %% rebuild | wrong | mean of each picture in place of the mean picture
def rebuild(rows, k):
    m = rows.mean(axis=1, keepdims=True)
    x = rows - m
    v = np.linalg.svd(x, full_matrices=False)[2][:k]
    return m + x @ v.T @ v

# %% rebuild | wrong | only direction number k
def rebuild(rows, k):
    m = rows.mean(axis=0)
    v = np.linalg.svd(rows - m, full_matrices=False)[2][k - 1]
    return m + np.outer((rows - m) @ v, v)

# %% rebuild | wrong | codes without subtracting the mean, then mean on top
def rebuild(rows, k):
    m = rows.mean(axis=0)
    v = np.linalg.svd(rows - m, full_matrices=False)[2][:k]
    return m + rows @ v.T @ v

# %% rebuild | wrong | counts directions from 1, so the first one is left out
def rebuild(rows, k):
    m = rows.mean(axis=0)
    v = np.linalg.svd(rows - m, full_matrices=False)[2]
    out = np.tile(m, (len(rows), 1))
    for i in range(1, k):
        out = out + np.outer((rows - m) @ v[i], v[i])
    return out

# %% rebuild | wrong | cuts off at 0 and 1 because they are pictures
def rebuild(rows, k):
    m = rows.mean(axis=0)
    v = np.linalg.svd(rows - m, full_matrices=False)[2][:k]
    return np.clip(m + (rows - m) @ v.T @ v, 0, 1)

# %% rebuild | wrong | directions of the pile instead of those of the table
def rebuild(rows, k):
    table = pile.reshape(len(pile), -1)
    m = table.mean(axis=0)
    v = np.linalg.svd(table - m, full_matrices=False)[2][:k]
    return m + (rows - m) @ v.T @ v

# %% rebuild | wrong | transpose at the wrong place
def rebuild(rows, k):
    m = rows.mean(axis=0)
    v = np.linalg.svd(rows - m, full_matrices=False)[2][:k]
    return m + (rows - m) @ v @ v.T

# %% rebuild | wrong | first row only, return in the loop
def rebuild(rows, k):
    m = rows.mean(axis=0)
    v = np.linalg.svd(rows - m, full_matrices=False)[2]
    for x in rows:
        c = [(x - m) @ v[j] for j in range(k)]
        return m + sum(c[j] * v[j] for j in range(k))

# %% rebuild | wrong | standardises the columns first, as in a statistics course
def rebuild(rows, k):
    m, s = rows.mean(axis=0), rows.std(axis=0)
    z = (rows - m) / s
    v = np.linalg.svd(z, full_matrices=False)[2][:k]
    return m + s * (z @ v.T @ v)

# %% kl_divergence | right | the formula with exp
def kl_divergence(mean, log_variance):
    return 0.5 * np.sum(mean**2 + np.exp(log_variance) - log_variance - 1)

# %% kl_divergence | right | loop over the numbers of the latent
import math

def kl_divergence(mean, log_variance):
    total = 0.0
    for m, lv in zip(mean, log_variance):
        total += m * m + math.exp(lv) - lv - 1
    return total / 2

# %% kl_divergence | right | dot product and expm1
def kl_divergence(mean, log_variance):
    return (np.dot(mean, mean) + np.sum(np.expm1(log_variance) - log_variance)) / 2

# %% kl_divergence | right | through the width, as in the textbook between two normals
def kl_divergence(mean, log_variance):
    sigma = np.exp(0.5 * np.asarray(log_variance, dtype=float))
    per_number = np.log(1 / sigma) + (sigma**2 + np.asarray(mean) ** 2) / 2 - 1 / 2
    return float(per_number.sum())

# %% kl_divergence | right | the minus form from the paper
def kl_divergence(mean, log_variance):
    d = len(mean)
    return -0.5 * (d + log_variance.sum() - (mean**2).sum() - np.exp(log_variance).sum())

# %% kl_divergence | wrong | the argument is taken for the variance
def kl_divergence(mean, log_variance):
    return 0.5 * np.sum(mean**2 + log_variance - np.log(np.abs(log_variance)) - 1)

# %% kl_divergence | wrong | square of exp, takes it for the width
def kl_divergence(mean, log_variance):
    sigma = np.exp(log_variance)
    return 0.5 * np.sum(mean**2 + sigma**2 - np.log(sigma**2) - 1)

# %% kl_divergence | wrong | mean over the numbers instead of sum
def kl_divergence(mean, log_variance):
    return 0.5 * np.mean(mean**2 + np.exp(log_variance) - log_variance - 1)

# %% kl_divergence | wrong | forgets the half
def kl_divergence(mean, log_variance):
    return np.sum(mean**2 + np.exp(log_variance) - log_variance - 1)

# %% kl_divergence | wrong | 1 subtracted once, after the sum
def kl_divergence(mean, log_variance):
    return 0.5 * (np.sum(mean**2 + np.exp(log_variance) - log_variance) - 1)

# %% kl_divergence | wrong | sign of the log term turned
def kl_divergence(mean, log_variance):
    return 0.5 * np.sum(mean**2 + np.exp(log_variance) + log_variance - 1)

# %% kl_divergence | wrong | one value for each number, no sum
def kl_divergence(mean, log_variance):
    return (mean**2 + np.exp(log_variance) - log_variance - 1) / 2

# %% kl_divergence | wrong | mean not squared
def kl_divergence(mean, log_variance):
    return 0.5 * np.sum(mean + np.exp(log_variance) - log_variance - 1)

# %% kl_divergence | wrong | copied from PyTorch with the minus lost
def kl_divergence(mean, log_variance):
    return 0.5 * np.sum(1 + log_variance - mean**2 - np.exp(log_variance))

# %% kl_divergence | wrong | exp(log_variance / 2) as in the reparameterisation
def kl_divergence(mean, log_variance):
    return 0.5 * np.sum(mean**2 + np.exp(log_variance / 2) - log_variance - 1)

# %% kl_divergence | wrong | in bits, because the text mentions them
def kl_divergence(mean, log_variance):
    nats = 0.5 * np.sum(mean**2 + np.exp(log_variance) - log_variance - 1)
    return nats / np.log(2)

# %% kl_divergence | wrong | the divergence the other way round
def kl_divergence(mean, log_variance):
    variance = np.exp(log_variance)
    return 0.5 * np.sum((1 + mean**2) / variance + log_variance - 1)

# %% kl_divergence | wrong | draws and averages, with new dice each time
def kl_divergence(mean, log_variance):
    z = mean + np.exp(log_variance / 2) * np.random.normal(size=(1000, len(mean)))
    q = -((z - mean) ** 2 / np.exp(log_variance) + log_variance).sum(axis=1) / 2
    p = -(z**2).sum(axis=1) / 2
    return (q - p).mean()

# %% kl_divergence | wrong | return in the loop
def kl_divergence(mean, log_variance):
    total = 0
    for m, v in zip(mean, log_variance):
        total += (m**2 + np.exp(v) - v - 1) / 2
        return total

# %% kl_divergence | wrong | exp without np
def kl_divergence(mean, log_variance):
    return 0.5 * sum(mean**2 + exp(log_variance) - log_variance - 1)

# %% kl_divergence | wrong | squares the mean over all numbers, then times d
def kl_divergence(mean, log_variance):
    d = len(mean)
    mu, s2 = np.mean(mean), np.exp(np.mean(log_variance))
    return d * (mu**2 + s2 - np.log(s2) - 1) / 2

# %% batch_spread | right | axis 0 instead of 1
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.std(axis=0).mean()

# %% batch_spread | right | no reshape at all
def batch_spread(images):
    return np.mean(np.std(images, axis=0))

# %% batch_spread | right | loops over pixels and channels
def batch_spread(images):
    n, h, w, c = images.shape
    total = 0.0
    for i in range(h):
        for j in range(w):
            for k in range(c):
                column = images[:, i, j, k].astype(float)
                middle = sum(column) / n
                total += (sum((column - middle) ** 2) / n) ** 0.5
    return total / (h * w * c)

# %% batch_spread | right | by hand: distance from the mean picture
def batch_spread(images):
    x = np.asarray(images, dtype=np.float64)
    d = x - x.mean(axis=0, keepdims=True)
    return float(np.sqrt((d * d).mean(axis=0)).mean())

# %% batch_spread | right | each row of the transposed table with the statistics module
import statistics

def batch_spread(images):
    table = images.reshape(images.shape[0], -1).T.tolist()
    return statistics.fmean(statistics.pstdev(pixel) for pixel in table)

# %% batch_spread | wrong | one standard deviation over everything
def batch_spread(images):
    return images.std()

# %% batch_spread | wrong | sample standard deviation, n - 1
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.std(axis=0, ddof=1).mean()

# %% batch_spread | wrong | variance in place of standard deviation
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.var(axis=0).mean()

# %% batch_spread | wrong | root of the mean variance
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return np.sqrt(pixels.var(axis=0).mean())

# %% batch_spread | wrong | averages each picture first, then asks how these differ
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.mean(axis=1).std()

# %% batch_spread | wrong | swaps std and mean but keeps the axis
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.mean(axis=0).std()

# %% batch_spread | wrong | reshapes the wrong way, so that pixels get mixed
def batch_spread(images):
    pixels = images.reshape(-1, len(images))
    return pixels.std(axis=1).mean()

# %% batch_spread | wrong | leaves the values per pixel
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.std(axis=0)

# %% batch_spread | wrong | std over batch and both sides, one per channel
def batch_spread(images):
    return images.std(axis=(0, 1, 2)).mean()

# %% batch_spread | wrong | digits of 64 pixels taken for granted
def batch_spread(images):
    pixels = images.reshape(-1, 64)
    return pixels.std(axis=0).mean()

# %% batch_spread | wrong | how far the pixels differ from the mean pile, absolute
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return np.abs(pixels - pixels.mean(axis=0)).mean()

# %% batch_spread | wrong | range between largest and smallest in the batch
def batch_spread(images):
    return (images.max(axis=0) - images.min(axis=0)).mean()

# %% batch_spread | wrong | colour to grey first
def batch_spread(images):
    grey = images.mean(axis=-1)
    return grey.std(axis=0).mean()

# %% batch_spread | wrong | only the first channel
def batch_spread(images):
    total = 0
    for r in range(images.shape[1]):
        for c in range(images.shape[2]):
            total += images[:, r, c, 0].std()
    return total / (images.shape[1] * images.shape[2])

# %% batch_spread | wrong | compares each picture with the next one only
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return np.diff(pixels, axis=0).std(axis=0).mean()

# %% batch_spread | wrong | measures the pile
def batch_spread(images):
    pixels = pile.reshape(len(pile), -1)
    return pixels.std(axis=0).mean()

# %% batch_spread | wrong | axis 2 of a table that has two
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.std(axis=2).mean()

# %% frechet | right | the formula in one go
def frechet(a, b):
    middles = np.sum((a.mean(axis=0) - b.mean(axis=0)) ** 2)
    widths = np.sum((a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)) ** 2)
    return middles + widths

# %% frechet | right | column by column
def frechet(a, b):
    total = 0
    for j in range(a.shape[1]):
        p, q = a[:, j], b[:, j]
        total += (np.mean(p) - np.mean(q)) ** 2
        total += (np.std(p, ddof=1) - np.std(q, ddof=1)) ** 2
    return total

# %% frechet | right | variances multiplied out, as in the matrix formula
def frechet(a, b):
    va, vb = a.var(axis=0, ddof=1), b.var(axis=0, ddof=1)
    trace = (va + vb - 2 * np.sqrt(va * vb)).sum()
    d = a.mean(axis=0) - b.mean(axis=0)
    return d @ d + trace

# %% frechet | right | statistics module on the transposed lists
import statistics

def frechet(a, b):
    result = 0.0
    for p, q in zip(a.T.tolist(), b.T.tolist()):
        result += (statistics.mean(p) - statistics.mean(q)) ** 2
        result += (statistics.stdev(p) - statistics.stdev(q)) ** 2
    return result

# %% frechet | right | squared length of a row of middles and widths
def frechet(a, b):
    def describe(x):
        n = len(x)
        m = x.sum(axis=0) / n
        s = (((x - m) ** 2).sum(axis=0) / (n - 1)) ** 0.5
        return np.hstack([m, s])

    return np.linalg.norm(describe(a) - describe(b)) ** 2

# %% frechet | wrong | ddof forgotten
def frechet(a, b):
    m = ((a.mean(axis=0) - b.mean(axis=0)) ** 2).sum()
    s = ((a.std(axis=0) - b.std(axis=0)) ** 2).sum()
    return m + s

# %% frechet | wrong | variances compared instead of widths
def frechet(a, b):
    m = np.sum((a.mean(axis=0) - b.mean(axis=0)) ** 2)
    s = np.sum((a.var(axis=0, ddof=1) - b.var(axis=0, ddof=1)) ** 2)
    return m + s

# %% frechet | wrong | mean and width of the whole tables
def frechet(a, b):
    return (a.mean() - b.mean()) ** 2 + (a.std(ddof=1) - b.std(ddof=1)) ** 2

# %% frechet | wrong | takes the root, since it is called a distance
def frechet(a, b):
    m = np.sum((a.mean(axis=0) - b.mean(axis=0)) ** 2)
    s = np.sum((a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)) ** 2)
    return np.sqrt(m + s)

# %% frechet | wrong | average over the columns
def frechet(a, b):
    m = (a.mean(axis=0) - b.mean(axis=0)) ** 2
    s = (a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)) ** 2
    return np.mean(m + s)

# %% frechet | wrong | full covariance matrices, the real FID
from scipy.linalg import sqrtm

def frechet(a, b):
    d = a.mean(axis=0) - b.mean(axis=0)
    A = np.atleast_2d(np.cov(a, rowvar=False))
    B = np.atleast_2d(np.cov(b, rowvar=False))
    return d @ d + np.trace(A + B - 2 * sqrtm(A @ B).real)

# %% frechet | wrong | sums the differences before squaring
def frechet(a, b):
    m = np.sum(a.mean(axis=0) - b.mean(axis=0)) ** 2
    s = np.sum(a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)) ** 2
    return m + s

# %% frechet | wrong | axis mixed up, rows for columns
def frechet(a, b):
    n = min(len(a), len(b))
    a, b = a[:n], b[:n]
    m = ((a.mean(axis=1) - b.mean(axis=1)) ** 2).sum()
    s = ((a.std(axis=1) - b.std(axis=1)) ** 2).sum()
    return m + s

# %% frechet | wrong | widths added in place of subtracted
def frechet(a, b):
    mu = a.mean(axis=0) - b.mean(axis=0)
    sigma = a.std(axis=0, ddof=1) + b.std(axis=0, ddof=1)
    return np.sum(mu**2) + np.sum(sigma**2)

# %% frechet | wrong | middles only
def frechet(a, b):
    d = np.mean(a, axis=0) - np.mean(b, axis=0)
    return d @ d

# %% frechet | wrong | width of the differences row by row
def frechet(a, b):
    n = min(len(a), len(b))
    d = a[:n] - b[:n]
    return np.sum(d.mean(axis=0) ** 2) + np.sum(d.std(axis=0, ddof=1) ** 2)

# %% frechet | wrong | absolute values, not squares
def frechet(a, b):
    m = np.abs(a.mean(axis=0) - b.mean(axis=0)).sum()
    s = np.abs(a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)).sum()
    return m + s

# %% frechet | wrong | one number for each column
def frechet(a, b):
    m = (a.mean(axis=0) - b.mean(axis=0)) ** 2
    s = (a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)) ** 2
    return m + s

# %% frechet | wrong | variance sum minus twice the root of only one
def frechet(a, b):
    va, vb = a.var(axis=0, ddof=1), b.var(axis=0, ddof=1)
    d = a.mean(axis=0) - b.mean(axis=0)
    return np.sum(d**2) + np.sum(va + vb - 2 * va * vb)

# %% frechet | wrong | ddof given to mean
def frechet(a, b):
    m = np.sum((a.mean(axis=0, ddof=1) - b.mean(axis=0, ddof=1)) ** 2)
    s = np.sum((a.std(axis=0) - b.std(axis=0)) ** 2)
    return m + s

# %% frechet | wrong | ddof for the first table only
def frechet(a, b):
    m = np.sum((a.mean(axis=0) - b.mean(axis=0)) ** 2)
    return m + np.sum((a.std(axis=0, ddof=1) - b.std(axis=0)) ** 2)

# %% slerp | right | the formula
def slerp(a, b, t):
    cosine = a @ b / (np.linalg.norm(a) * np.linalg.norm(b))
    omega = np.arccos(np.clip(cosine, -1, 1))
    return (np.sin((1 - t) * omega) * a + np.sin(t * omega) * b) / np.sin(omega)

# %% slerp | right | math and loops, gives a list
import math

def slerp(a, b, t):
    dot = aa = bb = 0.0
    for x, y in zip(a, b):
        dot += x * y
        aa += x * x
        bb += y * y
    w = math.acos(dot / math.sqrt(aa * bb))
    p = math.sin((1 - t) * w) / math.sin(w)
    q = math.sin(t * w) / math.sin(w)
    return [p * x + q * y for x, y in zip(a, b)]

# %% slerp | right | angle by atan2 of unit vectors (Kahan)
def slerp(a, b, t):
    p = a / np.linalg.norm(a)
    q = b / np.linalg.norm(b)
    angle = 2 * np.arctan2(np.linalg.norm(p - q), np.linalg.norm(p + q))
    weights = np.sin([(1 - t) * angle, t * angle]) / np.sin(angle)
    return weights @ np.array([a, b])

# %% slerp | right | angle of a complex number, sine of the difference multiplied out
def slerp(a, b, t):
    dot = np.sum(a * b)
    sine = np.sqrt(np.sum(a * a) * np.sum(b * b) - dot**2)
    w = np.angle(dot + 1j * sine)
    return (np.cos(t * w) - np.sin(t * w) / np.tan(w)) * a + np.sin(t * w) / np.sin(w) * b

# %% slerp | wrong | cosine without the lengths
def slerp(a, b, t):
    omega = np.arccos(np.clip(np.dot(a, b), -1, 1))
    return (np.sin((1 - t) * omega) * a + np.sin(t * omega) * b) / np.sin(omega)

# %% slerp | wrong | makes both vectors one long and leaves them so
def slerp(a, b, t):
    a = a / np.linalg.norm(a)
    b = b / np.linalg.norm(b)
    omega = np.arccos(a @ b)
    return (np.sin((1 - t) * omega) * a + np.sin(t * omega) * b) / np.sin(omega)

# %% slerp | wrong | straight line
def slerp(a, b, t):
    return (1 - t) * a + t * b

# %% slerp | wrong | straight line stretched to the length of a
def slerp(a, b, t):
    m = (1 - t) * a + t * b
    return m / np.linalg.norm(m) * np.linalg.norm(a)

# %% slerp | wrong | t and 1 - t swapped
def slerp(a, b, t):
    omega = np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b))
    return (np.sin(t * omega) * a + np.sin((1 - t) * omega) * b) / np.sin(omega)

# %% slerp | wrong | divides the second term only
def slerp(a, b, t):
    omega = np.arccos(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
    return np.sin((1 - t) * omega) * a + np.sin(t * omega) * b / np.sin(omega)

# %% slerp | wrong | takes the cosine itself for the angle
def slerp(a, b, t):
    omega = a @ b / (np.linalg.norm(a) * np.linalg.norm(b))
    return (np.sin((1 - t) * omega) * a + np.sin(t * omega) * b) / np.sin(omega)

# %% slerp | wrong | angle turned into degrees
def slerp(a, b, t):
    omega = np.degrees(np.arccos(a @ b / (np.linalg.norm(a) * np.linalg.norm(b))))
    return (np.sin((1 - t) * omega) * a + np.sin(t * omega) * b) / np.sin(omega)

# %% slerp | wrong | length of a twice, as if both were of one length
def slerp(a, b, t):
    omega = np.arccos(np.clip(a @ b / (a @ a), -1, 1))
    return (np.sin((1 - t) * omega) * a + np.sin(t * omega) * b) / np.sin(omega)

# %% slerp | wrong | angle by arcsin, which gives no obtuse one
def slerp(a, b, t):
    cosine = a @ b / (np.linalg.norm(a) * np.linalg.norm(b))
    omega = np.arcsin(np.sqrt(1 - cosine**2))
    return (np.sin((1 - t) * omega) * a + np.sin(t * omega) * b) / np.sin(omega)

# %% slerp | wrong | cosine and sine for a right angle only
def slerp(a, b, t):
    return np.cos(t * np.pi / 2) * a + np.sin(t * np.pi / 2) * b

# %% slerp | wrong | sine of t times sine of the angle
def slerp(a, b, t):
    omega = np.arccos(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
    return ((1 - t) * np.sin(omega) * a + t * np.sin(omega) * b) / np.sin(omega)

# %% slerp | wrong | elementwise product and division, an angle for each number
def slerp(a, b, t):
    omega = np.arccos(np.clip(a * b / (np.linalg.norm(a) * np.linalg.norm(b)), -1, 1))
    return (np.sin((1 - t) * omega) * a + np.sin(t * omega) * b) / np.sin(omega)

# %% slerp | wrong | in the plane only, with the two polar angles
def slerp(a, b, t):
    one, two = np.arctan2(a[1], a[0]), np.arctan2(b[1], b[0])
    omega = abs(two - one)
    return (np.sin((1 - t) * omega) * a + np.sin(t * omega) * b) / np.sin(omega)

# %% slerp | wrong | forces the length to go evenly from one to the other
def slerp(a, b, t):
    la, lb = np.linalg.norm(a), np.linalg.norm(b)
    p, q = a / la, b / lb
    w = np.arccos(p @ q)
    unit = (np.sin((1 - t) * w) * p + np.sin(t * w) * q) / np.sin(w)
    return unit * ((1 - t) * la + t * lb)

# %% slerp | wrong | bracket missing under the fraction, multiplies by one length
def slerp(a, b, t):
    omega = np.arccos(np.clip(a @ b / np.linalg.norm(a) * np.linalg.norm(b), -1, 1))
    return (np.sin((1 - t) * omega) * a + np.sin(t * omega) * b) / np.sin(omega)

# %% slerp | wrong | writes acos and sin without a module
def slerp(a, b, t):
    omega = acos(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
    return (sin((1 - t) * omega) * a + sin(t * omega) * b) / sin(omega)
