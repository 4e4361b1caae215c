// Networks with several inputs and attention, computed step by step on this device. A tensor is { shape, data }: of one picture or
// one sentence, its numbers in a row, those of the last axis side by side. Matrix products are done by product.wasm, whose source
// is product.wat; it sees one block of memory: the weights first, then the rows and the result of one product.
"use strict";

const sizeOf = shape => shape.reduce((a, b) => a * b, 1);
const upTo = (n, step) => Math.ceil(n / step) * step;
const ROWS = 4, COLUMNS = 8, PAGE = 65536;  // of a block of product.wat; bytes of a page of its memory

const ones = {  // functions of one number
  linear: x => x,
  relu: x => Math.max(x, 0),
  sigmoid: x => 1 / (1 + Math.exp(-x)),
  silu: x => x / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
};
const twos = {  // and of two
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  greater: (x, y) => x > y ? 1 : 0,
};

// Weights come as text: base64 of whole numbers of 8 bits with a scale for each place of the last axis, or of float32.
function bytesOf(text) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes.buffer;
}

function unpacked(arrays) {
  const made = {};
  for (const [name, text] of Object.entries(arrays)) {
    const scale = arrays[`${name}_scale`] && new Float32Array(bytesOf(arrays[`${name}_scale`]));
    if (name.endsWith("_scale")) continue;
    made[name] = scale ? new Float32Array(new Int8Array(bytesOf(text))) : new Float32Array(bytesOf(text));
    if (scale) for (let i = 0; i < made[name].length; i++) made[name][i] *= scale[i % scale.length];
  }
  return made;
}

class Engine {
  // programs: by name, the steps of each network, as export/operations.py writes them. code: the bytes of product.wasm.
  constructor(programs, code) {
    this.programs = {};
    this.weights = 0;  // how many numbers of them there are
    const matrices = [];
    let floats = 0, most = 0;
    for (const [name, steps] of Object.entries(programs))
      this.programs[name] = steps.map((step, n) => {
        const arrays = unpacked(step.arrays), made = { ...step, arrays };
        this.weights += Object.values(arrays).reduce((sum, array) => sum + array.length, 0);
        for (const [role, [deep, places]] of Object.entries(matricesOf(made, steps))) {
          const columns = arrays[role].length / deep, wide = upTo(columns, COLUMNS);
          matrices.push(made[role] = { weights: arrays[role], deep, columns, wide, at: floats });
          delete arrays[role];  // once in memory is enough
          floats += deep * wide;
          most = Math.max(most, upTo(places, ROWS) * (deep + wide));
        }
        return made;
      });
    this.scratch = floats;
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(4 * (floats + most) / PAGE) });
    this.numbers = new Float32Array(this.memory.buffer);
    this.multiply = new WebAssembly.Instance(new WebAssembly.Module(code), { page: { memory: this.memory } }).exports.multiply;
    for (const matrix of matrices) this.lay(matrix);
    this.bytes = this.memory.buffer.byteLength;
  }

  // Lays a matrix into memory in panels of eight columns; columns that are missing stay 0.
  lay(matrix) {
    const { weights, deep, columns, at } = matrix;
    for (let row = 0; row < deep; row++)
      for (let j = 0; j < columns; j++)
        this.numbers[at + (Math.floor(j / COLUMNS) * deep + row) * COLUMNS + j % COLUMNS] = weights[row * columns + j];
    matrix.weights = null;
  }

  // The product of the rows in memory with a matrix, plus a bias, which repeats.
  product(rows, { deep, columns, wide, at }, bias) {
    const result = this.scratch + upTo(rows, ROWS) * deep, made = new Float32Array(rows * columns);
    this.multiply(4 * this.scratch, 4 * at, 4 * result, upTo(rows, ROWS), wide, deep);
    for (let row = 0; row < rows; row++)
      made.set(this.numbers.subarray(result + row * wide, result + row * wide + columns), row * columns);
    if (bias) for (let i = 0, j = 0; i < made.length; i++) { made[i] += bias[j]; if (++j === bias.length) j = 0; }
    return made;
  }

  // All tensors of a network, the last of them its output; inputs are arrays of numbers, in the network's order.
  run(name, inputs) {
    const made = [];
    this.programs[name].forEach((step, n) => {
      const sources = step.sources.map(source => made[source]);
      const given = step.kind === "input" ? inputs[n] : kinds[step.kind](this, step, ...sources);
      made.push(given.data ? { shape: step.shape, ...given } : { shape: step.shape, data: given });
    });
    return made;
  }
}

