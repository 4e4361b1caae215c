"""Controls to play with: a pure function from settings to a picture, and a thin view of it.

``control(draw, stride=[1, 2, 3])`` gives an input for each option, and under the inputs the ``plots.Sheet`` that ``draw``
makes of what is chosen. Where no kernel runs, in print and on a web page, a strip of still pictures stands for it.
``teach(teacher, names)`` shows a photograph to click on; what is clicked goes to a `teach.Teacher`, and the picture comes
back with the names it has learnt. ``draw(read)`` is a field to draw in, and shows what ``read`` makes of it.
``save(sheet, "mine.png")`` shows a sheet, and a button that writes it to a file. Where the environment variable
``IMAGEN_COURSE_STATIC`` is set there are only still pictures: stored outputs hold no dead control.
"""

import base64
import functools
import html
import io
import itertools
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from imagen_course import plots
from imagen_course.checks import check_callable, check_items, check_lengths, check_numbers, check_text, check_type

__all__ = ["Control", "Field", "Saving", "Teaching", "control", "draw", "save", "teach"]

STILLS = 5  # pictures in a strip, at most
LEAST_WIDTH = 200  # pixels; three such stand side by side in a notebook
_SCRIPTS = Path(__file__).parent


def control(draw, *, first=None, stills=None, **options):
    """Let ``draw`` be played with.

    Parameters
    ----------
    draw : callable
        Takes one value of each option by name and returns a ``plots.Sheet``. It must depend on nothing else.
    first : dict, optional
        The value that an option starts with, where it is not the option's first one.
    stills : sequence of dict, optional
        The settings of the strip; an option that one leaves out has its starting value. All settings, or some spread
        evenly, if not given.
    **options : sequence, or dict of values by name
        What to choose from. An underscore in the option's name reads as a space.

    Returns
    -------
    Control
        The last expression of a notebook cell is displayed.

    Raises
    ------
    TypeError
        If ``draw`` returns something else than a sheet, or an option's values are no sequence.
    ValueError
        Without options, if one has no values or two that read alike, or if ``first`` or ``stills`` name what is not there.

    Examples
    --------
    >>> def grey(level):
    ...     return plots.show(plots.picture(np.full((2, 2), level)))
    >>> control(grey, level=[0, 0.5, 1], first={"level": 0.5})
    <Control: level 0, 0.5, 1. At level 0.5: grey picture, 2 x 2 pixels, values 0.50 to 0.50, mean 0.50>
    """
    check_callable(draw, name="draw", hint="which returns plots.show(...)")
    if not options:
        raise ValueError("control needs at least one option, such as stride=[1, 2, 3]")
    choices = {name: _choices(name, values) for name, values in options.items()}
    start = _setting(first or {}, choices, {name: next(iter(values)) for name, values in choices.items()}, "first")
    return Control(draw, choices, start, [_setting(still, choices, start, "stills") for still in stills or []])


