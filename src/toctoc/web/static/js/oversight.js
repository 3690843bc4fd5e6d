// What is selected in the text becomes "the words that were missed". Without this file they are typed.

const form = document.querySelector("[data-oversight]");
const { body, words, at, found } = form.elements;

function take() {
  const { selectionStart, selectionEnd, value } = body;
  const picked = value.slice(selectionStart, selectionEnd);
  const trimmed = picked.trim();
  if (!trimmed) return;
  words.value = trimmed;
  // The server counts characters (code points); the box counts UTF-16 units.
  at.value = [...value.slice(0, selectionStart + picked.indexOf(trimmed))].length;
  const missed = found instanceof RadioNodeList ? found[0] : found;
  missed.checked = true;
}

body.addEventListener("select", take);
words.addEventListener("input", () => (at.value = ""));
