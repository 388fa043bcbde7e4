/* The open pages work without this. With it, one question gives way to the next in the same page, so that the
   browser's history holds one entry to leave behind, and nothing typed is lost when the net is gone. */
"use strict";
(() => {
  const main = () => document.querySelector("[data-swap]");
  let leavingTo = "";

  const leave = (address) => {
    leavingTo = address;
    window.speechSynthesis?.cancel();
    document.documentElement.replaceChildren(); // gone from the screen before the next page has come
    if (window.history.state?.isGuard) window.history.back(); // the entry in front goes first, then this one
    else window.location.replace(address);
  };

  /* Read aloud by the browser's own voice: what we say, never what somebody typed. Others may be in the room. */
  const ALOUD = "h1, h2, h3, p, label, legend, summary, dt, dd, li, button";
  const QUIET = "[hidden], [data-read], .aloud, .code, .languages, .written:not([data-aloud] *)";
  const SAME = { nb: ["nb", "no", "nn"], nn: ["nn", "nb", "no"] };

  const voiceFor = (language) => {
    const found = (code) => window.speechSynthesis?.getVoices().find((voice) => voice.lang.split(/[-_]/)[0] === code);
    return (SAME[language] ?? [language]).map(found).find(Boolean);
  };

  const isHeard = (part) => part.getClientRects().length && !part.closest(QUIET) && !part.querySelector(ALOUD)
    && (part.tagName === "SUMMARY" || !part.closest("details:not([open])"));

  const read = (button) => {
    const talking = button.getAttribute("aria-pressed") === "true";
    window.speechSynthesis.cancel();
    button.setAttribute("aria-pressed", String(!talking));
    if (talking) return;
    const voice = voiceFor(document.documentElement.lang);
    const said = [...main().querySelectorAll(ALOUD)].filter(isHeard).map((part) => part.textContent.trim());
    said.filter(Boolean).forEach((text, place, all) => {
      const words = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang });
      if (place === all.length - 1) words.onend = () => button.setAttribute("aria-pressed", "false");
      window.speechSynthesis.speak(words);
    });
  };

  const offerVoice = () => document.querySelectorAll("[data-read]").forEach((button) => {
    button.hidden = !voiceFor(document.documentElement.lang);
  });

  const swapIn = (page, part) => {
    const found = page?.querySelector(part ?? "[data-swap]");
    if (!found) return false;
    if (part) {
      document.querySelector(part).replaceWith(found);
      return true;
    }
    window.speechSynthesis?.cancel();
    document.documentElement.lang = page.documentElement.lang;
    document.documentElement.dir = page.documentElement.dir;
    document.body.replaceChildren(...page.body.childNodes);
    if (!window.history.state?.isGuard) window.history.pushState({ isGuard: true }, "");
    ready();
    window.scrollTo(0, 0);
    (main().querySelector("ds-error-summary") ?? main().querySelector("h1"))?.focus();
    return true;
  };

  /* XMLHttpRequest, since it gives a page: the policy lets no script of ours make one of a text (Trusted Types). */
  const answerTo = (address, typed) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "document";
    request.onload = () => resolve(request);
    request.onerror = request.onabort = reject;
    request.send(typed);
  });

  const send = async (form, button, part) => {
    const typed = new FormData(form, button);
    const body = form.enctype === "multipart/form-data" ? typed : new URLSearchParams(typed);
    const answer = await answerTo(form.action, body);
    if (answer.responseURL !== form.action.split("#")[0]) window.location.replace(answer.responseURL); // led on
    else if (!swapIn(answer.response, part)) throw new Error("no page");
  };

  const sayOffline = (form) => {
    const said = form.querySelector("[data-offline]") ?? form.appendChild(document.createElement("p"));
    said.dataset.offline = "";
    said.setAttribute("role", "alert");
    said.className = "ds-validation-message";
    said.textContent = main().dataset.offline;
  };

  const whileSending = async (form, button, work) => {
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    button?.setAttribute("aria-busy", "true");
    try {
      await work();
    } catch {
      sayOffline(form);
    }
    delete form.dataset.sending;
    button?.removeAttribute("aria-busy");
  };

  const search = (form, field) => {
    let timer;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const find = form.querySelector('button[value="find"]');
        send(form, find, "#found").catch(() => {});
      }, 250);
    });
  };

  const ready = () => {
    document.querySelectorAll("form[data-swaps]").forEach((form) => {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        whileSending(form, event.submitter, () => send(form, event.submitter));
      });
      form.querySelectorAll("[data-search]").forEach((field) => search(form, field));
      if (form.dataset.again) setTimeout(() => {
        if (form.isConnected) form.requestSubmit(form.querySelector('[name="go"]'));
      }, Number(form.dataset.again));
    });
    document.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
    document.querySelectorAll("[data-read]").forEach((button) => button.addEventListener("click", () => read(button)));
    offerVoice();
    document.querySelectorAll("[data-leave]").forEach((link) => link.addEventListener("click", (event) => {
      event.preventDefault();
      leave(link.href);
    }));
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.shiftKey) leave(document.querySelector("[data-leave]").href);
  });
  window.speechSynthesis?.addEventListener?.("voiceschanged", offerVoice);
  window.addEventListener("pagehide", () => window.speechSynthesis?.cancel());
  /* Back from a later question is the question before, in the page itself. */
  window.addEventListener("popstate", () => {
    const back = main()?.querySelector('button[value="back"]');
    if (leavingTo) window.location.replace(leavingTo);
    else if (back) back.click();
  });
  ready();
})();
