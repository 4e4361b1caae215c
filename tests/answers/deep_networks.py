"""Other right answers to Deep networks, and the mutants that are right as well."""

import numpy as np

from imagen_course.network import Conv2D, Network, ReLU, Residual


def field_from_the_end(layers):
    field = 1
    for size, stride in reversed(layers):
        field = (field - 1) * stride + size
    return field


def field_by_counting_pixels(layers):
    seen = {0}
    for size, stride in layers[::-1]:
        seen = {stride * place + tap for place in seen for tap in range(size)}
    return max(seen) - min(seen) + 1


def field_by_cumulated_strides(layers):
    sizes, strides = np.array(layers).T
    distances = np.cumprod([1, *strides[:-1]])
    return int(1 + np.sum((sizes - 1) * distances))


def residual_in_one_line(x, first, second):
    return np.maximum(x @ first, 0) @ second + x


def residual_with_a_copy(x, first, second):
    bridge = x.copy()
    x = np.einsum("ni,ij->nj", x, first)
    x[x < 0] = 0
    x = np.einsum("ni,ij->nj", x, second)
    x += bridge
    return x


def _conv(width, seed, scale):
    layer = Conv2D(width, width, 3, padding="same", seed=seed)
    layer.parameters["kernel"] *= np.float32(scale)
    return layer


def small_block(width, seed):
    return Residual([_conv(width, seed, 1), ReLU(), _conv(width, seed + 500, 0.1)])


def rectified_first(width, seed):
    return Residual([ReLU(), _conv(width, seed, 1), ReLU(), _conv(width, seed + 500, 0)])


class _Written(Network):
    """A block whose two ways are written out."""

    parameters, gradients = property(Network.parameters), property(Network.gradients)

    def forward(self, images):
        return images + super().forward(images)

    def backward(self, gradient):
        return super().backward(gradient) + gradient


def block_of_a_class_of_its_own(width, seed):
    return _Written([_conv(width, 3 * seed, 0.25), ReLU(), _conv(width, 3 * seed + 1, 0.25)])


def field_of_three_layers_at_most(layers):
    return field_from_the_end(layers[:3])


def field_of_windows_up_to_five(layers):
    return field_from_the_end([(min(size, 5), stride) for size, stride in layers])


def field_of_strides_up_to_four(layers):
    return field_from_the_end([(size, min(stride, 4)) for size, stride in layers])


def field_of_distances_up_to_sixteen(layers):
    distances = np.minimum(np.cumprod([1, *(stride for _, stride in layers[:-1])]), 16)
    return int(1 + sum((size - 1) * distance for (size, _), distance in zip(layers, distances, strict=True)))


def field_inside_the_picture(layers):
    return min(field_from_the_end(layers), 224)


def residual_up_to_a_thousand(x, first, second):
    return x + np.clip(x @ first, 0, 1000) @ second


class _Scaled(Residual):
    """A block whose change is so small that fifteen of them do nothing."""

    scale = 1e-3

    def forward(self, images):
        return images + self.scale * Network.forward(self, images)

    def backward(self, gradient):
        return gradient + self.scale * Network.backward(self, gradient)


class _RectifiedSum(Residual):
    """ResNet's own block, which learns less here: 232 digits."""

    def forward(self, images):
        self.sum = super().forward(images)
        return np.maximum(self.sum, 0)

    def backward(self, gradient):
        return super().backward(gradient * (self.sum > 0))


class _BesideEachOther(Residual):
    """Two convolutions that both read what comes in, each with a ReLU."""

    def forward(self, images):
        self.maps = [layer.forward(images) for layer in self.layers]
        return images + sum(np.maximum(each, 0) for each in self.maps)

    def backward(self, gradient):
        ways = zip(self.layers, self.maps, strict=True)
        return gradient + sum(layer.backward(gradient * (each > 0)) for layer, each in ways)


def whispering_block(width, seed):
    return _Scaled([_conv(width, 2 * seed, 1), ReLU(), _conv(width, 2 * seed + 1, 1)])


def rectified_sum(width, seed):
    return _RectifiedSum([_conv(width, 2 * seed, 1), ReLU(), _conv(width, 2 * seed + 1, 0)])


def rectified_sum_alone(width, seed):
    return _RectifiedSum([_conv(width, 2 * seed, 1), _conv(width, 2 * seed + 1, 0)])


def rectified_at_the_end(width, seed):
    return Residual([_conv(width, 2 * seed, 1), _conv(width, 2 * seed + 1, 0.1), ReLU()])


def beside_each_other(width, seed):
    return _BesideEachOther([_conv(width, 2 * seed, 0.1), _conv(width, 2 * seed + 1, 0.1)])


def one_number_of_its_own(width, seed):
    first = _conv(width, 0, 1)
    first.parameters["kernel"][0, 0, 0, 0] += seed / 1000
    return Residual([first, ReLU(), _conv(width, 1, 0)])


def residual_of_square_matrices(x, first, second):
    size = len(second.T)
    return x + np.maximum(x @ first[:, :size], 0) @ second[:size]


ANSWERS = {
    "receptive_field": (field_from_the_end, field_by_counting_pixels, field_by_cumulated_strides),
    "residual": (residual_in_one_line, residual_with_a_copy),
    "block": (small_block, rectified_first, block_of_a_class_of_its_own),
}
EQUIVALENT = {}
ONCE_PASSED = {
    "receptive_field": (
        field_of_three_layers_at_most,
        field_of_windows_up_to_five,
        field_of_strides_up_to_four,
        field_of_distances_up_to_sixteen,
        field_inside_the_picture,
    ),
    "residual": (residual_of_square_matrices, residual_up_to_a_thousand),
    "block": (
        whispering_block,
        rectified_sum,
        rectified_sum_alone,
        rectified_at_the_end,
        beside_each_other,
        one_number_of_its_own,
    ),
}
