// Decide what a picture shows: crop it, cover places, move and size them, brush, undo; by finger,
// mouse and keys alike. Everything ends in the same form as without this file: ticks for what was
// found, and one hidden field for what was drawn. Lengths are pixels of the draft. What fingers and
// mice do is in review-hand.js.

const STEPS = [1, 1.5, 2, 3, 4, 6];
const MOST_UNDO = 100;
const LEAST = 8; // pixels of a side
const FRENCH = document.documentElement.lang !== "en";
const WORDS = FRENCH
  ? {
      crop: "Cadre",
      mine: (n) => `Zone ajoutée ${n}`,
      remove: "Retirer",
      covered: "couvert",
      open: "laissé visible",
      asked: "à décider",
      keys: "Flèches pour déplacer, Maj et flèches pour agrandir, Suppr pour retirer.",
      cropped: "Ajustez le cadre sur la lésion : tirez ses coins. Flèches pour déplacer, Maj et flèches pour agrandir, Suppr pour l’enlever.",
      cover: "Tracez la zone à couvrir.",
      brush: "Passez sur ce qui doit disparaître ; touchez encore « Pinceau » pour finir.",
      kept: "Dites pourquoi cette zone doit rester visible.",
      added: "Zone ajoutée.",
      gone: "Retiré.",
      strokes: "Traits de pinceau",
      uncrop: "Image recadrée",
    }
  : {
      crop: "Frame",
      mine: (n) => `Added zone ${n}`,
      remove: "Remove",
      covered: "covered",
      open: "left visible",
      asked: "to be decided",
      keys: "Arrows move it, Shift and arrows resize it, Delete removes it.",
      cropped: "Fit the frame to the lesion: pull its corners. Arrows move it, Shift and arrows resize it, Delete removes it.",
      cover: "Draw the zone to cover.",
      brush: "Rub over what must disappear; tap “Brush” again when done.",
      kept: "Say why this zone must stay visible.",
      added: "Zone added.",
      gone: "Removed.",
      strokes: "Brush strokes",
      uncrop: "Cropped picture",
    };

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

class Review {
  constructor(form) {
    this.form = form;
    this.width = Number(form.dataset.width);
    this.height = Number(form.dataset.height);
    this.stage = form.querySelector("[data-stage]");
    this.pane = form.querySelector("[data-pane]");
    this.drawn = form.querySelector("[data-drawn]");
    this.said = form.querySelector("[data-said]");
    this.mine = form.querySelector("[data-mine]");
    this.tools = form.querySelector("[data-tools]");
    this.over = form.querySelector("[data-over]");
    this.field = form.elements.edits;
    this.store = `toctoc-review-${form.dataset.picture}`;
    this.boxes = new Map([...form.querySelectorAll("[data-box]")].map((item) => [item.dataset.box, item]));
    this.places = new Map(); // key -> its button over the picture
    this.step = 0;
    this.tool = "";
    this.past = [];
    this.future = [];
    this.state = this.begin();
    this.tools.hidden = false;
    this.over.hidden = false;
    this.form.elements.scripted.value = "1";
    for (const all of form.querySelectorAll("[data-cover-all]")) all.hidden = false;
    this.listen();
    this.fit();
    this.draw();
  }

  begin() {
    const state = { covers: [], moved: {}, strokes: [], crop: null, ...JSON.parse(this.field.value || "{}") };
    try {
      const kept = sessionStorage.getItem(this.store);
      sessionStorage.removeItem(this.store);
      // What was drawn before the page was left by mistake; a page sent back knows better.
      if (kept && !("kept" in this.form.dataset)) return JSON.parse(kept);
    } catch {
      // A forbidden store: nothing comes back.
    }
    return state;
  }

  listen() {
    const { form, pane, tools } = this;
    for (const bar of [tools, this.over]) bar.addEventListener("click", (event) => this.pressed(event));
    pane.addEventListener("keydown", (event) => this.key(event));
    pane.addEventListener("click", (event) => this.chosen(event));
    pane.addEventListener("focusin", (event) => this.pointed(event.target.closest(".place")?.dataset.key));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("focusin", (event) => this.pointed(event.target.closest("[data-box], [data-key]")));
    form.addEventListener("submit", (event) => this.leaving(event));
    form.addEventListener("click", (event) => this.listed(event));
    document.addEventListener("keydown", (event) => this.shortcut(event));
    addEventListener("resize", () => this.fit());
    addEventListener("pagehide", () => this.keepHere());
  }

  // -- what is chosen ---------------------------------------------------------------------------

  rect(key) {
    if (key === "crop") return this.state.crop;
    if (key.startsWith("+")) return this.state.covers[Number(key.slice(1))];
    return this.state.moved[key] ?? this.boxes.get(key).dataset.rect.split(",").map(Number);
  }

