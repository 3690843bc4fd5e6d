// The viewer of a picture: zoom, pan, light, frames, keyboard. The page is whole without it.

const view = document.querySelector("[data-viewer]");
const stages = [...view.querySelectorAll("[data-stage]")];
const tools = view.querySelector("[data-tools]");
const said = view.querySelector("[data-said]");
const MOST = 12;
const STEP = 60;
const place = { scale: 1, x: 0, y: 0 };
let inverted = false;

const bounded = (value, least, most) => Math.min(most, Math.max(least, value));
const one = (selector) => view.querySelector(selector);

// Both pictures of a comparison move together.
function show() {
  for (const stage of stages) {
    const [across, down] = [stage.clientWidth, stage.clientHeight];
    place.x = bounded(place.x, across * (1 - place.scale), 0);
    place.y = bounded(place.y, down * (1 - place.scale), 0);
    stage.querySelector(".moved").style.transform = `translate(${place.x}px, ${place.y}px) scale(${place.scale})`;
    stage.classList.toggle("zoomed", place.scale > 1);
  }
}

function zoom(scale, x, y) {
  const stage = stages[0];
  if (!stage) return;
  const next = bounded(scale, 1, MOST);
  const [left, top] = [x ?? stage.clientWidth / 2, y ?? stage.clientHeight / 2];
  place.x = left - ((left - place.x) * next) / place.scale;
  place.y = top - ((top - place.y) * next) / place.scale;
  place.scale = next;
  show();
  said.textContent = `${said.dataset.zoom} ${Math.round(next * 100)} %`;
}

function pan(x, y) {
  place.x += x;
  place.y += y;
  show();
}

function light() {
  const [brightness, contrast] = [one("[data-light]").value, one("[data-contrast]").value];
  for (const picture of view.querySelectorAll(".moved img")) {
    picture.style.filter = `brightness(${brightness}%) contrast(${contrast}%) invert(${inverted ? 100 : 0}%)`;
  }
}

function invert() {
  inverted = !inverted;
  one('[data-do="invert"]').setAttribute("aria-pressed", String(inverted));
  light();
}

function fit() {
  one("[data-light]").value = one("[data-contrast]").value = 100;
  inverted = true;
  invert();
  place.x = place.y = 0;
  zoom(1);
}

const acts = {
  in: () => zoom(place.scale * 1.4),
  out: () => zoom(place.scale / 1.4),
  fit,
  invert,
};

// Frames of a stack, in place: the slider, the arrows and the numbers say the same.
const slider = one("[data-frame]");
const frames = [...view.querySelectorAll("[data-frames] a")];

function turn(number) {
  const frame = frames[number - 1];
  const picture = stages[0]?.querySelector("img");
  if (!frame || !picture || !frame.dataset.src) {
    if (frame) location.assign(frame.href);
    return;
  }
  picture.src = frame.dataset.src;
  picture.alt = frame.dataset.alt;
  view.querySelector(".drawn")?.remove(); // what was drawn belongs to the frame that came with the page
  frames.forEach((each) => each.removeAttribute("aria-current"));
  frame.setAttribute("aria-current", "true");
  slider.value = number;
  one("[data-frame-text]").textContent = `${number} / ${frames.length}`;
  slider.setAttribute("aria-valuetext", `${number} / ${frames.length}`);
  history.replaceState(null, "", frame.href);
}

function aside(step) {
  if (slider && frames[Number(slider.value) + step - 1]) turn(Number(slider.value) + step);
  else document.querySelector(step < 0 ? 'a[rel="prev"]' : 'a[rel="next"]')?.click();
}

function arrow(event, x, y) {
  if (place.scale > 1) pan(x * STEP, y * STEP);
  else if (x) aside(-x);
  else return;
  event.preventDefault();
}

function drawn() {
  const box = one("[data-drawn]");
  if (box) box.checked = !box.checked;
}

const keys = {
  "+": acts.in,
  "=": acts.in,
  "-": acts.out,
  0: fit,
  i: invert,
  c: () => (one("[data-alone]") ?? one("[data-compare]"))?.click(),
  d: drawn,
  Escape: () => document.querySelector("[data-close]").click(),
};
const ways = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea") && event.key !== "Escape") return;
  if (document.querySelector("details.me[open]")) return;
  if (event.key in ways) arrow(event, ...ways[event.key]);
  else if (event.key in keys) {
    event.preventDefault();
    keys[event.key]();
  }
});

// One finger or the mouse moves what was enlarged; two fingers enlarge it.
function follow(stage) {
  const fingers = new Map();
  const apart = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  const middle = () => {
    const [a, b] = [...fingers.values()];
    const box = stage.getBoundingClientRect();
    return [(a.x + b.x) / 2 - box.left, (a.y + b.y) / 2 - box.top];
  };
  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (place.scale > 1 || fingers.size > 1) stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener("pointermove", (event) => {
    const was = fingers.get(event.pointerId);
    if (!was) return;
    const before = fingers.size > 1 ? apart() : 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size > 1) zoom(place.scale * (apart() / Math.max(1, before)), ...middle());
    else if (place.scale > 1) pan(event.clientX - was.x, event.clientY - was.y);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    stage.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  stage.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && place.scale === 1) return; // the page scrolls as everywhere
      event.preventDefault();
      const box = stage.getBoundingClientRect();
      zoom(place.scale * (event.deltaY < 0 ? 1.15 : 1 / 1.15), event.clientX - box.left, event.clientY - box.top);
    },
    { passive: false },
  );
  stage.addEventListener("dblclick", (event) => {
    const box = stage.getBoundingClientRect();
    zoom(place.scale > 1 ? 1 : 2.5, event.clientX - box.left, event.clientY - box.top);
  });
}

// Somebody hid the message or covered the picture: it leaves this screen too, without asking.
async function check() {
  const gone = await Promise.all(
    stages.map((stage) => fetch(stage.querySelector("img").src, { cache: "no-store" }).then((answer) => !answer.ok)),
  ).catch(() => []);
  if (gone.some(Boolean)) location.reload();
}
document.addEventListener("live:question", ({ detail }) => {
  if (detail.topic === `question:${view.dataset.root}` && ["hide", "edit"].includes(detail.kind)) check();
});
// The address of a page left open ends: a new one is asked for.
for (const picture of view.querySelectorAll(".moved img")) {
  picture.addEventListener("error", () => {
    if (sessionStorage.getItem("renewed") === location.href) return;
    sessionStorage.setItem("renewed", location.href);
    location.reload();
  });
  picture.addEventListener("load", () => sessionStorage.removeItem("renewed"));
}

tools.addEventListener("click", (event) => acts[event.target.closest("[data-do]")?.dataset.do]?.());
tools.addEventListener("input", (event) => {
  if (event.target === slider) turn(Number(slider.value));
  else light();
});
if (slider) {
  one("[data-frame-text]").textContent = `${slider.value} / ${frames.length}`;
  slider.setAttribute("aria-valuetext", `${slider.value} / ${frames.length}`);
}
stages.forEach(follow);
tools.hidden = stages.length === 0;
