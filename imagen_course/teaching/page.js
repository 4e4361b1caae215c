// The page on which a photograph is taught. The server knows what is named; here it is drawn, and clicks are sent.
"use strict";

const $ = id => document.getElementById(id);
const stage = $("stage"), problem = $("problem");
let rows = 0, columns = 0, regions = null, state = null, place = [0, 0], under = -1;
let names = [], chosen = "";  // names that were typed, used or not
let asked = Promise.resolve();  // what was asked last: the next waits for its answer, which says what is known by then

async function load() {
  const answer = await fetch("regions");
  const numbers = new Uint16Array(await answer.arrayBuffer());
  [rows, columns] = numbers;
  regions = numbers.subarray(2);
  place = [rows >> 1, columns >> 1];
  stage.style.setProperty("--ratio", columns / rows);
  for (const id of ["colours", "hover"]) [$(id).width, $(id).height] = [columns, rows];
  await refresh();
}

async function refresh() { take(await (await fetch("state")).json()); }

const ask = (what, more) => asked = asked.then(() => send(what, more));

async function send(what, more = {}) {
  try {
    const answer = await fetch(what, { method: "POST", body: JSON.stringify({ version: state.version, ...more }) });
    take(await answer.json());
  } catch (error) {
    problem.textContent = "The command in the terminal has ended: start it again, and what was saved is there.";
  }
}

function take(found) {
  state = found;
  names.push(...state.names.filter(name => !names.includes(name)));
  if (!names.includes(chosen)) chosen = names[0] ?? "";
  document.title = `Teach ${state.file.replace(/\.taught\.json$/, "")}`;
  document.querySelector("h1").textContent = document.title;
  $("status").textContent = state.sentence + (state.clicks && !state.problem ? ` Saved in ${state.file}.` : "");
  problem.textContent = [state.error, state.problem].filter(Boolean).join(" ");
  $("picture").alt = `your photograph in ${new Set(regions).size} regions. ${state.sentence}`;
  showNames();
  draw();
}

const colour = name => state.colours[state.names.indexOf(name)] ?? "transparent";

function showNames() {
  if (!names.length) return;
  const labels = names.map((name, i) => {
    const label = document.createElement("label"), radio = document.createElement("input");
    const swatch = document.createElement("span"), key = document.createElement("span");
    Object.assign(radio, { type: "radio", name: "name", value: name, checked: name === chosen });
    radio.addEventListener("change", () => { chosen = name; });
    swatch.className = "swatch"; swatch.style.background = colour(name);
    key.className = "key"; key.textContent = i < 9 ? i + 1 : ""; key.setAttribute("aria-hidden", "true");
    label.append(radio, swatch, name, key);
    return label;
  });
  const focused = document.activeElement?.name === "name" ? chosen : null;
  $("names").replaceChildren($("names").firstElementChild, ...labels);
  if (focused !== null) document.querySelector("#names input:checked")?.focus();
}

// A colour over each region that has a name, strong where it was clicked, and a line between two regions.
function draw() {
  const context = $("colours").getContext("2d"), image = context.createImageData(columns, rows), data = image.data;
  const rgb = state.colours.map(c => [1, 3, 5].map(i => parseInt(c.slice(i, i + 2), 16)));
  const clicked = new Set(state.clicked), bare = $("bare").checked;
  for (let i = 0; !bare && i < regions.length; i++) {
    const region = regions[i], label = state.regions[region], at = 4 * i;
    const right = i % columns < columns - 1 ? regions[i + 1] : region, below = i + columns < regions.length ? regions[i + columns] : region;
    if (right !== region || below !== region) {
      const strong = state.regions[right] !== label || state.regions[below] !== label;
      data[at] = data[at + 1] = data[at + 2] = 255;
      data[at + 3] = strong ? 255 : label ? 60 : 110;
    } else if (label) {
      [data[at], data[at + 1], data[at + 2]] = rgb[label - 1];
      data[at + 3] = clicked.has(region) ? 190 : 120;
    }
  }
  context.putImageData(image, 0, 0);
  stage.classList.toggle("named", !bare && state.names.length > 1);  // colours are told apart on grey
}

function hover(region) {
  if (region === under) return;
  under = region;
  const context = $("hover").getContext("2d"), image = context.createImageData(columns, rows), data = image.data;
  for (let i = 0; region >= 0 && i < regions.length; i++) if (regions[i] === region) data.fill(255, 4 * i, 4 * i + 3), data[4 * i + 3] = 90;
  context.putImageData(image, 0, 0);
}

const at = ([row, column]) => regions[row * columns + column];
const within = (x, n) => Math.min(n - 1, Math.max(0, Math.floor(x)));

function pointed(event) {
  const box = $("picture").getBoundingClientRect();
  return [within((event.clientY - box.top) / box.height * rows, rows), within((event.clientX - box.left) / box.width * columns, columns)];
}

function move(to) {
  place = [within(to[0], rows), within(to[1], columns)];
  $("cross").style.top = `${100 * (place[0] + 0.5) / rows}%`;
  $("cross").style.left = `${100 * (place[1] + 0.5) / columns}%`;
  hover(at(place));
}

function click() {
  if (chosen) return ask("click", { row: place[0], column: place[1], name: chosen });
  problem.textContent = "What is it called? Type a name first.";
  $("name").focus();
}

function choose(name) {
  chosen = name;
  showNames();
}

stage.addEventListener("pointermove", event => { if (regions) hover(at(pointed(event))); });
stage.addEventListener("pointerleave", () => hover(-1));
stage.addEventListener("click", event => { if (state) { move(pointed(event)); click(); } });
stage.addEventListener("focus", () => { if (regions) move(place); });
stage.addEventListener("keydown", event => {
  if (!state || event.ctrlKey || event.metaKey || event.altKey) return;
  const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  const step = event.shiftKey ? 1 : Math.ceil(Math.max(rows, columns) / 40);
  if (way) move(place.map((x, i) => x + step * way[i]));
  else if (event.key === "Enter") click();
  else if (event.key === "u") ask("undo");
  else if (names[event.key - 1] !== undefined) choose(names[event.key - 1]);
  else return;
  event.preventDefault();
});
$("add").addEventListener("submit", event => {
  event.preventDefault();
  const name = $("name").value.trim();
  if (!name) return;
  if (!names.includes(name)) names.push(name);
  $("name").value = "";
  problem.textContent = "";
  choose(name);
});
$("undo").addEventListener("click", () => ask("undo"));
$("save").addEventListener("click", () => ask("save"));
$("bare").addEventListener("change", draw);
window.addEventListener("focus", () => { if (state) refresh().catch(() => {}); });  // another tab may have taught, too
load().catch(() => { problem.textContent = "The photograph cannot be shown: start the command again."; });
