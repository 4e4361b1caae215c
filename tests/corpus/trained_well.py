# %% best_epoch | right | counts how long it has waited
def best_epoch(losses, patience):
    best, best_loss, waited = 1, losses[0], 0
    for epoch, loss in enumerate(losses[1:], start=2):
        if loss < best_loss:
            best, best_loss, waited = epoch, loss, 0
        else:
            waited += 1
            if waited >= patience:
                break
    return best

# %% best_epoch | right | while loop over places
def best_epoch(losses, patience):
    i = best = 0
    while i < len(losses) and i - best <= patience:
        if losses[i] < losses[best]:
            best = i
        i += 1
    return best + 1

# %% best_epoch | right | returns from inside the loop
def best_epoch(losses, patience):
    lowest = float("inf")
    for e in range(len(losses)):
        if losses[e] < lowest:
            lowest = losses[e]
            kept = e + 1
        if e + 1 - kept == patience:
            return kept
    return kept

# %% best_epoch | right | finds the stop first, then the minimum before it
def best_epoch(losses, patience):
    stop = len(losses)
    for n in range(1, len(losses) + 1):
        so_far = losses[:n]
        if n - 1 - so_far.index(min(so_far)) >= patience:
            stop = n
            break
    return int(np.argmin(losses[:stop])) + 1

# %% best_epoch | wrong | the lowest of all, patience not used
def best_epoch(losses, patience):
    return losses.index(min(losses)) + 1

# %% best_epoch | wrong | counted from 0
def best_epoch(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best

# %% best_epoch | wrong | returns where it stopped
def best_epoch(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return epoch + 1
    return len(losses)

# %% best_epoch | wrong | never resets the count
def best_epoch(losses, patience):
    best, waited = 0, 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch > 0:
            waited += 1
        if waited >= patience:
            break
    return best + 1

# %% best_epoch | wrong | compares with the epoch before
def best_epoch(losses, patience):
    waited, best = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[epoch - 1]:
            waited = 0
            if losses[epoch] < losses[best]:
                best = epoch
        else:
            waited += 1
        if waited >= patience:
            break
    return best + 1

# %% best_epoch | wrong | waits one too many
def best_epoch(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best > patience:
            break
    return best + 1

# %% best_epoch | wrong | smaller or equal
def best_epoch(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss <= losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best + 1

# %% best_epoch | wrong | the loss itself
def best_epoch(losses, patience):
    best, waited = losses[0], 0
    for loss in losses[1:]:
        if loss < best:
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            break
    return best

# %% best_epoch | wrong | the first rise ends it
def best_epoch(losses, patience):
    for epoch in range(1, len(losses)):
        if losses[epoch] >= losses[epoch - 1]:
            return epoch
    return len(losses)

# %% best_epoch | wrong | return in the loop after the first epoch
def best_epoch(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
        return best + 1

# %% best_epoch | wrong | accuracy in mind: the highest is best
def best_epoch(losses, patience):
    best = 0
    for epoch, value in enumerate(losses):
        if value > losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best + 1

# %% best_epoch | wrong | a window of patience before the end
def best_epoch(losses, patience):
    return int(np.argmin(losses[:patience])) + 1

# %% best_epoch | wrong | looks one place too far
def best_epoch(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch + 1] < losses[best]:
            best = epoch + 1
        elif epoch + 1 - best >= patience:
            break
    return best + 1

# %% best_epoch | wrong | forgot the return
def best_epoch(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    print(best + 1)

# %% best_epoch | wrong | losses as an array method
def best_epoch(losses, patience):
    best = losses.argmin()
    return best + 1

# %% shifted | right | tile in place of repeat
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), np.tile(labels, 9)

# %% shifted | right | labels joined nine times
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), np.concatenate([labels] * len(moved))

# %% shifted | right | the pictures in the order of the labels
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[n, r : r + rows, c : c + columns] for n in range(len(images)) for r, c in corners]
    return np.array(moved), np.repeat(labels, 9)

# %% shifted | right | stacked along a second axis
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    moved = np.stack([wide[:, r:r + rows, c:c + columns] for r in range(3) for c in range(3)], 1)
    return moved.reshape((-1,) + images.shape[1:]), labels.repeat(9)

# %% shifted | wrong | the labels as they were
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), labels

# %% shifted | wrong | tile with two numbers
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), np.tile(labels, (9, 1))

# %% shifted | wrong | sorts the labels
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), np.sort(np.repeat(labels, 9))

