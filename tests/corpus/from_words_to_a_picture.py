# %% look_up | right | minus infinity where there is no word, shift by the row's largest
def look_up(queries, keys, values, mask):
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    scores = np.where(mask, scores, -np.inf)
    w = np.exp(scores - scores.max(axis=1, keepdims=True))
    return w / w.sum(axis=1, keepdims=True) @ values

# %% look_up | right | throws the padding away first
def look_up(queries, keys, values, mask):
    there = np.asarray(mask, dtype=bool)
    k, v = keys[there], values[there]
    s = queries.dot(k.T) / queries.shape[1] ** 0.5
    s = s - s.max(axis=1)[:, None]
    e = np.exp(s)
    return e.dot(v) / e.sum(axis=1)[:, None]

# %% look_up | right | loops, place by place and word by word
import math

def look_up(queries, keys, values, mask):
    out = []
    for q in queries:
        words = [j for j in range(len(keys)) if mask[j]]
        scores = [sum(a * b for a, b in zip(q, keys[j])) / math.sqrt(len(q)) for j in words]
        top = max(scores)
        e = [math.exp(s - top) for s in scores]
        row = [0.0] * values.shape[1]
        for weight, j in zip(e, words):
            for c in range(values.shape[1]):
                row[c] += weight / sum(e) * values[j, c]
        out.append(row)
    return out

# %% look_up | right | SciPy's softmax on the words that are there, einsum
from scipy.special import softmax

def look_up(queries, keys, values, mask):
    idx = np.flatnonzero(mask)
    d = queries.shape[-1]
    a = softmax(np.einsum("pd,jd->pj", queries, keys[idx]) / np.sqrt(d), axis=1)
    return np.einsum("pj,jv->pv", a, values[idx])

# %% look_up | right | in logarithms, logsumexp with the mask as b
from scipy.special import logsumexp

def look_up(queries, keys, values, mask):
    s = (keys @ queries.T).T / np.sqrt(len(keys[0]))
    m = np.broadcast_to(np.asarray(mask, float), s.shape)
    total = logsumexp(s, b=m, axis=1, keepdims=True)
    a = np.where(m > 0, np.exp(np.where(m > 0, s - total, 0)), 0)
    return a @ values

# %% look_up | wrong | exponentials of the large scores overflow
def look_up(queries, keys, values, mask):
    e = mask * np.exp(queries @ keys.T / np.sqrt(keys.shape[1]))
    return e / e.sum(axis=1, keepdims=True) @ values

# %% look_up | wrong | shifts by the largest of all scores, the masked ones among them
def look_up(queries, keys, values, mask):
    s = queries @ keys.T / np.sqrt(keys.shape[1])
    e = mask * np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) @ values

# %% look_up | wrong | one largest score for all places
def look_up(queries, keys, values, mask):
    s = np.where(mask, queries @ keys.T / np.sqrt(keys.shape[1]), -np.inf)
    e = np.exp(s - s.max())
    return e / e.sum(axis=1, keepdims=True) @ values

# %% look_up | wrong | multiplies scores by the mask, so that padding has score 0
def look_up(queries, keys, values, mask):
    s = queries @ keys.T / np.sqrt(keys.shape[1]) * mask
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) @ values

# %% look_up | wrong | mask after the softmax, weights no longer add up to 1
def look_up(queries, keys, values, mask):
    s = queries @ keys.T / np.sqrt(keys.shape[1])
    e = np.exp(s - s.max(axis=1, keepdims=True))
    a = e / e.sum(axis=1, keepdims=True)
    return (a * mask) @ values

# %% look_up | wrong | forgets the root of d
def look_up(queries, keys, values, mask):
    s = np.where(mask, queries @ keys.T, -np.inf)
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) @ values

# %% look_up | wrong | divides by d
def look_up(queries, keys, values, mask):
    d = queries.shape[1]
    s = np.where(mask, queries @ keys.T / d, -np.inf)
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) @ values

# %% look_up | wrong | len(keys) for d, the number of words
def look_up(queries, keys, values, mask):
    s = np.where(mask, queries @ keys.T / np.sqrt(len(keys)), -np.inf)
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) @ values

