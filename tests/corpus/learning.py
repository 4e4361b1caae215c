# %% neuron | right | weighted sum, bias, rectifier
def neuron(x, w, b):
    return max(b + np.dot(x, w), 0)

# %% neuron | right | loop over the connections
def neuron(x, w, b):
    y = b
    for k in range(len(x)):
        y += x[k] * w[k]
    if y < 0:
        y = 0
    return y

# %% neuron | right | np.maximum of the sum of products
def neuron(x, w, b):
    return np.maximum(np.sum(np.multiply(x, w)) + b, 0)

# %% neuron | right | zip and a conditional expression, plain float
def neuron(inputs, weights, bias):
    total = float(bias) + sum(float(a) * float(c) for a, c in zip(inputs, weights))
    return total if total > 0 else 0.0

# %% neuron | right | half of the sum and its magnitude
def neuron(x, w, b):
    z = np.asarray(x) @ np.asarray(w) + b
    return (z + abs(z)) / 2

# %% neuron | right | product with the truth of z > 0
def neuron(x, w, b):
    z = np.inner(x, w) + b
    return z * (z > 0)

# %% neuron | wrong | forgets the rectifier
def neuron(x, w, b):
    return np.sum(x * w) + b

# %% neuron | wrong | bias added after the rectifier
def neuron(x, w, b):
    return max(np.sum(x * w), 0) + b

# %% neuron | wrong | rectifies each product
def neuron(x, w, b):
    return b + np.sum(np.maximum(x * w, 0))

# %% neuron | wrong | magnitude in place of the rectifier
def neuron(x, w, b):
    return abs(b + np.dot(x, w))

# %% neuron | wrong | a sigmoid as in the older books
def neuron(x, w, b):
    z = np.dot(x, w) + b
    return 1 / (1 + np.exp(-z))

# %% neuron | wrong | McCulloch and Pitts, fires or not
def neuron(x, w, b):
    if np.dot(x, w) + b > 0:
        return 1
    return 0

# %% neuron | wrong | bias added for each input
def neuron(x, w, b):
    y = 0
    for xk, wk in zip(x, w):
        y += xk * wk + b
    return max(y, 0)

# %% neuron | wrong | three inputs, as in the example
def neuron(x, w, b):
    return max(b + x[0] * w[0] + x[1] * w[1] + x[2] * w[2], 0)

# %% neuron | wrong | np.max with 0, which is the axis there
def neuron(x, w, b):
    return np.max(np.dot(x, w) + b, 0)

# %% neuron | wrong | no sum, one answer per connection
def neuron(x, w, b):
    return np.maximum(x * w + b, 0)

# %% neuron | wrong | nothing is returned when the neuron is silent
def neuron(x, w, b):
    y = b + np.dot(x, w)
    if y > 0:
        return y

# %% neuron | wrong | leaky rectifier of another course
def neuron(x, w, b):
    z = x @ w + b
    return max(z, 0.01 * z)

# %% neuron | wrong | whole number
def neuron(x, w, b):
    return int(max(b + np.dot(x, w), 0))

# %% neuron | wrong | one-element list
def neuron(x, w, b):
    return [max(b + sum(x * w), 0)]

# %% neuron | wrong | return inside the loop
def neuron(x, w, b):
    total = b
    for k in range(len(x)):
        total += x[k] * w[k]
        return max(total, 0)

# %% neuron | wrong | multiplies the bias too
def neuron(x, w, b):
    return max(np.sum((x + b) * w), 0)

# %% neuron | wrong | forgets the bias
def neuron(x, w, b):
    return max(np.dot(x, w), 0)

# %% neuron | wrong | clips between 0 and 1
def neuron(x, w, b):
    return float(np.clip(np.dot(x, w) + b, 0, 1))

# %% neuron | wrong | loop one step too far, as in Matlab
def neuron(x, w, b):
    y = b
    for k in range(1, len(x) + 1):
        y = y + x[k] * w[k]
    return max(y, 0)

# %% gradient_step | right | against the gradient
def gradient_step(w, gradient, learning_rate):
    return w - learning_rate * gradient

# %% gradient_step | right | plus the negative, named move
def gradient_step(w, gradient, learning_rate):
    move = -learning_rate * np.asarray(gradient)
    return np.asarray(w) + move

