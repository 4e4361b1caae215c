# %% best_guess | right | logits minus the largest, tensordot
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2, 3))
    logits = -apart / (2 * level**2)
    w = np.exp(logits - logits.max())
    w = w / w.sum()
    return np.tensordot(w, pictures, axes=1)

# %% best_guess | right | loops, the nearest one has exponent 0
def best_guess(noisy, level, pictures):
    far = []
    for x in pictures:
        far.append(np.sum((noisy - (1 - level) * x) ** 2))
    nearest = min(far)
    total, guess = 0.0, np.zeros(noisy.shape)
    for d, x in zip(far, pictures):
        weight = np.exp((nearest - d) / (2 * level * level))
        total += weight
        guess += weight * x
    return guess / total

# %% best_guess | right | SciPy's softmax and a matrix product
from scipy.special import softmax

def best_guess(noisy, level, pictures):
    flat = pictures.reshape(len(pictures), -1)
    d = noisy.reshape(-1) - (1 - level) * flat
    w = softmax(-np.einsum("ij,ij->i", d, d) / 2 / level**2)
    return (w @ flat).reshape(noisy.shape)

# %% best_guess | right | logsumexp, weights broadcast
from scipy.special import logsumexp

def best_guess(noisy, level, pictures):
    noise = (noisy[None] - (1 - level) * pictures) / level
    log_w = -0.5 * np.linalg.norm(noise.reshape(len(noise), -1), axis=1) ** 2
    w = np.exp(log_w - logsumexp(log_w))
    return (w[:, None, None, None] * pictures).sum(axis=0)

# %% best_guess | right | np.average with weights
def best_guess(noisy, level, pictures):
    noisy = np.asarray(noisy, dtype=float)
    z = np.array([-np.square(noisy - (1 - level) * x).sum() / (2 * level**2) for x in pictures])
    return np.average(pictures, axis=0, weights=np.exp(z - np.max(z)))

# %% best_guess | wrong | the formula as printed, all exponentials are 0 at low levels
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2, 3))
    w = np.exp(-apart / (2 * level**2))
    w = w / w.sum()
    return np.tensordot(w, pictures, axes=1)

# %% best_guess | wrong | a small number below the line against division by zero
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2, 3))
    w = np.exp(-apart / (2 * level**2))
    w = w / (w.sum() + 1e-9)
    return np.einsum("n,nhwc->hwc", w, pictures)

# %% best_guess | wrong | forgets that the picture was made fainter
def best_guess(noisy, level, pictures):
    apart = ((noisy - pictures) ** 2).sum(axis=(1, 2, 3))
    z = -apart / (2 * level**2)
    w = np.exp(z - z.max())
    return np.tensordot(w / w.sum(), pictures, axes=1)

# %% best_guess | wrong | just the nearest picture
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2, 3))
    return pictures[apart.argmin()]

# %% best_guess | wrong | mean of the squares over pixels
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).mean(axis=(1, 2, 3))
    z = -apart / (2 * level**2)
    w = np.exp(z - z.max())
    return np.tensordot(w / w.sum(), pictures, axes=1)

# %% best_guess | wrong | level not squared
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2, 3))
    z = -apart / (2 * level)
    w = np.exp(z - z.max())
    return np.tensordot(w / w.sum(), pictures, axes=1)

# %% best_guess | wrong | read as / 2 * level**2, from left to right
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2, 3))
    z = -apart / 2 * level**2
    w = np.exp(z - z.max())
    return np.tensordot(w / w.sum(), pictures, axes=1)

# %% best_guess | wrong | distance with the root, not its square
def best_guess(noisy, level, pictures):
    d = (noisy - (1 - level) * pictures).reshape(len(pictures), -1)
    z = -np.linalg.norm(d, axis=1) / (2 * level**2)
    w = np.exp(z - z.max())
    return np.tensordot(w / w.sum(), pictures, axes=1)

# %% best_guess | wrong | weights for each pixel by itself
def best_guess(noisy, level, pictures):
    z = -((noisy - (1 - level) * pictures) ** 2) / (2 * level**2)
    w = np.exp(z - z.max(axis=0))
    w = w / w.sum(axis=0)
    return (w * pictures).sum(axis=0)

# %% best_guess | wrong | returns the weights
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2, 3))
    z = -apart / (2 * level**2)
    w = np.exp(z - z.max())
    return w / w.sum()

# %% best_guess | wrong | minus sign lost, the farthest counts most
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2, 3))
    z = apart / (2 * level**2)
    w = np.exp(z - z.max())
    return np.tensordot(w / w.sum(), pictures, axes=1)

# %% best_guess | wrong | mean of the fainter pictures, as they lie under the noise
def best_guess(noisy, level, pictures):
    x = (1 - level) * pictures
    z = -((noisy - x) ** 2).sum(axis=(1, 2, 3)) / (2 * level**2)
    w = np.exp(z - z.max())
    return np.tensordot(w / w.sum(), x, axes=1)

