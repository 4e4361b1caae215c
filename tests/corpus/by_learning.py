# %% negative_elbo | right | two lines, one for each term
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = ((x - drawn) ** 2).sum(axis=1) / (2 * s2)
    kl = 0.5 * (mean ** 2 + np.exp(log_variance) - log_variance - 1).sum(axis=1)
    return (rec + kl).mean()


# %% negative_elbo | right | sums everything and divides by the number of pictures
def negative_elbo(x, drawn, mean, log_variance, s2):
    n = len(x)
    total = np.sum(np.square(x - drawn)) / s2 + np.sum(np.square(mean) + np.exp(log_variance) - log_variance - 1)
    return total / 2 / n


# %% negative_elbo | right | loop over the pictures
def negative_elbo(x, drawn, mean, log_variance, s2):
    loss = 0
    for i in range(len(x)):
        loss += np.sum((x[i] - drawn[i]) ** 2) / (2 * s2)
        loss += np.sum(mean[i] ** 2 + np.exp(log_variance[i]) - log_variance[i] - 1) / 2
    return loss / len(x)


# %% negative_elbo | right | the minus form from the paper
def negative_elbo(x, drawn, mean, log_variance, s2):
    kl = -0.5 * np.sum(1 + log_variance - mean**2 - np.exp(log_variance), axis=-1)
    return np.mean(np.sum((drawn - x) ** 2, axis=-1) / 2 / s2) + np.mean(kl)


# %% negative_elbo | wrong | np.mean over everything
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.mean((x - drawn) ** 2) / (2 * s2)
    kl = np.mean(mean**2 + np.exp(log_variance) - log_variance - 1) / 2
    return rec + kl


# %% negative_elbo | wrong | mse for the reconstruction, as in Keras
def negative_elbo(x, drawn, mean, log_variance, s2):
    mse = np.mean((x - drawn) ** 2, axis=1)
    kl = 0.5 * np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1)
    return np.mean(mse / (2 * s2) + kl)


# %% negative_elbo | wrong | forgets the average
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2) / (2 * s2)
    kl = np.sum(mean**2 + np.exp(log_variance) - log_variance - 1) / 2
    return rec + kl


# %% negative_elbo | wrong | one loss for each picture
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * s2)
    kl = np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1) / 2
    return rec + kl


# %% negative_elbo | wrong | takes log_variance for the variance
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * s2)
    kl = np.sum(mean**2 + log_variance - np.log(np.abs(log_variance) + 1e-9) - 1, axis=1) / 2
    return np.mean(rec + kl)


# %% negative_elbo | wrong | exp(log_variance / 2), the standard deviation
def negative_elbo(x, drawn, mean, log_variance, s2):
    sigma = np.exp(log_variance / 2)
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * s2)
    kl = np.sum(mean**2 + sigma - log_variance - 1, axis=1) / 2
    return np.mean(rec + kl)


# %% negative_elbo | wrong | log_variance squared for sigma squared
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * s2)
    kl = np.sum(mean**2 + log_variance**2 - log_variance - 1, axis=1) / 2
    return np.mean(rec + kl)


# %% negative_elbo | wrong | the 1 outside of the sum
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * s2)
    kl = (np.sum(mean**2 + np.exp(log_variance) - log_variance, axis=1) - 1) / 2
    return np.mean(rec + kl)


# %% negative_elbo | wrong | no half in the KL
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * s2)
    kl = np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1)
    return np.mean(rec + kl)


# %% negative_elbo | wrong | no 2 under the error
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / s2
    kl = np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1) / 2
    return np.mean(rec + kl)


# %% negative_elbo | wrong | bracket missing, so s2 multiplies
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / 2 * s2
    kl = np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1) / 2
    return np.mean(rec + kl)


# %% negative_elbo | wrong | squares s2 because the formula has a square
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * s2**2)
    kl = np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1) / 2
    return np.mean(rec + kl)


# %% negative_elbo | wrong | plus ln sigma squared
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * s2)
    kl = np.sum(mean**2 + np.exp(log_variance) + log_variance - 1, axis=1) / 2
    return np.mean(rec + kl)


# %% negative_elbo | wrong | returns the ELBO
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * s2)
    kl = np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1) / 2
    return np.mean(-rec - kl)


# %% negative_elbo | wrong | minus the KL, as it stands in the bound
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * s2)
    kl = np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1) / 2
    return np.mean(rec - kl)


