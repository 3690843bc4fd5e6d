// The work that a request costs (stories/challenge.py), in a worker so that the page stays alive.
// Sixteen puzzles: find numbers for which SHA-256 of "nonce:puzzle:number" begins with so many zero
// bits. Our own SHA-256, of one block: the browser's is asynchronous, and absent from plain http.

const K = new Int32Array(64);
const START = new Int32Array(8);
// The constants are the first 32 bits of the fractional parts of cube and square roots of primes.
for (let n = 2, found = 0; found < 64; n += 1) {
  let prime = true;
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
  if (!prime) continue;
  K[found] = (Math.cbrt(n) % 1) * 2 ** 32;
  if (found < 8) START[found] = (Math.sqrt(n) % 1) * 2 ** 32;
  found += 1;
}

const W = new Int32Array(64);

// The first 32 bits of the hash of what stands in W.
function firstWord() {
  for (let i = 16; i < 64; i += 1) {
    const x = W[i - 15];
    const y = W[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let a = START[0];
  let b = START[1];
  let c = START[2];
  let d = START[3];
  let e = START[4];
  let f = START[5];
  let g = START[6];
  let h = START[7];
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  return (a + START[0]) | 0;
}

function put(place, byte) {
  W[place >> 2] |= byte << (24 - 8 * (place & 3));
}

function solve(nonce, puzzle, bits) {
  const before = `${nonce}:${puzzle}:`;
  const start = new Int32Array(16);
  W.fill(0);
  for (let i = 0; i < before.length; i += 1) put(i, before.charCodeAt(i));
  start.set(W.subarray(0, 16));
  for (let number = 0, digits = 1, next = 10; ; number += 1) {
    if (number === next) {
      digits += 1;
      next *= 10;
    }
    W.set(start);
    for (let i = before.length + digits - 1, rest = number; i >= before.length; i -= 1) {
      put(i, 48 + (rest % 10));
      rest = (rest / 10) | 0;
    }
    put(before.length + digits, 0x80);
    W[15] = (before.length + digits) * 8;
    if (firstWord() >>> (32 - bits) === 0) return number;
  }
}

onmessage = ({ data: { challenge, puzzles, bits } }) => {
  const nonce = challenge.split(".")[1];
  const found = [];
  for (let puzzle = 0; puzzle < puzzles; puzzle += 1) {
    found.push(solve(nonce, puzzle, bits));
    postMessage({ done: found.length, of: puzzles });
  }
  postMessage({ solution: found.join(".") });
};
