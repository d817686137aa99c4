/* Progressive enhancement. Every page works without this file.
   An element asks for help with data-enhance="name [name …]"; each name is one module, loaded only when asked for.
   Modules never import this file (hashed file names cannot be worked out in a circle): start() gets enhance instead. */
const modules = {
  "copy": () => import("./copy.js"),
  "copy-number": () => import("./copy.js"),
  "print": () => import("./copy.js"),
  "count": () => import("./forms.js"),
  "keep": () => import("./keep.js"),
  "focus": () => import("./forms.js"),
  "filters": () => import("./filters.js"),
  "toc": () => import("./toc.js"),
  "menu": () => import("./menu.js"),
  "inline-form": () => import("./inline-form.js"),
  "diff": () => import("./diff.js"),
  "suggest": () => import("./suggest.js"),
  "clicks": () => import("./clicks.js"),
};

export async function enhance(root = document) {
  const found = [...root.querySelectorAll("[data-enhance]")];
  if (root.matches?.("[data-enhance]")) found.unshift(root);
  for (const element of found) {
    for (const name of element.dataset.enhance.split(" ")) {
      if (name === "reveal") { element.hidden = false; continue; }
      const done = `enhanced${name.replace(/-./g, (m) => m[1].toUpperCase())}`;
      if (!modules[name] || done in element.dataset) continue;
      element.dataset[done] = "";
      try {
        const module = await modules[name]();
        module.start(element, name, enhance);
      } catch (error) {
        console.warn(name, error);
      }
    }
  }
}

enhance();
