# %% numerical_gradient | right | a unit vector for each place
def numerical_gradient(f, w, step):
    result = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = step
        result[i] = (f(w + e) - f(w - e)) / (2 * step)
    return result

# %% numerical_gradient | right | rows of an identity matrix
def numerical_gradient(f, w, step):
    return np.array([f(w + step * e) - f(w - step * e) for e in np.eye(w.size)]) / (2 * step)

# %% numerical_gradient | right | two copies, one number changed in each
def numerical_gradient(f, w, step):
    slopes = []
    for i in range(len(w)):
        up = w.copy()
        down = w.copy()
        up[i] += step
        down[i] -= step
        slopes.append((f(up) - f(down)) / step / 2)
    return slopes

# %% numerical_gradient | right | changes one number of a copy and puts it back
def numerical_gradient(f, w, step):
    v = np.array(w, dtype=float)
    g = np.empty_like(v)
    for i, kept in enumerate(v):
        v[i] = kept + step
        higher = f(v)
        v[i] = kept - step
        lower = f(v)
        v[i] = kept
        g[i] = (higher - lower) / (2 * step)
    return g

# %% numerical_gradient | right | inner function and a map
def numerical_gradient(f, w, step):
    n = len(w)
    def slope_at(i):
        e = (np.arange(n) == i).astype(float)
        return 0.5 * (f(w + step * e) - f(w - step * e)) / step
    return np.fromiter(map(slope_at, range(n)), dtype=float)

# %% numerical_gradient | wrong | one side only
def numerical_gradient(f, w, step):
    g = np.zeros(len(w))
    for i in range(len(w)):
        v = w.copy()
        v[i] += step
        g[i] = (f(v) - f(w)) / step
    return g

# %% numerical_gradient | wrong | divides by one step instead of two
def numerical_gradient(f, w, step):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = step
        g[i] = (f(w + e) - f(w - e)) / step
    return g

# %% numerical_gradient | wrong | precedence: divided by 2, times step
def numerical_gradient(f, w, step):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = step
        g[i] = (f(w + e) - f(w - e)) / 2 * step
    return g

# %% numerical_gradient | wrong | never puts the weight back
def numerical_gradient(f, w, step):
    w = w.copy()
    g = np.zeros(len(w))
    for i in range(len(w)):
        w[i] += step
        up = f(w)
        w[i] -= 2 * step
        down = f(w)
        g[i] = (up - down) / (2 * step)
    return g

# %% numerical_gradient | wrong | two names for one array
def numerical_gradient(f, w, step):
    g = np.zeros(len(w))
    for i in range(len(w)):
        up = w
        down = w
        up[i] = up[i] + step
        down[i] = down[i] - step
        g[i] = (f(up) - f(down)) / (2 * step)
    return g

# %% numerical_gradient | wrong | moves all weights at once
def numerical_gradient(f, w, step):
    return (f(w + step) - f(w - step)) / (2 * step)

# %% numerical_gradient | wrong | back to the start is one step, so the second is not below
def numerical_gradient(f, w, step):
    v = w.copy()
    g = np.zeros(len(v))
    for i in range(len(v)):
        v[i] += step
        up = f(v)
        v[i] -= step
        down = f(v)
        g[i] = (up - down) / (2 * step)
    return g

# %% numerical_gradient | wrong | np.gradient sounds right
def numerical_gradient(f, w, step):
    return np.gradient([f(w - step), f(w), f(w + step)], step)

# %% numerical_gradient | wrong | the matrix is added whole instead of row by row
def numerical_gradient(f, w, step):
    e = np.eye(len(w)) * step
    return (f(w + e) - f(w - e)) / (2 * step)

# %% numerical_gradient | wrong | own step of 1e-6, the argument ignored
def numerical_gradient(f, w, step):
    eps = 1e-6
    g = []
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = 1
        g.append((f(w + eps * e) - f(w - eps * e)) / (2 * eps))
    return np.array(g)

# %% numerical_gradient | wrong | only the last slope is returned
def numerical_gradient(f, w, step):
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = step
        g = (f(w + e) - f(w - e)) / (2 * step)
    return g

