// Nothing typed is lost: a copy on this computer a moment after each pause, and a draft on the server by itself.
const IDLE_KEEP = 1200;
const SIGNS_OF_LIFE = 90_000; // while one types without pause, the server gets a draft this often

export class Keeping {
  constructor(editor) {
    this.editor = editor;
    this.key = `corpus-${editor.form.dataset.key}`;
    this.pause = Number(editor.form.dataset.autosave || 0) * 1000;
    this.last = Date.now();
    window.addEventListener("pagehide", () => this.keep());
    window.addEventListener("online", () => this.autosave());
    document.addEventListener("visibilitychange", () => { if (document.hidden) { this.keep(); this.autosave(); } });
  }

  typed() {
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(() => this.keep(), IDLE_KEEP);
    if (!this.pause || this.stopped) return;
    clearTimeout(this.saveTimer);
    const wait = Date.now() - this.last > SIGNS_OF_LIFE ? 0 : this.pause;
    this.saveTimer = setTimeout(() => this.autosave(), wait);
  }

  keep() {
    const { editor } = this;
    if (!editor.dirty || editor.readOnly) return;
    try {
      localStorage.setItem(this.key, JSON.stringify({ text: editor.text(), version: editor.version?.value ?? "", at: Date.now() }));
    } catch { /* full or switched off: the page itself still holds the text */ }
  }

  forget() {
    try { localStorage.removeItem(this.key); } catch { /* nothing was kept */ }
  }

  async autosave() {
    const { editor } = this;
    clearTimeout(this.saveTimer);
    if (!this.pause || this.stopped || this.busy || !editor.dirty || editor.readOnly || editor.leaving || editor.sending) return;
    this.busy = true;
    const text = editor.text();
    try {
      const told = await editor.post("autosave", text, { autosaved: this.autosaved ?? "" });
      if (told.version) {
        editor.saved(text, told);
        this.autosaved = told.autosaved ?? "";
        this.last = Date.now();
      } else if (told.conflict) {
        this.stopped = true; // two people write: from here on saving is a decision
        this.keep();
        editor.status(editor.words.conflict, true);
      } else {
        this.keep();
        editor.status(told.error, true);
      }
    } catch {
      this.keep();
      editor.status(editor.words.offline, true);
    } finally {
      this.busy = false;
    }
  }

  offerRescue() {
    const { editor } = this;
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(this.key)); } catch { return; }
    const box = document.querySelector("[data-rescue]");
    if (!kept || editor.readOnly || !box) return;
    if (kept.text === editor.stored) { this.forget(); return; }
    box.querySelector("[data-rescue-text]").textContent = `${editor.words.rescue} ${new Date(kept.at).toLocaleString("vi")}.`;
    box.hidden = false;
    box.querySelector("[data-rescue-take]").addEventListener("click", () => {
      editor.build(kept.text);
      if (editor.version && kept.version) editor.version.value = kept.version; // a changed server text is then noticed on saving
      box.hidden = true;
      editor.changed();
    });
    box.querySelector("[data-rescue-drop]").addEventListener("click", () => { this.forget(); box.hidden = true; });
  }
}
