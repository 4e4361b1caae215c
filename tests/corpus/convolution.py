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

# %% correlate | right | the formula as four loops
def correlate(x, w):
    kh, kw = w.shape
    rows = x.shape[0] - kh + 1
    columns = x.shape[1] - kw + 1
    y = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            for i in range(kh):
                for j in range(kw):
                    y[r, c] += x[r + i, c + j] * w[i, j]
    return y

# %% correlate | right | SciPy's correlate2d
def correlate(image, kernel):
    from scipy.signal import correlate2d
    return correlate2d(image, kernel, mode="valid")

# %% correlate | right | shifts the whole picture once for each number of the kernel
def correlate(image, kernel):
    kh, kw = kernel.shape
    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((h, w))
    for i in range(kh):
        for j in range(kw):
            out += kernel[i, j] * image[i:i + h, j:j + w]
    return out

# %% correlate | right | a list of lists with a sum in it
def correlate(image, kernel):
    kh, kw = kernel.shape
    H, W = image.shape
    return [[float((image[r:r+kh, c:c+kw] * kernel).sum()) for c in range(W - kw + 1)]
            for r in range(H - kh + 1)]

# %% correlate | right | sliding windows and einsum
def correlate(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("rcij,ij->rc", windows, kernel)

# %% correlate | right | convolution with the kernel turned round
def correlate(image, kernel):
    from scipy.signal import convolve2d
    return convolve2d(image, kernel[::-1, ::-1], mode="valid")

# %% correlate | wrong | true convolution, kernel not flipped back
def correlate(image, kernel):
    from scipy.signal import convolve2d
    return convolve2d(image, kernel, mode="valid")

# %% correlate | wrong | one place too few on each side
def correlate(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh, image.shape[1] - kw))
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            for i in range(kh):
                for j in range(kw):
                    y[r, c] += image[r + i, c + j] * kernel[i, j]
    return y

# %% correlate | wrong | result as large as the picture, rest stays zero
def correlate(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros(image.shape)
    for r in range(image.shape[0] - kh + 1):
        for c in range(image.shape[1] - kw + 1):
            y[r, c] = np.sum(image[r:r + kh, c:c + kw] * kernel)
    return y

# %% correlate | wrong | forgets the mode of the SciPy function
def correlate(image, kernel):
    from scipy import signal
    return signal.correlate2d(image, kernel)

# %% correlate | wrong | ndimage keeps the size and mirrors the border
def correlate(image, kernel):
    from scipy import ndimage
    return ndimage.correlate(image, kernel)

# %% correlate | wrong | kernels of 3 x 3 only
def correlate(image, kernel):
    rows, columns = image.shape
    y = np.zeros((rows - 2, columns - 2))
    for r in range(rows - 2):
        for c in range(columns - 2):
            for i in range(3):
                for j in range(3):
                    y[r, c] += image[r + i, c + j] * kernel[i, j]
    return y

# %% correlate | wrong | square kernels only
def correlate(image, kernel):
    k = kernel.shape[0]
    y = np.zeros((image.shape[0] - k + 1, image.shape[1] - k + 1))
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            for i in range(k):
                for j in range(k):
                    y[r, c] += image[r + i, c + j] * kernel[i, j]
    return y

# %% correlate | wrong | square pictures only
def correlate(image, kernel):
    n = len(image)
    kh, kw = kernel.shape
    y = np.zeros((n - kh + 1, n - kw + 1))
    for r in range(n - kh + 1):
        for c in range(n - kw + 1):
            y[r, c] = (image[r:r + kh, c:c + kw] * kernel).sum()
    return y

# %% correlate | wrong | whole numbers in the result
def correlate(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1), dtype=int)
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            y[r, c] = (image[r:r + kh, c:c + kw] * kernel).sum()
    return y

