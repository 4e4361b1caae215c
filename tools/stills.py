"""Pictures taken out of a page's outputs: a file each, which a browser fetches when it comes near, and keeps."""

import base64
import hashlib
import io
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PIL import Image

from imagen_course import files

BESIDE = Path(__file__).parents[1] / "docs" / "_build" / "extra"  # copied beside the pages as it is
SOURCE = re.compile(r'src="data:image/(?:(?:png|webp);base64|svg\+xml),([^"]+)"')
KIND = re.compile("png|webp|svg")
SIZE = re.compile(rb"viewBox='0 0 ([\d.]+) ([\d.]+)'")


def apart(output):
    """The output with a file's name in place of each picture that its HTML holds."""
    if "text/html" not in output.get("data", {}):
        return output
    words = "".join(output["data"]["text/html"])
    return {**output, "data": {**output["data"], "text/html": SOURCE.sub(_file, words)}}


def _file(found):
    kind = KIND.search(found[0])[0]
    if kind == "svg":
        content = unquote_to_bytes(found[1])
        width, height = (round(float(side)) for side in SIZE.search(content).groups())
    else:
        content = base64.b64decode(found[1])
        width, height = Image.open(io.BytesIO(content)).size
    path = BESIDE / "lessons" / "pictures" / f"{hashlib.sha256(content).hexdigest()[:16]}.{kind}"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        files.write(path, content)
    return f'src="pictures/{path.name}" width="{width}" height="{height}" loading="lazy"'
