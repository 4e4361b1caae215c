# %% receptive_field | right | grows the field and the jump
def receptive_field(layers):
    rf = 1
    jump = 1
    for k, s in layers:
        rf = rf + (k - 1) * jump
        jump = jump * s
    return rf

# %% receptive_field | right | goes back from one number to the picture
def receptive_field(layers):
    n = 1
    for i in range(len(layers) - 1, -1, -1):
        size, stride = layers[i]
        n = n * stride - stride + size
    return n

# %% receptive_field | right | asks which pixels the first and the last one are
def receptive_field(layers):
    first, last = 0, 0
    for size, stride in reversed(layers):
        first = first * stride
        last = last * stride + size - 1
    return last - first + 1

# %% receptive_field | right | product of the strides before each layer
def receptive_field(layers):
    total = 1
    for n in range(len(layers)):
        before = [stride for _, stride in layers[:n]]
        total += (layers[n][0] - 1) * int(np.prod(before))
    return total

# %% receptive_field | wrong | no strides
def receptive_field(layers):
    field = 1
    for size, stride in layers:
        field += size - 1
    return field

# %% receptive_field | wrong | multiplies by the stride first
def receptive_field(layers):
    field, jump = 1, 1
    for size, stride in layers:
        jump *= stride
        field += (size - 1) * jump
    return field

# %% receptive_field | wrong | goes back but multiplies the whole field
def receptive_field(layers):
    field = 1
    for size, stride in layers[::-1]:
        field = field * stride + size - 1
    return field

# %% receptive_field | wrong | the recursion in the wrong direction
def receptive_field(layers):
    field = 1
    for size, stride in layers:
        field = (field - 1) * stride + size
    return field

# %% receptive_field | wrong | the sizes multiplied
def receptive_field(layers):
    field = 1
    for size, stride in layers:
        field *= size
    return field

# %% receptive_field | wrong | adds the window and forgets the overlap
def receptive_field(layers):
    field = 0
    jump = 1
    for size, stride in layers:
        field += size * jump
        jump *= stride
    return field

# %% receptive_field | wrong | number of pixels
def receptive_field(layers):
    field = jump = 1
    for size, stride in layers:
        field += (size - 1) * jump
        jump *= stride
    return field * field

# %% receptive_field | wrong | takes the pairs the other way round
def receptive_field(layers):
    field = jump = 1
    for stride, size in layers:
        field += (size - 1) * jump
        jump *= stride
    return field

# %% receptive_field | wrong | jump is replaced, not multiplied
def receptive_field(layers):
    field, jump = 1, 1
    for size, stride in layers:
        field += (size - 1) * jump
        jump = stride
    return field

# %% receptive_field | wrong | doubles for every stride above 1
def receptive_field(layers):
    field, jump = 1, 1
    for size, stride in layers:
        field += (size - 1) * jump
        if stride > 1:
            jump *= 2
    return field

# %% receptive_field | wrong | begins at 0
def receptive_field(layers):
    field, jump = 0, 1
    for size, stride in layers:
        field += (size - 1) * jump
        jump *= stride
    return field

# %% receptive_field | wrong | returns in the loop
def receptive_field(layers):
    field, jump = 1, 1
    for size, stride in layers:
        field += (size - 1) * jump
        jump *= stride
        return field

# %% receptive_field | wrong | prints
def receptive_field(layers):
    field, jump = 1, 1
    for size, stride in layers:
        field += (size - 1) * jump
        jump *= stride
    print(field)

# %% residual | right | a name for the change
def residual(x, first, second):
    hidden = np.maximum(x @ first, 0)
    return x + hidden @ second

# %% residual | right | keeps what came in
def residual(x, first, second):
    skip = x
    x = np.maximum(x @ first, 0)
    x = x @ second
    return skip + x

# %% residual | right | np.dot and where
def residual(x, first, second):
    z = np.dot(x, first)
    z = np.where(z > 0, z, 0)
    return np.add(np.dot(z, second), x)

# %% residual | right | row by row
def residual(x, first, second):
    out = []
    for row in x:
        h = row @ first
        h = h * (h > 0)
        out.append(row + h @ second)
    return np.array(out)

# %% residual | wrong | returns the change alone
def residual(x, first, second):
    x = np.maximum(x @ first, 0)
    x = x @ second
    return x

# %% residual | wrong | keeps the name too late
def residual(x, first, second):
    x = np.maximum(x @ first, 0)
    y = x @ second
    return x + y if x.shape == y.shape else y

# %% residual | wrong | a relu at the end as in the paper
def residual(x, first, second):
    change = np.maximum(x @ first, 0) @ second
    return np.maximum(x + change, 0)