  put(key, rect) {
    if (key === "crop") this.state.crop = rect;
    else if (key.startsWith("+")) this.state.covers[Number(key.slice(1))] = rect;
    else this.state.moved[key] = rect;
  }

  says(key) {
    const item = this.boxes.get(key);
    const tick = item.querySelector("input[type=checkbox]");
    if (tick) return tick.checked ? "cover" : "keep";
    return item.querySelector("input[type=radio]:checked")?.value ?? "";
  }

  say(key, answer) {
    const item = this.boxes.get(key);
    const tick = item.querySelector("input[type=checkbox]");
    if (tick) tick.checked = answer === "cover";
    else for (const radio of item.querySelectorAll("input[type=radio]")) radio.checked = radio.value === answer;
  }

  snapshot() {
    return JSON.stringify([this.state, [...this.boxes.keys()].map((key) => this.says(key))]);
  }

  // Call before a change; `before` when the change has begun already.
  remember(before = this.snapshot()) {
    this.past = [...this.past, before].slice(-MOST_UNDO);
    this.future = [];
  }

  back(from, to) {
    const last = from.pop();
    if (!last) return;
    to.push(this.snapshot());
    const [state, says] = JSON.parse(last);
    this.state = state;
    [...this.boxes.keys()].forEach((key, place) => this.say(key, says[place]));
    this.draw();
  }

  // -- what is shown ----------------------------------------------------------------------------

  fit() {
    const room = getComputedStyle(this.stage);
    const tall = parseFloat(room.maxHeight) || innerHeight / 2;
    const scale = Math.min(this.stage.clientWidth / this.width, tall / this.height);
    const old = this.pane.clientWidth || 1;
    const middle = [this.stage.scrollLeft + this.stage.clientWidth / 2, this.stage.scrollTop + this.stage.clientHeight / 2];
    const wide = Math.max(40, this.width * scale * STEPS[this.step]);
    this.pane.style.width = `${wide}px`;
    this.stage.scrollLeft = (middle[0] * wide) / old - this.stage.clientWidth / 2;
    this.stage.scrollTop = (middle[1] * wide) / old - this.stage.clientHeight / 2;
    this.tool_("in").disabled = this.step === STEPS.length - 1;
    this.tool_("out").disabled = this.step === 0;
  }

  tool_(name) {
    return this.form.querySelector(`[data-tool="${name}"]`);
  }

  keys() {
    const keys = [...this.boxes.keys(), ...this.state.covers.map((_, place) => `+${place}`)];
    return this.state.crop ? ["crop", ...keys] : keys;
  }

  draw() {
    const wanted = new Set(this.keys());
    for (const [key, button] of this.places) {
      if (wanted.has(key)) continue;
      button.remove();
      this.places.delete(key);
    }
    for (const key of wanted) this.place(key);
    const shapes = this.state.strokes.map((points) => {
      const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
      const trail = points.length > 1 ? points : [points[0], points[0]];
      line.setAttribute("points", trail.map(([x, y]) => `${x},${y}`).join(" "));
      line.setAttribute("stroke-width", String(2 * points[0][2]));
      return line;
    });
    this.drawn.replaceChildren(...shapes);
    this.list();
    this.tool_("undo").disabled = !this.past.length;
    this.tool_("redo").disabled = !this.future.length;
    this.last = this.snapshot();
  }

  place(key) {
    const rect = this.rect(key);
    let button = this.places.get(key);
    if (!button) {
      // The frame lets through what happens inside it: only its corners and its keys move it.
      button = document.createElement("div");
      button.tabIndex = 0;
      button.setAttribute("role", "button");
      button.dataset.key = key;
      const number = document.createElement("b");
      number.textContent = key === "crop" ? "" : this.number(key);
      number.hidden = key === "crop";
      button.append(number, ...["nw", "ne", "sw", "se"].map((name) => this.grip(name)));
      this.places.set(key, button);
      if (key === "crop") this.pane.append(button);
      else this.pane.insertBefore(button, this.places.get("crop") ?? null);
    }
    const said = this.boxes.has(key) ? this.says(key) : "cover";
    const looks = { cover: "", keep: " place-open", "": " place-asked" };
    const here = button.classList.contains("place-here") ? " place-here" : "";
    button.className = `place${key === "crop" ? " place-crop" : looks[said]}${here}`;
    const state = { cover: WORDS.covered, keep: WORDS.open, "": WORDS.asked }[said];
    button.setAttribute("aria-label", key === "crop" ? WORDS.crop : `${this.name(key)}, ${state}. ${WORDS.keys}`);
    const sizes = [this.width, this.height, this.width, this.height];
    ["left", "top", "width", "height"].forEach((side, place) => {
      button.style[side] = `${(100 * rect[place]) / sizes[place]}%`;
    });
    for (const grip of button.querySelectorAll(".grip")) grip.hidden = key !== "crop" && !here;
  }

