// One button opens every fold of a lesson, or closes them; on paper all are open.
const folds = () => [...document.querySelectorAll("article details")];
const open = (all) => folds().forEach((fold) => { fold.open = all; });

const note = document.querySelector(".admonition.solved");
if (note) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "open-all btn" });
  const say = () => { button.textContent = button.dataset.open ? "Close all answers" : "Open all answers"; };
  button.addEventListener("click", () => {
    button.dataset.open = button.dataset.open ? "" : "yes";
    open(Boolean(button.dataset.open));
    say();
  });
  say();
  note.append(button);
}

// A control: a row of choices for each option, and of all its pictures the one that is chosen. On paper, its strip.
const choice = (group, label, checked, change) => {
  const input = Object.assign(document.createElement("input"), { type: "radio", name: group, value: label, checked });
  input.addEventListener("change", change);
  const words = document.createElement("label");
  words.append(input, ` ${label}`);
  return words;
};
document.querySelectorAll(".live").forEach((control, number) => {
  const chosen = JSON.parse(control.dataset.first);
  const figures = [...control.querySelectorAll("figure")];
  const show = () => figures.forEach((figure) => { figure.hidden = figure.dataset.setting !== JSON.stringify(chosen); });
  const rows = Object.entries(JSON.parse(control.dataset.options)).map(([name, labels], place) => {
    const row = document.createElement("fieldset");
    row.append(Object.assign(document.createElement("legend"), { textContent: name }));
    const set = (label) => () => { chosen[place] = label; show(); };
    row.append(...labels.map((label) => choice(`live-${number}-${place}`, label, label === chosen[place], set(label))));
    return row;
  });
  const form = document.createElement("form");
  form.append(...rows);
  control.prepend(form);
  show();
  addEventListener("beforeprint", () => figures.forEach((figure) => { figure.hidden = !("still" in figure.dataset); }));
  addEventListener("afterprint", show);
});
addEventListener("beforeprint", () => open(true));

// What is wider than the page is scrolled by keys, too.
const reach = () => document.querySelectorAll("article :is(.cell_output, table, mjx-container)").forEach((wide) => {
  if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
});
addEventListener("load", reach);
addEventListener("resize", reach);
document.addEventListener("toggle", reach, true);

// The theme's arrows in the side bar have no name that a screen reader could say.
document.querySelectorAll(".bd-sidebar summary:not([aria-label])").forEach((arrow) => {
  arrow.ariaLabel = `Pages under ${arrow.closest("li").querySelector("a").textContent.trim()}`;
});
