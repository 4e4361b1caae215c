# %% correlate_at | right | cuts the window out and sums the products
def correlate_at(image, kernel, row, column):
    kh, kw = kernel.shape
    return (image[row:row + kh, column:column + kw] * kernel).sum()

# %% correlate_at | right | two plain loops
def correlate_at(image, kernel, row, column):
    total = 0
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            total += image[row + i, column + j] * kernel[i, j]
    return total

# %% correlate_at | right | both flattened, then a dot product
def correlate_at(image, kernel, row, column):
    h, w = np.shape(kernel)
    window = image[row : row + h, column : column + w]
    return float(np.dot(window.ravel(), kernel.ravel()))

# %% correlate_at | right | generator over all index pairs
def correlate_at(x, w, r, c):
    return sum(x[r + i, c + j] * w[i, j] for i, j in np.ndindex(w.shape))

# %% correlate_at | right | einsum of the two
def correlate_at(image, kernel, row, column):
    part = image[row:, column:][:kernel.shape[0], :kernel.shape[1]]
    return np.einsum("ij,ij->", part, kernel)

# %% correlate_at | right | zip over the lines, one product after the other
def correlate_at(image, kernel, row, column):
    answer = 0.0
    for line, weights in zip(image[row:], kernel):
        for pixel, weight in zip(line[column:], weights):
            answer += pixel * weight
    return answer

# %% correlate_at | wrong | multiplies window and kernel as matrices
def correlate_at(image, kernel, row, column):
    kh, kw = kernel.shape
    window = image[row:row + kh, column:column + kw]
    return (window @ kernel).sum()

# %% correlate_at | wrong | window of 3 x 3 whatever the kernel
def correlate_at(image, kernel, row, column):
    window = image[row : row + 3, column : column + 3]
    return (window * kernel).sum()

