// The page of a cascade: a sentence and the same with one word changed, drawn side by side from the same noise by a worker.
"use strict";

const $ = id => document.getElementById(id);
const page = JSON.parse($("page").textContent), { grammar, options } = page;
const steps = options.steps + options.largeSteps;  // behind the noise, which is step 0
const SHOWN = 320;  // pixels of a canvas: a picture's are squares on it
let words = [], pairs = [], shown = 0, chosen = null, following = true, job = 0, playing = null;

function element(name, given = {}, ...inside) {
  const made = Object.assign(document.createElement(name), given);
  made.append(...inside);
  return made;
}

const inWords = list => list.join(" ").replaceAll(" ,", ",");
const figures = [0, 1].map(side => {
  const canvas = element("canvas", { width: SHOWN, height: SHOWN }), row = element("div", { className: "words" });
  canvas.setAttribute("role", "img");
  row.setAttribute("role", "group");
  const figure = element("figure", {}, canvas, row);
  $("pair").append(figure);
  return { side, canvas, row, figure };
});

// --- the worker -----------------------------------------------------------------------------------------------------------

const engine = [...document.querySelectorAll(".engine")].map(script => script.textContent).join("\n");
const worker = new Worker(URL.createObjectURL(new Blob([engine], { type: "text/javascript" })));
worker.postMessage({ programs: $("programs").textContent, options, code: page.code });
worker.addEventListener("error", event => failed(event.message ?? "the worker that computes them did not start"));
worker.addEventListener("message", ({ data }) => {
  if (data.problem) return failed(data.problem);
  if (data.ready) return begin(data);
  if (data.job !== job) return;
  if (data.done) return finish();
  const pair = pairs[data.number] ??= { frames: [[], []], seconds: 0 };
  data.frames.forEach((frame, side) => pair.frames[side].push(frame));
  pair.seconds = data.seconds;
  $("progress").value = (data.number + data.step / steps) / Number($("n").value);
  if (following) shown = data.number;
  if (data.number === shown) {
    $("step").max = data.step;
    if (following) $("step").value = data.step;
    show();
  }
  if (data.step === steps) thumb(data.number);
});

function failed(why) {
  const without = typeof WebAssembly === "undefined" || /WebAssembly|SIMD|compile/i.test(why);
  $("problem").textContent = without ? `This browser cannot compute the networks: it lacks WebAssembly with SIMD, which browsers have had since 2023 (${why}).` : why;
  $("state").textContent = "Nothing can be drawn.";
}

function begin({ weights, bytes }) {
  $("draw").disabled = false;
  $("cost").textContent = `Three networks with ${weights.toLocaleString("en")} weights of 8 bits: the text encoder, the base model that draws ${page.small} × ${page.small} pixels, and super-resolution to ${page.large} × ${page.large}. ` +
    `This page has ${page.megabytes} MB, and the networks take ${(bytes / 1e6).toFixed(0)} MB of memory. Nothing leaves this device, and no network connection is needed.`;
  drawBoth();
}

function finish() {
  $("stop").hidden = true;
  $("draw").disabled = false;
  const made = pairs.filter(Boolean), seconds = made.reduce((sum, pair) => sum + pair.seconds, 0) / made.length;
  $("state").textContent = `Drawn: ${made.length * words.length} ${made.length * words.length > 1 ? "pictures" : "picture"}, ${seconds.toFixed(1)} seconds each on this device.`;
}

// --- what is asked for ----------------------------------------------------------------------------------------------------

function understood() {
  $("problem").textContent = "";
  $("sentence").removeAttribute("aria-invalid");
  try {
    return wordsOf($("sentence").value, grammar);
  } catch (error) {
    $("problem").textContent = error.message;
    $("sentence").setAttribute("aria-invalid", "true");
    return null;
  }
}

