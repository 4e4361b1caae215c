"""``imagen-course generate``: pictures of what a sentence or a name says, by chance, by rule, or by a trained model."""

import io
from functools import partial
from pathlib import Path

from imagen_course import files
from imagen_course.cli.command import Command, check_out
from imagen_course.cli.messages import say

__all__ = ["COMMAND"]

_NOISES = {"noise": "uniform"} | {name: name for name in ("gaussian", "smoothed", "power_law", "fractal")}
_RULES = ("gradient", "waves", "checkers", "mandelbrot", "automaton", "plant", "shapes")
_LEARNED = ("pca", "vae", "gan", "diffusion")
_OTHERS = f"by chance {', '.join(_NOISES)}; by rule {', '.join(_RULES)}; trained {', '.join(_LEARNED)}"
_UNTRAINED = (
    "No caption that the model learned from was of this kind, and of its pictures of such captions 48 to 74 % show what is "
    "said. It learned from one to four things in a row, some of them alike ('a red star, two crosses and a circle'), and "
    "from two sides in a relation: things alike on each ('two stars above a cross'), or two things on one side ('a star and "
    "a cross above a circle')."
)


def _generate(arguments):
    check_out([arguments.out], ".png", force=arguments.force)
    images, note = _from_words(arguments) if _takes_words(arguments) else (_without_words(arguments), "")
    files.write(arguments.out, _sheet(images))
    say(f"{arguments.out}: {len(images)} pictures of {images.shape[2]} x {images.shape[1]}{note}")
    return 0


def _takes_words(arguments):
    """Check the model and what goes with it."""
    name = arguments.model
    if arguments.size is not None and name not in (*_NOISES, *_RULES):
        raise ValueError(f"--size is for noise and rules, {name} has learned pictures of one size: leave it out")
    if name in _FROM_WORDS:
        return True
    if arguments.caption is not None:
        raise ValueError(f"{name} takes no caption, got {arguments.caption!r}: leave it out, or take text_to_image")
    return False


def _without_words(arguments):
    from imagen_course import generate

    name, options = arguments.model, {"seed": arguments.seed}
    if name in _LEARNED:
        options |= {"n_steps": arguments.steps} if name == "diffusion" else {}
        return generate.load(f"{name}_{arguments.world}").sample(arguments.n, **options)
    options["size"] = 128 if arguments.size is None else arguments.size
    make = getattr(generate.noise, _NOISES[name]) if name in _NOISES else partial(generate.rules.sample, name)
    return make(arguments.n, **options)


def _from_words(arguments):
    """The pictures, and what is to be said of them."""
    from imagen_course.checks import check_whole

    draw, example = _FROM_WORDS[arguments.model]
    if arguments.caption is None:
        raise ValueError(f"{arguments.model} needs {example}")
    check_whole(n=arguments.n, seed=arguments.seed)
    options = {"n": arguments.n, "seed": arguments.seed, "guidance": arguments.guidance, "n_steps": arguments.steps}
    return draw(arguments, options)


def _from_caption(arguments, options):
    """The pictures, and how many of them show what the caption says."""
    from imagen_course.generate.cascade import Cascade
    from imagen_course.generate.language import TAUGHT
    from imagen_course.worlds import captions, reader

    if captions.parse(arguments.caption).kind not in TAUGHT:  # before Keras is loaded, which takes a while
        say(_UNTRAINED)
    cascade = Cascade.shipped()
    images = cascade.sample(arguments.caption, tries=arguments.tries, **options)
    obeyed = reader.obeys(reader.read(images), [arguments.caption] * len(images)).sum()
    again = (cascade.tries_ > 1).sum()
    again = f"; {again} of them {'was' if again == 1 else 'were'} drawn again" if arguments.tries > 1 else ""
    return images, f"; {obeyed} of {len(images)} show what the caption says, as the reader of scenes sees it{again}"


def _from_name(arguments, options):
    """The pictures, and how many of them lie nearest to the drawing of that name."""
    from imagen_course import generate
    from imagen_course.worlds import drawings

    images = generate.load("names_to_drawings").sample(arguments.caption, **options)
    ours = drawings.table().where(artist="noto")
    own = [number for number in ours if drawings.named(number) == arguments.caption]
    if not own:
        return images, "; no drawing that the model learned from has this name"
    right = (drawings.nearest(images, k=1) == own).sum()
    return images, f"; {right} of {len(images)} are nearest to Noto's drawing of that name, of all {len(ours):,}"


_FROM_WORDS = {
    "text_to_image": (_from_caption, "a caption: write 'a red circle above a green triangle'"),
    "names_to_drawings": (_from_name, "a name: write 'waving hand: dark skin tone'"),
}


def _sheet(images):
    """Pictures in rows on white, as the bytes of a PNG; small ones are enlarged, every pixel a square."""
    import numpy as np
    from PIL import Image

    n, height, width, _ = images.shape
    factor, columns = max(1, 128 // max(height, width)), int(np.ceil(np.sqrt(n)))
    cells = np.ones((-(-n // columns) * columns, factor * height + 4, factor * width + 4, 3))
    cells[:n, 2:-2, 2:-2] = images.repeat(factor, axis=1).repeat(factor, axis=2)
    rows = cells.reshape(-1, columns, *cells.shape[1:]).swapaxes(1, 2)  # (rows, h, columns, w, 3)
    sheet, file = Image.fromarray(np.uint8(np.rint(255 * rows.reshape(-1, columns * cells.shape[2], 3)))), io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()


def _add_arguments(parser):
    add = parser.add_argument
    add("caption", nargs="?", metavar="CAPTION", help="what to draw: a sentence, or a name for names_to_drawings")
    models, words = (*_FROM_WORDS, *_NOISES, *_RULES, *_LEARNED), ", ".join(_FROM_WORDS)
    add(
        "--model",
        choices=models,
        default=models[0],
        metavar="NAME",
        help=f"from words {words} (default: the first); {_OTHERS}",
    )
    add("--out", type=Path, required=True, metavar="FILE.png", help="where the sheet of pictures is written")
    add("--n", type=int, default=16, metavar="N", help="number of pictures (default: 16)")
    add("--seed", type=int, default=0, metavar="N", help="the same seed draws the same pictures (default: 0)")
    add("--size", type=int, metavar="N", help="side of the pictures in pixels, for noise and rules (default: 128)")
    add("--world", choices=("scenes", "digits"), default="scenes", help="training set of a trained model (default: scenes)")
    add("--guidance", type=float, default=2.0, metavar="X", help="scale of the classifier-free guidance (default: 2)")
    add("--steps", type=int, default=15, metavar="N", help="denoising steps from noise to a picture (default: 15)")
    tries = "draw each picture at most N times, until it matches its caption (default: 8)"
    add("--tries", type=int, default=8, metavar="N", help=tries)
    add("--force", action="store_true", help="replace FILE.png if it exists")


_SUMMARY = "Draw pictures: by a sentence, by chance, by rule, by a model."
_EXAMPLES = [
    'generate "a red circle above a green triangle" --n 16 --out sheet.png',
    'generate "waving hand: dark skin tone" --model names_to_drawings --out hands.png',
    "generate --model mandelbrot --n 4 --out four.png",
    "generate --model vae --world digits --out digits.png",
]
COMMAND = Command("generate", _generate, _SUMMARY, _EXAMPLES, _add_arguments)
