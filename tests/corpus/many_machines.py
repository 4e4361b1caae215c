# %% speedup | wrong | forgets the share that is serial
def speedup(serial, workers):
    return workers

# %% speedup | wrong | gives the time, not how many times faster
def speedup(serial, workers):
    parallel = 1 - serial
    time = serial + parallel / workers
    return time

# %% speedup | wrong | takes the serial part off the workers
def speedup(serial, workers):
    return workers * (1 - serial)

# %% speedup | wrong | adds the serial share in the end
def speedup(serial, workers):
    return workers * (1 - serial) + serial

# %% speedup | wrong | mixes up which part is divided
def speedup(serial, workers):
    return 1 / (serial / workers + (1 - serial))

# %% speedup | wrong | a bracket is missing
def speedup(serial, workers):
    return 1 / serial + (1 - serial) / workers if serial else workers

# %% speedup | wrong | rounds
def speedup(serial, workers):
    return round(1 / (serial + (1 - serial) / workers))

# %% speedup | wrong | forgets to return
def speedup(serial, workers):
    s = 1 / (serial + (1 - serial) / workers)

# %% speedup | right | in steps
def speedup(serial, workers):
    parallel = 1 - serial
    new_time = serial + parallel / workers
    return 1 / new_time

# %% speedup | right | one fraction
def speedup(serial, workers):
    return workers / (serial * workers + 1 - serial)

# %% speedup | right | with a power
def speedup(serial, workers):
    return (serial + (1 - serial) * workers ** -1) ** -1

# %% tally | wrong | removes rows that are equal
import numpy as np
def tally(parts, counts):
    return np.unique(counts, axis=0).sum(axis=0)

# %% tally | wrong | compares with the line before
def tally(parts, counts):
    total = counts[0].copy()
    for i in range(1, len(parts)):
        if parts[i] != parts[i - 1]:
            total += counts[i]
    return total

# %% tally | wrong | drops what comes twice altogether
import numpy as np
def tally(parts, counts):
    values, times = np.unique(parts, return_counts=True)
    once = values[times == 1]
    return counts[np.isin(parts, once)].sum(axis=0)

# %% tally | wrong | takes the first lines, as many as there are parts
import numpy as np
def tally(parts, counts):
    n = len(set(parts))
    return counts[:n].sum(axis=0)

# %% tally | wrong | uses the numbers of parts as rows
import numpy as np
def tally(parts, counts):
    return counts[np.unique(parts)].sum(axis=0)

# %% tally | wrong | sums all and divides by the repeats
import numpy as np
def tally(parts, counts):
    return counts.sum(axis=0) * len(np.unique(parts)) / len(parts)

# %% tally | wrong | sums the wrong axis
import numpy as np
def tally(parts, counts):
    _, first = np.unique(parts, return_index=True)
    return counts[first].sum(axis=1)

# %% tally | right | a dictionary
def tally(parts, counts):
    done = {}
    for part, row in zip(parts, counts):
        done[part] = row
    return sum(done.values())

# %% tally | right | a list of those seen
def tally(parts, counts):
    seen = []
    total = 0
    for i, part in enumerate(parts):
        if part not in seen:
            seen.append(part)
            total = total + counts[i]
    return total

# %% tally | right | np.unique
import numpy as np
def tally(parts, counts):
    _, rows = np.unique(parts, return_index=True)
    return np.sum(counts[rows], axis=0)

# %% merge | wrong | means of means, sums of squares
def merge(a, b):
    return a[0] + b[0], (a[1] + b[1]) / 2, a[2] + b[2]

# %% merge | wrong | the mean is weighted, the squares only added
def merge(a, b):
    n = a[0] + b[0]
    mean = (a[0] * a[1] + b[0] * b[1]) / n
    return n, mean, a[2] + b[2]

# %% merge | wrong | adds the whole distance squared
def merge(a, b):
    n = a[0] + b[0]
    mean = (a[0] * a[1] + b[0] * b[1]) / n
    return n, mean, a[2] + b[2] + (a[1] - b[1]) ** 2

# %% merge | wrong | by sums of squares, which are large
def merge(a, b):
    n = a[0] + b[0]
    mean = (a[0] * a[1] + b[0] * b[1]) / n
    sums = a[2] + a[0] * a[1] ** 2 + b[2] + b[0] * b[1] ** 2
    return n, mean, sums - n * mean ** 2

# %% merge | wrong | gives the variance as the third
def merge(a, b):
    n = a[0] + b[0]
    mean = (a[0] * a[1] + b[0] * b[1]) / n
    s = a[2] + b[2] + a[0] * (a[1] - mean) ** 2 + b[0] * (b[1] - mean) ** 2
    return n, mean, s / n