# %% look_up | wrong | softmax over the places
def look_up(queries, keys, values, mask):
    s = queries @ keys.T / np.sqrt(keys.shape[1])
    e = np.exp(s - s.max(axis=0)) * mask
    a = e / np.maximum(e.sum(axis=0), 1e-30)
    return a @ values

# %% look_up | wrong | mask the wrong way round, as PyTorch's padding mask
def look_up(queries, keys, values, mask):
    s = queries @ keys.T / np.sqrt(keys.shape[1])
    s = np.where(mask, -1e9, s)
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) @ values

# %% look_up | wrong | takes only the best word
def look_up(queries, keys, values, mask):
    s = np.where(mask, queries @ keys.T / np.sqrt(keys.shape[1]), -np.inf)
    return values[s.argmax(axis=1)]

# %% look_up | wrong | gives the weights
def look_up(queries, keys, values, mask):
    s = np.where(mask, queries @ keys.T / np.sqrt(keys.shape[1]), -np.inf)
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

# %% look_up | wrong | ignores the mask
def look_up(queries, keys, values, mask):
    s = queries @ keys.T / np.sqrt(queries.shape[1])
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) @ values

# %% look_up | wrong | takes 100 off the padding's scores, thinks that is enough
def look_up(queries, keys, values, mask):
    s = queries @ keys.T / np.sqrt(keys.shape[1]) - 100 * (1 - np.array(mask, float))
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) @ values

# %% look_up | wrong | cosine in place of the product
def look_up(queries, keys, values, mask):
    q = queries / np.linalg.norm(queries, axis=1, keepdims=True)
    k = keys / np.linalg.norm(keys, axis=1, keepdims=True)
    s = np.where(mask, q @ k.T, -np.inf)
    e = np.exp(s)
    return e / e.sum(axis=1, keepdims=True) @ values

# %% look_up | wrong | star for the product of matrices
def look_up(queries, keys, values, mask):
    s = queries * keys.T / np.sqrt(keys.shape[1])
    s[:, ~mask] = -np.inf
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) * values

# %% look_up | wrong | padding's values set to 0, its weight stays
def look_up(queries, keys, values, mask):
    s = queries @ keys.T / np.sqrt(keys.shape[1])
    e = np.exp(s - s.max(axis=1, keepdims=True))
    a = e / e.sum(axis=1, keepdims=True)
    return a @ np.where(mask[:, None], values, 0)

# %% guided | right | the formula
def guided(without, with_words, guidance):
    return without + guidance * (with_words - without)

# %% guided | right | as a mean with weights that add up to 1
def guided(without, with_words, guidance):
    return (1 - guidance) * without + guidance * with_words

# %% guided | right | from the answer with words, one time less
def guided(without, with_words, guidance):
    return with_words + (guidance - 1) * (with_words - without)

# %% guided | right | loop over all numbers
def guided(without, with_words, guidance):
    out = np.zeros(np.shape(without))
    for i in np.ndindex(out.shape):
        change = with_words[i] - without[i]
        out[i] = without[i] + guidance * change
    return out

# %% guided | right | lambda, np.add and np.multiply
guided = lambda without, with_words, guidance: np.add(
    without, np.multiply(guidance, np.subtract(with_words, without))
)

# %% guided | wrong | adds the difference to the answer with words, as in other papers
def guided(without, with_words, guidance):
    return with_words + guidance * (with_words - without)

# %% guided | wrong | the weight 1 + g of the original paper
def guided(without, with_words, guidance):
    return (1 + guidance) * with_words - guidance * without

# %% guided | wrong | the difference the other way round
def guided(without, with_words, guidance):
    return without + guidance * (without - with_words)

# %% guided | wrong | brackets forgotten
def guided(without, with_words, guidance):
    return without + guidance * with_words - without

# %% guided | wrong | adds the words' answer, not the difference
def guided(without, with_words, guidance):
    return without + guidance * with_words

# %% guided | wrong | only the difference, start forgotten
def guided(without, with_words, guidance):
    return guidance * (with_words - without)

# %% guided | wrong | cuts off at -1 and 1
def guided(without, with_words, guidance):
    return np.clip(without + guidance * (with_words - without), -1, 1)

# %% guided | wrong | guidance 2 as in the cell below
def guided(without, with_words, guidance=2.0):
    return without + 2.0 * (with_words - without)

