"""Pictures to be looked at, each with words for those who cannot see it.

A panel is one drawing with a title and an alt text made from the data it shows: ``picture``, ``signed``, ``numbers``,
``windows``, ``regions``, ``votes``, ``mask``, ``boxes``, ``bars``, ``lines``, ``histogram``, ``confusion_matrix``. ``show``
lays panels side by side and returns a ``Sheet``, which a notebook displays with an alt text that says what is seen before
it counts, and with what is longer folded under it; ``save`` writes it to a file. Colours are safe for colour-blind eyes, and
what they say is also written, so that a sheet reads in grey. Images are ``(h, w)`` or ``(h, w, c)`` in [0, 1], segments and
masks ``(h, w)`` int.

A figure explains one idea over the full width of the text, and is a sheet by itself: an SVG that follows the page's theme,
light or dark. What moves in it is an argument (``place``, ``step``, ``threshold``): `widgets.control` makes it move, and
print shows a strip of the same. Arrays: ``array_axes``, ``broadcasting``, ``indexing``. A window: ``correlation``,
``pooling``, ``pooling_gradient``, ``channels``. Maps: ``signed_maps``, ``feature_maps``, ``attributions``.
Networks: ``architecture``, ``residual_block``, ``receptive_field``. Words: ``attention``. Learning: ``neuron``, ``dense``,
``softmax``, ``chain``, ``loss_landscape``, ``learning_curves``. Judging: ``confusion``, ``roc_curve``,
``precision_recall_curve``, ``jury``,
``data_split``, ``dot_plot``, ``confidence_intervals``. Diffusion: ``reverse_process``, ``four_answers``. Vectors:
``margin``, ``decision_boundary``, ``gradient_histograms``, ``keypoints``, ``matches``. Regions: ``clusters``, ``overlap``.
Names: ``named_regions``, ``named_boxes``, ``weak_labels``. Many workers: ``timeline``.
Generators: ``point_clouds``, ``latent_plane``, ``vector_field``; ``tiles`` is a panel.
Made smaller: ``weight_histogram``, ``code_tree``.
"""

from imagen_course.plots.arrays import array_axes, broadcasting, indexing
from imagen_course.plots.attending import attention
from imagen_course.plots.charts import bars, caption, confusion_matrix, histogram, lines
from imagen_course.plots.clustering import clusters, overlap
from imagen_course.plots.colours import EIGHT
from imagen_course.plots.compressing import code_tree, weight_histogram
from imagen_course.plots.convolving import channels, correlation, pooling, pooling_gradient
from imagen_course.plots.diffusing import four_answers, reverse_process
from imagen_course.plots.estimates import confidence_intervals, data_split, dot_plot
from imagen_course.plots.generating import latent_plane, point_clouds, tiles, vector_field
from imagen_course.plots.judging import confusion, jury, precision_recall_curve, roc_curve
from imagen_course.plots.labelled import boxes, mask, regions, votes
from imagen_course.plots.learning import Operation, chain, learning_curves, loss_landscape, neuron
from imagen_course.plots.maps import attributions, feature_maps, signed_maps
from imagen_course.plots.naming import named_boxes, named_regions, weak_labels
from imagen_course.plots.networks import Window, architecture, receptive_field, residual_block
from imagen_course.plots.panels import numbers, picture, signed, windows
from imagen_course.plots.sheets import Drawing, Panel, Sheet, show
from imagen_course.plots.templates import dense, softmax
from imagen_course.plots.timelines import timeline
from imagen_course.plots.vectors import decision_boundary, gradient_histograms, keypoints, margin, matches

__all__ = [
    "EIGHT",
    "Drawing",
    "Operation",
    "Panel",
    "Sheet",
    "Window",
    "architecture",
    "array_axes",
    "attention",
    "attributions",
    "bars",
    "boxes",
    "broadcasting",
    "caption",
    "chain",
    "channels",
    "clusters",
    "code_tree",
    "confidence_intervals",
    "confusion",
    "confusion_matrix",
    "correlation",
    "data_split",
    "decision_boundary",
    "dense",
    "dot_plot",
    "feature_maps",
    "four_answers",
    "gradient_histograms",
    "histogram",
    "indexing",
    "jury",
    "keypoints",
    "latent_plane",
    "learning_curves",
    "lines",
    "loss_landscape",
    "margin",
    "mask",
    "matches",
    "named_boxes",
    "named_regions",
    "neuron",
    "numbers",
    "overlap",
    "picture",
    "point_clouds",
    "pooling",
    "pooling_gradient",
    "precision_recall_curve",
    "receptive_field",
    "regions",
    "residual_block",
    "reverse_process",
    "roc_curve",
    "show",
    "signed",
    "signed_maps",
    "softmax",
    "tiles",
    "timeline",
    "vector_field",
    "votes",
    "weak_labels",
    "weight_histogram",
    "windows",
]