// Of each array of a step that is the right side of a matrix product: how many rows it has, and rows of the left side.
function matricesOf(step, steps) {
  const places = shape => sizeOf(shape.slice(0, -1)), read = step.sources.map(source => steps[source].shape);
  if (step.kind === "dense") return { kernel: [read[0].at(-1), places(step.shape)] };
  if (step.kind === "convolution") return { kernel: [step.size[0] * step.size[1] * read[0][2], places(step.shape)] };
  if (step.kind !== "attention") return {};
  const [query, value] = read, inner = step.arrays.output_kernel.length / step.shape.at(-1);
  return { query_kernel: [query[1], query[0]], key_kernel: [value[1], value[0]], value_kernel: [value[1], value[0]],
    output_kernel: [inner, query[0]] };
}

const each = (data, name) => {
  const value = ones[name];
  if (name !== "linear") for (let i = 0; i < data.length; i++) data[i] = value(data[i]);
  return data;
};

// Repeats numbers until there are n: each of them stands `inner` times in a row.
function spread(data, inner, n) {
  if (data.length === n) return data;
  const wide = new Float32Array(n);
  if (data.length === 1) wide.fill(data[0]);
  else if (inner === 1) for (let at = 0; at < n; at += data.length) wide.set(data, at);
  else for (let at = 0, i = 0; at < n; at += inner, i = (i + 1) % data.length) wide.fill(data[i], at, at + inner);
  return wide;
}

function pairwise(step, sources) {
  const n = sizeOf(step.shape), value = twos[step.kind], made = new Float32Array(n);
  const tensors = sources.map((source, i) => spread(source.data, step.inner[i], n));
  const [x, y] = step.numbers.map(number => number === null ? tensors.shift() : spread([number], 1, n));
  for (let i = 0; i < n; i++) made[i] = value(x[i], y[i]);
  return made;
}

// The windows of a map, a row for each: what lies beyond the map is 0.
function layWindows(engine, step, { shape: [h, w, c], data }) {
  const { numbers } = engine;
  let at = engine.scratch;
  for (let row = 0; row < step.shape[0]; row++)
    for (let column = 0; column < step.shape[1]; column++)
      for (let i = 0; i < step.size[0]; i++)
        for (let j = 0; j < step.size[1]; j++, at += c) {
          const y = row * step.strides[0] - step.padding[0] + i, x = column * step.strides[1] - step.padding[1] + j;
          if (y < 0 || x < 0 || y >= h || x >= w) numbers.fill(0, at, at + c);
          else for (let k = 0, from = (y * w + x) * c; k < c; k++) numbers[at + k] = data[from + k];
        }
}

// Each place asks (query), and takes a mean of values, each by how well its key answers. `looks` is the mean over the heads.
function attend(engine, step, query, value, mask) {
  const [n] = query.shape, [length] = value.shape, { arrays, heads } = step;
  const led = (name, { data }, rows) => {
    engine.numbers.set(data, engine.scratch);
    return engine.product(rows, step[`${name}_kernel`], arrays[`${name}_bias`]);
  };
  const q = led("query", query, n), k = led("key", value, length), v = led("value", value, length);
  const width = q.length / n, d = width / heads, deep = v.length / length / heads, all = deep * heads;
  const mixed = new Float32Array(n * all), looks = new Float32Array(n * length), shares = new Float64Array(length);
  for (let head = 0; head < heads; head++)
    for (let place = 0; place < n; place++) {
      let most = -Infinity, sum = 0;
      for (let word = 0; word < length; word++) {
        let score = 0;
        for (let i = 0, a = place * width + head * d, b = word * width + head * d; i < d; i++) score += q[a + i] * k[b + i];
        shares[word] = mask && !mask.data[word] ? -Infinity : score / Math.sqrt(d);
        most = Math.max(most, shares[word]);
      }
      for (let word = 0; word < length; word++) sum += shares[word] = Math.exp(shares[word] - most);
      for (let word = 0; word < length; word++) {
        const share = shares[word] / sum;
        looks[place * length + word] += share / heads;
        for (let i = 0, a = place * all + head * deep, b = word * all + head * deep; i < deep; i++) mixed[a + i] += share * v[b + i];
      }
    }
  return { data: led("output", { data: mixed }, n), looks };
}