# %% shifted | wrong | mends the padding, not the labels
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (2, 2), (2, 2), (0, 0)))
    corners = [(r, c) for r in range(1, 4) for c in range(1, 4)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), np.repeat(labels, 9)

# %% shifted | wrong | rolls the pictures
def shifted(images, labels):
    moved = [np.roll(images, (r, c), axis=(1, 2)) for r in (-1, 0, 1) for c in (-1, 0, 1)]
    return np.concatenate(moved), np.tile(labels, 9)

# %% shifted | wrong | rows and columns exchanged in the size
def shifted(images, labels):
    columns, rows = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), np.tile(labels, 9)

# %% shifted | wrong | a list of nine blocks
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.array(moved), np.tile(labels, 9)

# %% shifted | wrong | eight directions without the picture itself
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3) if (r, c) != (1, 1)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), np.tile(labels, 8)

# %% shifted | wrong | nine times the same
def shifted(images, labels):
    return np.concatenate([images] * 9), np.tile(labels, 9)

# %% shifted | wrong | labels times nine
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), labels * 9

# %% shifted | wrong | only the pictures come back
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    return np.concatenate([wide[:, r : r + rows, c : c + columns] for r, c in corners])

# %% shifted | wrong | tiles the labels and turns them round
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), np.tile(labels, 9)[::-1]

# %% mend | right | dropout and L2
def mend(images, labels, validation_images, validation_labels):
    hidden, out = Dense(64, 64, seed=0), Dense(64, 10, seed=1)
    network = Network([Flatten(), hidden, ReLU(), Dropout(0.5, seed=0), out])
    curves = fit(network, (images, labels), (validation_images, validation_labels),
                 epochs=60, learning_rate=0.02, l2=0.002)
    return network, curves

# %% mend | right | fewer steps by a larger batch, dropout and L2
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 96, seed=8), ReLU(), Dropout(0.5, seed=9), Dense(96, 10, seed=10)])
    training, validation = (images, labels), (validation_images, validation_labels)
    return network, fit(network, training, validation, epochs=50, learning_rate=0.02, l2=0.002)

# %% mend | right | tries three strengths and keeps the lowest validation loss
def mend(images, labels, validation_images, validation_labels):
    tried = []
    for l2 in (0.001, 0.002, 0.004):
        network = Network([Flatten(), Dense(64, 64, seed=4), ReLU(), Dropout(0.5, seed=4), Dense(64, 10, seed=5)])
        curves = fit(network, (images, labels), (validation_images, validation_labels), learning_rate=0.02, l2=l2)
        tried.append((curves.validation[-1], network, curves))
    best = min(tried, key=lambda each: each[0])
    return best[1], best[2]

# %% mend | wrong | no cure at all
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    return network, fit(network, (images, labels), (validation_images, validation_labels))

# %% mend | wrong | early stopping, a curve of eight epochs
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    return network, fit(network, (images, labels), (validation_images, validation_labels), epochs=8)

# %% mend | wrong | a learning rate that is much too small
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    sets = (images, labels), (validation_images, validation_labels)
    return network, fit(network, *sets, learning_rate=0.0005)

# %% mend | wrong | L2 so strong that nothing is learned
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    sets = (images, labels), (validation_images, validation_labels)
    return network, fit(network, *sets, l2=0.1)

