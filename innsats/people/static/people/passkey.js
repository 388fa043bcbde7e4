/* A form with data-passkey="create" or "get" is filled in by a passkey, and sent. */
"use strict";
(() => {
  const start = (form) => {
    const create = form.dataset.passkey === "create";
    const reads = create ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
    if (!form.dataset.options || !window.PublicKeyCredential?.[reads]) return;
    form.querySelector("[data-passkey-none]").hidden = true;
    form.querySelector("[data-passkey-ready]").hidden = false;
    const said = form.querySelector("[data-passkey-said]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      said.hidden = true;
      try {
        const publicKey = PublicKeyCredential[reads](JSON.parse(form.dataset.options));
        const made = await navigator.credentials[create ? "create" : "get"]({ publicKey });
        form.elements.credential.value = JSON.stringify(made);
        form.submit();
      } catch { // turned down, or the wrong finger: it may be tried again
        said.hidden = false;
      }
    });
  };
  document.querySelectorAll("form[data-passkey]").forEach(start);
})();
