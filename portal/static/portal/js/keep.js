/* Forms marked data-enhance="keep": what is typed stays in this browser until it has been sent, so a lost connection or a
   closed window costs nothing. Passwords, files, hidden fields and fields marked data-private are never stored.
   The page that confirms the sending says data-forget="<key>" on any element marked data-enhance="keep". */
import { toast } from "./toast.js";

const days = 7;
const prefix = "keep:";

function fields(form) {
  return [...form.elements].filter((field) => field.name && !("private" in field.dataset)
    && !["hidden", "password", "file", "submit", "button", "reset"].includes(field.type) && !field.closest(".hp"));
}

export function start(element) {
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  if (!store) return;
  if (element.dataset.forget) { store.removeItem(prefix + element.dataset.forget); return; }
  const key = prefix + (element.dataset.key || new URL(element.action, location.href).pathname + new URL(element.action, location.href).search);

  const read = () => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
  const old = read();
  if (old && Date.now() - old.at < days * 864e5) {
    let put = 0;
    for (const field of fields(element)) {
      const value = old.values[field.name];
      if (value === undefined) continue;
      if (field.type === "checkbox" || field.type === "radio") {
        const on = value.includes(field.value);
        // What the server sent back checked wins over what was stored.
        if (on && !field.checked && !element.querySelector(`[name="${CSS.escape(field.name)}"]:checked`)) { field.checked = true; put += 1; }
      } else if (field.tagName === "SELECT" ? !field.dataset.touched && field.selectedIndex <= 0 : field.value === field.defaultValue && (field.value === "" || "diffFrom" in field.dataset)) {
        if (field.value !== value[0]) { field.value = value[0]; put += 1; field.dispatchEvent(new Event("input", { bubbles: true })); }
      }
    }
    if (put) toast(document.body.dataset.restored);
  } else if (old) {
    store.removeItem(key);
  }

  let timer;
  const save = () => {
    const values = {};
    for (const field of fields(element)) {
      if ((field.type === "checkbox" || field.type === "radio") && !field.checked) continue;
      if (field.value === "") continue;
      (values[field.name] ??= []).push(field.value);
    }
    try {
      if (Object.keys(values).length) store.setItem(key, JSON.stringify({ at: Date.now(), values })); else store.removeItem(key);
      const line = element.querySelector(".saved");
      if (line) line.textContent = document.body.dataset.saved;
    } catch { /* the store is full: the form works all the same */ }
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(save, 400); };
  element.addEventListener("input", later);
  element.addEventListener("change", later);
  addEventListener("pagehide", () => { clearTimeout(timer); save(); });
  element.addEventListener("reset", () => store.removeItem(key));
}
