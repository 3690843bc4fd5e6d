// Faces, found and covered on the sender's own machine before a picture leaves. The same network
// and weights as the server's (guard/files/faces.py), computed in plain JavaScript: no WebAssembly,
// so no wider content policy. What is here is a courtesy: the server looks at every picture again.
//
// Features lie in one array each, channels last: a convolution is then a product of rows.

const [SMALL, MIDDLE, LARGE] = [320, 480, 640]; // longest sides looked at
// and quarter turns to the left; the last one, for small faces, where time is left
const LOOKS = [[SMALL, 0], [MIDDLE, 0], [SMALL, 1], [SMALL, 3], [SMALL, 2], [LARGE, 0]];
const HIDE = 0.985; // the figures of the server: sure, and another look agrees
const WEAK = 0.35;
const HEAD = 1.35;
const SMALLEST = 12; // pixels
const ENLARGED = 1.6;
const STEPS = [[8, [16, 32]], [16, [64, 128]], [32, [256, 512]]]; // stride, anchors
const MEAN = [104, 117, 127]; // blue, green, red, as it was trained
const MARGIN = 24; // grey pixels around, so that a face cut by the picture's edge is seen
const GREY = 116;
const QUALITY = 0.92;

// -- the network ----------------------------------------------------------------------------------

export function network(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const plan = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const weights = halves(new Uint16Array(buffer.slice(4 + length)));
  return (pixels, width, height) => run(plan, weights, pixels, width, height);
}

function halves(from) {
  const to = new Float64Array(from.length);
  for (let i = 0; i < from.length; i++) {
    const power = (from[i] >> 10) & 31;
    const part = from[i] & 1023;
    const size = power ? (1 + part / 1024) * 2 ** (power - 15) : part * 2 ** -24;
    to[i] = from[i] & 32768 ? -size : size;
  }
  return to;
}

// `pixels` as a canvas gives them (red, green, blue, alpha). For each place and anchor, in the
// order of the server's network: the four moves, and the score.
function run(plan, weights, pixels, width, height) {
  const made = [first(pixels, width, height)];
  const room = (at, wide, high) => (made[at] ??= shape(wide, high, plan.channels[at]));
  for (const [kind, from, to, ...rest] of plan.ops) {
    const source = made[from];
    if (kind === "add") {
      add(source, made[rest[0]], room(to, source.wide, source.high));
      continue;
    }
    const [offset, stride, count, slope, start] = rest;
    const target = room(to, Math.ceil(source.wide / stride), Math.ceil(source.high / stride));
    const inputs = kind === "deep3" ? 9 : kind === "full3" ? 9 * source.deep : source.deep;
    const step = { target, offset, count, slope, inputs, weights: weights.subarray(start, start + (inputs + 1) * count) };
    if (kind === "full1") multiply(source.values, target.wide * target.high, 0, step);
    else if (kind === "full3") across(framed(source), stride, step);
    else deep(framed(source), stride, step);
  }
  const scores = [];
  for (const at of plan.scores) {
    const { values } = made[at];
    for (let i = 0; i < values.length; i += 2) scores.push(1 / (1 + Math.exp(values[i] - values[i + 1])));
  }
  return { scores, moves: plan.moves.flatMap((at) => Array.from(made[at].values)) };
}

function shape(wide, high, deep) {
  return { wide, high, deep, values: new Float64Array(wide * high * deep) };
}

function first(pixels, wide, high) {
  const made = shape(wide, high, 3);
  for (let i = 0, at = 0; i < wide * high; i++) {
    for (let c = 0; c < 3; c++) made.values[at++] = pixels[4 * i + 2 - c] - MEAN[c];
  }
  return made;
}

// With one point of nothing on each side.
function framed({ wide, high, deep, values }) {
  const made = shape(wide + 2, high + 2, deep);
  for (let y = 0; y < high; y++) {
    made.values.set(values.subarray(y * wide * deep, (y + 1) * wide * deep), ((y + 1) * (wide + 2) + 1) * deep);
  }
  return made;
}

// 3 x 3 over all channels: the nine neighbours of each point laid side by side, a row at a time.
function across({ wide, deep: depth, values }, stride, step) {
  const { target, inputs } = step;
  const row = new Float64Array(target.wide * inputs);
  for (let y = 0; y < target.high; y++) {
    for (let x = 0; x < target.wide; x++) {
      for (let down = 0; down < 3; down++) {
        const at = ((y * stride + down) * wide + x * stride) * depth;
        const to = x * inputs + down * 3 * depth;
        for (let i = 0; i < 3 * depth; i++) row[to + i] = values[at + i];
      }
    }
    multiply(row, target.wide, y * target.wide, step);
  }
}

