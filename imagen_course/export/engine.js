// A network, computed step by step. A map is { shape: [rows, columns, channels], data }: row by row, and of each place all its
// channels one after the other. Each kind of step has forward(step, inputs), which gives a map, and backward(step, inputs,
// output, gradient): from the gradient with respect to the output, one for each input. Padding is left out, not added: what lies
// beyond a map is 0 to a convolution, and nothing to a pooling.
"use strict";

const count = shape => shape[0] * shape[1] * shape[2];
const blank = shape => ({ shape, data: new Float32Array(count(shape)) });

// Calls visit(place of the output, place of the input, place in the window) for every window and every cell of it on the map.
function windows(step, input, visit) {
  for (let row = 0; row < step.shape[0]; row++)
    for (let column = 0; column < step.shape[1]; column++)
      cells(step, input, row, column, (from, tap) => visit(row * step.shape[1] + column, from, tap));
}

function cells(step, input, row, column, visit) {
  const [h, w] = input.shape, top = row * step.strides[0] - step.padding[0][0], left = column * step.strides[1] - step.padding[1][0];
  for (let i = 0; i < step.size[0]; i++) {
    const y = top + i * step.dilation[0];
    if (y < 0 || y >= h) continue;
    for (let j = 0; j < step.size[1]; j++) {
      const x = left + j * step.dilation[1];
      if (x >= 0 && x < w) visit(y * w + x, i * step.size[1] + j);
    }
  }
}

function biased(step) {
  const output = blank(step.shape), bias = step.arrays.bias;
  if (bias) for (let i = 0; i < output.data.length; i++) output.data[i] = bias[i % bias.length];
  return output;
}

const functions = {  // each beside its derivative, which may use the output
  relu: [x => Math.max(x, 0), x => x > 0 ? 1 : 0],
  relu6: [x => Math.min(Math.max(x, 0), 6), x => x > 0 && x < 6 ? 1 : 0],
  leaky_relu: [(x, slope) => x > 0 ? x : slope * x, (x, y, slope) => x > 0 ? 1 : slope],
  elu: [x => x > 0 ? x : Math.expm1(x), (x, y) => x > 0 ? 1 : y + 1],
  sigmoid: [x => 1 / (1 + Math.exp(-x)), (x, y) => y * (1 - y)],
  tanh: [Math.tanh, (x, y) => 1 - y * y],
  silu: [x => x / (1 + Math.exp(-x)), (x, y) => y + (1 - y) / (1 + Math.exp(-x))],
  softplus: [x => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), x => 1 / (1 + Math.exp(-x))],
};

function softmax(step, input) {
  const output = blank(step.shape), n = step.shape[2];
  for (let start = 0; start < output.data.length; start += n) {
    const scores = input.data.subarray(start, start + n), most = scores.reduce((a, b) => Math.max(a, b));
    const powers = Array.from(scores, score => Math.exp(score - most)), sum = powers.reduce((a, b) => a + b);
    powers.forEach((power, k) => { output.data[start + k] = power / sum; });
  }
  return output;
}

function softmaxBack(step, output, gradient) {
  const back = blank(step.shape), n = step.shape[2];
  for (let start = 0; start < back.data.length; start += n) {
    let mean = 0;
    for (let i = start; i < start + n; i++) mean += output.data[i] * gradient.data[i];
    for (let i = start; i < start + n; i++) back.data[i] = output.data[i] * (gradient.data[i] - mean);
  }
  return back;
}

// The place in a window that is the largest of channel k.
function winner(step, input, row, column, k) {
  let best = -1, most = -Infinity;
  cells(step, input, row, column, from => {
    const x = input.data[from * input.shape[2] + k];
    if (x > most) { most = x; best = from; }
  });
  return best;
}

