// Pictures of a text: chosen, dropped or pasted, sent one by one in the background, followed until
// they are ready. The page keeps each file: what was cut or lost is sent again by itself. Nothing
// here touches the text. compose.js fetches this file when somebody starts to write.

const POLL_EVERY = 3_000;
const TRIES = 4;
const AGAIN_AFTER = 5; // seconds after a cut
const THUMB = 128;
const FRENCH = document.documentElement.lang !== "en";
const WORDS = FRENCH
  ? {
      image: "Fichier",
      sending: (n) => `Envoi : ${n} %`,
      waits: "Attend son tour",
      preparing: "Préparation sur cet appareil",
      cut: "Connexion coupée : il repartira tout seul.",
      again: (n) => `Nouvel essai dans ${n} s.`,
      failed: "L’envoi n’a pas abouti.",
      expired: "Session expirée : reconnectez-vous dans un autre onglet, puis renvoyez.",
      retry: "Renvoyer",
      cancel: "Interrompre",
      remove: "Retirer",
      still: "Une image est encore en cours d’envoi : attendez-la un instant, ou interrompez-la.",
      lost: "La lecture s’était interrompue : le fichier est renvoyé.",
      joined: (n) => (n === 1 ? "1 fichier ajouté" : `${n} fichiers ajoutés`),
      says: (n, line) => `Image ${n} : ${line}`,
    }
  : {
      image: "File",
      sending: (n) => `Sending: ${n}%`,
      waits: "Waiting for its turn",
      preparing: "Being prepared on this device",
      cut: "Connection lost: it will leave again by itself.",
      again: (n) => `Trying again in ${n} s.`,
      failed: "Sending did not succeed.",
      expired: "Session expired: sign in again in another tab, then send again.",
      retry: "Send again",
      cancel: "Cancel",
      remove: "Remove",
      still: "A picture is still being sent: wait a moment, or cancel it.",
      lost: "Reading was interrupted: the file is sent again.",
      joined: (n) => (n === 1 ? "1 file added" : `${n} files added`),
      says: (n, line) => `Picture ${n}: ${line}`,
    };

export function wake(part) {
  if (part.dataset.awake) return;
  part.dataset.awake = "1";
  new Attach(part);
}

class Attach {
  constructor(part) {
    this.part = part;
    this.form = part.closest("form");
    this.target = part.dataset.target;
    this.said = part.querySelector("[data-attach-said]");
    this.input = part.querySelector("[data-pick] input");
    this.queue = []; // what this page still has to send
    this.held = new Map(); // upload -> { file, thumb }: sent, and kept in case it is lost
    this.states = new Map();
    this.sending = null;
    this.style();
    this.local = document.createElement("ul");
    this.local.className = "files";
    this.list.after(this.local);
    this.input.addEventListener("change", () => this.picked());
    this.part.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("submit", (event) => this.leaving(event), true);
    this.form.addEventListener("paste", (event) => this.pasted(event));
    for (const name of ["dragover", "dragleave", "drop"]) {
      document.addEventListener(name, (event) => this.dragged(event));
    }
    document.addEventListener("live:person", (event) => event.detail.kind === "upload" && this.follow(0));
    document.addEventListener("live:reload", () => this.follow(0));
    addEventListener("online", () => this.next());
    addEventListener("pageshow", (event) => event.persisted && this.follow(0));
    addEventListener("beforeunload", (event) => this.moving && event.preventDefault());
    this.picked();
    this.follow(0);
  }

  get list() {
    return this.part.querySelector("[data-files]");
  }

  get moving() {
    return this.queue.some((job) => !job.error);
  }

  style() {
    const address = this.part.dataset.attachCss;
    if (document.querySelector(`link[href="${address}"]`)) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    document.head.append(link);
  }

  // -- coming in --------------------------------------------------------------------------------

  picked() {
    this.add([...this.input.files]);
    this.input.value = "";
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.add(files);
  }

  dragged(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // elsewhere on the page, the browser would open the file
    this.part.classList.toggle("dropping", event.type === "dragover");
    if (event.type === "drop") this.add([...event.dataTransfer.files]);
  }

  add(files) {
    for (const file of files) {
      const job = { file, token: token(), tries: 0, thumb: null, error: "" };
      if (file.size > Number(this.part.dataset.most)) job.error = this.part.dataset.heavy;
      if (file.type.startsWith("video/")) job.error = this.part.dataset.video;
      this.draw(job);
      this.queue.push(job);
      if (job.error) this.wrong(job, job.error);
    }
    if (files.length) this.say(this.queue.find((job) => job.error)?.error ?? WORDS.joined(files.length));
    this.next();
  }

