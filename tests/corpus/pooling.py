# %% window_max | right | slice whose corner is place times stride
def window_max(image, size, stride, row, column):
    top, left = row * stride, column * stride
    return image[top:top + size, left:left + size].max()

# %% window_max | right | two plain loops, starts with the corner pixel
def window_max(image, size, stride, row, column):
    best = image[row * stride][column * stride]
    for i in range(size):
        for j in range(size):
            value = image[row * stride + i][column * stride + j]
            if value > best:
                best = value
    return best

# %% window_max | right | built-in max over a generator, plain float
def window_max(image, size, stride, row, column):
    return float(max(image[stride * row + i, stride * column + j]
                     for i in range(size) for j in range(size)))

# %% window_max | right | all windows by sliding_window_view, then every stride-th
from numpy.lib.stride_tricks import sliding_window_view

def window_max(image, size, stride, row, column):
    windows = sliding_window_view(np.asarray(image), (size, size))[::stride, ::stride]
    return windows[row, column].max()

# %% window_max | right | index lists with np.ix_
def window_max(img, k, s, r, c):
    rows = s * r + np.arange(k)
    cols = s * c + np.arange(k)
    return np.amax(img[np.ix_(rows, cols)])

# %% window_max | right | the smallest of the negative, with the sign turned back
def window_max(image, size, stride, row, column):
    rows = slice(row * stride, row * stride + size)
    cols = slice(column * stride, column * stride + size)
    return -np.min(-1.0 * image[rows, cols])

# %% window_max | wrong | forgets the stride, takes the place as in a convolution
def window_max(image, size, stride, row, column):
    return np.max(image[row:row + size, column:column + size])

# %% window_max | wrong | thinks windows always lie side by side, steps by size
def window_max(image, size, stride, row, column):
    r = row * size
    c = column * size
    return image[r:r + size, c:c + size].max()

# %% window_max | wrong | running maximum begins at zero
def window_max(image, size, stride, row, column):
    best = 0
    for i in range(size):
        for j in range(size):
            if image[row * stride + i, column * stride + j] > best:
                best = image[row * stride + i, column * stride + j]
    return best

# %% window_max | wrong | strongest edge, so the largest magnitude
def window_max(image, size, stride, row, column):
    window = image[row*stride:row*stride+size, column*stride:column*stride+size]
    return np.abs(window).max()

# %% window_max | wrong | C habit of x before y, indexes column first
def window_max(image, size, stride, row, column):
    y = row * stride
    x = column * stride
    return image[x:x + size, y:y + size].max()

# %% window_max | wrong | Matlab reader, slice end thought to be inclusive, places from 1
def window_max(image, size, stride, row, column):
    r0 = (row - 1) * stride + 1
    c0 = (column - 1) * stride + 1
    return image[r0:r0 + size - 1, c0:c0 + size - 1].max()

# %% window_max | wrong | window is as wide as the stride
def window_max(image, size, stride, row, column):
    top = row * stride
    left = column * stride
    window = image[top:top + stride, left:left + stride]
    return window.max()

# %% window_max | wrong | takes the stride for steps between pixels inside the window
def window_max(image, size, stride, row, column):
    window = image[row:row + size * stride:stride, column:column + size * stride:stride]
    return window.max()

# %% window_max | wrong | one maximum per column of the window
def window_max(image, size, stride, row, column):
    window = image[row*stride:row*stride + size, column*stride:column*stride + size]
    return window.max(axis=0)

# %% window_max | wrong | starts from the pixel at the top left of the image
def window_max(image, size, stride, row, column):
    m = image[0, 0]
    for i in range(row * stride, row * stride + size):
        for j in range(column * stride, column * stride + size):
            m = max(m, image[i, j])
    return m

# %% window_max | wrong | adds the stride to the place
def window_max(image, size, stride, row, column):
    r, c = row + stride, column + stride
    return np.max(image[r:r + size, c:c + size])

