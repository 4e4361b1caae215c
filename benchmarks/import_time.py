"""How long the package takes to import, beside NumPy, and that it brings none of the heavy libraries along."""

import json
import subprocess
import sys

import numpy as np
from protocol import ratios, report

PROTOCOL = """\
Time of the import statement alone, each in a fresh process that measures itself; 25 rounds after 2 that do not count, every
statement once a round, in a new order; nothing was tuned. 'loaded' names those of keras, tensorflow, sklearn and matplotlib
that are in sys.modules afterwards, and the run fails if there is one. Ratios are to import numpy."""
STATEMENTS = ["import numpy", "import imagen_course", "import imagen_course.formulas"]
CHILD = """
import sys, time
start = time.perf_counter()
{statement}
seconds = time.perf_counter() - start
import json
print(json.dumps([seconds, sorted({{"keras", "tensorflow", "sklearn", "matplotlib"}} & set(sys.modules))]))
"""


def main():
    rng, order = np.random.default_rng(0), list(STATEMENTS)
    times, loaded = {statement: [] for statement in STATEMENTS}, {}
    for number in range(-2, 25):
        rng.shuffle(order)
        for statement in order:
            child = [sys.executable, "-c", CHILD.format(statement=statement)]
            seconds, loaded[statement] = json.loads(subprocess.run(child, capture_output=True, check=True).stdout)
            if number >= 0:
                times[statement].append(seconds)
    rows = ratios(times, to="import numpy")
    report("import_time", [row | {"loaded": ", ".join(loaded[row["name"]]) or "none"} for row in rows], protocol=PROTOCOL)
    if any(loaded.values()):
        sys.exit("an import that should be light has loaded a heavy library: see the column 'loaded'")


if __name__ == "__main__":
    main()
