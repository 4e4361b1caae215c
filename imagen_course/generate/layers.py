"""The U-Net [1]_ that removes noise, and the layers it is made of. To be read: the last lesson is about it.

A U-Net goes down to coarser feature maps and up again, with skip connections across. Three things are done to its maps:

- *modulation* (FiLM [2]_): what holds for the whole picture, the level of noise and the mean of the caption's words, comes
  as one vector, the ``embedding``; in every block it scales and shifts each channel, and opens a gate through which the
  block adds to its input. The gate is shut at first, so that an untrained block changes nothing [3]_;
- *self-attention* at the coarsest maps: each place looks at all others;
- *cross-attention*: each place looks at the words of the caption.

Maps are ``(n, h, w, channels)``, words ``(n, length, d)``, an embedding ``(n, d)``; ``ids`` are the words' numbers, 0 where
a caption has ended.

References
----------
.. [1] O. Ronneberger, P. Fischer and T. Brox, "U-Net: convolutional networks for biomedical image segmentation", 2015,
   arXiv:1505.04597; for diffusion J. Ho, A. Jain and P. Abbeel, 2020, arXiv:2006.11239.
.. [2] E. Perez et al., "FiLM: visual reasoning with a general conditioning layer", AAAI 2018, arXiv:1709.07871.
.. [3] W. Peebles and S. Xie, "Scalable diffusion models with transformers", 2023, arXiv:2212.09748 (adaLN-Zero).
"""

import numpy as np

from imagen_course.arrays import to_numpy
from imagen_course.checks import check_sizes
from imagen_course.training import Layers

__all__ = ["Blocks", "unet"]


