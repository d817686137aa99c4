/* Suggestions below a search field (ARIA combobox with a listbox). The field works without: typing and Enter search as ever.
   Arrow keys choose, Enter takes, Escape closes; nothing is chosen until an arrow key or the pointer does. */
const WAIT = 120;
let count = 0;

export function start(input) {
  const id = `suggestions-${++count}`;
  const box = document.createElement("div");
  box.className = "suggestions";
  const list = document.createElement("ul");
  list.id = id;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  list.hidden = true;
  const said = document.createElement("div");
  said.className = "vh";
  said.setAttribute("role", "status");
  box.append(list, said);
  input.closest(".search-box").append(box);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false",
  })) input.setAttribute(name, value);

  const known = new Map();
  let timer, running, typed = input.value, chosen = -1;

  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    const rows = options();
    chosen = place;
    rows.forEach((row, number) => row.setAttribute("aria-selected", String(number === place)));
    if (place < 0) {
      input.removeAttribute("aria-activedescendant");
      input.value = typed;
      return;
    }
    input.setAttribute("aria-activedescendant", rows[place].id);
    input.value = rows[place].dataset.text;
    rows[place].scrollIntoView({ block: "nearest" });
  };
  const take = (row) => {
    input.value = row.dataset.text;
    close();
    input.form.requestSubmit();
  };
  const show = (rows) => {
    list.replaceChildren(...rows.map((row, number) => {
      const option = document.createElement("li");
      option.id = `${id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.text = row.text;
      const text = document.createElement("span");
      text.textContent = row.text;
      option.append(text);
      if (row.detail) {
        const detail = document.createElement("small");
        detail.textContent = row.detail;
        option.append(detail);
      }
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(option); });
      return option;
    }));
    chosen = -1;
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    input.removeAttribute("aria-activedescendant");
    said.textContent = rows.length ? input.dataset.some.replace("{n}", rows.length) : input.dataset.none;
  };
  const ask = async () => {
    const words = input.value.trim();
    typed = input.value;
    if (words.length < 2) { close(); return; }
    if (!known.has(words)) {
      running?.abort();
      running = new AbortController();
      try {
        const answer = await fetch(`${input.dataset.url}?q=${encodeURIComponent(words)}`, { signal: running.signal });
        if (!answer.ok) return;
        known.set(words, (await answer.json()).suggestions);
      } catch { return; }
    }
    if (document.activeElement === input && input.value.trim() === words) show(known.get(words));
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const rows = options();
    if (event.key === "ArrowDown" && list.hidden) { typed = input.value; ask(); return; }
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((chosen + 1 + step + rows.length + 1) % (rows.length + 1)) - 1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      input.value = typed;
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(rows[chosen]);
    } else if (event.key === "Tab") close();
  });
  input.addEventListener("blur", close);
}