  grip(name) {
    const grip = document.createElement("i");
    grip.className = `grip grip-${name}`;
    grip.dataset.grip = name;
    return grip;
  }

  number(key) {
    if (this.boxes.has(key)) return this.boxes.get(key).dataset.number;
    return String(this.boxes.size + Number(key.slice(1)) + 1);
  }

  name(key) {
    if (this.boxes.has(key)) return `${this.number(key)} ${this.boxes.get(key).dataset.label}`;
    return WORDS.mine(this.number(key));
  }

  // What was drawn, in words, for who does not see it and for a quick way out.
  list() {
    const lines = this.state.covers.map((_, place) => [`+${place}`, WORDS.mine(this.number(`+${place}`))]);
    if (this.state.strokes.length) lines.push(["strokes", WORDS.strokes]);
    if (this.state.crop) lines.push(["crop", WORDS.uncrop]);
    const here = document.activeElement?.closest("[data-mine] li")?.dataset.key;
    this.mine.hidden = !lines.length;
    this.mine.replaceChildren(
      ...lines.map(([key, words]) => {
        const line = document.createElement("li");
        line.className = "found row spread";
        line.dataset.key = key;
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-quiet";
        button.dataset.drop = key;
        button.textContent = WORDS.remove;
        button.setAttribute("aria-label", `${WORDS.remove} : ${words}`);
        line.append(words, button);
        return line;
      }),
    );
    if (here) this.mine.querySelector("button")?.focus();
  }

  pointed(item) {
    const key = typeof item === "string" ? item : (item?.dataset.box ?? item?.dataset.key);
    for (const [name, button] of this.places) {
      button.classList.toggle("place-here", name === key);
      for (const grip of button.querySelectorAll(".grip")) grip.hidden = name !== "crop" && name !== key;
    }
    for (const [name, line] of this.boxes) line.classList.toggle("found-here", name === key);
  }

  tell(words) {
    this.said.textContent = words;
  }

  // -- tools ------------------------------------------------------------------------------------

  pressed(event) {
    const name = event.target.closest("[data-tool]")?.dataset.tool;
    const keyboard = event.detail === 0;
    if (name === "crop") this.frame();
    else if (name === "cover" && keyboard) this.added(this.middle(0.2));
    else if (name === "cover" || name === "brush") this.arm(this.tool === name ? "" : name);
    else if (name === "undo") this.back(this.past, this.future);
    else if (name === "redo") this.back(this.future, this.past);
    else if (name === "in" || name === "out") this.zoom(name === "in" ? 1 : -1);
    else if (name === "view") this.turn();
  }

  arm(tool) {
    this.tool = tool;
    for (const name of ["cover", "brush"]) this.tool_(name).setAttribute("aria-pressed", String(tool === name));
    this.pane.toggleAttribute("data-drawing", !!tool);
    this.tell(tool ? WORDS[tool] : "");
  }

  zoom(by) {
    this.step = clamp(this.step + by, 0, STEPS.length - 1);
    this.fit();
  }

  turn() {
    const before = this.pane.dataset.view !== "before";
    if (before) this.pane.dataset.view = "before";
    else delete this.pane.dataset.view;
    const button = this.tool_("view");
    button.setAttribute("aria-pressed", String(before));
  }

  frame() {
    this.arm("");
    if (!this.state.crop) {
      this.remember();
      this.state.crop = this.middle(0.7);
      this.draw();
    }
    this.places.get("crop").focus({ preventScroll: true });
    this.tell(WORDS.cropped);
  }

  // A zone was drawn: now it can be adjusted.
  settle() {
    this.arm("");
    this.places.get(`+${this.state.covers.length - 1}`)?.focus({ preventScroll: true });
    this.tell(WORDS.added);
  }

  // A rectangle in the middle of what is seen, a share of it wide.
  middle(share) {
    const scale = this.width / this.pane.clientWidth;
    const wide = Math.min(this.width, this.stage.clientWidth * scale);
    const tall = Math.min(this.height, this.stage.clientHeight * scale);
    const left = this.stage.scrollLeft * scale + (wide * (1 - share)) / 2;
    const top = this.stage.scrollTop * scale + (tall * (1 - share)) / 2;
    return this.within([left, top, wide * share, tall * share]);
  }

  added(rect) {
    this.remember();
    this.state.covers.push(rect);
    this.draw();
    const key = `+${this.state.covers.length - 1}`;
    this.places.get(key).focus({ preventScroll: true });
    this.tell(`${WORDS.added} ${WORDS.keys}`);
  }

