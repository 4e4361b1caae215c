"""Controls that can be moved on a page that has no kernel: the solved run draws a picture for every setting.

Without a script, and on paper, the pictures of the strip are shown, as in a notebook that is printed (``widgets.Control``).
"""

import html
import itertools
import json

from imagen_course import widgets

MOST = 48  # settings; a control with more of them stays a strip
_strip = widgets.Control.strip


def install():
    """From now on, in this kernel, the stored output of a control holds all its settings."""
    widgets.Control.strip = strip


def strip(control):
    """The HTML of a control: what there is to choose, and a figure for every choice."""
    settings = [dict(zip(control.choices, labels, strict=True)) for labels in itertools.product(*control.choices.values())]
    if len(settings) > MOST:
        return _strip(control)
    options = {name.replace("_", " "): list(labels) for name, labels in control.choices.items()}
    figures = "".join(_figure(control, setting) for setting in settings)
    words = f'data-options="{_attribute(options)}" data-first="{_attribute(list(control.first.values()))}"'
    return f'<div class="live" {words} style="display: flex; flex-wrap: wrap; gap: 12px">{figures}</div>'


def _figure(control, setting):
    caption = ", ".join(f"{name.replace('_', ' ')} {label}" for name, label in setting.items())
    kind = "data-still" if setting in control.stills else "hidden"
    return (
        f'<figure {kind} data-setting="{_attribute(list(setting.values()))}" style="margin: 0">{control.html(setting)}'
        f'<figcaption style="width: 0; min-width: 100%">{html.escape(caption)}</figcaption></figure>'
    )


def _attribute(value):
    """JSON as a browser would write it, for an attribute."""
    return html.escape(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