# %% correlate | wrong | forgets to set the sum back to zero
def correlate(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    total = 0
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            for i in range(kh):
                for j in range(kw):
                    total += image[r + i, c + j] * kernel[i, j]
            y[r, c] = total
    return y

# %% correlate | wrong | the last product overwrites the others
def correlate(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            for i in range(kh):
                for j in range(kw):
                    y[r, c] = image[r + i, c + j] * kernel[i, j]
    return y

# %% correlate | wrong | the text's formula, a matrix product of window and kernel
def correlate(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            y[r, c] = np.dot(image[r:r + kh, c:c + kw], kernel.T).sum()
    return y

# %% correlate | wrong | transposed kernel by w[j, i]
def correlate(x, w):
    kh, kw = w.shape
    y = np.zeros((x.shape[0] - kw + 1, x.shape[1] - kh + 1))
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            for i in range(kw):
                for j in range(kh):
                    y[r, c] += x[r + i, c + j] * w[j, i]
    return y

# %% correlate | wrong | works in place on the window, later windows see it
def correlate(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            window = image[r:r + kh, c:c + kw]
            window *= kernel
            y[r, c] = window.sum()
    return y

# %% correlate | wrong | result has the rows and columns exchanged
def correlate(image, kernel):
    kh, kw = kernel.shape
    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    return np.array([[(image[r:r + kh, c:c + kw] * kernel).sum() for r in range(h)]
                     for c in range(w)])

# %% correlate | wrong | pads with zeros to keep the size
def correlate(image, kernel):
    kh, kw = kernel.shape
    padded = np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2)))
    y = np.zeros_like(image, dtype=float)
    for r in range(padded.shape[0] - kh + 1):
        for c in range(padded.shape[1] - kw + 1):
            if r < y.shape[0] and c < y.shape[1]:
                y[r, c] = (padded[r:r + kh, c:c + kw] * kernel).sum()
    return y

# %% correlate | wrong | negative results cut off, as a picture has none
def correlate(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            y[r, c] = max(0, (image[r:r + kh, c:c + kw] * kernel).sum())
    return y

# %% correlate | wrong | all numbers in one flat list
def correlate(image, kernel):
    kh, kw = kernel.shape
    result = []
    for r in range(image.shape[0] - kh + 1):
        for c in range(image.shape[1] - kw + 1):
            result.append((image[r:r + kh, c:c + kw] * kernel).sum())
    return result

# %% correlate | wrong | return after the first row
def correlate(image, kernel):
    kh, kw = kernel.shape
    y = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for r in range(y.shape[0]):
        for c in range(y.shape[1]):
            y[r, c] = (image[r:r + kh, c:c + kw] * kernel).sum()
        return y

# %% correlate | wrong | window jumps by the size of the kernel
def correlate(image, kernel):
    kh, kw = kernel.shape
    return np.array([[np.sum(image[r:r + kh, c:c + kw] * kernel)
                      for c in range(0, image.shape[1] - kw + 1, kw)]
                     for r in range(0, image.shape[0] - kh + 1, kh)])

# %% correlate | wrong | NumPy's correlate of the flattened arrays
def correlate(image, kernel):
    return np.correlate(image.ravel(), kernel.ravel(), mode="valid")

# %% sharpen_kernel | right | identity plus amount times identity minus mean
def sharpen_kernel(amount):
    identity = np.zeros((3, 3))
    identity[1, 1] = 1
    mean = np.full((3, 3), 1 / 9)
    return identity + amount * (identity - mean)

# %% sharpen_kernel | right | rim and middle worked out on paper
def sharpen_kernel(amount):
    k = np.full((3, 3), -amount / 9)
    k[1, 1] = 1 + 8 * amount / 9
    return k

# %% sharpen_kernel | right | the nine numbers written down
def sharpen_kernel(amount):
    a = -amount / 9
    m = 1 + amount + a
    return np.array([[a, a, a], [a, m, a], [a, a, a]])

# %% sharpen_kernel | right | nested list and loops
def sharpen_kernel(amount):
    result = []
    for i in range(3):
        line = []
        for j in range(3):
            value = -amount * (1 / 9)
            if i == 1 and j == 1:
                value += 1 + amount
            line.append(value)
        result.append(line)
    return result

# %% sharpen_kernel | right | outer product for the identity, weighted difference in float32
def sharpen_kernel(amount):
    e = np.array([0, 1, 0], dtype="float32")
    identity = np.outer(e, e)
    return (1 + amount) * identity - amount * np.ones((3, 3), dtype="float32") / 9

# %% sharpen_kernel | right | padded one
def sharpen_kernel(amount):
    one = np.pad([[1.0 + amount]], 1)
    return one - amount / 9

# %% sharpen_kernel | wrong | np.eye taken for the kernel that changes nothing
def sharpen_kernel(amount):
    identity = np.eye(3)
    mean = np.ones((3, 3)) / 9
    return identity + amount * (identity - mean)

# %% sharpen_kernel | wrong | the well known kernel with 5 in the middle
def sharpen_kernel(amount):
    return np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], dtype=float)

