// A box over a long list of choices that narrows it, with or without marks; what is chosen always stays visible.
// A click adds or takes away one choice: in a plain list it would drop every other one without a word.
const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
const start = () => {
  for (const list of document.querySelectorAll("select[data-narrow]:not([data-narrowed])")) {
    list.dataset.narrowed = "";
    const words = [...list.options].map((option) => fold(option.text));
    const box = document.createElement("input");
    box.type = "search";
    box.placeholder = "Lọc danh sách…";
    box.setAttribute("aria-label", "Lọc danh sách");
    box.autocomplete = "off";
    const narrow = () => {
      const wanted = fold(box.value).split(/\s+/).filter(Boolean);
      [...list.options].forEach((option, n) => { option.hidden = !option.selected && !wanted.every((word) => words[n].includes(word)); });
    };
    box.addEventListener("input", (event) => { event.stopPropagation(); narrow(); });
    box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    list.addEventListener("mousedown", (event) => {
      if (event.target.tagName !== "OPTION" || event.button !== 0) return;
      event.preventDefault();
      event.target.selected = !event.target.selected;
      list.focus();
      list.dispatchEvent(new Event("change", { bubbles: true }));
    });
    list.before(box);
  }
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
