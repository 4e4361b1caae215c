"""How Sphinx makes the site; ``make site`` makes the pages of lessons and modules first (``tools/pages.py``)."""

import re
import sys
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

sys.path.insert(0, str(Path(__file__).parents[1]))

import imagen_course
from imagen_course import address, syllabus

project = "imagen_course"
author = copyright = "The imagen_course founders"
version = release = imagen_course.__version__
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "_static"]
suppress_warnings = [
    "myst.header",  # a lesson may go from its title to a heading of the third rank
    "ref.python",  # `size` in a docstring is an argument, and not one of the attributes that are called so
]

nb_execution_mode = "off"  # tools/solved.py has run them
nb_merge_streams = True
myst_enable_extensions = ["amsmath", "colon_fence", "dollarmath", "deflist"]
myst_heading_anchors = 3

autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_numpy_docstring = True
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True
add_module_names = False

# Formulas are drawn by one file that lies here, unmodified (_static/mathjax/README.md). Its menu would look for others.
mathjax_path = "mathjax/tex-svg.js"
mathjax3_config = {"options": {"enableMenu": False, "processHtmlClass": "tex2jax_process|mathjax_process|math"}}
myst_update_mathjax = False

html_theme = "sphinx_book_theme"
html_title = "imagen_course"
html_static_path = ["_static"]
html_extra_path = ["_build/extra"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "navbar_persistent": [],  # the side bar has a search already
    "show_navbar_depth": 1,
    "show_toc_level": 2,
}

# Without an address of the repository no button leads there.
if address.repository():
    html_theme_options |= {"repository_url": address.repository(), "use_repository_button": True}


def lesson(name, rawtext, text, lineno, inliner, options=None, content=()):
    """Link a lesson by its slug; the link reads as its title. Numbers change when a lesson is put in, slugs do not."""
    words = nodes.inline("", syllabus.title(text), classes=["std", "std-doc"])
    target = {"refdomain": "std", "reftype": "doc", "reftarget": f"/lessons/{syllabus.name(text)}", "refexplicit": True}
    return [addnodes.pending_xref(rawtext, words, refwarn=True, **target)], []


def within(app, name, source):
    """Lead a link to a lesson's source, as it stands in the repository, to the lesson's page."""
    source[0] = source[0].replace("](../notebooks/", "](lessons/")


def sources(app, what, name, obj, options, lines):
    """Number the sources of a docstring by itself: the footnotes of a page that holds many would get in each other's way."""
    lines[:] = [re.sub(r"\[(\d)\]_", r"[\1]", re.sub(r"^\.\. \[(\d)\] ", r"\1. ", line)) for line in lines]


def foreign(app, what, name, obj, skip, options):
    """Leave out what a class has from elsewhere: scikit-learn's routing; a named tuple's fields, which its docstring has."""
    return skip or type(obj).__name__ == "_tuplegetter" or bool(re.fullmatch(r"set_\w+_request", name)) or None


def setup(app):
    """Sphinx calls this."""
    app.connect("autodoc-process-docstring", sources)
    app.connect("autodoc-skip-member", foreign)
    app.add_role("lesson", lesson)
    app.connect("source-read", within)
