// What changed, as soon as it changed. One connection a browser, whatever the number of tabs.
//
// The page says what it shows:
//   <body data-live-as="k3v" data-live-topics="me,home" data-live-at="1795320000">
//   <section data-live-topic="question:abc" data-live-src="/question/abc/fragment">
//   <div data-live-topic="home" data-live-note="Something new: show it"></div>
//   <p role="status" data-live-state data-live-text-polling="…" data-live-text-waiting="…"></p>
// Events hold ids only; what to show is asked of the server, which judges again who asks.

const STREAM = "/live";
const POLL = "/live/poll";
const FAILURES = 3; // streams that failed to open before we poll
const POLL_EVERY = 5_000;
const POLL_HIDDEN_EVERY = 30_000;
const STREAM_AGAIN_AFTER = 120_000;
const SPREAD = 400; // ms over which a crowd refreshes the same fragment
const QUIET = 4_000; // a shorter cut is not worth saying

const root = document.body;
const as = root.dataset.liveAs ?? "";
const myself = crypto.randomUUID?.() ?? String(Math.random());
const shared = "BroadcastChannel" in window && "locks" in navigator;
// Another person signing in on this browser must not hear through the first one's connection.
const channel = shared ? new BroadcastChannel(`toctoc-live-${as}`) : null;

let last = number(root.dataset.liveLast);
let leading = false;
let waiting = null; // stops asking for the lead
let release = null; // gives the lead back
let source = null;
let timer = 0;
let failures = 0;
let state = "";
let stateTimer = 0;
const others = new Map(); // tab -> { topics, at }

function number(text) {
  return /^\d+$/.test(text ?? "") ? Number(text) : null;
}

function split(text) {
  return (text ?? "").split(",").map((name) => name.trim()).filter(Boolean);
}

function jitter(ms) {
  return ms * (0.75 + Math.random() / 2);
}

function wanted() {
  const topics = new Set(split(root.dataset.liveTopics));
  for (const element of document.querySelectorAll("[data-live-topic]")) {
    split(element.dataset.liveTopic).forEach((topic) => topics.add(topic));
  }
  return topics;
}

function everyones() {
  const topics = wanted();
  const old = Date.now() - 90_000;
  for (const [tab, { topics: theirs, at }] of others) {
    if (at < old) others.delete(tab);
    else theirs.forEach((topic) => topics.add(topic));
  }
  return [...topics].sort().slice(0, 50);
}

function concerns(topics, topic) {
  return topics.has(topic) || (topics.has("me") && topic === `person:${as}`);
}

// -- hearing ------------------------------------------------------------------------------------

function hear(event) {
  // A new leader replays what the old one may have said already.
  if (last !== null && event.id <= last) return;
  last = event.id;
  if (!concerns(wanted(), event.topic)) return;
  const family = event.topic.split(":")[0];
  document.dispatchEvent(new CustomEvent(`live:${family}`, { detail: event }));
  for (const element of document.querySelectorAll("[data-live-topic]")) {
    if (concerns(new Set(split(element.dataset.liveTopic)), event.topic)) refreshSoon(element);
  }
}

function hearReload(id) {
  last = id;
  document.dispatchEvent(new CustomEvent("live:reload"));
  document.querySelectorAll("[data-live-topic]").forEach(refreshSoon);
}

function refreshSoon(element) {
  if (element.liveTimer) return;
  element.liveTimer = setTimeout(() => {
    element.liveTimer = 0;
    refresh(element);
  }, Math.random() * SPREAD);
}

function refresh(element) {
  if (!element.isConnected) return;
  const active = document.activeElement;
  if (active && element.contains(active) && active.matches("input, textarea, select")) {
    // Nothing moves under the fingers of somebody who writes.
    active.addEventListener("blur", () => refreshSoon(element), { once: true });
    return;
  }
  if (element.classList.contains("htmx-request")) {
    // It asked before this event, and its answer will take its place: ask again then.
    const again = () => refreshSoon(document.getElementById(element.id) ?? element);
    document.addEventListener("htmx:afterRequest", () => setTimeout(again, 100), { once: true });
  } else if (element.dataset.liveNote) {
    note(element);
  } else if (!window.htmx) {
    return;
  } else if (element.hasAttribute("hx-get")) {
    window.htmx.trigger(element, "live");
  } else if (element.dataset.liveSrc) {
    const swap = element.dataset.liveSwap ?? "outerHTML";
    window.htmx.ajax("GET", element.dataset.liveSrc, { source: element, target: element, swap });
  }
}

// A list doesn't move under the eyes of who reads it: it offers to.
function note(element) {
  if (element.firstElementChild) return;
  const link = document.createElement("a");
  link.href = location.href;
  link.className = "btn";
  link.textContent = element.dataset.liveNote;
  element.setAttribute("role", "status");
  element.append(link);
}

