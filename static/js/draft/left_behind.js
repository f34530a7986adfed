// Text that was typed here and never saved, because the page was closed or the browser broke down: it is offered again.
import { send } from "./sending.js";

const RESTORED = "pcc-draft-restored";
const WHEN = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hour12: false };

// The next page goes on with what this one kept under the name, unless it says that it is saved.
export function goOnAfter(key) {
  sessionStorage.setItem(RESTORED, key);
}

export async function offerWhatWasLeft(form, keeper) {
  const restored = sessionStorage.getItem(RESTORED);
  sessionStorage.removeItem(RESTORED);
  if (restored && form.dataset.draft !== "saved") keeper.adopt(restored);
  const saved = new URLSearchParams(location.search).get("saved");
  if (saved) {
    if (saved === restored) keeper.forget(saved);
    history.replaceState(null, "", location.pathname);
  }
  for (const entry of await keeper.left()) {
    const answer = await send(form.dataset.look, entry.boxes);
    if (answer.kind === "done" && answer.data.same) keeper.forget(entry.key);
    else return offer(form, keeper, entry, answer);
  }
  return null;
}

function offer(form, keeper, entry, answer) {
  const panel = document.querySelector("template[data-unsent]").content.cloneNode(true).firstElementChild;
  panel.querySelector("[data-unsent-when]").textContent = new Intl.DateTimeFormat("en-GB", WHEN).format(entry.at);
  const shown = panel.querySelector("[data-unsent-difference]");
  const acts = {
    back: () => putBack(form, entry),
    look: (button) => {
      if (!shown.innerHTML) shown.innerHTML = answer.data?.html ?? "";
      if (!shown.innerHTML) shown.textContent = textOf(entry);
      shown.hidden = !shown.hidden;
      button.setAttribute("aria-expanded", String(!shown.hidden));
    },
    away: () => {
      keeper.forget(entry.key);
      panel.remove();
      document.getElementById("main").focus();
    },
  };
  panel.addEventListener("click", ({ target }) => acts[target.dataset?.unsentAct]?.(target));
  document.querySelector("[data-unsent-place]").append(panel);
  return panel;
}

function textOf({ boxes }) {
  const holder = document.createElement("template");
  holder.innerHTML = boxes.find(([name]) => name === "html")?.[1] ?? "";
  return holder.content.textContent;
}

// The page is drawn anew with what was typed, by the way that works without a script.
function putBack(form, { key, boxes }) {
  goOnAfter(key);
  const again = document.createElement("form");
  Object.assign(again, { method: "post", hidden: true });
  const token = form.querySelector("[name='csrfmiddlewaretoken']").value;
  for (const [name, value] of [...boxes, ["act", "put-back"], ["csrfmiddlewaretoken", token]]) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    again.append(field);
  }
  document.body.append(again);
  HTMLFormElement.prototype.submit.call(again);
}
