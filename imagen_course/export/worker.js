// Draws beside the page, so that the page stays alive: two sentences step by step, then the seed's next pictures.
"use strict";

let cascade = null, current = 0;
const pause = () => new Promise(done => setTimeout(done));  // in which a newer request is heard

async function drawn({ job, sentences, seed, n }) {
  for (let number = 0; number < n; number++) {
    const drawings = sentences.map(ids => cascade.draw(ids, seed, number));
    let spent = 0;
    for (let step = 0; ; step++) {
      const begun = performance.now(), frames = drawings.map(drawing => drawing.next());
      spent += performance.now() - begun;
      if (frames.some(({ done }) => done)) break;
      postMessage({ job, number, step, frames: frames.map(({ value }) => value), seconds: spent / 1000 / sentences.length });
      await pause();
      if (job !== current) return;
    }
  }
  postMessage({ job, done: true });
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.programs) {
      cascade = new Cascade({ programs: JSON.parse(data.programs), options: data.options, code: bytesOf(data.code) });
      return postMessage({ ready: true, weights: cascade.engine.weights, bytes: cascade.engine.bytes });
    }
    current = data.job;
    if (data.sentences) await drawn(data);
  } catch (error) {
    postMessage({ problem: String(error.message ?? error) });
  }
});
