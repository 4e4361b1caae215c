"""What holds for every test: no start-up noise of a framework, one seed for each test."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("MPLBACKEND", "agg")

import numpy as np
import pytest


def pytest_ignore_collect(collection_path, config):
    """Where tests with the mark keras are asked for, a file that names no such mark is not even loaded."""
    if config.option.markexpr.split()[:1] == ["keras"] and collection_path.suffix == ".py":
        return "mark.keras" not in collection_path.read_text(encoding="utf-8") or None
    return None


def pytest_collection_modifyitems(config, items):
    """Leave out what is marked exhaustive, or site, unless it is asked for."""
    for mark in {"exhaustive", "site"} - set(config.option.markexpr.split()):
        left_out = [item for item in items if item.get_closest_marker(mark)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker(mark)]


@pytest.fixture
def rng(request):
    """A generator seeded by the test's own name: the same numbers each time, others for each test."""
    return np.random.default_rng(list(request.node.name.encode()))
