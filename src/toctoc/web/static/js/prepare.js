// A picture, made ready on this device before it leaves: faces covered, place and date of the
// camera gone, no larger than the server keeps. Whatever goes wrong here, the file leaves as it is:
// the server looks at every picture in any case. attach.js fetches this file with its first picture.

const KINDS = ["image/jpeg", "image/png", "image/webp", "image/avif", "image/heic", "image/heif"];
const BUDGET = 4_000; // ms of looking for faces
const PATIENCE = 12_000; // ms for everything: beyond, the worker is ended
const SOURCE_BYTES = 256 * 1024; // where a camera writes what it knows
const FRENCH = document.documentElement.lang !== "en";
const WORDS = FRENCH
  ? {
      covered: (n) => (n === 1 ? "1 visage couvert avant l’envoi" : `${n} visages couverts avant l’envoi`),
      leave: "Envoyer sans couvrir ici",
      then: "Le serveur les cherchera encore, et vous déciderez avant de publier.",
    }
  : {
      covered: (n) => (n === 1 ? "1 face covered before sending" : `${n} faces covered before sending`),
      leave: "Send without covering here",
      then: "The server will look for them again, and you decide before publishing.",
    };

const settled = new WeakSet(); // files that have been here
const known = new WeakMap(); // file that leaves -> { original, faces }
let worker = null;
let number = 0;
let turn = Promise.resolve();

// `places`: data-* of the part: side, worker, weights. One file at a time.
export function prepare(file, places) {
  const mine = turn.then(() => ready(file, places)).catch(() => file);
  turn = mine;
  return mine;
}

// One quiet line about a file in which faces were covered here, and its way back: `act` gets the
// file as it was, which then leaves untouched. Null where nothing was covered.
export function note(file, act) {
  const covering = known.get(file);
  if (!covering) return null;
  const line = document.createElement("p");
  line.className = "small soft";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet";
  button.textContent = WORDS.leave;
  button.title = WORDS.then;
  button.addEventListener("click", () => {
    settled.add(covering.original);
    act(covering.original);
  });
  line.append(`${WORDS.covered(covering.faces)} (${covering.original.name}). `, button);
  return line;
}

async function ready(file, places) {
  if (settled.has(file) || !KINDS.includes(file.type) || !able()) return file;
  settled.add(file);
  const weights = navigator.connection?.saveData ? "" : places.faces;
  const order = { file, weights, side: Number(places.side), located: await located(file), budget: BUDGET };
  const { blob, heads } = await answer(order, places.facesWorker);
  if (!blob) return file;
  const made = new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: blob.type });
  settled.add(made);
  if (heads.length) known.set(made, { original: file, faces: heads.length });
  return made;
}

function able() {
  return !!(globalThis.Worker && globalThis.OffscreenCanvas?.prototype.convertToBlob && globalThis.createImageBitmap);
}

// Whether the file says more than its pixels: where, when, which camera, or a small copy of before.
async function located(file) {
  const bytes = new Uint8Array(await file.slice(0, SOURCE_BYTES).arrayBuffer());
  const text = new TextDecoder("latin1").decode(bytes);
  return ["Exif\0\0", "eXIf", "EXIF", "ns.adobe.com/xap", "Photoshop 3.0"].some((sign) => text.includes(sign));
}

function answer(order, address) {
  worker ??= new Worker(address, { type: "module" });
  const mine = worker;
  const id = ++number;
  return new Promise((done) => {
    const end = (result) => {
      clearTimeout(timer);
      mine.removeEventListener("message", heard);
      mine.removeEventListener("error", broken);
      done(result);
    };
    const heard = ({ data }) => data.id === id && end(data);
    const broken = () => {
      mine.terminate();
      if (worker === mine) worker = null;
      end({ blob: null, heads: [] });
    };
    const timer = setTimeout(broken, PATIENCE);
    mine.addEventListener("message", heard);
    mine.addEventListener("error", broken);
    mine.postMessage({ ...order, id });
  });
}