// Each of `points` rows of inputs times each output's weights: two points and four outputs at once,
// which is what the registers of a processor hold.
function multiply(rows, points, firstPoint, { target, offset, count, slope, inputs, weights }) {
  const { values, deep: depth } = target;
  const biases = inputs * count;
  for (let p = 0; p < points; p += 2) {
    const one = p * inputs;
    const two = p + 1 < points ? one + inputs : one;
    const to = (firstPoint + p) * depth + offset;
    const next = p + 1 < points ? to + depth : to;
    for (let o = 0; o < count; o += 4) {
      const w0 = o * inputs;
      const w1 = w0 + inputs;
      const w2 = w1 + inputs;
      const w3 = w2 + inputs;
      let a0 = weights[biases + o];
      let a1 = weights[biases + o + 1];
      let a2 = weights[biases + o + 2];
      let a3 = weights[biases + o + 3];
      let b0 = a0;
      let b1 = a1;
      let b2 = a2;
      let b3 = a3;
      for (let k = 0; k < inputs; k++) {
        const x = rows[one + k];
        const y = rows[two + k];
        a0 += x * weights[w0 + k];
        b0 += y * weights[w0 + k];
        a1 += x * weights[w1 + k];
        b1 += y * weights[w1 + k];
        a2 += x * weights[w2 + k];
        b2 += y * weights[w2 + k];
        a3 += x * weights[w3 + k];
        b3 += y * weights[w3 + k];
      }
      values[next + o] = b0 < 0 ? b0 * slope : b0;
      values[next + o + 1] = b1 < 0 ? b1 * slope : b1;
      values[next + o + 2] = b2 < 0 ? b2 * slope : b2;
      values[next + o + 3] = b3 < 0 ? b3 * slope : b3;
      values[to + o] = a0 < 0 ? a0 * slope : a0;
      values[to + o + 1] = a1 < 0 ? a1 * slope : a1;
      values[to + o + 2] = a2 < 0 ? a2 * slope : a2;
      values[to + o + 3] = a3 < 0 ? a3 * slope : a3;
    }
  }
}

// 3 x 3 within each channel.
function deep({ wide, deep: depth, values }, stride, { target, slope, weights }) {
  const biases = 9 * depth;
  const line = wide * depth;
  let to = 0;
  for (let y = 0; y < target.high; y++) {
    for (let x = 0; x < target.wide; x++) {
      const at = (y * wide + x) * stride * depth;
      for (let c = 0; c < depth; c++) {
        let sum = weights[biases + c];
        for (let down = 0, w = c, i = at + c; down < 3; down++, i += line, w += 3 * depth) {
          sum += values[i] * weights[w] + values[i + depth] * weights[w + depth] + values[i + 2 * depth] * weights[w + 2 * depth];
        }
        target.values[to++] = sum < 0 ? sum * slope : sum;
      }
    }
  }
}

function add(large, small, target) {
  const { wide, high, deep: depth } = large;
  for (let y = 0, to = 0; y < high; y++) {
    const row = Math.floor((y * small.high) / high) * small.wide;
    for (let x = 0; x < wide; x++) {
      let from = (row + Math.floor((x * small.wide) / wide)) * depth;
      for (let c = 0; c < depth; c++, to++) target.values[to] = large.values[to] + small.values[from++];
    }
  }
}

// -- faces ----------------------------------------------------------------------------------------

// What the network sees in these pixels: { left, top, right, bottom, score }, merged.
export function look(net, pixels, width, height) {
  const { scores, moves } = net(pixels, width, height);
  const faces = [];
  let at = 0;
  for (const [stride, sizes] of STEPS) {
    for (let y = 0; y < Math.ceil(height / stride); y++) {
      for (let x = 0; x < Math.ceil(width / stride); x++) {
        for (const size of sizes) {
          const [right, down, wider, higher] = moves.slice(4 * at, 4 * at + 4);
          const score = scores[at++];
          if (!(score > WEAK)) continue;
          const middle = (x + 0.5) * stride + right * 0.1 * size;
          const centre = (y + 0.5) * stride + down * 0.1 * size;
          const across = (size * Math.exp(wider * 0.2)) / 2;
          const along = (size * Math.exp(higher * 0.2)) / 2;
          faces.push({ left: middle - across, top: centre - along, right: middle + across, bottom: centre + along, score, looks: { "": score } });
        }
      }
    }
  }
  return merge(faces);
}

// One face for all that overlap: the box of the surest, widened to those nearly as sure.
export function merge(faces) {
  const merged = [];
  for (const face of faces.sort((a, b) => b.score - a.score)) {
    const place = merged.findIndex((other) => overlap(face, other) > 0.3);
    if (place < 0) merged.push(face);
    else merged[place] = joined(merged[place], face);
  }
  return merged;
}

const area = (face) => Math.max(face.right - face.left, 0) * Math.max(face.bottom - face.top, 0);

