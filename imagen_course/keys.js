// JupyterLab listens on the document before any element of the page can: to an arrow key it moves to another cell, to "d d"
// it deletes one. It leaves alone what carries an attribute; the window, which is asked even earlier, gives it to the element
// that has the focus. Combinations with Ctrl, and Shift + Enter, go on working. And ipywidgets' radio buttons have no name in
// common: until they get one the browser does not know that they are a group, through which arrow keys lead.

export default { render({ el }) {
  el.style.display = "none";
  const id = Math.random().toString(36).slice(2);
  const keep = event => {
    const box = el.closest(".imagen-control");
    if (!box || !box.contains(event.target)) return;
    box.querySelectorAll(".widget-radio-box").forEach((group, number) =>
      group.querySelectorAll("input").forEach(radio => { radio.name = `${id}-${number}`; }));
    if (event.type == "focusin") return;
    const theirs = event.ctrlKey || event.metaKey || event.altKey || ["Enter", "Escape"].includes(event.key);
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !theirs);
  };
  const kinds = ["keydown", "focusin"];
  kinds.forEach(kind => window.addEventListener(kind, keep, true));
  return () => kinds.forEach(kind => window.removeEventListener(kind, keep, true));
} };