# %% best_guess | wrong | exponent held above -700 in place of shifting it
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2, 3))
    w = np.exp(np.maximum(-apart / (2 * level**2), -700))
    return np.tensordot(w / w.sum(), pictures, axes=1)

# %% best_guess | wrong | keeps an axis of length one in front
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2, 3), keepdims=True)
    z = -apart / (2 * level**2)
    w = np.exp(z - z.max())
    return (w / w.sum() * pictures).sum(axis=0, keepdims=True)

# %% best_guess | wrong | world of the pile, whatever is given
def best_guess(noisy, level, pictures):
    x = pile.reshape(len(pile), -1)
    d = noisy.reshape(1, -1) - (1 - level) * x
    z = -(d**2).sum(axis=1) / (2 * level**2)
    w = np.exp(z - z.max())
    return (w / w.sum() @ x).reshape(8, 8, 1)

# %% best_guess | wrong | adds up along two axes only, forgets the channels
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2))
    z = -apart / (2 * level**2)
    w = np.exp(z - z.max(axis=0))
    w = w / w.sum(axis=0)
    return np.einsum("nc,nhwc->hwc", w, pictures)

# %% one_step | right | solves for the noise and mixes anew
def one_step(noisy, clean, now, then):
    noise = (noisy - (1 - now) * clean) / now
    return (1 - then) * clean + then * noise

# %% one_step | right | a straight line from the noisy picture to the guess
def one_step(noisy, clean, now, then):
    return clean + then / now * (noisy - clean)

# %% one_step | right | along the flow, velocity times the difference of levels
def one_step(noisy, clean, now, then):
    velocity = (noisy - clean) / now
    return noisy + (then - now) * velocity

# %% one_step | right | pixel by pixel
def one_step(noisy, clean, now, then):
    y = np.zeros(noisy.shape)
    for i in np.ndindex(noisy.shape):
        e = (noisy[i] - (1 - now) * clean[i]) / now
        y[i] = (1 - then) * clean[i] + then * e
    return y

# %% one_step | right | solves two linear equations for weights of y and x
def one_step(noisy, clean, now, then):
    of_noisy = then / now
    of_clean = (1 - then) - then * (1 - now) / now
    return of_noisy * noisy + of_clean * clean

# %% one_step | wrong | the two shares swapped
def one_step(noisy, clean, now, then):
    noise = (noisy - (1 - now) * clean) / now
    return then * clean + (1 - then) * noise

# %% one_step | wrong | forgets to divide by the level
def one_step(noisy, clean, now, then):
    noise = noisy - (1 - now) * clean
    return (1 - then) * clean + then * noise

# %% one_step | wrong | square roots of the shares, as in DDIM's paper
def one_step(noisy, clean, now, then):
    noise = (noisy - np.sqrt(1 - now) * clean) / np.sqrt(now)
    return np.sqrt(1 - then) * clean + np.sqrt(then) * noise

# %% one_step | wrong | fresh noise instead of the noise that was found
def one_step(noisy, clean, now, then):
    noise = np.random.normal(size=clean.shape)
    return (1 - then) * clean + then * noise

# %% one_step | wrong | noise is the plain difference of noisy and clean
def one_step(noisy, clean, now, then):
    noise = (noisy - clean) / now
    return (1 - then) * clean + then * noise

# %% one_step | wrong | mixes the guess with the noisy picture itself
def one_step(noisy, clean, now, then):
    return (1 - then) * clean + then * noisy

# %% one_step | wrong | moves by the difference of levels, step not divided by now
def one_step(noisy, clean, now, then):
    return noisy + (now - then) * (clean - noisy)

# %% one_step | wrong | now and then exchanged
def one_step(noisy, clean, now, then):
    noise = (noisy - (1 - then) * clean) / max(then, 1e-6)
    return (1 - now) * clean + now * noise

# %% one_step | wrong | bracket missing, divides only the second term
def one_step(noisy, clean, now, then):
    noise = noisy - (1 - now) * clean / now
    return (1 - then) * clean + then * noise

# %% one_step | wrong | returns the noise too
def one_step(noisy, clean, now, then):
    noise = (noisy - (1 - now) * clean) / now
    return (1 - then) * clean + then * noise, noise

# %% one_step | wrong | cuts the result to [-1, 1]
def one_step(noisy, clean, now, then):
    noise = (noisy - (1 - now) * clean) / now
    return np.clip((1 - then) * clean + then * noise, -1, 1)

# %% one_step | wrong | solves the mixture for the picture, not for the noise
def one_step(noisy, clean, now, then):
    e = (noisy - now * clean) / (1 - now + 1e-8)
    return (1 - then) * clean + then * e

