// The page of a network: a picture is drawn or loaded, every map follows, and each number shows what it is made of.
"use strict";

const $ = id => document.getElementById(id);
const network = JSON.parse($("network").textContent);
network.steps = network.steps.map(unpack);
const [high, wide, channels] = network.steps[0].shape, grey = channels === 1;
const finer = Math.max(1, Math.round(128 / Math.max(high, wide)));  // pixels of the paper for one of the picture
const LIT = "#c0239f", RIM = 3;  // a frame's colour, and the room for it round each map
const MOST = 512, LISTED = 20;  // maps of a layer that are drawn, classes that are listed
let maps = [], chosen = null, selected = null, seconds = 0;

function element(name, options = {}, ...inside) {
  const made = Object.assign(document.createElement(name), options);
  made.append(...inside);
  return made;
}

const say = x => (x === 0 ? "0" : Math.abs(x) >= 1000 ? x.toFixed(0) : String(parseFloat(x.toPrecision(3)))).replace("-", "−");
const percent = x => `${(100 * x).toFixed(x < 0.1 ? 1 : 0)} %`;
const times = ([h, w, c]) => h * w === 1 ? `${c} numbers` : `${c} ${c === 1 ? "map" : "maps"} of ${h} × ${w}`;

// --- colours: grey for the picture, else blue below zero, white at it, orange above --------------------------------------

const ends = [[33, 102, 172], [230, 97, 1]];
const signed = Array.from({ length: 511 }, (_, i) => ends[i > 255 ? 1 : 0].map(end => Math.round(255 + (end - 255) * Math.abs(i - 255) / 255)));
const ofNumber = (x, limit) => signed[Math.round(255 + 255 * Math.max(-1, Math.min(1, limit ? x / limit : 0)))];
const css = ([r, g, b]) => `rgb(${r}, ${g}, ${b})`;
const light = x => x <= 10 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4;
const writing = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b) > 0.18 ? "#000" : "#fff";  // what has more contrast
const limitOf = map => { let most = 0; for (const x of map.data) most = Math.max(most, Math.abs(x)); return most; };

function colourIn(n) {
  if (n === 0) return x => { const level = Math.round(255 * x / network.range); return [level, level, level]; };
  const limit = limitOf(maps[n]);
  return x => ofNumber(x, limit);
}

