# %% contrast | right | the two methods of the array
def contrast(x):
    return x.max() - x.min()

# %% contrast | right | NumPy's peak to peak
def contrast(x):
    return np.ptp(x)

# %% contrast | right | one loop over all numbers, started with the first one
def contrast(x):
    numbers = x.ravel()
    brightest = numbers[0]
    darkest = numbers[0]
    for v in numbers:
        if v > brightest:
            brightest = v
        if v < darkest:
            darkest = v
    return brightest - darkest

# %% contrast | right | sorts all the numbers and takes the two ends
def contrast(picture):
    s = np.sort(picture, axis=None)
    return float(s[-1]) - float(s[0])

# %% contrast | right | first the extremes of the rows, then the extremes of those
def contrast(x):
    highs = [row.max() for row in x]
    lows = [row.min() for row in x]
    return max(highs) - min(lows)

# %% contrast | right | plain Python list and the built-in functions
def contrast(x):
    values = x.flatten().tolist()
    return max(values) - min(values)

# %% contrast | wrong | only the first half, as the text suggests to try first
def contrast(x):
    return x.max()

# %% contrast | wrong | subtracts the wrong way round
def contrast(x):
    return x.min() - x.max()

# %% contrast | wrong | forgot the brackets of the methods
def contrast(x):
    return x.max - x.min

# %% contrast | wrong | MATLAB habit: max and min go down the columns
def contrast(x):
    return x.max(axis=0) - x.min(axis=0)

# %% contrast | wrong | knows the Michelson contrast from an optics course
def contrast(x):
    hi, lo = x.max(), x.min()
    return (hi - lo) / (hi + lo)

# %% contrast | wrong | RMS contrast, the standard deviation
def contrast(x):
    return np.std(x)

# %% contrast | wrong | prints the right number and returns nothing
def contrast(x):
    print("contrast:", x.max() - x.min())

# %% contrast | wrong | uses the notebook's picture instead of the argument
def contrast(x):
    return picture.max() - picture.min()

# %% contrast | wrong | makes it grey first because brightness is a mean of channels
def contrast(x):
    grey = x.mean(axis=-1)
    return grey.max() - grey.min()

# %% contrast | wrong | a loop whose darkest value starts at 0
def contrast(x):
    brightest = 0
    darkest = 0
    for v in x.flatten():
        if v > brightest:
            brightest = v
        elif v < darkest:
            darkest = v
    return brightest - darkest

# %% contrast | wrong | places of the extremes instead of their values
def contrast(x):
    return np.argmax(x) - np.argmin(x)

# %% contrast | wrong | loops over rows and columns, forgets the channels
def contrast(x):
    h, w, c = x.shape
    top, low = x[0, 0, 0], x[0, 0, 0]
    for i in range(h):
        for j in range(w):
            top = max(top, x[i, j, 0])
            low = min(low, x[i, j, 0])
    return top - low

# %% contrast | wrong | takes the last pixel minus the first, as if they were sorted
def contrast(x):
    flat = x.reshape(-1)
    return flat[-1] - flat[0]

# %% contrast | wrong | returns both numbers as a pair
def contrast(x):
    return x.max(), x.min()

# %% contrast | wrong | rounds to whole numbers because pixels are whole numbers
def contrast(x):
    return int(x.max() - x.min())

# %% contrast | wrong | built-in max and min on the array with three sides
def contrast(x):
    return max(x) - min(x)

# %% contrast | wrong | elif chain starting from the first value but returns inside the loop
def contrast(x):
    hi = lo = x.flat[0]
    for v in x.flat:
        hi = max(hi, v)
        lo = min(lo, v)
        return hi - lo

# %% contrast | wrong | divides by 255 to get a fraction
def contrast(x):
    return (x.max() - x.min()) / 255

# %% contrast | wrong | brightest minus average
def contrast(x):
    return x.max() - x.mean()

# %% contrast | wrong | brightest pixel by the sum of its channels, then its largest number
def contrast(x):
    total = x.sum(axis=2)
    b = np.unravel_index(total.argmax(), total.shape)
    d = np.unravel_index(total.argmin(), total.shape)
    return x[b].max() - x[d].min()

# %% contrast | wrong | percentiles to be safe against outliers
def contrast(x):
    low, high = np.percentile(x, [1, 99])
    return high - low
