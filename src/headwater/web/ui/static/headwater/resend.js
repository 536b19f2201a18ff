// Nothing typed is lost when the connection drops: a form with data-resend is sent again until the server has it.
// Its key makes the server do it once, however often it is sent. Without scripts the form is sent as any other.
const keys = (storage) => Object.keys(storage).filter((key) => key.startsWith("headwater:"));
const SECRETS = new Set(["csrfmiddlewaretoken"]);

for (const form of document.querySelectorAll("form[data-resend]")) {
  const told = form.querySelector("[data-resend-status]");
  const box = form.querySelector("[data-resend-keep]");
  const tick = box?.querySelector("input");
  const place = `headwater:${location.pathname}`;
  let waiting = false;

  // A copy on this device, only where the person ticks the box; gone once the server has it, and on signing out.
  const keep = () => {
    if (!tick?.checked) return localStorage.removeItem(place);
    const typed = [...new FormData(form)].filter(([name, value]) => !SECRETS.has(name) && !(value instanceof File));
    localStorage.setItem(place, JSON.stringify(typed));
  };
  const bring = () => {
    const typed = JSON.parse(localStorage.getItem(place) ?? "null");
    if (!typed) return;
    const fields = [...form.elements].filter((field) => field.name && !SECRETS.has(field.name) && field.type !== "submit");
    for (const field of fields) {
      const values = typed.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
    tick.checked = true;
    told.textContent = told.dataset.wordBack;
  };
  if (box) {
    box.hidden = false;
    bring();
    form.addEventListener("input", keep);
  }

  const hold = (yes) => {
    waiting = yes;
    for (const part of form.children) if (!part.contains(told)) part.inert = yes;
  };
  const leave = () => {
    hold(false);
    localStorage.removeItem(place);
    HTMLFormElement.prototype.submit.call(form); // the key is known already: the answer is where the first one led
  };
  const send = async (data, pause) => {
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST", body: data, redirect: "manual", signal: AbortSignal.timeout(20000),
      });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      leave();
    } catch {
      hold(true);
      told.textContent = told.dataset.wordWaiting;
      const again = () => { clearTimeout(timer); removeEventListener("online", again); send(data, Math.min(pause * 2, 30000)); };
      const timer = setTimeout(again, pause);
      addEventListener("online", again);
    }
  };
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || waiting) return event.preventDefault();
    event.preventDefault();
    keep();
    told.textContent = told.dataset.wordSending;
    send(new FormData(form), 2000);
  });
  addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });
}

for (const form of document.querySelectorAll("form[action*='logout']")) {
  form.addEventListener("submit", () => keys(localStorage).forEach((key) => localStorage.removeItem(key)));
}