class Control:
    """A function to play with: what it draws for each setting, and the page's view of that.

    A setting names one choice of each option, as it reads on the page: ``{"stride": "2"}``. Made by ``control``.

    Parameters
    ----------
    draw : callable
    choices : dict of dict
        The values of each option by the words they read as.
    first : dict of str
        The setting to start with; it is drawn at once, and what ``draw`` raises there is raised.
    stills : sequence of dict of str
        The settings of the strip; spread evenly over all if there are none.

    Examples
    --------
    >>> def grey(level):
    ...     return plots.show(plots.picture(np.full((2, 2), level)))
    >>> Control(grey, {"level": {"dark": 0, "bright": 1}}, {"level": "dark"}).sheet({"level": "bright"})
    <Sheet: grey picture, 2 x 2 pixels, values 1.00 to 1.00, mean 1.00>
    """

    def __init__(self, draw, choices, first, stills=()):
        self.draw, self.choices, self.first, self.stills = draw, choices, first, stills or _spread(choices)
        self._described = self.sheet(first).description

    def __repr__(self):
        options = "; ".join(f"{_words(name)} {', '.join(values)}" for name, values in self.choices.items())
        return f"<Control: {options}. At {_caption(self.first)}: {self._described}>"

    def _ipython_display_(self):
        from IPython.display import display

        if os.environ.get("IMAGEN_COURSE_STATIC"):
            display({"text/html": self.strip(), "text/plain": repr(self)}, raw=True)
        else:  # no strip: it would show what a question about the control asks for
            display(self.view())

    def sheet(self, setting):
        """Draw a setting.

        Parameters
        ----------
        setting : dict of str

        Returns
        -------
        plots.Sheet
        """
        sheet = self.draw(**{name: self.choices[name][label] for name, label in setting.items()})
        return check_type(sheet, plots.Sheet, name="what draw returns", hint="return plots.show(...)")

    def html(self, setting, *, scale=1.0):
        """Draw a setting for the page; where it cannot be drawn, the error stands in the picture's place.

        Parameters
        ----------
        setting : dict of str
        scale : float
            Of the sheet's own width; a sheet is not made too small to be made out.

        Returns
        -------
        str
        """
        try:
            sheet = self.sheet(setting)
        except Exception as error:  # whatever it is, whoever moved the control is to read it
            return _alert(error)
        width = max(round(scale * sheet.width), min(sheet.width, LEAST_WIDTH))
        return sheet.at(width)._repr_html_()

    def strip(self):
        """Draw a few settings side by side, each with its caption: all of them, or some spread evenly.

        Returns
        -------
        str
            HTML.
        """
        stills = [
            f'<figure style="margin: 0">{self.html(setting, scale=0.8)}'
            f'<figcaption style="width: 0; min-width: 100%">{html.escape(_caption(setting))}</figcaption></figure>'
            for setting in self.stills
        ]
        return f'<div style="display: flex; flex-wrap: wrap; gap: 12px">{"".join(stills)}</div>'

    def view(self):
        """Make the live control.

        Returns
        -------
        ipywidgets.VBox
            A box of one input for each option, under it an ``ipywidgets.HTML`` with the picture, and out of sight what keeps
            the arrow keys for the inputs.
        """
        import ipywidgets

        inputs = {name: _input(name, list(values), self.first[name]) for name, values in self.choices.items()}
        picture = ipywidgets.HTML(self.html(self.first))

        def update(change):
            picture.value = self.html({name: str(widget.value) for name, widget in inputs.items()})

        for widget in inputs.values():
            widget.observe(update, names="value")
        layout = {"flex_flow": "row wrap", "grid_gap": "0 2em"}
        return _keeping_its_keys(ipywidgets.HBox(list(inputs.values()), layout=layout), picture)


def teach(teacher, names):
    """Let a photograph be taught by clicks.

    Parameters
    ----------
    teacher : teach.Teacher
        It takes the clicks: what the page teaches it, ``teacher.labels`` knows in the next cell.
    names : sequence of str
        What regions can be called.

    Returns
    -------
    Teaching
        The last expression of a notebook cell is displayed.

    Raises
    ------
    TypeError, ValueError
        If ``names`` are no words, fewer than two or two of them alike.

    Examples
    --------
    >>> from imagen_course.teach import Teacher
    >>> teach(Teacher(np.zeros((8, 8, 1)), n_segments=4), ["sky", "sea"])
    <Teaching: sky, sea. Nothing is named yet: choose a name, then click on a region that shows it.>
    """
    check_items(names, str, name="names", hint="write ['sky', 'lake']")
    for name in names:
        check_text(name, name="names")
    if not 1 < len(names) == len(set(names)):
        raise ValueError(f"names must be two or more, no two alike, to tell things apart; got {list(names)}")
    return Teaching(teacher, list(names))