# %% gradient_step | right | NumPy's functions
def gradient_step(w, g, eta):
    return np.subtract(w, np.multiply(eta, g))

# %% gradient_step | right | a loop over a flat copy
def gradient_step(w, gradient, learning_rate):
    new = np.array(w, dtype=float)
    slopes = np.array(gradient, dtype=float)
    for place in np.ndindex(new.shape):
        new[place] = new[place] - learning_rate * slopes[place]
    return new

# %% gradient_step | right | copy, then in place
def gradient_step(w, gradient, learning_rate):
    result = w * 1.0
    result -= gradient * learning_rate
    return result

# %% gradient_step | wrong | uphill
def gradient_step(w, gradient, learning_rate):
    return w + learning_rate * gradient

# %% gradient_step | wrong | forgets the rate
def gradient_step(w, gradient, learning_rate):
    return w - gradient

# %% gradient_step | wrong | returns the step, not the new place
def gradient_step(w, gradient, learning_rate):
    return -learning_rate * gradient

# %% gradient_step | wrong | divides by the rate
def gradient_step(w, gradient, learning_rate):
    return w - gradient / learning_rate

# %% gradient_step | wrong | only the sign of the slope counts
def gradient_step(w, gradient, learning_rate):
    return w - learning_rate * np.sign(gradient)

# %% gradient_step | wrong | step of a fixed length, normalised gradient
def gradient_step(w, gradient, learning_rate):
    return w - learning_rate * gradient / (np.linalg.norm(gradient) + 1e-12)

# %% gradient_step | wrong | works on the argument in place
def gradient_step(w, gradient, learning_rate):
    w -= learning_rate * gradient
    return w

# %% gradient_step | wrong | brackets in the wrong place
def gradient_step(w, gradient, learning_rate):
    return (w - learning_rate) * gradient

# %% gradient_step | wrong | difference of w and slope, scaled
def gradient_step(w, gradient, learning_rate):
    return learning_rate * (w - gradient)

# %% gradient_step | wrong | the slope of the lesson's own loss, the argument not used
def gradient_step(w, gradient, learning_rate):
    return w - learning_rate * slope(w)

# %% gradient_step | wrong | rate of the prediction, 0.1, in place of the argument
def gradient_step(w, gradient, learning_rate):
    return w - 0.1 * gradient

# %% gradient_step | wrong | moves all weights by the mean slope
def gradient_step(w, gradient, learning_rate):
    return w - learning_rate * np.mean(gradient)

# %% gradient_step | wrong | numbers only
def gradient_step(w, gradient, learning_rate):
    return float(w) - learning_rate * float(gradient)

# %% gradient_step | wrong | loop over a row of weights only
def gradient_step(w, gradient, learning_rate):
    return np.array([w[i] - learning_rate * gradient[i] for i in range(len(w))])

# %% gradient_step | wrong | relative step, as with interest
def gradient_step(w, gradient, learning_rate):
    return w * (1 - learning_rate * gradient)

# %% gradient_step | wrong | assigns and forgets to return
def gradient_step(w, gradient, learning_rate):
    w = w - learning_rate * gradient

# %% gradient_step | wrong | always downwards by the size of the slope
def gradient_step(w, gradient, learning_rate):
    return w - learning_rate * np.abs(gradient)

# %% gradient_step | wrong | dot product of rate and gradient summed
def gradient_step(w, gradient, learning_rate):
    return w - np.sum(learning_rate * gradient)

# %% gradient_step | wrong | Greek letter of the formula used as a name
def gradient_step(w, gradient, learning_rate):
    return w - eta * gradient

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

# %% training_step | right | both gradients first, then both steps
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    to_w2 = (2 * error * h).mean()
    to_w1 = (2 * error * w2 * (h > 0) * x).mean()
    return w1 - learning_rate * to_w1, w2 - learning_rate * to_w2

# %% training_step | right | the two lines exchanged
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    w1 = w1 - learning_rate * (2 * error * w2 * (h > 0) * x).mean()
    w2 = w2 - learning_rate * (2 * error * h).mean()
    return w1, w2

# %% training_step | right | keeps the old weight under another name
def training_step(w1, w2, x, y, learning_rate):
    old_w2 = w2
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    w2 = w2 - learning_rate * (2 * error * h).mean()
    w1 = w1 - learning_rate * (2 * error * old_w2 * (h > 0) * x).mean()
    return w1, w2

