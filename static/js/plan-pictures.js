// Pictures in the text of a section: a block of its own, brought in through a question under the tools, by paste or drop.
import * as E from "django-prose-editor/editor";
import { captionHtml, captionWords } from "./editor-reference.js";

const KEPT = /^\/images\/[0-9a-f]{64}\.(?:png|jpg|webp)$/;
const FAILED = "The picture could not be sent. Look to your connection, then press “Put in the picture” again.";

function read(element) {
  const picture = element.matches("img") ? element : element.querySelector("img");
  const src = picture?.getAttribute("src") ?? "";
  if (!KEPT.test(src)) return false;
  const caption = element.querySelector("figcaption")?.innerHTML ?? "";
  return { src, alt: picture.getAttribute("alt") ?? "", caption };
}

export const PlanFigure = E.Node.create({
  name: "planFigure",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    return { src: { default: "" }, alt: { default: "" }, caption: { default: "" } };
  },
  parseHTML() {
    return [{ tag: "figure", getAttrs: read }, { tag: "img", getAttrs: read }];
  },
  renderHTML({ node }) {
    const { src, alt, caption } = node.attrs;
    const words = caption ? [["figcaption", {}, captionWords(caption)]] : [];
    return ["figure", caption ? { "data-caption-html": caption } : {}, ["img", { src, alt }], ...words];
  },
});

// The caption's own HTML is put back where it belongs in what is kept.
export function withCaptions(content) {
  for (const figure of content.querySelectorAll("figure[data-caption-html]")) {
    figure.querySelector("figcaption").innerHTML = figure.dataset.captionHtml;
    figure.removeAttribute("data-caption-html");
  }
}

export const isPicture = (file) => /^image\/(png|jpeg|webp)$/.test(file?.type ?? "");

async function send(form, address, file) {
  const data = new FormData();
  data.append("picture", file);
  data.append("csrfmiddlewaretoken", form.querySelector("[name='csrfmiddlewaretoken']").value);
  const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error);
  return said.src;
}

function field(id, label, hint, input) {
  input.id = id;
  const parts = [E.crel("label", { htmlFor: id, className: "govuk-label", textContent: label })];
  if (hint) {
    parts.push(E.crel("div", { id: `${id}_hint`, className: "govuk-hint", textContent: hint }));
    input.setAttribute("aria-describedby", `${id}_hint`);
  }
  return E.crel("div", { className: "govuk-form-group" }, [...parts, input]);
}

const selected = (editor) => {
  const { node, from } = editor.state.selection;
  return node?.type.name === "planFigure" ? { ...node.attrs, at: from } : null;
};

// Asks for a picture, what it shows and its caption; of the picture that is selected, for the last two.
export function askForPicture(editor, place, button, address, dropped = null) {
  const now = dropped ? null : selected(editor);
  const id = `${editor.view.dom.id}_picture`;
  const file = E.crel("input", { type: "file", className: "govuk-file-upload", accept: "image/png,image/jpeg,image/webp" });
  const alt = E.crel("input", { type: "text", className: "govuk-input", value: now?.alt ?? "" });
  const caption = E.crel("input", { type: "text", className: "govuk-input", value: captionWords(now?.caption ?? "") });
  const wrong = E.crel("p", { className: "govuk-error-message", hidden: true, role: "alert" });
  const done = E.crel("button", { type: "button", className: "govuk-button govuk-button--secondary" });
  done.textContent = now ? "Keep the words" : "Put in the picture";
  const cancel = E.crel("button", { type: "button", className: "pc-linkbutton", textContent: "Cancel" });
  const shown = [wrong];
  if (!now && !dropped) {
    shown.push(field(`${id}_file`, "Picture", "A PNG, JPEG or WebP file of at most 5 MB.", file));
  }
  shown.push(
    field(`${id}_alt`, "Description", "What the picture tells, for those who cannot see it. Say it in a sentence or two.", alt),
    field(`${id}_caption`, "Caption", "A few words under the picture, if it needs them. Its number is added for you.", caption),
    E.crel("div", { className: "pc-ask__buttons" }, [done, cancel]),
  );
  place.replaceChildren(...shown);
  place.hidden = false;
  place.querySelector("input").focus();

  const close = () => {
    place.hidden = true;
    place.replaceChildren();
  };
  const refuse = (words, input) => {
    wrong.textContent = words;
    wrong.hidden = false;
    done.disabled = false;
    input.focus();
  };
  const apply = async () => {
    const chosen = dropped ?? file.files[0];
    if (!now && !chosen) return refuse("Choose a picture first.", file);
    if (!alt.value.trim()) return refuse("Describe the picture, so that everybody learns what it tells.", alt);
    done.disabled = true;
    const typed = caption.value.trim();
    const same = typed === captionWords(now?.caption ?? "");
    const attrs = { alt: alt.value.trim().replace(/\s+/g, " "), caption: same ? now?.caption ?? "" : captionHtml(typed, now?.caption ?? "") };
    try {
      attrs.src = now?.src ?? (await send(editor.view.dom.closest("form"), address, chosen));
    } catch (error) {
      return refuse(error instanceof TypeError || error instanceof SyntaxError ? FAILED : error.message, dropped ? alt : file);
    }
    close();
    editor.view.focus();
    const chain = editor.chain().focus();
    if (now) chain.setNodeSelection(now.at).updateAttributes("planFigure", attrs).run();
    else chain.insertContent({ type: "planFigure", attrs }).run();
  };
  done.addEventListener("click", apply);
  cancel.addEventListener("click", () => {
    close();
    button.focus();
  });
  place.onkeydown = (event) => {
    if (event.key === "Enter" && event.target.matches("input[type='text']")) {
      event.preventDefault();
      apply();
    } else if (event.key === "Escape") {
      close();
      button.focus();
    }
  };
}
