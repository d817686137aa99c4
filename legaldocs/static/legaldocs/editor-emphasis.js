// Bold, italic and underline by their marks: a button or Ctrl+B, Ctrl+I, Ctrl+U puts them around the selected words or takes
// them away again. The change goes through the browser's own typing, so that Ctrl+Z takes it back like any other.
const SIGNS = { b: "**", i: "*", u: "__" };

export class Emphasis {
  constructor(editor) {
    this.editor = editor;
    editor.form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-emphasis]");
      if (button) this.toggle(SIGNS[button.dataset.emphasis]);
    });
    editor.pane.addEventListener("keydown", (event) => {
      const sign = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && SIGNS[event.key.toLowerCase()];
      if (!sign) return;
      event.preventDefault();
      this.toggle(sign);
    });
  }

  toggle(sign) {
    const { area } = this.editor.parts[this.editor.current];
    if (!area || area.readOnly) return;
    const text = area.value;
    let [start, end] = [area.selectionStart, area.selectionEnd];
    if (start === end) { // the word at the caret
      start -= /[\p{L}\p{N}]*$/u.exec(text.slice(0, start))[0].length;
      end += /^[\p{L}\p{N}]*/u.exec(text.slice(end))[0].length;
    }
    while (start < end && /\s/u.test(text[start])) start += 1;
    while (end > start && /\s/u.test(text[end - 1])) end -= 1;
    const size = sign.length;
    const isSign = (at) => text.slice(at, at + size) === sign && this.isWhole(text, at, sign);
    area.focus({ preventScroll: true });
    if (isSign(start - size) && isSign(end)) {
      this.replace(area, start - size, end + size, text.slice(start, end), 0);
      return;
    }
    // Marks hold within one line and one cell: each piece gets its own.
    const words = text.slice(start, end).split(/(\n|\s*(?<!\\)\|\s*)/u).map((piece, n) => (n % 2 || !piece.trim() ? piece : this.wrapped(piece, sign))).join("");
    this.replace(area, start, end, words || sign + sign, size);
  }

  // A single star beside another star is half of the sign for bold.
  isWhole(text, at, sign) {
    if (at < 0 || sign !== "*") return at >= 0;
    const run = /^\**/u.exec(text.slice(at))[0].length + /\**$/u.exec(text.slice(0, at))[0].length;
    return run !== 2;
  }

  wrapped(piece, sign) {
    const [, before, words, after] = /^(\s*)(.*?)(\s*)$/su.exec(piece);
    return before + sign + words + sign + after;
  }

  replace(area, start, end, words, inner) {
    area.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, words)) {
      area.setRangeText(words, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.setSelectionRange(start + inner, start + words.length - inner);
  }
}
