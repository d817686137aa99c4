// One part of a text: a textarea as high as its text, over a layer with one block for each line that bears its number.
// A key changes the blocks of the changed lines only.
import { foldKeepingLength, headingsOf } from "./editor-text.js";

const TITLE = 46;

export class PartView {
  constructor(text, { readOnly, label, onInput }) {
    this.stored = text;
    this.readOnly = readOnly;
    this.label = label;
    this.onInput = onInput;
    this.lineCount = text.split("\n").length;
  }

  get text() {
    return this.area ? this.area.value : this.stored;
  }

  create() {
    this.element = document.createElement("div");
    this.element.className = "part";
    this.layer = document.createElement("div");
    this.layer.className = "part-lines";
    this.layer.setAttribute("aria-hidden", "true");
    this.area = document.createElement("textarea");
    this.area.className = "part-text";
    this.area.spellcheck = false;
    this.area.readOnly = this.readOnly;
    this.area.setAttribute("aria-label", this.label);
    this.area.value = this.stored;
    this.area.setSelectionRange(0, 0);
    this.area.addEventListener("input", (event) => { this.refresh(); this.onInput(this, event); });
    this.element.append(this.layer, this.area);
    this.lines = [];
    this.refresh();
    return this.element;
  }

  refresh() {
    this.foldedText = null;
    const lines = this.area.value.split("\n");
    const old = this.lines;
    let head = 0;
    const least = Math.min(lines.length, old.length);
    while (head < least && lines[head] === old[head]) head += 1;
    let tail = 0;
    while (tail < least - head && lines[lines.length - 1 - tail] === old[old.length - 1 - tail]) tail += 1;
    const stay = Math.min(old.length, lines.length) - head - tail;
    for (let n = head; n < head + stay; n += 1) this.layer.children[n].textContent = lines[n] || "\u200b";
    for (let n = old.length - tail - 1; n >= head + stay; n -= 1) this.layer.children[n].remove();
    const fresh = document.createDocumentFragment();
    for (let n = head + stay; n < lines.length - tail; n += 1) {
      const line = document.createElement("div");
      line.textContent = lines[n] || "\u200b";
      fresh.append(line);
    }
    this.layer.insertBefore(fresh, this.layer.children[head + stay] ?? null);
    this.lines = lines;
    this.lineCount = lines.length;
  }

  number(first) {
    if (this.first !== first) { this.layer?.style.setProperty("counter-reset", `line ${first - 1}`); this.first = first; }
  }

  title() {
    const first = headingsOf(this.text.slice(0, 4000))[0]?.label ?? this.text.slice(0, 200).trim().split("\n")[0];
    return first.length > TITLE ? `${first.slice(0, TITLE)}…` : first;
  }

  folded() {
    return this.area ? (this.foldedText ??= foldKeepingLength(this.area.value)) : (this.storedFolded ??= foldKeepingLength(this.stored));
  }

  caretLine() {
    if (!this.area) return 1;
    let line = 1;
    const text = this.area.value;
    for (let at = text.indexOf("\n"); at >= 0 && at < this.area.selectionStart; at = text.indexOf("\n", at + 1)) line += 1;
    return line;
  }

  goTo(line) {
    let from = 0;
    for (let n = 1; n < line && n < this.lines.length; n += 1) from += this.lines[n - 1].length + 1;
    const row = this.lines[Math.min(line, this.lines.length) - 1] ?? "";
    this.select(from, from + row.length);
  }

  select(start, end) {
    let line = 0;
    for (let left = start; line < this.lines.length - 1 && left > this.lines[line].length; line += 1) left -= this.lines[line].length + 1;
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, end);
    const block = this.layer.children[line];
    const pane = this.element.parentElement;
    pane.scrollTop = Math.max(0, block.offsetTop + this.element.offsetTop - pane.clientHeight / 3);
    pane.scrollIntoView({ block: "nearest" });
  }
}
