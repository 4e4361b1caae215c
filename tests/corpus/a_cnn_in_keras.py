# %% side_after | right | plain loop, floor division
def side_after(side, layers):
    for layer in layers:
        if layer == "conv":
            side = side - 2
        else:
            side = side // 2
    return side

# %% side_after | right | recursion over the list
def side_after(side, layers):
    if len(layers) == 0:
        return side
    first, rest = layers[0], layers[1:]
    return side_after(side - 3 + 1 if first == "conv" else int(side / 2), rest)

# %% side_after | right | reduce with a table of functions
from functools import reduce

STEPS = {"conv": lambda s: s - 2, "pool": lambda s: s >> 1}

def side_after(side, layers):
    return reduce(lambda s, word: STEPS[word](s), layers, side)

# %% side_after | right | general window and stride formula
def side_after(side, layers):
    settings = {"conv": (3, 1), "pool": (2, 2)}
    for name in layers:
        k, stride = settings[name]
        side = (side - k) // stride + 1
    return side

# %% side_after | right | really slices an array
def side_after(side, layers):
    line = np.zeros(side)
    for l in layers:
        if l == "conv":
            line = np.convolve(line, np.ones(3), mode="valid")
        if l == "pool":
            line = line[: len(line) // 2 * 2].reshape(-1, 2).max(axis=1)
    return len(line)

# %% side_after | wrong | a convolution of 3 takes 3 away
def side_after(side, layers):
    for layer in layers:
        if layer == "conv":
            side = side - 3
        elif layer == "pool":
            side = side // 2
    return side

# %% side_after | wrong | pooling keeps a half-filled last window (ceil)
import math

def side_after(side, layers):
    for layer in layers:
        if layer == "conv":
            side -= 2
        if layer == "pool":
            side = math.ceil(side / 2)
    return side

# %% side_after | wrong | plain division, sides become fractions
def side_after(side, layers):
    for l in layers:
        side = side - 3 + 1 if l == "conv" else side / 2
    return side

# %% side_after | wrong | pooling with stride 1
def side_after(side, layers):
    for word in layers:
        size = 3 if word == "conv" else 2
        side = side - size + 1
    return side

# %% side_after | wrong | counts the words, order ignored
def side_after(side, layers):
    n_conv = layers.count("conv")
    n_pool = layers.count("pool")
    return (side - 2 * n_conv) // 2 ** n_pool

# %% side_after | wrong | return indented too far
def side_after(side, layers):
    for layer in layers:
        if layer == "conv":
            side = side - 2
        else:
            side = side // 2
        return side

# %% side_after | wrong | padding 'same' as in another course
def side_after(side, layers):
    # convolution keeps the size, only pooling makes it smaller
    for layer in layers:
        if layer == "pool":
            side = side // 2
    return side

# %% side_after | wrong | returns the whole walk as a list
def side_after(side, layers):
    sides = [side]
    for layer in layers:
        last = sides[-1]
        sides.append(last - 2 if layer == "conv" else last // 2)
    return sides

# %% side_after | wrong | 'or' with a string is always true
def side_after(side, layers):
    for layer in layers:
        if layer == "conv" or "Conv2D":
            side = side - 2
        elif layer == "pool" or "MaxPooling2D":
            side = side // 2
    return side

# %% side_after | wrong | rounds to the nearest instead of down
def side_after(side, layers):
    for layer in layers:
        if layer == "conv":
            side = side - 2
        else:
            side = round(side / 2)
    return side

# %% side_after | wrong | empties the caller's list
def side_after(side, layers):
    while layers:
        layer = layers.pop(0)
        if layer == "conv":
            side -= 2
        else:
            side //= 2
    return side

# %% side_after | wrong | thinks layers are pairs
def side_after(side, layers):
    for kind, size in layers:
        if kind == "conv":
            side = side - size + 1
        else:
            side = side // size
    return side

# %% conv_parameters | right | the formula
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    return (kernel_size * kernel_size * c_in + 1) * c_out

# %% conv_parameters | right | weights and biases apart
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    weights = kernel_size ** 2 * c_in * c_out
    biases = c_out
    return weights + biases

# %% conv_parameters | right | makes the arrays and asks for their sizes
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    kernels = np.zeros((kernel_size, kernel_size, c_in, c_out))
    bias = np.zeros(c_out)
    return kernels.size + bias.size

# %% conv_parameters | right | counts one by one
def conv_parameters(_, __, k, c_in, c_out):
    n = 0
    for out in range(c_out):
        for inp in range(c_in):
            for i in range(k):
                for j in range(k):
                    n += 1
        n += 1
    return n

# %% conv_parameters | wrong | number of multiplications
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * kernel_size * kernel_size * c_in * c_out

# %% conv_parameters | wrong | no biases
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    return kernel_size ** 2 * c_in * c_out

# %% conv_parameters | wrong | one bias for the whole layer
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    return kernel_size * kernel_size * c_in * c_out + 1

# %% conv_parameters | wrong | a bias for every pair of channels
def conv_parameters(rows, columns, k, c_in, c_out):
    per_kernel = k * k + 1
    return per_kernel * c_in * c_out

# %% conv_parameters | wrong | kernels are flat, not as deep as the input
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    return c_out * (kernel_size ** 2 + 1)

# %% conv_parameters | wrong | brackets forgotten
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    return kernel_size * kernel_size * c_in + 1 * c_out

# %% conv_parameters | wrong | MATLAB power sign
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    return (kernel_size^2 * c_in + 1) * c_out

# %% conv_parameters | wrong | always 3 x 3
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    n_weights = 9 * c_in * c_out
    n_bias = c_out
    return n_weights + n_bias

# %% conv_parameters | wrong | a bias at every place of the result
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    weights = kernel_size * kernel_size * c_in * c_out
    bias = rows * columns * c_out
    return weights + bias

# %% conv_parameters | wrong | prints, returns nothing
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    print((kernel_size * kernel_size * c_in + 1) * c_out)

# %% conv_parameters | wrong | one bias per input channel
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    w = np.ones((kernel_size, kernel_size, c_in, c_out)).sum()
    b = np.ones(c_in).sum()
    return int(w + b)

# %% conv_parameters | wrong | kernel is k numbers, not k by k
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    return (kernel_size * c_in + 1) * c_out

# %% conv_parameters | wrong | kernel size taken for a pair
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    return (kernel_size[0] * kernel_size[1] * c_in + 1) * c_out

# %% stack_parameters | wrong | carries h, w, c in a loop, and takes every pooling for one of 2
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, number in layers:
        if kind == "conv":
            total += (9 * c + 1) * number
            h, w, c = h - 2, w - 2, number
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        elif kind == "dense":
            total += (c + 1) * number
            c = number
    return total

# %% stack_parameters | right | recursive, one layer at a time
def stack_parameters(shape, layers):
    if not layers:
        return 0
    h, w, c = shape
    (kind, n), rest = layers[0], layers[1:]
    if kind == "conv":
        return 9 * c * n + n + stack_parameters((h - 2, w - 2, n), rest)
    if kind == "pool":
        return stack_parameters((h // n, w // n, c), rest)
    if kind == "flatten":
        return stack_parameters((1, 1, h * w * c), rest)
    return c * n + n + stack_parameters((1, 1, n), rest)

# %% stack_parameters | right | list of counts, summed at the end
def conv_count(c_in, c_out, k=3):
    return k * k * c_in * c_out + c_out

def stack_parameters(shape, layers):
    size = list(shape)
    counts = []
    for layer in layers:
        if layer[0] == "conv":
            counts.append(conv_count(size[2], layer[1]))
            size = [size[0] - 2, size[1] - 2, layer[1]]
        if layer[0] == "pool":
            size[0] //= layer[1]
            size[1] //= layer[1]
        if layer[0] == "flatten":
            size = [1, 1, int(np.prod(size))]
        if layer[0] == "dense":
            counts.append(conv_count(size[2], layer[1], k=1))
            size[2] = layer[1]
    return sum(counts)

# %% stack_parameters | right | match statement, remembers the row length
def stack_parameters(shape, layers):
    h, w, c = shape
    row = None
    n = 0
    for layer in layers:
        match layer:
            case ("conv", filters):
                n += filters * (3 * 3 * c + 1)
                h -= 2
                w -= 2
                c = filters
            case ("pool", size):
                h = (h - size) // size + 1
                w = (w - size) // size + 1
            case ("flatten", _):
                row = h * w * c
            case ("dense", neurons):
                n += neurons * (row + 1)
                row = neurons
    return n

# %% stack_parameters | wrong | convolution keeps the size
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            c = n
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            c = h * w * c
        else:
            total += (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | flatten ignored, dense reads one number per map
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += 3 * 3 * c * n + n
            h, w, c = h - 2, w - 2, n
        if kind == "pool":
            h, w = h // 2, w // 2
        if kind == "dense":
            total += c * n + n
            c = n
    return total

# %% stack_parameters | wrong | dense layers without biases
def stack_parameters(shape, layers):
    h, w, c = shape
    params = 0
    for kind, number in layers:
        if kind == "conv":
            params += (9 * c + 1) * number
            h, w, c = h - 2, w - 2, number
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            params += c * number
            c = number
    return params

# %% stack_parameters | wrong | square pictures only
def stack_parameters(shape, layers):
    s, c = shape[0], shape[2]
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            s, c = s - 2, n
        elif kind == "pool":
            s = s // 2
        elif kind == "flatten":
            c = s * s * c
        elif kind == "dense":
            total += (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | never updates the channels behind a convolution
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total = total + n * (9 * c + 1)
            h = h - 2
            w = w - 2
        elif kind == "pool":
            h = h // 2
            w = w // 2
        elif kind == "flatten":
            c = h * w * c
        elif kind == "dense":
            total = total + n * (c + 1)
            c = n
    return total

# %% stack_parameters | wrong | second dense layer still reads the flattened row
def stack_parameters(shape, layers):
    h, w, c = shape
    total, flat = 0, 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            flat = h * w * c
        elif kind == "dense":
            total += (flat + 1) * n
    return total

# %% stack_parameters | wrong | overwrites the total, only the last layer counts
def stack_parameters(shape, layers):
    h, w, c = shape
    for kind, n in layers:
        if kind == "conv":
            total = (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            total = (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | halves stay fractions
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            h, w = h / 2, w / 2
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            total += (c + 1) * n
            c = n
    return int(total)

# %% stack_parameters | wrong | pooling windows have weights too
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            total += n * n * c
            h, w = h // n, w // n
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        elif kind == "dense":
            total += (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | channels first, as in PyTorch
def stack_parameters(shape, layers):
    c, h, w = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            c, h, w = n, h - 2, w - 2
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            c = c * h * w
        else:
            total += (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | return stands in the loop
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            total += (c + 1) * n
            c = n
        return total

# %% stack_parameters | wrong | half finished, convolutions only
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            c = n
        # todo dense
    return total

# %% stack_parameters | wrong | takes the number of kernels for their size
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, k in layers:
        if kind == "conv":
            total += (k * k * c + 1) * c
            h, w = h - k + 1, w - k + 1
        elif kind == "pool":
            h, w = h // k, w // k
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        elif kind == "dense":
            total += (c + 1) * k
            c = k
    return total

# %% activation_bytes | right | loop
def activation_bytes(batch, shapes):
    numbers = 0
    for h, w, c in shapes:
        numbers += h * w * c
    return 4 * batch * numbers

# %% activation_bytes | right | math.prod and sum
import math

def activation_bytes(batch, shapes):
    return sum(math.prod((batch, *s, 4)) for s in shapes)

# %% activation_bytes | right | itemsize of float32
def activation_bytes(batch, shapes):
    per_number = np.dtype(np.float32).itemsize
    return batch * per_number * sum(int(np.prod(s)) for s in shapes)

# %% activation_bytes | right | columns of an array
def activation_bytes(batch, shapes):
    h, w, c = np.array(shapes, dtype=np.int64).reshape(-1, 3).T
    return int(np.sum(h * w * c)) * batch * 4

# %% activation_bytes | right | prod along the rows
def activation_bytes(batch, shapes):
    return np.prod(shapes, axis=1).sum() * batch * 4

# %% activation_bytes | wrong | one picture only
def activation_bytes(batch, shapes):
    total = 0
    for h, w, c in shapes:
        total += h * w * c * 4
    return total

# %% activation_bytes | wrong | counts numbers, not bytes
def activation_bytes(batch, shapes):
    return batch * sum(h * w * c for h, w, c in shapes)

# %% activation_bytes | wrong | 8 bytes, as NumPy's usual floats
def activation_bytes(batch, shapes):
    return 8 * batch * sum(h * w * c for (h, w, c) in shapes)

# %% activation_bytes | wrong | bits for bytes
def activation_bytes(batch, shapes):
    total = 0
    for s in shapes:
        total = total + s[0] * s[1] * s[2]
    return total * batch * 32

# %% activation_bytes | wrong | only the largest layer is in memory
def activation_bytes(batch, shapes):
    return 4 * batch * max(h * w * c for h, w, c in shapes)

# %% activation_bytes | wrong | only the last layer
def activation_bytes(batch, shapes):
    for h, w, c in shapes:
        size = h * w * c
    return batch * size * 4

# %% activation_bytes | wrong | forgets the channels
def activation_bytes(batch, shapes):
    return 4 * batch * sum(s[0] * s[1] for s in shapes)

# %% activation_bytes | wrong | np.prod over everything at once
def activation_bytes(batch, shapes):
    return 4 * batch * np.prod(shapes)

# %% activation_bytes | wrong | np.sum where np.prod is due
def activation_bytes(batch, shapes):
    return int(4 * batch * np.sum(shapes, axis=1).sum())

# %% activation_bytes | wrong | in megabytes
def activation_bytes(batch, shapes):
    total = sum(h * w * c for h, w, c in shapes) * batch * 4
    return total / 1e6

# %% activation_bytes | wrong | batch multiplies the last layer only
def activation_bytes(batch, shapes):
    total = 0
    for h, w, c in shapes:
        total += 4 * h * w * c
        last = 4 * h * w * c
    return total + (batch - 1) * last

# %% activation_bytes | right | counts in 32 bits
def activation_bytes(batch, shapes):
    s = np.array(shapes, dtype=np.int32)
    n = (s[:, 0] * s[:, 1] * s[:, 2]).sum(dtype=np.int32)
    return n * np.int32(4) * np.int32(batch)

# %% activation_bytes | wrong | one shape expected, not a list
def activation_bytes(batch, shapes):
    h, w, c = shapes
    return batch * h * w * c * 4

# %% steps_per_epoch | right | math.ceil
import math

def steps_per_epoch(examples, batch_size):
    return math.ceil(examples / batch_size)

# %% steps_per_epoch | right | upside-down floor division
def steps_per_epoch(examples, batch_size):
    return -(-examples // batch_size)

# %% steps_per_epoch | right | divmod and a Boolean
def steps_per_epoch(examples, batch_size):
    full, rest = divmod(examples, batch_size)
    return full + (rest > 0)

# %% steps_per_epoch | right | length of a range
def steps_per_epoch(n, b):
    return len(range(0, n, b))

# %% steps_per_epoch | right | walks through the epoch
def steps_per_epoch(examples, batch_size):
    steps = 0
    while examples > 0:
        examples -= batch_size
        steps += 1
    return steps

# %% steps_per_epoch | wrong | drops the last batch
def steps_per_epoch(examples, batch_size):
    return examples // batch_size

# %% steps_per_epoch | wrong | always one more
def steps_per_epoch(examples, batch_size):
    return examples // batch_size + 1

# %% steps_per_epoch | wrong | plain division
def steps_per_epoch(examples, batch_size):
    return examples / batch_size

# %% steps_per_epoch | wrong | rounds to the nearest
def steps_per_epoch(examples, batch_size):
    return round(examples / batch_size)

# %% steps_per_epoch | wrong | adds the rest itself
def steps_per_epoch(examples, batch_size):
    return examples // batch_size + examples % batch_size

# %% steps_per_epoch | wrong | forgets the case without a rest
def steps_per_epoch(examples, batch_size):
    if examples % batch_size != 0:
        return examples // batch_size + 1

# %% steps_per_epoch | wrong | stops before the smaller batch
def steps_per_epoch(examples, batch_size):
    steps = 0
    while examples >= batch_size:
        examples = examples - batch_size
        steps = steps + 1
    return steps

# %% steps_per_epoch | wrong | at least one step, else rounded down
def steps_per_epoch(examples, batch_size):
    return max(1, examples // batch_size)

# %% steps_per_epoch | wrong | returns the sizes of the batches
def steps_per_epoch(examples, batch_size):
    starts = range(0, examples, batch_size)
    return [min(batch_size, examples - s) for s in starts]

# %% steps_per_epoch | wrong | a step for every picture
def steps_per_epoch(examples, batch_size):
    # the weights move once for each example
    return examples * 1

# %% steps_per_epoch | wrong | off-by-one version of the integer trick
def steps_per_epoch(examples, batch_size):
    return (examples + batch_size) // batch_size

# %% steps_per_epoch | wrong | integer ceil taken from floor division
import math

def steps_per_epoch(examples, batch_size):
    return math.ceil(examples // batch_size)

# %% steps_per_epoch | wrong | batch divided by examples
def steps_per_epoch(examples, batch_size):
    return int(np.ceil(batch_size / examples))

# %% pick_device | right | returns at the first GPU
def pick_device(names):
    for name in names:
        if name[:3] == "gpu":
            return name
    return "cpu:0"

# %% pick_device | right | break instead of else branch
def pick_device(names):
    device = "cpu:0"
    for name in names:
        if name[:3] == "gpu":
            device = name
            break
    return device

# %% pick_device | right | next with a default
def pick_device(names):
    return next((n for n in names if n.startswith("gpu")), "cpu:0")

# %% pick_device | right | walks backwards, the first one wins last
def pick_device(names):
    device = "cpu:0"
    for name in reversed(names):
        if name[:3] == "gpu":
            device = name
    return device

# %% pick_device | right | list of GPUs with the CPU at its end
def pick_device(names):
    gpus = [name for name in names if name.split(":")[0] == "gpu"]
    return (gpus + ["cpu:0"])[0]

# %% pick_device | wrong | left as it was
def pick_device(names):
    device = "cpu:0"
    for name in names:
        if name[:3] == "gpu":
            device = name
        else:
            device = "cpu:0"
    return device

# %% pick_device | wrong | else removed only, the last GPU wins
def pick_device(names):
    device = "cpu:0"
    for name in names:
        if name[:3] == "gpu":
            device = name
    return device

# %% pick_device | wrong | decides by the first name alone
def pick_device(names):
    for name in names:
        if name[:3] == "gpu":
            return name
        else:
            return "cpu:0"

# %% pick_device | wrong | always gpu:0 if there is any GPU
def pick_device(names):
    if any(name[:3] == "gpu" for name in names):
        return "gpu:0"
    return "cpu:0"

# %% pick_device | wrong | GPU is expected at the front
def pick_device(names):
    return names[0]

# %% pick_device | wrong | sorts and takes the last
def pick_device(names):
    ordered = sorted(names)
    if ordered and ordered[-1].startswith("gpu"):
        return ordered[-1]
    return "cpu:0"

# %% pick_device | wrong | smallest name instead of first in the list
def pick_device(names):
    gpus = [n for n in names if n.startswith("gpu")]
    return min(gpus) if gpus else "cpu:0"

# %% pick_device | wrong | returns a list of GPUs
def pick_device(names):
    device = [name for name in names if name[:3] == "gpu"]
    if not device:
        device = "cpu:0"
    return device

# %% pick_device | wrong | returns the place, not the name
def pick_device(names):
    for i, name in enumerate(names):
        if name[:3] == "gpu":
            return i
    return "cpu:0"

# %% pick_device | wrong | no GPU, then nothing comes back
def pick_device(names):
    for name in names:
        if name[:3] == "gpu":
            return name

# %% pick_device | wrong | looks for the bare word in the list
def pick_device(names):
    device = "cpu:0"
    if "gpu" in names:
        device = names[names.index("gpu")]
    return device

# %% pick_device | wrong | without a GPU the first CPU of the list is meant to do
def pick_device(names):
    device = names[0]
    for name in names:
        if name[:3] == "gpu":
            device = name
            break
    return device

# %% pick_device | wrong | break for both branches
def pick_device(names):
    device = "cpu:0"
    for name in names:
        if name[:3] == "gpu":
            device = name
        else:
            device = "cpu:0"
        break
    return device

# %% pick_device | wrong | compares the method itself
def pick_device(names):
    device = "cpu:0"
    for name in names:
        if name.startswith == "gpu":
            device = name
            break
    return device
