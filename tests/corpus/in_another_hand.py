# %% gram_matrix | right | a table of places, and a product
def gram_matrix(maps):
    h, w, c = maps.shape
    table = maps.reshape(h * w, c)
    return np.dot(table.T, table) / (h * w)


# %% gram_matrix | right | einsum over both sides
def gram_matrix(maps):
    return np.einsum("ijk,ijl->kl", maps, maps) / (maps.shape[0] * maps.shape[1])


# %% gram_matrix | right | two loops over maps
def gram_matrix(maps):
    c = maps.shape[-1]
    G = np.zeros((c, c))
    for a in range(c):
        for b in range(c):
            G[a, b] = np.mean(maps[:, :, a] * maps[:, :, b])
    return G


# %% gram_matrix | wrong | forgets to divide
def gram_matrix(maps):
    table = maps.reshape(-1, maps.shape[2])
    return table.T @ table


# %% gram_matrix | wrong | the table the other way round
def gram_matrix(maps):
    table = maps.reshape(-1, maps.shape[2])
    return table @ table.T / table.shape[0]


# %% gram_matrix | wrong | reshapes to maps first, which mixes them up
def gram_matrix(maps):
    F = maps.reshape(maps.shape[2], -1)
    return F @ F.T / F.shape[1]


# %% gram_matrix | wrong | a covariance from NumPy
def gram_matrix(maps):
    return np.cov(maps.reshape(-1, maps.shape[2]).T, bias=True)


# %% gram_matrix | wrong | correlations from NumPy
def gram_matrix(maps):
    return np.corrcoef(maps.reshape(-1, maps.shape[2]).T)


# %% gram_matrix | wrong | divides by all numbers of the array
def gram_matrix(maps):
    table = maps.reshape(-1, maps.shape[2])
    return table.T @ table / maps.size


# %% gram_matrix | wrong | product of the last two axes only, row by row
def gram_matrix(maps):
    return maps.transpose(0, 2, 1) @ maps / maps.shape[1]


# %% gram_matrix | wrong | only the upper triangle
def gram_matrix(maps):
    c = maps.shape[-1]
    G = np.zeros((c, c))
    for a in range(c):
        for b in range(a, c):
            G[a, b] = np.mean(maps[:, :, a] * maps[:, :, b])
    return G


# %% style_loss | right | means in place of sums
def style_loss(maps, wanted):
    ours, theirs = (part.reshape(-1, part.shape[-1]) for part in (maps, wanted))
    ours, theirs = ours.T @ ours / ours.shape[0], theirs.T @ theirs / theirs.shape[0]
    return np.sum((ours - theirs) ** 2) / np.sum(theirs**2)


# %% style_loss | right | a function inside
def style_loss(maps, wanted):
    def gram(part):
        table = part.reshape(-1, part.shape[-1])
        return table.T @ table / (part.shape[0] * part.shape[1])

    return np.sum((gram(maps) - gram(wanted)) ** 2) / np.sum(gram(wanted) ** 2)


# %% style_loss | right | scales the first to the places of the second
def style_loss(maps, wanted):
    ours, theirs = (part.reshape(-1, part.shape[-1]) for part in (maps, wanted))
    ratio = len(theirs) / len(ours)
    ours, theirs = ratio * ours.T @ ours, theirs.T @ theirs
    return np.sum((ours - theirs) ** 2) / np.sum(theirs**2)


# %% style_loss | wrong | divides the loss, not the matrices
def style_loss(maps, wanted):
    ours, theirs = (part.reshape(-1, part.shape[-1]) for part in (maps, wanted))
    n = len(ours)
    ours, theirs = ours.T @ ours, theirs.T @ theirs
    return np.sum((ours - theirs) ** 2) / np.sum(theirs**2) / n


