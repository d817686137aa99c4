/* One short sentence at the foot of the window, read out by screen readers. */
let box, timer;

export function toast(text) {
  if (!text) return;
  if (!box) {
    box = document.createElement("div");
    box.setAttribute("role", "status");
    document.body.append(box);
  }
  box.className = "toast";
  box.textContent = "";
  // A change in a later frame is announced even when the words are the same.
  requestAnimationFrame(() => { box.textContent = text; });
  clearTimeout(timer);
  timer = setTimeout(() => { box.className = "vh"; box.textContent = ""; }, 4000);
}
