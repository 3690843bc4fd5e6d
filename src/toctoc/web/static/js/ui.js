// Small comforts on every page. Each one is an extra: without it the page still works.

const themes = new Set(["auto", "light", "dark"]);

function setTheme(theme) {
  if (!themes.has(theme)) return;
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  const age = theme === "auto" ? 0 : 31536000;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; path=/; max-age=${age}; SameSite=Lax${secure}`;
  for (const button of document.querySelectorAll("[data-theme-form] button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-theme-form]") && event.submitter?.name === "theme") {
    event.preventDefault();
    setTheme(event.submitter.value);
    return;
  }
  // A second tap on the same button sends nothing: the server's token would refuse it anyway.
  if (form.method === "post" && !event.defaultPrevented) {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 5000);
  }
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A menu closes with Escape or a touch elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.me[open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.me")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.me[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Its time has come: the stream brings the post as others see it. If it didn't, we ask.
function released(bar) {
  if (!bar.isConnected) return;
  const thread = bar.closest("[hx-get]");
  if (thread && window.htmx) window.htmx.trigger(thread, "live");
  else location.reload();
}

// The seconds left to take a post back. The clock is the server's: it sends what remains.
function countDown(bar) {
  const end = performance.now() + Number(bar.value) * 1000;
  const words = document.getElementById(bar.dataset.words);
  const tick = () => {
    const left = Math.max(0, (end - performance.now()) / 1000);
    bar.value = left;
    if (words) words.textContent = String(Math.ceil(left));
    if (left > 0) setTimeout(tick, 250);
    else setTimeout(() => released(bar), 1500);
  };
  tick();
}

function wake(root) {
  for (const bar of root.querySelectorAll("progress[data-countdown]:not([data-awake])")) {
    bar.dataset.awake = "1";
    countDown(bar);
  }
  for (const box of root.querySelectorAll("textarea[data-grow]:not([data-awake])")) {
    box.dataset.awake = "1";
    const grow = () => {
      box.style.height = "auto";
      box.style.height = `${box.scrollHeight}px`;
    };
    box.addEventListener("input", grow);
    grow();
  }
}
wake(document);
document.addEventListener("htmx:load", (event) => wake(event.target));

// A thread replaced in place gives the focus back to the same link or button, before the next key.
let focused = null;
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  const here = document.activeElement;
  const inside = here !== target && target.contains(here);
  focused = inside ? { place: here.closest("[id]").id, tag: here.tagName, text: here.textContent } : null;
});
document.addEventListener("htmx:afterSwap", () => {
  const place = focused && document.getElementById(focused.place);
  if (!place || document.activeElement !== document.body) return;
  const same = [...place.querySelectorAll(focused.tag)].find((item) => item.textContent === focused.text);
  if (!same) place.tabIndex = -1; // the button has done its work: stay where it stood
  (same ?? place).focus({ preventScroll: true });
});

// A dot says that the inbox has something new, as the server does (never a number, M7).
document.addEventListener("live:person", ({ detail }) => {
  const inbox = document.querySelector('.tabs a[href="/moi/"]:not(:has(.dot))');
  if (!inbox || ["post", "hide", "edit"].includes(detail.kind)) return;
  const [dot, words] = [document.createElement("span"), document.createElement("span")];
  dot.className = "dot";
  words.className = "sr";
  words.textContent = document.documentElement.lang === "en" ? " (something new)" : " (du nouveau)";
  inbox.append(dot, words);
});

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