class Teaching:
    """A photograph that is taught by clicks, and the page's view of it. Made by ``teach``.

    Parameters
    ----------
    teacher : teach.Teacher
    names : list of str

    Examples
    --------
    >>> from imagen_course.teach import Teacher
    >>> teaching = Teaching(Teacher(np.zeros((8, 8, 1)), n_segments=4), ["sky", "sea"])
    >>> teaching.teacher.click(1, 1, "sky")
    >>> teaching.sentence()
    '1 click: sky 25 %, no name yet 75 %.'
    """

    def __init__(self, teacher, names):
        self.teacher, self.names = teacher, names

    def __repr__(self):
        return f"<Teaching: {', '.join(self.names)}. {self.sentence()}>"

    def _ipython_display_(self):
        from IPython.display import display

        if os.environ.get("IMAGEN_COURSE_STATIC"):
            still = plots.show(self.panel(), size=3.6)
            display({"text/html": still._repr_html_(), "text/plain": repr(self)}, raw=True)
        else:
            display(self.view())

    def panel(self):
        """Draw the regions, or once there is a click what each is called.

        Returns
        -------
        plots.Panel
        """
        teacher = self.teacher
        if teacher.clicks:
            return plots.mask(teacher.image, teacher.labels, teacher.names, title="")
        panel = plots.regions(teacher.image, teacher.segments, title="")
        return replace(panel, alt=f"the photograph in its regions, none of them named yet: {panel.alt}")

    def sentence(self):
        """Say what is known.

        Returns
        -------
        str
        """
        clicks, shares = len(self.teacher.clicks), np.bincount(self.teacher.labels.ravel()) / self.teacher.labels.size
        if not clicks:
            return "Nothing is named yet: choose a name, then click on a region that shows it."
        known = [f"{name} {share:.0%}" for name, share in zip(self.teacher.names, shares[1:], strict=True)]
        unknown = [f"no name yet {shares[0]:.0%}"] if shares[0] else []
        return f"{clicks} click{'s'[: clicks > 1]}: {', '.join(known + unknown)}.".replace("%", " %")

    def view(self):
        """Make the live view.

        Returns
        -------
        ipywidgets.VBox
            Radio buttons with the names, a button that takes the last click back, and the picture, which sends ``row`` and
            ``column`` of a click and holds a sentence on what is known; and what keeps the arrow keys for them.
        """
        import ipywidgets

        name = ipywidgets.RadioButtons(options=self.names, description="this is", orientation="horizontal")
        undo = ipywidgets.Button(description="undo")
        picture = _clickable()(rows=self.teacher.segments.shape[0], columns=self.teacher.segments.shape[1])

        def update(act, *args):
            try:
                act(*args)
            except (TypeError, ValueError) as error:
                picture.status = str(error)
            else:
                panel = self.panel()
                picture.src, picture.alt, picture.status = _source(panel), panel.alt, self.sentence()

        def clicked(widget, message, buffers):
            update(self.teacher.click, message.get("row"), message.get("column"), name.value)

        picture.on_msg(clicked)
        undo.on_click(lambda button: update(self.teacher.undo))
        update(lambda: None)
        return _keeping_its_keys(ipywidgets.HBox([name, undo]), picture)


def draw(read, *, start):
    """Let something be drawn, by mouse, finger or keys; what ``read`` makes of it is shown beneath.

    Parameters
    ----------
    read : callable
        Takes a drawing, an array of shape (side, side) in [0, 1], 1 where there is ink, and returns a ``plots.Sheet`` or a
        list of them. It must depend on nothing else.
    start : array_like, shape (side, side)
        What lies on the field before anything is drawn, in [0, 1]; print shows what is read from it.

    Returns
    -------
    Field
        The last expression of a notebook cell is displayed.

    Raises
    ------
    TypeError
        If ``read`` is not to be called or returns something else than sheets.
    ValueError
        If ``start`` is no square, or smaller than 8 or larger than 64 pixels a side.

    Examples
    --------
    >>> draw(lambda ink: plots.show(plots.picture(ink)), start=np.zeros((8, 8)))
    <Field: 8 x 8 pixels, grey picture, 8 x 8 pixels, values 0.00 to 0.00, mean 0.00>
    """
    check_callable(read, name="read", hint="which returns plots.show(...)")
    start = check_numbers(start, name="start", within="[0, 1]", shape=("side", "side"))
    if start.shape[0] != start.shape[1] or not 8 <= len(start) <= 64:
        raise ValueError(f"start must be a square of 8 to 64 pixels a side, got {start.shape}")
    return Field(read, start)