# %% correlate_at | wrong | place is the middle of the window
def correlate_at(image, kernel, row, column):
    total = 0
    kh, kw = kernel.shape
    for i in range(kh):
        for j in range(kw):
            total += image[row + i - kh // 2, column + j - kw // 2] * kernel[i, j]
    return total

# %% correlate_at | wrong | flips the kernel, convolution of mathematics
def correlate_at(image, kernel, row, column):
    kh, kw = kernel.shape
    window = image[row:row + kh, column:column + kw]
    return np.sum(window * kernel[::-1, ::-1])

# %% correlate_at | wrong | forgets to add up
def correlate_at(image, kernel, row, column):
    return image[row:row + kernel.shape[0], column:column + kernel.shape[1]] * kernel

# %% correlate_at | wrong | the window of the cell above
def correlate_at(image, kernel, row, column):
    return (window * kernel).sum()

# %% correlate_at | wrong | mean of the products
def correlate_at(image, kernel, row, column):
    h, w = kernel.shape
    return (image[row:row + h, column:column + w] * kernel).mean()

# %% correlate_at | wrong | built-in sum adds the lines only
def correlate_at(image, kernel, row, column):
    h, w = kernel.shape
    return sum(image[row:row + h, column:column + w] * kernel)

# %% correlate_at | wrong | column before row, as x and y
def correlate_at(image, kernel, row, column):
    total = 0
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            total += image[column + i, row + j] * kernel[i, j]
    return total

# %% correlate_at | wrong | square kernels only
def correlate_at(image, kernel, row, column):
    k = len(kernel)
    s = 0
    for i in range(k):
        for j in range(k):
            s = s + image[row + i, column + j] * kernel[i, j]
    return s

# %% correlate_at | wrong | = instead of += in the loops
def correlate_at(image, kernel, row, column):
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            total = image[row + i, column + j] * kernel[i, j]
    return total

# %% correlate_at | wrong | return inside the outer loop
def correlate_at(image, kernel, row, column):
    total = 0
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            total += image[row + i, column + j] * kernel[i, j]
        return total

# %% correlate_at | wrong | MATLAB: counts rows and columns from 1
def correlate_at(image, kernel, row, column):
    total = 0
    for i in range(1, kernel.shape[0] + 1):
        for j in range(1, kernel.shape[1] + 1):
            total += image[row + i - 2, column + j - 2] * kernel[i - 1, j - 1]
    return total

# %% correlate_at | wrong | the result as a whole number
def correlate_at(image, kernel, row, column):
    kh, kw = kernel.shape
    return int((image[row:row + kh, column:column + kw] * kernel).sum())

# %% correlate_at | wrong | divides by the sum of the kernel as for a blur
def correlate_at(image, kernel, row, column):
    kh, kw = kernel.shape
    s = kernel.sum()
    total = (image[row:row + kh, column:column + kw] * kernel).sum()
    return total / s if s != 0 else total

# %% correlate_at | wrong | kernel indices exchanged
def correlate_at(image, kernel, row, column):
    total = 0.0
    for i in range(kernel.shape[1]):
        for j in range(kernel.shape[0]):
            total += image[row + i, column + j] * kernel[j, i]
    return total

# %% correlate_at | wrong | right columns minus left columns, kernel not used
def correlate_at(image, kernel, row, column):
    left = image[row:row + 3, column].sum()
    right = image[row:row + 3, column + 2].sum()
    return right - left

# %% correlate_at | wrong | writes the products into the picture
def correlate_at(image, kernel, row, column):
    kh, kw = kernel.shape
    part = image[row:row + kh, column:column + kw]
    for i in range(kh):
        for j in range(kw):
            part[0, 0] += part[i, j] * kernel[i, j]
    return part[0, 0]

# %% correlate_at | wrong | prints it
def correlate_at(image, kernel, row, column):
    kh, kw = kernel.shape
    print((image[row:row + kh, column:column + kw] * kernel).sum())

# %% correlate_at | wrong | slice ends one too early and the kernel is cut to fit
def correlate_at(image, kernel, row, column):
    h, w = kernel.shape[0] - 1, kernel.shape[1] - 1
    return (image[row:row + h, column:column + w] * kernel[:h, :w]).sum()

# %% correlate_at | wrong | strength of the edge without its sign
def correlate_at(image, kernel, row, column):
    kh, kw = kernel.shape
    return abs((image[row:row + kh, column:column + kw] * kernel).sum())

# %% blur | right | a copy, the one missing word
def blur(image):
    result = image.copy()
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result

# %% blur | right | np.array makes a new array
def blur(image):
    result = np.array(image, dtype=float)
    h, w = image.shape
    for r in range(1, h - 1):
        for c in range(1, w - 1):
            total = 0.0
            for i in (-1, 0, 1):
                for j in (-1, 0, 1):
                    total += image[r + i, c + j]
            result[r, c] = total / 9
    return result

# %% blur | right | nine shifted pictures added up
def blur(image):
    h, w = image.shape
    result = image.copy()
    if h > 2 and w > 2:
        s = sum(image[i:h - 2 + i, j:w - 2 + j] for i in range(3) for j in range(3))
        result[1:-1, 1:-1] = s / 9
    return result

# %% blur | right | SciPy's filter inside, the old border put back
def blur(image):
    from scipy.ndimage import uniform_filter
    result = uniform_filter(image, size=3)
    result[0] = image[0]
    result[-1] = image[-1]
    result[:, 0] = image[:, 0]
    result[:, -1] = image[:, -1]
    return result

# %% blur | right | times one makes a new array, too
def blur(image):
    result = 1 * image
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = np.mean(image[r - 1 : r + 2, c - 1 : c + 2])
    return result

# %% blur | right | deepcopy
def blur(image):
    from copy import deepcopy
    result = deepcopy(image)
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].sum() / 9
    return result

# %% blur | wrong | left as it was
def blur(image):
    result = image
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result

# %% blur | wrong | a slice of everything is no copy
def blur(image):
    result = image[:]
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result

# %% blur | wrong | starts from zeros, the border gets black
def blur(image):
    result = np.zeros(image.shape)
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result

