// The rich text editor of a section: the project's own preset of django-prose-editor, with tools in words.
// Without this script the box of text stands alone and the server cleans what is typed.
import * as E from "django-prose-editor/editor";
import { tidyPaste } from "./draft/pasting.js";
import { Reference, captionWords } from "./editor-reference.js";
import { toolbar } from "./editor-tools.js";
import { PlanFigure, isPicture, withCaptions } from "plan-pictures";

const PRESET = "data-django-prose-editor-plan";

// What a table says beyond its cells, and which part each row stands in, would be lost: the schema has no place for it.
const PlanTable = E.Table.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: "",
        parseHTML: (table) => table.querySelector("caption")?.innerHTML ?? "",
        renderHTML: ({ caption }) => (caption ? { "data-caption": captionWords(caption), "data-caption-html": caption } : {}),
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
  withCaptions(holder.content);
  return holder.innerHTML;
}

const extensions = [
  E.Document, E.Text, E.Paragraph, E.Heading.configure({ levels: [3, 4] }),
  E.BulletList, E.OrderedList, E.ListItem, E.Blockquote, E.HardBreak,
  E.Bold, E.Italic, E.Strike, E.Superscript, E.Subscript,
  E.Link.configure({ openOnClick: false, enableTarget: false, autolink: false }),
  PlanTable.configure({ resizable: false }), PlanRow, E.TableHeader, E.TableCell, PlanFigure,
  Reference, E.History, E.Gapcursor, Leaving,
];

// A picture pasted or dropped by itself is asked about; one that comes with words (from Word) leaves only the words.
function take(editor, event, data) {
  const file = [...(data?.files ?? [])].find(isPicture);
  if (!file || data.types.includes("text/html")) return false;
  event.preventDefault();
  editor.takePicture(file);
  return true;
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
      transformPastedHTML: tidyPaste,
      attributes: {
        id: `${textarea.id}_text`,
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label.id,
        "aria-describedby": described,
        class: "pc-page pc-plan",
        spellcheck: "true",
      },
      handlePaste: (view, event) => Boolean(textarea.dataset.images) && take(editor, event, event.clipboardData),
      handleDrop: (view, event) => Boolean(textarea.dataset.images) && take(editor, event, event.dataTransfer),
    },
    onUpdate({ editor: changed }) {
      textarea.value = written(changed);
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  box.prepend(keys, ...toolbar(editor, `${textarea.id}_text`, textarea.dataset.images));
  textarea.hidden = true;
  box.append(textarea);
  label.addEventListener("click", () => editor.commands.focus());
  textarea.addEventListener("focus", () => editor.commands.focus());
  textarea.planEditor = editor;
  return editor;
}

E.initializeEditors(create, `[${PRESET}]`);
