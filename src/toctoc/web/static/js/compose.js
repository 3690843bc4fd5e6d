// The writing box: marks what could identify somebody while it is typed, offers other words in one
// tap, keeps a draft on the server and, when the network is away, in this browser. Without this
// file the same form works with its "Vérifier" button.

const CHECK_AFTER = 400; // ms without a key
const SAVE_AFTER = 1500;
const QUIET_UNTIL = 0.75; // the counter says nothing before three quarters of the limit
const FRENCH = document.documentElement.lang !== "en";
const WORDS = FRENCH
  ? {
      saved: "Brouillon enregistré à ",
      local: "Hors connexion : gardé sur cet appareil",
      expired: "Session expirée : votre texte est gardé ici. Reconnectez-vous dans un autre onglet.",
      other: "Ce brouillon a changé dans un autre onglet.",
      mine: "Garder ce texte",
      theirs: "Prendre l’autre",
      found: (n) => (n === 1 ? "1 passage à revoir" : `${n} passages à revoir`),
      clear: "Rien d’identifiant repéré",
      back: "Un texte gardé sur cet appareil n’avait pas pu être enregistré.",
      take: "Le reprendre",
      drop: "L’oublier",
      late: "La vérification ne répond pas : rien n’a changé.",
    }
  : {
      saved: "Draft saved at ",
      local: "Offline: kept on this device",
      expired: "Session expired: your text is kept here. Sign in again in another tab.",
      other: "This draft changed in another tab.",
      mine: "Keep this text",
      theirs: "Take the other",
      found: (n) => (n === 1 ? "1 passage to look at" : `${n} passages to look at`),
      clear: "Nothing identifying found",
      back: "A text kept on this device could not be saved.",
      take: "Take it back",
      drop: "Forget it",
      late: "The check does not answer: nothing changed.",
    };

// The server counts characters (code points); the box counts UTF-16 units.
function units(text) {
  const starts = [0];
  let at = 0;
  for (const character of text) {
    at += character.length;
    starts.push(at);
  }
  return (index) => starts[Math.min(index, starts.length - 1)];
}