# %% merge | wrong | the third is weighted as the mean is
def merge(a, b):
    n = a[0] + b[0]
    mean = (a[0] * a[1] + b[0] * b[1]) / n
    s = (a[0] * a[2] + b[0] * b[2]) / n
    return n, mean, s

# %% merge | wrong | only the deviation of the second
def merge(a, b):
    n = a[0] + b[0]
    mean = (a[0] * a[1] + b[0] * b[1]) / n
    return n, mean, a[2] + b[2] + b[0] * (b[1] - mean) ** 2

# %% merge | right | both means about the new one
def merge(a, b):
    n = a[0] + b[0]
    mean = (a[0] * a[1] + b[0] * b[1]) / n
    s = a[2] + b[2] + a[0] * (a[1] - mean) ** 2 + b[0] * (b[1] - mean) ** 2
    return n, mean, s

# %% merge | right | Chan's
def merge(a, b):
    na, ma, sa = a
    nb, mb, sb = b
    delta = mb - ma
    return na + nb, ma + delta * nb / (na + nb), sa + sb + delta ** 2 * na * nb / (na + nb)

# %% merge | right | unpacked, as a list
def merge(a, b):
    (n, m, s), (k, o, t) = a, b
    d = m - o
    total = n + k
    return [total, o + d * n / total, s + t + d * d * n * k / total]

# %% plan | wrong | all workers, the largest parts
def plan(costs, n, limit, workers, most):
    return workers, most

# %% plan | wrong | fewest workers with the largest part
from imagen_course import distribute
def plan(costs, n, limit, workers, most):
    for w in range(1, workers + 1):
        if distribute.seconds(costs, n, w, size=most) <= limit:
            return w, most
    return ()

# %% plan | wrong | the fastest plan
from imagen_course import distribute
def plan(costs, n, limit, workers, most):
    best = min((distribute.seconds(costs, n, w, size=s), w, s) for w in range(1, workers + 1) for s in range(1, most + 1))
    return best[1:] if best[0] <= limit else ()

# %% plan | wrong | the fewest workers that can be in time, and their fastest size
from imagen_course import distribute
def plan(costs, n, limit, workers, most):
    for w in range(1, workers + 1):
        seconds, size = min((distribute.seconds(costs, n, w, size=s), s) for s in range(1, most + 1))
        if seconds <= limit:
            return w, size
    return ()

# %% plan | wrong | the ranges end one too early
from imagen_course import distribute
def plan(costs, n, limit, workers, most):
    best, price = (), float("inf")
    for w in range(1, workers):
        for s in range(1, most):
            t = distribute.seconds(costs, n, w, size=s)
            if t <= limit and w * t < price:
                best, price = (w, s), w * t
    return best

# %% plan | wrong | the cheapest plan, however late
from imagen_course import distribute
def plan(costs, n, limit, workers, most):
    best = min((w * distribute.seconds(costs, n, w, size=s), w, s) for w in range(1, workers + 1) for s in range(1, most + 1))
    return best[1:]

# %% plan | wrong | parts of 25 always
from imagen_course import distribute
def plan(costs, n, limit, workers, most):
    for w in range(1, workers + 1):
        if distribute.seconds(costs, n, w, size=25) <= limit:
            return (w, 25)
    return ()

# %% plan | wrong | returns None if there is none
from imagen_course import distribute
def plan(costs, n, limit, workers, most):
    best = None
    for w in range(1, workers + 1):
        for s in range(1, most + 1):
            t = distribute.seconds(costs, n, w, size=s)
            if t <= limit and (best is None or w * t < best[0]):
                best = (w * t, w, s)
    if best:
        return best[1], best[2]

# %% plan | right | two loops
from imagen_course import distribute
def plan(costs, n, limit, workers, most):
    best_price = float("inf")
    answer = ()
    for w in range(1, workers + 1):
        for s in range(1, most + 1):
            t = distribute.seconds(costs, n, w, size=s)
            if t <= limit and w * t < best_price:
                best_price = w * t
                answer = (w, s)
    return answer

# %% plan | right | a list of all that fit
from imagen_course import distribute
def plan(costs, n, limit, workers, most):
    fits = []
    for w in range(1, workers + 1):
        for s in range(1, most + 1):
            t = distribute.seconds(costs, n, w, size=s)
            if t <= limit:
                fits.append((w * t, w, s))
    return min(fits)[1:] if fits else ()

# %% plan | right | with NumPy
import numpy as np
from imagen_course import distribute
def plan(costs, n, limit, workers, most):
    t = np.array([[distribute.seconds(costs, n, w, size=s) for s in range(1, most + 1)] for w in range(1, workers + 1)])
    price = np.where(t <= limit, t * np.arange(1, workers + 1)[:, None], np.inf)
    if np.isinf(price).all():
        return ()
    w, s = np.unravel_index(price.argmin(), price.shape)
    return int(w) + 1, int(s) + 1
