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

# %% max_pool | right | loops over the places and a slice
def max_pool(image, size, stride):
    h, w = image.shape
    rows = (h - size) // stride + 1
    columns = (w - size) // stride + 1
    result = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            result[r, c] = image[r*stride:r*stride + size, c*stride:c*stride + size].max()
    return result

# %% max_pool | right | four loops, lists of lists
def max_pool(image, size, stride):
    result = []
    for top in range(0, len(image) - size + 1, stride):
        line = []
        for left in range(0, len(image[0]) - size + 1, stride):
            best = float("-inf")
            for i in range(size):
                for j in range(size):
                    if image[top + i][left + j] > best:
                        best = image[top + i][left + j]
            line.append(best)
        result.append(line)
    return result

# %% max_pool | right | sliding windows, vectorised
def max_pool(image, size, stride):
    view = np.lib.stride_tricks.sliding_window_view(image, (size, size))
    return view[::stride, ::stride].max(axis=(2, 3))

# %% max_pool | right | running maximum over the cells of the window
def max_pool(image, size, stride):
    h = (image.shape[0] - size) // stride + 1
    w = (image.shape[1] - size) // stride + 1
    best = np.full((h, w), -np.inf)
    for i in range(size):
        for j in range(size):
            part = image[i:i + (h - 1) * stride + 1:stride, j:j + (w - 1) * stride + 1:stride]
            best = np.maximum(best, part)
    return best

# %% max_pool | right | while loops with a helper for one window
def max_pool(image, size, stride):
    def one(r, c):
        return image[r:r + size, c:c + size].max()
    out = []
    r = 0
    while r + size <= image.shape[0]:
        out.append([])
        c = 0
        while c + size <= image.shape[1]:
            out[-1].append(one(r, c))
            c += stride
        r += stride
    return np.array(out)

# %% max_pool | right | a maximum along rows first, then along columns
def max_pool(image, size, stride):
    a = np.array([image[r:r + size].max(axis=0)
                  for r in range(0, image.shape[0] - size + 1, stride)])
    return np.array([a[:, c:c + size].max(axis=1)
                     for c in range(0, image.shape[1] - size + 1, stride)]).T

# %% max_pool | wrong | also counts the cut-off windows at the rim
def max_pool(image, size, stride):
    h, w = image.shape
    out = []
    for r in range(0, h, stride):
        out.append([image[r:r + size, c:c + size].max() for c in range(0, w, stride)])
    return np.array(out)

# %% max_pool | wrong | number of places without the plus one
def max_pool(image, size, stride):
    h = (image.shape[0] - size) // stride
    w = (image.shape[1] - size) // stride
    y = np.zeros((h, w))
    for r in range(h):
        for c in range(w):
            y[r, c] = image[r*stride:r*stride+size, c*stride:c*stride+size].max()
    return y

# %% max_pool | wrong | range ends too early, loses the last window that fits
def max_pool(image, size, stride):
    out = []
    for r in range(0, image.shape[0] - size, stride):
        row = []
        for c in range(0, image.shape[1] - size, stride):
            row.append(np.max(image[r:r + size, c:c + size]))
        out.append(row)
    return np.array(out)

# %% max_pool | wrong | initial zeros win over negative numbers
def max_pool(image, size, stride):
    H = (image.shape[0] - size) // stride + 1
    W = (image.shape[1] - size) // stride + 1
    y = np.zeros((H, W))
    for r in range(H):
        for c in range(W):
            for i in range(size):
                for j in range(size):
                    y[r, c] = max(y[r, c], image[stride*r + i, stride*c + j])
    return y

# %% max_pool | wrong | windows side by side by reshape, stride never used
def max_pool(image, size, stride):
    h = image.shape[0] // size
    w = image.shape[1] // size
    blocks = image[:h * size, :w * size].reshape(h, size, w, size)
    return blocks.max(axis=(1, 3))

# %% max_pool | wrong | square pictures only
def max_pool(image, size, stride):
    n = (len(image) - size) // stride + 1
    result = np.zeros((n, n))
    for r in range(n):
        for c in range(n):
            result[r, c] = image[r*stride:r*stride+size, c*stride:c*stride+size].max()
    return result

