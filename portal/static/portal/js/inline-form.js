/* A link marked data-enhance="inline-form" opens the form of its own address right under its provision.
   The form posts to that address; where the answer is again a form (errors), it replaces the form in place, where it
   is another page, the browser goes there. Without this file the link is an ordinary link to an ordinary page. */
import { toast } from "./toast.js";

const pick = (page) => page.querySelector("main form[data-inline]") || page.querySelector("main form[method='post']");

export function start(link, name, enhance) {
  let box;
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (box) {
      box.hidden = !box.hidden;
      link.setAttribute("aria-expanded", String(!box.hidden));
      if (!box.hidden) focus(box);
      return;
    }
    link.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(link.href, { credentials: "same-origin" });
      const form = answer.ok && pick(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (!form) throw new Error(answer.status);
      box = document.createElement("div");
      box.className = "inline-form";
      place(form, link.href);
      (link.closest(".pv-note") || link).after(box);
      link.setAttribute("aria-expanded", "true");
      focus(box);
    } catch {
      location.assign(link.href);
    } finally {
      link.removeAttribute("aria-busy");
    }
  });

  function place(form, base) {
    ownIds(form);
    form.action = new URL(form.getAttribute("action") || base, base).href;
    box.replaceChildren(form);
    enhance(form);
    form.addEventListener("submit", (event) => send(event, form));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      box.hidden = true;
      link.setAttribute("aria-expanded", "false");
      link.focus();
    });
  }

  async function send(event, form) {
    event.preventDefault();
    const data = new FormData(form);
    if (event.submitter?.name) data.append(event.submitter.name, event.submitter.value);
    const buttons = form.querySelectorAll("button");
    buttons.forEach((button) => { button.disabled = true; });
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
      if (answer.redirected) { location.assign(answer.url); return; }
      const next = pick(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (!next) throw new Error(answer.status);
      place(next, form.action);
      focus(box);
    } catch {
      buttons.forEach((button) => { button.disabled = false; });
      toast(document.body.dataset.failed);
    }
  }
}

/* Several forms may be open on one page: their ids, and what points at them, get a number of their own. */
let forms = 0;
function ownIds(form) {
  forms += 1;
  const names = new Map([...form.querySelectorAll("[id]")].map((element) => [element.id, `${element.id}-${forms}`]));
  for (const element of form.querySelectorAll("*")) {
    if (names.has(element.id)) element.id = names.get(element.id);
    for (const name of ["for", "data-for", "aria-describedby", "aria-labelledby", "aria-controls"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.split(" ").map((id) => names.get(id) || id).join(" "));
    }
    for (const name of ["href", "data-diff-target", "data-diff-from"]) {
      const value = element.getAttribute(name);
      if (value?.startsWith("#") && names.has(value.slice(1))) element.setAttribute(name, `#${names.get(value.slice(1))}`);
    }
  }
}

function focus(box) {
  const first = box.querySelector("[aria-invalid=true]") || box.querySelector("input:not([type=hidden]):not(.hp *), select, textarea");
  first?.focus();
}
