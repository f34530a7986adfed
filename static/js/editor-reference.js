// A reference to a section, objective or priority action: one piece in the text, whose words are computed, not typed.
// What there is to refer to comes from the page, in <template data-references> with a select.
import * as E from "django-prose-editor/editor";

const KINDS = ["section", "objective", "action"];
const offered = () => document.querySelector("template[data-references]")?.content.querySelector("select");

// The word that the text keeps in place of the computed ones, as plans/text/references.py makes it.
const keptWord = (address) => address.slice(1).replace(/[^\p{L}\p{N}_]/gu, "_");

function wordsOf(address) {
  const option = [...(offered()?.options ?? [])].find((each) => each.value === address);
  return option?.dataset.words ?? "[not in this plan]";
}

const isReference = (link) => link.textContent === keptWord(link.getAttribute("href"));

function partsOf(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const links = holder.content.querySelectorAll(KINDS.map((kind) => `a[href^="#${kind}-"]`).join(","));
  return { holder, references: [...links].filter(isReference) };
}

// The words of a caption as they are read: each reference in it with its computed words.
export function captionWords(html) {
  const { holder, references } = partsOf(html);
  for (const link of references) link.replaceWith(wordsOf(link.getAttribute("href")));
  return holder.content.textContent;
}

// What was typed for a caption, as HTML; the references of the caption before it stay where their words still stand.
export function captionHtml(typed, before) {
  const holder = document.createElement("div");
  holder.textContent = typed;
  let html = holder.innerHTML;
  let from = 0;
  for (const link of partsOf(before).references) {
    holder.textContent = wordsOf(link.getAttribute("href"));
    const at = html.indexOf(holder.innerHTML, from);
    if (at < 0) continue;
    html = html.slice(0, at) + link.outerHTML + html.slice(at + holder.innerHTML.length);
    from = at + link.outerHTML.length;
  }
  return html;
}

export const Reference = E.Node.create({
  name: "reference",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  addAttributes() {
    return { address: { default: "", parseHTML: (link) => link.getAttribute("href"), rendered: false } };
  },
  parseHTML() {
    return KINDS.map((kind) => ({
      tag: `a[href^="#${kind}-"]`,
      priority: 1000,
      getAttrs: (link) => (link.textContent === keptWord(link.getAttribute("href")) ? null : false),
    }));
  },
  renderHTML({ node }) {
    return ["a", { href: node.attrs.address }, keptWord(node.attrs.address)];
  },
  renderText({ node }) {
    return wordsOf(node.attrs.address);
  },
  addNodeView() {
    return ({ node }) => ({
      dom: E.crel("span", { className: "pc-reference", textContent: wordsOf(node.attrs.address), contentEditable: "false" }),
    });
  },
});

export const referenceTool = { name: "Reference", ask: "reference", on: (e) => e.isActive("reference"), when: () => offered() };

export const referenceQuestion = {
  label: "What to refer to",
  hint: "Its number is written for you, and follows it when it moves.",
  control(editor, id) {
    const select = offered().cloneNode(true);
    select.id = id;
    select.className = "govuk-select";
    if (editor.isActive("reference")) select.value = editor.getAttributes("reference").address;
    return select;
  },
  answer: (chain, address) => (address ? chain.insertContent({ type: "reference", attrs: { address } }) : chain),
};
