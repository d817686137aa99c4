// Turning the pages of an uploaded PDF. A page that is not there leaves the last one standing.
for (const box of document.querySelectorAll("[data-pages]")) {
  const image = box.querySelector("img");
  const number = box.querySelector("input");
  const address = (page) => box.dataset.pages.replace(/0\/$/, `${page}/`);
  let shown = 1;
  const show = (page) => {
    if (!Number.isInteger(page) || page < 1 || page === shown) { number.value = shown; return; }
    const trial = new Image();
    trial.addEventListener("load", () => { image.src = trial.src; shown = page; number.value = page; image.parentElement.scrollTop = 0; });
    trial.addEventListener("error", () => { number.value = shown; });
    trial.src = address(page);
  };
  box.querySelector("[data-page-bar]").hidden = false;
  box.addEventListener("click", (event) => {
    const step = event.target.closest("[data-page-step]");
    if (step) show(shown + Number(step.dataset.pageStep));
  });
  number.addEventListener("change", () => show(Number(number.value)));
  number.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); show(Number(number.value)); } });
}