// The words that can be changed, and what the chosen one can become; what was chosen before stays where it can.
function offer() {
  let read;
  try { read = wordsOf($("sentence").value, grammar); } catch { read = []; }
  const [from, to] = [$("from").value, $("to").value], able = [...read.keys()].filter(at => othersFor(read, at, grammar).length);
  const named = at => read.indexOf(read[at]) === read.lastIndexOf(read[at]) ? read[at] : `${read[at]} (word ${at + 1})`;
  $("from").replaceChildren(element("option", { value: "", textContent: "none" }), ...able.map(at => element("option", { value: at, textContent: named(at) })));
  $("from").value = able.includes(Number(from)) && from !== "" ? from : "";
  offerOthers(read, to);
}

function offerOthers(read, before) {
  const others = $("from").value === "" ? [] : othersFor(read, Number($("from").value), grammar);
  $("to").replaceChildren(...others.map(word => element("option", { textContent: word })));
  if (others.includes(before)) $("to").value = before;
  $("to").disabled = !others.length;
}

function drawBoth() {
  const read = understood();
  if (!read || $("draw").disabled || !$("seed").reportValidity()) return;
  const at = $("from").value;
  words = [read, ...(at === "" ? [] : [read.map((word, i) => i === Number(at) ? $("to").value : word)])];
  [pairs, shown, chosen, following] = [[], 0, null, true];
  stopPlaying();
  $("pair").className = words.length === 1 ? "one" : "";
  figures.forEach(({ side, row, figure }) => {
    figure.hidden = side >= words.length;
    row.replaceChildren(...(words[side] ?? []).map((word, i) => wordButton(word, i, word !== read[i])));
  });
  figures.forEach(({ row, side }) => row.setAttribute("aria-label", `words of the ${side ? "second" : "first"} sentence`));
  $("others").replaceChildren();
  $("stop").hidden = false;
  $("play").disabled = true;
  $("progress").value = 0;
  $("state").textContent = `Drawing ${words.map(list => `“${inWords(list)}”`).join(" and ")}.`;
  worker.postMessage({ job: ++job, sentences: words.map(list => idsOf(list, grammar)), seed: Number($("seed").value), n: Number($("n").value) });
}

function wordButton(word, i, changed) {
  const button = element("button", { type: "button", textContent: word, className: changed ? "changed" : "" });
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => { chosen = chosen === i ? null : i; show(); });
  return button;
}

// --- what is shown --------------------------------------------------------------------------------------------------------

function painted({ pixels, side }) {
  const image = new ImageData(side, side), canvas = element("canvas", { width: side, height: side });
  for (let i = 0; i < side * side; i++)
    for (let k = 0; k < 4; k++) image.data[4 * i + k] = k < 3 ? Math.round(255 * pixels[3 * i + k]) : 255;
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

// How much each place looks at a word, at this step or the last that looked; the most is 1.
function looksAt(frames, step, word) {
  const { looks } = frames.slice(0, step + 1).findLast(frame => frame.looks) ?? {};
  if (!looks) return null;
  const found = Array.from({ length: looks.length / grammar.length }, (_, place) => looks[place * grammar.length + 1 + word]);
  return { found, most: Math.max(...found) };
}

function shade(context, { found, most }) {
  const side = Math.sqrt(found.length), image = new ImageData(side, side), small = element("canvas", { width: side, height: side });
  found.forEach((x, i) => { image.data[4 * i + 3] = 255 * 0.9 * (1 - x / most); });
  small.getContext("2d").putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, SHOWN, SHOWN);
}

function show() {
  const pair = pairs[shown];
  if (!pair) return;
  const step = Number($("step").value);
  for (const { side, canvas, row } of figures.slice(0, words.length)) {
    const frames = pair.frames[side], frame = frames[step], context = canvas.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(painted(frame), 0, 0, SHOWN, SHOWN);
    const looks = chosen === null ? null : looksAt(frames, step, chosen);
    if (looks) shade(context, looks);
    canvas.looks = looks;
    const bright = looks ? `; bright where it looks at “${words[side][chosen]}”, ${(100 * looks.most).toFixed(0)} % at the most` : "";
    canvas.setAttribute("aria-label", `“${inWords(words[side])}”, step ${step} of ${steps}, ${frame.side} × ${frame.side} pixels${bright}`);
    [...row.children].forEach((button, i) => button.setAttribute("aria-pressed", String(i === chosen)));
  }
  $("level").textContent = said(step);
  $("step").setAttribute("aria-valuetext", `step ${step}: ${said(step)}`);
  if (!playing) $("play").disabled = Number($("step").max) < 1;
  looked(pair, step);
}

