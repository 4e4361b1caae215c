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

