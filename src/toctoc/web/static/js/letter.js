// A letter filled in on the device: nothing typed leaves it. The same rules as councils/letters.py,
// which composes it for who has no JavaScript; a test holds both to the same words.

const LONGEST = 6000;
const form = document.querySelector("form[data-letter]");
const rest = document.querySelector("[data-letter-rest]");
const sheet = document.querySelector("[data-letter-sheet]");
const article = sheet.querySelector("[data-letter-text]");
const title = sheet.querySelector("h1");
const { lines, blank } = form.querySelector("[data-lines]").dataset;
let letter = [];

function tidy(text) {
  const bare = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").trim();
  return [...bare].slice(0, LONGEST).join("");
}

function compose(lines, values) {
  const says = (name) => values[name] || "";
  return lines
    .filter(({ when }) => Object.entries(when).every(([name, wanted]) => says(name) === wanted))
    .filter(({ text, optional }) => {
      const names = [...text.matchAll(/\[\[(\w+)\]\]/g)].map((slot) => slot[1]);
      return !optional || names.some(says);
    })
    .map(({ text, style }) => ({
      text: text.replace(/\[\[(\w+)\]\]/g, (_slot, name) => says(name) || blank),
      style,
    }));
}

function paragraph({ text, style }) {
  const box = document.createElement(style === "title" ? "h2" : "p");
  if (style === "right") box.className = "n";
  const inside = style === "subject" ? box.appendChild(document.createElement("strong")) : box;
  text.split("\n").forEach((line, rank) => {
    if (rank) inside.append(document.createElement("br"));
    inside.append(line);
  });
  return box;
}

const STYLES = { right: "\\qr ", title: "\\ql\\b ", subject: "\\ql\\b " };

function rtf(text) {
  let out = "";
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if ("\\{}".includes(text[at])) out += `\\${text[at]}`;
    else if (text[at] === "\n") out += "\\line ";
    else if (unit >= 32 && unit <= 126) out += text[at];
    else out += `\\u${unit > 32767 ? unit - 65536 : unit}?`;
  }
  return `${out}\\b0 `;
}

const FILES = {
  txt: () => new Blob([`${letter.map(({ text }) => text).join("\n\n")}\n`], { type: "text/plain;charset=utf-8" }),
  rtf: () => {
    const body = letter.map(({ text, style }) => (STYLES[style] ?? "\\ql ") + rtf(text));
    const head = "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\f0\\fs24\n";
    return new Blob([`${head}${body.join("\\par\\par\n")}\\par\n}`], { type: "application/rtf" });
  },
};

function show(which) {
  rest.hidden = which;
  sheet.hidden = !which;
  scrollTo(0, 0);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const values = {};
  for (const [name, text] of new FormData(form)) values[name] = tidy(String(text));
  letter = compose(JSON.parse(lines), values);
  article.replaceChildren(...letter.map(paragraph));
  show(true);
  title.focus();
});

sheet.addEventListener("click", ({ target }) => {
  if (target.closest("[data-print]")) print();
  if (target.closest("[data-change]")) {
    show(false);
    form.querySelector("button").focus();
  }
  const kind = target.closest("[data-file]")?.dataset.file;
  if (!kind) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(FILES[kind]());
  link.download = `lettre.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
});
sheet.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