function said(step) {
  if (step === 0) return "noise alone, the same for both sentences";
  const small = step <= options.steps, [n, start, count] = small ? [options.steps, 1, step] : [options.largeSteps, options.start, step - options.steps];
  const level = start * (1 - count / n);
  return `${small ? "base model" : "super-resolution"}, step ${count} of ${n}; level of noise ${level.toFixed(2)}`;
}

function looked(pair, step) {
  if (chosen === null) return $("looks").textContent = "Choose a word under a picture: the picture stays bright at the places that look at it.";
  const parts = words.map((list, side) => ({ word: list[chosen], looks: looksAt(pair.frames[side], step, chosen) }));
  if (parts.some(({ looks }) => !looks)) return $("looks").textContent = "Noise has looked at no word yet.";
  const shares = parts.map(({ looks }) => `${(100 * looks.most).toFixed(0)} %`), [one, other] = parts.map(({ word }) => word);
  const more = words.length === 1 ? "" : one === other ? ` on the left, ${shares[1]} on the right` : `, “${other}” up to ${shares[1]}`;
  $("looks").textContent = `“${one}” gets up to ${shares[0]} of a place's attention${more}. Bright: much of that; dark: none.`;
}

function thumb(number) {
  if (Number($("n").value) < 2) return;
  const button = element("button", { type: "button" }, ...pairs[number].frames.slice(0, words.length).map(frames => painted(frames.at(-1))));
  button.setAttribute("aria-label", `picture ${number + 1}`);
  button.addEventListener("click", () => {
    [shown, following] = [number, false];
    $("step").max = pairs[number].frames[0].length - 1;
    $("step").value = $("step").max;
    pressed();
    show();
  });
  $("others").append(button);
  pressed();
}

const pressed = () => [...$("others").children].forEach((button, number) => button.setAttribute("aria-pressed", String(number === shown)));

// --- time -----------------------------------------------------------------------------------------------------------------

function stopPlaying() {
  clearInterval(playing);
  playing = null;
  $("play").textContent = "play";
}

$("play").addEventListener("click", () => {
  if (playing) return stopPlaying();
  following = false;
  if ($("step").value === $("step").max) $("step").value = 0;
  show();
  $("play").textContent = "pause";
  playing = setInterval(() => {
    $("step").value = Number($("step").value) + 1;
    show();
    if ($("step").value === $("step").max) stopPlaying();
  }, 250);
});
$("step").addEventListener("input", () => { following = false; stopPlaying(); show(); });

// --- the beginning --------------------------------------------------------------------------------------------------------

$("asked").addEventListener("submit", event => { event.preventDefault(); drawBoth(); });
$("stop").addEventListener("click", () => { worker.postMessage({ job: ++job }); $("stop").hidden = true; $("state").textContent = "Stopped."; });
$("sentence").addEventListener("input", offer);
$("sentence").addEventListener("change", understood);
$("from").addEventListener("change", () => offerOthers(wordsOf($("sentence").value, grammar), ""));
for (const text of page.examples) {
  const button = element("button", { type: "button", textContent: text });
  button.addEventListener("click", () => { $("sentence").value = text; offer(); drawBoth(); });
  $("examples").append(button);
}
$("sentence").value = page.examples[0];
offer();
for (const [at, word] of Object.entries(page.changed)) {
  $("from").value = at;
  offerOthers(wordsOf(page.examples[0], grammar), word);
}