const kinds = {
  picture: {},
  convolution: {
    forward(step, [input]) {
      const output = biased(step), kernel = step.arrays.kernel, n = input.shape[2], m = step.shape[2];
      const { data } = input, sums = output.data;
      windows(step, input, (to, from, tap) => {
        for (let k = 0, first = to * m; k < n; k++) {
          const x = data[from * n + k], at = (tap * n + k) * m;
          if (x !== 0) for (let unit = 0; unit < m; unit++) sums[first + unit] += x * kernel[at + unit];
        }
      });
      return output;
    },
    backward(step, [input], output, gradient) {
      const back = blank(input.shape), kernel = step.arrays.kernel, n = input.shape[2], m = step.shape[2];
      const slopes = gradient.data, sums = back.data;
      const sloping = Uint8Array.from({ length: slopes.length / m }, (_, to) => slopes.subarray(to * m, to * m + m).some(Boolean) ? 1 : 0);
      windows(step, input, (to, from, tap) => {
        for (let k = 0, first = to * m; sloping[to] && k < n; k++) {
          let sum = 0;
          for (let unit = 0, at = (tap * n + k) * m; unit < m; unit++) sum += slopes[first + unit] * kernel[at + unit];
          sums[from * n + k] += sum;
        }
      });
      return [back];
    },
  },
  depthwise: {
    forward(step, [input]) {
      const output = biased(step), kernel = step.arrays.kernel, n = input.shape[2], m = step.shape[2], each = m / n;
      windows(step, input, (to, from, tap) => {
        for (let unit = 0; unit < m; unit++)
          output.data[to * m + unit] += input.data[from * n + Math.floor(unit / each)] * kernel[tap * m + unit];
      });
      return output;
    },
    backward(step, [input], output, gradient) {
      const back = blank(input.shape), kernel = step.arrays.kernel, n = input.shape[2], m = step.shape[2], each = m / n;
      windows(step, input, (to, from, tap) => {
        for (let unit = 0; unit < m; unit++)
          back.data[from * n + Math.floor(unit / each)] += gradient.data[to * m + unit] * kernel[tap * m + unit];
      });
      return [back];
    },
  },
  pooling: {
    forward(step, [input]) {
      const output = blank(step.shape), n = step.shape[2], met = new Float32Array(step.shape[0] * step.shape[1]);
      const largest = step.function === "max";
      if (largest) output.data.fill(-Infinity);
      windows(step, input, (to, from) => {
        met[to] += 1;
        for (let k = 0; k < n; k++) {
          const x = input.data[from * n + k], at = to * n + k;
          if (!largest) output.data[at] += x;
          else if (x > output.data[at]) output.data[at] = x;
        }
      });
      if (!largest) output.data.forEach((sum, i) => { output.data[i] = sum / met[Math.floor(i / n)]; });
      return output;
    },
    backward(step, [input], output, gradient) {
      const back = blank(input.shape), [rows, columns, n] = step.shape;
      for (let to = 0; to < rows * columns; to++) {
        const row = Math.floor(to / columns), column = to % columns, places = [];
        cells(step, input, row, column, from => places.push(from));
        for (let k = 0; k < n; k++) {
          const slope = gradient.data[to * n + k];
          if (step.function === "max") back.data[winner(step, input, row, column, k) * n + k] += slope;
          else for (const from of places) back.data[from * n + k] += slope / places.length;
        }
      }
      return [back];
    },
  },
  padding: {
    forward(step, [input]) {
      const output = blank(step.shape), n = step.shape[2];
      windows(step, input, (to, from) => output.data.set(input.data.subarray(from * n, from * n + n), to * n));
      return output;
    },
    backward(step, [input], output, gradient) {
      const back = blank(input.shape), n = step.shape[2];
      windows(step, input, (to, from) => back.data.set(gradient.data.subarray(to * n, to * n + n), from * n));
      return [back];
    },
  },
  affine: {
    forward(step, [input]) {
      const { scale, shift } = step.arrays, n = scale.length;
      return { shape: step.shape, data: input.data.map((x, i) => x * scale[i % n] + shift[i % n]) };
    },
    backward(step, inputs, output, gradient) {
      const scale = step.arrays.scale;
      return [{ shape: step.shape, data: gradient.data.map((slope, i) => slope * scale[i % scale.length]) }];
    },
  },
  activation: {
    forward(step, [input]) {
      if (step.function === "softmax") return softmax(step, input);
      const [value] = functions[step.function];
      return { shape: step.shape, data: input.data.map(x => value(x, step.slope)) };
    },
    backward(step, [input], output, gradient) {
      if (step.function === "softmax") return [softmaxBack(step, output, gradient)];
      const [, slope] = functions[step.function];
      return [{ shape: step.shape, data: gradient.data.map((g, i) => g * slope(input.data[i], output.data[i], step.slope)) }];
    },
  },
  flatten: {
    forward: (step, [input]) => ({ shape: step.shape, data: input.data }),
    backward: (step, [input], output, gradient) => [{ shape: input.shape, data: gradient.data }],
  },
  addition: {
    forward: (step, inputs) =>
      ({ shape: step.shape, data: inputs[0].data.map((x, i) => inputs.slice(1).reduce((sum, input) => sum + input.data[i], x)) }),
    backward: (step, inputs, output, gradient) => inputs.map(() => gradient),
  },
  concatenation: {
    forward(step, inputs) {
      const output = blank(step.shape), m = step.shape[2];
      let first = 0;
      for (const { shape: [, , n], data } of inputs) {
        for (let at = 0; at * n < data.length; at++) output.data.set(data.subarray(at * n, at * n + n), at * m + first);
        first += n;
      }
      return output;
    },
    backward(step, inputs, output, gradient) {
      const m = step.shape[2];
      let first = 0;
      return inputs.map(input => {
        const back = blank(input.shape), n = input.shape[2];
        for (let at = 0; at * n < back.data.length; at++)
          back.data.set(gradient.data.subarray(at * m + first, at * m + first + n), at * n);
        first += n;
        return back;
      });
    },
  },
};

