// Landfall's script: comfort on top of pages that work without it. Every text comes from the page, in its language.
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const SAVE_AFTER = 1200, RETRY_FIRST = 5000, RETRY_MOST = 60000, SEND_AGAIN_AFTER = 15000;
const saves = new WeakMap();

// ---- typing is saved as it happens: form[data-autosave], told in [data-saved]
class Save {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-saved]");
    this.retry = RETRY_FIRST;
  }
  touch(wait = SAVE_AFTER) {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }
  tell(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }
  async send() {
    if (!this.dirty || this.stopped) return;
    if (this.sending) return this.touch();
    const { form } = this, body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const field = form.elements[name];
      if (typeof value === "string" && field?.type !== "password") body.append(name, value);
    }
    body.set("then", "save");
    this.dirty = false;
    this.sending = new AbortController();
    let saved = false;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, keepalive: String(body).length < 6e4, redirect: "error", signal: this.sending.signal });
      saved = answer.ok;
      // the answer may renew hidden fields, such as the draft's version: a=1&b=2
      if (saved) for (const [name, value] of new URLSearchParams(await answer.text())) {
        if (form.elements[name]?.type === "hidden") form.elements[name].value = value;
      }
    } catch { /* not reached: tried again below */ }
    this.sending = null;
    if (this.stopped) return;
    if (saved) {
      this.retry = RETRY_FIRST;
      const time = new Date().toLocaleTimeString(document.documentElement.lang + "-CA", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      this.tell(this.status.dataset.saved.replace("%time%", time));
    } else {
      this.tell(this.status.dataset.notSaved);
      this.touch(this.retry);
      this.retry = Math.min(this.retry * 2, RETRY_MOST);
    }
  }
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.sending?.abort();
  }
}
const saveOf = (form) => {
  if (!form?.dataset.autosave || !form.querySelector("[data-saved]")) return null;
  if (!saves.has(form)) saves.set(form, new Save(form));
  return saves.get(form);
};
const saveAllNow = () => $$("form[data-autosave]").forEach((form) => saves.get(form)?.send());
addEventListener("online", saveAllNow);
addEventListener("pagehide", saveAllNow);

// ---- how many characters are left: textarea[data-count]
const count = (area) => {
  const note = document.getElementById(area.id + "-count");
  const left = area.dataset.count - [...area.value].length;
  if (note) note.textContent = (left < 0 ? note.dataset.over : note.dataset.left).replace("%n%", Math.abs(left).toLocaleString(document.documentElement.lang + "-CA"));
};

document.addEventListener("input", ({ target }) => {
  if (target.dataset.count) count(target);
  if (target.type !== "file") saveOf(target.form)?.touch();
  // "none of these" excludes the others
  if (target.type === "checkbox" && target.checked) {
    for (const box of $$("input[type=checkbox]", target.closest("fieldset") ?? target)) {
      if (box !== target && ("exclusive" in box.dataset || "exclusive" in target.dataset)) box.checked = false;
    }
  }
});

// ---- a form is sent once; files say how far they are: form[data-upload]
const release = () => $$("form").forEach((form) => {
  delete form.dataset.sent;
  $$('[aria-disabled="true"]', form).forEach((button) => button.removeAttribute("aria-disabled"));
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  release();
  $$("form[data-autosave]").forEach((form) => saves.delete(form));
});

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  // What comes is a file: the page stays, and so does what can be done on it.
  if (button && "stays" in button.dataset) return;
  const files = $$("input[type=file]", form).filter((input) => input.files.length);
  for (const input of files) {
    const box = form.querySelector(`[data-for="${input.id}"]`);
    if (box?.dataset.most && [...input.files].some((file) => file.size > box.dataset.most)) {
      event.preventDefault();
      show(box, box.dataset.tooLarge);
      return input.focus();
    }
  }
  saves.get(form)?.stop();
  $$("input[data-shown]", form).forEach((input) => { input.type = "password"; });
  form.dataset.sent = "yes";
  button?.setAttribute("aria-disabled", "true");
  const box = files.length && "upload" in form.dataset && form.querySelector(`[data-for="${files[0].id}"]`);
  if (!box) return setTimeout(release, SEND_AGAIN_AFTER);
  event.preventDefault();
  upload(form, button, box);
});

const show = (box, text, part) => {
  const bar = box.querySelector("progress"), said = box.querySelector("[role=status]");
  box.hidden = false;
  bar.hidden = part === undefined;
  if (part !== undefined) bar.value = part;
  if (said.textContent !== text) said.textContent = text;
};

