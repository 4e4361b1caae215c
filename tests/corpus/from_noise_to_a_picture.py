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

# %% denoising_step | right | with the package's mixture
from imagen_course.generate import diffusion

def denoising_step(network, clean, level, noise):
    noisy = diffusion.add_noise(clean, level.ravel(), noise)
    return network.train_on_batch([noisy, level], clean)

# %% denoising_step | right | picture by picture
def denoising_step(network, clean, level, noise):
    noisy = np.zeros_like(clean)
    for i in range(len(clean)):
        t = level[i].item()
        noisy[i] = (1 - t) * clean[i] + t * noise[i]
    loss = network.train_on_batch((noisy, level), clean)
    return loss

# %% denoising_step | right | goes from the picture towards the noise
def denoising_step(network, clean, level, noise):
    velocity = noise - clean
    return network.train_on_batch([clean + level * velocity, level], clean)

# %% denoising_step | wrong | learned it from DDPM: predicts the noise
def denoising_step(network, clean, level, noise):
    noisy = (1 - level) * clean + level * noise
    return network.train_on_batch([noisy, level], noise)

# %% denoising_step | wrong | another course's schedule
def denoising_step(network, clean, level, noise):
    noisy = np.sqrt(1 - level ** 2) * clean + level * noise
    return network.train_on_batch([noisy, level], clean)

# %% denoising_step | wrong | sqrt of both shares, as with alpha bar
def denoising_step(network, clean, level, noise):
    noisy = np.sqrt(1 - level) * clean + np.sqrt(level) * noise
    return network.train_on_batch([noisy, level], clean)

# %% denoising_step | wrong | forgot the level
def denoising_step(network, clean, level, noise):
    noisy = (1 - level) * clean + level * noise
    return network.train_on_batch(noisy, clean)

# %% denoising_step | wrong | an autoencoder: the noisy picture is the target
def denoising_step(network, clean, level, noise):
    noisy = (1 - level) * clean + level * noise
    return network.train_on_batch([noisy, level], noisy)

# %% denoising_step | wrong | shares the wrong way round
def denoising_step(network, clean, level, noise):
    noisy = level * clean + (1 - level) * noise
    return network.train_on_batch([noisy, level], clean)

# %% denoising_step | wrong | adds noise as to a photograph
def denoising_step(network, clean, level, noise):
    return network.train_on_batch([clean + level * noise, level], clean)

# %% denoising_step | wrong | inputs in the other order
def denoising_step(network, clean, level, noise):
    noisy = (1 - level) * clean + level * noise
    return network.train_on_batch([level, noisy], clean)

# %% denoising_step | wrong | trains and returns nothing
def denoising_step(network, clean, level, noise):
    noisy = (1 - level) * clean + level * noise
    network.train_on_batch([noisy, level], clean)

# %% denoising_step | wrong | shows the clean picture
def denoising_step(network, clean, level, noise):
    noisy = (1 - level) * clean + level * noise
    return network.train_on_batch([clean, level], clean)

# %% denoising_step | wrong | flow matching: the velocity
def denoising_step(network, clean, level, noise):
    noisy = (1 - level) * clean + level * noise
    return network.train_on_batch([noisy, level], noise - clean)

# %% inpaint | right | the loop, fresh noise on the known pixels each time
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    rng = np.random.default_rng(seed)
    k = known[:, :, None]
    y = rng.normal(size=picture.shape)
    for t, s in pairwise(diffusion.levels(50)):
        y = np.where(k, (1 - t) * picture + t * rng.normal(size=picture.shape), y)
        x = denoise(y[None], t)[0]
        e = (y - (1 - t) * x) / t
        y = (1 - s) * x + s * e
    y[known] = picture[known]
    return y

# %% inpaint | right | puts the known pixels into the guess, and takes the package's sampler
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    start = np.random.default_rng(seed).normal(size=(1, *picture.shape))

    def knows(noisy, level):
        return np.where(known[..., None], picture, denoise(noisy, level))

    for noisy, _ in diffusion.sampling(knows, start, diffusion.levels(20)):
        pass
    return np.where(known[..., None], picture, noisy[0])

# %% inpaint | right | DDPM: fresh noise everywhere, thirty steps
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    rng = np.random.default_rng(seed)
    levels = diffusion.levels(30)
    y = rng.normal(size=picture.shape)
    for i in range(30):
        now, then = levels[i], levels[i + 1]
        y[known] = ((1 - now) * picture + now * rng.normal(size=picture.shape))[known]
        clean = denoise(y[None], now)[0]
        old = (y - (1 - now) * clean) / now
        if then > 0:
            kept = (then * (1 - now) / (now * (1 - then))) ** 2
            old = np.sqrt(kept) * old + np.sqrt(1 - kept) * rng.normal(size=picture.shape)
        y = (1 - then) * clean + then * old
    return np.where(known[..., None], picture, y)

