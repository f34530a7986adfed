// Comments: takes the words that are selected into the form, and sends it without leaving an editor.
import { mark, textOf } from "./comment-marks.js";

const CONTEXT = 60;
const NOT_TEXT = ".pc-para__no, .pc-anchor__no, .govuk-visually-hidden, del, .pc-block__note, .pc-tag, .pc-commentside, .pc-delta";
const BLOCKS = "p, li, td, th, caption, h2, h3, h4, blockquote, .pc-code";
const form = () => document.querySelector("form[data-comment-form]");
const area = document.querySelector("textarea[data-django-prose-editor-plan]");
let chosen = null;

// ---------- what is selected ----------

// The plain text of a section with the place of each of its text nodes, as the server knows it: no numbers, nothing removed.
function plain(holder) {
  const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  let block = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(NOT_TEXT)) continue;
    const here = node.parentElement.closest(BLOCKS);
    if (here !== block && text) text += "\n";
    block = here;
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  return { text, nodes };
}

function selectedInText() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer.nodeType === Node.ELEMENT_NODE ? range.startContainer : range.startContainer.parentElement;
  const holder = start.closest("[data-comment-text]");
  if (!holder || start.closest(".pc-commentside")) return null;
  const { text, nodes } = plain(holder);
  const inside = nodes.filter(({ node }) => range.intersectsNode(node));
  if (!inside.length) return null;
  const first = inside[0];
  const last = inside.at(-1);
  const from = first.start + (first.node === range.startContainer ? range.startOffset : 0);
  const to = last.start + (last.node === range.endContainer ? range.endOffset : last.node.data.length);
  return around(text, from, to, { section: holder.dataset.commentText, rect: range.getBoundingClientRect() });
}

function selectedInEditor() {
  const editor = area?.planEditor;
  if (!editor || editor.state.selection.empty) return null;
  const { from, to } = editor.state.selection;
  const { text, places } = textOf(editor.state.doc);
  const at = (place) => places.filter((one) => one < place).length;
  const box = editor.view.coordsAtPos(to);
  return around(text, at(from), at(to), { rect: { left: box.left, bottom: box.bottom } });
}

function around(text, from, to, more) {
  const quote = text.slice(from, to);
  if (!quote.trim()) return null;
  return { quote, before: text.slice(Math.max(0, from - CONTEXT), from), after: text.slice(to, to + CONTEXT), ...more };
}

// ---------- the form ----------

function fill(words) {
  const sheet = form();
  if (!sheet) return;
  const holder = sheet.closest("[data-comment-new]");
  if (words.section) {
    document.querySelector(`[data-comment-side="${CSS.escape(words.section)}"]`)?.append(holder);
    sheet.elements.section.value = words.section;
  }
  for (const name of ["before", "after"]) sheet.elements[name].value = words[name];
  sheet.elements.quote.value = words.quote.trim();
  sheet.closest("details").open = true;
  say("");
  sheet.elements.text.focus();
}

function say(words, wrong = false) {
  const place = document.querySelector("[data-comment-status]");
  if (!place) return;
  place.classList.toggle("pc-comment-said--stop", wrong);
  place.textContent = words;
}

function commentOnSelected() {
  const words = selectedInText() ?? selectedInEditor() ?? chosen;
  if (words) fill(words);
  else say("Select some words in the text first.", true);
}

const here = document.createElement("button");
here.type = "button";
here.className = "pc-comment-here";
here.textContent = "Comment";
here.hidden = true;
here.tabIndex = -1; // with the keyboard it is the button beside the text, or Ctrl+Alt+M

function offer() {
  const inEditor = area?.planEditor?.isFocused;
  const words = inEditor ? selectedInEditor() : selectedInText();
  here.hidden = !words;
  if (!words) return;
  chosen = words;
  const width = document.documentElement.clientWidth;
  here.style.top = `${words.rect.bottom + scrollY + 6}px`;
  here.style.left = `${Math.max(8, Math.min(words.rect.left + scrollX, width - 120))}px`;
}

function begin() {
  if (!form()) return;
  document.body.append(here);
  here.addEventListener("mousedown", (event) => event.preventDefault());
  here.addEventListener("click", () => {
    here.hidden = true;
    if (chosen) fill(chosen);
  });
  document.addEventListener("selectionchange", offer);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.altKey && event.key.toLowerCase() === "m") {
      event.preventDefault();
      commentOnSelected();
    }
  });
}

document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.("[data-comment-selected]")) event.preventDefault(); // the words stay selected
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-comment-selected]")) commentOnSelected();
});

function reveal() {
  for (const each of document.querySelectorAll("[data-comment-selected], [data-comment-keys]")) each.hidden = false;
}

// ---------- sending from beside an editor: the page is not left, so nothing that is being written can be lost ----------

async function send(sheet, button) {
  button.disabled = true;
  say("");
  try {
    const body = new FormData(sheet);
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]; // another after a new sign-in in another tab
    if (token) body.set("csrfmiddlewaretoken", token);
    const answer = await fetch(sheet.action, { method: "POST", body, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.redirected && answer.ok) return taken(page, sheet);
    return refused(page, sheet);
  } catch {
    say("Not sent: there is no connection. What you wrote is still here; send it again in a moment.", true);
  } finally {
    button.disabled = false;
  }
}

function taken(page, sheet) {
  const side = page.querySelector("[data-comments]");
  const old = document.querySelector("[data-comments]");
  if (!side || !old) return say("Not sent: you are no longer signed in. Sign in in another tab, then send it again.", true);
  const known = new Set([...old.querySelectorAll("[data-thread]")].map((thread) => thread.id));
  const kept = unsent(old, sheet);
  old.replaceWith(side);
  for (const [id, words] of kept) {
    const box = document.getElementById(id);
    if (!box) continue;
    box.value = words;
    if (box.closest("details")) box.closest("details").open = true;
  }
  reveal();
  if (area?.planEditor) mark(area.planEditor);
  const threads = [...side.querySelectorAll("[data-thread]")];
  const target = threads.find((thread) => !known.has(thread.id)) ?? document.getElementById(sheet.closest("[data-thread]")?.id);
  const folded = target?.closest(".pc-thread__resolved");
  if (folded) folded.open = true;
  target?.focus();
  say(page.querySelector(".govuk-notification-banner__heading")?.textContent.trim() ?? "");
  return null;
}

// What is written in other boxes of the margin, which comes anew.
function unsent(old, sheet) {
  const boxes = [...old.querySelectorAll("textarea")].filter((box) => box.id && box.form !== sheet && box.value.trim());
  return boxes.map((box) => [box.id, box.value]);
}

function refused(page, sheet) {
  const errors = [...page.querySelectorAll(".govuk-error-message")].map((error) => error.textContent.replace("Error:", "").trim());
  const banner = page.querySelector(".govuk-notification-banner__heading")?.textContent.trim();
  const words = errors.join(" ") || banner || "Not sent. Sign in in another tab, then send it again. What you wrote is still here.";
  say(words, true);
  sheet.querySelector("textarea[name='text']")?.focus();
}

document.addEventListener("submit", (event) => {
  const sheet = event.target.closest("[data-comments] form[data-comment-act]");
  if (!sheet || !document.querySelector("form[data-draft]")) return;
  event.preventDefault();
  send(sheet, event.submitter ?? sheet.querySelector("button"));
});

function whenEditorIsReady(then, left = 50) {
  if (area?.planEditor) then();
  else if (left) setTimeout(() => whenEditorIsReady(then, left - 1), 100);
}

reveal();
begin();
if (area) whenEditorIsReady(() => mark(area.planEditor));