# %% style_loss | wrong | divides only its own
def style_loss(maps, wanted):
    ours, theirs = (part.reshape(-1, part.shape[-1]) for part in (maps, wanted))
    ours, theirs = ours.T @ ours / len(ours), theirs.T @ theirs
    return np.sum((ours - theirs) ** 2) / np.sum(theirs**2)


# %% style_loss | wrong | after the product, len counts maps
def style_loss(maps, wanted):
    ours, theirs = (part.reshape(-1, part.shape[-1]) for part in (maps, wanted))
    ours, theirs = ours.T @ ours, theirs.T @ theirs
    ours, theirs = ours / len(ours), theirs / len(theirs)
    return np.sum((ours - theirs) ** 2) / np.sum(theirs**2)


# %% style_loss | wrong | divides by rows of the picture
def style_loss(maps, wanted):
    ours, theirs = (part.reshape(-1, part.shape[-1]) for part in (maps, wanted))
    ours, theirs = ours.T @ ours / len(maps), theirs.T @ theirs / len(wanted)
    return np.sum((ours - theirs) ** 2) / np.sum(theirs**2)


# %% style_loss | wrong | cuts the larger to the size of the smaller
def style_loss(maps, wanted):
    ours, theirs = (part.reshape(-1, part.shape[-1]) for part in (maps, wanted))
    n = min(len(ours), len(theirs))
    ours, theirs = ours[:n].T @ ours[:n], theirs[:n].T @ theirs[:n]
    return np.sum((ours - theirs) ** 2) / np.sum(theirs**2)


# %% style_loss | wrong | the mean of squares, without the share
def style_loss(maps, wanted):
    ours, theirs = (part.reshape(-1, part.shape[-1]) for part in (maps, wanted))
    ours, theirs = ours.T @ ours / len(ours), theirs.T @ theirs / len(theirs)
    return np.mean((ours - theirs) ** 2)


# %% style_loss | wrong | normalises each matrix by its norm
def style_loss(maps, wanted):
    ours, theirs = (part.reshape(-1, part.shape[-1]) for part in (maps, wanted))
    ours, theirs = ours.T @ ours, theirs.T @ theirs
    ours, theirs = ours / np.linalg.norm(ours), theirs / np.linalg.norm(theirs)
    return np.sum((ours - theirs) ** 2) / np.sum(theirs**2)


# %% instance_norm | right | mean and std with axes 1 and 2
def instance_norm(maps, epsilon):
    m = np.mean(maps, axis=(1, 2), keepdims=True)
    v = np.var(maps, axis=(1, 2), keepdims=True)
    return (maps - m) / (v + epsilon) ** 0.5


# %% instance_norm | right | new axes by hand
def instance_norm(maps, epsilon):
    m = maps.mean(axis=(1, 2))[:, None, None, :]
    v = maps.var(axis=(1, 2))[:, None, None, :]
    return (maps - m) / np.sqrt(v + epsilon)


# %% instance_norm | right | a loop over pictures
def instance_norm(maps, epsilon):
    result = []
    for picture in maps:
        result.append((picture - picture.mean(axis=(0, 1))) / np.sqrt(picture.var(axis=(0, 1)) + epsilon))
    return np.array(result)


# %% instance_norm | wrong | batch normalisation
def instance_norm(maps, epsilon):
    return (maps - maps.mean(axis=(0, 1, 2))) / np.sqrt(maps.var(axis=(0, 1, 2)) + epsilon)


# %% instance_norm | wrong | layer normalisation
def instance_norm(maps, epsilon):
    m = maps.mean(axis=(1, 2, 3), keepdims=True)
    v = maps.var(axis=(1, 2, 3), keepdims=True)
    return (maps - m) / np.sqrt(v + epsilon)


# %% instance_norm | wrong | forgets keepdims
def instance_norm(maps, epsilon):
    return (maps - maps.mean(axis=(1, 2))) / np.sqrt(maps.var(axis=(1, 2)) + epsilon)