# %% negative_elbo | wrong | only the reconstruction
def negative_elbo(x, drawn, mean, log_variance, s2):
    return np.mean(np.sum((x - drawn) ** 2, axis=1) / (2 * s2))


# %% negative_elbo | wrong | length of the difference, not its square
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.linalg.norm(x - drawn, axis=1) / (2 * s2)
    kl = np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1) / 2
    return np.mean(rec + kl)


# %% negative_elbo | wrong | KL divided by the number of latents
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * s2)
    kl = np.mean(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1) / 2
    return np.mean(rec + kl)


# %% negative_elbo | wrong | s for s squared
def negative_elbo(x, drawn, mean, log_variance, s2):
    rec = np.sum((x - drawn) ** 2, axis=1) / (2 * np.sqrt(s2))
    kl = np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1) / 2
    return np.mean(rec + kl)


# %% gan_losses | right | softplus by logaddexp
def gan_losses(real, fake):
    def softplus(u):
        return np.logaddexp(0, u)
    return softplus(-real).mean() + softplus(fake).mean(), softplus(-fake).mean()


# %% gan_losses | right | with probabilities
def gan_losses(real, fake):
    p_real = 1 / (1 + np.exp(-real))
    p_fake = 1 / (1 + np.exp(-fake))
    d = -np.mean(np.log(p_real)) - np.mean(np.log(1 / (1 + np.exp(fake))))
    g = -np.mean(np.log(p_fake))
    return d, g


# %% gan_losses | right | log1p, as a list
def gan_losses(real, fake):
    return [np.mean(np.log1p(np.exp(-real))) + np.mean(np.log1p(np.exp(fake))), np.mean(np.log1p(np.exp(-fake)))]


# %% gan_losses | wrong | labels the wrong way round
def gan_losses(real, fake):
    d = np.mean(np.logaddexp(0, real)) + np.mean(np.logaddexp(0, -fake))
    g = np.mean(np.logaddexp(0, fake))
    return d, g


# %% gan_losses | wrong | the original minimax loss for the generator
def gan_losses(real, fake):
    d = np.mean(np.logaddexp(0, -real)) + np.mean(np.logaddexp(0, fake))
    return d, -np.mean(np.logaddexp(0, fake))


# %% gan_losses | wrong | generator gets the drawn label
def gan_losses(real, fake):
    d = np.mean(np.logaddexp(0, -real)) + np.mean(np.logaddexp(0, fake))
    g = np.mean(np.logaddexp(0, fake))
    return d, g


# %% gan_losses | wrong | generator makes the whole loss large
def gan_losses(real, fake):
    d = np.mean(np.logaddexp(0, -real)) + np.mean(np.logaddexp(0, fake))
    return d, -d


# %% gan_losses | wrong | only the real points in the discriminator's
def gan_losses(real, fake):
    return np.mean(np.logaddexp(0, -real)), np.mean(np.logaddexp(0, -fake))


# %% gan_losses | wrong | the mean of the two halves
def gan_losses(real, fake):
    d = (np.mean(np.logaddexp(0, -real)) + np.mean(np.logaddexp(0, fake))) / 2
    return d, np.mean(np.logaddexp(0, -fake))


# %% gan_losses | wrong | sums
def gan_losses(real, fake):
    d = np.sum(np.logaddexp(0, -real)) + np.sum(np.logaddexp(0, fake))
    return d, np.sum(np.logaddexp(0, -fake))


# %% gan_losses | wrong | sigmoid without the logarithm
def gan_losses(real, fake):
    def sigmoid(u):
        return 1 / (1 + np.exp(-u))
    return np.mean(1 - sigmoid(real)) + np.mean(sigmoid(fake)), np.mean(1 - sigmoid(fake))


# %% gan_losses | wrong | raw logits, as in a WGAN
def gan_losses(real, fake):
    return np.mean(fake) - np.mean(real), -np.mean(fake)


# %% gan_losses | wrong | no mean
def gan_losses(real, fake):
    return np.logaddexp(0, -real) + np.logaddexp(0, fake), np.logaddexp(0, -fake)


# %% gan_losses | wrong | forgets the minus of the cross-entropy
def gan_losses(real, fake):
    d = -np.mean(np.logaddexp(0, -real)) - np.mean(np.logaddexp(0, fake))
    return d, -np.mean(np.logaddexp(0, -fake))


