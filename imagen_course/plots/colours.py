"""Colours that colour-blind eyes tell apart, and that mean one thing in the whole course."""

__all__ = ["EIGHT"]

# Eight colours that colour-blind eyes tell apart (Petroff, arXiv:2107.02270). Matplotlib has them, as petroff8, from 3.11 on
# only: too new for some who open a lesson in a service or a browser.
EIGHT = ("#1845fb", "#ff5e02", "#c91f16", "#c849a9", "#adad7d", "#86c8dd", "#578dff", "#656364")