# %% guided | wrong | the two answers have changed places
def guided(without, with_words, guidance):
    return with_words + guidance * (without - with_words)

# %% guided | wrong | size of the difference without its sign
def guided(without, with_words, guidance):
    return without + guidance * np.abs(with_words - without)

# %% guided | wrong | bracket round the sum, everything times g
def guided(without, with_words, guidance):
    return guidance * (without + (with_words - without))

# %% guided | wrong | brings the result to the range of the answer with words
def guided(without, with_words, guidance):
    far = without + guidance * (with_words - without)
    return far * np.std(with_words) / np.std(far)

# %% guided | wrong | no farther than once, guidance as a share
def guided(without, with_words, guidance):
    g = min(guidance, 1)
    return (1 - g) * without + g * with_words

# %% guided | wrong | g times as far taken as a power
def guided(without, with_words, guidance):
    return without + (with_words - without) ** guidance

# %% guided | wrong | whole number of the guidance, as a number of repetitions
def guided(without, with_words, guidance):
    result = without
    for _ in range(int(guidance)):
        result = result + (with_words - without)
    return result

# %% guided | wrong | forgets return
def guided(without, with_words, guidance):
    without + guidance * (with_words - without)

# %% guided | wrong | writes with, a word that is Python's own, as a string key
def guided(without, with_words, guidance):
    return without + guidance * (with_words["with"] - without)

# %% look_up | wrong | divides by the sum over the places, keepdims forgotten
def look_up(queries, keys, values, mask):
    s = queries @ keys.T / np.sqrt(keys.shape[1])
    s = np.where(mask, s, -np.inf)
    w = np.exp(s - s.max(axis=1, keepdims=True))
    return (w / w.sum(0)) @ values

# %% look_up | wrong | only the mean of the words that are there
def look_up(queries, keys, values, mask):
    return np.tile(values[mask].mean(axis=0), (len(queries), 1))

# %% guided | wrong | the order of the two turned round in the difference, start left
def guided(without, with_words, guidance):
    return with_words - guidance * (without - with_words)

# %% guided | wrong | nothing but the names exchanged
def guided(with_words, without, guidance):
    return with_words + guidance * (without - with_words) * -1

# %% copies | right | rolls and mirrors, root mean square
def copies(pictures, known):
    result = []
    for p in pictures:
        best = 1.0
        for q in (p, p[:, ::-1]):
            for dr in range(-2, 3):
                for dc in range(-2, 3):
                    shifted = np.roll(q, (dr, dc), axis=(0, 1))
                    d = np.sqrt(((known - shifted) ** 2).mean(axis=(1, 2, 3))).min()
                    best = min(best, d)
        result.append(best < 0.06)
    return np.array(result)

# %% copies | right | the known ones are moved, not the pictures
def copies(pictures, known):
    all_known = np.concatenate([known, known[:, :, ::-1]])
    out = np.zeros(len(pictures), dtype=bool)
    for dr in (-2, -1, 0, 1, 2):
        for dc in (-2, -1, 0, 1, 2):
            moved = np.roll(np.roll(all_known, dr, 1), dc, 2)
            for i, p in enumerate(pictures):
                if np.abs(moved - p).mean(axis=(1, 2, 3)).min() < 0.02:
                    out[i] = True
    return out

# %% copies | right | white comes in, only every second pixel compared
def copies(pictures, known):
    white = np.pad(known, ((0, 0), (2, 2), (2, 2), (0, 0)), constant_values=1)
    out = []
    for p in pictures:
        d = []
        for q in (p, np.flip(p, axis=1)):
            for r in range(5):
                for c in range(5):
                    w = white[:, r : r + 32, c : c + 32]
                    d.append(((w[:, ::2, ::2] - q[::2, ::2]) ** 2).mean(axis=(1, 2, 3)).min())
        out.append(min(d) < 0.0028)
    return out

# %% copies | wrong | plain distance, nothing moved
def copies(pictures, known):
    d = np.sqrt(((pictures[:, None] - known[None]) ** 2).mean(axis=(2, 3, 4)))
    return d.min(axis=1) < 0.05

# %% copies | wrong | equality
def copies(pictures, known):
    return np.array([any(np.array_equal(p, k) for k in known) for p in pictures])