# %% numerical_gradient | wrong | return inside the loop
def numerical_gradient(f, w, step):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = step
        g[i] = (f(w + e) - f(w - e)) / (2 * step)
        return g

# %% numerical_gradient | wrong | two weights, as in the chain below
def numerical_gradient(f, w, step):
    a = (f(w + np.array([step, 0])) - f(w - np.array([step, 0]))) / (2 * step)
    b = (f(w + np.array([0, step])) - f(w - np.array([0, step]))) / (2 * step)
    return np.array([a, b])

# %% numerical_gradient | wrong | minus and plus exchanged
def numerical_gradient(f, w, step):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = step
        g[i] = (f(w - e) - f(w + e)) / (2 * step)
    return g

# %% numerical_gradient | wrong | calls f with single numbers
def numerical_gradient(f, w, step):
    return np.array([(f(wi + step) - f(wi - step)) / (2 * step) for wi in w])

# %% numerical_gradient | wrong | vector of whole numbers for the step
def numerical_gradient(f, w, step):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w), dtype=int)
        e[i] = step
        g[i] = (f(w + e) - f(w - e)) / (2 * step)
    return g

# %% numerical_gradient | wrong | the size of the slope, without its sign
def numerical_gradient(f, w, step):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = step
        g[i] = abs(f(w + e) - f(w - e)) / (2 * step)
    return g

# %% numerical_gradient | wrong | unit vector built once, ones stay in it
def numerical_gradient(f, w, step):
    g = np.zeros(len(w))
    e = np.zeros(len(w))
    for i in range(len(w)):
        e[i] = step
        g[i] = (f(w + e) - f(w - e)) / (2 * step)
    return g

# %% numerical_gradient | wrong | step in proportion to the weight
def numerical_gradient(f, w, step):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = step * w[i]
        g[i] = (f(w + e) - f(w - e)) / (2 * e[i])
    return g

# %% numerical_gradient | wrong | second derivative from the statistics book
def numerical_gradient(f, w, step):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = step
        g[i] = (f(w + e) - 2 * f(w) + f(w - e)) / step**2
    return g

