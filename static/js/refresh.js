// Brings a part of the page up to date while something on it is under way. Without it, the page has a link.
const EVERY = 3000;

async function lookAgain(part) {
  const response = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const now = page.getElementById(part.id);
  if (!now) return;
  const typing = part.contains(document.activeElement);
  if (!typing && now.innerHTML !== part.innerHTML) part.innerHTML = now.innerHTML;
  part.toggleAttribute("data-refresh-moving", now.hasAttribute("data-refresh-moving"));
}

for (const part of document.querySelectorAll("[data-refresh]")) {
  const timer = setInterval(() => {
    if (!part.hasAttribute("data-refresh-moving")) clearInterval(timer);
    else if (!document.hidden) lookAgain(part).catch(() => {});
  }, EVERY);
}