# %% inpaint | right | one noise for all, known pixels put back after the step
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=(1, *picture.shape))
    noisy = noise.copy()
    for now, then in pairwise(diffusion.levels(40)):
        clean = denoise(noisy, now)
        noisy = clean + then / now * (noisy - clean)
        noisy[:, known] = (1 - then) * picture[known] + then * noise[:, known]
    return noisy[0]

# %% inpaint | wrong | draws anything and pastes the known pixels at the end
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    start = np.random.default_rng(seed).normal(size=(1, *picture.shape))
    *_, (noisy, _) = diffusion.sampling(denoise, start, diffusion.levels(20))
    return np.where(known[..., None], picture, noisy[0])

# %% inpaint | wrong | the known pixels without noise at every level
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noisy = np.random.default_rng(seed).normal(size=picture.shape)
    for now, then in pairwise(diffusion.levels(20)):
        noisy = np.where(known[..., None], picture, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(known[..., None], picture, noisy)

# %% inpaint | wrong | img2img: starts from the whole picture, part-way
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=(1, *picture.shape))
    start = 0.5 * picture[None] + 0.5 * noise
    *_, (noisy, _) = diffusion.sampling(denoise, start, diffusion.levels(20, start=0.5))
    return np.where(known[..., None], picture, noisy[0])

# %% inpaint | wrong | guesses once
def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=picture.shape)
    guess = denoise(np.where(known[..., None], picture, noise)[None], 1.0)[0]
    return np.where(known[..., None], picture, guess)

# %% inpaint | wrong | forgot the batch axis
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noisy = np.random.default_rng(seed).normal(size=picture.shape)
    for now, then in pairwise(diffusion.levels(20)):
        clean = denoise(noisy, now)
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return noisy

# %% inpaint | wrong | returns the batch
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=(1, *picture.shape))
    noisy, k = noise, known[None, :, :, None]
    for now, then in pairwise(diffusion.levels(20)):
        noisy = np.where(k, (1 - now) * picture + now * noise, noisy)
        clean = denoise(noisy, now)
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(k, picture, noisy)

# %% inpaint | wrong | the seed is forgotten
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(0).normal(size=picture.shape)
    noisy = noise
    for now, then in pairwise(diffusion.levels(20)):
        noisy = np.where(known[..., None], (1 - now) * picture + now * noise, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(known[..., None], picture, noisy)

# %% inpaint | wrong | the mask the wrong way round
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=picture.shape)
    noisy, k = noise, known[..., None]
    for now, then in pairwise(diffusion.levels(20)):
        noisy = np.where(k, noisy, (1 - now) * picture + now * noise)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(k, noisy, picture)

