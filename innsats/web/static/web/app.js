/* The little that needs a script; every page works without it. */
"use strict";
window.dsWarnings = false; // the design system's hints to developers

/* A form with data-draft="address" keeps what is typed there, some seconds after the last change. */
(() => {
  const WAIT_MS = 3000;
  const saidAt = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    const between = document.documentElement.lang === "en" ? ":" : ".";
    return `${two(now.getHours())}${between}${two(now.getMinutes())}`;
  };

  const keep = (form) => {
    const status = form.querySelector("[data-draft-status]");
    let timer;
    const typedIn = () => [...new FormData(form)].filter(([, value]) => typeof value === "string"); // no files
    let kept = JSON.stringify(typedIn());
    const save = async () => {
      const typed = typedIn();
      const now = JSON.stringify(typed);
      if (now === kept) return;
      let saved = false;
      try {
        const answer = await fetch(form.dataset.draft, {
          method: "POST", body: new URLSearchParams(typed), credentials: "same-origin", redirect: "error",
          headers: { "X-Draft": "1" },
        });
        saved = answer.ok;
      } catch { /* offline: what was typed still stands in the form */ }
      if (saved) kept = now;
      if (status) status.textContent = saved ? status.dataset.saved.replace("{time}", saidAt()) : status.dataset.failed;
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(save, WAIT_MS);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => clearTimeout(timer));
  };

  const start = (root) => root.querySelectorAll("form[data-draft]:not([data-kept])").forEach((form) => {
    form.dataset.kept = "1";
    keep(form);
  });
  start(document);
})();

/* A file that is too big is told of before it is sent over a slow line. */
(() => {
  document.addEventListener("change", ({ target }) => {
    const box = target.closest("[data-files]");
    if (!box || target.type !== "file") return;
    const isTooLarge = [...target.files].some((file) => file.size > Number(target.dataset.largest));
    const said = box.querySelector("[data-files-said]");
    if (isTooLarge) target.value = "";
    said.textContent = isTooLarge ? box.dataset.tooLarge : "";
    said.hidden = !isTooLarge;
  });
})();

/* A screen that is left alone is covered when its session has locked. To open it one shows who one is; a form that was
   begun is sent to the lock, which keeps what was written and does nothing with it. */
(() => {
  const ALONE_MS = 15 * 60 * 1000;
  const ASKED_EVERY_MS = 30 * 1000;
  const cover = document.querySelector("[data-cover]");
  if (!cover) return;
  let since = Date.now();
  let begun;

  /* true or false; undefined when nobody answers */
  const isOpen = async () => {
    try {
      const asked = { method: "HEAD", redirect: "manual", cache: "no-store", headers: { "X-Asks-Only": "1" } };
      return (await fetch(cover.dataset.cover, asked)).ok;
    } catch { return undefined; }
  };
  ["keydown", "pointerdown", "input"].forEach((sign) => document.addEventListener(sign, ({ target }) => {
    since = Date.now();
    if (sign === "input" && target.form?.method === "post") begun = target.form;
  }, true));
  setInterval(async () => {
    if (cover.open || Date.now() - since < ALONE_MS || await isOpen()) return;
    cover.showModal();
  }, ASKED_EVERY_MS);
  cover.addEventListener("cancel", (event) => event.preventDefault()); // Escape uncovers nothing
  cover.querySelector("button").addEventListener("click", async () => {
    const open = await isOpen();
    if (open) cover.close();
    else if (open === false && begun?.isConnected) HTMLFormElement.prototype.submit.call(begun);
    else if (open === false) window.location.reload();
  });
})();

/* A button that prints the page; without a script the browser's own does. */
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
