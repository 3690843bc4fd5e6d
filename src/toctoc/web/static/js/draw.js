// Arrows, ellipses and outlines over one's own picture, with a pointer or the keyboard.

const form = document.querySelector("[data-draw]");
const board = form.querySelector("[data-board]");
const said = form.querySelector("[data-said]");
const field = form.elements.drawing;
const [WIDTH, HEIGHT] = [Number(form.dataset.width), Number(form.dataset.height)];
const SVG = "http://www.w3.org/2000/svg";
const MOST = 30;
const POINTS = 120;
const LEAST = 5;
let shapes = JSON.parse(field.value || "[]");
let chosen = shapes.length - 1;
let live = null;

board.querySelector(".drawn")?.remove();
const svg = document.createElementNS(SVG, "svg");
svg.setAttribute("class", "drawn");
svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
svg.setAttribute("aria-hidden", "true");
board.append(svg);

const line = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;

function head([tailX, tailY], [x, y]) {
  const angle = Math.atan2(y - tailY, x - tailX);
  const size = Math.max(WIDTH, HEIGHT) * 0.018;
  const side = (turn) => [x - size * Math.cos(angle + turn), y - size * Math.sin(angle + turn)];
  return line([side(0.5), [x, y], side(-0.5)]);
}

function ellipse([ax, ay], [bx, by]) {
  const [left, right, top, bottom] = [Math.min(ax, bx), Math.max(ax, bx), Math.min(ay, by), Math.max(ay, by)];
  const middle = (top + bottom) / 2;
  const arc = `A${(right - left) / 2} ${(bottom - top) / 2} 0 1 0`;
  return `M${left} ${middle}${arc} ${right} ${middle}${arc} ${left} ${middle}Z`;
}

function path({ kind, points }) {
  const scaled = points.map(([x, y]) => [(x * WIDTH) / 1000, (y * HEIGHT) / 1000]);
  if (scaled.length < 2) return "";
  if (kind === "arrow") return line(scaled) + head(...scaled);
  if (kind === "ellipse") return ellipse(...scaled);
  return line(scaled) + (live?.points === points ? "" : "Z");
}

function show() {
  svg.replaceChildren();
  const all = live ? [...shapes, live] : shapes;
  for (const kind of ["under", "over"]) {
    all.forEach((shape, number) => {
      const drawn = document.createElementNS(SVG, "path");
      drawn.setAttribute("d", path(shape));
      drawn.setAttribute("class", kind === "over" && number === chosen && !live ? "over chosen" : kind);
      svg.append(drawn);
    });
  }
  field.value = JSON.stringify(shapes);
  const shape = shapes[chosen];
  said.textContent = shape ? `${said.dataset[shape.kind]}, ${chosen + 1} ${said.dataset.of} ${shapes.length}` : said.dataset.none;
}

const inside = (value) => Math.round(Math.min(1000, Math.max(0, value)));

function at(event) {
  const box = board.getBoundingClientRect();
  return [inside(((event.clientX - box.left) / box.width) * 1000), inside(((event.clientY - box.top) / box.height) * 1000)];
}

const large = (points) => {
  const span = (axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]));
  return points.length > 1 && Math.max(span(0), span(1)) >= LEAST;
};

function keep(shape) {
  if (shape.kind === "outline" && shape.points.length < 3) return;
  if (!large(shape.points) || shapes.length >= MOST) return;
  shapes.push(shape);
  chosen = shapes.length - 1;
}

board.addEventListener("pointerdown", (event) => {
  if (event.button || live) return;
  event.preventDefault();
  board.focus();
  board.setPointerCapture(event.pointerId);
  live = { kind: form.elements.shape.value, points: [at(event)] };
});
board.addEventListener("pointermove", (event) => {
  if (!live) return;
  if (live.kind !== "outline") live.points = [live.points[0], at(event)];
  else if (large([live.points.at(-1), at(event)])) live.points.push(at(event));
  // A long gesture keeps its shape with fewer points.
  if (live.points.length > POINTS) live.points = live.points.filter((_point, number) => number % 2 === 0);
  show();
});
for (const end of ["pointerup", "pointercancel"]) {
  board.addEventListener(end, () => {
    const done = live;
    live = null;
    if (done && end === "pointerup") keep(done);
    show();
  });
}

// The same with the keyboard: a shape in the middle, moved and stretched.
const RING = Array.from({ length: 24 }, (_none, n) => [
  inside(500 + 120 * Math.cos((n * Math.PI) / 12)),
  inside(500 + 120 * Math.sin((n * Math.PI) / 12)),
]);
const FRESH = { arrow: [[350, 350], [500, 500]], ellipse: [[400, 400], [600, 600]], outline: RING };

function move(shape, x, y) {
  shape.points = shape.points.map(([a, b]) => [inside(a + x), inside(b + y)]);
}

function stretch(shape, x, y) {
  if (shape.kind !== "outline") {
    const [a, b] = shape.points[1];
    shape.points[1] = [inside(a + x), inside(b + y)];
    return;
  }
  const middle = [0, 1].map((axis) => shape.points.reduce((sum, p) => sum + p[axis], 0) / shape.points.length);
  shape.points = shape.points.map(([a, b]) => [
    inside(middle[0] + (a - middle[0]) * (1 + x / 100)),
    inside(middle[1] + (b - middle[1]) * (1 + y / 100)),
  ]);
}

const WAYS = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, -10], ArrowDown: [0, 10] };

board.addEventListener("keydown", (event) => {
  const shape = shapes[chosen];
  if (event.key === "Enter") {
    const kind = form.elements.shape.value;
    keep({ kind, points: FRESH[kind].map((point) => [...point]) });
  } else if (event.key in WAYS && shape) {
    (event.shiftKey ? stretch : move)(shape, ...WAYS[event.key]);
  } else if (["Delete", "Backspace"].includes(event.key) && shape) {
    shapes.splice(chosen, 1);
    chosen = shapes.length - 1;
  } else if (event.key === "Tab" && !event.shiftKey && chosen >= 0 && chosen < shapes.length - 1) {
    chosen += 1;
  } else if (event.key === "Tab" && event.shiftKey && chosen > 0) {
    chosen -= 1;
  } else return;
  event.preventDefault();
  show();
});

form.querySelector("[data-undo]").addEventListener("click", () => {
  shapes.pop();
  chosen = shapes.length - 1;
  show();
});
for (const tool of form.querySelectorAll("[data-tools]")) tool.hidden = false;
show();