function painted(map, k, colour) {
  const [h, w, c] = map.shape, image = new ImageData(w, h);
  for (let i = 0; i < h * w; i++) {
    image.data.set(colour(map.data[i * c + k]), 4 * i);
    image.data[4 * i + 3] = 255;
  }
  const canvas = element("canvas", { width: w, height: h });
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

function frame(context, x, y, w, h) {
  for (const [colour, width] of [["#fff", 4], [LIT, 2]]) {
    Object.assign(context, { strokeStyle: colour, lineWidth: width });
    context.strokeRect(x - 1, y - 1, w + 2, h + 2);
  }
}

// --- the layers: one canvas each, its maps side by side -------------------------------------------------------------------

const about = {
  picture: () => "what the network gets",
  convolution: step => step.size[0] * step.size[1] === 1 ? "each number: a sum of products with all that it reads, and a bias"
    : `each number: a window of ${step.size.join(" × ")}, times a kernel, summed over all maps`,
  depthwise: step => `each number: a window of ${step.size.join(" × ")} of one map, times a kernel`,
  pooling: step => `each number: the ${step.function === "max" ? "largest" : "mean"} of a window of ${step.size.join(" × ")}`,
  affine: () => "each number: times a factor, plus a shift, the same for all of a map",
  activation: step => ({ relu: "what is negative becomes 0", softmax: "scores become probabilities, which add up to 1" })[step.function] ?? `${step.function} of each number`,
  padding: () => "zeros around each map",
  flatten: () => "the same numbers in one row: place by place, and of each place all its maps",
  addition: () => "what comes on two ways, added",
  concatenation: () => "the maps of several layers, one after the other",
};

const watcher = new IntersectionObserver(entries => entries.forEach(({ target, isIntersecting }) => {
  const view = views.find(each => each.canvas === target);
  view.visible = isIntersecting;
  if (isIntersecting && view.stale) draw(view);
}), { rootMargin: "300px" });

const views = network.steps.map((step, n) => {
  const canvas = element("canvas", { tabIndex: 0 }), key = element("p", { className: "key" });
  const left = step.shape[2] > MOST && count(step.shape) > step.shape[2] ? ` The first ${MOST} are drawn.` : "";
  const from = step.sources.map(source => network.steps[source].name).join(" and ");
  const reads = step.sources.length && (step.sources.length > 1 || step.sources[0] !== n - 1) ? ` It reads ${from}.` : "";
  const words = `${times(step.shape)}; ${about[step.kind](step)}.${reads}${left}`;
  const section = element("section", { className: "layer" }, element("h3", { textContent: step.name }),
    element("p", { className: "soft", textContent: words }), canvas, key);
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", `${step.name}, ${times(step.shape)}: arrow keys move by one number, Page Up and Page Down by one map`);
  $("layers").append(section);
  const view = { n, step, canvas, key, section, stale: true, visible: false };
  canvas.addEventListener("click", event => { const at = pointed(view, event); canvas.focus({ preventScroll: true }); select(n, ...at); });
  canvas.addEventListener("focus", () => { if (canvas.matches(":focus-visible") && selected?.n !== n) select(n, 0, 0, 0); });
  canvas.addEventListener("keydown", event => moved(view, event));
  return view;
});

function layOut(view) {
  const [h, w, c] = view.step.shape, side = Math.max(h, w), room = view.section.clientWidth;
  view.scale = side === 1 ? (c > 1024 ? 6 : c > 64 ? 12 : 22) : side > 72 ? Math.min(112, room) / side : Math.floor(72 / side);
  view.gap = 2 * RIM;
  [view.high, view.wide] = [h, w].map(n => Math.ceil(n * view.scale) + view.gap);
  view.shown = side === 1 ? c : Math.min(c, MOST);
  view.across = Math.max(1, Math.min(view.shown, Math.floor(room / view.wide)));
  const size = [view.across * view.wide, Math.ceil(view.shown / view.across) * view.high], sharp = Math.min(2, devicePixelRatio);
  [view.canvas.width, view.canvas.height] = size.map(n => n * sharp);
  [view.canvas.style.width, view.canvas.style.height] = size.map(n => `${n}px`);
  view.canvas.getContext("2d").scale(sharp, sharp);
}

const corner = (view, k) => [RIM + k % view.across * view.wide, RIM + Math.floor(k / view.across) * view.high];

function draw(view) {
  const context = view.canvas.getContext("2d"), map = maps[view.n], [h, w] = map.shape, colour = colourIn(view.n);
  context.clearRect(0, 0, view.canvas.width, view.canvas.height);
  context.imageSmoothingEnabled = view.scale < 1;
  context.fillStyle = "#8a8a8a";
  for (let k = 0; k < view.shown; k++) {
    const [left, top] = corner(view, k), size = [w * view.scale, h * view.scale];
    context.fillRect(left - 1, top - 1, size[0] + 2, size[1] + 2);
    context.drawImage(painted(map, k, colour), left, top, ...size);
  }
  const limit = say(limitOf(map));
  view.key.textContent = view.n ? `blue −${limit} · white 0 · orange ${limit}` : `black 0 · white ${network.range}`;
  view.stale = false;
  if (selected) mark(view, context);
}

// Frames the number that was chosen, and in the layers that it reads the window that it comes from.
function mark(view, context) {
  const part = selected.n === view.n ? [selected.k, selected.row, selected.column, selected.row, selected.column]
    : selected.read.find(read => read.n === view.n)?.box;
  if (!part || part[0] >= view.shown) return;
  const [left, top] = corner(view, part[0]), s = view.scale;
  frame(context, left + part[2] * s, top + part[1] * s, (part[4] - part[2] + 1) * s, (part[3] - part[1] + 1) * s);
}

function pointed(view, event) {
  const box = view.canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
  const [h, w] = view.step.shape, within = (i, n) => Math.max(0, Math.min(n - 1, Math.floor(i)));
  const across = within(x / view.wide, view.across), down = Math.floor(y / view.high);
  const k = within(down * view.across + across, view.shown), [left, top] = corner(view, k);
  return [within((y - top) / view.scale, h), within((x - left) / view.scale, w), k];
}

function moved(view, event) {
  const [h, w] = view.step.shape, flat = h * w === 1;
  const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  const map = { PageUp: -1, PageDown: 1 }[event.key] ?? (flat && way ? way[0] * view.across + way[1] : 0);
  if (!way && !map || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const { row, column, k } = selected?.n === view.n ? selected : { row: 0, column: 0, k: 0 };
  const [down, right] = way ?? [0, 0], within = (i, n) => Math.max(0, Math.min(n - 1, i));
  select(view.n, within(row + down, h), within(column + right, w), within(k + map, view.shown));
}

// --- why: what a number is made of ----------------------------------------------------------------------------------------

function select(n, row, column, k, channel = null) {
  const touched = selected ? [selected.n, ...selected.read.map(read => read.n)] : [];
  selected = { n, row, column, k, channel, read: [] };
  explain();
  for (const view of views) if ([n, ...touched, ...selected.read.map(read => read.n)].includes(view.n)) refresh(view);
}

function refresh(view) {
  view.stale = true;
  if (view.visible) draw(view);
}

const where = (n, row, column, k) => count(network.steps[n].shape) === network.steps[n].shape[2] ? `number ${k}` : `map ${k}, row ${row}, column ${column}`;
const valueAt = (n, row, column, k) => maps[n].data[(row * maps[n].shape[1] + column) * maps[n].shape[2] + k];

function explain() {
  const { n, row, column, k } = selected, step = network.steps[n];
  const { words, parts = [] } = reasons[step.kind](step, selected, step.sources.map(source => maps[source]));
  const sentence = `${step.name}, ${where(n, row, column, k)}: ${words}`;
  const box = element("div", { className: "why" },
    element("p", { className: "sentence", textContent: sentence }), element("div", { className: "steps" }, ...parts));
  box.firstChild.setAttribute("role", "status");
  const old = document.querySelector(".why"), from = old?.contains(document.activeElement) && document.activeElement.className;
  if (old?.parentElement === views[n].section) {  // the sentence stays in the page, so that a screen reader hears it change
    old.firstChild.textContent = sentence;
    old.lastChild.replaceWith(box.lastChild);
    if (from) old.querySelector(`.${from}`)?.focus();
  } else {
    old?.remove();
    views[n].section.append(box);
  }
}

const figure = (caption, ...inside) => element("figure", {}, element("figcaption", { textContent: caption }), ...inside);

function boxOf(step, input, row, column) {
  const places = [];
  cells(step, input, row, column, from => places.push(from));
  const w = input.shape[1], columns = places.map(at => at % w), rows = places.map(at => Math.floor(at / w));
  return [Math.min(...rows), Math.min(...columns), Math.max(...rows), Math.max(...columns)];
}

// A map that is read, large, with the window framed.
function large(n, k, box, words) {
  const map = maps[n], [h, w] = map.shape, scale = Math.max(200 / Math.max(h, w), 1);
  if (h * w === 1) return [];
  const size = [w, h].map(side => Math.round(side * scale)), canvas = element("canvas", { width: size[0] + 2 * RIM, height: size[1] + 2 * RIM });
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = false;
  context.translate(RIM, RIM);
  context.fillStyle = "#8a8a8a";
  context.fillRect(-1, -1, size[0] + 2, size[1] + 2);
  context.drawImage(painted(map, k, colourIn(n)), 0, 0, ...size);
  frame(context, ...[box[1], box[0], box[3] - box[1] + 1, box[2] - box[0] + 1].map(x => x * scale));
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", words);
  return [figure(words, canvas)];
}

function own({ n, row, column, k }) {
  const found = large(n, k, [row, column, row, column], `map ${k} of ${network.steps[n].name}`);
  for (const canvas of found.map(each => each.lastChild)) {
    canvas.className = "own";
    canvas.addEventListener("click", event => {
      const box = canvas.getBoundingClientRect(), inner = [box.height - 2 * RIM, box.width - 2 * RIM];
      const at = [event.clientY - box.top, event.clientX - box.left].map((x, i) => Math.floor((x - RIM) / inner[i] * maps[n].shape[i]));
      select(n, ...at.map((i, axis) => Math.max(0, Math.min(maps[n].shape[axis] - 1, i))), k);
    });
  }
  return found;
}

// A window as a table: fill(place in the window, place on the map or null) gives a cell.
function table(step, input, row, column, fill) {
  const met = new Map();
  cells(step, input, row, column, (from, tap) => met.set(tap, from));
  const made = element("table", { className: "cells" });
  for (let i = 0; i < step.size[0]; i++)
    made.append(element("tr", {}, ...Array.from({ length: step.size[1] }, (_, j) => fill(i * step.size[1] + j, met.get(i * step.size[1] + j) ?? null))));
  return element("div", { className: "scroll", tabIndex: 0 }, made);
}

function cell(x, colour, weight = null, limit = 1) {
  const made = element("td", { textContent: say(x) });
  made.style.cssText = `background: ${css(colour)}; color: ${writing(colour)}`;
  if (weight !== null) {
    const chip = element("span", { className: "chip", textContent: `× ${say(weight)}` }), under = ofNumber(weight, limit);
    chip.style.cssText = `background: ${css(under)}; color: ${writing(under)}`;
    made.append(chip);
  }
  return made;
}

const beyond = () => element("td", { className: "beyond", textContent: "0" });
const few = step => step.size[0] * step.size[1] <= 49 && step.size[1] <= 11;

// The window of one channel, its products with a kernel, and their sum: the figure of the lesson on convolution.
function productsOf(step, at, source, channel, weightOf) {
  const input = maps[source], { row, column } = at, n = input.shape[2], products = [], weights = [];
  cells(step, input, row, column, (from, tap) => {
    weights[tap] = weightOf(tap, channel);
    products[tap] = input.data[from * n + channel] * weights[tap];
  });
  const [most, limit] = [products, weights].map(list => list.reduce((a, b) => Math.max(a, Math.abs(b)), 0)), colour = colourIn(source);
  const sum = products.reduce((a, b) => a + b, 0), box = boxOf(step, input, row, column);
  at.read = [{ n: source, box: [channel, ...box] }];
  const parts = large(source, channel, box, `map ${channel} of ${network.steps[source].name}, the window framed`);
  if (few(step)) {
    const valued = (tap, from) => from === null ? beyond() : cell(input.data[from * n + channel], colour(input.data[from * n + channel]), weights[tap], limit);
    const multiplied = (tap, from) => from === null ? beyond() : cell(products[tap], ofNumber(products[tap], most));
    parts.push(figure("the window, times the kernel", table(step, input, row, column, valued)));
    parts.push(figure(`${step.size[0] * step.size[1]} products; their sum: ${say(sum)}`, table(step, input, row, column, multiplied)));
  }
  return { parts, sum };
}

function sumsByChannel(step, at, input) {
  const n = input.shape[2], m = step.shape[2], sums = new Float64Array(n);
  cells(step, input, at.row, at.column, (from, tap) => {
    for (let channel = 0; channel < n; channel++) sums[channel] += input.data[from * n + channel] * step.arrays.kernel[(tap * n + channel) * m + at.k];
  });
  return sums;
}

const largest = sums => sums.reduce((best, x, i) => Math.abs(x) > Math.abs(sums[best]) ? i : best, 0);
const withBias = (step, k) => step.arrays.bias ? `, plus the bias ${say(step.arrays.bias[k])}` : "";
const becomes = at => `= ${say(valueAt(at.n, at.row, at.column, at.k))}`;

function picker(at, sums) {
  const order = Array.from(sums.keys()).sort((a, b) => Math.abs(sums[b]) - Math.abs(sums[a]));
  const choice = element("select", { className: "channel" }, ...order.map(i => element("option", { value: i, textContent: `map ${i}: ${say(sums[i])}` })));
  choice.value = at.channel;
  choice.addEventListener("change", () => select(at.n, at.row, at.column, at.k, Number(choice.value)));
  return element("p", { className: "picker" }, element("label", { textContent: "What each map adds to the sum: " }, choice));
}

// The terms of a long sum, the largest first.
function termsOf(step, at, source) {
  const input = maps[source], n = input.shape[2], place = at.row * step.strides[0] * input.shape[1] + at.column * step.strides[1];
  const terms = Array.from({ length: n }, (_, i) => ({ i, x: input.data[place * n + i], weight: step.arrays.kernel[i * step.shape[2] + at.k] }));
  terms.forEach(term => { term.product = term.x * term.weight; });
  terms.sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const best = terms.slice(0, 10), rest = terms.slice(10), sum = list => list.reduce((total, term) => total + term.product, 0);
  const line = (name, ...texts) => element("tr", {}, ...texts.map(textContent => element(name, { textContent })));
  const rows = best.map(({ i, x, weight, product }) => line("td", origin(source, i), say(x), say(weight), say(product)));
  if (rest.length) rows.push(line("td", `the other ${rest.length} together`, "", "", say(sum(rest))));
  const whole = element("table", { className: "terms" }, line("th", "it reads", "value", "weight", "product"), ...rows);
  at.read = best.slice(0, 1).map(({ i }) => ({ n: source, box: [i, ...Array(2).fill([at.row * step.strides[0], at.column * step.strides[1]]).flat()] }));
  return { parts: [figure("the largest of its products", element("div", { className: "scroll", tabIndex: 0 }, whole))], sum: sum(terms) };
}

// What a number of a flattened map was before.
function origin(n, i) {
  const step = network.steps[n];
  if (step.kind !== "flatten") return count(step.shape) === step.shape[2] ? `number ${i}` : `map ${i}`;
  const [, w, c] = network.steps[step.sources[0]].shape;
  return `map ${i % c}, row ${Math.floor(i / c / w)}, column ${Math.floor(i / c) % w}`;
}

// The same place of what is read, where a number is made of one number of each.
function same(step, at) {
  at.read = step.sources.map(n => ({ n, box: [at.k, at.row, at.column, at.row, at.column] }));
  return step.sources.map(n => valueAt(n, at.row, at.column, at.k));
}

const reasons = {
  picture: (step, at) => ({ words: say(valueAt(0, at.row, at.column, at.k)), parts: own(at) }),
  convolution(step, at, [input]) {
    const source = step.sources[0], n = input.shape[2], m = step.shape[2];
    if (step.size[0] * step.size[1] === 1) {
      const { parts, sum } = termsOf(step, at, source);
      return { words: `the sum of ${n} products, ${say(sum)}${withBias(step, at.k)} ${becomes(at)}`, parts: [...parts, ...own(at)] };
    }
    const sums = sumsByChannel(step, at, input);
    at.channel ??= largest(sums);
    const { parts, sum } = productsOf(step, at, source, at.channel, (tap, channel) => step.arrays.kernel[(tap * n + channel) * m + at.k]);
    const total = sums.reduce((a, b) => a + b, 0), others = n > 1 ? `, that of the other ${n - 1} ${n === 2 ? "map" : "maps"} ${say(total - sum)}` : "";
    const words = `the sum of the products on map ${at.channel} is ${say(sum)}${others}${withBias(step, at.k)} ${becomes(at)}`;
    return { words, parts: [...(n > 1 ? [picker(at, sums)] : []), ...parts, ...own(at)] };
  },
  depthwise(step, at, [input]) {
    const channel = Math.floor(at.k / (step.shape[2] / input.shape[2]));
    const { parts, sum } = productsOf(step, at, step.sources[0], channel, tap => step.arrays.kernel[tap * step.shape[2] + at.k]);
    return { words: `the sum of the products is ${say(sum)}${withBias(step, at.k)} ${becomes(at)}`, parts: [...parts, ...own(at)] };
  },
  pooling(step, at, [input]) {
    const { row, column, k } = at, n = input.shape[2], source = step.sources[0], box = boxOf(step, input, row, column);
    const won = step.function === "max" ? winner(step, input, row, column, k) : -1, colour = colourIn(source);
    at.read = [{ n: source, box: [k, ...box] }];
    const parts = large(source, k, box, `map ${k} of ${network.steps[source].name}, the window framed`);
    const filled = (tap, from) => {
      if (from === null) return element("td", { className: "beyond" });
      const made = cell(input.data[from * n + k], colour(input.data[from * n + k]));
      if (from === won) made.classList.add("won");
      return made;
    };
    if (few(step)) parts.push(figure(won < 0 ? "the window" : "the window; the winner is framed", table(step, input, row, column, filled)));
    return { words: `the ${won < 0 ? "mean" : "largest"} of ${step.size.join(" × ")} numbers ${becomes(at)}`, parts: [...parts, ...own(at)] };
  },
  affine(step, at) {
    const [x] = same(step, at);
    return { words: `${say(x)} × ${say(step.arrays.scale[at.k])} + ${say(step.arrays.shift[at.k])} ${becomes(at)}`, parts: own(at) };
  },
  activation(step, at) {
    const [x] = same(step, at), n = step.shape[2];
    if (step.function === "relu") return { words: `the larger of ${say(x)} and 0 ${becomes(at)}`, parts: own(at) };
    const powers = step.function === "softmax" ? `e to the power of ${say(x)}, divided by the sum of all ${n} such powers` : `${step.function} of ${say(x)}`;
    return { words: `${powers} ${becomes(at)}`, parts: own(at) };
  },
  padding(step, at) {
    const row = at.row - step.padding[0][0], column = at.column - step.padding[1][0], [h, w] = maps[step.sources[0]].shape;
    const inside = row >= 0 && column >= 0 && row < h && column < w;
    at.read = inside ? [{ n: step.sources[0], box: [at.k, row, column, row, column] }] : [];
    return { words: inside ? `row ${row}, column ${column} of what it reads ${becomes(at)}` : "a zero that is added around the map", parts: own(at) };
  },
  flatten(step, at) {
    const [, w, c] = maps[step.sources[0]].shape, place = Math.floor(at.k / c), box = [Math.floor(place / w), place % w];
    at.read = [{ n: step.sources[0], box: [at.k % c, ...box, ...box] }];
    return { words: `${where(step.sources[0], ...box, at.k % c)} of ${network.steps[step.sources[0]].name} ${becomes(at)}` };
  },
  addition(step, at) {
    return { words: `${same(step, at).map(say).join(" + ")} ${becomes(at)}`, parts: own(at) };
  },
  concatenation(step, at) {
    let k = at.k, source = step.sources[0];
    for (source of step.sources) {
      if (k < maps[source].shape[2]) break;
      k -= maps[source].shape[2];
    }
    at.read = [{ n: source, box: [k, at.row, at.column, at.row, at.column] }];
    return { words: `${where(source, at.row, at.column, k)} of ${network.steps[source].name} ${becomes(at)}`, parts: own(at) };
  },
};

// --- what the network says ------------------------------------------------------------------------------------------------

const names = network.classes.map(({ name }) => name);
const listed = names.length > LISTED ? 10 : names.length;
const bars = Array.from({ length: listed + 1 }, (_, i) => {
  const radio = element("input", { type: "radio", name: "class", checked: i === 0 }), name = element("span", { className: "name" });
  const bar = element("span"), track = element("span", { className: "track" }, bar), share = element("span", { className: "share" });
  track.setAttribute("aria-hidden", "true");
  const label = element("label", { className: "bar" }, radio, name, ...(i ? [track, share] : []));
  if (!i) Object.assign(name, { textContent: "the class that it names" }).style.gridColumn = "2 / 5";
  const line = { label: null, radio, name, bar, share };
  radio.addEventListener("change", () => { chosen = line.label; showGradient(); });
  $("classes").append(label);
  return line;
});

function showAnswer() {
  const found = maps.at(-1).data, order = Array.from(found.keys()).sort((a, b) => found[b] - found[a]);
  const [best, next] = order;
  const then = next === undefined ? "" : `; next ${names[next]}, with ${percent(found[next])}`;
  $("answer").textContent = `${names[best]}, with ${percent(found[best])}${then}`;
  bars.slice(1).forEach((line, i) => {
    const label = line.label = listed === names.length ? i : order[i];
    line.name.textContent = line.name.title = names[label];
    line.share.textContent = percent(found[label]);
    line.bar.style.cssText = `width: ${100 * found[label]}%; background: ${network.classes[label].colour}`;
    line.radio.checked = chosen === label;
  });
  bars[0].radio.checked = chosen === null;
  return best;
}

function showGradient() {
  const found = maps.at(-1).data, label = chosen ?? found.indexOf(found.reduce((a, b) => Math.max(a, b)));
  const slopes = gradientOf(network, maps, label), strongest = blank([high, wide, 1]);
  strongest.data.forEach((_, i) => {
    for (const x of slopes.data.subarray(i * channels, (i + 1) * channels)) if (Math.abs(x) > Math.abs(strongest.data[i])) strongest.data[i] = x;
  });
  const limit = limitOf(strongest), canvas = $("gradient"), context = canvas.getContext("2d");
  [canvas.width, canvas.height] = [wide, high];
  context.drawImage(painted(strongest, 0, x => ofNumber(x, limit)), 0, 0);
  canvas.setAttribute("aria-label", `gradient map of ${names[label]}: slopes from −${say(limit)} to ${say(limit)}`);
  $("gradient-key").textContent = `blue −${say(limit)} · white 0 · orange ${say(limit)}`;
  const one = grey ? "" : " Of the three channels of a pixel the steepest is shown.";
  $("gradient-words").textContent = `How fast the score of ${names[label]} grows with the light of each pixel: more light raises it at orange pixels, lowers it at blue ones.${one}`;
}

function run() {
  const started = performance.now();
  maps = forward(network, picture());
  showAnswer();
  showGradient();
  if (selected) explain();
  views.forEach(refresh);
  seconds = (performance.now() - started) / 1000;
}

// --- the picture: drawn, loaded, or one of the examples -------------------------------------------------------------------

const paper = $("paper"), sheet = paper.querySelector("canvas"), [tall, broad] = [high * finer, wide * finer];
const ground = grey ? 0 : 1, radius = Math.min(tall, broad) / 12;
const ink = new Float32Array(tall * broad * channels).fill(ground);
let pen = [broad / 2, tall / 2], down = false, stroke = null, drawn = false, waiting = false;
[sheet.width, sheet.height] = [broad, tall];
paper.style.aspectRatio = `${broad} / ${tall}`;
Object.assign($("pen").style, { width: `${200 * radius / broad}%`, aspectRatio: "1" });

function showPaper() {
  const image = new ImageData(broad, tall);
  for (let i = 0; i < tall * broad; i++) for (let k = 0; k < 4; k++) image.data[4 * i + k] = k === 3 ? 255 : 255 * ink[i * channels + (grey ? 0 : k)];
  sheet.getContext("2d").putImageData(image, 0, 0);
  [$("pen").style.left, $("pen").style.top] = [`${100 * pen[0] / broad}%`, `${100 * pen[1] / tall}%`];
  $("pen").style.background = down ? "#ff7f0e" : "none";
}

function inkColour() {
  if (grey) return [ink.reduce((a, b) => a + b, 0) / ink.length > 0.5 ? 0 : 1];
  return [1, 3, 5].map(i => parseInt($("ink").value.slice(i, i + 2), 16) / 255);
}

// A pixel's ink falls off over one pixel beyond the pen's rim.
function line(from, to) {
  const along = [to[0] - from[0], to[1] - from[1]], length = along[0] ** 2 + along[1] ** 2, colour = inkColour();
  for (let i = 0; i < tall * broad; i++) {
    const off = [i % broad + 0.5 - from[0], Math.floor(i / broad) + 0.5 - from[1]];
    const share = length ? Math.min(1, Math.max(0, (off[0] * along[0] + off[1] * along[1]) / length)) : 0;
    const cover = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(off[0] - share * along[0], off[1] - share * along[1])));
    colour.forEach((x, k) => { ink[i * channels + k] += cover * (x - ink[i * channels + k]); });
  }
  drawn = true;
}

