// What somebody wrote about a draft, kept in this browser under its writer until the service has it or they delete it.
import { look, send } from "../draft/sending.js";

const PREFIX = "pcc-outbox:";
const WHY = {
  signed_out: "You are signed out. Sign in, and it is sent.",
  somebody_else: "Somebody else is signed in here. It is sent when you sign in again.",
  failed: "The service did not answer as it should. It is tried again.",
  too_old: "The service did not know this page any more. Open the draft again, then try again.",
  forbidden: "You may not say this here any more.",
  gone: "This draft, or what you replied to, is not before the Panel any more.",
  too_long: "It is too long.",
};
const STILL_WAITING = new Set(["offline", "signed_out", "somebody_else", "failed"]);

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Everything of one person's that is not sent yet, first written first.
export function itemsOf(person) {
  const found = [];
  for (const key of keys(person)) {
    const item = read(key);
    if (item?.person === person) found.push(item);
  }
  return found.sort((one, other) => one.at - other.at);
}

function keys(person) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${person}:`));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

const keyOf = (item) => `${PREFIX}${item.person}:${item.id}`;

// Throws where the browser keeps nothing: then the form is sent as it is.
export function put(item) {
  localStorage.setItem(keyOf(item), JSON.stringify(item));
  tell();
}

export function drop(item) {
  try {
    localStorage.removeItem(keyOf(item));
  } catch {
    // nothing was kept
  }
  tell();
}

function tell(detail = null) {
  document.dispatchEvent(new CustomEvent("pcc-outbox", { detail }));
}

addEventListener("storage", (event) => {
  if (event.key === null || event.key.startsWith(PREFIX)) tell();
});

// One page at a time sends, each thing in its turn; returns what the service has now.
export async function sendAll(person) {
  const work = () => sendInTurn(person);
  return navigator.locks ? navigator.locks.request(`${PREFIX}${person}`, work) : work();
}

async function sendInTurn(person) {
  const sent = [];
  for (const item of itemsOf(person)) {
    if (item.state === "refused") continue;
    const answer = await sendOne(item);
    const now = read(keyOf(item));
    if (!now || now.at !== item.at) continue; // deleted, or written anew, meanwhile
    if (answer.kind === "done") {
      sent.push({ item, ...answer.data });
      drop(item);
    } else {
      settle(now, answer);
    }
    if (answer.kind === "offline" || answer.kind === "signed_out" || answer.kind === "somebody_else") break;
  }
  return sent;
}

function settle(item, { kind, data }) {
  const waits = STILL_WAITING.has(kind);
  const state = waits ? "waiting" : "refused";
  const why = kind === "offline" ? "" : (data?.words ?? WHY[kind] ?? WHY.failed);
  const signIn = kind === "signed_out" || kind === "somebody_else";
  if (item.state !== state || item.why !== why || item.signIn !== signIn) put({ ...item, state, why, signIn });
}

async function sendOne(item) {
  const boxes = [...item.boxes, ["client_id", item.id], ["person", item.person]];
  const answer = await send(item.url, boxes);
  if (answer.kind !== "too_old") return answer;
  const asked = await look("/panel-room/device/"); // a page of the room brings a token that holds
  if (asked.kind === "signed_out" || asked.kind === "offline") return asked;
  return send(item.url, boxes);
}
