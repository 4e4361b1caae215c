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

# %% poster | right | two loops and remainders, colours the other way
def poster(colours, shapes):
    result = []
    for i in range(5):
        for j in range(5):
            result.append("a " + colours[(j - i) % 5] + " " + shapes[(i + j) % 5])
    return result

# %% poster | right | colours by two places a row, in one list comprehension
def poster(colours, shapes):
    return [f"a large {colours[(c + 2 * r) % 5]} {shapes[(c + r) % 5]}" for r in range(5) for c in range(5)]

# %% poster | right | shifts by slices, sizes chosen by place
def poster(colours, shapes):
    out = []
    for k in range(5):
        s = shapes[k:] + shapes[:k]
        c = colours[5 - k:] + colours[:5 - k]
        for i in range(5):
            size = "large" if (i + k) % 2 else "small"
            out.append(f"a {size} {c[i]} {s[i]}")
    return out

# %% poster | wrong | every shape in every colour, row by row
def poster(colours, shapes):
    return [f"a large {c} {s}" for s in shapes for c in colours]

# %% poster | wrong | both move the same way
def poster(colours, shapes):
    out = []
    for r in range(5):
        for c in range(5):
            k = (r + c) % 5
            out.append(f"a large {colours[k]} {shapes[k]}")
    return out

# %% poster | wrong | only the shapes move
def poster(colours, shapes):
    out = []
    for r in range(5):
        for c in range(5):
            out.append(f"a large {colours[c]} {shapes[(r + c) % 5]}")
    return out

# %% poster | wrong | a list of five rows
def poster(colours, shapes):
    rows = []
    for r in range(5):
        row = []
        for c in range(5):
            row.append(f"a large {colours[(c - r) % 5]} {shapes[(r + c) % 5]}")
        rows.append(row)
    return rows

# %% poster | wrong | return inside the outer loop
def poster(colours, shapes):
    out = []
    for r in range(5):
        for c in range(5):
            out.append(f"a large {colours[(c - r) % 5]} {shapes[(r + c) % 5]}")
        return out

# %% poster | wrong | five sentences, a colour for each shape
def poster(colours, shapes):
    out = []
    for c, s in zip(colours, shapes):
        out.append(f"a large {c} {s}")
    return out

# %% poster | right | without the article, which captions understand
def poster(colours, shapes):
    return [f"large {colours[(c - r) % 5]} {shapes[(c + r) % 5]}" for r in range(5) for c in range(5)]

# %% poster | wrong | shape before colour
def poster(colours, shapes):
    return [f"a large {shapes[(c + r) % 5]} {colours[(c - r) % 5]}" for r in range(5) for c in range(5)]

# %% poster | wrong | colours of the notebook in place of those given
def poster(colours, shapes):
    colours = ["red", "yellow", "blue", "pink", "purple"]
    return [f"a large {colours[(c - r) % 5]} {shapes[(c + r) % 5]}" for r in range(5) for c in range(5)]

# %% poster | wrong | no remainder, runs out of the list
def poster(colours, shapes):
    return [f"a large {colours[c - r]} {shapes[c + r]}" for r in range(5) for c in range(5)]

# %% poster | wrong | prints the sentences
def poster(colours, shapes):
    for r in range(5):
        for c in range(5):
            print(f"a large {colours[(c - r) % 5]} {shapes[(c + r) % 5]}")

# %% poster | wrong | shuffles and hopes
def poster(colours, shapes):
    pairs = [f"a large {c} {s}" for c in colours for s in shapes]
    np.random.default_rng(0).shuffle(pairs)
    return pairs

# %% poster | wrong | columns are right, rows hold one shape
def poster(colours, shapes):
    return [f"a large {colours[(r + c) % 5]} {shapes[r]}" for r in range(5) for c in range(5)]

# %% poster | wrong | one sentence with everything in it
def poster(colours, shapes):
    text = ""
    for r in range(5):
        for c in range(5):
            text += f"a large {colours[(c - r) % 5]} {shapes[(c + r) % 5]}, "
    return text
