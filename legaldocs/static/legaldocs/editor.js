// The editor of a wording. Without JavaScript it is a textarea and four buttons; this module adds line numbers, outline,
// finding, jumping, saving without leaving the page, and a copy on this computer against a lost connection.
// Typing never waits: no request per key. A long text is edited part by part, so that the browser lays out little.
import { PartView } from "./editor-part.js";
import { foldKeepingLength, headingsOf, splitIntoParts } from "./editor-text.js";

const IDLE_OUTLINE = 350;
const IDLE_KEEP = 1200;
const LARGEST_PART = 160_000;
const later = (work) => ("requestIdleCallback" in window ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(work, 50));

class Editor {
  constructor(form) {
    this.form = form;
    this.find = (name) => form.querySelector(`[data-${name}]`);
    this.whole = this.find("text");
    this.words = form.dataset.words.split("|");
    this.key = `corpus-${form.dataset.key}`;
    this.version = form.querySelector("[name=version]");
    this.stored = this.whole.value;
    this.dirty = "unsaved" in form.dataset;
    this.readOnly = this.whole.readOnly;
    this.pane = this.find("pane");
    this.build(this.stored);
    this.whole.hidden = true;
    this.find("bar").hidden = false;
    this.watch();
    this.offerRescue();
    this.status();
    if (location.hash.startsWith("#dong-")) this.goTo(Number(location.hash.slice(6)));
  }

  build(text) {
    this.pane.querySelectorAll(".part").forEach((part) => part.remove());
    this.parts = splitIntoParts(text).map((piece) => this.part(piece));
    this.show(0);
    this.refreshParts();
    this.outline();
  }

  part(text) {
    return new PartView(text, { readOnly: this.readOnly, label: this.whole.labels?.[0]?.textContent ?? "", onInput: (part, event) => this.typed(part, event) });
  }

  text() {
    return this.parts.map((part) => part.text).join("\n");
  }

  show(index) {
    this.current = Math.max(0, Math.min(index, this.parts.length - 1));
    const part = this.parts[this.current];
    for (const other of this.parts) if (other.element) other.element.hidden = other !== part;
    if (!part.element) this.pane.append(part.create());
    part.number(this.firstLine(this.current));
    const list = this.find("part-list");
    if (list) list.value = String(this.current);
  }

  firstLine(index) {
    let line = 1;
    for (let n = 0; n < index; n += 1) line += this.parts[n].lineCount;
    return line;
  }

  refreshParts() {
    const box = this.find("parts");
    if (!box) return;
    box.hidden = this.parts.length < 2;
    const list = this.find("part-list");
    list.replaceChildren(...this.parts.map((part, n) => new Option(`${this.words[8]} ${n + 1}/${this.parts.length}: ${part.title()}`, String(n))));
    list.value = String(this.current);
  }

  typed(part, event) {
    this.dirty = true;
    part.changed = true;
    if (part.text.length > LARGEST_PART) this.resplit(part);
    clearTimeout(this.outlineTimer);
    this.outlineTimer = setTimeout(() => later(() => this.outline()), IDLE_OUTLINE);
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(() => later(() => this.keep()), IDLE_KEEP);
    this.status();
  }

  resplit(part) {
    const pieces = splitIntoParts(part.text);
    if (pieces.length < 2) return;
    const index = this.parts.indexOf(part);
    part.element?.remove();
    this.parts.splice(index, 1, ...pieces.map((piece) => this.part(piece)));
    this.show(index);
    this.refreshParts();
    this.outline();
  }

  // -- outline: a light reading in the browser, only of parts that changed -------------------------
  outline() {
    const box = this.find("outline");
    if (!box) return;
    this.find("outline-box").hidden = false;
    let line = 1;
    let count = 0;
    this.parts.forEach((part, n) => {
      if (!part.headings || part.changed) { part.headings = headingsOf(part.text); part.changed = false; part.list = null; }
      if (!part.list) part.list = this.outlineList(part);
      part.outlineStart = line;
      if (box.children[n] !== part.list) box.insertBefore(part.list, box.children[n] ?? null);
      line += part.lineCount;
      count += part.headings.length;
    });
    while (box.children.length > this.parts.length) box.lastChild.remove();
    this.find("outline-count").textContent = count;
    this.parts[this.current].number(this.firstLine(this.current));
  }

  outlineList(part) {
    const list = document.createElement("ol");
    list.append(...part.headings.map(({ line, label, depth }) => {
      const row = document.createElement("li");
      const jump = document.createElement("button");
      jump.type = "button";
      jump.className = `corpus-jump depth-${depth}`;
      jump.textContent = label;
      jump.addEventListener("click", () => this.goTo(part.outlineStart + line));
      row.append(jump);
      return row;
    }));
    return list;
  }

  goTo(line) {
    let index = 0;
    let left = Math.max(1, line || 1);
    while (index < this.parts.length - 1 && left > this.parts[index].lineCount) { left -= this.parts[index].lineCount; index += 1; }
    this.show(index);
    this.parts[index].goTo(left);
    this.status();
  }

  // -- find: with or without marks, over all parts ---------------------------------------------------
  search(step) {
    const wanted = foldKeepingLength(this.find("find").value.trim());
    const result = this.find("find-result");
    if (!wanted) { result.textContent = ""; return; }
    const here = this.parts[this.current];
    let from = step > 0 ? here.area.selectionEnd : here.area.selectionStart - 1;
    for (let n = 0; n <= this.parts.length; n += 1) {
      const index = (this.current + step * n + this.parts.length * 2) % this.parts.length;
      const text = this.parts[index].folded();
      const at = step > 0 ? text.indexOf(wanted, n ? 0 : from) : from < 0 && !n ? -1 : text.lastIndexOf(wanted, n ? Infinity : from);
      if (at >= 0) {
        this.show(index);
        this.parts[index].select(at, at + wanted.length);
        result.textContent = "";
        this.status();
        return;
      }
    }
    result.textContent = this.words[6];
  }