class Blocks(Layers):
    """The blocks of a network, each layer with a seed of its own.

    Parameters
    ----------
    seed : int
        At least 0. Seeds of networks do not overlap: there are 1,000 for each.

    Examples
    --------
    >>> blocks = Blocks(seed=0)                                             # doctest: +SKIP
    >>> blocks.level_embedding(keras.Input((1,))).shape                     # doctest: +SKIP
    (None, 128)
    """

    def __init__(self, seed):
        super().__init__(number % 2**32 for number in range(1000 * seed, 1000 * (seed + 1)))  # JAX takes none above

    def space_to_depth(self, x, factor=2):
        """Turn squares of pixels into channels: (n, h, w, c) to (n, h / factor, w / factor, factor**2 * c)."""
        reshape, permute = self.keras.layers.Reshape, self.keras.layers.Permute
        _, h, w, c = x.shape
        x = reshape((h // factor, factor, w // factor, factor, c))(x)
        return reshape((h // factor, w // factor, factor**2 * c))(permute((1, 3, 2, 4, 5))(x))

    def depth_to_space(self, x, factor=2):
        """Undo `space_to_depth`."""
        reshape, permute = self.keras.layers.Reshape, self.keras.layers.Permute
        _, h, w, c = x.shape
        x = reshape((h, w, factor, factor, c // factor**2))(x)
        return reshape((h * factor, w * factor, c // factor**2))(permute((1, 3, 2, 4, 5))(x))

    def level_embedding(self, level, units=128):
        """Embed a level of noise (n, 1): sines and cosines of seven frequencies, then two dense layers; (n, units)."""
        ops = self.keras.ops
        angles = ops.concatenate([level * (np.pi * 2.0**k) for k in range(-1, 6)], axis=-1)
        return self._mlp(ops.concatenate([ops.sin(angles), ops.cos(angles)], axis=-1), units, "silu")

    def text_embedding(self, words, ids, units=128):
        """Embed a caption as one vector: the mean of its words (n, length, d), then two dense layers; (n, units)."""
        ops = self.keras.ops
        is_word = ops.cast(ids > 0, "float32")[..., None]
        return self._mlp(ops.sum(words * is_word, axis=1) / ops.sum(is_word, axis=1), units)

    def _mlp(self, x, units, activation=None):
        x = self.dense(units, "silu")(x)
        return self.dense(units, activation)(x)

    def project_with_positions(self, x):
        """Project (n, places, d), and add a learned vector to each place: the bias of that place."""
        bias = self.keras.initializers.RandomNormal(stddev=0.3, seed=self.seed())
        options = {"bias_axes": "pe", "kernel_initializer": self.initializer(), "bias_initializer": bias}
        return self.keras.layers.EinsumDense("npd,de->npe", tuple(x.shape[1:]), **options)(x)

    def attention(self, x, words=None, mask=None):
        """Let each place of the maps (n, h, w, d) look at the others, or at ``words`` where ``mask`` is 1."""
        layers, (_, height, width, d) = self.keras.layers, x.shape
        h = self.project_with_positions(layers.LayerNormalization()(layers.Reshape((height * width, d))(x)))
        attend = layers.MultiHeadAttention(4, d // 4, kernel_initializer=self.initializer())
        h = self.dense(d, scale=0)(attend(h, h if words is None else words, attention_mask=mask))
        return x + layers.Reshape((height, width, d))(h)

    def unit_convolution(self, x, width):
        """Convolve with kernels of length 1 for each channel that they make, so that channels stay of one size [1]_.

        References
        ----------
        .. [1] T. Karras et al., "Analyzing and improving the training dynamics of diffusion models", CVPR 2024,
           arXiv:2312.02696.
        """
        options = {"kernel_constraint": self.keras.constraints.UnitNorm(axis=(0, 1, 2)), "use_bias": False}
        x = self.keras.layers.Activation("silu")(x) * (1 / 0.6)  # about the deviation that silu leaves of 1
        return self.convolution(width, **options)(x)

    def block(self, x, width, embedding):
        """Add two convolutions, modulated by the embedding, to a skip connection: (n, h, w, width).

        What comes in is normalised; or else a block's scale multiplies that of the block before, until some training ends in
        infinity.
        """
        layers = self.keras.layers

        def modulation(initial):
            return layers.Reshape((1, 1, width))(self.dense(width, scale=initial)(embedding))

        h = self.unit_convolution(layers.RMSNormalization()(x), width)
        scale, shift = modulation(0.1), modulation(0.1)
        h = self.unit_convolution(h + h * scale + shift, width)
        gate = modulation(0)
        return h * gate + (x if x.shape[-1] == width else self.convolution(width, 1)(x))


def unet(blocks, x, embedding, widths, *, rounds, words=None, mask=None):
    """Connect a U-Net: one block at each width going down and one coming up.

    At the coarsest maps come ``rounds`` of three: cross-attention to the words, if there are any, self-attention, a block.
    As places look at each other *after* the words, one can learn from another directly that the circle is being drawn there.

    Parameters
    ----------
    blocks : Blocks
        Makes the layers.
    x : keras.KerasTensor, shape (n, h, w, d)
    embedding : keras.KerasTensor, shape (n, m)
        Of level and caption: modulates every block.
    widths : sequence of int
        Channels at each of the resolutions, the finest first.
    rounds : int
    words, mask : keras.KerasTensor, shape (n, length, k) and (n, 1, length), optional

    Returns
    -------
    keras.KerasTensor, shape (n, h, w, widths[0])

    Examples
    --------
    >>> unet(blocks, x, blocks.level_embedding(level), (32, 64), rounds=2).shape                # doctest: +SKIP
    (None, 8, 8, 32)
    """
    layers, skips = blocks.keras.layers, []
    x = blocks.convolution(widths[0])(x)
    for depth, width in enumerate(widths):
        x = blocks.convolution(width, strides=2)(x) if depth else x
        x = blocks.block(x, width, embedding)
        skips.append(x)
    skips.pop()
    for _ in range(rounds):
        x = x if words is None else blocks.attention(x, words, mask)
        x = blocks.block(blocks.attention(x), widths[-1], embedding)
    for width in reversed(widths[:-1]):
        x = layers.UpSampling2D()(blocks.convolution(width, 1)(x))
        x = blocks.block(layers.Concatenate()([x, skips.pop()]), width, embedding)
    return layers.Activation("silu")(layers.RMSNormalization()(x))


def predict(network, *inputs, block=32):
    """Return what a network gives, by blocks of one size, or of 8 where there are no more: it is compiled for these two."""
    n, outputs = len(inputs[0]), []
    block = 8 if n <= 8 else block
    for start in range(0, n, block):
        missing = max(0, start + block - n)
        part = [np.concatenate([a[start : start + block], np.repeat(a[-1:], missing, axis=0)]) for a in inputs]
        outputs.append(to_numpy(network.predict_on_batch(part if len(part) > 1 else part[0])))
    return np.concatenate(outputs)[:n]


def check_widths(widths):
    """Return the widths of a U-Net as a tuple, or say what is wrong with them."""
    check_sizes(widths, name="widths", hint="write widths=(32, 64)")
    if len(widths) < 2 or any(width % 8 for width in widths):
        raise ValueError(f"widths must be two or more numbers that 8 divides, got {widths!r}: write widths=(32, 64)")
    return tuple(widths)
