/* Menus made of <details>: Escape closes and returns to the summary; following a link inside the list closes it. */
export function start(details) {
  const summary = details.querySelector("summary");
  const panel = details.nextElementSibling;
  if ("float" in details.dataset) details.parentElement.classList.add("floats");
  const close = (focus) => {
    if (!details.open) return;
    details.open = false;
    if (focus) summary.focus();
  };
  for (const part of [details, panel]) {
    part?.addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
  }
  panel?.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.hash && link.pathname === location.pathname) close(false);
  });
}
