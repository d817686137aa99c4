// Finding with or without marks, and replacing, over all parts of a text. One replacement is typed into the textarea, so
// that the browser's own undo takes it back; replacing all keeps the parts as they were and can be undone as a whole.
import { foldKeepingLength } from "./editor-text.js";

export class Finder {
  constructor(editor) {
    this.editor = editor;
    this.box = editor.find("find");
    this.told = editor.find("find-result");
    this.replacement = editor.find("replacement");
    this.undoButton = editor.form.querySelector("[data-replace=undo]");
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); this.search(event.shiftKey ? -1 : 1); }
    });
    this.replacement?.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); this.replaceOne(); }
    });
    editor.form.addEventListener("click", (event) => {
      const step = event.target.closest("[data-find-step]");
      if (step) this.search(Number(step.dataset.findStep));
      const button = event.target.closest("[data-replace]");
      if (button) ({ one: () => this.replaceOne(), all: () => this.replaceAll(), undo: () => this.undoAll() })[button.dataset.replace]();
    });
  }

  tell(words) {
    this.told.textContent = words;
  }

  search(step) {
    const { editor } = this;
    const wanted = foldKeepingLength(this.box.value);
    if (!wanted.trim()) { this.tell(""); return false; }
    const here = editor.parts[editor.current];
    const from = step > 0 ? here.area.selectionEnd : here.area.selectionStart - 1;
    const many = editor.parts.length;
    for (let n = 0; n <= many; n += 1) {
      const index = (editor.current + step * n + many * 2) % many;
      const text = editor.parts[index].folded();
      const at = step > 0 ? text.indexOf(wanted, n ? 0 : from) : from < 0 && !n ? -1 : text.lastIndexOf(wanted, n ? Infinity : from);
      if (at >= 0) {
        editor.show(index);
        editor.parts[index].select(at, at + wanted.length);
        this.tell("");
        editor.status();
        return true;
      }
    }
    this.tell(editor.words.missing);
    return false;
  }

  // What is selected is replaced when it is what is looked for; then the next place is selected.
  replaceOne() {
    const { area } = this.editor.parts[this.editor.current];
    const wanted = foldKeepingLength(this.box.value);
    const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
    if (wanted && foldKeepingLength(chosen) === wanted) {
      area.focus({ preventScroll: true });
      const words = this.replacement.value;
      const done = words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
      if (!done) {
        area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    this.search(1);
  }

  replaceAll() {
    const { editor } = this;
    const wanted = foldKeepingLength(this.box.value);
    if (!wanted.trim()) return;
    const before = editor.text();
    const words = this.replacement.value;
    let count = 0;
    const changed = editor.parts.map((part) => {
      const text = part.text;
      const folded = part.folded();
      let made = "";
      let from = 0;
      for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, from)) {
        made += text.slice(from, at) + words;
        from = at + wanted.length;
        count += 1;
      }
      return made + text.slice(from);
    });
    if (!count) { this.tell(editor.words.missing); return; }
    this.before = before;
    this.after = changed.join("\n");
    const line = editor.line();
    editor.build(this.after);
    editor.changed();
    editor.goTo(line, false);
    this.undoButton.hidden = false;
    this.tell(`${editor.words.replaced} ${count.toLocaleString("vi")}`);
  }

  // Only while nothing was typed since: later work is never thrown away with it.
  undoAll() {
    const { editor } = this;
    this.undoButton.hidden = true;
    if (this.before === undefined || editor.text() !== this.after) { this.tell(""); return; }
    editor.build(this.before);
    editor.changed();
    this.before = undefined;
    this.tell("");
  }

  typed() {
    if (this.undoButton && !this.undoButton.hidden && this.editor.text() !== this.after) this.undoButton.hidden = true;
  }
}
