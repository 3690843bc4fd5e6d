// "Prévenir cet appareil": asks the browser, only when the person asks us. Without push it stays hidden.

const words = {
  fr: {
    on: "Cet appareil sera prévenu.",
    off: "Cet appareil n’est plus prévenu.",
    denied: "Votre navigateur refuse les messages de ce site. Vous pouvez l’autoriser dans ses réglages.",
    failed: "Cela n’a pas marché. Réessayez dans un moment.",
    wait: "Un instant…",
  },
  en: {
    on: "This device will be alerted.",
    off: "This device is no longer alerted.",
    denied: "Your browser refuses messages from this site. You can allow them in its settings.",
    failed: "That did not work. Try again in a moment.",
    wait: "One moment…",
  },
}[document.documentElement.lang === "en" ? "en" : "fr"];

const box = document.querySelector("[data-push]");
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
if (box && able && box.dataset.key) start(box).catch(() => {});

async function start(root) {
  const on = root.querySelector("[data-push-on]");
  const off = root.querySelector("[data-push-off]");
  const state = root.querySelector("[data-push-state]");
  const worker = await navigator.serviceWorker.register("/sw.js");

  const draw = (subscribed) => {
    on.hidden = subscribed;
    off.hidden = !subscribed;
  };
  const run = async (act) => {
    on.disabled = off.disabled = true;
    state.textContent = words.wait;
    try {
      state.textContent = await act();
    } catch {
      state.textContent = Notification.permission === "denied" ? words.denied : words.failed;
    }
    on.disabled = off.disabled = false;
    const left = off.hidden ? on : off;
    if (document.activeElement === document.body) left.focus(); // the pressed button just went away
  };

  on.addEventListener("click", () => run(async () => {
    if ((await Notification.requestPermission()) !== "granted") throw new Error("denied");
    const subscription = await subscribe(worker, root.dataset.key);
    try {
      await tell(subscription);
    } catch (error) {
      await subscription.unsubscribe(); // the server does not know it: do not pretend
      throw error;
    }
    draw(true);
    return words.on;
  }));
  off.addEventListener("click", () => run(async () => {
    const subscription = await worker.pushManager.getSubscription();
    if (subscription) {
      await tell(subscription, "forget");
      await subscription.unsubscribe();
    }
    draw(false);
    return words.off;
  }));

  const already = await worker.pushManager.getSubscription();
  draw(Boolean(already));
  if (Notification.permission === "denied") state.textContent = words.denied;
  root.hidden = false;
  // A browser renews its address now and then without telling us.
  if (already) tell(already).catch(() => {});
}

async function subscribe(worker, key) {
  const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  await navigator.serviceWorker.ready;
  try {
    return await worker.pushManager.subscribe(options);
  } catch (error) {
    if (error.name !== "InvalidStateError") throw error;
    // An older subscription, made with another key of this instance.
    await (await worker.pushManager.getSubscription())?.unsubscribe();
    return worker.pushManager.subscribe(options);
  }
}

async function tell(subscription, act = "") {
  const { endpoint, keys = {} } = subscription.toJSON();
  const form = new URLSearchParams({ endpoint, p256dh: keys.p256dh ?? "", auth: keys.auth ?? "" });
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  form.set("csrfmiddlewaretoken", token);
  if (act) form.set("do", act);
  const answer = await fetch("/moi/push", { method: "POST", body: form, redirect: "error" });
  if (!answer.ok) throw new Error(String(answer.status));
}

function bytes(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
