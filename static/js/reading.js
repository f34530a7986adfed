// The member's reading and the page of this device: works with the line and without, and loses nothing of either.
import { canKeep, forget, keep, keptPages } from "./reading/keeping.js";
import { drop, newId, put, sendAll } from "./reading/outbox.js";
import * as waiting from "./reading/waiting.js";
import { beginWalking } from "./reading/walking.js";

const EVERY = 20000;
const page = document.querySelector("[data-reading], [data-device]");
const { person, kept } = document.documentElement.dataset;
const isCopy = kept !== undefined;
const { draft } = page.dataset;
const here = location.pathname + location.search;

// ---------- what is written ----------

const LEFT_OUT = new Set(["csrfmiddlewaretoken", "client_id", "person"]);

function itemOf(form) {
  const boxes = [...new FormData(form)].filter(([name]) => !LEFT_OUT.has(name));
  const said = Object.fromEntries(boxes);
  const place = form.dataset.read ?? (form.dataset.sayForm || said.section);
  const kind = form.dataset.read ? "read" : form.dataset.sayForm ? "reply" : said.who;
  const side = form.dataset.read || form.dataset.sayForm ? form.closest("[data-section]") : document.getElementById(`side-${said.section}`);
  return {
    id: form.dataset.read ? `read-${draft}-${place}` : newId(),
    person,
    at: Date.now(),
    url: new URL(form.action).pathname,
    boxes,
    kind,
    place,
    where: side?.dataset.section ?? "",
    title: document.querySelector("h1").textContent.trim(),
    quote: said.quote ?? "",
    text: said.text ?? (said.read === "no" ? "Not read yet." : "Read."),
    draft,
    page: here,
    state: "waiting",
  };
}

function take(form) {
  const wrong = form.querySelector("[data-say-wrong]");
  if (wrong) {
    wrong.hidden = Boolean(form.elements.text.value.trim());
    if (!wrong.hidden) {
      wrong.textContent = "Write what you want to say.";
      form.elements.text.focus();
      return;
    }
  }
  const item = itemOf(form);
  try {
    put(item);
  } catch {
    HTMLFormElement.prototype.submit.call(form); // this browser keeps nothing: sent by the way that needs no script
    return;
  }
  if (form.dataset.replaces) drop({ person, id: form.dataset.replaces });
  delete form.dataset.replaces;
  if (item.kind === "read") showRead(form, item);
  else emptied(form, item);
  sendNow();
}

function emptied(form, item) {
  for (const name of ["text", "quote", "before", "after"]) if (form.elements[name]) form.elements[name].value = "";
  form.closest("details").open = false;
  waiting.elementOf(item.id)?.focus();
}

function showRead(form, { boxes }) {
  const isRead = new Map(boxes).get("read") === "yes";
  form.elements.read.value = isRead ? "no" : "yes";
  const button = form.querySelector("button");
  const hidden = button.querySelector(".govuk-visually-hidden");
  button.replaceChildren(isRead ? "Mark as not read" : "Mark as read", hidden);
  let state = form.querySelector("[data-read-state]");
  if (!state) {
    state = Object.assign(document.createElement("span"), { className: "pc-small" });
    state.dataset.readState = "";
    button.before(state, " ");
  }
  state.textContent = isRead ? "You have read it." : "";
}

function formOf(item) {
  const forms = [...document.querySelectorAll("form[data-say-form]")];
  return item.draft === draft ? forms.find((form) => new URL(form.action).pathname === item.url) : undefined;
}

// What was not taken goes back into its form; it stays in the outbox until it is sent again from there.
function putBack(item) {
  const form = formOf(item);
  for (const [name, value] of item.boxes) {
    const box = form.elements[name];
    if (box instanceof RadioNodeList || (box && box.type !== "hidden") || ["before", "after"].includes(name)) box.value = value;
  }
  form.dataset.replaces = item.id;
  form.closest("details").open = true;
  form.elements.text.focus();
}

// ---------- sending ----------

let sending = false;
let more = false; // written while something else was under way

