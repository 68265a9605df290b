// Writing an answer: it is saved as one goes, files are sent with a bar, and no text is lost. All works without it too.
(function () {
  "use strict";

  const QUIET = 1500; // ms without a key before a save
  const AGAIN = 10000; // ms between tries while there is no connection
  const find = (selector, within) => (within || document).querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  document.addEventListener("DOMContentLoaded", () => {
    const form = find("form[data-draft]");
    if (form) writing(form);
    all("form[data-once]").forEach(once);
  });

  // A second press while the first is on its way would only be told that it was sent already.
  function once(form) {
    let sent = false;
    form.addEventListener("submit", (event) => { if (sent) event.preventDefault(); sent = true; });
    window.addEventListener("pageshow", () => { sent = false; });
  }

  function writing(form) {
    const saved = find("[data-saved]", form);
    const unsaved = find("[data-unsaved]", form);
    const row = form.elements.row_version;
    let timer = 0, running = false, dirty = false, leaving = false, stopped = false, renewed = false;

    function told(text) { saved.textContent = text; }

    function warn(text, links) {
      unsaved.hidden = !text;
      find("[data-unsaved-text]", unsaved).textContent = text || "";
      find("[data-unsaved-links]", unsaved).replaceChildren(...(links || []));
    }

    function link(text, address) {
      const made = document.createElement("a");
      made.textContent = text;
      made.href = address;
      made.target = "_blank";
      made.rel = "noopener";
      return made;
    }

    // The form without its files, as a save by itself sends it.
    function body() {
      const data = new FormData(form);
      data.delete("bilag");
      data.set("autosave", "1");
      return data;
    }

    function later(wait) {
      clearTimeout(timer);
      timer = setTimeout(save, wait);
    }

    async function save() {
      if (running || stopped || !dirty) return;
      running = true;
      dirty = false;
      let answer = null, said = {};
      try {
        answer = await fetch(form.action, { method: "POST", body: body(), credentials: "same-origin", redirect: "error" });
        said = await answer.json();
      } catch {
        answer = answer && answer.status < 500 ? answer : null;
      }
      running = false;
      take(answer, said);
    }

    function take(answer, said) {
      if (said.state === "saved") {
        row.value = said.row_version;
        renewed = false;
        told(said.told);
        warn("");
        count(said.answered);
        if (dirty) later(QUIET);
        return;
      }
      dirty = true;
      told("Ikke gemt");
      if (said.state === "expired") {
        form.elements.csrf_token.value = said.token;
        later(renewed ? AGAIN : 0); // a browser that keeps no cookie is given a new one each time
        renewed = true;
        return;
      }
      renewed = false;
      if (said.state === "logged_out") {
        warn(said.told + " Din tekst bliver stående her. Log ind, eller åbn jeres personlige link igen, i et nyt vindue, så gemmer vi videre.",
          [link("Log ind i et nyt vindue", "/konto/login")]);
        later(AGAIN);
      } else if (said.state === "conflict" || said.state === "sent") {
        stopped = true; // from here people choose
        const choose = document.createElement("button");
        choose.type = "submit";
        choose.name = "handling";
        choose.value = "gem";
        choose.className = "button button-secondary";
        choose.textContent = said.state === "sent" ? "Se, hvad der er sendt" : "Se begge tekster, og vælg";
        warn(said.told + " Din tekst står her endnu.", [choose]);
      } else if (said.told) {
        warn("Ikke gemt. " + said.told);
      } else {
        warn("Ikke gemt: der er ingen forbindelse lige nu. Din tekst bliver stående her, og vi prøver igen.");
        later(AGAIN);
      }
    }

    function count(answered) {
      const bar = find("[data-progress]", form);
      if (!bar) return;
      bar.value = answered;
      find("[data-answered]", form).textContent = answered;
    }

    function changed(event) {
      if (event.target.type === "file") return;
      dirty = true;
      if (!running) told("Skriver …");
      later(QUIET);
    }

    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
    window.addEventListener("online", () => later(0));
    window.addEventListener("pageshow", (event) => { leaving = false; if (event.persisted) location.reload(); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
    window.addEventListener("beforeunload", (event) => { if ((dirty || running) && !leaving) event.preventDefault(); });
    files(form, row);
  }

  // --- files: each is sent as it is chosen, one after the other ----------------------------------------------------
  function files(form, row) {
    const chooser = find("input[type=file]", form);
    const list = find("[data-uploads]", form);
    find("[data-attach-button]", form).hidden = true;
    let queue = Promise.resolve();

    chooser.addEventListener("change", () => {
      Array.from(chooser.files).forEach((file) => { queue = queue.then(() => send(file)); });
      chooser.value = "";
    });

    function line(file) {
      const made = document.createElement("p");
      const bar = document.createElement("progress");
      const text = document.createElement("span");
      bar.max = 100;
      bar.value = 0;
      bar.setAttribute("aria-label", "Sender " + file.name);
      text.textContent = "Sender " + file.name;
      made.append(text, bar);
      list.append(made);
      return { made, bar, text };
    }

    function send(file) {
      const shown = line(file);
      return new Promise((done) => {
        const request = new XMLHttpRequest();
        const data = new FormData();
        data.set("csrf_token", form.elements.csrf_token.value);
        data.set("row_version", row.value);
        data.set("autosave", "1");
        data.append("bilag", file);
        request.upload.addEventListener("progress", (event) => {
          if (event.lengthComputable) shown.bar.value = Math.round((100 * event.loaded) / event.total);
        });
        request.addEventListener("loadend", () => { arrived(request, shown, file); done(); });
        request.open("POST", form.dataset.attach);
        request.send(data);
      });
    }

    function arrived(request, shown, file) {
      let said = {};
      try { said = JSON.parse(request.responseText); } catch { /* no connection, or a page of an error */ }
      if (said.row_version) row.value = said.row_version;
      if (said.html) {
        const kept = find("#vedhaeftet");
        kept.insertAdjacentHTML("afterend", said.html);
        kept.remove();
        if (window.htmx) window.htmx.process(find("#vedhaeftet"));
      }
      shown.bar.remove();
      if (said.html && !(said.refused || []).length) { shown.made.remove(); return; }
      shown.made.className = "form-error-message";
      shown.text.textContent = (said.refused && said.refused.join(" ")) || said.told || file.name + " er ikke sendt. Vælg den igen om lidt.";
    }
  }
})();