# %% copies | wrong | mirrors upside down
def copies(pictures, known):
    result = []
    for p in pictures:
        best = 1.0
        for q in (p, p[::-1]):
            for dr in range(-2, 3):
                for dc in range(-2, 3):
                    d = np.sqrt(((known - np.roll(q, (dr, dc), axis=(0, 1))) ** 2).mean(axis=(1, 2, 3))).min()
                    best = min(best, d)
        result.append(best < 0.05)
    return np.array(result)

# %% copies | wrong | moves by one pixel only
def copies(pictures, known):
    result = []
    for p in pictures:
        best = 1.0
        for q in (p, p[:, ::-1]):
            for dr in (-1, 0, 1):
                for dc in (-1, 0, 1):
                    d = np.sqrt(((known - np.roll(q, (dr, dc), axis=(0, 1))) ** 2).mean(axis=(1, 2, 3))).min()
                    best = min(best, d)
        result.append(best < 0.05)
    return np.array(result)

# %% copies | wrong | no mirror
def copies(pictures, known):
    best = np.ones(len(pictures))
    for dr in range(-2, 3):
        for dc in range(-2, 3):
            moved = np.roll(known, (dr, dc), axis=(1, 2))
            for i, p in enumerate(pictures):
                best[i] = min(best[i], np.sqrt(((moved - p) ** 2).mean(axis=(1, 2, 3))).min())
    return best < 0.05

# %% copies | wrong | mirrored or moved, not both
def copies(pictures, known):
    out = []
    for p in pictures:
        tries = [np.roll(p, (r, c), (0, 1)) for r in range(-2, 3) for c in range(-2, 3)] + [p[:, ::-1]]
        d = min(np.sqrt(((known - q) ** 2).mean(axis=(1, 2, 3))).min() for q in tries)
        out.append(d < 0.05)
    return out

# %% copies | wrong | limit too large
def copies(pictures, known):
    out = []
    for p in pictures:
        d = 1
        for q in (p, p[:, ::-1]):
            for r in range(-2, 3):
                for c in range(-2, 3):
                    d = min(d, np.sqrt(((known - np.roll(q, (r, c), (0, 1))) ** 2).mean(axis=(1, 2, 3))).min())
        out.append(d < 0.2)
    return out

# %% copies | wrong | a person in a new tone counts as known
def copies(pictures, known):
    out = []
    for p in pictures:
        d = 1
        for q in (p, p[:, ::-1]):
            for r in range(-2, 3):
                for c in range(-2, 3):
                    d = min(d, np.sqrt(((known - np.roll(q, (r, c), (0, 1))) ** 2).mean(axis=(1, 2, 3))).min())
        out.append(d < 0.11)
    return out

# %% copies | wrong | all are copies
def copies(pictures, known):
    return [True] * len(pictures)

# %% copies | wrong | none is
def copies(pictures, known):
    return np.zeros(len(pictures), bool)

# %% copies | wrong | mean colour
def copies(pictures, known):
    a, b = pictures.mean(axis=(1, 2)), known.mean(axis=(1, 2))
    return np.abs(a[:, None] - b[None]).max(axis=2).min(axis=1) < 0.01

# %% copies | wrong | sorted pixels, so that moves do not matter
def copies(pictures, known):
    a = np.sort(pictures.reshape(len(pictures), -1), axis=1)
    b = np.sort(known.reshape(len(known), -1), axis=1)
    return np.array([np.abs(b - one).mean(axis=1).min() < 0.012 for one in a])

# %% copies | wrong | returns the distances
def copies(pictures, known):
    d = np.sqrt(((pictures[:, None] - known[None]) ** 2).mean(axis=(2, 3, 4)))
    return d.min(axis=1)

# %% copies | wrong | which known drawing is nearest
def copies(pictures, known):
    d = ((pictures[:, None] - known[None]) ** 2).mean(axis=(2, 3, 4))
    return d.argmin(axis=1)

# %% copies | wrong | a single answer for all
def copies(pictures, known):
    d = ((pictures[:, None] - known[None]) ** 2).mean(axis=(2, 3, 4))
    return d.min() < 0.0025

# %% copies | wrong | nan after a division, all comparisons false
def copies(pictures, known):
    d = np.zeros(len(pictures)) / 0
    return d < 0.05