function show(next) {
  if (next === state) return;
  state = next;
  clearTimeout(stateTimer);
  // Said once it lasts: a screen reader need not hear of every tunnel.
  stateTimer = setTimeout(() => {
    for (const element of document.querySelectorAll("[data-live-state]")) {
      const text = { open: "liveTextOpen", polling: "liveTextPolling", waiting: "liveTextWaiting", off: "liveTextOff" };
      element.dataset.liveState = next;
      element.textContent = element.dataset[text[next]] ?? "";
    }
  }, next === "open" ? 0 : QUIET);
}

function tell(message) {
  channel?.postMessage({ from: myself, ...message });
}

function receive(event) {
  hear(event);
  tell({ event });
}

function receiveReload(id) {
  hearReload(id);
  tell({ reload: id });
}

function report(next) {
  show(next);
  tell({ state: next });
}

// -- leading: the stream, or polling --------------------------------------------------------------

function query() {
  const parameters = new URLSearchParams({ topics: everyones().join(",") });
  if (last !== null) parameters.set("last", String(last));
  // What happened between the making of the page and now is not lost.
  else if (root.dataset.liveAt) parameters.set("since", root.dataset.liveAt);
  return parameters.toString();
}

function stop() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

function connect() {
  stop();
  if (!leading || everyones().length === 0) return;
  const stream = new EventSource(`${STREAM}?${query()}`);
  source = stream;
  const read = (message) => receive({ id: Number(message.lastEventId), ...JSON.parse(message.data) });
  for (const family of ["question", "home", "person"]) stream.addEventListener(family, read);
  stream.addEventListener("reload", (message) => receiveReload(Number(message.lastEventId)));
  stream.addEventListener("ready", (message) => {
    failures = 0;
    last ??= Number(message.lastEventId);
    report("open");
  });
  stream.addEventListener("error", () => {
    if (source !== stream) return;
    failures += 1;
    report("waiting");
    if (failures >= FAILURES) poll();
    // A browser comes back by itself after a cut, but gives up on a refusal.
    else if (stream.readyState === EventSource.CLOSED) timer = setTimeout(connect, jitter(3_000));
  });
}

async function poll(until = Date.now() + STREAM_AGAIN_AFTER) {
  stop();
  if (!leading) return;
  let answered = 0;
  try {
    const response = await fetch(`${POLL}?${query()}`, { headers: { Accept: "application/json" } });
    answered = response.status;
    if (response.ok) {
      const news = await response.json();
      if (news.reload) receiveReload(news.last);
      else news.events.forEach(receive);
      last = news.last;
      report("polling");
    }
  } catch {
    report("waiting");
  }
  if (!leading || source) return;
  if ([400, 401, 403].includes(answered)) {
    report("off"); // signed out, or no longer a member: the next page says so
    return;
  }
  clearTimeout(timer);
  const pause = jitter(document.hidden ? POLL_HIDDEN_EVERY : POLL_EVERY);
  timer = setTimeout(() => (Date.now() > until ? connect() : poll(until)), pause);
}

// -- one leader a browser -------------------------------------------------------------------------

function announce() {
  tell({ topics: [...wanted()] });
}

function onMessage({ data }) {
  if (data.event) hear(data.event);
  if (data.reload !== undefined) hearReload(data.reload);
  if (data.state) show(data.state);
  if (data.who) announce();
  if (data.bye) others.delete(data.from);
  if (data.topics) {
    const before = everyones().join();
    others.set(data.from, { topics: data.topics, at: Date.now() });
    if (leading && everyones().join() !== before) connectSoon();
    else if (leading && state) tell({ state });
  }
}

let connecting = 0;
function connectSoon() {
  clearTimeout(connecting);
  connecting = setTimeout(connect, 200); // tabs open in handfuls
}

function lead() {
  leading = true;
  failures = 0;
  tell({ who: true });
  connectSoon();
  return new Promise((resolve) => {
    release = resolve;
  });
}

function start() {
  if (!channel) {
    lead();
    return;
  }
  channel.onmessage = onMessage;
  announce();
  // The browser gives the lock to another tab when this one closes or crashes.
  waiting = new AbortController();
  const { signal } = waiting;
  navigator.locks.request(`toctoc-live-${as}`, { signal }, lead).catch(() => {});
}

function leave() {
  stop();
  clearTimeout(connecting);
  tell({ bye: true });
  leading = false;
  waiting?.abort();
  release?.();
  release = null;
}

// htmx brings new elements: listen to what they show.
let known = "";
function changed() {
  const topics = [...wanted()].sort().join();
  if (topics === known) return;
  known = topics;
  if (leading) connectSoon();
  else announce();
}

if (as || root.dataset.liveTopics) {
  known = [...wanted()].sort().join();
  start();
  setInterval(announce, 30_000);
  document.addEventListener("htmx:afterSettle", changed);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) start();
  });
  window.addEventListener("online", () => leading && !source && connect());
}
