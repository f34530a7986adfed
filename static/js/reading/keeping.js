// What this device keeps for reading without a line: asks the worker to keep a page, and lists and removes what is kept.
const PREFIX = "pcc-reading:";
const DEVICE = "/panel-room/device/";

export const canKeep = () => "serviceWorker" in navigator && "caches" in window;

async function keptNames() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

// Ask the worker to keep the pages for this person; answers how many of them are kept now.
export async function keep(person, pages) {
  await navigator.serviceWorker.register("/panel-room/worker.js");
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active.postMessage({ act: "keep", person, pages: [...pages, DEVICE] }, [port2]);
  return answer;
}

// Remove the pages that are kept: of everybody, or of everybody but one person.
export async function forget(but = null) {
  if (!("caches" in window)) return;
  const gone = (await keptNames()).filter((name) => but === null || name !== `${PREFIX}${but}`);
  if (!gone.length) return;
  const worker = await navigator.serviceWorker?.getRegistration("/panel-room/");
  worker?.active?.postMessage({ act: "stop" });
  await Promise.all(gone.map((name) => caches.delete(name)));
}

// The drafts that are kept for a person, each once, with the address to begin at.
export async function keptPages(person) {
  if (!(await caches.has(`${PREFIX}${person}`))) return [];
  const cache = await caches.open(`${PREFIX}${person}`);
  const found = [];
  for (const { url } of await cache.keys()) {
    const { pathname, search } = new URL(url);
    if (!pathname.includes("/read/") || search) continue;
    const page = new DOMParser().parseFromString(await (await cache.match(url)).text(), "text/html");
    found.push({
      url: pathname,
      title: page.querySelector("h1")?.textContent.trim() ?? pathname,
      note: page.querySelector(".pc-lead")?.textContent.trim() ?? "",
    });
  }
  return found;
}
