// What the pages do beyond links and forms. Everything here is a comfort: each page works without it.
(function () {
  "use strict";

  const KEYS_OFF = "taster-fra";
  const find = (selector, within) => (within || document).querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  // --- after a swap: say what happened, and put focus where a sighted eye goes -------------------------------------
  let said = "";

  function say(text) {
    const status = find("#status");
    if (!status || text === said) return;
    said = text;
    status.textContent = text;
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    const target = document.getElementById(event.detail.target.id) || event.detail.elt;
    const told = find("[data-status]", target);
    if (told) say(told.dataset.status || told.textContent.trim());
    const cause = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (cause && cause.dataset && cause.dataset.focus) {
      const next = find(cause.dataset.focus);
      if (next) next.focus();
    }
    keepBoxInStep(target, cause);
    dress(target);
  });

  // A link inside the results ("Mente du ...") may search for other words than those in the box.
  function keepBoxInStep(target, cause) {
    const box = find("#q");
    if (box && target.id === "resultater" && cause && cause.id !== "soegning") box.value = target.dataset.q;
  }

  // A civil registration number is not sent: the address would hold it. The server refuses it too.
  const NUMBER = /(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[-\s]?\d{4}(?!\d)/g;
  const WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
  const checks = (written) => written.replace(/\D/g, "").split("").reduce((sum, digit, n) => sum + digit * WEIGHTS[n], 0) % 11 === 0;
  document.addEventListener("htmx:configRequest", (event) => {
    const typed = event.detail.verb === "get" ? String(event.detail.parameters.q || "") : "";
    if (!(typed.match(NUMBER) || []).some(checks)) return;
    event.preventDefault();
    location.assign("/soeg?skjult=cpr-nummer");
  });

  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status !== 401) say("Det gik ikke. Prøv igen om lidt.");
  });
  document.addEventListener("htmx:sendError", () => say("Der er ingen forbindelse. Prøv igen om lidt."));

  // --- keys: / j k n p ?  They can be turned off (WCAG 2.1.4) and never act while one writes. ----------------------
  function step(links, direction) {
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? (direction > 0 ? 0 : links.length - 1) : at + direction];
    if (next) next.focus();
  }

  const KEYS = {
    "/": () => { const box = find("#q"); if (box) { box.focus(); box.select(); } else location.assign("/"); },
    "j": () => step(all("[data-hit]"), 1),
    "k": () => step(all("[data-hit]"), -1),
    "n": () => { const link = find("[data-step='after']"); if (link) link.click(); },
    "p": () => { const link = find("[data-step='before']"); if (link) link.click(); },
    "?": () => location.assign("/hjaelp#taster"),
  };

  function keysAreOff() {
    try { return localStorage.getItem(KEYS_OFF) === "ja"; } catch { return false; }
  }

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest && event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "Escape") closePanels(true);
    if (writing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key] || keysAreOff()) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  function closePanels(byKey) {
    all("details.me[open]").forEach((panel) => {
      panel.open = false;
      if (byKey) find("summary", panel).focus();
    });
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("details.me")) closePanels(false);
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      navigator.clipboard.writeText(find(copy.dataset.copy).textContent.trim()).then(
        () => say("Henvisningen er kopieret."),
        () => say("Det kunne ikke kopieres. Markér teksten, og kopiér den selv."));
    }
    const toggle = event.target.closest("[data-keys-toggle]");
    if (toggle) {
      try { localStorage.setItem(KEYS_OFF, keysAreOff() ? "nej" : "ja"); } catch { /* the browser keeps nothing */ }
      showKeysState(toggle);
      say(keysAreOff() ? "Tasterne er slået fra." : "Tasterne er slået til.");
    }
  });

  function showKeysState(button) {
    button.textContent = keysAreOff() ? "slå tasterne til igen" : "slå tasterne fra";
  }

  // --- years: draw over the bars to choose from the first to the last ----------------------------------------------
  function yearsOf(list) {
    let from = null;
    const year = (event) => {
      const at = document.elementFromPoint(event.clientX, event.clientY);
      const bar = at && at.closest("[data-year]");
      return bar && list.contains(bar) ? Number(bar.dataset.year) : null;
    };
    const paint = (a, b) => all("[data-year]", list).forEach((bar) => {
      const number = Number(bar.dataset.year);
      bar.classList.toggle("years__drawn", a !== null && number >= Math.min(a, b) && number <= Math.max(a, b));
    });
    list.addEventListener("dragstart", (event) => event.preventDefault());
    list.addEventListener("pointerdown", (event) => { from = year(event); });
    list.addEventListener("pointermove", (event) => {
      const to = year(event);
      if (from !== null && to !== null && event.buttons) paint(from, to);
    });
    list.addEventListener("click", (event) => { if (list.dataset.drawn) { event.preventDefault(); event.stopPropagation(); delete list.dataset.drawn; } }, true);
    list.addEventListener("pointerup", (event) => {
      const to = year(event);
      paint(null, null);
      if (from === null || to === null || from === to) { from = null; return; }
      list.dataset.drawn = "ja";
      find("#fra").value = Math.min(from, to);
      find("#til").value = Math.max(from, to);
      from = null;
      find("#til").dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // --- what is dressed when it comes into the page -----------------------------------------------------------------
  function dress(within) {
    all("[data-years]", within).forEach(yearsOf);
    all("[data-copy]", within).forEach((button) => { button.hidden = !navigator.clipboard; });
    all("[data-keys-toggle]", within).forEach((button) => { button.hidden = false; showKeysState(button); });
    all("[data-picture]", within).forEach((image) => {
      const missing = () => {
        const note = document.createElement("p");
        note.className = "quiet";
        note.textContent = "Billedet af siden kan ikke vises lige nu. Teksten står her på siden.";
        image.closest("figure").replaceChildren(note);
      };
      if (image.complete && image.naturalWidth === 0 && image.currentSrc) missing();
      image.addEventListener("error", missing);
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    dress(document);
    const errors = find("#fejl");
    if (errors) errors.focus();
  });
})();
