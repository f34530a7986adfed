// The line above the text that says where it stands. A screen reader hears what matters, not each save.
const bar = document.querySelector("[data-savebar]");
const words = bar?.querySelector("[data-savebar-words]");
const heard = document.createElement("span");
let state = "";

if (words) {
  words.removeAttribute("role");
  heard.className = "govuk-visually-hidden";
  heard.setAttribute("role", "status");
  bar.append(heard);
}

function icon(name) {
  return document.querySelector(`template[data-state="${name}"]`).content.cloneNode(true);
}

function show(next, icons, said, link) {
  bar.classList.toggle("pc-savebar--stop", next === "stop");
  const parts = [said];
  if (link) {
    const a = document.createElement("a");
    Object.assign(a, { href: link.url, textContent: link.words, className: "govuk-link" });
    if (link.newTab) Object.assign(a, { target: "_blank", rel: "opener" });
    parts.push(" ", a);
  }
  words.replaceChildren(icon(icons), wrapped(parts));
  const worthHearing = next === "stop" || (next === "saved" && state !== "saved");
  const text = words.textContent;
  if (worthHearing && heard.textContent !== text) heard.textContent = text;
  if (next === "stop" || next === "saved") state = next;
}

function wrapped(parts) {
  const span = document.createElement("span");
  span.append(...parts);
  return span;
}

export const typing = () => show("typing", "saving", "Not saved yet");
export const saving = () => show("saving", "saving", "Saving");
export const saved = (said) => show("saved", "saved", said);
export const stop = (said, link) => show("stop", "stop", said, link);

export function tell(said) {
  heard.textContent = said;
}

export function others(said) {
  let place = bar.querySelector("[data-others]");
  if (!place) {
    place = document.createElement("span");
    place.dataset.others = "";
    words.after(place);
  }
  if (place.textContent === said) return;
  if (place.textContent) tell(said);
  place.textContent = said;
}