const upload = (form, button, box) => {
  const data = new FormData(form), request = new XMLHttpRequest();
  if (button?.name) data.append(button.name, button.value);
  // spoken at every quarter only; the bar moves all the time
  const at = (part) => show(box, box.dataset.progress.replace("%n%", Math.floor(part / 25) * 25), part);
  const failed = () => { release(); saves.delete(form); show(box, box.dataset.failed); };
  request.upload.onprogress = (event) => { if (event.lengthComputable) at((100 * event.loaded) / event.total); };
  request.onerror = request.onabort = failed;
  request.onload = () => {
    const page = request.responseXML;
    if (!page?.querySelector("main")) return failed();
    if (request.status < 400 && request.responseURL !== form.action) return location.assign(request.responseURL);
    // the same page with what has to be mended
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    start();
  };
  at(0);
  request.open("POST", form.action);
  request.responseType = "document";
  request.send(data);
};

// ---- passwords can be shown; links of the error summary lead to something that can be typed in
document.addEventListener("click", (event) => {
  const button = event.target.closest("[aria-disabled=true], .lf-password__show");
  if (button?.matches(".lf-password__show")) {
    const input = document.getElementById(button.getAttribute("aria-controls")), hide = input.type === "text";
    input.type = hide ? "password" : "text";
    input.toggleAttribute("data-shown", !hide);
    button.textContent = hide ? button.dataset.show : button.dataset.hide;
    button.setAttribute("aria-label", hide ? button.dataset.showLabel : button.dataset.hideLabel);
  } else if (button) event.preventDefault();
  const link = event.target.closest("#error-summary a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  const control = target.matches("fieldset") ? target.querySelector("input, select, textarea") ?? target : target;
  (control.closest("fieldset") ?? control.closest(".lf-form-group") ?? control).scrollIntoView();
  control.focus({ preventScroll: true });
});

// ---- the waiting room looks by itself, and says how things stand once a minute at most: main[data-room]
const SPEAK_EVERY = 60000, LOOK_AFTER_FAULT = 15;
const announce = (place, notices) => {
  const told = JSON.stringify(notices);
  if (place.dataset.told === told) return;
  place.dataset.told = told;
  place.replaceChildren(...notices.map(({ kind, url, title }) => {
    const line = document.createElement("p"), strong = document.createElement("strong"), link = document.createElement("a");
    strong.textContent = kind;
    link.href = url;
    link.textContent = title;
    line.append(strong, " – ", link);
    return line;
  }));
};
const wait = (main, form) => {
  const part = (name) => main.querySelector(`[data-room-${name}]`), said = part("said");
  let spoken = Date.now();
  const later = (seconds) => setTimeout(look, seconds * 1000);
  const look = async () => {
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
      const news = await answer.json();
      if (news.enter) {
        said.textContent = said.dataset.enter;
        return form.requestSubmit();
      }
      document.title = news.title;
      part("ahead").textContent = news.ahead;
      part("wait").textContent = news.wait;
      part("told").textContent = news.told;
      announce(part("notices"), news.notices);
      if (Date.now() - spoken >= SPEAK_EVERY) {
        spoken = Date.now();
        said.textContent = `${news.ahead}. ${news.wait} ${news.told}`;
      }
      later(news.again);
    } catch {
      later(LOOK_AFTER_FAULT);
    }
  };
  part("offer")?.remove();
  said.textContent = said.dataset.script;
  later(main.dataset.askAgain);
};

// ---- a long list comes once somebody is about to type into its field: input[data-list]
document.addEventListener("focusin", async ({ target }) => {
  const url = target.dataset.list;
  if (!url) return;
  delete target.dataset.list;
  try {
    const { items } = await (await fetch(url)).json(), box = document.createElement("datalist");
    for (const { code, title } of items) {
      const option = document.createElement("option");
      option.value = `${code} ${title[document.documentElement.lang] ?? title.en}`;
      box.append(option);
    }
    box.id = target.id + "-list";
    target.after(box);
    target.setAttribute("list", box.id);
  } catch { /* not reached: words typed are looked up when the page is sent */ }
});

const start = () => {
  const main = document.querySelector("main[data-room]");
  if (main) wait(main, document.getElementById("line"));
  $$(".lf-password__show").forEach((button) => { button.hidden = false; });
  $$("textarea[data-count]").forEach(count);
  document.getElementById("error-summary")?.focus();
};
start();