  draw(job) {
    const line = document.createElement("li");
    line.className = "file";
    line.innerHTML =
      '<span class="thumb" aria-hidden="true"></span><div class="file-says"><p><strong></strong> <span class="soft"></span></p>' +
      '<progress max="100" value="0"></progress><p class="row"></p></div>';
    line.querySelector("strong").textContent = job.file.name || WORDS.image;
    job.line = line;
    job.words = line.querySelector("span.soft");
    job.bar = line.querySelector("progress");
    job.bar.setAttribute("aria-label", job.file.name || WORDS.image);
    job.row = line.querySelector(".row");
    job.words.textContent = WORDS.waits;
    job.row.append(this.button(WORDS.cancel, () => this.drop(job)));
    this.local.append(line);
    this.glance(job);
  }

  // A canvas, so that no address of the file exists in the page.
  async glance(job) {
    if (!job.file.type.startsWith("image/")) return;
    try {
      const bitmap = await createImageBitmap(job.file, { resizeWidth: THUMB, resizeQuality: "low" });
      const canvas = document.createElement("canvas");
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      bitmap.close();
      job.thumb = canvas;
      if (job.line.isConnected) job.line.querySelector(".thumb").replaceChildren(canvas);
      else this.thumbs();
    } catch {
      // A picture that this browser can't draw: the server says what it thinks of it.
    }
  }