class Field:
    """A field to draw in, and what is read from the drawing. Made by ``draw``.

    Parameters
    ----------
    read : callable
    start : numpy.ndarray, shape (side, side)
        It is read at once, and what ``read`` raises there is raised.

    Attributes
    ----------
    drawing : numpy.ndarray, shape (side, side)
        What lies on the field now, in [0, 1].

    Examples
    --------
    >>> field = Field(lambda ink: plots.show(plots.picture(ink)), np.zeros((8, 8)))
    >>> field.sheets(np.ones((8, 8)))
    [<Sheet: grey picture, 8 x 8 pixels, values 1.00 to 1.00, mean 1.00>]
    """

    def __init__(self, read, start):
        self.read, self.start, self.drawing = read, start, start
        self._described = self.sheets(start)[0].description

    def __repr__(self):
        return f"<Field: {len(self.start)} x {len(self.start)} pixels, {self._described}>"

    def _ipython_display_(self):
        from IPython.display import display

        if os.environ.get("IMAGEN_COURSE_STATIC"):
            display({"text/html": self.html(self.start), "text/plain": repr(self)}, raw=True)
        else:
            display(self.view())

    def sheets(self, drawing):
        """Read a drawing.

        Parameters
        ----------
        drawing : numpy.ndarray, shape (side, side)

        Returns
        -------
        list of plots.Sheet
        """
        read = self.read(drawing)
        return check_items(read if isinstance(read, list) else [read], plots.Sheet, name="what read returns", least=1)

    def html(self, drawing):
        """Read a drawing for the page; where it cannot be read, the error stands in the place of what is shown.

        Parameters
        ----------
        drawing : numpy.ndarray, shape (side, side)

        Returns
        -------
        str
        """
        try:
            return "".join(sheet._repr_html_() for sheet in self.sheets(drawing))
        except Exception as error:  # whatever it is, whoever draws is to read it
            return _alert(error)

    def view(self):
        """Make the live view.

        Returns
        -------
        ipywidgets.VBox
            The field, which sends its ink stroke by stroke, and an ``ipywidgets.HTML`` with what is read from it.
        """
        import ipywidgets

        side = len(self.start)
        paper = _drawable()(side=side, ink=np.round(255 * self.start).astype(int).ravel().tolist())
        shown = ipywidgets.HTML(self.html(self.start))

        def drawn(change):
            self.drawing = np.reshape(change["new"], (side, side)) / 255
            shown.value = self.html(self.drawing)

        paper.observe(drawn, "ink")
        return _keeping_its_keys(paper, shown)


def save(sheet, name):
    """Show a sheet, and under it a button that writes it to a file beside the notebook.

    Parameters
    ----------
    sheet : plots.Sheet
        What ``plots.show`` returns, or a figure.
    name : str
        Of the file: ``"my_grid.png"``; for a figure ``"my_chain.svg"``. What is there by that name is written over.

    Returns
    -------
    Saving
        The last expression of a notebook cell is displayed.

    Raises
    ------
    TypeError
        If ``sheet`` is none.
    ValueError
        If the name does not end as the file's format does, or names a folder.

    Examples
    --------
    >>> save(plots.show(plots.picture([[0.0, 1.0]])), "two_pixels.png")
    <Saving: two_pixels.png, grey picture, 1 x 2 pixels, values 0.00 to 1.00, mean 0.50>
    """
    check_type(sheet, plots.Sheet, name="sheet", hint="write save(plots.show(...), 'mine.png')")
    check_text(name, name="name")
    ending = ".svg" if isinstance(sheet, plots.Drawing) else ".png"
    if Path(name).name != name or not name.endswith(ending):
        raise ValueError(f"name must be that of a file beside the notebook and end in {ending}, got {name!r}")
    return Saving(sheet, name)


class Saving:
    """A sheet with a button that saves it. Made by ``save``.

    Parameters
    ----------
    sheet : plots.Sheet
    name : str

    Examples
    --------
    >>> Saving(plots.show(plots.picture([[0.0]])), "dark.png").name
    'dark.png'
    """

    def __init__(self, sheet, name):
        self.sheet, self.name = sheet, name

    def __repr__(self):
        return f"<Saving: {self.name}, {self.sheet.description}>"

    def _ipython_display_(self):
        from IPython.display import display

        if os.environ.get("IMAGEN_COURSE_STATIC"):
            display({"text/html": self.sheet._repr_html_(), "text/plain": repr(self)}, raw=True)
        else:
            display(self.view())

    def sentence(self):
        """Save it, and say where it lies; or why it could not be written.

        Returns
        -------
        str
        """
        try:
            return f"Saved as {self.sheet.save(self.name).resolve()}"
        except OSError as error:
            return f"Not saved: {error.strerror or error}."

    def view(self):
        """Make the live view.

        Returns
        -------
        ipywidgets.VBox
            The picture, the button, and what is said once it is pressed.
        """
        import ipywidgets

        button = ipywidgets.Button(description=f"save as {self.name}", layout={"width": "max-content"})
        said = ipywidgets.HTML()

        def pressed(_):
            said.value = f'<p role="status">{html.escape(self.sentence())}</p>'

        button.on_click(pressed)
        return _keeping_its_keys(
            ipywidgets.HTML(self.sheet._repr_html_()), ipywidgets.HBox([button, said], layout={"align_items": "center"})
        )