# %% window_max | wrong | whole numbers, because the example shows whole numbers
def window_max(image, size, stride, row, column):
    r, c = row * stride, column * stride
    return int(image[r:r + size, c:c + size].max())

# %% window_max | wrong | built-in max of a table
def window_max(image, size, stride, row, column):
    r, c = row * stride, column * stride
    return max(image[r:r + size, c:c + size])

# %% window_max | wrong | works on the map on the screen
def window_max(image, size, stride, row, column):
    return tiny[row * stride:row * stride + size, column * stride:column * stride + size].max()

# %% window_max | wrong | prints the number
def window_max(image, size, stride, row, column):
    window = image[row*stride:row*stride+size, column*stride:column*stride+size]
    print(window.max())

# %% window_max | wrong | forgets the brackets of max
def window_max(image, size, stride, row, column):
    r = row * stride
    c = column * stride
    return image[r:r+size, c:c+size].max

# %% window_max | wrong | return stands inside the outer loop
def window_max(image, size, stride, row, column):
    best = -np.inf
    for i in range(size):
        for j in range(size):
            best = max(best, image[row * stride + i, column * stride + j])
        return best

# %% window_max | wrong | takes the mean of the window
def window_max(image, size, stride, row, column):
    r, c = row * stride, column * stride
    return image[r:r + size, c:c + size].mean()

