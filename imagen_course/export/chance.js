// NumPy's random numbers, so that a seed draws here what it draws there: numpy.random.default_rng([seed, number]), PCG64, and
// standard_normal in float32, which is the ziggurat method of Marsaglia and Tsang (2000).
"use strict";

const product32 = (x, y) => Math.imul(x, y) >>> 0;

// SeedSequence(entropy).generate_state(8): whole numbers of 32 bits that depend on all bits of what is given.
function stateOf(entropy) {
  let constant = 0x43b0d7e5;
  const hashed = value => {
    value = (value ^ constant) >>> 0;
    constant = product32(constant, 0x931e8875);
    value = product32(value, constant);
    return (value ^ value >>> 16) >>> 0;
  };
  const mixed = (x, y) => {
    const result = product32(x, 0xca01f9dd) - product32(y, 0x4973f715) >>> 0;
    return (result ^ result >>> 16) >>> 0;
  };
  const pool = Array.from({ length: 4 }, (_, i) => hashed(entropy[i] ?? 0));
  for (let from = 0; from < 4; from++)
    for (let to = 0; to < 4; to++) if (from !== to) pool[to] = mixed(pool[to], hashed(pool[from]));
  for (const more of entropy.slice(4)) for (let to = 0; to < 4; to++) pool[to] = mixed(pool[to], hashed(more));
  constant = 0x8b51f9dd;
  return Array.from({ length: 8 }, (_, i) => {
    const value = (pool[i % 4] ^ constant) >>> 0;
    constant = product32(constant, 0x58f38ded);
    const result = product32(value, constant);
    return (result ^ result >>> 16) >>> 0;
  });
}

const BITS = 128n, MULTIPLIER = (2549297995355413924n << 64n) + 4865540595714422341n;

// PCG64: 128 bits of state, of which every step gives 64; they are handed out as two halves, the lower first.
function pcg64(entropy) {
  const words = stateOf(entropy.flatMap(n => n < 2 ** 32 ? [n] : [n % 2 ** 32, Math.floor(n / 2 ** 32)])).map(BigInt);
  const long = i => words[2 * i] | words[2 * i + 1] << 32n, cut = x => BigInt.asUintN(128, x);
  const step = cut((long(2) << 64n | long(3)) << 1n | 1n);
  let state = cut((step + (long(0) << 64n | long(1))) * MULTIPLIER + step), rest = null;
  return () => {
    if (rest !== null) { const half = rest; rest = null; return half; }
    state = cut(state * MULTIPLIER + step);
    const low = BigInt.asUintN(64, state ^ state >> 64n), turn = state >> 122n;
    const drawn = BigInt.asUintN(64, low >> turn | low << (-turn & 63n));
    rest = Number(drawn >> 32n);
    return Number(drawn & 0xffffffffn);
  };
}

// The ziggurat: 256 layers of one area under the bell curve, the lowest of them with its tail. Of each: how wide it is, from
// which share of its width on it may lie outside of the curve, and the curve's height at its edge.
const TAIL = 3.6541528853610088, AREA = 0.00492867323399, WHOLE = 2 ** 23, half = Math.fround;
const curve = x => Math.exp(-x * x / 2), wide = new Float64Array(256), inside = new Float64Array(256), high = new Float32Array(256);
[wide[0], inside[0], high[0]] = [AREA / curve(TAIL), TAIL * curve(TAIL) / AREA, 1];
for (let layer = 255, x = TAIL; layer > 0; layer--) {
  [wide[layer], high[layer]] = [x, curve(x)];
  const next = Math.sqrt(-2 * Math.log(AREA / x + curve(x)));
  inside[layer] = layer > 1 ? next / x : 0;
  x = next;
}
const scales = Float32Array.from(wide, x => x / WHOLE), sure = inside.map(share => Math.floor(share * WHOLE));

// Returns a function that gives n normal numbers, of a seed and what more tells this row of numbers from others.
function normal(entropy) {
  const next = pcg64(entropy), share = () => (next() >>> 8) / 2 ** 24;
  const log = () => half(-Math.log1p(-share()));
  const draw = () => {
    for (;;) {
      const bits = next(), layer = bits & 255, whole = bits >>> 9, x = half(whole * scales[layer]) * (bits & 256 ? -1 : 1);
      if (whole < sure[layer]) return x;
      if (layer === 0) {
        for (;;) {
          const beyond = half(half(1 / TAIL) * log()), y = log();
          if (y + y > beyond * beyond) return (whole & 256 ? -1 : 1) * (half(TAIL) + beyond);
        }
      }
      if ((high[layer - 1] - high[layer]) * share() + high[layer] < Math.exp(-0.5 * x * x)) return x;
    }
  };
  return n => Float32Array.from({ length: n }, draw);
}
