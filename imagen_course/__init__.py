"""A companion to the course on seeing and making pictures with machines.

The modules follow the syllabus: ``formulas``, then the four steps of the region pipeline (``segment`` and ``regions``,
``features``, ``svm``, ``vote``) and the ``pipeline`` itself, with ``worlds`` and ``datasets`` to feed it and ``metrics`` to
judge it.
Importing the package loads none of them: each is loaded when it is first named.
"""

import importlib

__version__ = "0.1.0"

__all__ = [
    "address",
    "album",
    "analyze",
    "archives",
    "arrays",
    "autodiff",
    "checks",
    "choices",
    "classroom",
    "cli",
    "compress",
    "datasets",
    "detect",
    "distribute",
    "downloads",
    "drawing_network",
    "editions",
    "exams",
    "exercises",
    "explain",
    "export",
    "features",
    "files",
    "folders",
    "formulas",
    "gallery",
    "generate",
    "grading",
    "lab",
    "metrics",
    "models",
    "naming",
    "network",
    "novelty",
    "origins",
    "overlays",
    "persistence",
    "photographs",
    "pictures",
    "pipeline",
    "plots",
    "preflight",
    "projects",
    "region_features",
    "region_graph",
    "regions",
    "regularisation",
    "segment",
    "slides",
    "style",
    "svm",
    "syllabus",
    "targets",
    "teach",
    "teaching",
    "training",
    "transfer",
    "vote",
    "widgets",
    "workspace",
    "worlds",
]

# Worlds are named so often that lessons write ``from imagen_course import scenes``.
_WORLDS = ("captions", "drawings", "faces", "reader", "scenes")
__all__ += _WORLDS


def __getattr__(name):
    if name in __all__:
        return importlib.import_module(f"{__name__}.worlds.{name}" if name in _WORLDS else f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__():
    return sorted([*globals(), *__all__])
