/* A link marked data-enhance="inline-form" opens the form of its own address right under its provision.
   The form posts to that address; where the answer is again a form (errors), it replaces the form in place, where it
   is another page, the browser goes there. Without this file the link is an ordinary link to an ordinary page. */
import { enhance } from "./enhance.js";
import { toast } from "./toast.js";

const pick = (page) => page.querySelector("main form[data-inline]") || page.querySelector("main form[method='post']");

export function start(link) {
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
    const data = new FormData(form, event.submitter);
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

function focus(box) {
  box.querySelector("[role=alert], input:not([type=hidden]), select, textarea")?.focus();
}