// The picture that the network gets: of every block of the paper the mean, or the drawing fitted in.
function picture() {
  if (network.frame && drawn && $("fit").checked) return fitted();
  const result = new Float32Array(high * wide * channels);
  for (let i = 0; i < tall; i++)
    for (let j = 0; j < broad; j++)
      for (let k = 0; k < channels; k++)
        result[(Math.floor(i / finer) * wide + Math.floor(j / finer)) * channels + k] += ink[(i * broad + j) * channels + k] / finer ** 2;
  return result;
}

// Crops the ink, scales it to as much of a side as the ink of the examples takes, and puts its mean column in the middle.
function fitted() {
  const rows = [], columns = [], result = new Float32Array(high * wide), fine = 4;
  ink.forEach((x, i) => { if (x > 0.1) { rows.push(Math.floor(i / broad)); columns.push(i % broad); } });
  if (!rows.length) return result;
  const edge = (list, pick) => list.reduce((a, b) => pick(a, b)), top = edge(rows, Math.min), left = edge(columns, Math.min);
  const size = [edge(rows, Math.max) - top + 1, edge(columns, Math.max) - left + 1];
  const scale = network.frame * Math.min(high, wide) / Math.max(...size);
  const middle = columns.reduce((sum, column, i) => sum + (column + 0.5) / columns.length, 0);
  for (let i = 0; i < high * fine; i++)
    for (let j = 0; j < wide * fine; j++) {
      const y = Math.floor(((i + 0.5) / fine - high / 2) / scale + top + size[0] / 2), x = Math.floor(((j + 0.5) / fine - wide / 2) / scale + middle);
      if (y >= 0 && x >= 0 && y < tall && x < broad) result[Math.floor(i / fine) * wide + Math.floor(j / fine)] += ink[y * broad + x] / fine ** 2;
    }
  const most = Math.max(...result);
  return result.map(x => x / most);
}

