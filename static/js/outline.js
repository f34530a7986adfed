// Moves the sections of a draft by dragging and by the arrow keys, saves each move, and says aloud where a section now is.
const list = document.querySelector("ol[data-outline]");
const status = document.querySelector("[data-moved]");
let seen = list?.dataset.seen;
let before = null; // where the section that is being moved stood, while it is held
let saving = Promise.resolve();

const lines = () => [...list.querySelectorAll("li[data-section]")];
const order = () => lines().map((line) => line.dataset.section).join(",");
const heading = (line) => line.querySelector("[data-heading]").textContent.trim();
const button = (line) => line.querySelector("[data-move]");
const cookie = () => document.querySelector("input[name='csrfmiddlewaretoken']").value;

function place(line) {
  return `${heading(line)}, now ${lines().indexOf(line) + 1} of ${lines().length}`;
}

function arrange(ids) {
  const held = document.activeElement;
  for (const id of ids) {
    const line = lines().find((other) => other.dataset.section === id);
    if (line) list.append(line);
  }
  held?.focus();
}

function fresh(answer) {
  seen = answer.order.join(",");
  for (const line of lines()) {
    line.querySelector("[data-number]").textContent = answer.numbers[line.dataset.section] ?? "";
  }
}

async function send(words) {
  const asked = order();
  if (asked === seen) return;
  const body = new URLSearchParams({ csrfmiddlewaretoken: cookie(), seen, order: asked });
  try {
    const reply = await fetch(list.dataset.outline, { method: "POST", body, headers: { Accept: "application/json" } });
    const answer = await reply.json();
    if (!reply.ok) arrange(answer.order);
    fresh(answer);
    status.textContent = answer.message || words;
  } catch {
    arrange(seen.split(","));
    status.textContent = "The section was not moved, because the office’s server did not answer. Try again.";
  }
}

function save(line) {
  const words = `${place(line)}. Saved.`;
  saving = saving.then(() => send(words));
}

function hold(line) {
  before = order();
  button(line).setAttribute("aria-pressed", "true");
  line.classList.add("pc-held");
  status.textContent = `${place(line)}. Up and down arrows move it.`;
}

function letGo(line) {
  before = null;
  button(line).setAttribute("aria-pressed", "false");
  line.classList.remove("pc-held");
}

function step(line, up) {
  const other = up ? line.previousElementSibling : line.nextElementSibling;
  if (other) {
    if (up) other.before(line);
    else other.after(line);
    button(line).focus();
  }
  status.textContent = place(line);
}

function keyed(event, line) {
  if (!before) return;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") step(line, event.key === "ArrowUp");
  else if (event.key === "Escape") {
    arrange(before.split(","));
    status.textContent = `${place(line)}. It was put back.`;
    letGo(line);
  } else return;
  event.preventDefault();
}

function pressed(line) {
  if (!before) return hold(line);
  letGo(line);
  save(line);
}

function left(event, line) {
  // Moving a line takes the focus from its button for a moment; only another place to be ends the move.
  if (before && event.relatedTarget && event.relatedTarget !== button(line)) pressed(line);
}

function draggable(line) {
  line.draggable = true;
  line.addEventListener("dragstart", (event) => {
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", heading(line));
    line.classList.add("pc-held");
  });
  line.addEventListener("dragover", (event) => {
    const held = list.querySelector(".pc-held");
    if (!held) return;
    event.preventDefault();
    const box = line.getBoundingClientRect();
    if (held !== line) line[event.clientY < box.top + box.height / 2 ? "before" : "after"](held);
  });
  line.addEventListener("drop", (event) => event.preventDefault());
  line.addEventListener("dragend", (event) => {
    line.classList.remove("pc-held");
    if (event.dataTransfer.dropEffect === "none") arrange(seen.split(","));
    else save(line);
  });
  for (const link of line.querySelectorAll("a")) link.draggable = false;
}

if (list) {
  document.querySelector("[data-how-to-move]").hidden = false;
  for (const line of lines()) {
    button(line).hidden = false;
    button(line).setAttribute("aria-pressed", "false");
    button(line).addEventListener("click", () => pressed(line));
    button(line).addEventListener("keydown", (event) => keyed(event, line));
    button(line).addEventListener("blur", (event) => left(event, line));
    draggable(line);
  }
}