  button(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  // -- sending ----------------------------------------------------------------------------------

  next() {
    if (this.sending) return;
    const job = this.queue.find((one) => !one.error && !one.later);
    if (job) this.send(job);
  }

  // On this device first (prepare.js); where that can't be, the file leaves as it is.
  async prepare(job) {
    if (job.prepared || !job.file.type.startsWith("image/")) return;
    job.prepared = true;
    job.words.textContent = WORDS.preparing;
    try {
      const given = job.file;
      const maker = await import(this.part.dataset.prepare);
      job.file = await maker.prepare(given, this.part.dataset);
      job.note = job.gone ? null : maker.note(job.file, (original) => this.undo(job, original));
      if (!job.note) return;
      this.local.after(job.note);
      this.say(job.note.firstChild.textContent);
      if (job.file !== given) this.glance(job);
    } catch {
      // The server prepares it.
    }
  }

  // As it was, instead of the one that was sent or is on its way.
  async undo(job, original) {
    const upload = [...this.held].find(([, one]) => one === job)?.[0];
    job.note.remove();
    this.held.delete(upload);
    if (upload) await this.post(upload, "retirer");
    else this.drop(job);
    this.add([original]);
    this.input.focus();
  }

  async send(job) {
    this.sending = job;
    await this.prepare(job);
    if (job.gone) {
      this.sending = null;
      return this.next();
    }
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.secret());
    data.set("target", this.target);
    data.set("token", job.token);
    data.set("file", job.file);
    const request = (job.request = new XMLHttpRequest());
    request.open("POST", "/images/envoyer/");
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      const share = Math.round((loaded / Math.max(1, total)) * 100);
      job.bar.value = share;
      job.words.textContent = WORDS.sending(share);
    });
    request.addEventListener("loadend", () => this.answered(job, request));
    job.words.textContent = WORDS.sending(0);
    request.send(data);
    return undefined;
  }

  secret() {
    return this.form.elements.csrfmiddlewaretoken.value;
  }

  answered(job, request) {
    this.sending = null;
    if (job.gone) return this.next();
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      // A proxy's page, a sign-in page, or nothing at all.
    }
    if (answer.id) {
      this.held.set(answer.id, job);
      this.forget(job);
      this.show(answer.files);
    } else if (answer.again || !request.status || request.status >= 500) {
      this.later(job, answer.again || AGAIN_AFTER * 2 ** job.tries, answer.error);
    } else {
      this.wrong(job, answer.error ?? (request.status === 413 ? this.part.dataset.heavy : WORDS.expired));
    }
    this.next();
  }

  later(job, seconds, why) {
    job.tries += 1;
    if (job.tries > TRIES) return this.wrong(job, why || WORDS.failed);
    job.words.textContent = `${why || WORDS.cut} ${WORDS.again(seconds)}`;
    job.bar.removeAttribute("value");
    job.later = setTimeout(() => {
      job.later = 0;
      this.next();
    }, seconds * 1000);
    return undefined;
  }

  wrong(job, error) {
    job.error = error;
    job.bar.hidden = true;
    job.words.className = "error";
    job.words.textContent = error;
    const final = error === this.part.dataset.heavy || error === this.part.dataset.video;
    const again = this.button(WORDS.retry, () => this.retry(job));
    job.row.replaceChildren(...(final ? [] : [again]), this.button(WORDS.remove, () => this.drop(job)));
    this.say(error);
  }

  retry(job) {
    job.note?.remove();
    this.forget(job);
    job.gone = true;
    this.add([job.file]);
  }

  drop(job) {
    job.gone = true;
    job.note?.remove();
    clearTimeout(job.later);
    this.forget(job);
    job.request?.abort();
    this.input.focus();
    this.follow(0); // it may have arrived in that very instant: then it shows, and can be removed
    this.next();
  }

  forget(job) {
    this.queue = this.queue.filter((one) => one !== job);
    job.line.remove();
  }

  // -- following --------------------------------------------------------------------------------

  follow(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), delay);
  }

  async look() {
    try {
      const address = `/images/fichiers/?target=${encodeURIComponent(this.target)}`;
      const response = await fetch(address, { redirect: "error" });
      if (response.ok) this.show(await response.text());
    } catch {
      // The next look will tell.
    }
    if (this.list.querySelector("progress")) this.follow(document.hidden ? POLL_EVERY * 4 : POLL_EVERY);
  }

  show(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    const fresh = holder.content.firstElementChild;
    if (!fresh) return;
    for (const line of fresh.querySelectorAll("[data-upload]")) {
      line.classList.toggle("file-asked", !!this.list.querySelector(`.file-asked[data-upload="${line.dataset.upload}"]`) && line.dataset.state === "review");
    }
    const here = document.activeElement?.closest("[data-upload]")?.dataset.upload;
    const act = document.activeElement?.dataset.act ?? "";
    this.list.replaceWith(fresh);
    this.thumbs();
    this.changes();
    if (here) {
      const line = fresh.querySelector(`[data-upload="${here}"]`);
      (line?.querySelector(act ? `[data-act="${act}"]` : "a, button") ?? line?.querySelector("a, button") ?? this.input).focus();
    }
    if (fresh.querySelector("progress")) this.follow(POLL_EVERY);
  }

  thumbs() {
    for (const [upload, { thumb, note }] of this.held) {
      const line = this.list.querySelector(`[data-upload="${upload}"]`);
      if (!line) note?.remove();
      const room = line?.querySelector("[data-thumb]");
      if (room && thumb) room.replaceChildren(thumb);
    }
  }

  changes() {
    for (const [place, line] of this.list.querySelectorAll("[data-upload]").entries()) {
      const { upload, state } = line.dataset;
      const before = this.states.get(upload);
      this.states.set(upload, state);
      if (before && before !== state) this.say(WORDS.says(place + 1, line.querySelector("[data-line]").textContent));
      const job = this.held.get(upload);
      if (state === "lost" && job) this.sendAgain(upload, job);
    }
  }

  // Its process ended with its bytes; this page still has them.
  async sendAgain(upload, job) {
    this.held.delete(upload);
    job.note?.remove();
    this.say(WORDS.lost);
    await this.post(upload, "retirer");
    this.add([job.file]);
  }

  clicked(event) {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    event.preventDefault();
    const verb = { remove: "retirer", up: "monter", down: "descendre" }[button.dataset.act];
    this.post(button.closest("[data-upload]").dataset.upload, verb);
  }

  async post(upload, verb) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.secret());
    data.set("target", this.target);
    try {
      const headers = { Accept: "application/json" };
      const response = await fetch(`/images/${upload}/${verb}`, { method: "POST", body: data, headers, redirect: "error" });
      const answer = await response.json();
      this.show(answer.files);
    } catch {
      this.follow(0);
    }
  }

  // The text waits for what is on its way: it would leave without its picture.
  leaving(event) {
    const sends = event.submitter?.name === "do" && ["publish", "send"].includes(event.submitter.value);
    if (!sends || !this.moving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.say(WORDS.still);
    this.part.scrollIntoView({ block: "center" });
    this.loud ??= Object.assign(document.createElement("p"), { className: "error" });
    this.loud.textContent = WORDS.still;
    this.part.prepend(this.loud);
  }

  say(text) {
    this.said.textContent = text;
    if (text !== WORDS.still) this.loud?.remove();
  }
}

function token() {
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`.slice(0, 36);
}