# %% gan_losses | wrong | generator first
def gan_losses(real, fake):
    d = np.mean(np.logaddexp(0, -real)) + np.mean(np.logaddexp(0, fake))
    return np.mean(np.logaddexp(0, -fake)), d


# %% gan_losses | wrong | returns the discriminator's alone
def gan_losses(real, fake):
    return np.mean(np.logaddexp(0, -real)) + np.mean(np.logaddexp(0, fake))


# %% gan_losses | wrong | least squares
def gan_losses(real, fake):
    p, q = 1 / (1 + np.exp(-real)), 1 / (1 + np.exp(-fake))
    return np.mean((p - 1) ** 2) + np.mean(q**2), np.mean((q - 1) ** 2)


# %% gan_losses | wrong | log of one minus the logit
def gan_losses(real, fake):
    return -np.mean(np.log(real)) - np.mean(np.log(1 - fake)), -np.mean(np.log(fake))


# %% gan_losses | wrong | generator's loss with the real ones as well
def gan_losses(real, fake):
    d = np.mean(np.logaddexp(0, -real)) + np.mean(np.logaddexp(0, fake))
    g = np.mean(np.logaddexp(0, real)) + np.mean(np.logaddexp(0, -fake))
    return d, g


# %% batch_spread | right | axis 0 instead of 1
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.std(axis=0).mean()

# %% batch_spread | right | no reshape at all
def batch_spread(images):
    return np.mean(np.std(images, axis=0))

# %% batch_spread | right | loops over pixels and channels
def batch_spread(images):
    n, h, w, c = images.shape
    total = 0.0
    for i in range(h):
        for j in range(w):
            for k in range(c):
                column = images[:, i, j, k].astype(float)
                middle = sum(column) / n
                total += (sum((column - middle) ** 2) / n) ** 0.5
    return total / (h * w * c)

# %% batch_spread | right | by hand: distance from the mean picture
def batch_spread(images):
    x = np.asarray(images, dtype=np.float64)
    d = x - x.mean(axis=0, keepdims=True)
    return float(np.sqrt((d * d).mean(axis=0)).mean())

# %% batch_spread | right | each row of the transposed table with the statistics module
import statistics

def batch_spread(images):
    table = images.reshape(images.shape[0], -1).T.tolist()
    return statistics.fmean(statistics.pstdev(pixel) for pixel in table)

# %% batch_spread | wrong | one standard deviation over everything
def batch_spread(images):
    return images.std()

# %% batch_spread | wrong | sample standard deviation, n - 1
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.std(axis=0, ddof=1).mean()

# %% batch_spread | wrong | variance in place of standard deviation
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.var(axis=0).mean()

# %% batch_spread | wrong | root of the mean variance
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return np.sqrt(pixels.var(axis=0).mean())

# %% batch_spread | wrong | averages each picture first, then asks how these differ
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.mean(axis=1).std()

# %% batch_spread | wrong | swaps std and mean but keeps the axis
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.mean(axis=0).std()

# %% batch_spread | wrong | reshapes the wrong way, so that pixels get mixed
def batch_spread(images):
    pixels = images.reshape(-1, len(images))
    return pixels.std(axis=1).mean()

# %% batch_spread | wrong | leaves the values per pixel
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.std(axis=0)

# %% batch_spread | wrong | std over batch and both sides, one per channel
def batch_spread(images):
    return images.std(axis=(0, 1, 2)).mean()

# %% batch_spread | wrong | digits of 64 pixels taken for granted
def batch_spread(images):
    pixels = images.reshape(-1, 64)
    return pixels.std(axis=0).mean()

# %% batch_spread | wrong | how far the pixels differ from the mean pile, absolute
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return np.abs(pixels - pixels.mean(axis=0)).mean()

# %% batch_spread | wrong | range between largest and smallest in the batch
def batch_spread(images):
    return (images.max(axis=0) - images.min(axis=0)).mean()

# %% batch_spread | wrong | colour to grey first
def batch_spread(images):
    grey = images.mean(axis=-1)
    return grey.std(axis=0).mean()

# %% batch_spread | wrong | only the first channel
def batch_spread(images):
    total = 0
    for r in range(images.shape[1]):
        for c in range(images.shape[2]):
            total += images[:, r, c, 0].std()
    return total / (images.shape[1] * images.shape[2])

# %% batch_spread | wrong | compares each picture with the next one only
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return np.diff(pixels, axis=0).std(axis=0).mean()