// Weights come as text: base64 of whole numbers of 8 bits with a scale for each unit, or of float32.
function unpack(step) {
  const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0)).buffer, arrays = {};
  for (const [name, text] of Object.entries(step.arrays)) {
    if (name.endsWith("_scale")) continue;
    const scale = step.arrays[`${name}_scale`] && new Float32Array(bytes(step.arrays[`${name}_scale`]));
    arrays[name] = scale ? Float32Array.from(new Int8Array(bytes(text)), (x, i) => x * scale[i % scale.length])
      : new Float32Array(bytes(text));
  }
  return { ...step, arrays };
}

// The maps of all steps, of a picture with numbers in [0, 1].
function forward(network, picture) {
  const maps = [{ shape: network.steps[0].shape, data: Float32Array.from(picture, x => x * network.range) }];
  for (const step of network.steps.slice(1)) maps.push(kinds[step.kind].forward(step, step.sources.map(n => maps[n])));
  return maps;
}

// The gradient of a class's score, before the last softmax or sigmoid, with respect to the picture.
function gradientOf(network, maps, label) {
  const last = network.steps.at(-1).sources[0], gradients = maps.map(() => null);
  gradients[last] = blank(network.steps[last].shape);
  gradients[last].data[label] = 1;
  for (let n = last; n > 0; n--) {
    const step = network.steps[n];
    if (!gradients[n]) continue;
    const back = kinds[step.kind].backward(step, step.sources.map(source => maps[source]), maps[n], gradients[n]);
    step.sources.forEach((source, i) => { gradients[source] = added(gradients[source], back[i]); });
  }
  return { shape: maps[0].shape, data: gradients[0].data.map(slope => slope * network.range) };
}

const added = (one, other) => one ? { shape: one.shape, data: one.data.map((x, i) => x + other.data[i]) } : other;
