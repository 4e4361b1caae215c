# %% to_grey | right | matrix product with the last axis
def to_grey(image, weights):
    return image @ weights

# %% to_grey | right | three channels written out
def to_grey(image, weights):
    return weights[0] * image[..., 0] + weights[1] * image[..., 1] + weights[2] * image[..., 2]

# %% to_grey | right | three plain loops with the letters of the formula
def to_grey(x, w):
    rows, columns, channels = x.shape
    y = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            for k in range(channels):
                y[r, c] = y[r, c] + w[k] * x[r, c, k]
    return y

# %% to_grey | right | multiplies by broadcasting and sums the channels
def to_grey(image, weights):
    return (image * weights).sum(axis=2)

# %% to_grey | right | einsum, letters as in the formula
def to_grey(image, weights):
    return np.einsum("rck,k->rc", image, weights)

# %% to_grey | right | tensordot over the channels
def to_grey(image, weights):
    return np.tensordot(image, np.asarray(weights), axes=([2], [0]))

# %% to_grey | right | nested list comprehension, turned into an array at the end
def to_grey(image, weights):
    r, g, b = weights
    return np.array([[r * p[0] + g * p[1] + b * p[2] for p in line] for line in image])

# %% to_grey | wrong | mean of the channels, weights never used
def to_grey(image, weights):
    return image.mean(axis=-1)

# %% to_grey | wrong | weights multiplied in, then mean instead of sum
def to_grey(image, weights):
    return (image * weights).mean(axis=-1)

# %% to_grey | wrong | forgot to sum, still three channels
def to_grey(image, weights):
    return image * weights

# %% to_grey | wrong | sums everything to one number
def to_grey(image, weights):
    return np.sum(image * weights)

# %% to_grey | wrong | weights in BGR order, as OpenCV has the channels
def to_grey(image, weights):
    b, g, r = image[:, :, 0], image[:, :, 1], image[:, :, 2]
    return weights[0] * r + weights[1] * g + weights[2] * b

# %% to_grey | wrong | the luminance numbers from memory instead of the argument
def to_grey(image, weights):
    return 0.299 * image[..., 0] + 0.587 * image[..., 1] + 0.114 * image[..., 2]

# %% to_grey | wrong | divides by the sum of the weights
def to_grey(image, weights):
    return np.average(image, axis=-1, weights=weights)

# %% to_grey | wrong | sums over the rows
def to_grey(image, weights):
    return (image * weights).sum(axis=0)

# %% to_grey | wrong | result has the type of the picture, so it is cut to whole numbers
def to_grey(image, weights):
    out = np.zeros(image.shape[:2], dtype="uint8")
    for r in range(image.shape[0]):
        for c in range(image.shape[1]):
            out[r, c] = (image[r, c] * weights).sum()
    return out

# %% to_grey | wrong | dot with the weights first
def to_grey(image, weights):
    return np.dot(weights, image)

# %% to_grey | wrong | loops, each channel overwrites the one before
def to_grey(image, weights):
    y = np.zeros(image.shape[:2])
    for r in range(image.shape[0]):
        for c in range(image.shape[1]):
            for k in range(3):
                y[r, c] = weights[k] * image[r, c, k]
    return y

# %% to_grey | wrong | channels first, from PyTorch
def to_grey(image, weights):
    return weights[0] * image[0] + weights[1] * image[1] + weights[2] * image[2]

# %% to_grey | wrong | keeps a channel axis of length 1
def to_grey(image, weights):
    return np.sum(image * weights, axis=-1, keepdims=True)

# %% to_grey | wrong | loops over range(2) because the sum goes to 2
def to_grey(image, weights):
    y = np.zeros(image.shape[:2])
    for k in range(2):
        y += weights[k] * image[:, :, k]
    return y

# %% to_grey | wrong | rows and columns exchanged in the result
def to_grey(image, weights):
    return np.array([[image[r, c] @ weights for r in range(image.shape[0])]
                     for c in range(image.shape[1])])

# %% to_grey | wrong | library function with its own weights
def to_grey(image, weights):
    from skimage.color import rgb2gray
    return rgb2gray(image)

# %% to_grey | wrong | clips the result to 0 and 1 and rounds it to two digits
def to_grey(image, weights):
    return np.clip(np.round(image @ weights, 2), 0, 1)

# %% changed | right | converts both to int before subtracting
def changed(before, after, threshold):
    difference = after.astype(int) - before.astype(int)
    return abs(difference) > threshold

# %% changed | right | larger minus smaller never goes below zero
def changed(before, after, threshold):
    return np.maximum(before, after) - np.minimum(before, after) > threshold