# %% training_step | right | a loop over the examples
def training_step(w1, w2, x, y, learning_rate):
    g1 = g2 = 0.0
    n = len(x)
    for i in range(n):
        z = w1 * x[i]
        h = max(z, 0)
        to_p = 2 * (w2 * h - y[i])
        g2 += to_p * h / n
        if z > 0:
            g1 += to_p * w2 * x[i] / n
    return w1 - learning_rate * g1, w2 - learning_rate * g2

# %% training_step | right | simultaneous assignment
def training_step(w1, w2, x, y, learning_rate):
    z = w1 * x
    h = np.maximum(z, 0)
    to_p = 2 * (w2 * h - y) / len(x)
    to_z = np.where(z > 0, to_p * w2, 0)
    w1, w2 = w1 - learning_rate * (to_z @ x), w2 - learning_rate * (to_p @ h)
    return w1, w2

# %% training_step | wrong | left as it was found
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    w2 = w2 - learning_rate * (2 * error * h).mean()
    w1 = w1 - learning_rate * (2 * error * w2 * (h > 0) * x).mean()
    return w1, w2

# %% training_step | wrong | computes the error again with the new weight
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    w2 = w2 - learning_rate * (2 * error * h).mean()
    error = w2 * h - y
    w1 = w1 - learning_rate * (2 * error * w2 * (h > 0) * x).mean()
    return w1, w2

# %% training_step | wrong | exchanges the lines and runs forward again in between
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    w1 = w1 - learning_rate * (2 * error * w2 * (h > 0) * x).mean()
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    w2 = w2 - learning_rate * (2 * error * h).mean()
    return w1, w2

# %% training_step | wrong | returns them in the other order
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    g2 = (2 * error * h).mean()
    g1 = (2 * error * w2 * (h > 0) * x).mean()
    return w2 - learning_rate * g2, w1 - learning_rate * g1

# %% training_step | wrong | the gradient of w1 should contain w1
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    w2 = w2 - learning_rate * (2 * error * h).mean()
    w1 = w1 - learning_rate * (2 * error * w1 * (h > 0) * x).mean()
    return w1, w2

# %% training_step | wrong | takes the rate out of one gradient only
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    g2 = (2 * error * h).mean()
    g1 = (2 * error * w2 * (h > 0) * x).mean()
    return w1 - g1, w2 - learning_rate * g2

# %% training_step | wrong | mends the order and loses the rectifier's derivative
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    g1 = (2 * error * w2 * x).mean()
    g2 = (2 * error * h).mean()
    return w1 - learning_rate * g1, w2 - learning_rate * g2

# %% training_step | wrong | also lets h = 0 through
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    g1 = (2 * error * w2 * (h >= 0) * x).mean()
    g2 = (2 * error * h).mean()
    return w1 - learning_rate * g1, w2 - learning_rate * g2

# %% training_step | wrong | keeps w2 fixed so that w1 is not disturbed
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    new_w2 = w2 - learning_rate * (2 * error * h).mean()
    w1 = w1 - learning_rate * (2 * error * w2 * (h > 0) * x).mean()
    return w1, w2

# %% training_step | wrong | adds up the examples instead of the mean
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    g2 = (2 * error * h).sum()
    g1 = (2 * error * w2 * (h > 0) * x).sum()
    return w1 - learning_rate * g1, w2 - learning_rate * g2

# %% training_step | wrong | undoes the step of w2 with the wrong factor
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    g2 = (2 * error * h).mean()
    w2 = w2 - learning_rate * g2
    w1 = w1 - learning_rate * (2 * error * (w2 + g2) * (h > 0) * x).mean()
    return w1, w2

# %% training_step | wrong | half-way between the old and the new w2
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    new = w2 - learning_rate * (2 * error * h).mean()
    w1 = w1 - learning_rate * (2 * error * (w2 + new) / 2 * (h > 0) * x).mean()
    return w1, new

# %% training_step | wrong | uphill, signs lost while tidying
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = y - w2 * h
    g2 = (2 * error * h).mean()
    g1 = (2 * error * w2 * (h > 0) * x).mean()
    return w1 - learning_rate * g1, w2 - learning_rate * g2