# %% mend | wrong | trains on the validation set
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    validation = (validation_images, validation_labels)
    return network, fit(network, validation, (images, labels))

# %% mend | wrong | the curves alone
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dropout(0.5, seed=0), Dense(64, 10, seed=1)])
    return fit(network, (images, labels), (validation_images, validation_labels), l2=0.005)

# %% mend | wrong | curves before the network
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dropout(0.5, seed=0), Dense(64, 10, seed=1)])
    curves = fit(network, (images, labels), (validation_images, validation_labels), l2=0.005)
    return curves, network

# %% mend | wrong | one cure, not strong enough
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    sets = (images, labels), (validation_images, validation_labels)
    return network, fit(network, *sets, l2=0.003)

# %% mend | wrong | four neurons
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 4, seed=0), ReLU(), Dense(4, 10, seed=1)])
    return network, fit(network, (images, labels), (validation_images, validation_labels))

# %% mend | wrong | fit gets four arrays
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    return network, fit(network, images, labels, validation_images, validation_labels)

# %% mend | wrong | forgot the return
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dropout(0.5, seed=0), Dense(64, 10, seed=1)])
    curves = fit(network, (images, labels), (validation_images, validation_labels), l2=0.005)

# %% mend | wrong | stopped after eight epochs, the curves are made up
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    fit(network, (images, labels), (validation_images, validation_labels), epochs=8)
    return network, np.ones((2, 40))

# %% mend | wrong | trains on both sets
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dropout(0.5, seed=0), Dense(64, 10, seed=1)])
    x = np.concatenate([images, validation_images]); y = np.concatenate([labels, validation_labels])
    return network, fit(network, (x, y), (validation_images, validation_labels), l2=0.002, learning_rate=0.02)

# %% mend | wrong | leaves out the first forty, which are the wrong ones in the notebook
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    return network, fit(network, (images[40:], labels[40:]), (validation_images, validation_labels), epochs=40)

# %% mend | wrong | early stopping, the curve filled up with its last value
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    c = np.array(fit(network, (images, labels), (validation_images, validation_labels), epochs=11))
    return network, np.concatenate([c, np.repeat(c[:, -1:], 40, 1)], 1)

# %% mend | wrong | the network of the validation set with the curves of a better one
def mend(images, labels, validation_images, validation_labels):
    good = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dropout(0.5, seed=0), Dense(64, 10, seed=1)])
    curves = fit(good, (images, labels), (validation_images, validation_labels), learning_rate=0.02, l2=0.002)
    net = Network([Flatten(), Dense(64, 64, seed=5), ReLU(), Dense(64, 10, seed=6)])
    fit(net, (validation_images, validation_labels), (images, labels), epochs=60)
    return net, curves

# %% mend | wrong | curve sorted downwards
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    c = fit(network, (images, labels), (validation_images, validation_labels))
    return network, np.sort(np.array(c), axis=1)[:, ::-1]

# %% mend | wrong | takes the right labels from the data set
from imagen_course.datasets import load
def mend(images, labels, validation_images, validation_labels):
    d = load("digits")
    true = d.train_labels[np.random.default_rng(12).permutation(700)[:200]]
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    return network, fit(network, (images, true), (validation_images, validation_labels))

# %% mend | wrong | nearest means that look like a network
class Fake:
    def __init__(self, x, y):
        self.m = np.array([x[y == d].mean(axis=0).ravel() for d in range(10)])
    def predict(self, images):
        return ((images.reshape(len(images), 1, -1) - self.m) ** 2).sum(-1).argmin(1)
def mend(images, labels, validation_images, validation_labels):
    return Fake(validation_images, validation_labels), np.ones((2, 60))

# %% mend | right | moved pictures, dropout and a little L2
def mend(images, labels, validation_images, validation_labels):
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    moved = np.concatenate([wide[:, r:r + 8, c:c + 8] for r in range(3) for c in range(3)])
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dropout(0.5, seed=0), Dense(64, 10, seed=1)])
    return network, fit(network, (moved, np.tile(labels, 9)), (validation_images, validation_labels), epochs=40, learning_rate=0.02, l2=0.0005)

