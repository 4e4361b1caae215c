"""Networks made smaller: weights left out (``pruning``), fewer values for those that stay (``quantisation``), short words
for frequent ones (``coding``), or a small network taught by a large one (``distillation``).

Weights come as arrays, networks of Keras as they are. What prunes, shares or rounds takes one array and returns one; `load`
gives back the numbers that `save` was given. Deep Compression [1]_ is the first three, one after another.

References
----------
.. [1] S. Han, H. Mao and W. J. Dally, "Deep compression: compressing deep neural networks with pruning, trained quantization
   and Huffman coding", ICLR 2016, arXiv:1510.00149.
"""

from imagen_course.compress.coding import code_words, decode, encode, entropy, joins
from imagen_course.compress.distillation import distillation_loss, soften
from imagen_course.compress.packing import load, save
from imagen_course.compress.pruning import hold_zeros, prune
from imagen_course.compress.quantisation import hold_values, quantise, share_weights

__all__ = [
    "code_words",
    "decode",
    "distillation_loss",
    "encode",
    "entropy",
    "hold_values",
    "hold_zeros",
    "joins",
    "load",
    "prune",
    "quantise",
    "save",
    "share_weights",
    "soften",
]
