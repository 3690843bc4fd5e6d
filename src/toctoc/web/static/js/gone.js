// What is hidden leaves every page that shows it, at once and without asking anybody (K18): the
// conversation, the lists and cards of questions, what a search found, the versions of a post.
// Loaded before live.js, which listens to what `data-live-topics` says.

const ID = "([0-9a-z]{12})";
const AT = new RegExp(`^/q/${ID}(/|$)`);
const FRENCH = document.documentElement.lang !== "en";

function linked() {
  const links = document.querySelectorAll('main a[href^="/q/"]');
  return new Set([...links].map((link) => AT.exec(link.pathname)?.[1]).filter(Boolean));
}

// A page under /q/ is about one conversation; any other that shows questions hears of them all.
function listen() {
  const topics = new Set((document.body.dataset.liveTopics ?? "").split(",").filter(Boolean));
  const own = AT.exec(location.pathname);
  const shown = linked();
  if (own) [own[1], ...[...shown].slice(0, 2)].forEach((id) => topics.add(`question:${id}`));
  if (shown.size) topics.add("home");
  document.body.dataset.liveTopics = [...topics].join();
}

function drop(id) {
  for (const link of document.querySelectorAll(`main a[href^="/q/${id}"]`)) link.closest("li")?.remove();
}

function leave() {
  const [title, home] = [document.createElement("h1"), document.createElement("a")];
  title.textContent = FRENCH ? "Ce message a été masqué" : "This message was hidden";
  home.textContent = FRENCH ? "Revenir à l’accueil" : "Back to the home page";
  home.href = "/";
  const main = document.querySelector("main");
  main.replaceChildren(title, home);
  main.focus();
}

const isHere = (id) => AT.exec(location.pathname)?.[1] === id;

document.addEventListener("live:question", ({ detail: { kind, ref, topic } }) => {
  if (kind !== "hide") return;
  if (topic === `question:${ref}` || isHere(ref)) leave();
  else document.getElementById(`p-${ref}`)?.remove();
});
for (const family of ["live:home", "live:person"]) {
  document.addEventListener(family, ({ detail: { kind, ref } }) => {
    if (kind === "hide") drop(ref);
  });
}
// The event was missed, and the conversation is not there any more.
document.addEventListener("htmx:responseError", ({ detail: { elt, xhr } }) => {
  if (xhr.status === 404 && elt.dataset.liveSrc) leave();
});

listen();
document.addEventListener("htmx:afterSettle", listen);