# %% training_step | wrong | returns the gradients
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    g2 = (2 * error * h).mean()
    g1 = (2 * error * w2 * (h > 0) * x).mean()
    return g1, g2

# %% training_step | wrong | no chain, the factor w2 dropped
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    w2 = w2 - learning_rate * (2 * error * h).mean()
    w1 = w1 - learning_rate * (2 * error * (h > 0) * x).mean()
    return w1, w2

# %% training_step | wrong | max of Python on an array
def training_step(w1, w2, x, y, learning_rate):
    h = max(w1 * x, 0)
    error = w2 * h - y
    g2 = (2 * error * h).mean()
    g1 = (2 * error * w2 * (h > 0) * x).mean()
    return w1 - learning_rate * g1, w2 - learning_rate * g2

# %% training_step | wrong | loop that steps after every example
def training_step(w1, w2, x, y, learning_rate):
    for xi, yi in zip(x, y):
        h = max(w1 * xi, 0)
        error = w2 * h - yi
        g2 = 2 * error * h
        g1 = 2 * error * w2 * (h > 0) * xi
        w1, w2 = w1 - learning_rate * g1, w2 - learning_rate * g2
    return w1, w2

# %% dense_backward | right | three products, one line
def dense_backward(x, w, gradient):
    return gradient @ w.T, x.T @ gradient, gradient.sum(axis=0)

# %% dense_backward | right | letters of the table with einsum
def dense_backward(x, w, g):
    to_x = np.einsum("no,ko->nk", g, w)
    to_w = np.einsum("nk,no->ko", x, g)
    to_b = np.einsum("no->o", g)
    return to_x, to_w, to_b

# %% dense_backward | right | loops over example, input, output
def dense_backward(x, w, gradient):
    to_x = np.zeros(x.shape)
    to_w = np.zeros(w.shape)
    to_b = np.zeros(w.shape[1])
    for n in range(x.shape[0]):
        for o in range(w.shape[1]):
            to_b[o] += gradient[n, o]
            for k in range(x.shape[1]):
                to_x[n, k] += gradient[n, o] * w[k, o]
                to_w[k, o] += x[n, k] * gradient[n, o]
    return to_x, to_w, to_b

# %% dense_backward | right | outer products added up over the examples
def dense_backward(x, w, gradient):
    to_w = sum(np.outer(xn, gn) for xn, gn in zip(x, gradient))
    to_x = np.array([w @ gn for gn in gradient])
    return to_x, to_w, sum(gradient)

# %% dense_backward | right | transposed product, and ones for the bias
def dense_backward(x, w, gradient):
    to_x = np.dot(w, np.transpose(gradient)).T
    to_w = np.dot(np.transpose(gradient), x).T
    to_b = np.ones(len(x)) @ gradient
    return (to_x, to_w, to_b)

# %% dense_backward | right | broadcasting and sums over the missing letter
def dense_backward(x, w, gradient):
    g = gradient[:, None, :]
    to_x = (g * w[None]).sum(axis=2)
    to_w = (x[:, :, None] * g).sum(axis=0)
    return to_x, to_w, np.sum(gradient, 0)

# %% dense_backward | wrong | other order of the three
def dense_backward(x, w, gradient):
    return x.T @ gradient, gradient.sum(axis=0), gradient @ w.T

# %% dense_backward | wrong | mean over the examples
def dense_backward(x, w, gradient):
    n = len(x)
    return gradient @ w.T, x.T @ gradient / n, gradient.mean(axis=0)

# %% dense_backward | wrong | bias summed over the outputs
def dense_backward(x, w, gradient):
    return gradient @ w.T, x.T @ gradient, gradient.sum(axis=1)

# %% dense_backward | wrong | one number for the bias
def dense_backward(x, w, gradient):
    return gradient @ w.T, x.T @ gradient, gradient.sum()

# %% dense_backward | wrong | kernel's gradient transposed, as PyTorch stores it
def dense_backward(x, w, gradient):
    return gradient @ w.T, gradient.T @ x, gradient.sum(axis=0)

# %% dense_backward | wrong | no transposition anywhere
def dense_backward(x, w, gradient):
    return gradient @ w, x @ gradient, gradient.sum(axis=0)

