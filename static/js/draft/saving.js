// Saves a section while it is written: one request at a time, a few seconds after the last key, again when it fails.
import * as bar from "./bar.js";
import { boxesOf } from "./kept.js";
import { look, send, token, useToken } from "./sending.js";
import { takeIn } from "./taking_in.js";

const AFTER_THE_LAST_KEY = 2500;
const AT_MOST = 15000;
const A_BEAT = 15000;
const LONGEST_WAIT = 60000;
const MOST_ON_LEAVING = 60000; // what a browser still sends for a page that is gone

const WORDS = {
  offline: "No connection. Your text is kept on this device and will be saved when the connection is back.",
  failed: "Not saved yet: the service does not answer. Your text is kept on this device, and it is tried again.",
  gone: "Not saved: somebody removed this section. Press “Save the section” to see your text and to put it back.",
  forbidden: "Not saved: you may no longer edit this draft. Copy your text before you leave this page.",
  too_long: "Not saved yet: this text is too long for one section. Divide it into several sections.",
  conflict: "Not saved yet: somebody else changed the same words. Both texts are shown.",
};
const SIGNED_OUT = "You have been signed out. Your text is kept on this device.";

export function saverFor(form, keeper) {
  const { autosave, beside, person, name, signIn } = form.dataset;
  const box = form.elements;
  let edits = 0; // counts what was typed, so that an answer can tell whether anything was since
  let saved = 0;
  let since = 0;
  let timer = 0;
  let wait = 0;
  let busy = false;
  let lastBeat = Date.now();
  let problem = "";
  let stopped = ["conflict", "closed"].includes(form.dataset.draft);

  const dirty = () => edits !== saved;
  const boxes = (more = []) => [...boxesOf(form), ...more];

  function later(ms) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, ms);
  }

  function changed() {
    edits += 1;
    since ||= Date.now();
    keeper.keep();
    if (stopped || problem === "signed_out" || problem === "somebody_else") return;
    if (!problem) bar.typing();
    later(wait || Math.max(0, Math.min(AFTER_THE_LAST_KEY, since + AT_MOST - Date.now())));
  }

  // Also asked when nothing was typed: it brings in what somebody else saved.
  async function save({ byHand = false, anyway = false } = {}) {
    if (stopped || busy || !(dirty() || byHand || anyway)) return;
    clearTimeout(timer);
    busy = true;
    const sent = edits;
    since = 0;
    if (!problem && (dirty() || byHand)) bar.saving();
    let answer = await send(autosave, boxes(byHand ? [["by_hand", "1"]] : []));
    if (answer.kind === "too_old") {
      const now = await look(beside);
      if (now.kind === "done") {
        useToken(now.data.token);
        answer = await send(autosave, boxes());
      } else answer = now;
    }
    busy = false;
    if (answer.kind === "done") done(answer.data, sent);
    else failed(answer);
  }

  function done(data, sent) {
    [problem, wait] = ["", 0];
    saved = sent;
    lastBeat = Date.now();
    form.querySelector("[data-count]").textContent = data.count;
    bar.others(data.others);
    if (!data.merged) {
      [box.revision.value, box.base.value] = [data.revision, data.base];
    } else if (edits === sent && takeIn(form, data.merged)) {
      [box.revision.value, box.base.value] = [data.revision, data.base];
      showMerged(data.merged);
    } else {
      // Under the typing hand the page stays as it is; the next save is merged from what this one sent.
      box.base.value = data.merged.sent;
      showMerged(data.merged);
    }
    if (dirty()) {
      keeper.keep();
      bar.typing();
      later(AFTER_THE_LAST_KEY);
    } else {
      keeper.forget();
      bar.saved(data.words);
    }
  }

  function showMerged({ notice }) {
    const place = document.querySelector("[data-merged]");
    if (place.innerHTML === notice) return;
    place.innerHTML = notice;
    bar.tell(place.querySelector("strong").textContent);
  }

  function failed({ kind, data = {} }) {
    problem = kind;
    if (kind === "conflict") showConflict(data.html);
    else if (kind === "closed" || kind === "gone" || kind === "forbidden") stop(data.words ?? WORDS[kind]);
    else if (kind === "signed_out") askToSignIn();
    else if (kind === "somebody_else") bar.stop(`Not saved: somebody else is signed in now. Sign in as ${name} to save your text.`, signInLink());
    else if (kind === "wrong") bar.stop(`Not saved yet: ${data.words}`);
    else {
      bar.stop(WORDS[kind] ?? WORDS.failed);
      if (kind === "too_long") return;
      wait = Math.min(wait ? wait * 2 : 2000, LONGEST_WAIT);
      later(wait);
    }
    if (kind === "wrong") [problem, wait] = ["", 0]; // the next edit may put it right
  }

  function stop(words) {
    stopped = true;
    clearTimeout(timer);
    bar.stop(words);
  }

  const signInLink = () => ({ url: signIn, words: "Sign in again in a new tab", newTab: true });

  function askToSignIn() {
    bar.stop(`${SIGNED_OUT} It will be saved once you have signed in again.`, signInLink());
  }

  function showConflict(html) {
    stop(WORDS.conflict);
    bar.stop(WORDS.conflict, { url: "#conflict", words: "Choose what stands" });
    document.querySelector("[data-conflict]").innerHTML = html;
  }

  // Every beat, and whenever somebody comes back to the page: who is here, what changed, whether one is signed in.
  async function beat() {
    if (busy) return;
    lastBeat = Date.now();
    const now = await look(beside);
    if (now.kind !== "done") {
      if (now.kind === "signed_out" && !problem && !stopped) failed(now);
      return;
    }
    useToken(now.data.token);
    if (now.data.person !== person) {
      if (!stopped && problem !== "somebody_else") failed({ kind: "somebody_else" });
      return;
    }
    const back = problem && !stopped;
    if (problem === "signed_out" || problem === "somebody_else") problem = "";
    refresh(now.data);
    const newer = Number(now.data.revision) > Number(box.revision.value);
    if (back || (newer && !dirty())) save({ anyway: true });
  }

  function refresh({ others, margin, whole }) {
    bar.others(others);
    form.querySelector("[data-whole]").textContent = whole;
    const place = document.querySelector("[data-margin]");
    const written = [...place.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue);
    if (!written && !place.contains(document.activeElement) && place.innerHTML !== margin) place.innerHTML = margin;
  }

  function leave() {
    if (!dirty() || stopped) return;
    const all = boxes();
    const small = all.reduce((sum, [, value]) => sum + value.length, 0) < MOST_ON_LEAVING;
    if (small && !busy && !problem) send(autosave, all, { keepalive: true });
  }

  function awake() {
    if (document.hidden) return;
    if (problem) beat();
    else if (Date.now() - lastBeat > A_BEAT) beat();
  }

  form.addEventListener("focusout", () => {
    if (dirty() && !problem) later(200);
  });
  addEventListener("online", () => {
    wait = 0;
    save();
  });
  addEventListener("offline", () => {
    if (!stopped && dirty()) failed({ kind: "offline" });
  });
  addEventListener("focus", awake);
  document.addEventListener("visibilitychange", () => (document.hidden ? save() : awake()));
  addEventListener("pagehide", leave);
  setInterval(() => {
    if (!document.hidden && Date.now() - lastBeat >= A_BEAT - 500) beat();
  }, A_BEAT);

  if (form.dataset.draft === "not-saved") {
    edits = 1;
    later(AFTER_THE_LAST_KEY);
  } else if (form.dataset.draft === "conflict") edits = 1;

  return { changed, save, dirty, stopped: () => stopped, token };
}