# %% residual | wrong | relu on the second layer too
def residual(x, first, second):
    h = np.maximum(x @ first, 0)
    h = np.maximum(h @ second, 0)
    return x + h

# %% residual | wrong | no relu any more
def residual(x, first, second):
    y = x @ first
    y = y @ second
    return x + y

# %% residual | wrong | relu on the bridge
def residual(x, first, second):
    skip = np.maximum(x, 0)
    h = np.maximum(x @ first, 0)
    return skip + h @ second

# %% residual | wrong | two bridges
def residual(x, first, second):
    h = x + np.maximum(x @ first, 0) if first.shape[0] == first.shape[1] else np.maximum(x @ first, 0)
    return x + h @ second

# %% residual | wrong | relu before the first layer
def residual(x, first, second):
    h = np.maximum(x, 0) @ first
    return x + h @ second

# %% residual | wrong | both relu and sum doubled as before
def residual(x, first, second):
    y = np.maximum(x @ first, 0)
    y = y @ second
    return y + y

# %% residual | wrong | minus
def residual(x, first, second):
    change = np.maximum(x @ first, 0) @ second
    return change - x

# %% residual | wrong | mean of the two ways
def residual(x, first, second):
    change = np.maximum(x @ first, 0) @ second
    return (x + change) / 2

# %% residual | wrong | stacks instead of adding
def residual(x, first, second):
    change = np.maximum(x @ first, 0) @ second
    return np.concatenate([x, change], axis=1)

# %% residual | wrong | elementwise product
def residual(x, first, second):
    change = np.maximum(x * first, 0) * second
    return x + change

# %% block | right | second kernel at zero
def block(width, seed):
    a = Conv2D(width, width, 3, padding="same", seed=2 * seed)
    b = Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)
    b.parameters["kernel"][:] = 0
    return Residual([a, ReLU(), b])

# %% block | right | a tenth of the kernel
def block(width, seed):
    last = Conv2D(width, width, 3, padding="same", seed=seed + 1000)
    last.parameters["kernel"] *= 0.1
    return Residual([Conv2D(width, width, 3, padding="same", seed=seed), ReLU(), last])

# %% block | right | pre-activation
def block(width, seed):
    one = Conv2D(width, width, 3, padding="same", seed=10 * seed)
    two = Conv2D(width, width, 3, padding="same", seed=10 * seed + 5)
    two.parameters["kernel"] = np.zeros_like(two.parameters["kernel"])
    return Residual([ReLU(), one, ReLU(), two])

# %% block | right | padding of one pixel and both kernels smaller
def block(width, seed):
    layers = [Conv2D(width, width, 3, padding=1, seed=seed), ReLU(), Conv2D(width, width, 3, padding=1, seed=seed + 77)]
    for layer in layers[::2]:
        layer.parameters["kernel"] *= 0.3
    return Residual(layers)

# %% block | right | the same seed for both, one of them zero
def block(width, seed):
    conv1 = Conv2D(width, width, 3, padding="same", seed=seed)
    conv2 = Conv2D(width, width, 3, padding="same", seed=seed)
    conv2.parameters["kernel"].fill(0.0)
    return Residual([conv1, ReLU(), conv2])

# %% block | wrong | ordinary start
def block(width, seed):
    return Residual([Conv2D(width, width, 3, padding="same", seed=2 * seed), ReLU(), Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)])

# %% block | wrong | a list of layers
def block(width, seed):
    last = Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)
    last.parameters["kernel"][...] = 0
    return [Conv2D(width, width, 3, padding="same", seed=2 * seed), ReLU(), last]

# %% block | wrong | a network without a bridge
def block(width, seed):
    last = Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)
    last.parameters["kernel"] *= 0.1
    return Network([Conv2D(width, width, 3, padding="same", seed=2 * seed), ReLU(), last])

# %% block | wrong | no padding
def block(width, seed):
    last = Conv2D(width, width, 3, seed=2 * seed + 1)
    last.parameters["kernel"][...] = 0
    return Residual([Conv2D(width, width, 3, seed=2 * seed), ReLU(), last])

# %% block | wrong | always the same seed
def block(width, seed):
    last = Conv2D(width, width, 3, padding="same", seed=1)
    last.parameters["kernel"][...] = 0
    return Residual([Conv2D(width, width, 3, padding="same", seed=0), ReLU(), last])

# %% block | wrong | both kernels at zero
def block(width, seed):
    a = Conv2D(width, width, 3, padding="same", seed=2 * seed)
    b = Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)
    for layer in (a, b):
        layer.parameters["kernel"][...] = 0
    return Residual([a, ReLU(), b])

