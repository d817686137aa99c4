// The article around the cursor as readers see it, a moment after the last key while its box is open.
import { headingsOf } from "./editor-text.js";

const IDLE = 700;
const ARTICLE = 4;

export class Preview {
  constructor(editor) {
    this.editor = editor;
    this.url = editor.form.dataset.previewUrl;
    this.box = editor.find("preview-box");
    this.pane = editor.find("preview");
    if (!this.url || !this.box) return;
    this.box.hidden = false;
    this.box.addEventListener("toggle", () => this.moved(0));
  }

  moved(wait = IDLE) {
    if (!this.box?.open) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), wait);
  }

  article() {
    const part = this.editor.parts[this.editor.current];
    const lines = part.text.split("\n");
    const here = part.caretLine() - 1;
    let from = -1;
    let to = lines.length;
    for (const { line, depth } of headingsOf(part.text)) {
      if (line <= here) { from = depth === ARTICLE ? line : -1; } else { to = line; break; }
    }
    return from < 0 ? "" : lines.slice(from, to).join("\n");
  }

  async show() {
    const text = this.article();
    if (text === this.shown) return;
    this.shown = text;
    if (!text) { this.pane.textContent = this.editor.words.noarticle; return; }
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.editor.form.querySelector("[name=csrfmiddlewaretoken]").value);
    data.set("text", text);
    data.set("manh", "1");
    try {
      const answer = await fetch(this.url, { method: "POST", body: data });
      if (answer.ok && text === this.shown) this.pane.innerHTML = await answer.text(); // same origin, escaped by the server
    } catch { this.shown = undefined; /* no connection: the next pause tries again */ }
  }
}