# %% blur | wrong | copies, but reads from the copy
def blur(image):
    result = image.copy()
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = result[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result

# %% blur | wrong | forgets the brackets of copy
def blur(image):
    result = image.copy
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result

# %% blur | wrong | asarray makes no copy
def blur(image):
    result = np.asarray(image)
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result

# %% blur | wrong | thinks the slices are too long and shortens them
def blur(image):
    result = image.copy()
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 1, c - 1 : c + 1].mean()
    return result

# %% blur | wrong | copies anew for each row
def blur(image):
    for r in range(1, image.shape[0] - 1):
        result = image.copy()
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result

# %% blur | wrong | copies the notebook's dot
def blur(image):
    result = dot.copy()
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result

# %% blur | wrong | blurs the border as well with the library's mirror
def blur(image):
    from scipy import ndimage
    return ndimage.uniform_filter(image, size=3)

# %% blur | wrong | zero padding at the border
def blur(image):
    from scipy.signal import convolve2d
    return convolve2d(image, np.full((3, 3), 1 / 9), mode="same")

# %% blur | wrong | returns only the inner part
def blur(image):
    h, w = image.shape
    result = np.zeros((h - 2, w - 2))
    for r in range(h - 2):
        for c in range(w - 2):
            result[r, c] = image[r : r + 3, c : c + 3].mean()
    return result

# %% blur | wrong | return slipped into the loop
def blur(image):
    result = image.copy()
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
        return result

# %% blur | wrong | returns the picture and not the result
def blur(image):
    result = image.copy()
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return image

# %% blur | wrong | goes one short at the bottom and the right
def blur(image):
    result = image.copy()
    for r in range(1, image.shape[0] - 2):
        for c in range(1, image.shape[1] - 2):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result

# %% blur | wrong | over the whole picture, clipped windows at the border
def blur(image):
    result = image.copy()
    for r in range(image.shape[0]):
        for c in range(image.shape[1]):
            result[r, c] = image[max(r - 1, 0) : r + 2, max(c - 1, 0) : c + 2].mean()
    return result

# %% blur | wrong | Gauss weights, a dot that is not even
def blur(image):
    k = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
    result = image.copy()
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = (image[r - 1 : r + 2, c - 1 : c + 2] * k).sum()
    return result

# %% blur | wrong | rows first, then columns, and both in the same array
def blur(image):
    result = image.copy()
    for r in range(1, image.shape[0] - 1):
        result[r] = (result[r - 1] + result[r] + result[r + 1]) / 3
    for c in range(1, image.shape[1] - 1):
        result[:, c] = (result[:, c - 1] + result[:, c] + result[:, c + 1]) / 3
    return result