  // Whole pixels, inside the picture, never a line.
  within([left, top, width, height]) {
    const wide = clamp(Math.round(width), LEAST, this.width);
    const tall = clamp(Math.round(height), LEAST, this.height);
    return [clamp(Math.round(left), 0, this.width - wide), clamp(Math.round(top), 0, this.height - tall), wide, tall];
  }

  remove(key) {
    this.remember();
    if (key === "crop") this.state.crop = null;
    else if (key === "strokes") this.state.strokes = [];
    else if (key.startsWith("+")) this.state.covers.splice(Number(key.slice(1)), 1);
    else return this.uncover(key);
    this.draw();
    this.tell(WORDS.gone);
    if (!this.form.contains(document.activeElement) || document.activeElement === document.body) this.tool_("cover").focus();
    return undefined;
  }

  // What hides somebody is not just taken away: one says why.
  uncover(key) {
    this.say(key, "keep");
    this.draw();
    const item = this.boxes.get(key);
    item.closest("details")?.setAttribute("open", "");
    const why = item.querySelector("[name^=reason-]");
    (why ?? item.querySelector("input:checked"))?.focus();
    this.tell(why ? WORDS.kept : "");
  }

  chosen(event) {
    const button = event.target.closest(".place");
    if (button && event.detail) this.pointed(button.dataset.key);
  }

  // -- keys -------------------------------------------------------------------------------------

  key(event) {
    const key = event.target.closest(".place")?.dataset.key;
    if (!key) return;
    const by = Math.max(1, Math.round(Math.max(this.width, this.height) / (event.altKey ? 1000 : 100)));
    const ways = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] };
    if (ways[event.key]) {
      event.preventDefault();
      const [dx, dy] = ways[event.key];
      const [left, top, width, height] = this.rect(key);
      this.remember();
      const sized = [left, top, Math.min(width + dx, this.width - left), Math.min(height + dy, this.height - top)];
      this.put(key, this.within(event.shiftKey ? sized : [left + dx, top + dy, width, height]));
      this.draw();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.remove(key);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.answerFor(key);
    } else if (event.key === "Escape") this.tool_("crop").focus();
  }

  // From the picture to the words about it.
  answerFor(key) {
    const item = this.boxes.get(key);
    if (!item) return;
    item.closest("details")?.setAttribute("open", "");
    (item.querySelector("input:checked") ?? item.querySelector("input:not([type=hidden])")).focus();
  }

  shortcut(event) {
    const typing = document.activeElement?.matches("input:not([type=checkbox]):not([type=radio]), textarea");
    if (!(event.ctrlKey || event.metaKey) || typing) return;
    const name = event.key.toLowerCase();
    if (name !== "z" && name !== "y") return;
    event.preventDefault();
    if (name === "y" || event.shiftKey) this.back(this.future, this.past);
    else this.back(this.past, this.future);
  }

  // -- the form ---------------------------------------------------------------------------------

  changed({ target }) {
    if (target.name === "seen") this.none(target);
    const item = target.closest("[data-box]");
    if (!item || target.name?.startsWith("reason-")) return;
    this.remember(this.last);
    this.draw();
    this.pointed(item);
  }

  none(target) {
    if (!target.checked) return;
    for (const one of this.form.querySelectorAll("[name=seen]")) {
      if (("none" in one.dataset) !== ("none" in target.dataset)) one.checked = false;
    }
  }

  listed(event) {
    const drop = event.target.closest("[data-drop]");
    if (drop) this.remove(drop.dataset.drop);
    if (!event.target.closest("[data-cover-all]")) return;
    this.remember();
    for (const [key, item] of this.boxes) if (item.dataset.decision === "ask" && !this.says(key)) this.say(key, "cover");
    this.draw();
  }

  leaving(event) {
    if (this.sent) return event.preventDefault(); // a second tap sends nothing more
    this.field.value = JSON.stringify(this.state);
    this.sent = true;
    const button = event.submitter;
    if (button?.dataset.busy) {
      button.setAttribute("aria-disabled", "true");
      button.textContent = button.dataset.busy;
      this.tell(button.dataset.busy);
    }
    return undefined;
  }

  keepHere() {
    try {
      if (!this.sent && this.past.length) sessionStorage.setItem(this.store, JSON.stringify(this.state));
    } catch {
      // A forbidden store: nothing is kept.
    }
  }
}

for (const form of document.querySelectorAll("form[data-review]")) {
  const { Hand } = await import(form.dataset.hand);
  new Hand(new Review(form));
}
// A page brought back by the browser's own "back" has been sent already: read it again.
addEventListener("pageshow", (event) => event.persisted && location.reload());
