"""Other right answers to In another hand, and the mutants that are right as well."""

import numpy as np

from imagen_course import style


def gram_by_loops(maps):
    height, width, channels = maps.shape
    result = np.zeros((channels, channels))
    for row in range(height):
        for column in range(width):
            place = maps[row, column]
            result += place[:, None] * place[None, :]
    return result / (height * width)


def gram_by_einsum(maps):
    return np.einsum("rca,rcb->ab", maps, maps) / np.prod(maps.shape[:2])


def gram_by_means(maps):
    return (maps[..., :, None] * maps[..., None, :]).mean(axis=(0, 1))


def loss_by_means(maps, wanted):
    ours, theirs = gram_by_means(maps), gram_by_means(wanted)
    return ((ours - theirs) ** 2).sum() / (theirs**2).sum()


def loss_by_roots(maps, wanted):
    tables = [part.reshape(-1, part.shape[-1]) / np.sqrt(part[..., 0].size) for part in (maps, wanted)]
    ours, theirs = (table.T @ table for table in tables)
    return np.linalg.norm(ours - theirs) ** 2 / np.linalg.norm(theirs) ** 2


def normalised_one_by_one(maps, epsilon):
    result = np.empty(maps.shape)
    for n in range(maps.shape[0]):
        for c in range(maps.shape[-1]):
            one = maps[n, :, :, c]
            result[n, :, :, c] = (one - one.mean()) / (one.var() + epsilon) ** 0.5
    return result


def normalised_by_squares(maps, epsilon):
    mean = maps.mean((1, 2), keepdims=True)
    variance = (maps**2).mean((1, 2), keepdims=True) - mean**2
    return (maps - mean) * (np.maximum(variance, 0) + epsilon) ** -0.5


def hand_with_more_weight(network, photograph, painting):
    loss = style.perceptual_loss(network, style.gram_matrices(network, painting[None]), style_weight=4.0)
    for image in style.redraw(loss, photograph[None], steps=35):  # noqa: B007
        pass
    return image[0]


def hand_from_its_colours(network, photograph, painting):
    loss = style.perceptual_loss(network, style.gram_matrices(network, painting[None]), style_weight=5.0)
    start = np.clip(style.match_statistics(photograph[None], painting[None]), 0, 1)
    return list(style.redraw(loss, photograph[None], start=start, steps=35))[-1][0]


ANSWERS = {
    "gram_matrix": (gram_by_loops, gram_by_einsum, gram_by_means),
    "style_loss": (loss_by_means, loss_by_roots),
    "instance_norm": (normalised_one_by_one, normalised_by_squares),
    "another_hand": (hand_with_more_weight, hand_from_its_colours),
}
_ANY = "any negative number leaves this side to reshape"
EQUIVALENT = {
    "gram_matrix": {"places = maps.reshape(-2, maps.shape[-1])": _ANY},
    "style_loss": {
        "ours, theirs = (part.reshape(-2, part.shape[-1]) for part in (maps, wanted))": _ANY,
        "return np.sum((theirs - ours) ** 2) / np.sum(theirs ** 2)": "a square forgets the sign",
    },
}