function joined(best, other) {
  const looks = { ...best.looks };
  for (const [name, score] of Object.entries(other.looks)) looks[name] = Math.max(score, looks[name] ?? 0);
  if (other.score < best.score - 0.1 || area(other) > 2.5 * area(best)) return { ...best, looks };
  const left = Math.min(best.left, other.left);
  const top = Math.min(best.top, other.top);
  return { left, top, right: Math.max(best.right, other.right), bottom: Math.max(best.bottom, other.bottom), score: best.score, looks };
}

function overlap(one, other) {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  if (wide <= 0 || high <= 0) return 0;
  const shared = wide * high;
  return Math.max(shared / (area(one) + area(other) - shared), shared / Math.min(area(one), area(other)) / 2);
}

// Heads to cover in a picture, as [left, top, width, height]; null where the time was too short for
// a second look to agree with the first.
export function find(net, picture, until) {
  const longest = Math.max(picture.width, picture.height);
  const most = Math.max(longest * ENLARGED, 160);
  const seen = [];
  let spent = 0; // milliseconds for each pixel of a look
  const plan = [...LOOKS];
  const names = new Set(); // a small picture is looked at once at its size: no look agrees with itself
  for (let next = 0; next < plan.length; next++) {
    const [side, turns] = plan[next];
    const name = `${Math.min(side, most)}/${turns}`;
    if (names.has(name)) continue;
    const scale = Math.min(side, most) / longest;
    const size = [picture.width, picture.height].map((length) => Math.max(Math.round(length * scale), 32) + 2 * MARGIN);
    const started = performance.now();
    if (started + spent * size[0] * size[1] > until) break;
    names.add(name);
    const { data, width, height } = turned(picture, size, turns);
    const faces = look(net, data, width, height);
    for (const face of faces) seen.push(unturned(face, turns, size, scale, name));
    if (side === SMALL && turns && faces.some((face) => face.score >= HIDE)) plan.splice(next + 1, 0, [MIDDLE, turns]); // to agree
    spent = (performance.now() - started) / (width * height);
  }
  if (names.size < 2) return null;
  return merge(seen).filter((face) => sure(face)).map((face) => head(face, picture));
}

function sure(face) {
  const second = Object.values(face.looks).sort((a, b) => b - a)[1] ?? 0;
  return Math.max(face.right - face.left, face.bottom - face.top) >= SMALLEST && face.score >= HIDE && second >= WEAK;
}

// The picture at that size within a grey margin, turned to the left by quarters.
function turned(picture, [wide, high], turns) {
  const [width, height] = turns % 2 ? [high, wide] : [wide, high];
  const pen = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  pen.fillStyle = `rgb(${GREY},${GREY},${GREY})`;
  pen.fillRect(0, 0, width, height);
  pen.translate(width / 2, height / 2);
  pen.rotate((-turns * Math.PI) / 2);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, MARGIN - wide / 2, MARGIN - high / 2, wide - 2 * MARGIN, high - 2 * MARGIN);
  return pen.getImageData(0, 0, width, height);
}

function unturned(face, turns, [wide, high], scale, name) {
  let { left, top, right, bottom } = face;
  for (let back = turns; back > 0; back--) {
    const across = back % 2 ? wide : high;
    [left, top, right, bottom] = [across - bottom, left, across - top, right];
  }
  [left, top, right, bottom] = [left, top, right, bottom].map((value) => (value - MARGIN) / scale);
  return { left, top, right, bottom, score: face.score, looks: { [name]: face.score } };
}

function head({ left, top, right, bottom }, { width, height }) {
  const more = (HEAD - 1) / 2;
  const x = Math.max(Math.floor(left - (right - left) * more), 0);
  const y = Math.max(Math.floor(top - (bottom - top) * more), 0);
  const across = Math.min(Math.ceil(right + (right - left) * more), width) - x;
  return [x, y, across, Math.min(Math.ceil(bottom + (bottom - top) * more), height) - y];
}

// -- one file -------------------------------------------------------------------------------------

// { blob: null } where the file may leave as it is.
async function prepared({ file, weights, side, located, budget }) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(side / Math.max(picture.width, picture.height), 1);
  const heads = weights ? await covered(picture, weights, budget) : [];
  if (!heads.length && scale === 1 && !located) return { blob: null, heads };
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  pen.fillStyle = "black";
  for (const [x, y, wide, high] of heads) {
    const [left, top] = [Math.floor(x * scale), Math.floor(y * scale)];
    pen.fillRect(left, top, Math.ceil((x + wide) * scale) - left, Math.ceil((y + high) * scale) - top);
  }
  return { blob: await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY }), heads };
}

let net = null;

async function covered(picture, address, budget) {
  try {
    net ??= network(await (await fetch(address)).arrayBuffer());
    return find(net, picture, performance.now() + budget) ?? [];
  } catch {
    return []; // the server looks for faces too
  }
}

if (globalThis.WorkerGlobalScope) {
  addEventListener("message", async ({ data }) => {
    try {
      postMessage({ id: data.id, ...(await prepared(data)) });
    } catch {
      postMessage({ id: data.id, blob: null, heads: [] });
    }
  });
}
