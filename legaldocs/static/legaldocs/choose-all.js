// One box that ticks all boxes of the page. Works without: each box by itself.
for (const form of document.querySelectorAll("[data-choose-all]")) {
  const label = form.querySelector("[data-all]");
  const boxes = [...form.querySelectorAll("input[name=relation]")];
  const all = label.querySelector("input");
  label.hidden = false;
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
  form.addEventListener("change", () => { all.checked = boxes.every((box) => box.checked); });
}