# %% block | wrong | no ReLU
def block(width, seed):
    b = Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)
    b.parameters["kernel"][...] = 0
    return Residual([Conv2D(width, width, 3, padding="same", seed=2 * seed), b])

# %% block | wrong | always eight channels
def block(width, seed):
    b = Conv2D(8, 8, 3, padding="same", seed=2 * seed + 1)
    b.parameters["kernel"][...] = 0
    return Residual([Conv2D(8, 8, 3, padding="same", seed=2 * seed), ReLU(), b])

# %% block | wrong | one convolution
def block(width, seed):
    conv = Conv2D(width, width, 3, padding="same", seed=seed)
    conv.parameters["kernel"][...] = 0
    return Residual([ReLU(), conv])

# %% block | wrong | kernels of one pixel
def block(width, seed):
    b = Conv2D(width, width, 1, seed=2 * seed + 1)
    b.parameters["kernel"][...] = 0
    return Residual([Conv2D(width, width, 1, seed=2 * seed), ReLU(), b])

# %% block | wrong | Residual without a list
def block(width, seed):
    return Residual(Conv2D(width, width, 3, padding="same", seed=seed), ReLU(), Conv2D(width, width, 3, padding="same", seed=seed + 1))

# %% block | wrong | nothing returned
def block(width, seed):
    b = Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)
    b.parameters["kernel"][...] = 0
    Residual([Conv2D(width, width, 3, padding="same", seed=2 * seed), ReLU(), b])

# %% block | wrong | a ReLU behind the second convolution that is zero
def block(width, seed):
    b = Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)
    b.parameters["kernel"][...] = 0
    return Residual([Conv2D(width, width, 3, padding="same", seed=2 * seed), ReLU(), b, ReLU()])

# %% block | wrong | a bridge around each convolution
def block(width, seed):
    return Residual([Residual([Conv2D(width, width, 3, padding="same", seed=2 * seed), ReLU()]), Residual([Conv2D(width, width, 3, padding="same", seed=2 * seed + 1), ReLU()])])

# %% block | wrong | no seed for Conv2D
def block(width, seed):
    return Residual([Conv2D(width, width, 3, padding="same"), ReLU(), Conv2D(width, width, 3, padding="same")])

# %% block | wrong | dirac kernels and no bridge
def block(width, seed):
    class Serial(Network):
        parameters = property(Network.parameters)
        gradients = property(Network.gradients)
    layers = [Conv2D(width, width, 3, padding="same", seed=seed), ReLU(), Conv2D(width, width, 3, padding="same", seed=seed + 99)]
    for layer in layers[::2]:
        layer.parameters["kernel"] *= 0.1
        layer.parameters["kernel"][1, 1] += np.eye(width, dtype="float32")
    return Serial(layers)

# %% block | wrong | changes its input in place
def block(width, seed):
    class B(Residual):
        def forward(self, x):
            change = Network.forward(self, x)
            x += change
            return x
    b = Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)
    b.parameters["kernel"][...] = 0
    return B([Conv2D(width, width, 3, padding="same", seed=2 * seed), ReLU(), b])

# %% block | wrong | ReLU in front of everything, nothing between
def block(width, seed):
    b = Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)
    b.parameters["kernel"][...] = 0
    return Residual([ReLU(), Conv2D(width, width, 3, padding="same", seed=2 * seed), b])

# %% block | wrong | first kernel at zero, second ordinary
def block(width, seed):
    a = Conv2D(width, width, 3, padding="same", seed=2 * seed)
    a.parameters["kernel"][...] = 0
    return Residual([a, ReLU(), Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)])

# %% block | right | three convolutions
def block(width, seed):
    l = [Conv2D(width, width, 3, padding="same", seed=3 * seed + i) for i in range(3)]
    l[2].parameters["kernel"][...] = 0
    return Residual([l[0], ReLU(), l[1], ReLU(), l[2]])

# %% block | wrong | the same two kernels everywhere, moved by a millionth of the seed
def block(width, seed):
    first = Conv2D(width, width, 3, padding="same", seed=1)
    last = Conv2D(width, width, 3, padding="same", seed=2)
    first.parameters["kernel"] += np.float32(1e-6 * seed)
    last.parameters["kernel"][...] = 0
    return Residual([first, ReLU(), last])

# %% residual | wrong | only the first five rows are changed
def residual(x, first, second):
    out = x.copy()
    out[:5] += np.maximum(x[:5] @ first, 0) @ second
    return out

# %% residual | wrong | six hidden numbers at the most
def residual(x, first, second):
    hidden = np.maximum(x @ first[:, :6], 0)
    return x + hidden @ second[:6]

# %% residual | wrong | rounds to three places
def residual(x, first, second):
    change = np.maximum(x @ first, 0) @ second
    return np.round(x + change, 3)