# %% one_step | wrong | fixed steps of one tenth, then not used
def one_step(noisy, clean, now, then):
    noise = (noisy - (1 - now) * clean) / now
    s = now - 0.1
    return (1 - s) * clean + s * noise

# %% one_step | wrong | makes the noise unit wide before mixing
def one_step(noisy, clean, now, then):
    noise = (noisy - (1 - now) * clean) / now
    noise = noise / noise.std()
    return (1 - then) * clean + then * noise

# %% one_step | wrong | uses the letters of the formula as names
def one_step(noisy, clean, now, then):
    eps = (y - (1 - t) * x) / t
    return (1 - s) * x + s * eps

# %% one_step | wrong | prints it
def one_step(noisy, clean, now, then):
    noise = (noisy - (1 - now) * clean) / now
    print((1 - then) * clean + then * noise)

# %% refresh | right | roots of the shares
def refresh(noise, fresh, kept):
    return np.sqrt(kept) * noise + np.sqrt(1 - kept) * fresh

# %% refresh | right | cosine and sine of an angle
def refresh(noise, fresh, kept):
    angle = np.arccos(kept**0.5)
    return np.cos(angle) * noise + np.sin(angle) * fresh

# %% refresh | right | math and loop over all numbers
import math

def refresh(noise, fresh, kept):
    a = math.sqrt(kept)
    b = math.sqrt(1.0 - kept)
    out = np.empty(noise.shape)
    for i in np.ndindex(noise.shape):
        out[i] = a * noise[i] + b * fresh[i]
    return out

# %% refresh | right | from the factor of the old noise, Pythagoras for the other
def refresh(noise, fresh, kept):
    q = kept ** (1 / 2)
    return q * noise + (1 - q**2) ** (1 / 2) * fresh

# %% refresh | right | weights and stack, einsum
def refresh(noise, fresh, kept):
    share = np.array([kept, 1 - kept])
    return np.einsum("k,k...->...", share**0.5, np.stack([noise, fresh]))

# %% refresh | wrong | scales the colleague's mixture to variance 1
def refresh(noise, fresh, kept):
    mixed = kept * noise + (1 - kept) * fresh
    return mixed / np.sqrt(kept**2 + (1 - kept) ** 2)

# %% refresh | wrong | divides by the measured width
def refresh(noise, fresh, kept):
    mixed = kept * noise + (1 - kept) * fresh
    return mixed / mixed.std()

# %% refresh | wrong | kept as factor of the noise, the rest by Pythagoras
def refresh(noise, fresh, kept):
    return kept * noise + np.sqrt(1 - kept**2) * fresh

# %% refresh | wrong | squares in place of roots
def refresh(noise, fresh, kept):
    return kept**2 * noise + (1 - kept) ** 2 * fresh

# %% refresh | wrong | root of kept, and 1 minus that root
def refresh(noise, fresh, kept):
    return np.sqrt(kept) * noise + (1 - np.sqrt(kept)) * fresh

# %% refresh | wrong | old and fresh the wrong way round
def refresh(noise, fresh, kept):
    return np.sqrt(1 - kept) * noise + np.sqrt(kept) * fresh

# %% refresh | wrong | root of the whole mixture
def refresh(noise, fresh, kept):
    return np.sqrt(np.abs(kept * noise + (1 - kept) * fresh))

# %% refresh | wrong | draws fresh noise itself
def refresh(noise, fresh, kept):
    new = np.random.normal(size=noise.shape)
    return np.sqrt(kept) * noise + np.sqrt(1 - kept) * new

# %% refresh | wrong | adds all the fresh noise on top
def refresh(noise, fresh, kept):
    return np.sqrt(kept) * noise + fresh

# %% refresh | wrong | divides by the sum of the roots so that shares add to 1
def refresh(noise, fresh, kept):
    a, b = np.sqrt(kept), np.sqrt(1 - kept)
    return (a * noise + b * fresh) / (a + b)

# %% refresh | wrong | times root two, as for equal halves
def refresh(noise, fresh, kept):
    return np.sqrt(2) * (kept * noise + (1 - kept) * fresh)

# %% refresh | wrong | repairs it by throwing away the old noise
def refresh(noise, fresh, kept):
    return fresh

# %% refresh | wrong | nothing changed but the names of the shares
def refresh(noise, fresh, kept):
    old, new = kept, 1 - kept
    return old * noise + new * fresh

# %% refresh | wrong | q squared taken again, since the text says q squared
def refresh(noise, fresh, kept):
    q2 = kept**2
    return np.sqrt(q2) * noise + np.sqrt(1 - q2) * fresh

# %% refresh | wrong | method sqrt of a plain number
def refresh(noise, fresh, kept):
    return kept.sqrt() * noise + (1 - kept).sqrt() * fresh

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
