// The tools over the text of a section, in words, and the questions that some of them ask.
import * as E from "django-prose-editor/editor";
import { captionHtml, captionWords, referenceQuestion, referenceTool } from "./editor-reference.js";
import { askForPicture } from "plan-pictures";

const inTable = (editor) => editor.isActive("table");

// name: what the button says; run: what it does; on: whether it is pressed; can: whether it may be used; when: shown
const TOOLS = [
  { name: "Paragraph", run: (c) => c.setParagraph(), on: (e) => e.isActive("paragraph") },
  { name: "Heading", run: (c) => c.toggleHeading({ level: 3 }), on: (e) => e.isActive("heading", { level: 3 }) },
  { name: "Small heading", run: (c) => c.toggleHeading({ level: 4 }), on: (e) => e.isActive("heading", { level: 4 }) },
  { name: "List", run: (c) => c.toggleBulletList(), on: (e) => e.isActive("bulletList") },
  { name: "Numbered list", run: (c) => c.toggleOrderedList(), on: (e) => e.isActive("orderedList") },
  { name: "Quotation", run: (c) => c.toggleBlockquote(), on: (e) => e.isActive("blockquote") },
  { name: "Bold", run: (c) => c.toggleBold(), on: (e) => e.isActive("bold") },
  { name: "Italic", run: (c) => c.toggleItalic(), on: (e) => e.isActive("italic") },
  { name: "Link", ask: "link", on: (e) => e.isActive("link") },
  referenceTool,
  { name: "Table", run: (c) => c.insertTable({ rows: 3, cols: 2, withHeaderRow: true }), can: (e) => !inTable(e) },
  { name: "Picture", picture: true, on: (e) => e.isActive("planFigure"), can: (e) => !inTable(e) },
  { name: "Undo", run: (c) => c.undo(), can: (e) => e.can().undo() },
  { name: "Redo", run: (c) => c.redo(), can: (e) => e.can().redo() },
  { name: "Caption", ask: "caption", when: inTable },
  { name: "Add row", run: (c) => c.addRowAfter(), when: inTable },
  { name: "Remove row", run: (c) => c.deleteRow(), when: inTable },
  { name: "Add column", run: (c) => c.addColumnAfter(), when: inTable },
  { name: "Remove column", run: (c) => c.deleteColumn(), when: inTable },
  { name: "Heading row", run: (c) => c.toggleHeaderRow(), when: inTable },
  { name: "Remove table", run: (c) => c.deleteTable(), when: inTable },
];

const QUESTIONS = {
  reference: referenceQuestion,
  link: {
    label: "Address of the link",
    hint: "Such as https://www.example.org/report. Leave it empty to take the link away.",
    now: (editor) => editor.getAttributes("link").href ?? "",
    answer: (chain, typed) =>
      typed ? chain.extendMarkRange("link").setLink({ href: typed }) : chain.extendMarkRange("link").unsetLink(),
  },
  caption: {
    label: "Caption of the table",
    hint: "What the table shows, in a few words. Its number is added for you.",
    now: (editor) => captionWords(editor.getAttributes("table").caption ?? ""),
    answer: (chain, typed, editor) =>
      chain.updateAttributes("table", { caption: captionHtml(typed, editor.getAttributes("table").caption ?? "") }),
  },
};

// Tiptap alone gives the focus back a frame later, and the keys pressed meanwhile would be lost.
function focused(editor) {
  editor.view.focus();
  return editor.chain().focus();
}

// The buttons over the text, and the place under them in which one asks its question.
export function toolbar(editor, id, images) {
  const bar = E.crel("div", { className: "pc-tools", role: "toolbar", "aria-label": "Text tools", "aria-controls": id });
  const question = E.crel("div", { className: "pc-ask", hidden: true });
  const buttons = TOOLS.map((tool) => {
    const button = E.crel("button", { type: "button", textContent: tool.name, tabIndex: -1 });
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the words stay selected
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      if (tool.picture) askForPicture(editor, question, button, images);
      else if (tool.ask) ask(editor, question, QUESTIONS[tool.ask], button);
      else tool.run(focused(editor)).run();
    });
    bar.append(button);
    return button;
  });
  const pictureButton = buttons[TOOLS.findIndex((tool) => tool.picture)];
  editor.takePicture = (file) => askForPicture(editor, question, pictureButton, images, file);
  const shown = () => buttons.filter((button) => !button.hidden);
  const stopAt = (button) => buttons.forEach((each) => (each.tabIndex = each === button ? 0 : -1));
  bar.addEventListener("keydown", (event) => {
    const here = shown().indexOf(document.activeElement);
    const last = shown().length - 1;
    const there = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: last }[event.key];
    if (there === undefined) return;
    event.preventDefault();
    const button = shown()[there < 0 ? last : there > last ? 0 : there];
    stopAt(button);
    button.focus();
  });
  const refresh = () => {
    TOOLS.forEach((tool, at) => {
      const button = buttons[at];
      button.hidden = (Boolean(tool.when) && !tool.when(editor)) || (Boolean(tool.picture) && !images);
      if (tool.on) button.setAttribute("aria-pressed", String(tool.on(editor)));
      if (tool.can) button.setAttribute("aria-disabled", String(!tool.can(editor)));
    });
    if (!shown().some((button) => button.tabIndex === 0)) stopAt(shown()[0]);
  };
  editor.on("transaction", refresh);
  stopAt(buttons[0]);
  refresh();
  return [bar, question];
}

// One question under the tools, answered with Enter, left with Escape; the words stay selected meanwhile.
function ask(editor, place, question, button) {
  const id = `${editor.view.dom.id}_asked`;
  const input = question.control?.(editor, id)
    ?? E.crel("input", { id, type: "text", className: "govuk-input", value: question.now(editor) });
  input.setAttribute("aria-describedby", `${id}_hint`);
  const done = E.crel("button", { type: "button", className: "govuk-button govuk-button--secondary", textContent: "Apply" });
  const cancel = E.crel("button", { type: "button", className: "pc-linkbutton", textContent: "Cancel" });
  const close = () => {
    place.hidden = true;
    place.replaceChildren();
  };
  const apply = () => {
    const typed = input.value.trim();
    close();
    question.answer(focused(editor), typed, editor).run();
  };
  place.replaceChildren(
    E.crel("label", { htmlFor: id, className: "govuk-label", textContent: question.label }),
    E.crel("div", { id: `${id}_hint`, className: "govuk-hint", textContent: question.hint }),
    input,
    E.crel("div", { className: "pc-ask__buttons" }, [done, cancel]),
  );
  place.hidden = false;
  input.focus();
  done.addEventListener("click", apply);
  cancel.addEventListener("click", () => {
    close();
    button.focus();
  });
  place.onkeydown = (event) => {
    if (event.key === "Enter" && event.target === input) {
      event.preventDefault();
      apply();
    } else if (event.key === "Escape") {
      close();
      button.focus();
    }
  };
}