# %% dense_backward | wrong | reshapes w to make the shapes fit
def dense_backward(x, w, gradient):
    k, o = w.shape
    return gradient @ w.reshape(o, k), x.T @ gradient, gradient.sum(axis=0)

# %% dense_backward | wrong | to the bias without the sum
def dense_backward(x, w, gradient):
    return gradient @ w.T, x.T @ gradient, gradient

# %% dense_backward | wrong | bias as a row with two axes
def dense_backward(x, w, gradient):
    return gradient @ w.T, x.T @ gradient, gradient.sum(axis=0, keepdims=True)

# %% dense_backward | wrong | the last example overwrites the others
def dense_backward(x, w, gradient):
    to_w = np.zeros(w.shape)
    for n in range(len(x)):
        for k in range(w.shape[0]):
            for o in range(w.shape[1]):
                to_w[k, o] = x[n, k] * gradient[n, o]
    return gradient @ w.T, to_w, gradient.sum(axis=0)

# %% dense_backward | wrong | forgets the gradient to the inputs
def dense_backward(x, w, gradient):
    return x.T @ gradient, gradient.sum(axis=0)

# %% dense_backward | wrong | derivative only, without what arrives
def dense_backward(x, w, gradient):
    to_x = np.tile(w.sum(axis=1), (len(x), 1))
    to_w = np.tile(x.sum(axis=0)[:, None], (1, w.shape[1]))
    to_b = np.full(w.shape[1], float(len(x)))
    return to_x, to_w, to_b

# %% dense_backward | wrong | thinks a rectifier belongs to the layer
def dense_backward(x, w, gradient):
    g = gradient * (x @ w > 0)
    return g @ w.T, x.T @ g, g.sum(axis=0)

# %% dense_backward | wrong | updates the kernel on the way
def dense_backward(x, w, gradient):
    to_w = x.T @ gradient
    w -= 0.1 * to_w
    return gradient @ w.T, to_w, gradient.sum(axis=0)

# %% dense_backward | wrong | kernel's own values in its gradient
def dense_backward(x, w, gradient):
    to_w = (x.T @ gradient) * w
    return gradient @ w.T, to_w, np.sum(gradient, axis=0)

# %% dense_backward | wrong | six examples, three inputs, four outputs, as in the cell below
def dense_backward(x, w, gradient):
    to_x, to_w, to_b = np.zeros((6, 3)), np.zeros((3, 4)), np.zeros(4)
    for n in range(6):
        for o in range(4):
            to_b[o] += gradient[n][o]
            for k in range(3):
                to_x[n, k] += gradient[n][o] * w[k][o]
                to_w[k, o] += x[n][k] * gradient[n][o]
    return to_x, to_w, to_b

# %% dense_backward | wrong | forward pass again
def dense_backward(x, w, gradient):
    y = x @ w
    return (y - gradient) @ w.T, x.T @ (y - gradient), (y - gradient).sum(axis=0)

# %% dense_backward | wrong | brackets of the transpose
def dense_backward(x, w, gradient):
    return gradient @ w.T(), x.T() @ gradient, gradient.sum(axis=0)

# %% softmax_gradient | right | probabilities, minus 1 at the right classes, over n
def softmax_gradient(logits, labels):
    g = np.array(formulas.softmax(logits))
    n = len(g)
    g[np.arange(n), labels] -= 1
    return g / n

# %% softmax_gradient | right | one-hot rows of an identity matrix
def softmax_gradient(logits, labels):
    n, classes = np.shape(logits)
    return (formulas.softmax(logits) - np.eye(classes)[labels]) / n

# %% softmax_gradient | right | loops
def softmax_gradient(logits, labels):
    p = formulas.softmax(logits)
    result = np.zeros(p.shape)
    for i in range(p.shape[0]):
        for j in range(p.shape[1]):
            result[i, j] = p[i, j]
            if j == labels[i]:
                result[i, j] -= 1
            result[i, j] /= p.shape[0]
    return result

# %% softmax_gradient | right | a comparison for the bracket of the formula
def softmax_gradient(logits, labels):
    right = np.asarray(labels)[:, None] == np.arange(logits.shape[1])
    return (formulas.softmax(logits) - right) / len(labels)

