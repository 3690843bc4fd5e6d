// "C'est mon histoire": the form is ready by the time it has been read. Without this file an e-mail
// confirms the request instead.

function prepare(form) {
  const { challenge, solution } = form.elements;
  const state = form.querySelector("[data-work-state]");
  const { worker: address, bits, puzzles, preparing } = form.dataset;
  let waiting = false;

  form.addEventListener("submit", (event) => {
    if (solution.value || form.dataset.failed) return; // without the work, the server asks for an e-mail
    event.preventDefault();
    waiting = true;
    state.textContent = preparing;
  });
  const go = () => {
    state.textContent = "";
    if (waiting) form.requestSubmit();
  };
  const fail = () => {
    form.dataset.failed = "1";
    go();
  };
  try {
    const worker = new Worker(address);
    worker.addEventListener("error", fail);
    worker.addEventListener("message", ({ data }) => {
      if (!data.solution) return;
      solution.value = data.solution;
      worker.terminate();
      go();
    });
    worker.postMessage({ challenge: challenge.value, bits: Number(bits), puzzles: Number(puzzles) });
  } catch {
    fail();
  }
}

for (const form of document.querySelectorAll("form[data-work]")) prepare(form);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
