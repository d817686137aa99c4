/* The contents list marks the article being read and keeps it in view. */
export function start(toc) {
  const links = new Map();
  for (const link of toc.querySelectorAll("a[href*='#']")) {
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  const marks = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (!marks.length) return;
  toc.querySelectorAll("[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
  let current;
  const mark = () => {
    // Binary search: headings stand in document order.
    let low = 0, high = marks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (marks[middle].getBoundingClientRect().top <= 120) low = middle; else high = middle - 1;
    }
    const link = links.get(marks[low].id);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    current = link;
    if (toc.scrollHeight > toc.clientHeight) {
      const top = link.offsetTop - toc.clientHeight / 3;
      toc.scrollTo({ top, behavior: "instant" });
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();
}
