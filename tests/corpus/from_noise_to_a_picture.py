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
