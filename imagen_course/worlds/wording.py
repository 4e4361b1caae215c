"""What people write, said in the words that captions know: "Draw me 2 big red circles!" is "two large red circles".

Only what means the same is put in other words. What a scene cannot have, such as a dark red or an orange star, stays as it
was written, for `captions.parse` to refuse.
"""

import re

from imagen_course.checks import check_text
from imagen_course.worlds.layout import RELATIONS, SIZES
from imagen_course.worlds.painting import CLASSES, COLOURS

__all__ = ["OF_NO_SCENE", "OTHERWISE", "PLURALS", "plain"]

PLURALS = tuple(name + ("es" if name.endswith("s") else "s") for name in CLASSES)

_ASKED = "please|(?:can|could|would|will) you|i want|i would like|i'd like|let me see|let's see|give me|show me"
_ASKED += "|(?:draw|paint|make|create|generate|render|sketch)(?: me| us)?"
_KINDS = "picture|image|drawing|painting|photo|photograph|sketch|scene|illustration"
_STANDS = "sitting|lying|standing|placed|located|positioned|floating|drawn"
_SIDE = r"(left|right)(?:[ -]hand)?(?: side)?"
_SIZE, _COLOUR, _NAME = map("|".join, (SIZES, COLOURS, CLASSES))
_BEGINS = r"^|\band |\bof |, |\bwith |\bis |\bthere is " + "".join(
    rf"|\b{word} " for word in ("above", "over", "below", "under", "beneath")
)
_BESIDE = r"(?:\b(?:its|their) (?:left|right)|(?:above|over|below|under|beneath) (?:it|them))$"
OTHERWISE = [
    # the request round the caption
    ("’", "'"),
    (r"[\"“”‘«»`]", " "),
    (r"[!?.:]+", " "),
    (";", ","),
    ("[&+]", " and "),
    (r"\s*,\s*", ", "),
    (r"\s+", " "),
    (f"^ ?(?:(?:{_ASKED}) )+", ""),
    (r",? ?(?:please|thank you|thanks) ?$", ""),
    (f"^ ?(?:(?:a|an|the) )?(?:{_KINDS}) (?:of|with|showing|that shows|which shows) ", "a picture of "),
    ("'", " "),
    (r"\b(?:there|here) (?:s|is) (?:also )?", "there is "),
    (r"\b(?:there|here) are (?:also )?", "there are "),
    (r",? and there (?:is|are) ", " and "),
    # where something lies
    (rf", (?=(?:(?:which|that) )?(?:is |are )?(?:on|to|at|left|right|{'|'.join(RELATIONS[2:])}|over|under|beneath)\b)", " "),
    (rf"\b(?:which|that) (is|are) (?:{_STANDS}) ", r"\1 "),
    (r"\b(?:which|that) (is|are) ", r"\1 "),
    (rf"\b(?:{_STANDS}) ", ""),
    (r"\b(?:sits|lies|stands|floats) ", "is "),
    (r"\b(?:directly|just) (?=above|below|over|under|left|right|on top|to the)", ""),
    (r"\b(?:on|at) (?:the )?top of\b|\batop\b|\bhigher than\b", "above"),
    (r"\bunderneath\b|\blower than\b", "below"),
    (rf"\b(?:on|at|to) (?:the )?{_SIDE} (?:of|from)\b", r"to the \1 of"),
    (r"\b(left|right) from\b", r"\1 of"),
    (rf"\b(?:on|at|to) (its|their) {_SIDE}", r"to \1 \2"),
    # how many there are of what
    (r"\ba (?:pair|couple) of\b", "two"),
    *((rf"\b{number}\b", word) for number, word in zip("1234", ("a", "two", "three", "four"), strict=True)),
    (r"\b(?:the |all )(?=two\b|three\b|four\b)", ""),
    (r"(?<!to )\bthe\b", "a"),
    (r"\b(?:big|huge)\b", "large"),
    (r"\b(?:little|tiny)\b", "small"),
    (r"[ -](?:coloured|colored|sized)\b", ""),
    (r"\b(?:disc|disk|dot)(s?)\b", r"circle\1"),
    (rf"\b({_COLOUR}) ({_SIZE})\b", r"\2 \1"),
    (r"(?:,? and also|,? and then|,? as well as|,? along with|,? together with|,? plus|, and) ", " and "),
    *(
        (rf"\b(two|three|four) ((?:(?:{_SIZE}) )?(?:(?:{_COLOUR}) )?){name}\b", rf"\1 \2{names}")
        for name, names in zip(CLASSES, PLURALS, strict=True)
    ),
    (rf"({_BEGINS})(?=(?:(?:{_SIZE}) )?(?:(?:{_COLOUR}) )?(?:{_NAME})\b)", r"\1a "),
    ("^ +| +$", ""),
    (f" with (?!.*{_BESIDE})", " and "),
]
"""What stands for what, one after the other, as regular expressions that Python and JavaScript share."""
_COMPILED = [(re.compile(pattern), words) for pattern, words in OTHERWISE]
_SAID = {
    f"a thing lies {', '.join(RELATIONS[:-1])} or {RELATIONS[-1]} others": "next near beside between inside in into around "
    "behind before front middle centre center corner touching top bottom diagonally",
    "there are four objects at the most": "0 5 6 7 8 9 10 no zero five six seven eight nine ten many several some",
    f"a colour is one of {', '.join(COLOURS)}": "orange grey gray brown gold golden silver cyan turquoise magenta violet "
    "rose dark light pale bright",
    f"a size is {' or '.join(SIZES)}": "medium middle-sized long short wide tall giant enormous",
}
OF_NO_SCENE = {word: said for said, words in _SAID.items() for word in words.split()}
"""What captions know instead of a word that people use, in a sentence."""


def plain(caption):
    """Say what somebody wrote in the words that captions know, as far as it means the same.

    Parameters
    ----------
    caption : str

    Returns
    -------
    str
        In small letters; what is not known stands as it stood.

    Raises
    ------
    TypeError, ValueError
        If ``caption`` is no string, or an empty one.

    Examples
    --------
    >>> plain("Draw me 2 big red circles on top of the blue star!")
    'two large red circles above a blue star'
    >>> plain("orange disc, please")
    'orange circle'
    """
    text = check_text(caption, name="caption", hint="write 'a red circle above a green triangle'").lower()
    for pattern, words in _COMPILED:
        text = pattern.sub(words, text)
    return text