# %% changed | right | loops, each number made a Python int
def changed(before, after, threshold):
    result = np.zeros(before.shape, dtype=bool)
    for r in range(before.shape[0]):
        for c in range(before.shape[1]):
            d = int(after[r, c]) - int(before[r, c])
            if d > threshold or d < -threshold:
                result[r, c] = True
    return result

# %% changed | right | where it got brighter one way round, else the other
def changed(before, after, threshold):
    difference = np.where(after > before, after - before, before - after)
    return difference > threshold

# %% changed | right | floats have room enough
def changed(before, after, threshold):
    b = np.array(before, dtype="float32")
    a = np.array(after, dtype="float32")
    return np.abs(a - b) > threshold

# %% changed | right | 16 bits with a sign, and subtract with a dtype
def changed(before, after, threshold):
    d = np.subtract(after, before, dtype="int16")
    return (d > threshold) | (d < -threshold)

# %% changed | wrong | left as it was
def changed(before, after, threshold):
    difference = after - before
    return abs(difference) > threshold

# %% changed | wrong | converts after the subtraction, too late
def changed(before, after, threshold):
    difference = (after - before).astype(int)
    return abs(difference) > threshold

# %% changed | wrong | converts, but lost the absolute value
def changed(before, after, threshold):
    difference = after.astype(int) - before.astype(int)
    return difference > threshold

# %% changed | wrong | signed bytes, which have no room for large changes
def changed(before, after, threshold):
    difference = after.astype("int8") - before.astype("int8")
    return abs(difference) > threshold

# %% changed | wrong | at least instead of more than
def changed(before, after, threshold):
    difference = after.astype(int) - before.astype(int)
    return abs(difference) >= threshold

# %% changed | wrong | thinks the subtraction is the wrong way round because the boat is dark
def changed(before, after, threshold):
    difference = before - after
    return abs(difference) > threshold

# %% changed | wrong | smaller of both differences: wraps for very large changes
def changed(before, after, threshold):
    difference = np.minimum(after - before, before - after)
    return difference > threshold

# %% changed | wrong | clips the byte difference as in the photograph example
def changed(before, after, threshold):
    difference = np.clip(after - before, 0, 255)
    return difference > threshold

# %% changed | wrong | converts with int() as for a single number
def changed(before, after, threshold):
    difference = int(after) - int(before)
    return abs(difference) > threshold

# %% changed | wrong | one answer for the whole picture
def changed(before, after, threshold):
    difference = after.astype(int) - before.astype(int)
    return bool((abs(difference) > threshold).any())

# %% changed | wrong | the 20 of the example instead of the threshold
def changed(before, after, threshold):
    difference = after.astype("int32") - before.astype("int32")
    return abs(difference) > 20

# %% changed | wrong | divides by 255 and leaves the threshold as it is
def changed(before, after, threshold):
    difference = after / 255 - before / 255
    return abs(difference) > threshold

# %% changed | wrong | returns the difference and not the marks
def changed(before, after, threshold):
    difference = abs(after.astype(int) - before.astype(int))
    difference[difference <= threshold] = 0
    return difference

# %% changed | wrong | squares in bytes
def changed(before, after, threshold):
    difference = after - before
    return difference ** 2 > threshold ** 2

# %% changed | wrong | square of the difference against the plain threshold
def changed(before, after, threshold):
    difference = after.astype(float) - before.astype(float)
    return difference ** 2 > threshold

# %% changed | wrong | calls astype and throws the result away
def changed(before, after, threshold):
    after.astype(int)
    before.astype(int)
    difference = after - before
    return abs(difference) > threshold

# %% changed | wrong | Python's or between two arrays
def changed(before, after, threshold):
    difference = after.astype(int) - before.astype(int)
    return difference > threshold or difference < -threshold

# %% changed | wrong | relative change in percent
def changed(before, after, threshold):
    b = before.astype(float)
    a = after.astype(float)
    return abs(a - b) / (b + 1e-9) * 100 > threshold

# %% changed | wrong | list of the places that changed
def changed(before, after, threshold):
    difference = after.astype(int) - before.astype(int)
    return np.argwhere(np.abs(difference) > threshold)

# %% changed | wrong | sets the suspiciously large differences to zero
def changed(before, after, threshold):
    difference = after - before
    difference[difference > 128] = 0
    return difference > threshold

# %% to_float | right | asks for uint8 and converts to float32 first
def to_float(image):
    if image.dtype == np.uint8:
        return image.astype("float32") / 255
    return image

