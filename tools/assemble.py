"""Make ``imagen_course/export/product.wasm`` of ``product.wat``, by the ``wat2wasm`` of wabt, a package of Debian and npm.

    python tools/assemble.py [WAT2WASM]

The same text gives the same bytes: version 1.0.39 of npm's package made what ships.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from imagen_course import files

ROOM = Path(__file__).parents[1] / "imagen_course" / "export"


def main(assembler="wat2wasm"):
    """Write it, and say whether it has changed."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "product.wasm"
        command = [*assembler.split(), str(ROOM / "product.wat"), "-o", str(made)]
        subprocess.run(command, check=True)
        code = made.read_bytes()
    known = (ROOM / "product.wasm").read_bytes() if (ROOM / "product.wasm").is_file() else b""
    files.write(ROOM / "product.wasm", code)
    print(f"product.wasm: {len(code)} bytes, {'as before' if code == known else 'other than before'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
