"""A network of your own as one page of HTML: no server, no network, on a phone too.

``save`` writes the page; on it a picture is drawn or loaded, the maps of every layer follow, and a click on any number shows
what it is made of. ``rounded`` gives the network with the weights of 8 bits that the page holds, ``agreement`` says what
that changes. ``graph`` is the network as steps, ``reading`` finds them in networks of Keras and in those of
`imagen_course.network`; ``engine.js`` computes them in the browser, ``page.js`` shows them.

``save_cascade`` writes the page of the text-to-image cascade: a sentence is typed and drawn there. ``operations`` reads its
networks, ``tensors.js`` computes them, ``sampling.js`` goes from noise to a picture, ``cascade.js`` shows it.
"""

from imagen_course.export.cascades import Obedience, cascade_page, obedience, rounded_cascade, save_cascade
from imagen_course.export.operations import program_of
from imagen_course.export.page import Agreement, agreement, page, rounded, save
from imagen_course.export.reading import ADDED, graph_of

__all__ = ["ADDED", "Agreement", "Obedience", "agreement", "cascade_page", "graph_of", "obedience", "page", "program_of"]
__all__ += ["rounded", "rounded_cascade", "save", "save_cascade"]