async function sendNow() {
  draw();
  more = true;
  if (sending) return;
  sending = true;
  try {
    while (more) {
      more = false;
      const sent = await sendAll(person);
      if (sent.length && page.matches("[data-reading]")) await taken(sent);
    }
  } finally {
    sending = false;
  }
}

async function taken(sent) {
  const focused = document.activeElement === document.body || document.activeElement?.matches("[data-item]");
  say(sent.map(({ words }) => words).at(-1));
  const answer = await fetch(here, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-said]")) {
    const now = fresh.querySelector(`[data-said="${CSS.escape(part.dataset.said)}"]`);
    const typing = [...part.querySelectorAll("textarea")].some((box) => box.value.trim());
    if (now && !typing && now.innerHTML !== part.innerHTML) part.innerHTML = now.innerHTML;
  }
  draw();
  const last = document.getElementById(sent.at(-1).at);
  if (focused && sent.at(-1).item.kind !== "read") last?.focus();
  if (!isCopy) keepHere();
}

function say(words) {
  const place = document.querySelector("[data-comment-status]") ?? document.querySelector("[data-kept-here]");
  if (place) place.textContent = words;
}

function draw() {
  for (const item of waiting.draw(person, draft)) {
    if (item.kind !== "read" || item.draft !== draft) continue;
    const form = document.querySelector(`form[data-read="${CSS.escape(item.place)}"]`);
    if (form) showRead(form, item);
  }
}

// ---------- with the line and without ----------

const line = document.querySelector("[data-offline]");

function lineChanged() {
  if (isCopy && navigator.onLine) {
    const again = Object.assign(document.createElement("a"), { href: here, className: "govuk-link", textContent: "Read it as it is now" });
    line.querySelector("[data-line-state]").textContent = "The line is back:";
    line.querySelector("[data-line-more]").replaceChildren(again, ".");
  } else if (!isCopy) {
    line.hidden = navigator.onLine;
  }
}

async function keepHere() {
  const place = document.querySelector("[data-kept-here]");
  if (!canKeep() || !navigator.onLine) return;
  const answer = await keep(person, page.dataset.keep.split(" ").filter(Boolean)).catch(() => null);
  if (!page.matches("[data-reading]")) return;
  if (answer?.kept) place.textContent = "Kept on this device: you can read this draft without a line.";
  else if (answer) place.textContent = "This draft could not be kept on this device. Read it while you have a line.";
}

async function listKept() {
  const list = document.querySelector("[data-kept-list]");
  const found = canKeep() ? await keptPages(person) : [];
  document.querySelector("[data-kept-none]").hidden = found.length > 0;
  document.querySelector("[data-kept-away]").hidden = !found.length;
  list.replaceChildren(
    ...found.map(({ url, title, note }) => {
      const li = document.createElement("li");
      const a = Object.assign(document.createElement("a"), { href: url, className: "govuk-link", textContent: title });
      li.append(a, Object.assign(document.createElement("small"), { textContent: note }));
      return li;
    }),
  );
}

waiting.begin({ again: sendNow, back: putBack, hasForm: (item) => Boolean(formOf(item)) });
document.addEventListener("pcc-outbox", draw);
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-say-form], form[data-read]");
  if (!form) return;
  event.preventDefault();
  take(form);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-say-here]");
  const sheet = document.querySelector("form[data-comment-form]");
  if (!link || !sheet) return;
  event.preventDefault();
  link.closest("aside").append(sheet.closest("[data-comment-new]"));
  sheet.elements.section.value = link.dataset.sayHere;
  sheet.closest("details").open = true;
  sheet.elements.text.focus();
});
addEventListener("online", () => {
  lineChanged();
  sendNow();
});
addEventListener("offline", lineChanged);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) sendNow();
});
setInterval(() => {
  if (!document.hidden && navigator.onLine) sendNow();
}, EVERY);

lineChanged();
beginWalking();
sendNow();
if (!isCopy && page.matches("[data-reading]")) keepHere();
if (page.matches("[data-device]")) {
  listKept();
  document.querySelector("[data-kept-away]").addEventListener("click", async () => {
    await forget();
    await listKept();
    document.querySelector("[data-kept-here]").textContent = "The drafts are removed from this device.";
  });
}
