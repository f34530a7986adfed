// What is pasted, before the editor reads it: scripts, pictures and office markup fall away, and the words stay.
const LONGEST = 500_000; // a section holds no more
const DEEPEST = 200;
const NEVER_TEXT = "script, style, title, meta, link, xml, template, iframe, object, svg, img, picture, video, audio";

export function tidyPaste(html) {
  const page = new DOMParser().parseFromString(withoutWeight(html), "text/html");
  for (const part of page.body.querySelectorAll(NEVER_TEXT)) part.remove();
  if (depthOf(page.body) > DEEPEST || page.body.textContent.length > LONGEST) return plain(page.body.textContent);
  for (const part of page.body.querySelectorAll("*")) {
    for (const { name } of [...part.attributes]) {
      if (!["href", "colspan", "rowspan", "data-pm-slice"].includes(name)) part.removeAttribute(name);
    }
  }
  return page.body.innerHTML;
}

// Pictures written into the text and conditions of Word are heavy, and go before anything is parsed.
function withoutWeight(html) {
  return html
    .replace(/\bsrc\s*=\s*(["'])data:[^"']*\1/gi, "")
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, "")
    .replace(/<!\[[^\]]*\]>/g, "");
}

function depthOf(root) {
  const waiting = [[root, 0]];
  let deepest = 0;
  while (waiting.length && deepest <= DEEPEST) {
    const [node, depth] = waiting.pop();
    deepest = Math.max(deepest, depth);
    for (const child of node.children) waiting.push([child, depth + 1]);
  }
  return deepest;
}

function plain(text) {
  const page = document.createElement("div");
  for (const line of text.split(/\n\s*\n/)) {
    if (!line.trim()) continue;
    const paragraph = document.createElement("p");
    paragraph.textContent = line.trim();
    page.append(paragraph);
  }
  return page.innerHTML;
}