# %% max_pool | wrong | result is an array of whole numbers
def max_pool(image, size, stride):
    rows = (image.shape[0] - size) // stride + 1
    cols = (image.shape[1] - size) // stride + 1
    out = np.zeros((rows, cols), dtype=int)
    for r in range(rows):
        for c in range(cols):
            out[r, c] = np.max(image[r*stride:r*stride+size, c*stride:c*stride+size])
    return out

# %% max_pool | wrong | flat list of the maxima
def max_pool(image, size, stride):
    maxima = []
    for r in range(0, image.shape[0] - size + 1, stride):
        for c in range(0, image.shape[1] - size + 1, stride):
            maxima.append(image[r:r + size, c:c + size].max())
    return np.array(maxima)

# %% max_pool | wrong | corner at the place itself, stride only in the count
def max_pool(image, size, stride):
    h, w = image.shape
    out = np.empty(((h - size) // stride + 1, (w - size) // stride + 1))
    for r, c in np.ndindex(out.shape):
        out[r, c] = image[r:r + size, c:c + size].max()
    return out

# %% max_pool | wrong | stride multiplies the whole index (sr + si)
def max_pool(image, size, stride):
    rows = (image.shape[0] - size) // stride + 1
    cols = (image.shape[1] - size) // stride + 1
    y = np.full((rows, cols), -np.inf)
    for r in range(rows):
        for c in range(cols):
            for i in range(size):
                for j in range(size):
                    y[r, c] = max(y[r, c], image[stride * (r + i), stride * (c + j)])
    return y

# %% max_pool | wrong | result as large as the map, the rest stays zero
def max_pool(image, size, stride):
    result = np.zeros_like(image)
    h, w = image.shape
    for r in range((h - size) // stride + 1):
        for c in range((w - size) // stride + 1):
            result[r, c] = image[r*stride:r*stride + size, c*stride:c*stride + size].max()
    return result

# %% max_pool | wrong | pads with zeros so that no pixel is left out
def max_pool(image, size, stride):
    h, w = image.shape
    rows = int(np.ceil((h - size) / stride)) + 1
    cols = int(np.ceil((w - size) / stride)) + 1
    padded = np.pad(image, ((0, size), (0, size)))
    return np.array([[padded[r*stride:r*stride+size, c*stride:c*stride+size].max()
                      for c in range(cols)] for r in range(rows)])

# %% max_pool | wrong | rows and columns of the result exchanged
def max_pool(image, size, stride):
    out = []
    for c in range(0, image.shape[1] - size + 1, stride):
        out.append([image[r:r + size, c:c + size].max()
                    for r in range(0, image.shape[0] - size + 1, stride)])
    return np.array(out)

# %% max_pool | wrong | return one level too deep, only the first row
def max_pool(image, size, stride):
    result = []
    for r in range(0, image.shape[0] - size + 1, stride):
        line = []
        for c in range(0, image.shape[1] - size + 1, stride):
            line.append(image[r:r + size, c:c + size].max())
        result.append(line)
        return np.array(result)

# %% max_pool | wrong | thinks the formula is the row maximum, then the mean of the rows
def max_pool(image, size, stride):
    rows = (image.shape[0] - size) // stride + 1
    cols = (image.shape[1] - size) // stride + 1
    y = np.zeros((rows, cols))
    for r in range(rows):
        for c in range(cols):
            window = image[r*stride:r*stride+size, c*stride:c*stride+size]
            y[r, c] = window.max(axis=1).mean()
    return y

# %% max_pool | wrong | precedence of minus and division in the number of places
def max_pool(image, size, stride):
    h, w = image.shape
    rows = h - size // stride + 1
    cols = w - size // stride + 1
    y = np.zeros((rows, cols))
    for r in range(rows):
        for c in range(cols):
            y[r, c] = image[r*stride:r*stride+size, c*stride:c*stride+size].max()
    return y

# %% max_pool | wrong | calls the earlier variable names, misspelt
def max_pool(image, size, stride):
    rows = (image.shape[0] - size) // stride + 1
    cols = (image.shape[1] - size) // stride + 1
    result = np.zeros((rows, cols))
    for r in range(rows):
        for c in range(cols):
            result[r, c] = window_max(img, size, stride, r, c)
    return result

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
