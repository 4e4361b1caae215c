// Beside what reveal.js does: a clock for questions and exercises (key T), light or dark (key D), the clock's end without a sound.
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const look = () => root.toggleAttribute("data-dark", (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark");
const turn = () => {
  root.dataset.theme = root.hasAttribute("data-dark") ? "light" : "dark";
  look();
};
system.addEventListener("change", look);
look();

const show = (clock, seconds) => {
  clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  clock.classList.toggle("over", seconds === 0);
};
const stop = (clock) => {
  clearInterval(clock.ticking);
  clock.ticking = 0;
};
const press = (clock) => {
  if (clock.ticking) return stop(clock);
  const whole = Number(clock.dataset.seconds);
  const end = Date.now() + 1000 * (clock.left || whole);
  const tick = () => {
    clock.left = Math.max(0, Math.round((end - Date.now()) / 1000));
    show(clock, clock.left);
    if (!clock.left) stop(clock);
  };
  tick();
  clock.ticking = setInterval(tick, 250);
};
document.querySelectorAll(".clock").forEach((clock) => clock.addEventListener("click", () => press(clock)));

// What is a little too much for a slide is set smaller; tests/browser hold how much smaller it may come to be.
const within = (box) => box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth;
const fits = (slide) => [slide, ...slide.querySelectorAll(".body, .beside .words")].every(within);
const fit = (slide) => {
  const body = slide.querySelector(".body");
  for (let size = 1; size >= 0.5; size -= 0.05) {
    body.style.zoom = size;
    if (fits(slide)) return;
  }
};

// Formulas are measured in their own font, which lies in the page.
document.fonts.load('1em "Libertinus Math"').finally(() => {
  Reveal.initialize({
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 6, center: false, display: "flex",
    hash: true, transition: "none", backgroundTransition: "none", slideNumber: "c/t", pdfSeparateFragments: false,
    plugins: [RevealNotes],
  });
  Reveal.on("ready", ({ currentSlide }) => fit(currentSlide));
  Reveal.on("slidechanged", ({ currentSlide }) => fit(currentSlide));
  Reveal.on("pdf-ready", () => Reveal.getSlides().forEach(fit));
  Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Light or dark" }, turn);
  Reveal.addKeyBinding({ keyCode: 84, key: "T", description: "Start or stop the clock" }, () => {
    const clock = Reveal.getCurrentSlide().querySelector(".clock");
    if (clock) press(clock);
  });
});
