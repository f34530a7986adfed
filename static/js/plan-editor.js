// The rich text editor of a section: the project's own preset of django-prose-editor, with tools in words.
// Without this script the box of text stands alone and the server cleans what is typed.
import * as E from "django-prose-editor/editor";

const PRESET = "data-django-prose-editor-plan";

// What a table says beyond its cells, and which part each row stands in, would be lost: the schema has no place for it.
const PlanTable = E.Table.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: "",
        parseHTML: (table) => table.querySelector("caption")?.innerHTML ?? "",
        renderHTML: ({ caption }) => (caption ? { "data-caption": bare(caption), "data-caption-html": caption } : {}),
      },
    };
  },
  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }];
  },
});
const PlanRow = E.TableRow.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      part: {
        default: "",
        parseHTML: (row) => (row.parentElement?.tagName === "TFOOT" ? "tfoot" : ""),
        renderHTML: ({ part }) => (part ? { "data-part": part } : {}),
      },
    };
  },
});

// Tab must never hold anybody fast: it leaves the text, and Escape leaves a table.
const Leaving = E.Extension.create({
  name: "leaving",
  priority: 1000,
  addKeyboardShortcuts() {
    return {
      Escape: ({ editor }) => {
        editor.commands.blur();
        editor.view.dom.closest(".pc-editor").querySelector(".pc-tools button[tabindex='0']").focus();
        return true;
      },
      Tab: ({ editor }) => editor.isActive("table") && lastCell(editor),
    };
  },
});

function lastCell(editor) {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "table") {
      const end = $from.end(depth);
      return $from.pos >= end - 4 && leave(editor);
    }
  }
  return false;
}

function leave(editor) {
  editor.commands.blur();
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const after = stops.filter(
    (stop) => editor.view.dom.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING && stop.offsetParent,
  );
  after[0]?.focus();
  return true;
}

function bare(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.textContent;
}

// The HTML as the plan keeps it: captions and feet of tables are put back where they belong.
function written(editor) {
  if (editor.isEmpty) return "";
  const holder = document.createElement("template");
  holder.innerHTML = editor.getHTML();
  for (const table of holder.content.querySelectorAll("table")) {
    if (table.dataset.captionHtml) {
      const caption = document.createElement("caption");
      caption.innerHTML = table.dataset.captionHtml;
      table.prepend(caption);
    }
    const foot = [...table.querySelectorAll("tr[data-part='tfoot']")];
    if (foot.length) table.append(E.crel("tfoot", null, foot));
    for (const name of ["data-caption", "data-caption-html"]) table.removeAttribute(name);
    for (const row of foot) row.removeAttribute("data-part");
  }
  return holder.innerHTML;
}

const extensions = [
  E.Document, E.Text, E.Paragraph, E.Heading.configure({ levels: [3, 4] }),
  E.BulletList, E.OrderedList, E.ListItem, E.Blockquote, E.HardBreak,
  E.Bold, E.Italic, E.Strike, E.Superscript, E.Subscript,
  E.Link.configure({ openOnClick: false, enableTarget: false, autolink: false }),
  PlanTable.configure({ resizable: false }), PlanRow, E.TableHeader, E.TableCell,
  E.History, E.Gapcursor, Leaving,
];

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
  { name: "Table", run: (c) => c.insertTable({ rows: 3, cols: 2, withHeaderRow: true }), can: (e) => !inTable(e) },
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
    now: (editor) => bare(editor.getAttributes("table").caption ?? ""),
    answer: (chain, typed) => chain.updateAttributes("table", { caption: escaped(typed) }),
  },
};

function escaped(text) {
  const holder = document.createElement("div");
  holder.textContent = text;
  return holder.innerHTML;
}

// Tiptap alone gives the focus back a frame later, and the keys pressed meanwhile would be lost.
function focused(editor) {
  editor.view.focus();
  return editor.chain().focus();
}

function toolbar(editor, id) {
  const bar = E.crel("div", { className: "pc-tools", role: "toolbar", "aria-label": "Text tools", "aria-controls": id });
  const question = E.crel("div", { className: "pc-ask", hidden: true });
  const buttons = TOOLS.map((tool) => {
    const button = E.crel("button", { type: "button", textContent: tool.name, tabIndex: -1 });
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the words stay selected
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      if (tool.ask) ask(editor, question, QUESTIONS[tool.ask], button);
      else tool.run(focused(editor)).run();
    });
    bar.append(button);
    return button;
  });
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
      button.hidden = Boolean(tool.when) && !tool.when(editor);
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
  const input = E.crel("input", { id, type: "text", className: "govuk-input", value: question.now(editor) });
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
    question.answer(focused(editor), typed).run();
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

function create(textarea) {
  if (textarea.closest(".pc-editor")) return null;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  label.id ||= `${textarea.id}_label`;
  const box = E.crel("div", { className: "pc-editor" });
  const keys = E.crel("p", {
    id: `${textarea.id}_keys`,
    className: "govuk-hint pc-editor__keys",
    textContent: "Press Escape to leave the text for its tools, and the arrow keys to go from one tool to the next.",
  });
  const described = [textarea.getAttribute("aria-describedby"), keys.id].filter(Boolean).join(" ");
  textarea.before(box);
  const editor = new E.Editor({
    element: box,
    injectCSS: false,
    extensions,
    content: textarea.value,
    editorProps: {
      attributes: {
        id: `${textarea.id}_text`,
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label.id,
        "aria-describedby": described,
        class: "pc-page pc-plan",
        spellcheck: "true",
      },
    },
    onUpdate({ editor: changed }) {
      textarea.value = written(changed);
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  box.prepend(keys, ...toolbar(editor, `${textarea.id}_text`));
  textarea.hidden = true;
  box.append(textarea);
  label.addEventListener("click", () => editor.commands.focus());
  textarea.addEventListener("focus", () => editor.commands.focus());
  textarea.planEditor = editor;
  return editor;
}

E.initializeEditors(create, `[${PRESET}]`);
