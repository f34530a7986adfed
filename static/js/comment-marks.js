// The words of open threads, marked in the editor of a section, with the way to them from each thread.

// The word that the text keeps in place of the computed ones of a reference, as plans/text/references.py makes it.
const keptWord = (address) => address.slice(1).replace(/[^\p{L}\p{N}_]/gu, "_");

// The text of a document, a line break between blocks, with the place of each character.
export function textOf(doc) {
  let text = "";
  const places = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock && text) {
      text += "\n";
      places.push(pos);
    } else if (node.isText) {
      for (let at = 0; at < node.text.length; at++) places.push(pos + at);
      text += node.text;
    } else if (node.type.name === "reference") {
      const word = keptWord(node.attrs.address);
      for (let at = 0; at < word.length; at++) places.push(pos);
      text += word;
    } else if (node.type.name === "hardBreak") {
      text += "\n";
      places.push(pos);
    }
  });
  return { text, places };
}

function shared(one, other) {
  const mine = one.replace(/\s+/g, "");
  const theirs = other.replace(/\s+/g, "");
  let count = 0;
  while (count < Math.min(mine.length, theirs.length) && mine[count] === theirs[count]) count++;
  return count;
}

const backwards = (text) => [...text].reverse().join("");

function placeOf({ now, before, after }, { text, places }) {
  const words = now.split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!words.length) return null;
  let best = null;
  for (const found of text.matchAll(new RegExp(words.join("\\s+"), "g"))) {
    const end = found.index + found[0].length;
    const score = shared(backwards(text.slice(0, found.index)), backwards(before)) + shared(text.slice(end), after);
    if (!best || score > best.score) best = { score, from: places[found.index], to: places[end - 1] + 1 };
  }
  return best;
}

let shownIn = null; // draws a set of marks in the editor, once its plugin is there

async function markerOf(editor) {
  const { pm } = await import("django-prose-editor/editor");
  const { Plugin, PluginKey } = pm.state;
  const { Decoration, DecorationSet } = pm.view;
  const key = new PluginKey("comments");
  editor.registerPlugin(
    new Plugin({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (transaction, set) => transaction.getMeta(key) ?? set.map(transaction.mapping, transaction.doc),
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  );
  return (places) => {
    const drawn = places.flatMap(({ from, to, thread }) => [
      Decoration.inline(from, to, { nodeName: "mark", class: "pc-anchor", "data-of": thread.id }),
      Decoration.widget(to, () => number(thread.dataset.number), { side: 1, key: `${thread.id}-${thread.dataset.number}` }),
    ]);
    const { state, view } = editor;
    view.dispatch(state.tr.setMeta(key, DecorationSet.create(state.doc, drawn)).setMeta("addToHistory", false));
  };
}

// Draw the threads that stand on the page; their words move with what is typed.
export async function mark(editor) {
  const threads = [...document.querySelectorAll("[data-comments] [data-now]")];
  if (!threads.length && !shownIn) return;
  shownIn ??= await markerOf(editor);
  const flat = textOf(editor.state.doc);
  const places = [];
  for (const thread of threads) {
    const place = placeOf(thread.dataset, flat);
    if (place) places.push({ ...place, thread });
    link(editor, thread, Boolean(place));
  }
  shownIn(places);
}

function number(words) {
  const sign = document.createElement("span");
  sign.className = "pc-anchor__no";
  sign.dataset.number = words;
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

// "Show in the text" goes from a thread to its words in the editor, and selects them.
function link(editor, thread, there) {
  thread.querySelector("[data-show]")?.remove();
  if (!there) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pc-linkbutton";
  button.dataset.show = "";
  button.append("Show in the text");
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = `: comment ${thread.dataset.number}`;
  button.append(hidden);
  button.addEventListener("click", () => {
    const words = document.querySelector(`mark[data-of="${thread.id}"]`);
    if (!words) return;
    const view = editor.view;
    const from = view.posAtDOM(words, 0);
    editor.chain().focus().setTextSelection({ from, to: from + words.textContent.length }).scrollIntoView().run();
    words.scrollIntoView({ block: "center" });
  });
  thread.querySelector(".pc-thread__said").before(button);
}
