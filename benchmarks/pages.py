"""What a picture costs on the page that draws from words, in a browser, and what its weights of 8 bits change.

    python benchmarks/pages.py [--rounds 10] [--captions 96]

Needs Chromium and Playwright. CPU seconds are those of all processes of the browser, which is told that there is no network.
"""

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

import numpy as np
import psutil
from playwright.sync_api import sync_playwright
from protocol import report

from imagen_course import export
from imagen_course.generate.cascade import Cascade
from imagen_course.generate.language import caption_batch

PROTOCOL = """\
The page of the cascade that ships, {megabytes:.2f} MB, in headless Chromium {version}. A picture: 15 steps with guidance,
two guesses each, and 5 steps of super-resolution, {work:.2f} billion multiply-adds in matrix products. CPU seconds are those
of all processes of the browser, median of {rounds} pictures; the page's script runs on one core. A product is that of 256
windows of 3 x 3 on 48 channels with 48 kernels, by product.wasm and by a loop of plain JavaScript over blocks of 4 x 4. 8
bits: {captions} captions of all kinds, each drawn once from one seed, with the weights that ship and with those of the page;
the reader of scenes says whether a picture shows its caption."""
BEGIN = """() => { window.cascade = new Cascade(
    {programs: JSON.parse($("programs").textContent), options, code: bytesOf(page.code)}); $("stop").click(); }"""
DRAW = """number => {
    const words = wordsOf("a red circle above a green triangle", grammar);
    return [...cascade.draw(idsOf(words, grammar), 0, number)].length;
}"""
PRODUCTS = """times => {
    const {multiply, scratch} = cascade.engine, rows = 4 * scratch, result = rows + 4 * 256 * 432;
    for (let i = 0; i < times; i++) multiply(rows, 0, result, 256, 48, 432);
}"""
PLAIN = """times => {
    const [m, n, k] = [256, 48, 432], made = new Float32Array(m * n);
    const [a, b] = [m * k, k * n].map(size => new Float32Array(size).map((_, i) => i % 7 - 3));
    for (; times > 0; times--) for (let j = 0; j < n; j += 4) for (let i = 0; i < m; i += 4) {
        let c00 = 0, c01 = 0, c02 = 0, c03 = 0, c10 = 0, c11 = 0, c12 = 0, c13 = 0;
        let c20 = 0, c21 = 0, c22 = 0, c23 = 0, c30 = 0, c31 = 0, c32 = 0, c33 = 0;
        for (let p = 0, x = i * k, y = j * k; p < k; p++, x += 4, y += 4) {  // both sides lie in blocks of four
            const b0 = b[y], b1 = b[y + 1], b2 = b[y + 2], b3 = b[y + 3];
            const a0 = a[x], a1 = a[x + 1], a2 = a[x + 2], a3 = a[x + 3];
            c00 += a0 * b0; c01 += a0 * b1; c02 += a0 * b2; c03 += a0 * b3; c10 += a1 * b0; c11 += a1 * b1; c12 += a1 * b2;
            c13 += a1 * b3; c20 += a2 * b0; c21 += a2 * b1; c22 += a2 * b2; c23 += a2 * b3; c30 += a3 * b0; c31 += a3 * b1;
            c32 += a3 * b2; c33 += a3 * b3;
        }
        made.set([c00, c01, c02, c03], i * n + j); made.set([c10, c11, c12, c13], (i + 1) * n + j);
        made.set([c20, c21, c22, c23], (i + 2) * n + j); made.set([c30, c31, c32, c33], (i + 3) * n + j);
    }
}"""
WORK = """() => {
    let sum = 0;
    const {engine} = cascade, {multiply} = engine;
    engine.multiply = (a, b, c, m, n, k) => { sum += m * n * k; multiply(a, b, c, m, n, k); };
    (%s)(0);
    engine.multiply = multiply;
    return sum;
}"""


def spent():
    """CPU seconds of the browser's processes."""
    found = psutil.Process().children(recursive=True)
    times = [process.cpu_times() for process in found if "chrom" in process.name()]
    return sum(each.user + each.system for each in times)


def seconds(page, script, argument):
    begun = spent()
    page.evaluate(script, argument)
    return spent() - begun


def in_the_browser(path, rounds):
    """Rows of what a browser needs, and what the protocol says of it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.context.set_offline(True)
        page.goto(path.as_uri())
        page.wait_for_function("() => !document.getElementById('draw').disabled")
        page.evaluate(BEGIN)
        work = page.evaluate(WORK % DRAW)
        pictures = [seconds(page, DRAW, number) for number in range(1, 1 + rounds)]
        times, products = 1000, 256 * 48 * 432 / 1e9
        rows = [{"what": "picture, CPU seconds", "figure": statistics.median(pictures)}]
        rows += [{"what": "picture, the slowest", "figure": max(pictures)}]
        for name, script in (("product.wasm", PRODUCTS), ("plain JavaScript", PLAIN)):
            page.evaluate(script, 100)
            rate = [products * times / seconds(page, script, times) for _ in range(5)]
            rows.append({"what": f"{name}, billion multiply-adds a second", "figure": statistics.median(rate)})
        rows.append({"what": "memory for the networks, MB", "figure": page.evaluate("cascade.engine.bytes") / 1e6})
        told = {"work": work / 1e9, "version": browser.version, "rounds": rounds}
        browser.close()
    return rows, told


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--captions", type=int, default=96)
    arguments = parser.parse_args()
    cascade = Cascade.shipped()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.html"
        export.save_cascade(path, cascade)
        megabytes = path.stat().st_size / 1e6
        rows, told = in_the_browser(path, arguments.rounds)
    found = export.obedience(cascade, caption_batch(arguments.captions, seed=0)[1])
    rows += [
        {"what": "shows its caption, weights as they ship, %", "figure": 100 * found.before / found.n},
        {"what": "shows its caption, 8 bits, %", "figure": 100 * found.after / found.n},
        {"what": "change of a pixel, mean", "figure": found.changed},
    ]
    told |= {"megabytes": megabytes, "captions": arguments.captions}
    report("pages", [row | {"figure": float(np.float32(row["figure"]))} for row in rows], protocol=PROTOCOL.format(**told))


if __name__ == "__main__":
    main()
