// Says whether what is on the screen is saved, warns before it is left unsaved, and saves with Ctrl+S.
const form = document.querySelector("form[data-draft]");
const bar = document.querySelector("[data-savebar]");
const words = document.querySelector("[data-savebar-words]");
const notSaved = document.querySelector("template[data-not-saved]");
let dirty = form?.dataset.draft === "not-saved";
let leaving = false;

function say() {
  if (!dirty || bar.classList.contains("pc-savebar--stop")) return;
  bar.classList.add("pc-savebar--stop");
  words.replaceChildren(notSaved.content.cloneNode(true));
}

form?.addEventListener("input", () => {
  dirty = true;
  say();
});
form?.addEventListener("submit", () => {
  leaving = true;
});
addEventListener("beforeunload", (event) => {
  if (dirty && !leaving) event.preventDefault();
});
addEventListener("pageshow", () => {
  leaving = false;
});
addEventListener("keydown", (event) => {
  if (form && (event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[value='save']"));
  }
});
