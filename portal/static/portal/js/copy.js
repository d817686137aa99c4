/* Copying: a button's data-copy text; the address of the provision whose number is pressed; and printing. */
import { toast } from "./toast.js";

async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* plain http, or refused: the old way */ }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "hp";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

export function start(element, name) {
  if (name === "print") {
    element.addEventListener("click", () => window.print());
  } else if (name === "copy") {
    element.addEventListener("click", async () => {
      if (await put(element.dataset.copy)) toast(element.dataset.done || document.body.dataset.copied);
    });
  } else {
    element.addEventListener("click", async (event) => {
      const link = event.target.closest("a.pv-n");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (await put(link.href)) toast(document.body.dataset.copied);
    });
  }
}