# %% softmax_gradient | right | own softmax with a shift, row by row
def softmax_gradient(z, t):
    rows = []
    for scores, right in zip(z, t):
        e = np.exp(scores - np.max(scores))
        row = e / e.sum()
        row[right] = row[right] - 1.0
        rows.append(row / len(t))
    return np.stack(rows)

# %% softmax_gradient | wrong | not divided by the number of examples
def softmax_gradient(logits, labels):
    p = np.array(formulas.softmax(logits))
    p[np.arange(len(p)), labels] -= 1
    return p

# %% softmax_gradient | wrong | should have said, less what it said
def softmax_gradient(logits, labels):
    hot = np.eye(logits.shape[1])[labels]
    return (hot - formulas.softmax(logits)) / len(logits)

# %% softmax_gradient | wrong | takes 1 from whole columns
def softmax_gradient(logits, labels):
    p = np.array(formulas.softmax(logits))
    p[:, labels] -= 1
    return p / len(p)

# %% softmax_gradient | wrong | takes 1 from every probability
def softmax_gradient(logits, labels):
    return (formulas.softmax(logits) - 1) / len(logits)

# %% softmax_gradient | wrong | divides by the number of classes
def softmax_gradient(logits, labels):
    p = formulas.softmax(logits)
    hot = np.eye(p.shape[1])[labels]
    return (p - hot) / p.shape[1]

# %% softmax_gradient | wrong | scores minus one-hot, softmax forgotten
def softmax_gradient(logits, labels):
    return (logits - np.eye(logits.shape[1])[labels]) / len(logits)

# %% softmax_gradient | wrong | derivative of a softmax alone, p times 1 - p
def softmax_gradient(logits, labels):
    p = formulas.softmax(logits)
    return p * (1 - p) / len(p)

# %% softmax_gradient | wrong | derivative of the logarithm only
def softmax_gradient(logits, labels):
    p = formulas.softmax(logits)
    g = np.zeros(p.shape)
    rows = np.arange(len(p))
    g[rows, labels] = -1 / p[rows, labels]
    return g / len(p)

# %% softmax_gradient | wrong | ten classes by heart
def softmax_gradient(logits, labels):
    return (formulas.softmax(logits) - np.eye(10)[labels]) / len(labels)

# %% softmax_gradient | wrong | the labels are classes from 1
def softmax_gradient(logits, labels):
    p = np.array(formulas.softmax(logits))
    for i in range(len(p)):
        p[i, labels[i] - 1] -= 1
    return p / len(p)

# %% softmax_gradient | wrong | averages the batch away
def softmax_gradient(logits, labels):
    p = formulas.softmax(logits)
    return (p - np.eye(p.shape[1])[labels]).mean(axis=0)

# %% softmax_gradient | wrong | softmax over the whole batch
def softmax_gradient(logits, labels):
    e = np.exp(logits - logits.max())
    p = e / e.sum()
    p[np.arange(len(p)), labels] -= 1
    return p / len(p)

# %% softmax_gradient | wrong | the winner in place of the right class
def softmax_gradient(logits, labels):
    p = np.array(formulas.softmax(logits))
    p[np.arange(len(p)), p.argmax(axis=1)] -= 1
    return p / len(p)

# %% softmax_gradient | wrong | only the right class is corrected, others get nothing
def softmax_gradient(logits, labels):
    p = formulas.softmax(logits)
    g = np.zeros(p.shape)
    for i, t in enumerate(labels):
        g[i, t] = (p[i, t] - 1) / len(labels)
    return g

# %% softmax_gradient | wrong | minus 1 after the division
def softmax_gradient(logits, labels):
    g = formulas.softmax(logits) / len(logits)
    g[np.arange(len(g)), labels] -= 1
    return g

# %% softmax_gradient | wrong | labels compared with the scores
def softmax_gradient(logits, labels):
    p = formulas.softmax(logits)
    return (p - (logits == labels[:, None])) / len(p)

# %% softmax_gradient | wrong | compares labels with a row of class numbers, no new axis
def softmax_gradient(logits, labels):
    p = formulas.softmax(logits)
    return (p - (labels == np.arange(p.shape[1]))) / len(p)

# %% softmax_gradient | wrong | the loss is returned
def softmax_gradient(logits, labels):
    return formulas.cross_entropy(logits, labels)
