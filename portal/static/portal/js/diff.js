/* Live comparison: <textarea data-enhance="diff" data-diff-target="#id"> shows, word by word, how its text differs from
   the wording it started with (data-diff-from="#id" names the element that holds it, else the textarea's first value). */
const split = (text) => text.normalize("NFC").match(/\S+\s*|^\s+/g) || [];
const same = (a, b) => a.trim() === b.trim();

export function compare(before, after) {
  const a = split(before), b = split(after), steps = [];
  let start = 0, enda = a.length, endb = b.length;
  while (start < enda && start < endb && same(a[start], b[start])) { steps.push(["equal", b[start]]); start += 1; }
  while (enda > start && endb > start && same(a[enda - 1], b[endb - 1])) { enda -= 1; endb -= 1; }
  const x = a.slice(start, enda), y = b.slice(start, endb), width = y.length + 1;
  if (x.length * y.length > 4e6) {
    x.forEach((word) => steps.push(["delete", word]));
    y.forEach((word) => steps.push(["insert", word]));
  } else {
    const table = new Uint16Array((x.length + 1) * width);
    for (let i = x.length - 1; i >= 0; i -= 1) {
      for (let j = y.length - 1; j >= 0; j -= 1) {
        table[i * width + j] = same(x[i], y[j]) ? table[(i + 1) * width + j + 1] + 1
          : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
      }
    }
    let i = 0, j = 0;
    while (i < x.length || j < y.length) {
      if (i < x.length && j < y.length && same(x[i], y[j])) { steps.push(["equal", y[j]]); i += 1; j += 1; }
      else if (i < x.length && (j === y.length || table[(i + 1) * width + j] >= table[i * width + j + 1])) { steps.push(["delete", x[i]]); i += 1; }
      else { steps.push(["insert", y[j]]); j += 1; }
    }
  }
  for (const word of b.slice(endb)) steps.push(["equal", word]);
  return readable(steps);
}

/* One or two equal words between changes are no help to a reader: they join the change on both sides. */
function readable(steps) {
  const out = [];
  let removed = "", added = "", quiet = [];
  const flush = () => {
    if (removed) out.push(["delete", removed]);
    if (added) out.push(["insert", added]);
    removed = added = "";
  };
  for (const [kind, word] of [...steps, ["end", ""]]) {
    if (kind === "equal") { quiet.push(word); continue; }
    const text = quiet.join("");
    if (quiet.length && quiet.length <= 2 && (removed || added) && kind !== "end") {
      removed += text;
      added += text;
    } else if (quiet.length) {
      flush();
      out.push(["equal", text]);
    }
    quiet = [];
    if (kind === "delete") removed += word; else added += word;
  }
  flush();
  return out;
}

export function start(area) {
  const target = document.querySelector(area.dataset.diffTarget);
  if (!target) return;
  const source = area.dataset.diffFrom ? document.querySelector(area.dataset.diffFrom) : null;
  const before = (source ? source.textContent : area.defaultValue).trim();
  let timer;
  const show = () => {
    const parts = compare(before, area.value.trim());
    target.replaceChildren(...parts.map(([kind, text]) => {
      const element = document.createElement(kind === "insert" ? "ins" : kind === "delete" ? "del" : "span");
      element.textContent = text;
      return element;
    }));
    const frame = target.closest("[data-diff-frame]");
    if (frame) frame.hidden = parts.every(([kind]) => kind === "equal");
  };
  area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 120); });
  show();
}
