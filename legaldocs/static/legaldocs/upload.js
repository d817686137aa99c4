// Files dropped on a form are chosen in it; a list that waits for the reading follows by itself. Works without.
for (const form of document.querySelectorAll("[data-drop]")) {
  const input = form.querySelector("input[type=file]");
  const chosen = form.querySelector("[data-chosen]");
  const show = () => {
    chosen.replaceChildren(...Array.from(input.files, (file) => {
      const row = document.createElement("li");
      row.textContent = `${file.name} (${(file.size / 1048576).toLocaleString("vi", { maximumFractionDigits: 1 })} MB)`;
      return row;
    }));
  };
  input.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("is-over"); });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; show(); }
  });
}

const FIRST = 1500;
const LONGEST = 15000;
for (const box of document.querySelectorAll("[data-poll]")) {
  let pause = FIRST;
  const look = async () => {
    if (!box.querySelector("[data-waiting]")) return;
    try {
      const answer = await fetch(box.dataset.poll, { headers: { "X-Requested-With": "fetch" } });
      if (answer.ok) {
        const text = await answer.text();
        const focused = box.contains(document.activeElement);
        if (!focused) box.innerHTML = text; // same origin, escaped by the server
      }
    } catch { /* no connection: try again later */ }
    pause = Math.min(pause * 1.4, LONGEST);
    setTimeout(look, pause);
  };
  setTimeout(look, pause);
}