# %% to_float | right | any kind of whole number
def to_float(image):
    if np.issubdtype(image.dtype, np.integer):
        image = image / 255.0
    return image

# %% to_float | right | conditional expression on the name of the type
def to_float(image):
    return image / 255 if image.dtype.name == "uint8" else image

# %% to_float | right | fractions leave at once, the rest is multiplied with 1/255
def to_float(image):
    if image.dtype.kind == "f":
        return image
    return np.multiply(image, 1 / 255, dtype="float64")

# %% to_float | right | scikit-image's conversion
def to_float(image):
    from skimage.util import img_as_float
    return img_as_float(image)

# %% to_float | right | a table of all 256 values
def to_float(image):
    if image.dtype != "uint8":
        return image
    table = np.array([v / 255 for v in range(256)])
    return table[image]

# %% to_float | wrong | asks the largest value
def to_float(image):
    if image.max() > 1:
        return image.astype("float32") / 255
    return image

# %% to_float | wrong | always divides
def to_float(image):
    return image.astype("float32") / 255

# %% to_float | wrong | only changes the type
def to_float(image):
    if image.dtype == np.uint8:
        image = image.astype("float32")
    return image

# %% to_float | wrong | divides by the largest value of the picture
def to_float(image):
    if image.dtype == np.uint8:
        return image.astype("float32") / image.max()
    return image

# %% to_float | wrong | 256 values, so divides by 256
def to_float(image):
    if image.dtype == "uint8":
        return image / 256
    return image

# %% to_float | wrong | forgets the second return
def to_float(image):
    if image.dtype == np.uint8:
        return image.astype("float32") / 255

# %% to_float | wrong | compares with float only, float32 is divided again
def to_float(image):
    if image.dtype == float:
        return image
    return image / 255

# %% to_float | wrong | compares with float32 only
def to_float(image):
    if image.dtype != np.float32:
        image = image.astype(np.float32) / 255
    return image

# %% to_float | wrong | is instead of ==
def to_float(image):
    if image.dtype is np.uint8:
        return image / 255
    return image

# %% to_float | wrong | checks the type of the array and not of its numbers
def to_float(image):
    if isinstance(image, np.uint8):
        return image.astype("float32") / 255
    else:
        return image

# %% to_float | wrong | divides in place
def to_float(image):
    if image.dtype == np.uint8:
        image /= 255
    return image

# %% to_float | wrong | looks whether all the values are whole
def to_float(image):
    if np.all(image == np.round(image)):
        return image / 255
    return image

