// What a finger or a mouse does on a picture being looked at: pull a place or its corner, draw a new
// one, rub. `page` is the Review of review.js, which keeps what is chosen.

const LEAST = 8; // pixels of a side
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

export class Hand {
  constructor(page) {
    this.page = page;
    page.pane.addEventListener("pointerdown", (event) => this.down(event));
  }

  at(event) {
    const { left, top, width } = this.page.pane.getBoundingClientRect();
    const scale = this.page.width / width;
    return [(event.clientX - left) * scale, (event.clientY - top) * scale];
  }

  down(event) {
    if (event.button) return;
    const start = this.at(event);
    const before = this.page.snapshot();
    let follow = null;
    if (this.page.tool === "brush") follow = this.rub(start);
    else if (this.page.tool === "cover") follow = this.stretch(start);
    else {
      const button = event.target.closest(".place");
      if (!button) return;
      follow = this.pull(button.dataset.key, event.target.dataset.grip, start);
      button.focus({ preventScroll: true });
    }
    event.preventDefault();
    this.page.pane.setPointerCapture(event.pointerId);
    const move = (moved) => moved.pointerId === event.pointerId && follow(this.at(moved));
    const end = (ended) => {
      if (ended.pointerId !== event.pointerId) return;
      for (const [name, act] of listeners) this.page.pane.removeEventListener(name, act);
      if (ended.type === "pointercancel") this.restore(before);
      else if (this.page.snapshot() !== before) this.page.remember(before);
      this.page.draw();
      if (this.page.tool === "cover") this.page.settle();
    };
    const listeners = [["pointermove", move], ["pointerup", end], ["pointercancel", end]];
    for (const [name, act] of listeners) this.page.pane.addEventListener(name, act);
  }

  restore(snapshot) {
    [this.page.state] = JSON.parse(snapshot);
  }

  pull(key, grip, [startX, startY]) {
    const [left, top, width, height] = this.page.rect(key);
    return ([x, y]) => {
      const [dx, dy] = [x - startX, y - startY];
      if (!grip) return this.moveTo(key, [left + dx, top + dy, width, height]);
      const west = grip.includes("w");
      const north = grip.startsWith("n");
      const x1 = west ? Math.min(left + dx, left + width - LEAST) : left;
      const y1 = north ? Math.min(top + dy, top + height - LEAST) : top;
      const x2 = west ? left + width : Math.max(left + width + dx, left + LEAST);
      const y2 = north ? top + height : Math.max(top + height + dy, top + LEAST);
      const [l, t] = [Math.max(0, x1), Math.max(0, y1)];
      return this.moveTo(key, [l, t, Math.min(x2, this.page.width) - l, Math.min(y2, this.page.height) - t]);
    };
  }

  moveTo(key, rect) {
    this.page.put(key, this.page.within(rect));
    this.page.place(key);
  }

  // Where one has only tapped, a place of a useful size.
  stretch([startX, startY]) {
    const side = Math.max(this.page.width, this.page.height) / 10;
    const key = `+${this.page.state.covers.length}`;
    this.page.state.covers.push(this.page.within([startX - side / 2, startY - side / 2, side, side]));
    this.page.draw();
    return ([x, y]) => {
      if (Math.hypot(x - startX, y - startY) < side / 8) return;
      const [left, top] = [Math.max(0, Math.min(x, startX)), Math.max(0, Math.min(y, startY))];
      this.moveTo(key, [left, top, Math.min(Math.max(x, startX), this.page.width) - left, Math.min(Math.max(y, startY), this.page.height) - top]);
    };
  }

  rub(start) {
    const finger = (22 * this.page.width) / this.page.pane.clientWidth / 2; // a finger is 22 points wide
    const radius = Math.max(4, Math.round(finger));
    const inside = ([x, y]) => [clamp(Math.round(x), 0, this.page.width), clamp(Math.round(y), 0, this.page.height), radius];
    const points = [inside(start)];
    this.page.state.strokes.push(points);
    this.page.draw();
    return (to) => {
      const [fromX, fromY] = points.at(-1);
      const [x, y] = inside(to);
      const far = Math.hypot(x - fromX, y - fromY);
      const steps = Math.floor(far / (radius / 2));
      for (let n = 1; n <= steps; n += 1) points.push(inside([fromX + ((x - fromX) * n) / steps, fromY + ((y - fromY) * n) / steps]));
      if (steps) this.page.draw();
    };
  }
}