function normalised({ centred, epsilon, arrays: { scale, shift } }, { data }) {
  const n = scale.length, made = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += n) {
    let mean = 0, square = 0;
    if (centred) for (let i = 0; i < n; i++) mean += data[start + i] / n;
    for (let i = 0; i < n; i++) square += (data[start + i] - mean) ** 2 / n;
    const factor = 1 / Math.sqrt(square + epsilon);
    for (let i = 0; i < n; i++) made[start + i] = (data[start + i] - mean) * factor * scale[i] + (shift ? shift[i] : 0);
  }
  return made;
}

function permuted({ axes, shape }, source) {
  const steps = source.shape.map((_, axis) => sizeOf(source.shape.slice(axis + 1))), made = new Float32Array(source.data.length);
  const place = shape.map(() => 0), strides = axes.map(axis => steps[axis]);
  for (let i = 0, from = 0; i < made.length; i++) {
    made[i] = source.data[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {  // one on, as a counter counts
      from += strides[axis];
      if (++place[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      place[axis] = 0;
    }
  }
  return made;
}

function joined({ shape }, sources) {
  const wide = shape.at(-1), made = new Float32Array(sizeOf(shape));
  let first = 0;
  for (const { shape: own, data } of sources) {
    const n = own.at(-1);
    for (let at = 0; at * n < data.length; at++) made.set(data.subarray(at * n, at * n + n), at * wide + first);
    first += n;
  }
  return made;
}

const kinds = {
  activation: (engine, step, { data }) => each(Float32Array.from(data), step.function),
  attention: attend,
  concatenation: (engine, step, ...sources) => joined(step, sources),
  convolution(engine, step, source) {
    layWindows(engine, step, source);
    return each(engine.product(step.shape[0] * step.shape[1], step.kernel, step.arrays.bias), step.function);
  },
  dense(engine, step, { data }) {
    engine.numbers.set(data, engine.scratch);
    return each(engine.product(data.length / step.kernel.deep, step.kernel, step.arrays.bias), step.function);
  },
  embedding(engine, { shape: [n, wide], arrays: { table } }, { data }) {
    const made = new Float32Array(n * wide);
    data.forEach((row, i) => made.set(table.subarray(row * wide, row * wide + wide), i * wide));
    return made;
  },
  normalisation: (engine, step, source) => normalised(step, source),
  permute: (engine, step, source) => permuted(step, source),
  reshape: (engine, step, { data }) => data,
  sum(engine, { axis }, { shape, data }) {
    const inner = sizeOf(shape.slice(axis + 1)), n = shape[axis], made = new Float32Array(data.length / n);
    data.forEach((x, i) => { made[Math.floor(i / (n * inner)) * inner + i % inner] += x; });
    return made;
  },
  upsampling(engine, { shape: [h, w, c], size }, { shape: [, narrow], data }) {
    const made = new Float32Array(h * w * c);
    for (let at = 0; at < h * w; at++) {
      const from = (Math.floor(Math.floor(at / w) / size[0]) * narrow + Math.floor(at % w / size[1])) * c;
      made.set(data.subarray(from, from + c), at * c);
    }
    return made;
  },
};
for (const kind of Object.keys(twos)) kinds[kind] = (engine, step, ...sources) => pairwise(step, sources);