# %% copies | wrong | sum of the differences, signs cancel
def copies(pictures, known):
    out = []
    for p in pictures:
        d = np.abs((known - p).sum(axis=(1, 2, 3))).min()
        out.append(d < 5)
    return out

# %% copies | wrong | a table, one answer for each pair
def copies(pictures, known):
    d = np.sqrt(((pictures[:, None] - known[None]) ** 2).mean(axis=(2, 3, 4)))
    return d < 0.05

# %% copies | wrong | compares the first picture with the first drawing
def copies(pictures, known):
    return [np.allclose(p, k, atol=0.1) for p, k in zip(pictures, known)]

# %% copies | wrong | forgets return
def copies(pictures, known):
    d = np.sqrt(((pictures[:, None] - known[None]) ** 2).mean(axis=(2, 3, 4)))
    found = d.min(axis=1) < 0.05

# %% copies | wrong | everything made grey first
def copies(pictures, known):
    grey = known.mean(axis=3)
    out = []
    for p in pictures.mean(axis=3):
        d = [np.sqrt(((grey - np.roll(q, (r, c), (0, 1))) ** 2).mean(axis=(1, 2))).min()
             for q in (p, p[:, ::-1]) for r in range(-2, 3) for c in range(-2, 3)]
        out.append(min(d) < 0.04)
    return out

# %% copies | wrong | the red channel alone
def copies(pictures, known):
    red = known[..., 0]
    out = []
    for p in pictures[..., 0]:
        d = [np.sqrt(((red - np.roll(q, (r, c), (0, 1))) ** 2).mean(axis=(1, 2))).min()
             for q in (p, p[:, ::-1]) for r in range(-2, 3) for c in range(-2, 3)]
        out.append(min(d) < 0.04)
    return out

# %% copies | wrong | the green channel alone
def copies(pictures, known):
    green = known[..., 1]
    out = []
    for p in pictures[..., 1]:
        d = [np.sqrt(((green - np.roll(q, (r, c), (0, 1))) ** 2).mean(axis=(1, 2))).min()
             for q in (p, p[:, ::-1]) for r in range(-2, 3) for c in range(-2, 3)]
        out.append(min(d) < 0.04)
    return out

# %% copies | wrong | the pixels of each row sorted, so that sides do not matter
def copies(pictures, known):
    a, b = np.sort(pictures, axis=2), np.sort(known, axis=2)
    out = []
    for p in a:
        d = [np.sqrt(((b - np.roll(p, r, axis=0)) ** 2).mean(axis=(1, 2, 3))).min() for r in range(-2, 3)]
        out.append(min(d) < 0.03)
    return out

# %% copies | wrong | the sorted means of rows and of columns, with no move at all
def copies(pictures, known):
    def described(images):
        rows, columns = np.sort(images.mean(axis=2), axis=1), np.sort(images.mean(axis=1), axis=1)
        return np.concatenate([rows, columns], axis=1).reshape(len(images), -1)
    a, b = described(pictures), described(known)
    return np.array([np.sqrt(((b - one) ** 2).mean(axis=1)).min() < 0.01 for one in a])

# %% copies | wrong | the Fourier transform's size, so that no move matters
def copies(pictures, known):
    def size(images):
        return np.abs(np.fft.fft2(images, axes=(1, 2))).reshape(len(images), -1) / 32

    drawn, found = size(known), []
    for picture in pictures:
        both = size(np.stack([picture, picture[:, ::-1]]))
        apart = np.sqrt(((both[:, None] - drawn[None]) ** 2).mean(axis=2))
        found.append(apart.min() < 0.04)
    return np.array(found)

# %% copies | wrong | means of blocks of 8 x 8, moved and mirrored
def copies(pictures, known):
    def blocks(images):
        return images.reshape(len(images), 4, 8, 4, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1)

    least, drawn = np.full(len(pictures), np.inf), blocks(known)
    for flip in (1, -1):
        for down, right in np.ndindex(5, 5):
            moved = blocks(np.roll(pictures[:, :, ::flip], (down - 2, right - 2), axis=(1, 2)))
            apart = ((moved[:, None] - drawn[None]) ** 2).mean(axis=2)
            least = np.minimum(least, apart.min(axis=1))
    return np.sqrt(least) < 0.03