# %% sharpen_kernel | wrong | Laplacian of four neighbours times amount
def sharpen_kernel(amount):
    return np.array([[0, -amount, 0],
                     [-amount, 1 + 4 * amount, -amount],
                     [0, -amount, 0]])

# %% sharpen_kernel | wrong | forgot the ninth
def sharpen_kernel(amount):
    k = -amount * np.ones((3, 3))
    k[1, 1] = 1 + 8 * amount
    return k

# %% sharpen_kernel | wrong | mean of the eight neighbours only
def sharpen_kernel(amount):
    k = np.full((3, 3), -amount / 8)
    k[1, 1] = 1 + amount
    return k

# %% sharpen_kernel | wrong | middle of the mean forgotten, sum is not 1
def sharpen_kernel(amount):
    k = np.full((3, 3), -amount / 9)
    k[1, 1] = 1 + amount
    return k

# %% sharpen_kernel | wrong | detail only, picture not added
def sharpen_kernel(amount):
    identity = np.zeros((3, 3))
    identity[1, 1] = 1
    return amount * (identity - np.full((3, 3), 1 / 9))

# %% sharpen_kernel | wrong | mean minus picture
def sharpen_kernel(amount):
    identity = np.zeros((3, 3))
    identity[1, 1] = 1
    mean = np.full((3, 3), 1 / 9)
    return identity + amount * (mean - identity)

# %% sharpen_kernel | wrong | array of whole numbers swallows the ninths
def sharpen_kernel(amount):
    k = np.zeros((3, 3), dtype=int)
    k[:, :] = -amount / 9
    k[1, 1] = 1 + 8 * amount / 9
    return k

# %% sharpen_kernel | wrong | the same list three times
def sharpen_kernel(amount):
    k = [[-amount / 9] * 3] * 3
    k[1][1] = 1 + 8 * amount / 9
    return k

# %% sharpen_kernel | wrong | kernel for amount 1 only
def sharpen_kernel(amount):
    k = np.full((3, 3), -1 / 9)
    k[1, 1] = 17 / 9
    return k

# %% sharpen_kernel | wrong | brackets missing in the formula
def sharpen_kernel(amount):
    identity = np.zeros((3, 3))
    identity[1, 1] = 1
    mean = np.full((3, 3), 1 / 9)
    return identity + amount * identity - mean

# %% sharpen_kernel | wrong | sharpens the cat instead of making a kernel
def sharpen_kernel(amount):
    m = convolve(cat, np.full((3, 3), 1 / 9), padding="same")
    return cat + amount * (cat - m)

# %% sharpen_kernel | wrong | shape given as two arguments
def sharpen_kernel(amount):
    identity = np.zeros(3, 3)
    identity[1, 1] = 1
    return identity + amount * (identity - 1 / 9)

# %% sharpen_kernel | wrong | flat list of nine numbers
def sharpen_kernel(amount):
    k = [-amount / 9] * 9
    k[4] = 1 + 8 * amount / 9
    return np.array(k)

# %% sharpen_kernel | wrong | mean of three, a third instead of a ninth
def sharpen_kernel(amount):
    identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    mean = np.ones((3, 3)) / 3
    return identity + amount * (identity - mean)

# %% sharpen_kernel | wrong | uses the mean of 5 x 5 from the cell above
def sharpen_kernel(amount):
    identity = np.zeros((5, 5))
    identity[2, 2] = 1
    mean = np.full((5, 5), 1 / 25)
    return identity + amount * (identity - mean)

# %% sharpen_kernel | wrong | counts from 1, as in MATLAB
def sharpen_kernel(amount):
    k = np.full((3, 3), -amount / 9)
    k[2, 2] = k[2, 2] + 1 + amount
    return k

