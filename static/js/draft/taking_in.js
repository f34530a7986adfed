// Takes what somebody else changed into the page, around what is being typed.
import { pm } from "django-prose-editor/editor";

// All of it or nothing: a half of a merged text would be sent back as if the rest had been taken out.
export function takeIn(form, merged) {
  const objectives = form.querySelector("[data-objectives]");
  if (merged.objectives && objectives.contains(document.activeElement)) return false;
  if (form.elements.html.planEditor?.view.composing) return false;
  fill(form.elements.heading, merged.heading);
  fill(form.elements.kind, merged.kind);
  for (const box of form.querySelectorAll("input[name='limbs']")) box.checked = merged.limbs.includes(box.value);
  if (merged.objectives) objectives.innerHTML = merged.objectives;
  const text = form.elements.html;
  if (text.planEditor) write(text.planEditor, merged.html);
  text.value = merged.html;
  return true;
}

function fill(box, value) {
  if (box.value === value) return;
  const at = [box.selectionStart, box.selectionEnd];
  box.value = value;
  if (box === document.activeElement && box.setSelectionRange) box.setSelectionRange(...at);
}

function write(editor, html) {
  const { state, view } = editor;
  const holder = document.createElement("div");
  holder.innerHTML = html;
  const after = pm.model.DOMParser.fromSchema(state.schema).parse(holder);
  const from = state.doc.content.findDiffStart(after.content);
  if (from === null) return;
  const cursor = placeOf(state);
  const { tr } = state;
  for (const [start, end, nodes] of changedBlocks(state.doc, after).reverse()) tr.replaceWith(start, end, nodes);
  const at = cursor && findAgain(tr.doc, cursor);
  if (at) tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size))));
  tr.setMeta("addToHistory", false).setMeta("preventUpdate", true);
  view.dispatch(tr);
}

// The stretches of blocks that differ, so that those that stay are not touched: [from, to, nodes to stand there].
function changedBlocks(before, after) {
  const olds = children(before);
  const news = children(after);
  const pairs = samePairs(olds, news);
  const found = [];
  let [i, j] = [0, 0];
  for (const [oldAt, newAt] of [...pairs, [olds.length, news.length]]) {
    if (oldAt > i || newAt > j) {
      const start = i < olds.length ? olds[i].at : before.content.size;
      const end = oldAt < olds.length ? olds[oldAt].at : before.content.size;
      found.push([start, end, news.slice(j, newAt).map(({ node }) => node)]);
    }
    [i, j] = [oldAt + 1, newAt + 1];
  }
  return found;
}

function children(doc) {
  const found = [];
  doc.forEach((node, at) => found.push({ node, at }));
  return found;
}

// Equal blocks in the same order: from the front, and, once they part, the next that stands further on.
function samePairs(olds, news) {
  const pairs = [];
  let j = 0;
  olds.forEach(({ node }, i) => {
    const found = news.findIndex((other, at) => at >= j && other.node.eq(node));
    if (found < 0) return;
    pairs.push([i, found]);
    j = found + 1;
  });
  return pairs;
}

// Where the cursor stands: the words of its block, which of the blocks with the same words, and how far in.
function placeOf({ doc, selection }) {
  const { $head } = selection;
  if (!$head.parent.isTextblock) return null;
  const text = $head.parent.textContent;
  return { text, offset: $head.parentOffset, nth: textblocks(doc, text).findIndex(({ at }) => at === $head.start()) };
}

function textblocks(doc, text) {
  const found = [];
  doc.descendants((node, at) => {
    if (node.isTextblock && (text === undefined || node.textContent === text)) found.push({ node, at: at + 1 });
  });
  return found;
}

function findAgain(doc, { text, offset, nth }) {
  const same = textblocks(doc, text);
  if (same.length) return (same[nth] ?? same[0]).at + offset;
  // The block was changed by somebody else too: stay by the words before the cursor, or by those after it.
  const [before, after] = [text.slice(Math.max(0, offset - 20), offset), text.slice(offset, offset + 20)];
  for (const { node, at } of textblocks(doc)) {
    const words = node.textContent;
    if (before && words.includes(before)) return at + words.indexOf(before) + before.length;
    if (after && words.includes(after)) return at + words.indexOf(after);
  }
  return null;
}