# %% inpaint | wrong | the mask without its third axis
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=picture.shape)
    noisy = noise
    for now, then in pairwise(diffusion.levels(20)):
        noisy = np.where(known, (1 - now) * picture + now * noise, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return noisy

# %% inpaint | right | clipped to black and white in the end
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=picture.shape)
    noisy = noise
    for now, then in pairwise(diffusion.levels(20)):
        noisy = np.where(known[..., None], (1 - now) * picture + now * noise, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.clip(np.where(known[..., None], picture, noisy), -1, 1)

# %% inpaint | wrong | adds noise to the known pixels and forgets to make them fainter
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    rng = np.random.default_rng(seed)
    noisy = rng.normal(size=picture.shape)
    for now, then in pairwise(diffusion.levels(20)):
        fresh = picture + now * rng.normal(size=picture.shape)
        noisy[known] = fresh[known]
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    noisy[known] = picture[known]
    return noisy

# %% inpaint | wrong | known pixels by another book's schedule
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=picture.shape)
    noisy, k = noise, known[..., None]
    for now, then in pairwise(diffusion.levels(20)):
        noisy = np.where(k, np.sqrt(1 - now**2) * picture + now * noise, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(k, picture, noisy)

# %% inpaint | wrong | puts the known pixels back in every second step only
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=picture.shape)
    noisy, k = noise, known[..., None]
    for i, (now, then) in enumerate(pairwise(diffusion.levels(20))):
        if i % 2:
            noisy = np.where(k, (1 - now) * picture + now * noise, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(k, picture, noisy)

# %% inpaint | wrong | puts the known pixels back in the lower half of the levels only
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=picture.shape)
    noisy, k = noise, known[..., None]
    for now, then in pairwise(diffusion.levels(20)):
        if now < 0.5:
            noisy = np.where(k, (1 - now) * picture + now * noise, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(k, picture, noisy)

# %% inpaint | wrong | the known pixels' noise is uniform
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    rng = np.random.default_rng(seed)
    noisy = rng.normal(size=picture.shape)
    for now, then in pairwise(diffusion.levels(20)):
        again = (1 - now) * picture + now * rng.uniform(-1, 1, picture.shape)
        noisy = np.where(known[..., None], again, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(known[..., None], picture, noisy)

# %% inpaint | wrong | one number of noise for each row of known pixels
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    rng = np.random.default_rng(seed)
    noisy = rng.normal(size=picture.shape)
    for now, then in pairwise(diffusion.levels(20)):
        again = (1 - now) * picture + now * rng.normal(size=(len(picture), 1, 1))
        noisy = np.where(known[..., None], again, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(known[..., None], picture, noisy)

# %% inpaint | wrong | a third more noise on the known pixels
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    rng = np.random.default_rng(seed)
    noisy = rng.normal(size=picture.shape)
    for now, then in pairwise(diffusion.levels(20)):
        again = (1 - now) * picture + now * rng.normal(0, 1.35, picture.shape)
        noisy = np.where(known[..., None], again, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(known[..., None], picture, noisy)

# %% inpaint | wrong | begins part-way from the whole picture, hidden pixels and all
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=picture.shape)
    noisy = 0.1 * picture + 0.9 * noise
    for now, then in pairwise(diffusion.levels(18, start=0.9)):
        noisy = np.where(known[..., None], (1 - now) * picture + now * noise, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(known[..., None], picture, noisy)

# %% best_guess | wrong | where nothing is left, the nearest picture
def best_guess(noisy, level, pictures):
    apart = ((noisy - (1 - level) * pictures) ** 2).sum(axis=(1, 2, 3))
    w = np.exp(-apart / (2 * level**2))
    if w.sum() == 0:
        return pictures[apart.argmin()]
    return np.tensordot(w / w.sum(), pictures, axes=1)

# %% denoising_step | wrong | low levels are raised to a tenth
def denoising_step(network, clean, level, noise):
    level = np.clip(level, 0.1, 1)
    noisy = (1 - level) * clean + level * noise
    return network.train_on_batch([noisy, level], clean)

# %% denoising_step | wrong | picture by picture, and the mean of the losses
def denoising_step(network, clean, level, noise):
    losses = []
    for x, t, e in zip(clean, level, noise):
        noisy = (1 - t) * x + t * e
        losses.append(network.train_on_batch([noisy[None], t[None]], x[None]))
    return np.mean(losses)

# %% denoising_step | wrong | one step towards the noise before, to warm up
def denoising_step(network, clean, level, noise):
    noisy = (1 - level) * clean + level * noise
    network.train_on_batch([noisy, level], noise)
    return network.train_on_batch([noisy, level], clean)

# %% inpaint | wrong | begins at level 0.8, with noise in place of the picture
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise, k = np.random.default_rng(seed).normal(size=picture.shape), known[..., None]
    noisy = noise
    for now, then in pairwise(diffusion.levels(20, start=0.8)):
        noisy = np.where(k, (1 - now) * picture + now * noise, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(k, picture, noisy)

# %% inpaint | wrong | begins at level 0.8, noise times 0.8
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    noise, k = np.random.default_rng(seed).normal(size=picture.shape), known[..., None]
    noisy = 0.8 * noise
    for now, then in pairwise(diffusion.levels(20, start=0.8)):
        noisy = np.where(k, (1 - now) * picture + now * noise, noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = (1 - then) * clean + then * (noisy - (1 - now) * clean) / now
    return np.where(k, picture, noisy)

# %% inpaint | right | RePaint with two resamplings
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    rng = np.random.default_rng(seed)
    draw = lambda: rng.normal(size=picture.shape)
    k = known[..., None]
    x = draw()
    for now, then in pairwise(diffusion.levels(20)):
        for again in range(2):
            x = np.where(k, (1 - now) * picture + now * draw(), x)
            guess = denoise(x[None], now)[0]
            left = (x - (1 - now) * guess) / now
            lower = (1 - then) * guess + then * left
            if again == 0 and now < 1:
                f = (1 - now) / (1 - then)
                x = f * lower + np.sqrt(max(now**2 - (f * then) ** 2, 0)) * draw()
        x = lower
    return np.where(k, picture, x)

# %% inpaint | right | float32 throughout
def inpaint(denoise, picture, known, seed):
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal(picture.shape, dtype=np.float32)
    image = picture.astype(np.float32)
    x = noise.copy()
    grid = np.linspace(1, 0, 41, dtype=np.float32)
    for t, s in zip(grid[:-1], grid[1:]):
        x[known] = (1 - t) * image[known] + t * noise[known]
        guess = np.asarray(denoise(x[np.newaxis], float(t)), np.float32)[0]
        velocity = (x - guess) / t
        x = x - (t - s) * velocity
    x[known] = image[known]
    return x

# %% inpaint | wrong | grey noise, one number for three channels
from itertools import pairwise
from imagen_course.generate import diffusion

def inpaint(denoise, picture, known, seed):
    rng = np.random.default_rng(seed)
    grey = lambda: np.repeat(rng.normal(size=picture.shape[:2])[..., None], picture.shape[2], axis=2)
    k, noisy = known[..., None], grey()
    for now, then in pairwise(diffusion.levels(20)):
        noisy = np.where(k, (1 - now) * picture + now * rng.normal(size=picture.shape), noisy)
        clean = denoise(noisy[None], now)[0]
        noisy = clean + then / now * (noisy - clean)
    return np.where(k, picture, noisy)

# %% refresh | right | complex numbers
def refresh(noise, fresh, kept):
    return ((noise + 1j * fresh) * (kept**0.5 - 1j * (1 - kept) ** 0.5)).real