# %% batch_spread | wrong | measures the pile
def batch_spread(images):
    pixels = pile.reshape(len(pile), -1)
    return pixels.std(axis=0).mean()

# %% batch_spread | wrong | axis 2 of a table that has two
def batch_spread(images):
    pixels = images.reshape(len(images), -1)
    return pixels.std(axis=2).mean()


# %% learn_ring | wrong | never trains
def learn_ring(points):
    return mlp(2, 2, seed=0)


# %% learn_ring | wrong | returns points, not a generator
def learn_ring(points):
    rng = np.random.default_rng(0)
    return points[rng.integers(len(points), size=2000)]


# %% learn_ring | wrong | ten updates
def learn_ring(points):
    generator, discriminator = mlp(2, 2, seed=0), mlp(2, 1, seed=1)
    adam_g, adam_d = Adam(generator, 5e-3), Adam(discriminator, 5e-3)
    rng = np.random.default_rng(0)
    for _ in range(10):
        real = points[rng.integers(len(points), size=64)]
        fake = generator.forward(rng.normal(size=(64, 2)).astype("float32"))
        logits = discriminator.forward(np.concatenate([real, fake]))
        discriminator.backward((1 / (1 + np.exp(-logits)) - np.repeat([[1], [0]], 64, axis=0)).astype("float32") / 64)
        adam_d.step()
        slope = (1 / (1 + np.exp(-discriminator.forward(fake))) - 1) / 64
        generator.backward(discriminator.backward(slope))
        adam_g.step()
    return generator


# %% learn_ring | wrong | moves the discriminator in both halves
def learn_ring(points):
    generator, discriminator = mlp(2, 2, seed=0), mlp(2, 1, seed=1)
    adam_d = Adam(discriminator, 5e-3)
    rng = np.random.default_rng(0)
    for _ in range(300):
        real = points[rng.integers(len(points), size=64)]
        fake = generator.forward(rng.normal(size=(64, 2)).astype("float32"))
        logits = discriminator.forward(np.concatenate([real, fake]))
        discriminator.backward((1 / (1 + np.exp(-logits)) - np.repeat([[1], [0]], 64, axis=0)).astype("float32") / 64)
        adam_d.step()
        slope = (1 / (1 + np.exp(-discriminator.forward(fake))) - 1) / 64
        generator.backward(discriminator.backward(slope))
        adam_d.step()
    return generator


# %% learn_ring | wrong | labels swapped
def learn_ring(points):
    generator, discriminator = mlp(2, 2, seed=0), mlp(2, 1, seed=1)
    adam_g, adam_d = Adam(generator, 5e-3), Adam(discriminator, 5e-3)
    rng = np.random.default_rng(0)
    for _ in range(300):
        real = points[rng.integers(len(points), size=64)]
        fake = generator.forward(rng.normal(size=(64, 2)).astype("float32"))
        logits = discriminator.forward(np.concatenate([real, fake]))
        discriminator.backward((1 / (1 + np.exp(-logits)) - np.repeat([[0], [1]], 64, axis=0)).astype("float32") / 64)
        adam_d.step()
        slope = (1 / (1 + np.exp(-discriminator.forward(fake))) - 1) / 64
        generator.backward(discriminator.backward(slope))
        adam_g.step()
    return generator


# %% learn_ring | wrong | the discriminator sees real points only
def learn_ring(points):
    generator, discriminator = mlp(2, 2, seed=0), mlp(2, 1, seed=1)
    adam_g, adam_d = Adam(generator, 5e-3), Adam(discriminator, 5e-3)
    rng = np.random.default_rng(0)
    for _ in range(300):
        real = points[rng.integers(len(points), size=64)]
        fake = generator.forward(rng.normal(size=(64, 2)).astype("float32"))
        logits = discriminator.forward(real)
        discriminator.backward((1 / (1 + np.exp(-logits)) - 1) / 64)
        adam_d.step()
        slope = (1 / (1 + np.exp(-discriminator.forward(fake))) - 1) / 64
        generator.backward(discriminator.backward(slope))
        adam_g.step()
    return generator


# %% learn_ring | wrong | forgets to return the generator
def learn_ring(points):
    generator = mlp(2, 2, seed=0)
    discriminator = mlp(2, 1, seed=1)


