// Reading a legal text lightly, in the browser: headings for the outline, places to cut a long text, folding for finding.
const HEADING = /^\s*(?:(PHẦN|Phần)\s+(?:THỨ|thứ|[IVXLC0-9])|(CHƯƠNG|Chương)\s+[IVXLC0-9]|(MỤC|Mục)\s+[IVXLC0-9]|(TIỂU MỤC|Tiểu mục)\s+[IVXLC0-9]|(ĐIỀU|Điều)\s+\d+[a-zđ]?\s*[.:]|(PHỤ LỤC|Phụ lục)(?:\s|$)|(Mẫu số)\s)/u;
const MARKS = /(?<!\\)\*{1,3}|(?<![\\_])__(?!_)/gu; // of emphasis: no part of a heading's words
const DEPTH = [0, 1, 2, 3, 4, 0, 1];
const LABEL = 110;
const PART = 40_000;
const LONG = 70_000;

export const headingsOf = (text) => {
  const found = [];
  let line = 0;
  let from = 0;
  while (from <= text.length) {
    let to = text.indexOf("\n", from);
    if (to < 0) to = text.length;
    if (to - from > 3) {
      const match = HEADING.exec(text.slice(from, Math.min(to, from + 400)).replace(MARKS, ""));
      if (match) {
        const depth = DEPTH[match.slice(1).findIndex(Boolean)];
        let label = text.slice(from, to).replace(MARKS, "").trim();
        if (depth < 4 && label.length < 16) { // the name of a chapter stands on the next line
          const next = text.indexOf("\n", to + 1);
          label = `${label} ${text.slice(to + 1, next < 0 ? text.length : next).trim()}`;
        }
        found.push({ line, depth, label: label.length > LABEL ? `${label.slice(0, LABEL)}…` : label });
      }
    }
    line += 1;
    from = to + 1;
  }
  return found;
};

// Pieces of a long text, cut before headings; joined by line feeds they are the text again, character for character.
export const splitIntoParts = (text) => {
  if (text.length <= LONG) return [text];
  const parts = [];
  let start = 0;
  let from = 0;
  while (from < text.length) {
    let to = text.indexOf("\n", from);
    if (to < 0) to = text.length;
    const size = from - start;
    if (size > LONG || (size > PART && HEADING.test(text.slice(from, Math.min(to, from + 60))))) {
      parts.push(text.slice(start, from - 1));
      start = from;
    }
    from = to + 1;
  }
  parts.push(text.slice(start));
  return parts;
};

// Lower case without marks; every character stays one character, so that places found are places in the text.
export const foldKeepingLength = (text) => {
  let folded = "";
  for (let n = 0; n < text.length; n += 1) {
    const code = text.charCodeAt(n);
    if (code < 128) folded += text[n];
    else if (code === 273 || code === 272) folded += "d";
    else folded += text[n].normalize("NFD")[0];
  }
  const lower = folded.toLowerCase();
  return lower.length === text.length ? lower : folded;
};