def _alert(error):
    return f'<p role="alert"><strong>{type(error).__name__}:</strong> {html.escape(str(error))}</p>'


@functools.cache
def _drawable():
    """Define the field that can be drawn in; here, because anywidget is needed nowhere else."""
    import anywidget
    import traitlets

    class Drawable(anywidget.AnyWidget):
        _esm = _SCRIPTS / "drawable.js"
        side = traitlets.Int().tag(sync=True)
        ink = traitlets.List(traitlets.Int()).tag(sync=True)

    return Drawable


@functools.cache
def _clickable():
    """Define the picture that can be clicked on; here, because anywidget is needed nowhere else."""
    import anywidget
    import traitlets

    class Clickable(anywidget.AnyWidget):
        _esm = _SCRIPTS / "clickable.js"
        src, alt, status = (traitlets.Unicode().tag(sync=True) for _ in range(3))
        rows, columns = (traitlets.Int().tag(sync=True) for _ in range(2))

    return Clickable


def _keeping_its_keys(*parts):
    """Put the parts of a control into a box in which keys are theirs and not JupyterLab's."""
    import ipywidgets

    box = ipywidgets.VBox([*parts, _keys()()])
    box.add_class("imagen-control")
    return box


@functools.cache
def _keys():
    """Define the invisible part of a control that keeps its keys."""
    import anywidget

    class Keys(anywidget.AnyWidget):
        _esm = _SCRIPTS / "keys.js"

    return Keys


def _source(panel, width=8):
    """Draw a panel without title or margin, so that a click's place is a pixel's; return a data URL."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, width / panel.aspect))
    axes = figure.add_axes([0, 0, 1, 1])
    panel.draw(axes)
    axes.set_axis_off()
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=100)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def _input(name, labels, first):
    """Make the widget that chooses one of ``labels``: a number field for whole numbers in order, else radio buttons.

    Not a slider, which in ipywidgets 8 has no name that a screen reader could say.
    """
    import ipywidgets

    options = {"style": {"description_width": "initial"}, "layout": {"width": "max-content"}}
    if _in_order(labels):
        low, high = int(labels[0]), int(labels[-1])
        words = f"{_words(name)} ({low} to {high})"
        options |= {"continuous_update": True}  # at each press of an arrow, not when the field is left
        return ipywidgets.BoundedIntText(int(first), min=low, max=high, description=words, **options)
    options |= {"orientation": "horizontal"}
    return ipywidgets.RadioButtons(options=labels, value=first, description=_words(name), **options)


def _spread(choices):
    """All settings, or some of them at equal distances."""
    settings = [dict(zip(choices, labels, strict=True)) for labels in itertools.product(*choices.values())]
    return [settings[i] for i in np.linspace(0, len(settings) - 1, min(len(settings), STILLS)).round().astype(int)]


def _setting(values, choices, start, argument):
    """Give a setting in the words its values read as, taking from ``start`` what it leaves out."""
    for name, value in values.items():
        if name not in choices or _label(value) not in choices[name]:
            there = ", ".join(choices.get(name, choices))
            raise ValueError(
                f"{argument} must hold options and values that are there, got {name}={value!r}; there are {there}"
            )
    return start | {name: _label(value) for name, value in values.items()}


def _in_order(labels):
    start = labels[0]
    return start.removeprefix("-").isdecimal() and labels == [str(int(start) + i) for i in range(len(labels))]


def _choices(name, values):
    """Give the values of an option by the words they read as."""
    check_lengths(**{name: values})
    named = values.items() if isinstance(values, Mapping) else ((value, value) for value in values)
    pairs = [(_label(word), value) for word, value in named]
    choices = dict(pairs)
    if not 0 < len(choices) == len(pairs):
        reads = ", ".join(label for label, _ in pairs) or "none"
        raise ValueError(f"{name} must have values, each reading otherwise than the rest, got {reads}")
    return choices


def _label(value):
    return f"{value:g}" if isinstance(value, float) else getattr(value, "__name__", str(value))


def _words(name):
    return name.replace("_", " ")


def _caption(setting):
    return ", ".join(f"{_words(name)} {label}" for name, label in setting.items())
