// The moderators' desk by keyboard. Everything here is also a button: without this file it works.
//
// Any control with data-key="x" answers to x; [data-line] are the lines that j and k walk through.
// Keys are silent while one types, and one switch turns them all off (WCAG 2.1.4).

const desk = document.querySelector("[data-desk]");
const help = document.getElementById("keys");
const told = document.querySelector("[data-desk-told]");
const SWITCH = "toctoc-desk-keys";
const CHECK_EVERY = 60_000;
const ACTIVE = 5 * 60_000;
const TYPED = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])";

let on = read() !== "off";
let active = Date.now();

function read() {
  try {
    return localStorage.getItem(SWITCH);
  } catch {
    return null; // storage refused: keys stay on for this page
  }
}

function tell(words) {
  if (!told) return;
  told.textContent = "";
  setTimeout(() => (told.textContent = words), 50); // said again even when the words are the same
}

// -- keys -----------------------------------------------------------------------------------------

function lines() {
  return [...document.querySelectorAll("[data-line]")].filter(shown); // a folded thread is passed by
}

function here(all) {
  return all.findIndex((line) => line.contains(document.activeElement));
}

function walk(step) {
  const all = lines();
  if (!all.length) return;
  const next = Math.min(Math.max(here(all) + step, 0), all.length - 1);
  const line = all[next];
  const target = line.querySelector("[data-key]") ?? line;
  if (target === line) line.tabIndex = -1;
  target.focus({ preventScroll: true });
  line.scrollIntoView({ block: "center" });
}

function shown(element) {
  return element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;
}

function find(key) {
  const all = lines();
  const within = all[here(all)]?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (within) return within;
  return [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]:not(:disabled)`)].find(shown);
}

function press(target) {
  if (target.matches("input")) {
    target.focus();
    target.click();
    tell(target.closest("label")?.querySelector("[data-name]")?.textContent ?? "");
  } else if (target.matches("textarea")) {
    target.closest("details")?.setAttribute("open", "");
    target.focus();
  } else {
    target.click();
  }
}

function toggleHelp() {
  help.open = !help.open;
  if (help.open) help.scrollIntoView({ block: "nearest" });
  help.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  if (!desk || !on || event.defaultPrevented || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(TYPED)) return;
  const { key } = event;
  if (key === "Escape" && help?.open) toggleHelp();
  else if (key === "?" && help) toggleHelp();
  else if (key === "j") walk(1);
  else if (key === "k") walk(here(lines()) < 0 ? 0 : -1);
  else {
    const target = key.length === 1 ? find(key) : null;
    if (!target) return;
    press(target);
  }
  event.preventDefault();
});

// The key stands beside what it does, for who looks and not only for who read the help.
for (const control of document.querySelectorAll("input[data-key]")) {
  const mark = document.createElement("kbd");
  mark.className = "tag";
  mark.textContent = control.dataset.key;
  mark.setAttribute("aria-hidden", "true");
  control.after(mark);
}

const button = document.querySelector("[data-desk-switch]");
function showSwitch() {
  if (!button) return;
  button.setAttribute("aria-pressed", String(on));
  for (const mark of document.querySelectorAll("kbd")) mark.hidden = !on && !help?.contains(mark);
}
button?.addEventListener("click", () => {
  on = !on;
  try {
    localStorage.setItem(SWITCH, on ? "on" : "off");
  } catch {
    // Kept for this page only.
  }
  showSwitch();
  tell(on ? button.dataset.on : button.dataset.off);
});
showSwitch();

// -- the decision form ----------------------------------------------------------------------------

const form = document.querySelector("form[data-decide]");

function chosen(name) {
  return form.querySelector(`[name="${name}"]:checked`);
}

// What goes with a measure is asked once that measure is chosen.
function unfold() {
  const step = chosen("person");
  for (const part of form.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").includes(step?.value ?? "");
  }
  const skip = form.querySelector("[data-skip]");
  if (skip) skip.hidden = Number(step?.dataset.rung ?? 0) <= Number(skip.dataset.skip);
}

// A ready reason takes the place of another ready reason, never of words that somebody typed.
function prefill() {
  const { facts, rule } = form.elements;
  const steps = [chosen("text"), chosen("person")].filter(Boolean).map((one) => one.value);
  const nothing = steps.length > 0 && steps.every((step) => ["keep", "none"].includes(step));
  const option = nothing ? rule.querySelector('[value="none"]') : rule.selectedOptions[0];
  const ready = [...rule.options].map((one) => one.dataset.ready);
  if (facts.value.trim() && !ready.includes(facts.value.trim())) return;
  facts.value = option?.dataset.ready ?? "";
  facts.dispatchEvent(new Event("input", { bubbles: true }));
}

if (form) {
  form.addEventListener("change", ({ target }) => {
    unfold();
    if (["text", "person", "rule"].includes(target.name)) prefill();
  });
  unfold();
}

// -- what is typed is kept ------------------------------------------------------------------------

const boxes = [...document.querySelectorAll("[data-keep]")];
const kept = document.querySelector("[data-desk-kept]");
let timer = 0;

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

function post(url, fields = {}, options = {}) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(), ...fields });
  return fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, ...options });
}

async function save(options) {
  clearTimeout(timer);
  timer = 0;
  const fields = Object.fromEntries(boxes.map((box) => [box.name, box.value]));
  try {
    const answer = await post(desk.dataset.deskKeep, { ...fields, revision: desk.dataset.deskRevision }, options);
    const said = await answer.json();
    if (answer.ok) desk.dataset.deskRevision = said.revision;
    if (kept) kept.textContent = said.text ?? "";
  } catch {
    if (kept) kept.textContent = kept.dataset.failed;
  }
}

function saveSoon() {
  clearTimeout(timer);
  timer = setTimeout(save, 1_000);
}

if (desk?.dataset.deskKeep) {
  for (const box of boxes) box.addEventListener("input", saveSoon);
  addEventListener("pagehide", () => timer && save({ keepalive: true }));
}

// -- the case stays mine while I work on it -------------------------------------------------------

async function renew() {
  const idle = Date.now() - active > ACTIVE || document.hidden;
  const left = Date.parse(desk.dataset.deskUntil) - Date.now();
  if (idle || left > Number(desk.dataset.deskHalf) * 1000) return;
  const answer = await post(desk.dataset.deskRenew).catch(() => null);
  if (!answer) return;
  if (answer.ok) {
    const said = await answer.json();
    desk.dataset.deskUntil = said.until;
    for (const clock of document.querySelectorAll("[data-desk-clock]")) clock.textContent = said.clock;
  } else if (answer.status === 409) {
    const lost = document.querySelector("[data-desk-lost]");
    if (lost) lost.hidden = false;
    clearInterval(renewing);
  }
}

let renewing = 0;
if (desk?.dataset.deskRenew) {
  for (const name of ["keydown", "pointerdown", "input", "scroll"]) {
    addEventListener(name, () => (active = Date.now()), { passive: true });
  }
  renewing = setInterval(renew, CHECK_EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || renew());
}
