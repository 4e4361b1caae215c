// One button opens every fold of a lesson, or closes them; on paper all are open.
const folds = () => [...document.querySelectorAll("article details, .bd-article details")];
const open = (all) => folds().forEach((fold) => { fold.open = all; });

const note = document.querySelector(".admonition.solved");
if (note) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "open-all btn btn-outline-primary" });
  const say = () => { button.textContent = button.dataset.open ? "Close all answers" : "Open all answers"; };
  button.addEventListener("click", () => {
    button.dataset.open = button.dataset.open ? "" : "yes";
    open(Boolean(button.dataset.open));
    say();
  });
  say();
  note.append(button);
}
addEventListener("beforeprint", () => open(true));
