"""Every pixel and every box: a classifier that slides over a picture, networks that name each pixel, a one-stage detector.

A classifier becomes a fully convolutional network where its dense layers are read as convolutions (``sliding``);
``segmenting`` holds an FCN and a U-Net, which give a class to each pixel; ``centres`` turns boxes into maps and back: a heat
map that is 1 where a centre lies, and beside it sizes and offsets; ``learning`` is how all of them are taught.

``images`` are ``(n, h, w, c)`` in [0, 1], a box is ``(top, left, bottom, right)``, half-open, in pixels; a mask is 0 for
background and 1 + class for a thing. Maps of a detector are ``(n, rows, columns, classes + 4)``: the heat of each class in
[0, 1], then height and width of the box, then how far down and to the right of the cell's corner its centre lies, all four
in cells. A cell is ``stride`` pixels a side.
"""

from imagen_course.detect.centres import Detections, centre_targets, decode, detector, peaks
from imagen_course.detect.learning import centre_loss, focal_loss, train
from imagen_course.detect.segmenting import fcn, unet
from imagen_course.detect.sliding import as_convolution, dense_as_kernel

__all__ = [
    "Detections",
    "as_convolution",
    "centre_loss",
    "centre_targets",
    "decode",
    "dense_as_kernel",
    "detector",
    "fcn",
    "focal_loss",
    "peaks",
    "train",
    "unet",
]