function soon() {  // while something is drawn, as often as this computer can
  if (waiting || seconds > 0.1) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; run(); });
}

function take(source, w, h) {
  const canvas = element("canvas", { width: broad, height: tall }), context = canvas.getContext("2d", { willReadFrequently: true });
  const scale = Math.max(broad / w, tall / h);
  Object.assign(context, { imageSmoothingEnabled: !Number.isInteger(scale), imageSmoothingQuality: "high" });
  context.fillStyle = "#fff";
  context.fillRect(0, 0, broad, tall);
  context.drawImage(source, (broad - w * scale) / 2, (tall - h * scale) / 2, w * scale, h * scale);
  const { data } = context.getImageData(0, 0, broad, tall);
  for (let i = 0; i < tall * broad; i++) {
    const [r, g, b] = data.subarray(4 * i, 4 * i + 3);
    ink.set(grey ? [(r === g && g === b ? r : 0.299 * r + 0.587 * g + 0.114 * b) / 255] : [r / 255, g / 255, b / 255], i * channels);
  }
  drawn = false;
  showPaper();
  run();
}

async function load(file) {
  $("problem").textContent = "";
  try {
    const image = await createImageBitmap(file);
    take(image, image.width, image.height);
  } catch (error) {
    $("problem").textContent = `${file.name} is no picture that this browser can read: take a PNG or a JPEG.`;
  }
}

