/* The editor of Wagtail saves drafts by itself. A form sent while such a saving is on its way meets what that saving has just
   made: a new page is refused because its own draft has its address. So the form waits for the end of the saving. */
(() => {
  const saving = new WeakSet();
  const waiting = new WeakSet();

  const longest = 15000;

  document.addEventListener("w-autosave:save", (event) => { if (!event.defaultPrevented) saving.add(event.target); });

  const goOn = (form) => {
    saving.delete(form);
    if (!waiting.delete(form)) return;
    form.requestSubmit();
  };
  const ended = (event) => goOn(event.target);
  document.addEventListener("w-autosave:success", ended);
  document.addEventListener("w-autosave:error", ended);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!saving.has(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting.has(form)) return;
    waiting.add(form);
    // A saving that never ends, for whatever reason, must not hold a person's work.
    setTimeout(() => goOn(form), longest);
    // The saving redraws the buttons, so what the pressed one would have said is kept in the form.
    if (event.submitter?.name) {
      const said = document.createElement("input");
      said.type = "hidden";
      said.name = event.submitter.name;
      said.value = event.submitter.value;
      form.append(said);
    }
  }, true);
})();