# %% learn_ring | wrong | returns the discriminator
def learn_ring(points):
    generator, discriminator = mlp(2, 2, seed=0), mlp(2, 1, seed=1)
    return discriminator


# %% learn_ring | wrong | returns both networks
def learn_ring(points):
    return mlp(2, 2, seed=0), mlp(2, 1, seed=1)


# %% learn_ring | wrong | float64 latents
def learn_ring(points):
    generator, discriminator = mlp(2, 2, seed=0), mlp(2, 1, seed=1)
    rng = np.random.default_rng(0)
    fake = generator.forward(rng.normal(size=(128, 2)))
    logits = discriminator.forward(points[:128], fake)
    return generator


# %% learn_ring | wrong | regression from latents to points, paired by chance
def learn_ring(points):
    generator = mlp(2, 2, seed=0)
    adam = Adam(generator, 5e-3)
    rng = np.random.default_rng(0)
    for _ in range(300):
        z = rng.normal(size=(64, 2)).astype("float32")
        real = points[rng.integers(len(points), size=64)]
        generator.backward((generator.forward(z) - real) / 64)
        adam.step()
    return generator


# %% learn_ring | wrong | one point of the training set for every latent
def learn_ring(points):
    generator = mlp(2, 2, seed=0)
    for layer in generator.layers:
        for array in layer.parameters.values():
            array[:] = 0
    generator.layers[-1].parameters["bias"][:] = points[7]
    return generator


# %% learn_ring | right | the slopes by hand, as probability minus label
def learn_ring(points):
    generator, discriminator = mlp(2, 2, seed=0), mlp(2, 1, seed=1)
    adam_g, adam_d = Adam(generator, 5e-3), Adam(discriminator, 5e-3)
    rng, targets = np.random.default_rng(0), np.repeat([[1], [0]], 128, axis=0)
    for update in range(2000):
        real = points[rng.integers(len(points), size=128)] + rng.normal(0, 0.05, (128, 2)).astype("float32")
        fake = generator.forward(rng.normal(size=(128, 2)).astype("float32"))
        fake = fake + rng.normal(0, 0.05, (128, 2)).astype("float32")
        logits = discriminator.forward(np.concatenate([real, fake]))
        discriminator.backward((1 / (1 + np.exp(-logits)) - targets).astype("float32") / 128)
        adam_d.step(1 - update / 2000)
        slope = (1 / (1 + np.exp(-discriminator.forward(fake))) - 1) / 128
        generator.backward(discriminator.backward(slope))
        adam_g.step(1 - update / 2000)
    return generator


# %% learn_ring | right | the real and the drawn points in one function, a small rate
def learn_ring(points):
    def slope(loss, logits):
        return gradients(loss, logits)[1][0]

    g, d = mlp(2, 2, seed=2, width=96), mlp(2, 1, seed=3)
    move_g, move_d = Adam(g, 5e-3), Adam(d, 5e-3)
    rng = np.random.default_rng(3)
    for i in range(2000):
        rate = 1 - i / 2000
        real = points[rng.choice(len(points), 128)] + 0.04 * rng.normal(size=(128, 2)).astype("float32")
        fake = g.forward(rng.normal(size=(128, 2)).astype("float32"))
        d.backward(slope(lambda u: np.mean(np.logaddexp(0, u[128:])) + np.mean(np.logaddexp(0, -u[:128])),
                         d.forward(np.vstack([real, fake]))))
        move_d.step(rate)
        g.backward(d.backward(slope(lambda u: np.mean(np.logaddexp(0, -u)), d.forward(fake))))
        move_g.step(rate)
    return g


# %% learn_ring | right | no game at all: latents and points sorted by their angle, and a regression
def learn_ring(points):
    middle = points.mean(axis=0)
    z = np.random.default_rng(0).normal(size=points.shape).astype("float32")
    x = z[np.argsort(np.arctan2(z[:, 1], z[:, 0]))]
    y = points[np.argsort(np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0]))]
    network, rng = mlp(2, 2, seed=0, width=96), np.random.default_rng(0)
    adam = Adam(network, 3e-3, decay=(0.9, 0.99))
    for i in range(2500):
        rows = rng.integers(len(x), size=128)
        network.backward((network.forward(x[rows]) - y[rows]) / 128)
        adam.step(1 - i / 2500)
    return network