function wipe() {
  ink.fill(ground);
  [down, drawn] = [false, false];
  showPaper();
  run();
}

const place = event => {
  const box = sheet.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width * broad, (event.clientY - box.top) / box.height * tall];
};
sheet.addEventListener("pointerdown", event => {
  stroke = event.pointerId;
  sheet.setPointerCapture(stroke);
  pen = place(event);
  line(pen, pen);
  showPaper();
  soon();
  event.preventDefault();
});
sheet.addEventListener("pointermove", event => {
  if (event.pointerId !== stroke) return;
  const to = place(event);
  line(pen, to);
  pen = to;
  showPaper();
  soon();
});
for (const kind of ["pointerup", "pointercancel"])
  sheet.addEventListener(kind, event => { if (event.pointerId === stroke) { stroke = null; run(); } });
paper.addEventListener("keydown", event => {
  const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
  if (!way && ![" ", "Delete", "Backspace"].includes(event.key)) return;
  event.preventDefault();
  if (event.key === "Delete" || event.key === "Backspace") return wipe();
  const to = way ? pen.map((x, i) => Math.min([broad, tall][i], Math.max(0, x + way[i] * Math.min(tall, broad) / 16))) : pen;
  if (!way) down = !down;
  if (down) { line(pen, to); run(); }
  pen = to;
  showPaper();
});
$("clear").addEventListener("click", wipe);
$("invert").addEventListener("click", () => { ink.forEach((x, i) => { ink[i] = 1 - x; }); showPaper(); run(); });
$("file").addEventListener("change", () => { if ($("file").files[0]) load($("file").files[0]); $("file").value = ""; });
$("fit").addEventListener("change", run);
$("colour").hidden = grey;
$("fitting").hidden = !network.frame;
network.examples.forEach((url, i) => {
  const image = element("img", { src: url, alt: `example ${i + 1}` }), button = element("button", { type: "button" }, image);
  button.addEventListener("click", () => take(image, image.naturalWidth, image.naturalHeight));
  $("examples").append(button);
});

// --- the beginning --------------------------------------------------------------------------------------------------------

const weights = network.steps.reduce((sum, step) => sum + Object.values(step.arrays).reduce((n, array) => n + array.length, 0), 0);
$("about").textContent = `A network of ${network.steps.length - 1} steps and ${weights.toLocaleString("en")} weights, those of its kernels at 8 bits. It runs on this device: nothing leaves it, and no network is needed.`;
let room = 0;
new ResizeObserver(() => {
  if (room === $("layers").clientWidth) return;
  room = $("layers").clientWidth;
  views.forEach(view => { layOut(view); refresh(view); });
}).observe($("layers"));
views.forEach(layOut);
const begun = $("examples").querySelector("img")?.decode() ?? Promise.reject(new Error("no example"));
begun.then(() => $("examples").querySelector("button").click(), wipe).then(() => views.forEach(view => watcher.observe(view.canvas)));