# %% sharpen_kernel | wrong | rounds the kernel to look nice
def sharpen_kernel(amount):
    k = np.full((3, 3), -amount / 9)
    k[1, 1] += 1 + amount
    return k.round(1)

# %% sharpen_kernel | wrong | amount cut to 1 at most
def sharpen_kernel(amount):
    amount = min(max(amount, 0), 1)
    identity = np.zeros((3, 3))
    identity[1, 1] = 1
    return identity + amount * (identity - np.full((3, 3), 1 / 9))

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

# %% multiplications | right | one product
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * kernel_size * kernel_size * c_in * c_out

# %% multiplications | right | math.prod of a tuple
def multiplications(rows, columns, kernel_size, c_in, c_out):
    import math
    return math.prod((rows, columns, kernel_size, kernel_size, c_in, c_out))

# %% multiplications | right | places times work at one place
def multiplications(rows, columns, kernel_size, c_in, c_out):
    places = rows * columns
    at_one_place = kernel_size ** 2 * c_in
    return places * at_one_place * c_out

# %% multiplications | right | reduce over the six factors
def multiplications(rows, columns, kernel_size, c_in, c_out):
    from functools import reduce
    return reduce(lambda a, b: a * b, [rows, columns] + 2 * [kernel_size] + [c_in, c_out])

# %% multiplications | right | NumPy's product in 64 bits
def multiplications(rows, columns, kernel_size, c_in, c_out):
    factors = np.array([rows, columns, kernel_size, kernel_size, c_in, c_out], dtype="int64")
    return int(np.prod(factors))

# %% multiplications | wrong | kernel has one side only
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * kernel_size * c_in * c_out

# %% multiplications | wrong | input channels forgotten
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * kernel_size**2 * c_out

# %% multiplications | wrong | counts the weights and not the work
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return kernel_size * kernel_size * c_in * c_out

# %% multiplications | wrong | adds the biases
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * (kernel_size**2 * c_in + 1) * c_out

# %% multiplications | wrong | channels added instead of multiplied
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * kernel_size * kernel_size * (c_in + c_out)

# %% multiplications | wrong | square results only
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows**2 * kernel_size**2 * c_in * c_out

# %% multiplications | wrong | caret for the power, as in R or MATLAB
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * (kernel_size ^ 2) * c_in * c_out

# %% multiplications | wrong | overflow in 32 bits
def multiplications(rows, columns, kernel_size, c_in, c_out):
    f = np.array([rows, columns, kernel_size, kernel_size, c_in, c_out], dtype="int32")
    return np.prod(f, dtype="int32")

# %% multiplications | wrong | takes rows and columns for those of the input
def multiplications(rows, columns, kernel_size, c_in, c_out):
    out_rows = rows - kernel_size + 1
    out_columns = columns - kernel_size + 1
    return out_rows * out_columns * kernel_size**2 * c_in * c_out

# %% multiplications | wrong | additions counted too
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return 2 * rows * columns * kernel_size**2 * c_in * c_out

# %% multiplications | wrong | two times the side instead of the square
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * 2 * kernel_size * c_in * c_out

# %% multiplications | wrong | 3 x 3 kernels only
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * 9 * c_in * c_out

# %% multiplications | wrong | depthwise separable layer
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * c_in * (kernel_size * kernel_size + c_out)

# %% multiplications | wrong | in millions, as the next cell prints
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * kernel_size**2 * c_in * c_out / 1e6

# %% multiplications | wrong | text with commas
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return f"{rows * columns * kernel_size**2 * c_in * c_out:,}"

# %% multiplications | wrong | star forgotten before the bracket
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns(kernel_size**2) * c_in * c_out

# %% multiplications | wrong | one multiplication less at each place, confused with the additions
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * (kernel_size**2 * c_in - 1) * c_out

# %% multiplications | wrong | prints the number
def multiplications(rows, columns, kernel_size, c_in, c_out):
    n = rows * columns * kernel_size**2 * c_in * c_out
    print(n)

# %% multiplications | wrong | uses w of the notebook for the channels
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * w.size
