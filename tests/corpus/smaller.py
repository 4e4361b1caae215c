# %% pruned_step | right | mask moved to the end
def pruned_step(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity - rate * gradient
    weights = weights + velocity
    weights = weights * mask
    return weights, velocity

# %% pruned_step | right | everything masked, also the velocity
def pruned_step(weights, velocity, gradient, mask, rate):
    weights = weights * mask
    velocity = (0.9 * velocity - rate * gradient) * mask
    return weights + velocity, velocity

# %% pruned_step | right | np.where
def pruned_step(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity - rate * gradient
    return np.where(mask == 1, weights + velocity, 0.0), velocity

# %% pruned_step | right | boolean index on a copy
def pruned_step(weights, velocity, gradient, mask, rate):
    new_velocity = 0.9 * velocity - rate * gradient
    new_weights = weights + new_velocity
    new_weights[mask == 0] = 0
    return new_weights, new_velocity

# %% pruned_step | wrong | masks the gradient only
def pruned_step(weights, velocity, gradient, mask, rate):
    weights = weights * mask
    gradient = gradient * mask
    velocity = 0.9 * velocity - rate * gradient
    return weights + velocity, velocity

# %% pruned_step | wrong | masks the velocity that comes in, not the gradient
def pruned_step(weights, velocity, gradient, mask, rate):
    weights = weights * mask
    velocity = velocity * mask
    velocity = 0.9 * velocity - rate * gradient
    return weights + velocity, velocity

# %% pruned_step | wrong | takes the mask out altogether
def pruned_step(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity - rate * gradient
    return weights + velocity, velocity

# %% pruned_step | wrong | mask the other way round
def pruned_step(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity - rate * gradient
    weights = weights + velocity
    weights = weights * (1 - mask)
    return weights, velocity

# %% pruned_step | wrong | masks the change but not the weights
def pruned_step(weights, velocity, gradient, mask, rate):
    velocity = mask * (0.9 * velocity - rate * gradient)
    return weights + velocity, velocity

# %% pruned_step | wrong | plain gradient descent, momentum dropped
def pruned_step(weights, velocity, gradient, mask, rate):
    weights = (weights - rate * gradient) * mask
    return weights, velocity

# %% pruned_step | wrong | the two results swapped
def pruned_step(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity - rate * gradient
    weights = (weights + velocity) * mask
    return velocity, weights

# %% pruned_step | wrong | forgets to return the velocity
def pruned_step(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity - rate * gradient
    return (weights + velocity) * mask

# %% pruned_step | wrong | freezes the weights that stay
def pruned_step(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity - rate * gradient
    return weights * mask, velocity

# %% pruned_step | wrong | new mask from the size of the weights
def pruned_step(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity - rate * gradient
    weights = weights + velocity
    limit = np.median(np.abs(weights))
    return np.where(np.abs(weights) < limit, 0, weights), velocity

# %% pruned_step | wrong | masks the steps in place and keeps the old weights
def pruned_step(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity - rate * gradient
    (weights + velocity) * mask
    return weights, velocity

# %% quantise_channels | right | numpy, keepdims
def quantise_channels(weights, bits):
    most = 2 ** (bits - 1) - 1
    scale = np.max(np.abs(weights), axis=0, keepdims=True) / most
    return np.round(weights / scale).astype(int), scale[0]

# %% quantise_channels | right | transposed loops
def quantise_channels(weights, bits):
    m = 2 ** (bits - 1) - 1
    columns, scales = [], []
    for column in weights.T:
        s = max(column.max(), -column.min()) / m
        columns.append([round(w / s) for w in column])
        scales.append(s)
    return np.array(columns).T, np.array(scales)

# %% quantise_channels | right | bit shift, lists
def quantise_channels(weights, bits):
    m = (1 << (bits - 1)) - 1
    scales = [float(np.abs(weights[:, o]).max()) / m for o in range(weights.shape[1])]
    q = np.rint(weights / np.array(scales))
    return q, scales

# %% quantise_channels | wrong | scale of the whole array
def quantise_channels(weights, bits):
    m = 2 ** (bits - 1) - 1
    s = np.abs(weights).max() / m
    return np.round(weights / s), s

# %% quantise_channels | wrong | a scale for each row
def quantise_channels(weights, bits):
    m = 2 ** (bits - 1) - 1
    scale = np.abs(weights).max(axis=1) / m
    return np.round(weights / scale[:, None]), scale

# %% quantise_channels | wrong | 2**bits - 1 steps
def quantise_channels(weights, bits):
    scale = np.abs(weights).max(axis=0) / (2 ** bits - 1)
    return np.round(weights / scale), scale

# %% quantise_channels | wrong | max without absolute value
def quantise_channels(weights, bits):
    m = 2 ** (bits - 1) - 1
    scale = weights.max(axis=0) / m
    return np.round(weights / scale), scale

# %% quantise_channels | wrong | cast to int cuts off
def quantise_channels(weights, bits):
    m = 2 ** (bits - 1) - 1
    scale = np.abs(weights).max(axis=0) / m
    return (weights / scale).astype(int), scale

# %% quantise_channels | wrong | caret in place of power
def quantise_channels(weights, bits):
    m = 2 ^ (bits - 1) - 1
    scale = np.abs(weights).max(axis=0) / m
    return np.round(weights / scale), scale

# %% quantise_channels | wrong | precedence: 2 ** bits - 1 - 1
def quantise_channels(weights, bits):
    m = 2 ** bits - 1 - 1
    scale = np.abs(weights).max(axis=0) / m
    return np.round(weights / scale), scale

# %% quantise_channels | wrong | returns rounded weights
def quantise_channels(weights, bits):
    m = 2 ** (bits - 1) - 1
    scale = np.abs(weights).max(axis=0) / m
    return np.round(weights / scale) * scale, scale

# %% quantise_channels | wrong | multiplies by the scale
def quantise_channels(weights, bits):
    m = 2 ** (bits - 1) - 1
    scale = m / np.abs(weights).max(axis=0)
    return np.round(weights * scale), scale

# %% quantise_channels | wrong | from the smallest to the largest, unsigned
def quantise_channels(weights, bits):
    low, high = weights.min(axis=0), weights.max(axis=0)
    scale = (high - low) / (2 ** bits - 1)
    return np.round((weights - low) / scale), scale

# %% quantise_channels | wrong | int8 whatever the bits
def quantise_channels(weights, bits):
    scale = np.abs(weights).max(axis=0) / 127
    return np.round(weights / scale).astype("int8"), scale

# %% quantise_channels | wrong | right scale, numbers in int8
def quantise_channels(weights, bits):
    scale = np.abs(weights).max(axis=0) / (2 ** (bits - 1) - 1)
    return np.round(weights / scale).astype(np.int8), scale

# %% quantise_channels | wrong | only the numbers
def quantise_channels(weights, bits):
    m = 2 ** (bits - 1) - 1
    scale = np.abs(weights).max(axis=0) / m
    return np.round(weights / scale)

# %% bits_per_symbol | right | log2 of one over p
def bits_per_symbol(counts):
    p = counts / counts.sum()
    p = p[p > 0]
    return (p * np.log2(1 / p)).sum()

# %% bits_per_symbol | right | scipy
from scipy.stats import entropy

def bits_per_symbol(counts):
    return entropy(counts, base=2)

# %% bits_per_symbol | right | loop with an if
def bits_per_symbol(counts):
    n = sum(counts)
    h = 0
    for c in counts:
        if c > 0:
            p = c / n
            h -= p * np.log2(p)
    return h

# %% bits_per_symbol | right | natural logarithm divided by log 2
def bits_per_symbol(counts):
    p = counts[counts != 0] / np.sum(counts)
    return -np.dot(p, np.log(p)) / np.log(2)

# %% bits_per_symbol | wrong | zeros not left out
def bits_per_symbol(counts):
    p = counts / counts.sum()
    return -np.sum(p * np.log2(p))

# %% bits_per_symbol | wrong | natural logarithm
def bits_per_symbol(counts):
    p = counts[counts > 0] / counts.sum()
    return -np.sum(p * np.log(p))

# %% bits_per_symbol | wrong | minus forgotten
def bits_per_symbol(counts):
    p = counts[counts > 0] / counts.sum()
    return np.sum(p * np.log2(p))

# %% bits_per_symbol | wrong | counts are not divided
def bits_per_symbol(counts):
    counts = counts[counts > 0]
    return -np.sum(counts * np.log2(counts))

# %% bits_per_symbol | wrong | mean in place of sum
def bits_per_symbol(counts):
    p = counts[counts > 0] / counts.sum()
    return -np.mean(p * np.log2(p))

# %% bits_per_symbol | wrong | the bits of all symbols together
def bits_per_symbol(counts):
    p = counts[counts > 0] / counts.sum()
    return -np.sum(counts[counts > 0] * np.log2(p))

# %% bits_per_symbol | wrong | as if all came equally often
def bits_per_symbol(counts):
    return np.log2(np.count_nonzero(counts))

# %% bits_per_symbol | wrong | mean length of Huffman's words
from imagen_course import compress

def bits_per_symbol(counts):
    words = compress.code_words(counts)
    return sum(len(w) * c for w, c in zip(words, counts)) / counts.sum()

# %% bits_per_symbol | wrong | whole bits for each symbol
def bits_per_symbol(counts):
    p = counts[counts > 0] / counts.sum()
    return np.sum(p * np.ceil(-np.log2(p)))

# %% bits_per_symbol | wrong | divided by the largest count
def bits_per_symbol(counts):
    p = counts[counts > 0] / counts.max()
    return -np.sum(p * np.log2(p))

# %% shrink | right | many small rounds
def shrink(network, images, labels):
    arrays = network.parameters()
    for share in (0.5, 0.7, 0.8, 0.87, 0.92, 0.95):
        masks = {}
        for name in arrays:
            if name.endswith("kernel"):
                part = share if name != "5 kernel" else share / 2
                arrays[name][...] = compress.prune(arrays[name], part)
                masks[name] = arrays[name] != 0
        for step in gradient_descent(network, images, labels, epochs=8, decay=0.85):
            for name in masks:
                arrays[name] *= masks[name]
    for name in arrays:
        arrays[name][...] = compress.share_weights(arrays[name], 15)
    return network

# %% shrink | right | one threshold for all kernels, biases pruned as well
def shrink(network, images, labels):
    arrays = network.parameters()
    for share in (0.6, 0.8, 0.9, 0.945, 0.955):
        every = np.concatenate([np.abs(a).ravel() for n, a in arrays.items() if a.ndim > 1])
        limit = np.quantile(every, share)
        masks = {n: np.abs(a) > limit for n, a in arrays.items() if a.ndim > 1}
        for _ in gradient_descent(network, images, labels, epochs=12, learning_rate=0.05, decay=0.9):
            for n, mask in masks.items():
                arrays[n] *= mask
    for a in arrays.values():
        a[...] = compress.share_weights(a, 12)
    return network

# %% shrink | right | copies the network, and trains the shared values no more
from copy import deepcopy

def shrink(network, images, labels):
    small = deepcopy(network)
    for share in (0.7, 0.85, 0.93, 0.95):
        masks = []
        for layer in small.layers:
            if layer.parameters:
                kernel = layer.parameters["kernel"]
                kernel[...] = compress.prune(kernel, share if kernel.shape[1] > 10 else 0.5)
                masks.append((kernel, kernel != 0))
        for _ in gradient_descent(small, images, labels, epochs=10, decay=0.8):
            for kernel, mask in masks:
                kernel[...] = kernel * mask
    for array in small.parameters().values():
        array[...] = compress.share_weights(array, 15)
    return small

# %% shrink | wrong | pruned once and not retrained
def shrink(network, images, labels):
    for array in network.parameters().values():
        if array.ndim > 1:
            array[...] = compress.prune(array, 0.95)
        array[...] = compress.share_weights(array, 15)
    return network

# %% shrink | wrong | rounded to 4 bits only
def shrink(network, images, labels):
    for array in network.parameters().values():
        if array.ndim > 1:
            numbers, scale = compress.quantise(array, 4)
            array[...] = numbers * scale
    return network

# %% shrink | wrong | retrained without masks
def shrink(network, images, labels):
    for array in network.parameters().values():
        if array.ndim > 1:
            array[...] = compress.prune(array, 0.95)
    for _ in gradient_descent(network, images, labels, epochs=5):
        pass
    for array in network.parameters().values():
        array[...] = compress.share_weights(array, 15)
    return network

# %% shrink | wrong | arrays are replaced by copies, the network stays as it was
def shrink(network, images, labels):
    for name, array in network.parameters().items():
        array = compress.prune(array, 0.95)
        array = compress.share_weights(array, 15)
    return network

# %% shrink | wrong | returns the arrays
def shrink(network, images, labels):
    return {name: compress.share_weights(compress.prune(array, 0.95), 15) for name, array in network.parameters().items()}

# %% shrink | wrong | another network that is small from the start
def shrink(network, images, labels):
    small = Network([Flatten(), Dense(64, 10, seed=0)])
    list(gradient_descent(small, images, labels, epochs=20))
    return small

# %% shrink | wrong | pruned and retrained, values not shared
def shrink(network, images, labels):
    kernels = [a for a in network.parameters().values() if a.ndim > 1]
    for share in (0.8, 0.95):
        for k in kernels:
            k[...] = compress.prune(k, share)
        masks = [k != 0 for k in kernels]
        for _ in gradient_descent(network, images, labels, epochs=5):
            for k, m in zip(kernels, masks):
                k *= m
    return network

# %% shrink | wrong | all zeros
def shrink(network, images, labels):
    for array in network.parameters().values():
        array[...] = 0
    return network

# %% shrink | wrong | two bits for all weights
def shrink(network, images, labels):
    for array in network.parameters().values():
        top = np.abs(array).max()
        array[...] = np.rint(array / top) * top
    return network

# %% shrink | wrong | forgets the return
def shrink(network, images, labels):
    for array in network.parameters().values():
        array[...] = compress.share_weights(compress.prune(array, 0.9), 7)

# %% shrink | wrong | a network trained afresh, and shrunk: not the one that was given
def shrink(network, images, labels):
    fresh = Network([Flatten(), Dense(64, 300, seed=5), ReLU(), Dense(300, 100, seed=6), ReLU(), Dense(100, 10, seed=7)])
    list(gradient_descent(fresh, images, labels, epochs=10))
    kernels = [layer.parameters["kernel"] for layer in fresh.layers if layer.parameters]
    for share in (0.7, 0.85, 0.92, 0.95):
        for kernel, part in zip(kernels, (1, 1, 0.5)):
            kernel[...] = compress.prune(kernel, share * part)
        masks = [kernel != 0 for kernel in kernels]
        for _ in gradient_descent(fresh, images, labels, epochs=10, decay=0.8):
            for kernel, mask in zip(kernels, masks):
                kernel *= mask
    for array in fresh.parameters().values():
        array[...] = compress.share_weights(array, 15)
    return fresh
