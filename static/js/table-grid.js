// Fills a table's boxes from what a spreadsheet put on the clipboard, and moves between boxes with the arrow keys.
// The server reads the rows, so that pasting gives the same with and without this script.
const form = document.querySelector("form[data-table-form]");
const pasted = document.querySelector("[data-pasted]");
const place = document.querySelector("[data-paste-at]");
let unsaved = form?.hasAttribute("data-unsaved") ?? false;

function quoted(text) {
  return /["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function rowsOfHtml(html) {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!table) return "";
  const cells = (row) => [...row.cells].map((cell) => quoted(cell.innerText.trim())).join("\t");
  return [...table.rows].map(cells).join("\n");
}

function rowsOf(clipboard) {
  const text = clipboard.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  if (text.includes("\t")) return text;
  const rows = rowsOfHtml(clipboard.getData("text/html"));
  if (/[\t\n]/.test(rows)) return rows;
  return "";
}

form?.addEventListener("paste", (event) => {
  const cell = event.target.closest?.("[data-cell]");
  const rows = cell && rowsOf(event.clipboardData);
  if (!rows) return;
  event.preventDefault();
  pasted.value = rows;
  place.value = cell.dataset.cell;
  form.requestSubmit(form.querySelector("[data-paste]"));
});

form?.addEventListener("keydown", (event) => {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const cell = event.target.closest?.("input[data-cell]");
  if (!by || !cell || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const [row, column] = cell.dataset.cell.split(",").map(Number);
  const there = form.querySelector(`[data-cell="${row + by},${column}"]`);
  if (!there) return;
  event.preventDefault();
  there.focus();
  there.select();
});

form?.addEventListener("input", () => {
  unsaved = true;
});
form?.addEventListener("submit", () => {
  unsaved = false;
});
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