# %% to_float | wrong | whole number division
def to_float(image):
    if image.dtype == np.uint8:
        return (image // 255).astype("float32")
    return image

# %% to_float | wrong | stretches from darkest to brightest
def to_float(image):
    if image.dtype == np.uint8:
        x = image.astype(float)
        return (x - x.min()) / (x.max() - x.min() + 1e-12)
    return image

# %% to_float | wrong | the two branches exchanged
def to_float(image):
    if image.dtype == np.uint8:
        return image
    else:
        return image.astype("float32") / 255

# %% to_float | wrong | asks the mean, a dark picture fools it
def to_float(image):
    if image.mean() > 1:
        return image / 255
    return image.astype(float)

# %% to_float | wrong | tests only the first pixel
def to_float(image):
    if image.flat[0] > 1:
        return image / 255.0
    else:
        return image

# %% to_float | wrong | forgets that dtype is an attribute
def to_float(image):
    if image.dtype() == "uint8":
        return image / 255
    return image

# %% to_float | wrong | works on the notebook's photograph
def to_float(image):
    if image.dtype == np.uint8:
        return photo.astype("float32") / 255
    return image

# %% five_by_five | right | loops over columns, a row for each way to turn
def five_by_five(image, side):
    h, w, _ = image.shape
    grid = np.zeros((5 * side, 5 * side, 3))
    for k in range(5):
        top = k * (h - side) // 5
        cut = image[top : top + side, 2 * k : 2 * k + side]
        left = k * side
        grid[0:side, left:left + side] = cut
        grid[side:2 * side, left:left + side] = cut[:, ::-1]
        grid[2 * side:3 * side, left:left + side] = cut[::-1]
        grid[3 * side:4 * side, left:left + side] = np.rot90(cut)
        grid[4 * side:, left:left + side] = cut[:, :, ::-1]
    return grid

# %% five_by_five | right | five named cuts, hstack and vstack, the other way round a quarter
def five_by_five(image, side):
    s = side
    a, b, c = image[:s, :s], image[:s, -s:], image[-s:, :s]
    d, e = image[-s:, -s:], image[1:s + 1, 1:s + 1]
    cuts = [a, b, c, d, e]
    rows = [np.hstack(cuts),
            np.hstack([np.fliplr(x) for x in cuts]),
            np.hstack([np.flipud(x) for x in cuts]),
            np.hstack([np.rot90(x, k=3) for x in cuts]),
            np.hstack([1 - x for x in cuts])]
    return np.vstack(rows)

# %% five_by_five | right | cuts by chance, last row in grey by broadcasting
def five_by_five(image, side):
    rng = np.random.default_rng(0)
    grid = np.zeros((5 * side, 5 * side, 3))
    for c in range(5):
        r0 = rng.integers(0, image.shape[0] - side)
        c0 = rng.integers(0, image.shape[1] - side)
        cut = image[r0:r0 + side, c0:c0 + side]
        grey = cut.mean(axis=-1)[..., None] * np.ones(3)
        for r, tile in enumerate([cut, cut[:, ::-1], cut[::-1], np.rot90(cut), grey]):
            grid[r * side:(r + 1) * side, c * side:(c + 1) * side] = tile
    return grid

# %% five_by_five | right | a mask paints the last row, on a copy
def five_by_five(image, side):
    grid = np.zeros((5 * side, 5 * side, 3))
    for c in range(5):
        cut = image[c:c + side, c:c + side]
        painted = cut.copy()
        painted[cut[..., 0] > 0.5] = [1, 0.6, 0.2]
        tiles = [cut, cut[:, ::-1], cut[::-1, :], np.rot90(cut), painted]
        for r in range(5):
            grid[side * r:side * (r + 1), side * c:side * (c + 1)] = tiles[r]
    return grid

# %% five_by_five | right | turned by hand: rows become columns, then mirrored
def five_by_five(image, side):
    rows = [[], [], [], [], []]
    for c in range(5):
        cut = image[3 * c:3 * c + side, 0:side]
        rows[0].append(cut)
        rows[1].append(cut[:, ::-1, :])
        rows[2].append(cut[::-1, :, :])
        rows[3].append(np.transpose(cut, (1, 0, 2))[:, ::-1])
        rows[4].append(cut * 0.5)
    return np.concatenate([np.concatenate(row, axis=1) for row in rows], axis=0)

# %% five_by_five | wrong | the same cut in all five columns
def five_by_five(image, side):
    cut = image[:side, :side]
    rows = [cut, cut[:, ::-1], cut[::-1], np.rot90(cut), 1 - cut]
    return np.vstack([np.hstack([tile] * 5) for tile in rows])

# %% five_by_five | wrong | an array of whole numbers, so the fractions are cut off
def five_by_five(image, side):
    grid = np.zeros((5 * side, 5 * side, 3), dtype="uint8")
    for c in range(5):
        cut = image[c:c + side, c:c + side]
        for r, tile in enumerate([cut, cut[:, ::-1], cut[::-1], np.rot90(cut), 1 - cut]):
            grid[r * side:(r + 1) * side, c * side:(c + 1) * side] = tile
    return grid

# %% five_by_five | wrong | rows and columns of the grid exchanged
def five_by_five(image, side):
    grid = np.zeros((5 * side, 5 * side, 3))
    for c in range(5):
        cut = image[c:c + side, c:c + side]
        for r, tile in enumerate([cut, cut[:, ::-1], cut[::-1], np.rot90(cut), 1 - cut]):
            grid[c * side:(c + 1) * side, r * side:(r + 1) * side] = tile
    return grid

# %% five_by_five | wrong | mirrored and upside down mixed up
def five_by_five(image, side):
    grid = np.zeros((5 * side, 5 * side, 3))
    for c in range(5):
        cut = image[c:c + side, c:c + side]
        for r, tile in enumerate([cut, cut[::-1], cut[:, ::-1], np.rot90(cut), 1 - cut]):
            grid[r * side:(r + 1) * side, c * side:(c + 1) * side] = tile
    return grid

# %% five_by_five | wrong | a half turn for upside down
def five_by_five(image, side):
    cuts = [image[c:c + side, c:c + side] for c in range(5)]
    ways = [lambda x: x, np.fliplr, lambda x: np.rot90(x, 2), np.rot90, lambda x: 1 - x]
    return np.vstack([np.hstack([way(x) for x in cuts]) for way in ways])

# %% five_by_five | wrong | rows and columns exchanged for a quarter turn
def five_by_five(image, side):
    cuts = [image[c:c + side, c:c + side] for c in range(5)]
    ways = [lambda x: x, lambda x: x[:, ::-1], lambda x: x[::-1], lambda x: np.swapaxes(x, 0, 1), lambda x: 1 - x]
    return np.vstack([np.hstack([way(x) for x in cuts]) for way in ways])

# %% five_by_five | wrong | the last row is turned four times, which is no turn
def five_by_five(image, side):
    cuts = [image[c:c + side, c:c + side] for c in range(5)]
    ways = [lambda x: x, lambda x: x[:, ::-1], lambda x: x[::-1], np.rot90, lambda x: np.rot90(x, 4)]
    return np.vstack([np.hstack([way(x) for x in cuts]) for way in ways])

# %% five_by_five | wrong | brighter in the last row, beyond white
def five_by_five(image, side):
    cuts = [image[c:c + side, c:c + side] for c in range(5)]
    ways = [lambda x: x, lambda x: x[:, ::-1], lambda x: x[::-1], np.rot90, lambda x: x + 0.4]
    return np.vstack([np.hstack([way(x) for x in cuts]) for way in ways])

# %% five_by_five | wrong | returns 25 tiles in a row of pictures
def five_by_five(image, side):
    cuts = [image[c:c + side, c:c + side] for c in range(5)]
    tiles = []
    for way in [lambda x: x, np.fliplr, np.flipud, np.rot90, lambda x: 1 - x]:
        tiles = tiles + [way(x) for x in cuts]
    return np.stack(tiles)

# %% five_by_five | wrong | a list of lists of tiles
def five_by_five(image, side):
    cuts = [image[c:c + side, c:c + side] for c in range(5)]
    return [cuts, [x[:, ::-1] for x in cuts], [x[::-1] for x in cuts], [np.rot90(x) for x in cuts], [1 - x for x in cuts]]

# %% five_by_five | wrong | forgot the return
def five_by_five(image, side):
    grid = np.zeros((5 * side, 5 * side, 3))
    for c in range(5):
        cut = image[c:c + side, c:c + side]
        for r, tile in enumerate([cut, cut[:, ::-1], cut[::-1], np.rot90(cut), 1 - cut]):
            grid[r * side:(r + 1) * side, c * side:(c + 1) * side] = tile

# %% five_by_five | wrong | inverts the view, and with it the photograph and the first row
def five_by_five(image, side):
    grid = np.zeros((5 * side, 5 * side, 3))
    for c in range(5):
        cut = image[c:c + side, c:c + side].copy()
        negative = cut
        negative[...] = 1 - negative
        for r, tile in enumerate([cut, cut[:, ::-1], cut[::-1], np.rot90(cut), negative]):
            grid[r * side:(r + 1) * side, c * side:(c + 1) * side] = tile
    return grid

# %% five_by_five | wrong | places of the crops chosen on the photograph of the lesson
def five_by_five(image, side):
    grid = np.zeros((5 * side, 5 * side, 3))
    for c, (top, left) in enumerate([(0, 0), (100, 50), (200, 300), (250, 400), (300, 500)]):
        cut = image[top:top + side, left:left + side]
        for r, tile in enumerate([cut, cut[:, ::-1], cut[::-1], np.rot90(cut), 1 - cut]):
            grid[r * side:(r + 1) * side, c * side:(c + 1) * side] = tile
    return grid

# %% five_by_five | wrong | a grey picture, two axes only
def five_by_five(image, side):
    grid = np.zeros((5 * side, 5 * side))
    for c in range(5):
        cut = image[c:c + side, c:c + side].mean(axis=-1)
        for r, tile in enumerate([cut, cut[:, ::-1], cut[::-1], np.rot90(cut), 1 - cut]):
            grid[r * side:(r + 1) * side, c * side:(c + 1) * side] = tile
    return grid

# %% five_by_five | wrong | places of the crops beyond the bottom and the right
def five_by_five(image, side):
    grid = np.zeros((5 * side, 5 * side, 3))
    for c in range(5):
        crop = image[c * side:(c + 1) * side, c * side:(c + 1) * side]
        for r, tile in enumerate([crop, crop[:, ::-1], crop[::-1], np.rot90(crop), 1 - crop]):
            grid[r * side:(r + 1) * side, c * side:(c + 1) * side] = tile
    return grid

# %% five_by_five | wrong | five crops side by side, which an upright photograph has no room for
def five_by_five(image, side):
    out = np.zeros((5 * side, 5 * side, 3))
    for i in range(5):
        crop = image[:side, i * side:(i + 1) * side]
        tiles = [crop, crop[:, ::-1], crop[::-1], np.rot90(crop), 1 - crop]
        for r in range(5):
            out[r * side:(r + 1) * side, i * side:(i + 1) * side] = tiles[r]
    return out