# %% copies | wrong | red and green without blue
def copies(pictures, known):
    least, drawn = np.full(len(pictures), np.inf), known[..., :2].reshape(len(known), -1)
    for flip in (1, -1):
        for down, right in np.ndindex(5, 5):
            moved = np.roll(pictures[:, :, ::flip, :2], (down - 2, right - 2), axis=(1, 2)).reshape(len(pictures), -1)
            squares = (moved**2).sum(1)[:, None] - 2 * moved @ drawn.T + (drawn**2).sum(1)
            least = np.minimum(least, squares.min(axis=1) / drawn.shape[1])
    return least < 0.045**2

# %% copies | wrong | turned upside down as well, to be safe
def copies(pictures, known):
    least, drawn = np.full(len(pictures), np.inf), known.reshape(len(known), -1)
    for rows, columns in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        for down, right in np.ndindex(5, 5):
            moved = np.roll(pictures[:, ::rows, ::columns], (down - 2, right - 2), axis=(1, 2)).reshape(len(pictures), -1)
            squares = (moved**2).sum(1)[:, None] - 2 * moved @ drawn.T + (drawn**2).sum(1)
            least = np.minimum(least, squares.min(axis=1) / drawn.shape[1])
    return least < 0.05**2

# %% copies | wrong | the nearest third of the pictures, whatever they are
def copies(pictures, known):
    least, drawn = np.full(len(pictures), np.inf), known.reshape(len(known), -1)
    for flip in (1, -1):
        for down, right in np.ndindex(5, 5):
            moved = np.roll(pictures[:, :, ::flip], (down - 2, right - 2), axis=(1, 2)).reshape(len(pictures), -1)
            squares = (moved**2).sum(1)[:, None] - 2 * moved @ drawn.T + (drawn**2).sum(1)
            least = np.minimum(least, squares.min(axis=1))
    return least <= np.quantile(least, 1 / 3)

# %% copies | wrong | brightness as a television mixes it
def copies(pictures, known):
    weights = np.array([0.30, 0.59, 0.11])
    pictures, known = pictures @ weights, known @ weights
    least, drawn = np.full(len(pictures), np.inf), known.reshape(len(known), -1)
    for flip in (1, -1):
        for down, right in np.ndindex(5, 5):
            moved = np.roll(pictures[:, :, ::flip], (down - 2, right - 2), axis=(1, 2)).reshape(len(pictures), -1)
            squares = (moved**2).sum(1)[:, None] - 2 * moved @ drawn.T + (drawn**2).sum(1)
            least = np.minimum(least, squares.min(axis=1) / drawn.shape[1])
    return least < 0.03**2

# %% copies | wrong | means of rows and of columns, moved and mirrored
def copies(pictures, known):
    def described(images):
        return np.concatenate([images.mean(axis=2), images.mean(axis=1)], axis=1).reshape(len(images), -1)
    drawn, least = described(known), np.full(len(pictures), np.inf)
    for flip in (1, -1):
        for down, right in np.ndindex(5, 5):
            moved = described(np.roll(pictures[:, :, ::flip], (down - 2, right - 2), axis=(1, 2)))
            least = np.minimum(least, ((moved[:, None] - drawn[None]) ** 2).mean(axis=2).min(axis=1))
    return np.sqrt(least) < 0.02

# %% copies | right | correlation, so contrast does not matter
def copies(pictures, known):
    def unit(x):
        x = x.reshape(len(x), -1)
        x = x - x.mean(axis=1, keepdims=True)
        return x / np.linalg.norm(x, axis=1, keepdims=True)
    k, best = unit(known), np.zeros(len(pictures))
    for flip in (1, -1):
        for r in range(-2, 3):
            for c in range(-2, 3):
                best = np.maximum(best, (unit(np.roll(pictures[:, :, ::flip], (r, c), (1, 2))) @ k.T).max(1))
    return best > 0.985

# %% look_up | right | masked array
def look_up(queries, keys, values, mask):
    s = np.ma.masked_array(np.einsum("pd,wd->pw", queries, keys) / keys.shape[1] ** 0.5, np.broadcast_to(~mask.astype(bool), (len(queries), len(keys))))
    e = np.ma.exp(s - s.max(axis=1)[:, None]).filled(0)
    return np.einsum("pw,wv->pv", e, values) / e.sum(1)[:, None]
