/* Counts that an answer was followed: the question and the place of the answer, nothing about who; nothing is stored here.
   A browser that asks not to be tracked sends nothing. */
export function start(results) {
  if (navigator.doNotTrack === "1" || navigator.globalPrivacyControl || !navigator.sendBeacon) return;
  results.addEventListener("click", (event) => {
    const link = event.target.closest(".hits a");
    if (!link || link.rel === "nofollow") return;
    const links = [...results.querySelectorAll(".hits .doc-title a, .hits .found h3 a")];
    const place = links.indexOf(link) + 1;
    if (place) navigator.sendBeacon(results.dataset.url, new URLSearchParams({ q: results.dataset.question, place }));
  });
}
