"""What holds for every test: no way out to the network, no start-up noise of a framework, one seed for each test."""

import os
import socket

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("MPLBACKEND", "agg")

import numpy as np
import pytest

LOCAL = {"127.0.0.1", "::1", "localhost", "", None}


def pytest_collection_modifyitems(config, items):
    """Leave out what is marked exhaustive, or site, unless it is asked for."""
    for mark in {"exhaustive", "site"} - set(config.option.markexpr.split()):
        left_out = [item for item in items if item.get_closest_marker(mark)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


class WentOut(BaseException):
    """Raised past every ``except Exception``: a loader that hides a refused connection must not hide this."""


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """Fail the test that opens a socket to the outside."""
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(function):
        def call(self, address, *args):
            if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOCAL:
                raise WentOut(f"a test opened a socket to {address[0]!r}")
            return function(self, address, *args)

        return call

    def guarded_lookup(host, *args, **kwargs):
        if host not in LOCAL:
            raise WentOut(f"a test looked up {host!r}")
        return lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", guarded_lookup)


@pytest.fixture
def rng(request):
    """A generator seeded by the test's own name: the same numbers each time, others for each test."""
    return np.random.default_rng(list(request.node.name.encode()))
