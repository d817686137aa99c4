// The editor of a wording. Without JavaScript it is a textarea with buttons and the report beside it; this module adds line
// numbers, outline, finding and replacing, jumping, a preview, saving without leaving the page and by itself, and a copy on
// this computer against a lost connection. Typing never waits: no request per key, and a long text is edited part by part,
// so that the browser lays out little.
import { Emphasis } from "./editor-emphasis.js";
import { Finder } from "./editor-find.js";
import { Keeping } from "./editor-keeping.js";
import { PartView } from "./editor-part.js";
import { Preview } from "./editor-preview.js";
import { headingsOf, splitIntoParts } from "./editor-text.js";

const IDLE_OUTLINE = 350;
const LARGEST_PART = 160_000;
const later = (work) => ("requestIdleCallback" in window ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(work, 50));

class Editor {
  constructor(form) {
    this.form = form;
    this.find = (name) => form.querySelector(`[data-${name}]`);
    this.whole = this.find("text");
    const words = form.querySelector("template[data-words]").content.querySelectorAll("[data-word]");
    this.words = Object.fromEntries([...words].map((word) => [word.dataset.word, word.textContent]));
    this.version = form.querySelector("[name=version]");
    this.stored = this.whole.value;
    this.dirty = "unsaved" in form.dataset;
    this.readOnly = this.whole.readOnly;
    this.pane = this.find("pane");
    this.keeping = new Keeping(this);
    this.finder = new Finder(this);
    this.preview = new Preview(this);
    this.emphasis = new Emphasis(this);
    this.build(this.stored);
    this.whole.hidden = true;
    this.find("bar").hidden = false;
    form.classList.add("is-live");
    this.watch();
    this.keeping.offerRescue();
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
    return new PartView(text, { readOnly: this.readOnly, label: this.whole.labels?.[0]?.textContent ?? "", onInput: (part) => this.typed(part) });
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
    list.replaceChildren(...this.parts.map((part, n) => new Option(`${this.words.part} ${n + 1}/${this.parts.length}: ${part.title()}`, String(n))));
    list.value = String(this.current);
  }

  typed(part) {
    part.changed = true;
    if (part.text.length > LARGEST_PART) this.resplit(part);
    this.finder.typed();
    this.changed();
  }

  changed() {
    this.dirty = true;
    clearTimeout(this.outlineTimer);
    this.outlineTimer = setTimeout(() => later(() => this.outline()), IDLE_OUTLINE);
    this.keeping.typed();
    this.preview.moved();
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

  line() {
    return this.firstLine(this.current) + this.parts[this.current].caretLine() - 1;
  }

  goTo(line, focus = true) {
    let index = 0;
    let left = Math.max(1, line || 1);
    while (index < this.parts.length - 1 && left > this.parts[index].lineCount) { left -= this.parts[index].lineCount; index += 1; }
    this.show(index);
    if (focus) this.parts[index].goTo(left);
    this.preview.moved();
    this.status();
  }

  // -- saving --------------------------------------------------------------------------------------------
  async post(action, text, more = {}) {
    const data = new FormData(this.form);
    data.set("text", text);
    data.set("action", action);
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    const answer = await fetch(this.form.getAttribute("action") || location.pathname, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (answer.redirected || !(answer.headers.get("Content-Type") ?? "").includes("json")) return { error: this.words.expired };
    return answer.json();
  }

  saved(text, told) {
    this.version.value = told.version;
    this.stored = text;
    this.savedAt = told.saved_at;
    if (this.text() === text) { this.dirty = false; this.keeping.forget(); }
    this.status();
  }

  async send(button) {
    this.status(this.words.saving);
    this.sending = true;
    const text = this.text();
    const settling = button.name === "settle" || button.name === "unsettle";
    try {
      const told = settling ? await this.post("check", text, { [button.name]: button.value }) : await this.post(button.value, text);
      if (told.conflict) { this.submit(button); return; }
      if (told.report) this.showReport(told);
      if (!told.error && button.value === "save") {
        this.saved(text, told);
        this.keeping.autosaved = undefined; // what was saved on purpose is never written over
        this.keeping.stopped = false;
      }
      if (told.error) this.keeping.keep();
      this.status(told.error || told.message || undefined, Boolean(told.error));
    } catch {
      this.keeping.keep();
      this.status(this.words.offline, true);
    } finally {
      this.sending = false;
    }
  }

  // The report comes ready from the server; a note being written in it stays.
  showReport(told) {
    const box = this.find("report");
    const open = box.querySelector("details[open] input:focus")?.id;
    const notes = [...box.querySelectorAll("input[name^=note-]")].filter((input) => input.value).map((input) => [input.id, input.value]);
    const focused = box.contains(document.activeElement);
    box.innerHTML = told.report;
    for (const [id, value] of notes) { const input = document.getElementById(id); if (input) input.value = value; }
    if (open) document.getElementById(open)?.closest("details")?.setAttribute("open", "");
    if (focused) (document.getElementById(open) ?? this.find("report-title") ?? document.getElementById("bao-cao"))?.focus();
    this.find("finding-count").textContent = told.open;
  }

  submit(button) {
    this.leaving = true;
    this.whole.value = this.text();
    const action = document.createElement("input");
    Object.assign(action, { type: "hidden", name: button.name, value: button.value });
    this.form.append(action);
    this.form.submit();
  }

  status(message, bad = false) {
    const place = `${this.words.line} ${this.line().toLocaleString("vi")}`;
    const size = `${this.parts.reduce((sum, one) => sum + one.text.length + 1, -1).toLocaleString("vi")} ${this.words.characters}`;
    const state = message ?? (this.dirty ? this.words.unsaved : this.savedAt ? `${this.words.saved} ${this.savedAt}` : "");
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
    });
    this.find("part-list")?.addEventListener("change", (event) => this.show(Number(event.target.value)));
    for (const name of ["keyup", "click"]) this.pane.addEventListener(name, () => { this.status(); this.preview.moved(); });
    this.form.addEventListener("input", (event) => {
      if (event.target.closest("[data-pane], [data-bar], [data-report]") || !event.target.name) return;
      this.changed(); // a fact beside the text
    });
    this.form.addEventListener("keydown", (event) => {
      const save = this.form.querySelector("[data-save], [value=keep]:not([aria-hidden])");
      if ((event.ctrlKey || event.metaKey) && event.key === "s" && save && !this.readOnly) { event.preventDefault(); this.form.requestSubmit(save); }
      if (event.key === "Enter" && event.target.name?.startsWith("note-")) {
        event.preventDefault();
        this.send(event.target.closest("details").querySelector("[name=settle]"));
      }
    });
    this.form.addEventListener("submit", (event) => {
      const button = event.submitter;
      this.whole.value = this.text();
      const here = button && (["check", "save"].includes(button.value) || ["settle", "unsettle"].includes(button.name));
      if (here && !("plain" in this.form.dataset && button.value === "save")) {
        event.preventDefault();
        this.send(button);
        return;
      }
      this.keeping.keep();
      if (button?.formTarget !== "_blank") this.leaving = true;
    });
    window.addEventListener("beforeunload", (event) => { if (this.dirty && !this.leaving && !this.readOnly) event.preventDefault(); });
  }
}

for (const form of document.querySelectorAll("[data-editor]")) form.editor = new Editor(form);
