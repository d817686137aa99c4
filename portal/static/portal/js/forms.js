/* Character counters, and the focus on an error summary. */
export function start(element, name) {
  if (name === "focus") {
    element.focus();
    return;
  }
  const control = document.getElementById(element.dataset.for);
  const most = Number(element.dataset.max || control?.getAttribute("maxlength"));
  if (!control || !most) { element.remove(); return; }
  // The counter warns instead of cutting what is pasted; the server has the last word.
  control.removeAttribute("maxlength");
  const spoken = document.createElement("span");
  spoken.className = "vh";
  spoken.setAttribute("role", "status");
  element.after(spoken);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  let timer;
  const show = () => {
    const left = most - [...control.value.normalize("NFC")].length;
    element.textContent = (left < 0 ? element.dataset.over : element.dataset.left).replace("{n}", number.format(Math.abs(left)));
    element.classList.toggle("over", left < 0);
    clearTimeout(timer);
    timer = setTimeout(() => { spoken.textContent = left < most / 10 ? element.textContent : ""; }, 1000);
  };
  control.addEventListener("input", show);
  show();
}
