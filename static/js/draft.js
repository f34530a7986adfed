// A section that saves itself while it is written, and warns before it is left only if something truly is not saved.
import { goOnAfter, offerWhatWasLeft } from "./draft/left_behind.js";
import { keeperFor } from "./draft/kept.js";
import { saverFor } from "./draft/saving.js";
import { token } from "./draft/sending.js";

const form = document.querySelector("form[data-draft]");

function start() {
  const keeper = keeperFor(form);
  const saver = saverFor(form, keeper);
  let leaving = false;

  form.addEventListener("input", () => saver.changed());
  form.addEventListener("submit", () => {
    const fresh = token();
    if (fresh) form.querySelector("[name='csrfmiddlewaretoken']").value = fresh;
    if (saver.dirty()) keeper.keep();
    form.elements.kept.value = keeper.key;
    goOnAfter(keeper.key);
    leaving = true;
  });
  addEventListener("beforeunload", (event) => {
    if (!saver.dirty() || leaving) return;
    event.preventDefault();
    saver.save();
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
    event.preventDefault();
    if (saver.stopped()) form.querySelector("button[value='save']")?.click();
    else saver.save({ byHand: true });
  });
  offerWhatWasLeft(form, keeper);
}

if (form) start();
