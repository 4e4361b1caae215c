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

# %% training_step | wrong | without the 2 of the square
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    w1, w2 = w1 - learning_rate * (error * w2 * (h > 0) * x).mean(), w2 - learning_rate * (error * h).mean()
    return w1, w2

# %% training_step | wrong | moves the first weight alone
def training_step(w1, w2, x, y, learning_rate):
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    w1 = w1 - learning_rate * (2 * error * w2 * (h > 0) * x).mean()
    return w1, w2

# %% softmax_gradient | wrong | 1 taken away everywhere
def softmax_gradient(logits, labels):
    return (formulas.softmax(logits) - 1) / len(labels)

# %% own_network | right | augmented by one column either way, one convolution
def own_network(images, labels):
    left, right = np.roll(images, -1, axis=2), np.roll(images, 1, axis=2)
    x = np.concatenate([images, left, right])
    y = np.concatenate([labels, labels, labels])
    net = Network([Conv2D(1, 8, 3, padding="same", seed=3), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=4)])
    for step in gradient_descent(net, x, y, epochs=8):
        pass
    return net

# %% own_network | right | sixteen kernels, list() to run the generator
def own_network(images, labels):
    layers = [Conv2D(1, 16, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(256, 10, seed=1)]
    net = Network(layers)
    shifted = np.vstack([np.roll(images, k, axis=2) for k in range(-1, 2)])
    list(gradient_descent(net, shifted, np.tile(labels, 3), epochs=6, batch_size=32, learning_rate=0.05))
    return net

# %% own_network | right | pads with zeros instead of rolling
def own_network(images, labels):
    wide = np.pad(images, ((0, 0), (0, 0), (1, 1), (0, 0)))
    crops = [wide[:, :, i:i + 8] for i in range(3)]
    net = Network([Conv2D(1, 10, 3, padding="same", seed=7), ReLU(), Pool2D(2), Flatten(), Dense(160, 10, seed=8)])
    for _ in gradient_descent(net, np.concatenate(crops), np.tile(labels, 3), epochs=8, seed=1):
        pass
    return net

# %% own_network | right | two convolutions, longer
def own_network(images, labels):
    net = Network([
        Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2),
        Conv2D(8, 16, 3, padding="same", seed=1), ReLU(), Pool2D(2),
        Flatten(), Dense(64, 32, seed=2), ReLU(), Dense(32, 10, seed=3)])
    big = np.concatenate([np.roll(images, s, axis=2) for s in (-1, 0, 1)])
    for _ in gradient_descent(net, big, np.tile(labels, 3), epochs=10):
        pass
    return net

# %% own_network | right | no convolution, one hidden layer, long training
def own_network(images, labels):
    net = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    big = np.concatenate([np.roll(images, s, axis=2) for s in (-1, 0, 1)])
    for _ in gradient_descent(net, big, np.tile(labels, 3), epochs=30, batch_size=32, learning_rate=0.05, decay=0.9):
        pass
    return net

# %% own_network | wrong | trained on the digits as they are
def own_network(images, labels):
    net = Network([Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)])
    for step in gradient_descent(net, images, labels, epochs=10):
        pass
    return net

# %% own_network | wrong | calls gradient_descent and does not go through it
def own_network(images, labels):
    net = Network([Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)])
    big = np.concatenate([np.roll(images, s, axis=2) for s in (-1, 0, 1)])
    gradient_descent(net, big, np.tile(labels, 3), epochs=8)
    return net

# %% own_network | wrong | forgets the return
def own_network(images, labels):
    net = Network([Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)])
    big = np.concatenate([np.roll(images, s, axis=2) for s in (-1, 0, 1)])
    for _ in gradient_descent(net, big, np.tile(labels, 3), epochs=2):
        pass

# %% own_network | wrong | one dense layer
def own_network(images, labels):
    net = Network([Flatten(), Dense(64, 10, seed=0)])
    big = np.concatenate([np.roll(images, s, axis=2) for s in (-1, 0, 1)])
    for _ in gradient_descent(net, big, np.tile(labels, 3), epochs=20):
        pass
    return net

# %% own_network | wrong | a large hidden layer
def own_network(images, labels):
    net = Network([Flatten(), Dense(64, 128, seed=0), ReLU(), Dense(128, 10, seed=1)])
    big = np.concatenate([np.roll(images, s, axis=2) for s in (-1, 0, 1)])
    for _ in gradient_descent(net, big, np.tile(labels, 3), epochs=10):
        pass
    return net

# %% own_network | wrong | moved down instead of sideways
def own_network(images, labels):
    net = Network([Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)])
    big = np.concatenate([np.roll(images, s, axis=1) for s in (-1, 0, 1)])
    for _ in gradient_descent(net, big, np.tile(labels, 3), epochs=6):
        pass
    return net

# %% own_network | wrong | labels not repeated
def own_network(images, labels):
    net = Network([Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)])
    big = np.concatenate([np.roll(images, s, axis=2) for s in (-1, 0, 1)])
    for _ in gradient_descent(net, big, labels, epochs=6):
        pass
    return net

# %% own_network | wrong | labels repeated one by one, not set by set
def own_network(images, labels):
    net = Network([Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)])
    big = np.concatenate([np.roll(images, s, axis=2) for s in (-1, 0, 1)])
    for _ in gradient_descent(net, big, np.repeat(labels, 3), epochs=4):
        pass
    return net

# %% own_network | wrong | the dense layer counts the inputs before the pool
def own_network(images, labels):
    net = Network([Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(512, 10, seed=1)])
    for _ in gradient_descent(net, images, labels, epochs=6):
        pass
    return net

# %% own_network | wrong | returns the predictions
def own_network(images, labels):
    net = Network([Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)])
    for _ in gradient_descent(net, images, labels, epochs=2):
        pass
    return net.predict(images)

# %% own_network | wrong | moved right only
def own_network(images, labels):
    net = Network([Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)])
    big = np.concatenate([images, np.roll(images, 1, axis=2)])
    for _ in gradient_descent(net, big, np.tile(labels, 2), epochs=6):
        pass
    return net

# %% own_network | wrong | a rate so large that nothing is learned
def own_network(images, labels):
    net = Network([Flatten(), Dense(64, 32, seed=0), ReLU(), Dense(32, 10, seed=1)])
    for _ in gradient_descent(net, images, labels, epochs=3, learning_rate=5.0):
        pass
    return net

# %% own_network | wrong | one score for the digit's number
def own_network(images, labels):
    return Network([Flatten(), Dense(64, 16, seed=0), ReLU(), Dense(16, 1, seed=1)])

# %% own_network | wrong | a list of layers instead of a network
def own_network(images, labels):
    layers = [Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)]
    for _ in gradient_descent(Network(layers), images, labels, epochs=2):
        pass
    return layers

# %% own_network | wrong | steps without an epoch, five of them
def own_network(images, labels):
    net = Network([Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)])
    for number, step in enumerate(gradient_descent(net, images, labels, epochs=1)):
        if number == 5:
            return net

# %% own_network | wrong | labels in reverse order
def own_network(images, labels):
    network = Network([Flatten(), Dense(64, 10, seed=0)])
    list(gradient_descent(network, images, labels[::-1], epochs=1))
    return network
