/* A GET form marked data-enhance="filters" data-target="#results" sends itself when a choice changes and swaps the
   results (and the parts named in data-also) from the same URL. Any failure falls back to an ordinary page load. */
export function start(form, name, enhance) {
  const parts = [form.dataset.target || "#results", ...(form.dataset.also || "").split(" ").filter(Boolean)];
  let running;

  const address = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
    const text = query.toString();
    return form.action.split("?")[0] + (text ? `?${text}` : "");
  };

  const load = async (url, push) => {
    running?.abort();
    running = new AbortController();
    const target = document.querySelector(parts[0]);
    target?.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal: running.signal, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const focused = document.activeElement?.id;
      for (const selector of parts) {
        const now = document.querySelector(selector);
        const next = page.querySelector(selector);
        if (!now || !next) throw new Error(selector);
        now.replaceWith(next);
        enhance(next);
      }
      document.title = page.title;
      if (push) history.pushState({ filters: true }, "", url);
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
    }
  };

  form.addEventListener("change", () => load(address(), true));
  form.addEventListener("submit", (event) => { event.preventDefault(); load(address(), true); });
  addEventListener("popstate", () => location.reload());
}