class Composer {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("textarea[name=body]");
    this.mirror = form.querySelector("[data-mirror]");
    this.saved = form.querySelector("[data-saved]");
    this.count = form.querySelector("[data-count]");
    this.line = form.querySelector("[data-guard-line]");
    this.target = form.dataset.target;
    this.revision = Number(form.dataset.revision) || 0;
    this.local = `toctoc-draft-${document.body.dataset.liveAs ?? ""}-${this.target}`;
    this.kept = this.state();
    this.checking = null;
    this.saving = false;
    this.held = false;
    this.undone = []; // what the box said before each change made for its author
    const { before, "before-transposed": mark } = form.elements;
    if (before) this.undone.push({ body: before.value, transposed: mark.value });
    this.late = new AbortController();
    if (!this.form.elements.token.value) this.form.elements.token.value = crypto.randomUUID();
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("scroll", () => (this.mirror.scrollTop = this.box.scrollTop));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("click", (event) => this.clicked(event));
    form.addEventListener("focusin", (event) => this.pointed(event));
    form.addEventListener("submit", (event) => this.leaving(event));
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => this.keepHere());
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
    this.grow();
    this.drawMarks(this.spansShown());
    this.counted();
    this.offerKept();
    this.pictures();
    if (this.box.value.trim()) this.check();
  }

  // Their script comes when somebody starts to write, drops a file, or has one waiting.
  pictures() {
    const part = this.form.querySelector("[data-attach]");
    const pick = part?.querySelector("[data-pick]");
    if (!pick) return;
    pick.hidden = false;
    const wake = () => import(part.dataset.attach).then((pictures) => pictures.wake(part));
    if (part.querySelector("[data-upload]")) wake();
    this.form.addEventListener("focusin", wake, { once: true });
    this.form.addEventListener("pointerdown", wake, { once: true });
    document.addEventListener("dragenter", wake, { once: true });
  }

  // -- typing ---------------------------------------------------------------------------------

  typed() {
    if (!this.changing) this.undone = [];
    this.grow();
    this.counted();
    this.mirror.replaceChildren(); // old marks would stand under other words
    clearTimeout(this.checkTimer);
    clearTimeout(this.saveTimer);
    this.checkTimer = setTimeout(() => this.check(), CHECK_AFTER);
    this.saveTimer = setTimeout(() => this.save(), SAVE_AFTER);
  }

  changed(event) {
    if (event.target === this.box) return;
    this.saveTimer = setTimeout(() => this.save(), SAVE_AFTER);
    if (event.target.matches("[data-contest]")) this.check();
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight + 2}px`;
  }

  counted() {
    const limit = Number(this.box.dataset.limit);
    const length = [...this.box.value].length;
    const { short, fold } = this.count.dataset; // a question's rest is folded: its author is told
    const folded = short && length > Number(short) ? `${fold} ` : "";
    this.count.textContent = length > limit * QUIET_UNTIL || folded ? `${folded}${length} / ${limit}` : "";
    this.count.classList.toggle("count-over", length >= limit);
  }

  // -- the guard --------------------------------------------------------------------------------

  check() {
    return this.look();
  }

  // `apply`: what the server does to the text first ("all"); the box then takes what came out.
  async look(apply = "") {
    this.checking?.abort();
    clearTimeout(this.checkTimer);
    const asked = (this.checking = new AbortController());
    const text = this.box.value;
    const data = new FormData(this.form);
    const before = this.undone.at(-1);
    data.set("target", this.target === "ask" ? "ask" : "reply");
    data.set("before", before?.body ?? "");
    data.set("before-transposed", before?.transposed ?? "");
    if (apply) data.set("apply", apply);
    let answer;
    try {
      const response = await fetch("/demander/verifier", {
        method: "POST",
        body: data,
        signal: asked.signal,
        redirect: "error",
      });
      if (!response.ok) throw new Error(response.statusText);
      answer = await response.json();
    } catch (error) {
      if (apply && error.name !== "AbortError") this.say(WORDS.late);
      return; // the door judges anyway; typing goes on
    }
    if (text !== this.box.value) return;
    if (apply && typeof answer.body === "string") this.rewrite(answer.body);
    this.show(answer);
  }

  show(answer) {
    this.swap("[data-guard]", answer.panel);
    if (answer.similar !== undefined) this.swap("[data-similar]", answer.similar);
    if (answer.specialties !== undefined && !this.form.querySelector("[data-specialties]")?.contains(document.activeElement)) {
      this.swap("[data-specialties]", answer.specialties);
    }
    this.drawMarks(answer.findings);
    const said = answer.findings.length ? WORDS.found(answer.findings.length) : WORDS.clear;
    const heard = this.box.value.trim() ? said : "";
    if (this.line.textContent !== heard) this.line.textContent = heard;
  }

  swap(selector, html) {
    const old = this.form.querySelector(selector);
    if (!old) return;
    const open = document.activeElement?.id;
    const contested = document.activeElement?.matches("[data-contest]") ? document.activeElement.value : null;
    const costs = old.querySelector("[data-costs]")?.open;
    const typedReasons = new Map([...old.querySelectorAll("input[name^=reason-]")].map((i) => [i.name, i.value]));
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    const fresh = holder.content.firstElementChild;
    for (const [name, value] of typedReasons) {
      const input = fresh.querySelector(`input[name="${CSS.escape(name)}"]`);
      if (input && value) {
        input.value = value;
        input.closest("details")?.setAttribute("open", "");
      }
    }
    if (costs) fresh.querySelector("[data-costs]")?.setAttribute("open", "");
    old.replaceWith(fresh);
    if (open) document.getElementById(open)?.focus();
    if (contested) [...fresh.querySelectorAll("[data-contest]")].find((box) => box.value === contested)?.focus();
    if (this.next && selector === "[data-guard]") {
      this.next = false;
      (fresh.querySelector("[data-start] button[name=apply]") ?? this.form.querySelector(".btn-call")).focus({ preventScroll: true });
    }
  }

  spansShown() {
    return [...this.form.querySelectorAll("[data-guard] [data-start]")].map((item) => ({
      start: Number(item.dataset.start),
      end: Number(item.dataset.end),
      level: item.className.match(/finding-(\w+)/)?.[1] ?? "warn",
    }));
  }

  drawMarks(findings) {
    const text = this.box.value;
    const unit = units(text);
    const parts = [];
    let at = 0;
    for (const { start, end, level } of findings) {
      const [from, to] = [unit(start), unit(end)];
      if (from < at) continue;
      parts.push(text.slice(at, from));
      const mark = document.createElement("mark");
      mark.className = `hit hit-${level}`;
      mark.textContent = text.slice(from, to);
      parts.push(mark);
      at = to;
    }
    parts.push(`${text.slice(at)}\n`);
    this.mirror.replaceChildren(...parts);
    this.mirror.scrollTop = this.box.scrollTop;
  }

  clicked(event) {
    const button = event.target.closest("button[name=apply]");
    if (!button) return;
    event.preventDefault();
    if (button.value === "all") return this.look("all");
    if (button.value === "undo") return this.undo();
    const item = button.closest("[data-start]");
    const words = item.querySelector("q").textContent;
    const near = units(this.box.value)(Number(item.dataset.start));
    // The text may have moved since the guard read it: change these words, or nothing.
    const start = this.box.value.startsWith(words, near) ? near : this.box.value.indexOf(words);
    if (start < 0) this.check();
    else this.replace(start, start + words.length, button.dataset.text);
  }

  replace(start, end, words) {
    let from = start;
    if (!words && this.box.value[from - 1] === " ") from -= 1;
    this.remember();
    this.write(from, end, words);
    this.check();
  }

  // Only what differs is written, so that the browser's own undo and the caret stay near.
  rewrite(body, remember = true) {
    const text = this.box.value;
    let start = 0;
    let end = 0;
    while (start < text.length && text[start] === body[start]) start += 1;
    const most = Math.min(text.length, body.length) - start;
    while (end < most && text[text.length - 1 - end] === body[body.length - 1 - end]) end += 1;
    if (remember) this.remember();
    this.write(start, text.length - end, body.slice(start, body.length - end));
  }

  remember() {
    this.undone.push({ body: this.box.value, transposed: this.form.elements.transposed.value });
  }

  undo() {
    const last = this.undone.pop();
    if (!last) return;
    this.rewrite(last.body, false);
    this.transposed(last.transposed);
    this.check();
  }

  transposed(mark) {
    this.form.elements.transposed.value = mark;
    this.form.querySelector("[data-transposed]").hidden = !mark;
  }

  // The words change where they stand, and the browser's own undo can bring them back.
  write(from, end, words) {
    if (from === end && !words) return;
    // Under a thumb, focus in the box would call up the keyboard over the next finding.
    this.next = matchMedia("(pointer: coarse)").matches;
    this.changing = true;
    if (!this.next) {
      this.box.focus();
      this.box.setSelectionRange(from, end);
    }
    const done = !this.next && document.execCommand(words ? "insertText" : "delete", false, words);
    if (!done) {
      this.box.setRangeText(words, from, end, "end");
      this.box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.changing = false;
    clearTimeout(this.checkTimer);
  }

  // Coming to a finding with the keyboard shows its words in the box.
  pointed(event) {
    const item = event.target.closest?.("[data-start]");
    if (!item) return;
    const marks = [...this.form.querySelectorAll("[data-guard] [data-start]")];
    for (const [index, mark] of this.mirror.querySelectorAll("mark").entries()) {
      mark.classList.toggle("hit-here", index === marks.indexOf(item));
    }
  }

  // -- drafts -----------------------------------------------------------------------------------

  state() {
    const data = new FormData(this.form);
    for (const name of ["csrfmiddlewaretoken", "token"]) data.delete(name);
    return JSON.stringify([...data.entries()]);
  }

  async save() {
    clearTimeout(this.saveTimer);
    if (this.saving || this.held || this.gone || this.state() === this.kept) return;
    const state = this.state();
    if (!this.box.value.trim() && !this.revision) return;
    this.saving = true;
    const data = new FormData(this.form);
    data.set("target", this.target);
    data.set("revision", String(this.revision));
    try {
      const keepalive = document.hidden; // the page may be going away
      const response = await fetch("/brouillon/", { method: "POST", body: data, redirect: "error", keepalive, signal: this.late.signal });
      const answer = await response.json();
      if (response.status === 409) {
        this.conflict(answer);
      } else if (response.ok) {
        this.revision = answer.revision;
        this.kept = state;
        if (!this.offered) localStorage.removeItem(this.local);
        this.say(WORDS.saved + new Date(answer.saved_at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
      } else {
        this.keepHere();
        this.say(answer.error ?? WORDS.local);
      }
    } catch {
      if (this.gone) return;
      this.keepHere();
      this.say(navigator.onLine ? WORDS.expired : WORDS.local);
    } finally {
      this.saving = false;
    }
    if (this.state() !== state) this.saveTimer = setTimeout(() => this.save(), SAVE_AFTER);
  }

  say(text) {
    this.saved.replaceChildren(text);
  }

  // Two tabs wrote: nobody's words are thrown away without asking.
  conflict({ revision, other }) {
    if (other.body === this.box.value) {
      this.revision = revision; // the same words: no conflict
      this.saveTimer = setTimeout(() => this.save(), SAVE_AFTER);
      return;
    }
    this.held = true;
    this.keepHere();
    const mine = this.button(WORDS.mine, () => {
      this.revision = revision;
      this.resume();
      this.save();
    });
    const theirs = this.button(WORDS.theirs, () => {
      this.revision = revision;
      this.box.value = other.body ?? "";
      this.transposed(other.transposed ?? "");
      this.kept = this.state();
      this.resume();
      this.typed();
    });
    this.saved.replaceChildren(`${WORDS.other} `, mine, " ", theirs);
  }

  resume() {
    this.held = false;
    this.say("");
  }

  button(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  keepHere() {
    if (this.gone || this.state() === this.kept || !this.box.value.trim()) return;
    try {
      // A text still on offer is not written over: both come back together.
      const body = this.offered ? `${this.offered}\n\n${this.box.value}` : this.box.value;
      localStorage.setItem(this.local, JSON.stringify({ body, at: Date.now(), transposed: this.form.elements.transposed.value }));
    } catch {
      // A full or forbidden store: the server's draft is the one that counts.
    }
  }

  offerKept() {
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem(this.local) ?? "null");
    } catch {
      kept = null;
    }
    if (!kept?.body || kept.body === this.box.value) {
      localStorage.removeItem(this.local);
      return;
    }
    const offer = document.createElement("p");
    const done = () => {
      offer.remove();
      this.offered = "";
      localStorage.removeItem(this.local);
      this.box.focus();
    };
    const take = this.button(WORDS.take, () => {
      this.box.value = kept.body;
      this.transposed(kept.transposed ?? "");
      done();
      this.typed();
    });
    offer.className = "note row";
    offer.append(`${WORDS.back} `, take, " ", this.button(WORDS.drop, done));
    this.offered = kept.body;
    this.box.closest(".field").prepend(offer);
  }

  leaving(event) {
    if (event.submitter?.hidden) {
      event.preventDefault(); // Enter in a small field: the guard reads on, the page stays
      this.check();
      return;
    }
    if (!navigator.onLine) {
      event.preventDefault(); // the browser's own error page would take the text away
      this.keepHere();
      this.say(WORDS.local);
      return;
    }
    // The post itself is on its way, and the server keeps the draft until it is accepted.
    this.late.abort(); // a draft saved after the post would bring the text back
    this.late = new AbortController();
    this.gone = true;
    setTimeout(() => (this.gone = false), 5000);
  }
}

function start(root) {
  for (const form of root.querySelectorAll("form[data-compose]:not([data-awake])")) {
    form.dataset.awake = "1";
    new Composer(form);
  }
}
start(document);
document.addEventListener("htmx:load", (event) => start(event.target));

// New answers are announced politely; the thread itself was replaced in place.
const news = document.getElementById("news");
if (news) {
  let count = Number(document.getElementById("thread")?.dataset.count ?? 0);
  document.addEventListener("htmx:load", () => {
    const now = Number(document.getElementById("thread")?.dataset.count ?? count);
    if (now > count) news.textContent = now - count === 1 ? news.dataset.one : `${now - count} ${news.dataset.many}`;
    count = now;
  });
}