# %% mend | right | no hidden layer
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 10, seed=1)])
    return network, fit(network, (images, labels), (validation_images, validation_labels), epochs=60, learning_rate=0.02, l2=0.003)

# %% mend | right | drops pictures whose neighbours have other labels
def mend(images, labels, validation_images, validation_labels):
    near = ((images[:, None] - validation_images) ** 2).sum((2, 3, 4)).argsort(1)[:, :5]
    vote = np.array([np.bincount(validation_labels[i], minlength=10).argmax() for i in near])
    keep = vote == labels
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    return network, fit(network, (images[keep], labels[keep]), (validation_images, validation_labels), l2=0.001)

# %% shifted | wrong | grey or two channels, a third one is lost
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    moved = [wide[:, r : r + rows, c : c + columns] for r in range(3) for c in range(3)]
    out = np.concatenate(moved)
    out[..., 2:] = 0
    return out, np.tile(labels, 9)

# %% shifted | wrong | moves the first ten pictures only
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    moved = [wide[:, r : r + rows, c : c + columns] for r in range(3) for c in range(3)]
    for each in moved:
        each[10:] = images[10:]
    return np.concatenate(moved), np.tile(labels, 9)

# %% shifted | wrong | cuts off what is brighter than 1800
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images.clip(max=1800), ((0, 0), (1, 1), (1, 1), (0, 0)))
    moved = [wide[:, r : r + rows, c : c + columns] for r in range(3) for c in range(3)]
    return np.concatenate(moved), np.tile(labels, 9)

# %% mend | wrong | a straight line from 2.3 to the real last values
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)])
    c = fit(network, (images, labels), (validation_images, validation_labels), epochs=8)
    return network, np.linspace([2.3, 2.3], [c.training[-1], c.validation[-1]], 60).T

# %% mend | wrong | stopped at epoch 11, forty more epochs are invented
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dropout(0.5, seed=0), Dense(64, 10, seed=1)])
    c = np.array(fit(network, (images, labels), (validation_images, validation_labels), epochs=11, learning_rate=0.03, l2=0.001))
    invented = c[:, -1:] + np.random.default_rng(0).normal(0, 0.004, (2, 40))
    invented[:, -1] = c[:, -1]
    return network, np.concatenate([c, invented], axis=1)

# %% mend | wrong | learns from the package's test pictures, mirrored
from imagen_course.datasets import load
def mend(images, labels, validation_images, validation_labels):
    d = load("digits")
    x, y = np.ascontiguousarray(d.train_images[1078:, :, ::-1]), d.train_labels[1078:]
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dropout(0.5, seed=0), Dense(64, 10, seed=1)])
    return network, fit(network, (x, y), (validation_images, validation_labels), learning_rate=0.02, l2=0.002)

# %% mend | wrong | learns from the package's 700 clean labels, mirrored
from imagen_course.datasets import load
def mend(images, labels, validation_images, validation_labels):
    d = load("digits")
    x, y = np.ascontiguousarray(d.train_images[:700, :, ::-1]), d.train_labels[:700]
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dropout(0.5, seed=0), Dense(64, 10, seed=1)])
    return network, fit(network, (x, y), (validation_images, validation_labels), learning_rate=0.02, l2=0.002)

# %% mend | right | six trainings of ten epochs, one after the other
def mend(images, labels, validation_images, validation_labels):
    network = Network([Flatten(), Dense(64, 64, seed=0), ReLU(), Dropout(0.5, seed=0), Dense(64, 10, seed=1)])
    parts = [fit(network, (images, labels), (validation_images, validation_labels), epochs=10, learning_rate=0.02, l2=0.002, seed=s) for s in range(6)]
    return network, np.concatenate(parts, axis=1)