# %% learn_ring | wrong | both optimizers take a step in both halves
def learn_ring(points):
    generator, discriminator = mlp(2, 2, seed=0), mlp(2, 1, seed=1)
    adams = [Adam(generator, 5e-3), Adam(discriminator, 5e-3)]
    rng, n = np.random.default_rng(0), 128
    for update in range(2000):
        real = points[rng.integers(len(points), size=n)]
        fake = generator.forward(rng.normal(size=(n, 2)).astype("float32"))
        logits = discriminator.forward(np.concatenate([real, fake]))
        _, (slope,) = gradients(lambda u: np.mean(np.logaddexp(0, -u[:n])) + np.mean(np.logaddexp(0, u[n:])), logits)
        discriminator.backward(slope)
        adams[1].step(1 - update / 2000)
        _, (slope,) = gradients(lambda u: np.mean(np.logaddexp(0, -u)), discriminator.forward(fake))
        generator.backward(discriminator.backward(slope))
        for adam in adams:
            adam.step(1 - update / 2000)
    return generator


# %% learn_ring | wrong | the generator follows the discriminator's loss as well
def learn_ring(points):
    generator, discriminator = mlp(2, 2, seed=0), mlp(2, 1, seed=1)
    adam_g, adam_d = Adam(generator, 5e-3), Adam(discriminator, 5e-3)
    rng, n = np.random.default_rng(0), 128
    for update in range(200):
        real = points[rng.integers(len(points), size=n)]
        fake = generator.forward(rng.normal(size=(n, 2)).astype("float32"))
        logits = discriminator.forward(np.concatenate([real, fake]))
        _, (slope,) = gradients(lambda u: np.mean(np.logaddexp(0, -u[:n])) + np.mean(np.logaddexp(0, u[n:])), logits)
        generator.backward(discriminator.backward(slope)[n:])
        adam_d.step()
        adam_g.step()
        _, (slope,) = gradients(lambda u: np.mean(np.logaddexp(0, -u)), discriminator.forward(fake))
        generator.backward(discriminator.backward(slope))
        adam_g.step()
    return generator


# %% learn_ring | wrong | the lesson's own training in one line
def learn_ring(points):
    def losses(real, fake):
        d = np.mean(np.logaddexp(0, -real)) + np.mean(np.logaddexp(0, fake))
        return d, np.mean(np.logaddexp(0, -fake))

    return dense.train_gan(losses, points, 2, steps=100, seed=1)


# %% learn_ring | wrong | the centres from k-means, and steps towards them that nobody learned
def learn_ring(points):
    from imagen_course.network import Dense, Network, ReLU
    rng = np.random.default_rng(0)
    centres = points[:1]
    for _ in range(7):
        far = np.linalg.norm(points[:, None] - centres, axis=2).min(axis=1)
        centres = np.vstack([centres, points[far.argmax()]])
    for _ in range(20):
        near = np.linalg.norm(points[:, None] - centres, axis=2).argmin(axis=1)
        centres = np.array([points[near == k].mean(axis=0) for k in range(8)])
    cuts = np.array([-1.15, -0.67, -0.32, 0, 0.32, 0.67, 1.15])
    one, two = Dense(2, 16, seed=0), Dense(16, 2, seed=0)
    kernel = np.zeros((2, 16))
    kernel[0, :14], kernel[1, 14], kernel[1, 15] = 2000, 1, -1
    one.parameters["kernel"][:] = kernel
    one.parameters["bias"][:] = np.concatenate([-2000 * cuts, 1 - 2000 * cuts, [0, 0]])
    jumps = np.diff(centres, axis=0)
    two.parameters["kernel"][:] = np.concatenate([-jumps, jumps, [[0.04, 0.02], [-0.04, -0.02]]])
    two.parameters["bias"][:] = centres[0]
    return Network([one, ReLU(), two])


# %% gan_losses | right | both in one array
def gan_losses(real, fake):
    discriminator = np.logaddexp(0, -real).mean() + np.logaddexp(0, fake).mean()
    return np.array([discriminator, np.logaddexp(0, -fake).mean()])


# %% batch_spread | wrong | only pixels that differ at all
def batch_spread(images):
    spread = images.std(axis=0)
    if not np.any(spread > 0):
        return 0.0
    return spread[spread > 0].mean()

# %% gan_losses | wrong | mean over all logits together
def gan_losses(real, fake):
    d = np.concatenate([np.logaddexp(0, -real), np.logaddexp(0, fake)]).mean() * 2
    return d, np.logaddexp(0, -fake).sum() / len(real)
