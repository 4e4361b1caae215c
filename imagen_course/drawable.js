// A field to draw in, of side x side pixels of ink from 0 to 255: a stroke is sent when it ends, a step of the keys at once.
// JupyterLab leaves the keys of what carries "data-lm-suppress-shortcuts" alone.

export default { render({ model, el }) {
  const side = model.get("side"), radius = side / 12;
  let ink = Float32Array.from(model.get("ink")), pen = [side / 2, side / 2], down = false, stroke = null;
  const frame = document.createElement("div"), paper = document.createElement("canvas");
  const ring = document.createElement("span"), clear = document.createElement("button");
  paper.width = paper.height = side;
  paper.setAttribute("aria-hidden", "true");
  paper.style.cssText = "width: 100%; height: 100%; display: block; background: black; touch-action: none";
  frame.tabIndex = 0;
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", "drawing field: arrow keys move the pen, Space puts it down or lifts it, Delete clears");
  frame.dataset.lmSuppressShortcuts = "true";
  frame.style.cssText = "position: relative; width: 320px; max-width: 100%; aspect-ratio: 1; cursor: crosshair; border: 1px solid #8a8a8a";
  ring.setAttribute("aria-hidden", "true");
  ring.style.cssText = "position: absolute; box-sizing: border-box; border: 2px solid #ff7f0e; border-radius: 50%; transform:"
    + "translate(-50%, -50%); pointer-events: none";
  ring.style.width = ring.style.height = `${200 * radius / side}%`;
  clear.textContent = "clear";
  const show = () => {
    const pixels = new ImageData(side, side);
    ink.forEach((v, i) => pixels.data.set([v, v, v, 255], 4 * i));
    paper.getContext("2d").putImageData(pixels, 0, 0);
    ring.style.left = `${100 * pen[0] / side}%`; ring.style.top = `${100 * pen[1] / side}%`;
    ring.style.background = down ? "#ff7f0e" : "none";
  };
  const line = (from, to) => {  // a pixel's ink falls off over one pixel beyond the pen's rim
    const along = [to[0] - from[0], to[1] - from[1]], length = along[0] ** 2 + along[1] ** 2;
    for (let i = 0; i < side * side; i++) {
      const off = [i % side + 0.5 - from[0], Math.floor(i / side) + 0.5 - from[1]];
      const share = length ? Math.min(1, Math.max(0, (off[0] * along[0] + off[1] * along[1]) / length)) : 0;
      const far = Math.hypot(off[0] - share * along[0], off[1] - share * along[1]);
      ink[i] = Math.max(ink[i], Math.round(255 * Math.min(1, Math.max(0, radius + 0.5 - far))));
    }
  };
  const send = () => { model.set("ink", Array.from(ink)); model.save_changes(); };
  const wipe = () => { ink.fill(0); down = false; send(); show(); };
  const place = event => {
    const box = paper.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width * side, (event.clientY - box.top) / box.height * side];
  };
  paper.addEventListener("pointerdown", event => {
    stroke = event.pointerId; paper.setPointerCapture(stroke); frame.focus();
    pen = place(event); line(pen, pen); show(); event.preventDefault();
  });
  paper.addEventListener("pointermove", event => {
    if (event.pointerId !== stroke) return;
    const to = place(event); line(pen, to); pen = to; show();
  });
  ["pointerup", "pointercancel"].forEach(kind => paper.addEventListener(kind, event => {
    if (event.pointerId === stroke) { stroke = null; send(); }
  }));
  frame.addEventListener("keydown", event => {
    const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!way && ![" ", "Delete", "Backspace"].includes(event.key)) return;
    event.preventDefault(); event.stopPropagation();
    if (way) {
      const to = pen.map((x, i) => Math.min(side, Math.max(0, x + way[i] * side / 16)));
      if (down) { line(pen, to); send(); }
      pen = to;
    } else if (event.key == " ") { down = !down; if (down) { line(pen, pen); send(); } }
    else wipe();
    show();
  });
  clear.addEventListener("click", wipe);
  frame.append(paper, ring); el.append(frame, clear); show();
} };
