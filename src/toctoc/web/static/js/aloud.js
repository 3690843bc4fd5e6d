// Reads the page aloud, with a voice of the device alone: other voices send the words elsewhere.

const button = document.querySelector("[data-aloud]");
const speech = window.speechSynthesis;
const lang = document.documentElement.lang;
const SAID = "h1, h2, h3, p, li, label, legend";

const voice = () =>
  speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(lang));

function texts() {
  const found = [...document.querySelectorAll(`main :is(${SAID})`)];
  return found
    .slice(found.findIndex((one) => one.matches("h1")))
    .filter((one) => one.offsetParent && !one.parentElement.closest(SAID))
    .map((one) => one.innerText.trim())
    .filter(Boolean);
}

function show(speaking) {
  button.textContent = speaking ? button.dataset.stop : button.dataset.start;
}

function stop() {
  speech.cancel();
  show(false);
}

function start() {
  const chosen = voice();
  if (!chosen) return;
  const all = texts();
  all.forEach((text, rank) => {
    const said = new SpeechSynthesisUtterance(text);
    said.voice = chosen;
    said.lang = chosen.lang;
    said.rate = 0.9;
    if (rank === all.length - 1) said.onend = () => show(false);
    speech.speak(said);
  });
  show(true);
}

if (button && speech) {
  const offer = () => {
    button.hidden = !voice();
  };
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () =>
    button.textContent === button.dataset.stop ? stop() : start(),
  );
  addEventListener("pagehide", () => speech.cancel());
}
