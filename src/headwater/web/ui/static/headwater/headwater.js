// What a page gains when scripts run. Without them every task still works.
const words = document.body.dataset;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// The list of problems is read first; its links put the cursor into the field.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const field = event.target.closest("a") && document.getElementById(event.target.closest("a").hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest("fieldset")?.querySelector("legend") ?? field.labels?.[0] ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

// On a phone the navigation folds into one button.
const toggle = document.querySelector(".hw-nav__toggle");
if (toggle) {
  const set = (open) => toggle.setAttribute("aria-expanded", String(open));
  toggle.hidden = false;
  set(false);
  toggle.addEventListener("click", () => set(toggle.getAttribute("aria-expanded") === "false"));
  toggle.parentElement.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toggle.offsetParent) return;
    set(false);
    toggle.focus();
  });
}

// How many characters are left; told to screen readers only when typing pauses.
for (const area of all("textarea[data-most]")) {
  const seen = document.querySelector(`[data-count-for="${CSS.escape(area.id)}"]`);
  if (!seen) continue;
  const heard = Object.assign(document.createElement("p"), { className: "govuk-visually-hidden" });
  heard.setAttribute("aria-live", "polite");
  seen.setAttribute("aria-hidden", "true");
  seen.after(heard);
  let pause;
  const count = () => {
    // The server counts a line break as two characters.
    const left = Number(area.dataset.most) - area.value.replace(/\r?\n/g, "\r\n").length;
    const kind = left < 0 ? "wordOver" : "wordLeft";
    const n = Math.abs(left);
    seen.textContent = fill(words[n === 1 ? `${kind}One` : kind], { n });
    seen.classList.toggle("hw-count--over", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => { heard.textContent = seen.textContent; }, 1000);
  };
  area.addEventListener("input", count);
  count();
}

// A field with data-show-when="other=value" (or "other=value|value") shows while the other field has that value.
for (const group of all("[data-show-when]")) {
  const [name, wanted = ""] = group.dataset.showWhen.split("=");
  const form = group.closest("form");
  if (!form) continue;
  const show = () => {
    const values = new FormData(form).getAll(name);
    group.hidden = !wanted.split("|").some((value) => values.includes(value));
  };
  form.addEventListener("change", show);
  show();
}

// Drafts: a form with data-autosave="/address" is posted there while it is being written, files left out.
// "Saved" is said only when the answer says so: {"saved": "14:32"}.
const typedIn = (form) => {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  if (!data.has("draft_form")) data.set("draft_form", form.dataset.draft ?? location.pathname);
  return data;
};
for (const form of all("form[data-autosave]")) {
  const told = form.querySelector("[data-autosave-status]") ?? form.appendChild(Object.assign(document.createElement("p"), { className: "hw-autosave" }));
  told.setAttribute("role", "status");
  let timer;
  let dirty = false;
  const later = (milliseconds) => { clearTimeout(timer); timer = setTimeout(save, milliseconds); };
  const save = async () => {
    if (!navigator.onLine) { told.textContent = words.wordOffline; return; }
    dirty = false;
    told.textContent = words.wordSaving;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: typedIn(form), headers: { Accept: "application/json" } });
      const { saved } = await answer.json();
      if (!saved) throw new Error("not saved");
      told.textContent = fill(words.wordSaved, { time: saved });
    } catch {
      dirty = true;
      told.textContent = navigator.onLine ? words.wordUnsaved : words.wordOffline;
      later(15000);
    }
  };
  form.addEventListener("input", () => { dirty = true; later(1500); });
  form.addEventListener("submit", () => { dirty = false; clearTimeout(timer); });
  addEventListener("online", () => dirty && save());
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}

// One's own link: the code stands behind the #, which goes to no server; here it is put into its field and sent.
for (const form of all("form[data-code-from-address]")) {
  if (!location.hash) continue;
  form.elements[form.dataset.codeFromAddress].value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  form.requestSubmit();
}

// Problems are told by the server, all at once and in words, not by the browser one at a time.
// A second press within a second is the same press.
for (const form of all('form[method="post" i]')) {
  form.noValidate = true;
  let last = 0;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - last < 1000 && last) event.preventDefault();
    else last = event.timeStamp;
  });
}

// A question before something that cannot be undone: Escape or "Keep as it is" closes it.
for (const box of all("details.hw-confirm")) {
  const close = () => { box.open = false; box.querySelector("summary").focus(); };
  for (const button of all("[data-close]", box)) {
    button.hidden = false;
    button.addEventListener("click", close);
  }
  box.addEventListener("keydown", (event) => { if (event.key === "Escape" && box.open) close(); });
}

// Buttons that print the page.
for (const button of all("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A slider says in a word how much it is: data-words="0 Not at all|5 A little" names each step from there on.
for (const slider of all("input[type=range][data-words]")) {
  const steps = slider.dataset.words.split("|").map((one) => [parseInt(one, 10), one.slice(one.indexOf(" ") + 1)]);
  const said = Object.assign(document.createElement("output"), { className: "hw-range__word", htmlFor: slider.id });
  slider.after(said);
  const say = () => {
    const [, word] = steps.filter(([from]) => from <= Number(slider.value)).at(-1);
    said.textContent = `${word} (${slider.value})`;
    slider.setAttribute("aria-valuetext", said.textContent);
  };
  slider.addEventListener("input", say);
  say();
}

// A page that waits for something looks again by itself after so many seconds.
for (const waiting of all("[data-look-again]")) {
  setTimeout(() => location.reload(), 1000 * Number(waiting.dataset.lookAgain));
}
// Coding by keyboard: within a group of boxes, the key beside a box ticks it and Enter goes on to the next group.
const groups = all("fieldset[data-keys]");
if (groups.length) for (const hint of all("[data-keys-hint], .hw-codes__key")) hint.hidden = false;
for (const [place, group] of groups.entries()) {
  const boxes = all("input[data-key]", group);
  group.addEventListener("change", (event) => {
    if (!event.target.checked) return;
    for (const box of boxes) if (box !== event.target && (event.target.dataset.alone !== undefined || box.dataset.alone !== undefined)) box.checked = false;
  });
  group.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      (groups[place + 1]?.querySelector("input") ?? group.form.querySelector("button:not([type=button])")).focus();
      return;
    }
    const box = boxes.find((each) => each.dataset.key === event.key.toLowerCase());
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.click();
  });
}
if (groups[0]?.form.dataset.goOn !== undefined) groups.find((group) => !group.querySelector("input:checked"))?.querySelector("input").focus();

// A slip of paper carries its code behind the # of its address, which no server ever sees; here it is typed in.
for (const field of all("input[data-from-hash]")) {
  if (!field.value && location.hash.length > 1) field.value = decodeURIComponent(location.hash.slice(1)).slice(0, 20);
}