# %% max_gradient | right | argmax of each window, row by row
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r in range(image.shape[0] // size):
        for c in range(image.shape[1] // size):
            window = image[r*size:(r + 1)*size, c*size:(c + 1)*size]
            i, j = np.unravel_index(window.argmax(), window.shape)
            result[r*size + i, c*size + j] = gradient[r, c]
    return result

# %% max_gradient | right | four loops, larger strictly
def max_gradient(image, gradient, size):
    h, w = len(image), len(image[0])
    result = [[0.0] * w for _ in range(h)]
    for top in range(0, h, size):
        for left in range(0, w, size):
            bi, bj = top, left
            for i in range(top, top + size):
                for j in range(left, left + size):
                    if image[i][j] > image[bi][bj]:
                        bi, bj = i, j
            result[bi][bj] = gradient[top // size][left // size]
    return np.array(result)

# %% max_gradient | right | blocks by reshape and put_along_axis
def max_gradient(image, gradient, size):
    h, w = image.shape
    n, m = h // size, w // size
    blocks = image.reshape(n, size, m, size).transpose(0, 2, 1, 3).reshape(n, m, size * size)
    out = np.zeros(blocks.shape)
    winners = blocks.argmax(axis=-1)[..., None]
    np.put_along_axis(out, winners, np.asarray(gradient, dtype=float)[..., None], axis=-1)
    return out.reshape(n, m, size, size).transpose(0, 2, 1, 3).reshape(h, w)

# %% max_gradient | right | divmod by the window's side, ndindex
def max_gradient(image, gradient, size):
    back = np.zeros(np.shape(image), dtype="float64")
    for r, c in np.ndindex(np.shape(gradient)):
        where = int(np.argmax(image[r*size:r*size+size, c*size:c*size+size]))
        i, j = divmod(where, size)
        back[r * size + i, c * size + j] += gradient[r][c]
    return back

# %% max_gradient | right | walks over the cells of a window, taken marks who has won already
def max_gradient(image, gradient, size):
    h, w = image.shape
    best = image.reshape(h // size, size, w // size, size).max(axis=(1, 3))
    taken = np.zeros(best.shape, dtype=bool)
    result = np.zeros((h, w))
    for i in range(size):
        for j in range(size):
            wins = (image[i::size, j::size] == best) & ~taken
            result[i::size, j::size] = np.where(wins, gradient, 0)
            taken |= wins
    return result

# %% max_gradient | wrong | all that tie receive the gradient
def max_gradient(image, gradient, size):
    h, w = image.shape
    best = image.reshape(h // size, size, w // size, size).max(axis=(1, 3))
    ones = np.ones((size, size))
    return (image == np.kron(best, ones)) * np.kron(gradient, ones)

# %% max_gradient | wrong | the last winner, because of larger or equal
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r in range(0, image.shape[0], size):
        for c in range(0, image.shape[1], size):
            bi, bj, best = r, c, image[r, c]
            for i in range(r, r + size):
                for j in range(c, c + size):
                    if image[i, j] >= best:
                        bi, bj, best = i, j, image[i, j]
            result[bi, bj] = gradient[r // size, c // size]
    return result

# %% max_gradient | wrong | winners share in a tie, as nudging showed
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            place = slice(r*size, r*size + size), slice(c*size, c*size + size)
            mask = image[place] == image[place].max()
            result[place] = mask * gradient[r, c] / mask.sum()
    return result

# %% max_gradient | wrong | equal shares, the gradient through a mean
def max_gradient(image, gradient, size):
    return np.kron(gradient, np.ones((size, size))) / size**2

# %% max_gradient | wrong | marks the winner with 1 and forgets what came back
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r in range(image.shape[0] // size):
        for c in range(image.shape[1] // size):
            w = image[r*size:(r+1)*size, c*size:(c+1)*size]
            i, j = np.unravel_index(np.argmax(w), w.shape)
            result[r*size + i, c*size + j] = 1
    return result

# %% max_gradient | wrong | first winner column by column, as in Matlab
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            window = image[r*size:(r+1)*size, c*size:(c+1)*size]
            j, i = divmod(window.flatten(order="F").argmax(), size)
            result[r*size + i, c*size + j] = gradient[r, c]
    return result

# %% max_gradient | wrong | row and column of the winner exchanged
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            k = image[r*size:(r+1)*size, c*size:(c+1)*size].argmax()
            result[r*size + k % size, c*size + k // size] = gradient[r, c]
    return result

# %% max_gradient | wrong | search starts from zero, negative windows send to the corner
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r in range(0, image.shape[0], size):
        for c in range(0, image.shape[1], size):
            best = 0
            place = (r, c)
            for i in range(size):
                for j in range(size):
                    if image[r + i, c + j] > best:
                        best = image[r + i, c + j]
                        place = (r + i, c + j)
            result[place] = gradient[r // size, c // size]
    return result

# %% max_gradient | wrong | winner is the strongest, by magnitude
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r, c in np.ndindex(gradient.shape):
        window = np.abs(image[r*size:(r+1)*size, c*size:(c+1)*size])
        i, j = np.unravel_index(window.argmax(), window.shape)
        result[r*size + i, c*size + j] = gradient[r, c]
    return result

# %% max_gradient | wrong | place inside the window used as the place in the map
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            window = image[r*size:(r+1)*size, c*size:(c+1)*size]
            i, j = np.unravel_index(window.argmax(), window.shape)
            result[i, j] += gradient[r, c]
    return result

# %% max_gradient | wrong | an array of whole numbers to write into
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape, int)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            window = image[r*size:(r+1)*size, c*size:(c+1)*size]
            i, j = divmod(window.argmax(), size)
            result[r*size + i, c*size + j] = gradient[r, c]
    return result

# %% max_gradient | wrong | copies the gradient to every pixel of the window
def max_gradient(image, gradient, size):
    return np.repeat(np.repeat(gradient, size, axis=0), size, axis=1)

# %% max_gradient | wrong | chain rule with one factor too many, times the winner's value
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r, c in np.ndindex(gradient.shape):
        window = image[r*size:(r+1)*size, c*size:(c+1)*size]
        i, j = np.unravel_index(window.argmax(), window.shape)
        result[r*size + i, c*size + j] = gradient[r, c] * window.max()
    return result

# %% max_gradient | wrong | windows of 2, size not used
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            window = image[2*r:2*r+2, 2*c:2*c+2]
            k = np.argmax(window)
            result[2*r + k // 2, 2*c + k % 2] = gradient[r, c]
    return result

# %% max_gradient | wrong | overwrites the map and sends it back
def max_gradient(image, gradient, size):
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            window = image[r*size:(r+1)*size, c*size:(c+1)*size]
            i, j = divmod(window.argmax(), size)
            window[:] = 0
            window[i, j] = gradient[r, c]
    return image

# %% max_gradient | wrong | flat argmax split by the width of the whole map
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            window = image[r*size:(r+1)*size, c*size:(c+1)*size]
            i, j = np.unravel_index(window.argmax(), image.shape)
            result[r*size + i, c*size + j] = gradient[r, c]
    return result

# %% max_gradient | wrong | gradient for square maps only
def max_gradient(image, gradient, size):
    n = image.shape[0] // size
    result = np.zeros(image.shape)
    for r in range(n):
        for c in range(n):
            window = image[r*size:(r+1)*size, c*size:(c+1)*size]
            i, j = np.unravel_index(window.argmax(), window.shape)
            result[r*size + i, c*size + j] = gradient[r, c]
    return result

# %% max_gradient | wrong | forgets to split the flat place of the winner
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            i, j = image[r*size:(r+1)*size, c*size:(c+1)*size].argmax()
            result[r*size + i, c*size + j] = gradient[r, c]
    return result

# %% max_gradient | wrong | zeros_like, of whole numbers where the map holds them
def max_gradient(image, gradient, size):
    out = np.zeros_like(image)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            i, j = divmod(image[r * size:(r + 1) * size, c * size:(c + 1) * size].argmax(), size)
            out[r * size + i, c * size + j] = gradient[r, c]
    return out

# %% max_gradient | wrong | search starts from zero, negative windows get nothing
def max_gradient(image, gradient, size):
    out = np.zeros(image.shape)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            best, place = 0, None
            for i in range(size):
                for j in range(size):
                    if image[r * size + i, c * size + j] > best:
                        best, place = image[r * size + i, c * size + j], (r * size + i, c * size + j)
            if place: out[place] = gradient[r, c]
    return out

# %% own_chain | right | four operations of the table
def own_chain():
    return [
        ("times 3", lambda x: 3 * x, lambda x: 3),
        ("plus 1", lambda x: x + 1, lambda x: 1),
        ("square", lambda x: x ** 2, lambda x: 2 * x),
        ("minus 2", lambda x: x - 2, lambda x: 1),
    ]

# %% own_chain | right | a list filled by append
def own_chain():
    chain = []
    chain.append(("double", lambda x: x + x, lambda x: 2.0))
    chain.append(("square", lambda x: x * x, lambda x: x + x))
    chain.append(("half", lambda x: 0.5 * x, lambda x: 0.5))
    chain.append(("square", lambda x: x * x, lambda x: x + x))
    return chain

# %% own_chain | right | a leaky rectifier, six operations
def own_chain():
    def leaky(x):
        return x if x > 0 else 0.1 * x
    def leaky_slope(x):
        if x > 0:
            return 1
        return 0.1
    return [("* -2", lambda x: -2 * x, lambda x: -2), ("leaky", leaky, leaky_slope), ("+ 0.5", lambda x: x + 0.5, lambda x: 1),
            ("cube", lambda x: x ** 3, lambda x: 3 * x ** 2), ("/ 10", lambda x: x / 10, lambda x: 0.1), ("- 1", lambda x: x - 1, lambda x: 1)]

# %% own_chain | right | a sigmoid, tuples of tuples
def own_chain():
    s = lambda x: 1 / (1 + np.exp(-x))
    return (("times 2", lambda x: 2 * x, lambda x: 2), ("sigmoid", s, lambda x: s(x) * (1 - s(x))),
            ("minus a half", lambda x: x - 0.5, lambda x: 1), ("squared", lambda x: x ** 2, lambda x: 2 * x))

# %% own_chain | right | slopes by differences
def own_chain():
    def by_differences(f):
        return lambda x: (f(x + 1e-4) - f(x - 1e-4)) / 2e-4
    fs = [("sin", np.sin), ("exp", np.exp), ("times 5", lambda x: 5 * x), ("cos", np.cos)]
    return [(name, f, by_differences(f)) for name, f in fs]

# %% own_chain | wrong | the square's slope is 2
def own_chain():
    return [("times 3", lambda x: 3 * x, lambda x: 3), ("plus 1", lambda x: x + 1, lambda x: 1),
            ("square", lambda x: x ** 2, lambda x: 2), ("minus 2", lambda x: x - 2, lambda x: 1)]

# %% own_chain | wrong | adding 3 has the slope 3
def own_chain():
    return [("square", lambda x: x ** 2, lambda x: 2 * x), ("plus 3", lambda x: x + 3, lambda x: 3),
            ("times 2", lambda x: 2 * x, lambda x: 2), ("square", lambda x: x ** 2, lambda x: 2 * x)]

# %% own_chain | wrong | minus has the slope -1
def own_chain():
    return [("square", lambda x: x ** 2, lambda x: 2 * x), ("minus 3", lambda x: x - 3, lambda x: -1),
            ("times 2", lambda x: 2 * x, lambda x: 2), ("ReLU", lambda x: max(x, 0), lambda x: 1 if x > 0 else 0)]

# %% own_chain | wrong | times and plus alone
def own_chain():
    return [("times 2", lambda x: 2 * x, lambda x: 2), ("plus 1", lambda x: x + 1, lambda x: 1),
            ("times -3", lambda x: -3 * x, lambda x: -3), ("plus 5", lambda x: x + 5, lambda x: 1)]

# %% own_chain | wrong | three operations
def own_chain():
    return [("times 2", lambda x: 2 * x, lambda x: 2), ("plus 1", lambda x: x + 1, lambda x: 1), ("square", lambda x: x ** 2, lambda x: 2 * x)]

# %% own_chain | wrong | seven operations
def own_chain():
    step = ("times 2", lambda x: 2 * x, lambda x: 2)
    return [step, step, step, ("plus 1", lambda x: x + 1, lambda x: 1), step, ("square", lambda x: x ** 2, lambda x: 2 * x), step]

# %% own_chain | wrong | squares only
def own_chain():
    square = ("square", lambda x: x ** 2, lambda x: 2 * x)
    return [square, square, square, square]

# %% own_chain | wrong | slopes as numbers, not functions
def own_chain():
    return [("times 2", lambda x: 2 * x, 2), ("plus 1", lambda x: x + 1, 1), ("square", lambda x: x ** 2, 2), ("times 3", lambda x: 3 * x, 3)]

# %% own_chain | wrong | root of what may be negative
def own_chain():
    return [("times 2", lambda x: 2 * x, lambda x: 2), ("root", lambda x: np.sqrt(np.float64(x)) if x > 0 else float("nan"), lambda x: 0.5 / np.sqrt(x) if x > 0 else float("nan")),
            ("plus 1", lambda x: x + 1, lambda x: 1), ("square", lambda x: x ** 2, lambda x: 2 * x)]

# %% own_chain | wrong | a rectifier that never opens
def own_chain():
    return [("square", lambda x: x ** 2, lambda x: 2 * x), ("times -1", lambda x: -x, lambda x: -1),
            ("ReLU", lambda x: max(x, 0), lambda x: 1 if x > 0 else 0), ("plus 1", lambda x: x + 1, lambda x: 1)]

# %% own_chain | wrong | names and functions, slopes left out
def own_chain():
    return [("times 2", lambda x: 2 * x), ("plus 1", lambda x: x + 1), ("square", lambda x: x ** 2), ("times 3", lambda x: 3 * x)]

# %% own_chain | wrong | the whole chain as one function
def own_chain():
    return lambda x: (2 * x + 1) ** 2

# %% own_chain | wrong | a dictionary by name
def own_chain():
    return {"times 2": (lambda x: 2 * x, lambda x: 2), "plus 1": (lambda x: x + 1, lambda x: 1), "square": (lambda x: x ** 2, lambda x: 2 * x), "half": (lambda x: x / 2, lambda x: 0.5)}

# %% own_chain | wrong | the slope of the ReLU is the ReLU
def own_chain():
    relu = lambda x: max(x, 0)
    return [("times 2", lambda x: 2 * x, lambda x: 2), ("plus 1", lambda x: x + 1, lambda x: 1), ("ReLU", relu, relu), ("square", lambda x: x ** 2, lambda x: 2 * x)]

# %% own_chain | wrong | prints the chain
def own_chain():
    chain = [("times 2", lambda x: 2 * x, lambda x: 2), ("square", lambda x: x ** 2, lambda x: 2 * x), ("plus 1", lambda x: x + 1, lambda x: 1), ("half", lambda x: x / 2, lambda x: 0.5)]
    print(chain)

# %% own_chain | wrong | four names for one operation
def own_chain():
    return [(n, lambda x: x * x / 4, lambda x: x / 2) for n in "abcd"]

# %% own_chain | wrong | three of the four do nothing
def own_chain():
    same = lambda x: x
    return [("square", lambda x: x * x, lambda x: 2 * x)] + [(n, same, lambda x: 1) for n in ("a", "b", "c")]

# %% own_chain | wrong | 1 / x, which has no number at 0
def own_chain():
    return [("1 / x", lambda x: 1 / x, lambda x: -1 / x**2), ("× 3", lambda x: 3 * x, lambda x: 3),
            ("+ 1", lambda x: x + 1, lambda x: 1), ("square", lambda x: x * x, lambda x: 2 * x)]

# %% own_chain | wrong | a slope that is no number where the ReLU is shut
def own_chain():
    return [("× 2", lambda x: 2 * x, lambda x: 2), ("ReLU", lambda x: max(x, 0), lambda x: 1 if x > 0 else float("nan")),
            ("square", lambda x: x * x, lambda x: 2 * x), ("+ 1", lambda x: x + 1, lambda x: 1)]

# %% own_chain | wrong | a ReLU that is shut nearly everywhere
def own_chain():
    return [("− 1.9", lambda x: x - 1.9, lambda x: 1), ("ReLU", lambda x: max(x, 0), lambda x: float(x > 0)),
            ("square", lambda x: x * x, lambda x: 2 * x), ("+ 3", lambda x: x + 3, lambda x: 1)]

# %% own_chain | wrong | the sine's slope with the wrong sign
def own_chain():
    return [("sin", np.sin, lambda x: -np.cos(x)), ("× 2", lambda x: 2 * x, lambda x: 2),
            ("square", lambda x: x * x, lambda x: 2 * x), ("+ 1", lambda x: x + 1, lambda x: 1)]

# %% own_chain | right | begins with the ReLU
def own_chain():
    return [("ReLU", lambda x: max(x, 0), lambda x: float(x > 0)), ("× 2", lambda x: 2 * x, lambda x: 2),
            ("+ 1", lambda x: x + 1, lambda x: 1), ("square", lambda x: x * x, lambda x: 2 * x)]

# %% own_chain | wrong | ReLU's slope 1 everywhere
def own_chain():
    return [("× 2", lambda x: 2 * x, lambda x: 2), ("ReLU", lambda x: max(x, 0), lambda x: 1),
            ("square", lambda x: x * x, lambda x: 2 * x), ("+ 1", lambda x: x + 1, lambda x: 1)]

# %% own_chain | wrong | straight, slopes by differences that jitter
def own_chain():
    def by(f):
        return lambda x: (f(x + 1e-9) - f(x)) / 1e-9
    times, plus, minus = (lambda x: 3 * x), (lambda x: x + 2), (lambda x: -x)
    return [("a", times, by(times)), ("b", plus, by(plus)), ("c", minus, by(minus)), ("d", times, by(times))]

# %% own_chain | right | slopes by central differences
def own_chain():
    def by(f):
        return lambda x: (f(x + 1e-5) - f(x - 1e-5)) / 2e-5
    rows = [("cube", lambda x: x**3), ("+ 1", lambda x: x + 1), ("half", lambda x: x / 2), ("sin", np.sin)]
    return [(name, f, by(f)) for name, f in rows]
