"""Draw what ships as data/drawings.npz: things by two artists, with names, from the vector drawings of two emoji sets.

    python tools/draw_drawings.py NOTO FLUENT NAMES

NOTO and FLUENT are folders with ``icons.json`` and ``chars.json``, as the npm packages ``@iconify-json/noto`` (1.2.9) and
``@iconify-json/fluent-emoji-flat`` (1.2.6) hold them; NAMES is the folder of ``emojibase-data`` (17.0.0). The drawings are
rendered by ``resvg_py`` (PyPI) at 64 pixels and stored as lossless WebP. Run again it writes the same file bit for bit.

Things are the emoji that both artists drew, flags and bare parts left out; of those that come in skin tones, Noto's five.
"""

import io
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from shipping import ship

SIZE = 64
GROUPS = {0: "faces", 1: "people", 3: "animals", 4: "food", 5: "places", 6: "activities", 7: "objects", 8: "symbols"}
TARGET = Path(__file__).resolve().parents[1] / "data" / "drawings.npz"


def point(code):
    """A code point as it is called in all three packages."""
    return code.lower().replace("-fe0f", "")


class Artist:
    """The drawings of one set."""

    def __init__(self, folder):
        self.icons = json.loads(Path(folder, "icons.json").read_text(encoding="utf-8"))
        names = json.loads(Path(folder, "chars.json").read_text(encoding="utf-8"))
        self.names = {point(code): name for code, name in names.items()}

    def draw(self, code):
        """The drawing of a code point, as the bytes of a lossless WebP file."""
        import resvg_py

        icon = self.icons["icons"][self.names[code]]
        box = " ".join(str(icon.get(side, self.icons.get(side, 16))) for side in ("width", "height"))
        link = "http://www.w3.org/1999/xlink"
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="{link}" viewBox="0 0 {box}">{icon["body"]}</svg>'
        png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=SIZE, height=SIZE, skip_system_fonts=True))
        drawing, canvas = Image.open(io.BytesIO(png)).convert("RGBA"), Image.new("RGBA", (SIZE, SIZE))
        canvas.paste(drawing, ((SIZE - drawing.width) // 2, (SIZE - drawing.height) // 2))  # some are narrower than high
        canvas.save(file := io.BytesIO(), "webp", lossless=True, method=6)
        return file.getvalue()


def described(folder):
    """What the emoji are called and where they belong: their entries in English, with the Chinese ones by code point."""
    english, chinese = (
        json.loads(Path(folder, language, "data.json").read_text(encoding="utf-8")) for language in ("en", "zh")
    )
    return [e for e in english if e.get("group") in GROUPS], {e["hexcode"]: e for e in chinese}


def main(noto, fluent, names):
    artists = [Artist(noto), Artist(fluent)]
    english, chinese = described(names)
    common = [e for e in english if all(point(e["hexcode"]) in artist.names for artist in artists)]
    things, cells = [], []  # a cell: thing, artist, skin tone, code point
    for number, entry in enumerate(common):
        other = chinese[entry["hexcode"]]
        tags = {"tags": entry.get("tags", []), "chinese_tags": other.get("tags", [])}
        name = {"name": entry["label"], "chinese": other["label"], "group": GROUPS[entry["group"]]}
        things.append(name | tags | {"code": point(entry["hexcode"])})
        cells += [(number, artist, 0, point(entry["hexcode"])) for artist in range(2)]
        tones = [skin for skin in entry.get("skins", []) if isinstance(skin.get("tone"), int)]
        codes = [(skin["tone"], point(skin["hexcode"])) for skin in tones]
        cells += [(number, 0, tone, code) for tone, code in codes if code in artists[0].names]
    files = [artists[artist].draw(code) for _, artist, _, code in cells]
    thing, artist, tone, _ = zip(*cells, strict=True)
    ship(
        TARGET,
        thing=np.array(thing, "uint16"),
        artist=np.array(artist, "uint8"),
        tone=np.array(tone, "uint8"),
        ends=np.cumsum([len(file) for file in files]).astype("uint32"),
        webp=np.frombuffer(b"".join(files), "uint8"),
        things=np.frombuffer(json.dumps(things, ensure_ascii=False).encode(), "uint8"),
    )
    print(f"{len(things)} things, {len(cells)} drawings")


if __name__ == "__main__":
    main(*sys.argv[1:])
