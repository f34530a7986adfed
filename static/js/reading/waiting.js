// Shows what waits to be sent: beside the section or in the thread that it is about, or in a list of its own.
import { drop, itemsOf, put } from "./outbox.js";

const WHAT = { note: "Your note", comment: "Your comment to the room", reply: "Your reply", read: "What you have read" };
const drawn = new Map();
let acts = {};

export function begin(given) {
  acts = given;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-w-act]");
    const li = button?.closest("[data-item]");
    if (li) press(button.dataset.wAct, li);
  });
}

function press(act, li) {
  const { item } = drawn.get(li.dataset.item);
  const home = li.closest("[data-section], section");
  if (act === "again") {
    put({ ...item, state: "waiting", why: "" });
    acts.again();
  } else if (act === "back") {
    acts.back(item);
  } else {
    drop(item);
    home?.setAttribute("tabindex", "-1");
    home?.focus();
  }
}

export function draw(person, draft) {
  const items = itemsOf(person);
  const ids = new Set(items.map((item) => item.id));
  for (const [id, { li }] of drawn) {
    if (ids.has(id)) continue;
    li.remove();
    drawn.delete(id);
  }
  for (const item of items) {
    const place = placeOf(item, draft);
    if (place) show(item, place);
  }
  count(items);
  return items;
}

// A section marked as read needs no words of its own beside it, unless that was refused.
function placeOf(item, draft) {
  const here = item.draft === draft && document.querySelector(`[data-waiting-at="${CSS.escape(item.place)}"]`);
  if (item.kind === "read" && item.state !== "refused" && here) return null;
  return here || document.querySelector("[data-outbox-other]");
}

function show(item, place) {
  let known = drawn.get(item.id);
  if (!known) {
    const li = document.querySelector("template[data-waiting-shape]").content.cloneNode(true).firstElementChild;
    li.dataset.item = item.id;
    known = { li };
    drawn.set(item.id, known);
  }
  known.item = item;
  if (known.li.parentElement !== place) place.append(known.li);
  const refused = item.state === "refused";
  const part = (name) => known.li.querySelector(`[data-w="${name}"]`);
  part("what").textContent = WHAT[item.kind];
  part("state").textContent = refused ? "Not taken" : "Waiting to be sent";
  part("where").textContent = place.matches("[data-outbox-other]") ? `${item.where}. ${item.title}` : "";
  part("quote").textContent = item.quote;
  part("text").textContent = item.text;
  part("why").textContent = item.why ?? "";
  part("sign-in").hidden = !item.signIn;
  part("sign-in").href = `/accounts/login/?next=${encodeURIComponent(item.page)}`;
  known.li.querySelector('[data-w-act="again"]').hidden = !refused;
  known.li.querySelector('[data-w-act="back"]').hidden = !refused || !acts.hasForm(item);
}

function count(items) {
  const box = document.querySelector("[data-outbox]");
  if (!box) return;
  const refused = items.filter((item) => item.state === "refused").length;
  const waiting = items.length - refused;
  const words = [];
  if (waiting) words.push(waiting === 1 ? "1 thing that you wrote is kept on this device until it is sent." : `${waiting} things that you wrote are kept on this device until they are sent.`);
  if (refused) words.push(refused === 1 ? "1 was not taken: see why, then try again or delete it." : `${refused} were not taken: see why, then try again or delete them.`);
  box.querySelector("[data-outbox-words]").textContent = words.join(" ") || "Nothing is waiting.";
  if (document.querySelector("[data-reading]")) box.hidden = !items.length;
}

export function elementOf(id) {
  return drawn.get(id)?.li ?? null;
}