# %% instance_norm | wrong | epsilon added to the standard deviation
def instance_norm(maps, epsilon):
    m = maps.mean(axis=(1, 2), keepdims=True)
    s = maps.std(axis=(1, 2), keepdims=True)
    return (maps - m) / (s + epsilon)


# %% instance_norm | wrong | divides by the variance
def instance_norm(maps, epsilon):
    m = maps.mean(axis=(1, 2), keepdims=True)
    v = maps.var(axis=(1, 2), keepdims=True)
    return (maps - m) / (v + epsilon)


# %% instance_norm | wrong | no epsilon
def instance_norm(maps, epsilon):
    m = maps.mean(axis=(1, 2), keepdims=True)
    s = maps.std(axis=(1, 2), keepdims=True)
    return (maps - m) / s


# %% instance_norm | wrong | the unbiased variance
def instance_norm(maps, epsilon):
    m = maps.mean(axis=(1, 2), keepdims=True)
    v = maps.var(axis=(1, 2), keepdims=True, ddof=1)
    return (maps - m) / np.sqrt(v + epsilon)


# %% another_hand | right | as in the first cell
def another_hand(network, photograph, painting):
    from imagen_course import style

    grams = style.gram_matrices(network, painting[None])
    loss = style.perceptual_loss(network, grams, style_weight=6.0)
    return [image for image in style.redraw(loss, photograph[None], steps=40)][-1][0]


# %% another_hand | right | a larger weight and fewer steps
def another_hand(network, photograph, painting):
    from imagen_course import style

    loss = style.perceptual_loss(network, style.gram_matrices(network, painting[None]), style_weight=6.0)
    for images in style.redraw(loss, photograph[None], steps=40):
        result = images[0]
    return result


# %% another_hand | right | begins with the painting's colours
def another_hand(network, photograph, painting):
    from imagen_course import style

    start = style.match_statistics(photograph[None], painting[None]).clip(0, 1)
    loss = style.perceptual_loss(network, style.gram_matrices(network, painting[None]), style_weight=6.0)
    *_, last = style.redraw(loss, photograph[None], steps=40, start=start)
    return last[0]


# %% another_hand | wrong | returns the batch
def another_hand(network, photograph, painting):
    from imagen_course import style

    loss = style.perceptual_loss(network, style.gram_matrices(network, painting[None]), style_weight=10.0)
    *_, last = style.redraw(loss, photograph[None], steps=3)
    return last


# %% another_hand | wrong | a blend of the two
def another_hand(network, photograph, painting):
    return (photograph + painting) / 2


# %% another_hand | wrong | the colours alone
def another_hand(network, photograph, painting):
    from imagen_course import style

    return style.match_statistics(photograph[None], painting[None])[0].clip(0, 1)


# %% another_hand | wrong | style and content exchanged
def another_hand(network, photograph, painting):
    from imagen_course import style

    loss = style.perceptual_loss(network, style.gram_matrices(network, photograph[None]), style_weight=10.0)
    *_, last = style.redraw(loss, painting[None], steps=5)
    return last[0]


# %% another_hand | wrong | the loss without a weight, and few steps
def another_hand(network, photograph, painting):
    from imagen_course import style

    loss = style.perceptual_loss(network, style.gram_matrices(network, painting[None]))
    *_, last = style.redraw(loss, photograph[None], steps=5)
    return last[0]


# %% another_hand | wrong | one picture where redraw takes a batch
def another_hand(network, photograph, painting):
    from imagen_course import style

    loss = style.perceptual_loss(network, style.gram_matrices(network, painting), style_weight=10.0)
    *_, last = style.redraw(loss, photograph, steps=5)
    return last


# %% another_hand | wrong | keeps all steps
def another_hand(network, photograph, painting):
    from imagen_course import style

    loss = style.perceptual_loss(network, style.gram_matrices(network, painting[None]), style_weight=10.0)
    return style.redraw(loss, photograph[None], steps=5)
