/* Keys for the two panes: j and k walk the list, p publishes, x ticks. Without this file every step is a link or a
   button. Keys are left alone while someone types or holds a modifier. */
(() => {
  const list = document.querySelector("[data-list]");
  const all = document.querySelector("[data-check-all]");
  if (all) {
    all.addEventListener("change", () => {
      for (const box of list.querySelectorAll("input[type=checkbox]")) box.checked = all.checked;
    });
  }
  if (!list) return;
  let leaving = false;
  const items = () => [...list.querySelectorAll("[data-item]")];
  const current = () => items().findIndex((item) => item.getAttribute("aria-current"));
  const chosen = items()[current()];
  const pane = list.closest("section, nav");
  if (chosen && pane.scrollHeight > pane.clientHeight + 1) {
    pane.scrollTop = chosen.closest("li").offsetTop - pane.offsetTop - pane.clientHeight / 3;
  }
  const unsaved = () =>
    [...document.querySelectorAll(".cs-detail textarea")].some((area) => area.value !== area.defaultValue);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || leaving) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const here = current();
    if (event.key === "j" || event.key === "k") {
      const next = items()[here + (event.key === "j" ? 1 : -1)];
      if (!next || unsaved()) return;
      leaving = true;
      location.assign(next.href);
    } else if (event.key === "p") {
      const form = document.querySelector("[data-publish]");
      if (!form || unsaved()) return;
      leaving = true;
      form.requestSubmit(form.querySelector("button"));
    } else if (event.key === "x" && here >= 0) {
      const box = items()[here].closest("li").querySelector("input[type=checkbox]");
      if (box) box.checked = !box.checked;
    } else return;
    event.preventDefault();
  });
})();
