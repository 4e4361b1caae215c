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

# %% shrink | right | reshape into blocks after cutting the rest off
def shrink(image, factor):
    h, w = image.shape[0] // factor, image.shape[1] // factor
    cut = image[: h * factor, : w * factor]
    return cut.reshape(h, factor, w, factor).mean(axis=(1, 3))

# %% shrink | right | four loops as in the formula
def shrink(x, k):
    rows = x.shape[0] // k
    columns = x.shape[1] // k
    y = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            total = 0.0
            for i in range(k):
                for j in range(k):
                    total += x[k * r + i, k * c + j]
            y[r, c] = total / k ** 2
    return y

# %% shrink | right | two loops and the mean of a slice
def shrink(image, factor):
    rows, columns = image.shape
    result = np.empty((rows // factor, columns // factor))
    for r in range(rows // factor):
        for c in range(columns // factor):
            result[r, c] = image[r * factor:(r + 1) * factor,
                                 c * factor:(c + 1) * factor].mean()
    return result

# %% shrink | right | adds up the k x k lazy pictures
def shrink(image, factor):
    h = image.shape[0] // factor * factor
    w = image.shape[1] // factor * factor
    total = 0
    for i in range(factor):
        for j in range(factor):
            total = total + image[i:h:factor, j:w:factor].astype(float)
    return total / factor**2

# %% shrink | right | lists of lists
def shrink(image, factor):
    out = []
    for r in range(0, image.shape[0] - factor + 1, factor):
        line = []
        for c in range(0, image.shape[1] - factor + 1, factor):
            line.append(float(np.mean(image[r:r + factor, c:c + factor])))
        out.append(line)
    return out

# %% shrink | right | scikit-image's block_reduce on the whole blocks
def shrink(image, factor):
    from skimage.measure import block_reduce
    h, w = image.shape
    return block_reduce(image[:h - h % factor, :w - w % factor], (factor, factor), np.mean)

# %% shrink | wrong | the lazy way
def shrink(image, factor):
    return image[::factor, ::factor]

# %% shrink | wrong | reshape without cutting the rest off
def shrink(image, factor):
    h, w = image.shape
    return image.reshape(h // factor, factor, w // factor, factor).mean(axis=(1, 3))

# %% shrink | wrong | reshape with the axes in the wrong order
def shrink(image, factor):
    h, w = image.shape[0] // factor, image.shape[1] // factor
    cut = image[:h * factor, :w * factor]
    return cut.reshape(h, w, factor, factor).mean(axis=(2, 3))

# %% shrink | wrong | sum of the block, forgot to divide
def shrink(image, factor):
    h, w = image.shape[0] // factor, image.shape[1] // factor
    y = np.zeros((h, w))
    for r in range(h):
        for c in range(w):
            y[r, c] = image[r * factor:r * factor + factor, c * factor:c * factor + factor].sum()
    return y

# %% shrink | wrong | divides by k instead of k squared
def shrink(x, k):
    y = np.zeros((x.shape[0] // k, x.shape[1] // k))
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            for i in range(k):
                for j in range(k):
                    y[r, c] += x[k * r + i, k * c + j] / k
    return y

# %% shrink | wrong | sixteen and four from the example
def shrink(image, factor):
    h, w = image.shape[0] // 4, image.shape[1] // 4
    y = np.zeros((h, w))
    for r in range(h):
        for c in range(w):
            y[r, c] = image[4 * r:4 * r + 4, 4 * c:4 * c + 4].sum() / 16
    return y

# %% shrink | wrong | window moves by one pixel and not by a block
def shrink(image, factor):
    h, w = image.shape[0] // factor, image.shape[1] // factor
    y = np.zeros((h, w))
    for r in range(h):
        for c in range(w):
            y[r, c] = image[r:r + factor, c:c + factor].mean()
    return y

# %% shrink | wrong | incomplete blocks at the rim are kept
def shrink(image, factor):
    h, w = image.shape
    return np.array([[image[r:r + factor, c:c + factor].mean() for c in range(0, w, factor)]
                     for r in range(0, h, factor)])

# %% shrink | wrong | the library pads the rest with zeros
def shrink(image, factor):
    from skimage.transform import downscale_local_mean
    return downscale_local_mean(image, (factor, factor))

# %% shrink | wrong | the brightest of each block, from max pooling
def shrink(image, factor):
    h, w = image.shape[0] // factor, image.shape[1] // factor
    blocks = image[:h * factor, :w * factor].reshape(h, factor, w, factor)
    return blocks.max(axis=3).max(axis=1)

# %% shrink | wrong | sums to k-1 read as range(k-1)
def shrink(x, k):
    y = np.zeros((x.shape[0] // k, x.shape[1] // k))
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            for i in range(k - 1):
                for j in range(k - 1):
                    y[r, c] += x[k * r + i, k * c + j]
    return y / k**2

# %% shrink | wrong | square pictures only
def shrink(image, factor):
    n = image.shape[0] // factor
    y = np.zeros((n, n))
    for r in range(n):
        for c in range(n):
            y[r, c] = image[r * factor:(r + 1) * factor, c * factor:(c + 1) * factor].mean()
    return y

# %% shrink | wrong | resize with interpolation
def shrink(image, factor):
    from skimage.transform import resize
    return resize(image, (image.shape[0] // factor, image.shape[1] // factor))

# %% shrink | wrong | return inside the outer loop
def shrink(image, factor):
    h, w = image.shape[0] // factor, image.shape[1] // factor
    y = np.zeros((h, w))
    for r in range(h):
        for c in range(w):
            y[r, c] = image[r * factor:(r + 1) * factor, c * factor:(c + 1) * factor].mean()
        return y

# %% shrink | wrong | one flat list of all means
def shrink(image, factor):
    means = []
    for r in range(image.shape[0] // factor):
        for c in range(image.shape[1] // factor):
            block = image[r * factor:(r + 1) * factor, c * factor:(c + 1) * factor]
            means.append(block.mean())
    return means

# %% shrink | wrong | leaves the rest out at the top and the left
def shrink(image, factor):
    h, w = image.shape
    cut = image[h % factor:, w % factor:]
    return cut.reshape(h // factor, factor, w // factor, factor).mean(axis=(1, 3))

# %% shrink | wrong | mean along the columns only, rows dropped lazily
def shrink(image, factor):
    h, w = image.shape[0] // factor, image.shape[1] // factor
    part = image[:h * factor:factor, :w * factor]
    return part.reshape(h, w, factor).mean(axis=2)

# %% shrink | wrong | median of the block
def shrink(image, factor):
    h, w = image.shape[0] // factor, image.shape[1] // factor
    return np.array([[np.median(image[factor*r:factor*(r+1), factor*c:factor*(c+1)])
                      for c in range(w)] for r in range(h)])

# %% shrink | wrong | MATLAB ends: slice stops one too early
def shrink(image, factor):
    h, w = image.shape[0] // factor, image.shape[1] // factor
    y = np.zeros((h, w))
    for r in range(h):
        for c in range(w):
            r0, c0 = r * factor, c * factor
            y[r, c] = image[r0:r0 + factor - 1, c0:c0 + factor - 1].mean()
    return y

# %% shrink | wrong | result transposed, x before y
def shrink(image, factor):
    h, w = image.shape[0] // factor, image.shape[1] // factor
    y = np.zeros((w, h))
    for r in range(h):
        for c in range(w):
            y[c, r] = image[r * factor:(r + 1) * factor, c * factor:(c + 1) * factor].mean()
    return y

# %% shrink | wrong | works on grey from the notebook
def shrink(image, factor):
    h, w = grey.shape[0] // factor, grey.shape[1] // factor
    cut = grey[:h * factor, :w * factor]
    return cut.reshape(h, factor, w, factor).mean((1, 3))

# %% histogram | right | NumPy's function with its range
def histogram(image, bins):
    return np.histogram(image, bins=bins, range=(0, 1))[0]

# %% histogram | right | a loop over the pixels, white put into the last bin
def histogram(image, bins):
    n = [0] * bins
    for x in image.ravel():
        b = int(bins * x)
        if b == bins:
            b = bins - 1
        n[b] += 1
    return n

# %% histogram | right | bincount of the clipped bin numbers
def histogram(image, bins):
    b = np.minimum((image * bins).astype(int), bins - 1)
    return np.bincount(b.ravel(), minlength=bins)

# %% histogram | right | the formula for each bin, one comparison after the other
def histogram(image, bins):
    counts = np.zeros(bins, dtype=int)
    for b in range(bins):
        counts[b] = np.sum((b <= bins * image) & (bins * image < b + 1))
    counts[-1] += np.sum(image == 1)
    return counts

# %% histogram | right | np.add.at, floor first
def histogram(image, bins):
    index = np.floor(image * bins).astype("int64")
    index[index >= bins] = bins - 1
    out = np.zeros(bins, dtype="int64")
    np.add.at(out, index, 1)
    return out

# %% histogram | right | a Counter and a tuple
def histogram(image, bins):
    from collections import Counter
    seen = Counter(min(int(v * bins), bins - 1) for row in image for v in row)
    return tuple(seen[b] for b in range(bins))

# %% histogram | wrong | np.histogram without its range
def histogram(image, bins):
    counts, edges = np.histogram(image, bins=bins)
    return counts

# %% histogram | wrong | returns the pair of counts and edges
def histogram(image, bins):
    return np.histogram(image, bins=bins, range=(0, 1))

# %% histogram | wrong | white falls out of the last bin with an IndexError
def histogram(image, bins):
    counts = np.zeros(bins, dtype=int)
    for x in image.flatten():
        counts[int(x * bins)] += 1
    return counts

# %% histogram | wrong | white is dropped
def histogram(image, bins):
    counts = []
    for b in range(bins):
        counts.append(int(((image * bins >= b) & (image * bins < b + 1)).sum()))
    return counts

# %% histogram | wrong | bincount without a minimal length, and white alone in a bin of its own
def histogram(image, bins):
    return np.bincount((image.ravel() * bins).astype(int))

# %% histogram | wrong | multiplies by bins - 1 so that white fits
def histogram(image, bins):
    counts = [0] * bins
    for x in image.ravel():
        counts[int(x * (bins - 1))] += 1
    return counts

# %% histogram | wrong | rounds instead of cutting
def histogram(image, bins):
    counts = np.zeros(bins, dtype=int)
    for x in image.ravel():
        counts[min(round(float(x) * bins), bins - 1)] += 1
    return counts

# %% histogram | wrong | shares instead of counts
def histogram(image, bins):
    counts = np.histogram(image, bins=bins, range=(0, 1))[0]
    return counts / image.size

# %% histogram | wrong | density of the library
def histogram(image, bins):
    return np.histogram(image, bins=bins, range=(0, 1), density=True)[0]

# %% histogram | wrong | thinks the picture holds 0 to 255
def histogram(image, bins):
    return np.histogram(image, bins=bins, range=(0, 255))[0]

# %% histogram | wrong | return stands inside the loop
def histogram(image, bins):
    counts = [0] * bins
    for x in image.ravel():
        b = min(int(x * bins), bins - 1)
        counts[b] += 1
        return counts

# %% histogram | wrong | bins closed on the right
def histogram(image, bins):
    counts = np.zeros(bins, dtype=int)
    for x in image.ravel():
        for b in range(bins):
            if b < x * bins <= b + 1:
                counts[b] += 1
    return counts

# %% histogram | wrong | fancy index adds only once for repeated numbers
def histogram(image, bins):
    n = np.zeros(bins, dtype=int)
    b = np.minimum((image * bins).astype(int), bins - 1)
    n[b] += 1
    return n

# %% histogram | wrong | 32 bins as in the next cell
def histogram(image, bins):
    return np.histogram(image, bins=32, range=(0, 1))[0]

# %% histogram | wrong | loops over rows and treats a row as a pixel
def histogram(image, bins):
    counts = [0] * bins
    for x in image:
        b = int(bins * x)
        if b == bins:
            b = b - 1
        counts[b] += 1
    return counts

# %% histogram | wrong | cumulative, because each bin counts all below its end
def histogram(image, bins):
    counts = []
    for b in range(bins):
        counts.append(int(np.sum(bins * image < b + 1)))
    counts[-1] = image.size
    return counts

# %% histogram | wrong | bin numbers of the pixels and not their counts
def histogram(image, bins):
    return np.clip(np.floor(image * bins), 0, bins - 1).astype(int)

# %% histogram | wrong | takes the largest value of the picture as white
def histogram(image, bins):
    counts = np.zeros(bins, dtype=int)
    top = image.max() if image.max() > 0 else 1
    for x in image.ravel():
        counts[min(int(x / top * bins), bins - 1)] += 1
    return counts

# %% histogram | wrong | linspace with B points makes only B - 1 bins
def histogram(image, bins):
    edges = np.linspace(0, 1, bins)
    return np.histogram(image, edges)[0]

# %% histogram | wrong | counts in bytes
def histogram(image, bins):
    counts = np.zeros(bins, dtype="uint8")
    for x in image.ravel():
        counts[min(int(x * bins), bins - 1)] += 1
    return counts

# %% histogram | wrong | a dictionary of the bins that occur, empty bins are missing
def histogram(image, bins):
    counts = {}
    for x in image.ravel():
        b = min(int(x * bins), bins - 1)
        counts[b] = counts.get(b, 0) + 1
    return [counts[b] for b in sorted(counts)]