  // -- a copy on this computer -------------------------------------------------------------------------
  keep() {
    if (!this.dirty || this.readOnly) return;
    try {
      localStorage.setItem(this.key, JSON.stringify({ text: this.text(), version: this.version?.value ?? "", at: Date.now() }));
    } catch { /* full or switched off: the page itself still holds the text */ }
  }

  forget() {
    try { localStorage.removeItem(this.key); } catch { /* nothing was kept */ }
  }

  offerRescue() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(this.key)); } catch { return; }
    if (!kept || this.readOnly) return;
    if (kept.text === this.stored) { this.forget(); return; }
    const box = document.querySelector("[data-rescue]");
    box.querySelector("[data-rescue-text]").textContent = `${this.words[7]} ${new Date(kept.at).toLocaleString("vi")}.`;
    box.hidden = false;
    box.querySelector("[data-rescue-take]").addEventListener("click", () => {
      this.build(kept.text);
      if (this.version && kept.version) this.version.value = kept.version; // a changed server text is then noticed on saving
      this.dirty = true;
      box.hidden = true;
      this.status();
    });
    box.querySelector("[data-rescue-drop]").addEventListener("click", () => { this.forget(); box.hidden = true; });
  }

  // -- saving --------------------------------------------------------------------------------------------
  async send(button) {
    this.status(this.words[4]);
    const text = this.text();
    const data = new FormData(this.form);
    data.set("text", text);
    data.set("action", button.value);
    try {
      const answer = await fetch(this.form.getAttribute("action") || location.pathname, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (answer.ok) {
        if (button.value === "save") {
          this.version.value = told.version;
          this.stored = text;
          if (this.text() === text) { this.dirty = false; this.forget(); }
          this.savedAt = told.saved_at;
        }
        this.showFindings(told.findings);
        this.status();
      } else if (told.conflict) {
        this.submit(button);
      } else {
        this.keep();
        this.status(told.error);
      }
    } catch {
      this.keep();
      this.status(this.words[5], true);
    }
  }

  submit(button) {
    this.leaving = true;
    this.whole.value = this.text();
    const action = document.createElement("input");
    Object.assign(action, { type: "hidden", name: button.name, value: button.value });
    this.form.append(action);
    this.form.submit();
  }

  showFindings(rows) {
    const list = this.form.querySelector("[data-findings]");
    list.replaceChildren(...rows.map((row) => {
      const item = document.createElement("li");
      item.className = `corpus-finding corpus-finding--${row.severity}`;
      if (row.line) {
        const jump = document.createElement("button");
        Object.assign(jump, { type: "button", className: "corpus-jump", textContent: `${this.words[0]} ${row.line}` });
        jump.dataset.line = row.line;
        item.append(jump, " ");
      }
      const words = document.createElement("span");
      words.textContent = row.message;
      item.append(words);
      if (row.excerpt) { const quote = document.createElement("q"); quote.textContent = row.excerpt; item.append(quote); }
      return item;
    }));
    this.form.querySelector("[data-no-findings]").hidden = rows.length > 0;
    this.find("finding-count").textContent = rows.length;
  }

  status(message, bad = false) {
    const part = this.parts[this.current];
    const place = `${this.words[0]} ${this.firstLine(this.current) + part.caretLine() - 1}`;
    const size = `${this.parts.reduce((sum, one) => sum + one.text.length + 1, -1).toLocaleString("vi")} ${this.words[1]}`;
    const state = message ?? (this.dirty ? this.words[2] : this.savedAt ? `${this.words[3]} ${this.savedAt}` : "");
    const line = this.find("status");
    line.textContent = [place, size, state].filter(Boolean).join(" · ");
    line.classList.toggle("is-bad", bad);
  }

  watch() {
    this.form.addEventListener("click", (event) => {
      const jump = event.target.closest("[data-line]");
      if (jump) this.goTo(Number(jump.dataset.line));
      const step = event.target.closest("[data-part-step]");
      if (step) this.show(this.current + Number(step.dataset.partStep));
      const next = event.target.closest("[data-find-step]");
      if (next) this.search(Number(next.dataset.findStep));
    });
    this.find("part-list")?.addEventListener("change", (event) => this.show(Number(event.target.value)));
    this.find("find")?.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); this.search(event.shiftKey ? -1 : 1); }
    });
    this.pane.addEventListener("keyup", () => this.status());
    this.pane.addEventListener("click", () => this.status());
    this.form.addEventListener("keydown", (event) => {
      const save = this.form.querySelector("[data-save]");
      if ((event.ctrlKey || event.metaKey) && event.key === "s" && save) { event.preventDefault(); this.send(save); }
    });
    this.form.addEventListener("submit", (event) => {
      const button = event.submitter;
      this.whole.value = this.text();
      if (button && !("plain" in this.form.dataset) && ["save", "check"].includes(button.value)) {
        event.preventDefault();
        this.send(button);
        return;
      }
      this.keep();
      if (button?.formTarget !== "_blank") this.leaving = true;
    });
    window.addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keep(); });
    window.addEventListener("beforeunload", (event) => { if (this.dirty && !this.leaving && !this.readOnly) event.preventDefault(); });
  }
}

for (const form of document.querySelectorAll("[data-editor]")) form.editor = new Editor(form);
