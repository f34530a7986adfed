// Signing out leaves nothing of a person's reading on a device that others use, and asks about what was not sent.
import { look } from "../draft/sending.js";
import { forget } from "./keeping.js";
import { drop, itemsOf, sendAll } from "./outbox.js";

const SIGN_OUT = "/accounts/logout/";
const person = document.documentElement.dataset.person;

export function beginLeaving() {
  if (!person) return;
  forget(person).catch(() => {});
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (new URL(form.action, location.href).pathname !== SIGN_OUT) return;
    event.preventDefault();
    leave(form);
  });
}

async function leave(form) {
  await forget().catch(() => {});
  if (!navigator.onLine && (await look("/healthz")).kind === "offline") {
    return ask("You are offline", "The drafts that were kept on this device are removed. You are still signed in: sign out again when the line is back.", "", "Close");
  }
  if (itemsOf(person).length) await sendAll(person);
  const left = itemsOf(person);
  if (left.length) {
    const words = left.length === 1 ? "1 thing that you wrote" : `${left.length} things that you wrote`;
    const go = await ask("Not everything was sent", `${words} could not be sent. Signing out deletes it from this device.`, "Sign out and delete it", "Stay signed in");
    if (!go) return null;
    for (const item of left) drop(item);
  }
  return HTMLFormElement.prototype.submit.call(form);
}

function ask(title, words, yes, no) {
  const dialog = document.createElement("dialog");
  dialog.className = "pc-leaving";
  const heading = Object.assign(document.createElement("h2"), { id: "leaving", className: "govuk-heading-m", textContent: title });
  const text = Object.assign(document.createElement("p"), { className: "govuk-body", textContent: words });
  const buttons = Object.assign(document.createElement("div"), { className: "govuk-button-group" });
  for (const [label, value] of [[no, ""], [yes, "yes"]]) {
    if (!label) continue;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.className = value ? "govuk-button govuk-button--warning" : "govuk-button govuk-button--secondary";
    button.addEventListener("click", () => dialog.close(value));
    buttons.append(button);
  }
  dialog.setAttribute("aria-labelledby", "leaving");
  dialog.append(heading, text, buttons);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
  });
}
