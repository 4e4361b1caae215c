// A photograph to click on. A cross marks the pixel that Enter clicks. JupyterLab takes keys before the page's own elements see
// them, save where an element forbids it by "data-lm-suppress-shortcuts".

export default { render({ model, el }) {
  const size = () => [model.get("rows"), model.get("columns")];
  const frame = document.createElement("div"), picture = document.createElement("img");
  const cross = document.createElement("span"), status = document.createElement("p");
  let place = size().map(n => Math.floor(n / 2));
  frame.tabIndex = 0;
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", "photograph: arrow keys move the cross, with Shift by one pixel, Enter clicks");
  frame.dataset.lmSuppressShortcuts = "true";
  frame.style.cssText = "position: relative; width: fit-content; cursor: crosshair; line-height: 0";
  picture.style.cssText = "width: 640px; max-width: 100%";
  picture.draggable = false;
  cross.textContent = "+";
  cross.setAttribute("aria-hidden", "true");
  cross.style.cssText = "position: absolute; transform: translate(-50%, -50%); font: bold 32px/1 monospace; color: white;"
    + "text-shadow: 0 0 3px black, 0 0 3px black; pointer-events: none";
  status.setAttribute("aria-live", "polite");
  const show = () => {
    picture.src = model.get("src"); picture.alt = model.get("alt"); status.textContent = model.get("status");
    cross.style.top = `${100 * (place[0] + 0.5) / size()[0]}%`; cross.style.left = `${100 * (place[1] + 0.5) / size()[1]}%`;
  };
  const move = to => { place = to.map((x, i) => Math.min(size()[i] - 1, Math.max(0, Math.floor(x)))); show(); };
  const send = () => model.send({ row: place[0], column: place[1] });
  picture.addEventListener("click", event => {
    const box = picture.getBoundingClientRect();
    move([(event.clientY - box.top) / box.height * size()[0], (event.clientX - box.left) / box.width * size()[1]]);
    send();
  });
  frame.addEventListener("keydown", event => {
    const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [0, 0] }[event.key];
    if (!way) return;
    event.preventDefault(); event.stopPropagation();
    const step = event.shiftKey ? 1 : Math.ceil(Math.max(...size()) / 40);
    if (event.key == "Enter") send(); else move(place.map((x, i) => x + step * way[i]));
  });
  frame.append(picture, cross); el.append(frame, status);
  model.on("change", show); show();
} };
