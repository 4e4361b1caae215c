// From noise to a picture, as generate/diffusion.py goes: pictures lie in [-1, 1] inside, in [0, 1] when they are shown.
"use strict";

const levelsOf = (n, start) => Array.from({ length: n + 1 }, (_, i) => start * (1 - i / n));
const mixedWith = (clean, level, noise) => clean.map((x, i) => (1 - level) * x + level * noise[i]);
const clipped = data => data.map(x => Math.min(1, Math.max(-1, x)));
const inColours = data => data.map(x => Math.min(1, Math.max(0, (x + 1) / 2)));

// Each step: the network names the clean picture that it sees, what is left over is the noise, and both are mixed anew with less
// of it. With eta = 1, part of the noise is replaced by as much fresh noise as DDPM puts in; with 0 nothing is left to chance.
function* sampled(denoise, noisy, levels, eta, draw) {
  for (let i = 0; i + 1 < levels.length; i++) {
    const [now, then] = [levels[i], levels[i + 1]], { clean, looks } = denoise(noisy, now);
    let noise = Float64Array.from(noisy, (x, k) => (x - (1 - now) * clean[k]) / now);
    const kept = then > 0 ? 1 - eta ** 2 * (1 - (then * (1 - now) / (now * (1 - then))) ** 2) : 1;
    if (kept < 1) {
      const more = draw(noisy.length);
      noise = noise.map((x, k) => Math.sqrt(kept) * x + Math.sqrt(1 - kept) * more[k]);
    }
    noisy = noisy.map((_, k) => (1 - then) * clean[k] + then * noise[k]);
    yield { noisy, clean, looks };
  }
}

const doubled = (data, side) => Float32Array.from({ length: 4 * data.length }, (_, i) => {
  const k = i % 3, place = Math.floor(i / 3), row = Math.floor(place / (2 * side)), column = place % (2 * side);
  return data[3 * (Math.floor(row / 2) * side + Math.floor(column / 2)) + k];
});

// One picture of a sentence: word numbers `ids`, the seed, and which of the seed's pictures. Yields every step: its pixels in
// [0, 1], its side, and how much each place looked at each word.
class Cascade {
  constructor({ programs, options, code }) {
    this.engine = new Engine(programs, code);
    this.options = options;
    [this.side, this.large] = ["base", "large"].map(name => this.engine.programs[name][0].shape[0]);
  }

  read(ids) {
    return [this.engine.run("words", [Float32Array.from(ids)]).at(-1).data, Float32Array.from(ids)];
  }

  // What the base model says without the words and with them, gone from the one towards the other, and beyond: guidance.
  guided(words, silent) {
    const { guidance, watched } = this.options;
    return (noisy, level) => {
      const [without, made] = [silent, words].map(said => this.engine.run("base", [noisy, [level], ...said]));
      const [nothing, asked] = [without, made].map(tensors => tensors.at(-1).data);
      return { clean: clipped(nothing.map((x, i) => x + guidance * (asked[i] - x))), looks: made[watched].looks };
    };
  }

  *small(words, noise, draw) {
    const { steps, eta, nothing } = this.options;
    yield* sampled(this.guided(words, this.read(nothing)), noise, levelsOf(steps, 1), eta, draw);
  }

  *enlarged(picture, words, noise, larger) {
    const { largeSteps, start, spoilt } = this.options, clean = picture.map(x => 2 * x - 1);
    const seen = doubled(mixedWith(clean, spoilt, noise), this.side);
    const denoise = (noisy, level) => ({ clean: clipped(this.engine.run("large", [noisy, [level], seen, [spoilt], ...words]).at(-1).data) });
    yield* sampled(denoise, mixedWith(doubled(clean, this.side), start, larger), levelsOf(largeSteps, start), 0);
  }

  *draw(ids, seed, number) {
    const words = this.read(ids), n = 3 * this.side ** 2, noise = normal([seed, number])(n);
    let pixels = inColours(noise);
    yield { pixels, side: this.side };
    for (const { noisy, looks } of this.small(words, noise, normal([seed, number, 1]))) {
      pixels = inColours(noisy);
      yield { pixels, side: this.side, looks };
    }
    const [more, larger] = [normal([seed + 1, number])(n), normal([seed + 2, number])(3 * this.large ** 2)];
    for (const { noisy } of this.enlarged(pixels, words, more, larger)) yield { pixels: inColours(noisy), side: this.large };
  }
}