# %% blur | wrong | square pictures only
def blur(image):
    n = image.shape[0]
    result = image.copy()
    for r in range(1, n - 1):
        for c in range(1, n - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result

# %% blur | wrong | mean of the eight neighbours without the pixel itself
def blur(image):
    result = image.copy()
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            s = image[r - 1 : r + 2, c - 1 : c + 2].sum() - image[r, c]
            result[r, c] = s / 8
    return result

# %% output_size | right | the formula with the span of the window
def output_size(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1) + 1
    return (size + 2 * padding - span) // stride + 1

# %% output_size | right | PyTorch's form, with floor
def output_size(size, kernel_size, stride, padding, dilation):
    import math
    x = (size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride
    return math.floor(x + 1)

# %% output_size | right | lets the window walk and counts
def output_size(size, kernel_size, stride, padding, dilation):
    room = size + 2 * padding
    start = 0
    count = 0
    while start + dilation * (kernel_size - 1) < room:
        count += 1
        start += stride
    return count

# %% output_size | right | length of the range of starts
def output_size(size, kernel_size, stride, padding, dilation):
    last = size + 2 * padding - 1 - (kernel_size - 1) * dilation
    return len(range(0, last + 1, stride))

# %% output_size | right | holes between the kernel's cells counted by themselves
def output_size(n, k, s, p, d):
    holes = (k - 1) * (d - 1)
    full = n + p + p - (k + holes) + 1
    return -(-full // s)

# %% output_size | right | builds the row and cuts it with NumPy
def output_size(size, kernel_size, stride, padding, dilation):
    row = np.pad(np.zeros(size), padding)
    span = (kernel_size - 1) * dilation + 1
    return len(np.lib.stride_tricks.sliding_window_view(row, span)[::stride])

# %% output_size | wrong | no place for the start
def output_size(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1) + 1
    return (size + 2 * padding - span) // stride

# %% output_size | wrong | padding on one side only
def output_size(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1) + 1
    return (size + padding - span) // stride + 1

# %% output_size | wrong | span is dilation times kernel size
def output_size(size, kernel_size, stride, padding, dilation):
    return (size + 2 * padding - dilation * kernel_size) // stride + 1

# %% output_size | wrong | dilation never used
def output_size(size, kernel_size, stride, padding, dilation):
    return (size - kernel_size + 2 * padding) // stride + 1

# %% output_size | wrong | true division
def output_size(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1) + 1
    return (size + 2 * padding - span) / stride + 1

# %% output_size | wrong | rounded up
def output_size(size, kernel_size, stride, padding, dilation):
    import math
    span = dilation * (kernel_size - 1) + 1
    return math.ceil((size + 2 * padding - span) / stride) + 1

# %% output_size | wrong | rounded to the nearest
def output_size(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1) + 1
    return round((size + 2 * padding - span) / stride + 1)

# %% output_size | wrong | the one is added before the division
def output_size(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1) + 1
    return (size + 2 * padding - span + 1) // stride

# %% output_size | wrong | span without its last pixel
def output_size(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1)
    return (size + 2 * padding - span) // stride + 1

# %% output_size | wrong | Keras's same: size through stride, rounded up
def output_size(size, kernel_size, stride, padding, dilation):
    return -(-size // stride)

# %% output_size | wrong | walks, but the window may not touch the last pixel
def output_size(size, kernel_size, stride, padding, dilation):
    count, start = 0, 0
    while start + dilation * (kernel_size - 1) + 1 < size + 2 * padding:
        count = count + 1
        start = start + stride
    return count

# %% output_size | wrong | size of a transposed convolution
def output_size(size, kernel_size, stride, padding, dilation):
    return (size - 1) * stride - 2 * padding + dilation * (kernel_size - 1) + 1

# %% output_size | wrong | half of the kernel on each side, odd windows only
def output_size(size, kernel_size, stride, padding, dilation):
    half = kernel_size // 2
    return (size + 2 * padding - 2 * half * dilation - 1) // stride + 1

# %% output_size | wrong | one gap too many in the dilated window
def output_size(size, kernel_size, stride, padding, dilation):
    span = kernel_size + (kernel_size - 1) * dilation
    return (size + 2 * padding - span) // stride + 1

# %% output_size | wrong | gap per window counted once
def output_size(size, kernel_size, stride, padding, dilation):
    span = kernel_size + dilation - 1
    return (size + 2 * padding - span) // stride + 1

# %% output_size | wrong | forgets the brackets round the difference
def output_size(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1) + 1
    return size + 2 * padding - span // stride + 1

# %% output_size | wrong | abbreviations of the formula sheet
def output_size(size, kernel_size, stride, padding, dilation):
    return (n + 2 * p - d * (k - 1) - 1) // s + 1

# %% output_size | wrong | returns the starts of the windows
def output_size(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1) + 1
    return list(range(0, size + 2 * padding - span + 1, stride))

# %% output_size | wrong | size given for both sides of a picture
def output_size(size, kernel_size, stride, padding, dilation):
    n = (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
    return n, n

# %% output_size | wrong | padding is dilated as well
def output_size(size, kernel_size, stride, padding, dilation):
    return (size + 2 * padding * dilation - dilation * (kernel_size - 1) - 1) // stride + 1

# %% pencil | right | differences of slices, and their length
def pencil(picture):
    dx = picture[1:-1, 2:] - picture[1:-1, :-2]
    dy = picture[2:, 1:-1] - picture[:-2, 1:-1]
    edges = np.sqrt(dx ** 2 + dy ** 2)
    return np.clip(1 - 2 * edges, 0, 1)

# %% pencil | right | conv2d with both kernels in one layer
def pencil(picture):
    k = np.zeros((3, 3, 1, 2))
    k[:, :, 0, 0] = [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]
    k[:, :, 0, 1] = k[:, :, 0, 0].T
    maps = formulas.conv2d(picture[None, :, :, None], k)[0]
    strength = np.abs(maps).max(axis=-1)
    return np.clip(1 - strength, 0, 1)

# %% pencil | right | four loops, absolute values added
def pencil(picture):
    h, w = picture.shape
    out = np.ones((h - 2, w - 2))
    for r in range(h - 2):
        for c in range(w - 2):
            win = picture[r:r + 3, c:c + 3]
            a = abs(win[:, 2].sum() - win[:, 0].sum())
            b = abs(win[2].sum() - win[0].sum())
            out[r, c] = max(0, 1 - (a + b) / 2)
    return out

# %% pencil | wrong | one kernel only, upright edges
def pencil(picture):
    dx = picture[1:-1, 2:] - picture[1:-1, :-2]
    return np.clip(1 - 2 * np.abs(dx), 0, 1)

# %% pencil | wrong | adds the two maps with their signs
def pencil(picture):
    dx = picture[1:-1, 2:] - picture[1:-1, :-2]
    dy = picture[2:, 1:-1] - picture[:-2, 1:-1]
    return np.clip(1 - 2 * (dx + dy), 0, 1)

# %% pencil | wrong | white lines on black paper
def pencil(picture):
    dx = picture[1:-1, 2:] - picture[1:-1, :-2]
    dy = picture[2:, 1:-1] - picture[:-2, 1:-1]
    return np.clip(2 * np.hypot(dx, dy), 0, 1)

# %% pencil | wrong | not clipped
def pencil(picture):
    dx = picture[1:-1, 2:] - picture[1:-1, :-2]
    dy = picture[2:, 1:-1] - picture[:-2, 1:-1]
    return 1 - 4 * np.hypot(dx, dy)

# %% pencil | wrong | padding same, for a drawing as large as the picture
def pencil(picture):
    k = np.zeros((3, 3, 1, 2))
    k[:, :, 0, 0] = [[-1, 0, 1]] * 3
    k[:, :, 0, 1] = k[:, :, 0, 0].T
    maps = formulas.conv2d(picture[None, :, :, None], k / 3, padding="same")[0]
    return np.clip(1 - 2 * np.hypot(maps[..., 0], maps[..., 1]), 0, 1)

# %% pencil | wrong | both maps, stacked
def pencil(picture):
    k = np.zeros((3, 3, 1, 2))
    k[:, :, 0, 0] = [[-1, 0, 1]] * 3
    k[:, :, 0, 1] = k[:, :, 0, 0].T
    return np.clip(1 - np.abs(formulas.conv2d(picture[None, :, :, None], k)[0]), 0, 1)

# %% pencil | wrong | black or white by a threshold
def pencil(picture):
    dx = picture[1:-1, 2:] - picture[1:-1, :-2]
    dy = picture[2:, 1:-1] - picture[:-2, 1:-1]
    return (np.hypot(dx, dy) < 0.05) * 1.0

# %% pencil | wrong | shows the picture instead of returning it
def pencil(picture):
    dx = picture[1:-1, 2:] - picture[1:-1, :-2]
    dy = picture[2:, 1:-1] - picture[:-2, 1:-1]
    drawing = np.clip(1 - 2 * np.hypot(dx, dy), 0, 1)
    print(drawing.min(), drawing.max())

# %% pencil | wrong | lines too faint to be seen
def pencil(picture):
    dx = picture[1:-1, 2:] - picture[1:-1, :-2]
    dy = picture[2:, 1:-1] - picture[:-2, 1:-1]
    return np.clip(1 - 0.5 * np.hypot(dx, dy), 0, 1)

# %% pencil | wrong | blurs in place of finding edges
def pencil(picture):
    k = np.ones((3, 3, 1, 1)) / 9
    return formulas.conv2d(picture[None, :, :, None], k)[0, :, :, 0]
