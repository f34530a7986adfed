// Keeps the drafts that a member of the Panel has opened, with all they need to look right, and gives them without a line.
// It touches no page but those of the Panel's room, keeps none but the readings, and keeps them for one person at a time.
const PREFIX = "pcc-reading:";
const READING = /^\/panel-room\/reviews\/[^/]+\/read\/[^/]+\/$/;
const DEVICE = "/panel-room/device/";
const PARTS = /^\/(static|images)\//;
const PATIENCE = 8000; // a line that does not answer is as good as none, where there is a copy
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
const AT = "Pcc-Kept-At";
let stops = 0; // what was being kept when somebody signed out is not kept after all

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (PARTS.test(url.pathname)) event.respondWith(part(request));
});

async function page(event, url) {
  const copy = await keptCopy(url.pathname + url.search);
  try {
    const asked = fetch(event.request);
    const response = await (copy ? inTime(asked) : asked);
    if (response.headers.get("Content-Type")?.startsWith("text/html")) event.waitUntil(whose(response.clone()));
    return response;
  } catch {
    return copy ?? (await keptCopy(DEVICE)) ?? nothingKept();
  }
}

async function part(request) {
  const copy = await caches.match(request.url, { ignoreVary: true });
  try {
    return await (copy ? inTime(fetch(request)) : fetch(request));
  } catch {
    return copy ?? Response.error();
  }
}

function inTime(asked) {
  return Promise.race([asked, new Promise((_, late) => setTimeout(late, PATIENCE))]);
}

async function keptCopy(address) {
  const { pathname } = new URL(address, location.origin);
  if (!READING.test(pathname) && pathname !== DEVICE) return undefined;
  const copy = await caches.match(address, { ignoreVary: true });
  return copy && Date.now() - Number(copy.headers.get(AT)) < KEPT_FOR ? copy : undefined;
}

function nothingKept() {
  const words = "<!doctype html><html lang='en-GB'><meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>You are offline</title><h1>You are offline</h1><p>This page is not kept on this device. Open it again when the line is back.</p><p><a href='/panel-room/'>The Panel’s room</a></p></html>";
  return new Response(words, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

// ---------- one person at a time ----------

const personOf = (html) => html.match(/<html[^>]* data-person="(\d+)"/)?.[1] ?? null;

async function whose(response) {
  const person = personOf(await response.text());
  if (person) await forgetOthers(person);
}

async function forgetOthers(person) {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== PREFIX + person) await caches.delete(name);
  }
}

// ---------- keeping ----------

addEventListener("message", (event) => {
  const { act, person, pages } = event.data;
  if (act === "stop") stops++;
  if (act !== "keep") return;
  const work = keep(person, pages).catch(() => 0);
  event.waitUntil(work.then((kept) => event.ports[0]?.postMessage({ kept })));
});

async function keep(person, pages) {
  const began = stops;
  await forgetOthers(person);
  await forgetOld(person);
  const known = new Set();
  let kept = 0;
  for (const address of pages) {
    const { pathname } = new URL(address, location.origin);
    if (!READING.test(pathname) && pathname !== DEVICE) continue;
    const response = await fetch(address, { redirect: "manual", cache: "no-store", headers: { Accept: "text/html" } });
    if (!response.ok) continue;
    const html = await response.text();
    if (personOf(html) !== person) return kept;
    const parts = [...html.matchAll(/(?:src|href)="(\/(?:static|images)\/[^"?#]+)"/g)].map(([, found]) => found);
    const answers = await withAllTheyNeed(parts, known);
    if (stops !== began) return 0;
    const cache = await caches.open(PREFIX + person);
    await Promise.all(answers.map(([one, answer]) => cache.put(one, answer)));
    await cache.put(address, asACopy(html, response));
    kept += pathname !== DEVICE;
  }
  if (stops !== began) await caches.delete(PREFIX + person);
  return kept;
}

// The copy says of itself what it is, and keeps its headers: the policy of what it may load is one of them.
function asACopy(html, response) {
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set(AT, String(Date.now()));
  return new Response(html.replace("<html ", "<html data-kept ").replace(" hidden data-offline", " data-offline"), { headers });
}

// Files with those that they name: fonts of a stylesheet, modules of a script.
async function withAllTheyNeed(addresses, known) {
  const found = [];
  for (const address of addresses) {
    if (known.has(address)) continue;
    known.add(address);
    const response = await fetch(address);
    if (!response.ok) continue;
    found.push([address, response.clone()]);
    const named = /\.css$/.test(address) ? /url\(["']?([^"')]+)["']?\)/g : /\.m?js$/.test(address) ? /(?:from|import)\s*["'](\.[^"']+)["']/g : null;
    if (!named) continue;
    const base = new URL(address, location.origin);
    const inside = [...(await response.text()).matchAll(named)].map(([, one]) => new URL(one, base));
    const ours = inside.filter((one) => one.origin === location.origin && PARTS.test(one.pathname));
    found.push(...(await withAllTheyNeed(ours.map((one) => one.pathname), known)));
  }
  return found;
}

async function forgetOld(person) {
  const cache = await caches.open(PREFIX + person);
  for (const request of await cache.keys()) {
    const at = Number((await cache.match(request)).headers.get(AT));
    if (at && Date.now() - at > KEPT_FOR) await cache.delete(request);
  }
}