# %% pool_by_shifts | right | begins at minus infinity
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size  # rows and columns that fill no window are left out
    best = np.full((h // size, w // size), -np.inf)
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | right | begins with the first cell of each window
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = feature_map[0:h:size, 0:w:size]
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | right | zeros lowered to the smallest number of the map
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.zeros((h // size, w // size)) + feature_map.min()
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | right | threw the loop out, cuts the map into blocks
def pool_by_shifts(feature_map, size):
    h, w = np.shape(feature_map)
    rows, cols = h // size, w // size
    cropped = np.asarray(feature_map)[:rows * size, :cols * size]
    return cropped.reshape(rows, size, cols, size).swapaxes(1, 2).max(axis=(2, 3))

# %% pool_by_shifts | right | nan as a start, and fmax that overlooks nan
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.full((h // size, w // size), np.nan)
    for i, j in np.ndindex(size, size):
        best = np.fmax(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | right | most negative float as the start
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size  # rows and columns that fill no window are left out
    best = np.ones((h // size, w // size)) * np.finfo(np.float32).min
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | left as it was found
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size  # rows and columns that fill no window are left out
    best = np.zeros((h // size, w // size))
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | minus one is low enough, thinks maps lie between -1 and 1
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = -np.ones((h // size, w // size))
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | takes finfo.tiny for the most negative float
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.full((h // size, w // size), np.finfo(float).tiny)
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | keeps what is farthest from zero, with its sign
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.zeros((h // size, w // size))
    for i, j in np.ndindex(size, size):
        part = feature_map[i:h:size, j:w:size]
        best = np.where(np.abs(part) > np.abs(best), part, best)
    return best

# %% pool_by_shifts | wrong | blames the signs and removes them
def pool_by_shifts(feature_map, size):
    feature_map = np.abs(feature_map)
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.zeros((h // size, w // size))
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | starts with a corner of the map of the right shape
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = feature_map[:h // size, :w // size]
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | nan as an empty start, with np.maximum
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.full((h // size, w // size), np.nan)
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | starts with the mean of the map
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.full((h // size, w // size), feature_map.mean())
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | turns maximum into minimum
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.full((h // size, w // size), np.inf)
    for i, j in np.ndindex(size, size):
        best = np.minimum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | lifts the map above zero and forgets to lower it again
def pool_by_shifts(feature_map, size):
    feature_map = feature_map - feature_map.min()
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.zeros((h // size, w // size))
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | the lowest pixel value of an image is -255, so that will do
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.full((h // size, w // size), -255.0)
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | thinks the crop is the fault and takes it out
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    best = np.full((h // size, w // size), -np.inf)
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | mends the start but overwrites best instead of keeping it
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    start = np.full((h // size, w // size), -np.inf)
    for i, j in np.ndindex(size, size):
        best = np.maximum(start, feature_map[i:h:size, j:w:size])
    return best

# %% pool_by_shifts | wrong | only the cells on the diagonal of the window
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.full((h // size, w // size), -np.inf)
    for i in range(size):
        best = np.maximum(best, feature_map[i:h:size, i:w:size])
    return best

# %% pool_by_shifts | wrong | puts zero back where a window is all negative
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.full((h // size, w // size), -np.inf)
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    best[best < 0] = 0
    return best

# %% share_changed | right | mean of a comparison
def share_changed(before, after, tolerance):
    return np.mean(np.abs(after - before) > tolerance)

# %% share_changed | right | counting in loops
def share_changed(before, after, tolerance):
    changed = 0
    total = 0
    for old_row, new_row in zip(before, after):
        for old, new in zip(old_row, new_row):
            total += 1
            if abs(new - old) > tolerance:
                changed += 1
    return changed / total

# %% share_changed | right | count_nonzero over size
def share_changed(a, b, tol):
    return np.count_nonzero(np.abs(np.subtract(a, b)) > tol) / np.size(a)

# %% share_changed | right | what isclose leaves, without the relative part
def share_changed(before, after, tolerance):
    return 1 - np.isclose(before, after, rtol=0, atol=tolerance).mean()

# %% share_changed | right | above or below, plain float
def share_changed(before, after, tolerance):
    difference = before - after
    outside = (difference > tolerance) | (difference < -tolerance)
    return float(outside.sum()) / before.size

# %% share_changed | right | list of absolute differences
def share_changed(before, after, tolerance):
    gaps = [abs(p - q) for p, q in zip(before.ravel().tolist(), after.ravel().tolist())]
    return sum(gap > tolerance for gap in gaps) / len(gaps)

# %% share_changed | wrong | forgets the magnitude
def share_changed(before, after, tolerance):
    return np.mean(after - before > tolerance)

# %% share_changed | wrong | counts differences equal to the tolerance too
def share_changed(before, after, tolerance):
    return (np.abs(before - after) >= tolerance).mean()

# %% share_changed | wrong | isclose with its default relative tolerance
def share_changed(before, after, tolerance):
    return np.mean(~np.isclose(before, after, atol=tolerance))

# %% share_changed | wrong | number of places, not their share
def share_changed(before, after, tolerance):
    return np.sum(np.abs(after - before) > tolerance)

# %% share_changed | wrong | per cent
def share_changed(before, after, tolerance):
    return 100 * np.mean(np.abs(after - before) > tolerance)

# %% share_changed | wrong | mean distance instead of share of places
def share_changed(before, after, tolerance):
    d = np.abs(after - before)
    return d[d > tolerance].sum() / d.size

# %% share_changed | wrong | share that stays the same
def share_changed(before, after, tolerance):
    return np.mean(np.abs(after - before) < tolerance)

# %% share_changed | wrong | divides by the number of rows
def share_changed(before, after, tolerance):
    return (np.abs(after - before) > tolerance).sum() / len(before)

# %% share_changed | wrong | relative difference, as for errors in physics
def share_changed(before, after, tolerance):
    return np.mean(np.abs(after - before) > tolerance * np.abs(before))

# %% share_changed | wrong | exact comparison, tolerance not used
def share_changed(before, after, tolerance):
    return np.mean(before != after)

# %% share_changed | wrong | compares the strengths and loses the sign
def share_changed(before, after, tolerance):
    return np.mean(abs(abs(after) - abs(before)) > tolerance)

# %% share_changed | wrong | squared difference against the tolerance
def share_changed(before, after, tolerance):
    return float(((after - before) ** 2 > tolerance).mean())

# %% share_changed | wrong | yes or no for the whole map
def share_changed(before, after, tolerance):
    return not np.allclose(before, after, rtol=0, atol=tolerance)

# %% share_changed | wrong | share for each column
def share_changed(before, after, tolerance):
    return np.mean(np.abs(after - before) > tolerance, axis=0)

# %% share_changed | wrong | whole-number division
def share_changed(before, after, tolerance):
    n = 0
    for r in range(before.shape[0]):
        for c in range(before.shape[1]):
            if abs(before[r, c] - after[r, c]) > tolerance:
                n += 1
    return n // before.size

# %% share_changed | wrong | square pictures only
def share_changed(before, after, tolerance):
    n = len(before)
    count = 0
    for i in range(n):
        for j in range(n):
            count += abs(after[i, j] - before[i, j]) > tolerance
    return count / n**2

# %% share_changed | wrong | tolerance from the next cell instead of the argument
def share_changed(before, after, tolerance):
    return np.mean(np.abs(after - before) > 1e-5)

# %% share_changed | wrong | typo in a name
def share_changed(before, after, tolerance):
    return np.mean(np.abs(after - befor) > tolerance)

# %% steady_pool | right | max everywhere, then a mean that drops
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(pool(strength, 4, stride=1), 4, "mean", stride=4)

# %% steady_pool | right | two pools of the whole stack, no helper
def steady_pool(strength):
    x = strength[None, :, :, None]
    x = formulas.pool2d(x, 4, kind="max", stride=1)
    x = formulas.pool2d(x, 5, kind="mean", stride=1)
    return x[0, ::4, ::4, 0]

# %% steady_pool | right | twice by two, with a mean of two in between
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    for i in range(2):
        strength = pool(strength, 3, stride=1)
        strength = pool(strength, 2, "mean", stride=1)
        strength = strength[::2, ::2]
    return strength

# %% steady_pool | right | max, then a bell of weights by convolution
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    everywhere = pool(strength, 4, stride=1)
    bell = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256
    blurred = formulas.conv2d(everywhere[None, :, :, None], bell[:, :, None, None])[0, :, :, 0]
    return blurred[::4, ::4]

# %% steady_pool | right | four loops, mean of maxima
def steady_pool(strength):
    h, w = strength.shape
    out = []
    for r in range(0, h - 7, 4):
        line = []
        for c in range(0, w - 7, 4):
            maxima = []
            for i in range(4):
                for j in range(4):
                    maxima.append(strength[r + i:r + i + 4, c + j:c + j + 4].max())
            line.append(sum(maxima) / 16)
        out.append(line)
    return np.array(out)

# %% steady_pool | wrong | the usual max pool
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(strength, 4)

# %% steady_pool | wrong | the usual mean pool
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(strength, 4, "mean")

# %% steady_pool | wrong | half max, half mean
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return (pool(strength, 4) + pool(strength, 4, "mean")) / 2

# %% steady_pool | wrong | blurs first, then takes the maximum
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(pool(strength, 4, "mean", stride=1), 4)

# %% steady_pool | wrong | both steps with a stride of 4
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(pool(strength, 4), 4, "mean")

# %% steady_pool | wrong | both steps with a stride of 1, nothing dropped
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(pool(strength, 4, stride=1), 4, "mean", stride=1)

# %% steady_pool | wrong | larger windows that overlap
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(strength, 8, stride=4)

# %% steady_pool | wrong | mean times four, so that lines stay bright
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return 4 * pool(strength, 4, "mean")

# %% steady_pool | wrong | max of 2 is enough before the blur
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    everywhere = pool(strength, 2, stride=1)
    return pool(everywhere, 4, "mean", stride=4)

# %% steady_pool | wrong | every fourth pixel of a blurred map
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(strength, 3, "mean", stride=1)[::4, ::4]

# %% steady_pool | wrong | drops before it blurs
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    dropped = pool(strength, 4, stride=1)[::4, ::4]
    return pool(dropped, 2, "mean", stride=1)

# %% steady_pool | wrong | a very large maximum, which no shift can leave
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(pool(strength, 12, stride=1), 4, "mean", stride=4)

# %% steady_pool | wrong | one number for the whole map
def steady_pool(strength):
    return strength.max()

# %% steady_pool | wrong | keeps the axes of the stack
def steady_pool(strength):
    x = strength[None, :, :, None]
    return formulas.pool2d(formulas.pool2d(x, 4, stride=1), 4, kind="mean", stride=4)

# %% steady_pool | wrong | pools by two only
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(pool(strength, 2, stride=1), 2, "mean", stride=2)

# %% steady_pool | wrong | square root of the mean of squares
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return np.sqrt(pool(strength ** 2, 4, "mean"))

# %% steady_pool | wrong | mends lines by their sum instead of a mean
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(pool(strength, 4, stride=1), 4, "sum", stride=4) / 12

# %% steady_pool | wrong | forgets to return
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    everywhere = pool(strength, 4, stride=1)
    pooled = pool(everywhere, 4, "mean", stride=4)

# %% steady_pool | wrong | hands a map to pool2d without the axes
def steady_pool(strength):
    return formulas.pool2d(formulas.pool2d(strength, 4, stride=1), 4, kind="mean")

# %% steady_pool | wrong | thresholds, so that lines are clear
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    pooled = pool(pool(strength, 4, stride=1), 4, "mean", stride=4)
    return (pooled >= 0.5).astype(float)

# %% steady_pool | right | pads by repeating the rim, max, then mean
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    x = np.pad(strength, 4, mode="edge")
    return pool(pool(x, 4, stride=1), 4, "mean")

# %% steady_pool | right | maximum and uniform filter of SciPy
def steady_pool(strength):
    from scipy import ndimage
    return ndimage.uniform_filter(ndimage.maximum_filter(np.asarray(strength), 4), 4)[::4, ::4]

# %% steady_pool | right | a list of lists
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(pool(strength, 4, stride=1), 4, "mean").tolist()

# %% steady_pool | wrong | takes every fourth row before anything else
def steady_pool(strength):
    x = strength[::4]
    e = np.stack([x[:, i:x.shape[1]-3+i] for i in range(4)]).max(0)
    return np.stack([e[:, i:e.shape[1]-3+i] for i in range(4)]).mean(0)[:, ::4]

# %% steady_pool | wrong | summarises columns only, level lines are averaged
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    x = pool(strength, (1, 4), stride=1)
    return pool(x, 4, "mean")

# %% steady_pool | wrong | the columns come out from right to left
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(pool(strength, 4, stride=1), 4, "mean")[:, ::-1]

# %% steady_pool | wrong | rolled by two, to bring it back to the middle
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return np.roll(pool(pool(strength, 4, stride=1), 4, "mean"), 2, axis=1)

# %% steady_pool | wrong | two windows of padding on one side
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    x = np.pad(strength, ((0, 0), (8, 0)), mode="edge")
    return pool(pool(x, 4, stride=1), 4, "mean")

# %% steady_pool | wrong | faint edges are noise and become 0
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    x = np.where(strength < 0.45, 0, strength)
    return pool(pool(x, 4, stride=1), 4, "mean")

# %% steady_pool | wrong | cut to 0..1, as a picture
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return np.clip(pool(pool(strength, 4, stride=1), 4, "mean"), 0, 1)

# %% steady_pool | wrong | divides by the largest first
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return pool(pool(strength / strength.max(), 4, stride=1), 4, "mean")

# %% steady_pool | wrong | rounded to quarters
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    return np.round(4 * pool(pool(strength, 4, stride=1), 4, "mean")) / 4

# %% steady_pool | wrong | a window of 16 rows and 4 columns
def pool(x, size, kind="max", stride=None):
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]

def steady_pool(strength):
    x = pool(strength, (16, 4), stride=1)
    return pool(x, 4, "mean")

# %% pool_by_shifts | wrong | begins two means below 0
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.full((h // size, w // size), -np.abs(feature_map).mean() * 2)
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best

# %% share_changed | wrong | before minus after, no magnitude
def share_changed(before, after, tolerance):
    return np.mean(before - after > tolerance)
