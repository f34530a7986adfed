// From change to change, by buttons and by keys.
const bar = document.querySelector("[data-walk]");
const changes = bar ? [...document.querySelectorAll(".pc-plan [id]")].filter((one) => /^c\d+$/.test(one.id)) : [];
let at = -1;

function go(by) {
  at = Math.min(Math.max(at + by, 0), changes.length - 1);
  const change = changes[at];
  const folded = change.closest("details:not([open])");
  if (folded) folded.open = true;
  change.setAttribute("tabindex", "-1");
  change.dataset.walked = "";
  change.focus();
  change.scrollIntoView({ block: "start" });
  bar.querySelector("[data-walk-at]").textContent = `Change ${at + 1} of ${changes.length}`;
}

export function beginWalking() {
  if (!changes.length) return;
  bar.hidden = false;
  for (const button of bar.querySelectorAll("[data-walk-by]")) {
    button.addEventListener("click", () => {
      go(Number(button.dataset.walkBy));
    });
  }
  addEventListener("keydown", (event) => {
    if (!event.ctrlKey || !event.altKey) return;
    const by = { KeyN: 1, KeyP: -1 }[event.code];
    if (!by) return;
    event.preventDefault();
    go(by);
  });
}
