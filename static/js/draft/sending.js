// Sends a form of the drafting room and says in one word what came of it. It never throws.
const PATIENCE = 30000;
const KINDS = { 400: "too_long", 401: "signed_out", 404: "gone", 405: "gone", 410: "gone", 413: "too_long" };
let given = "";

// Signing in changes the token, so the one that the page was drawn with does not last as long as the page.
export function token() {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return cookie ? cookie.slice("csrftoken=".length) : given;
}

export function useToken(fresh) {
  given = fresh;
}

async function ask(url, options) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  const headers = { Accept: "application/json", ...options.headers };
  try {
    const response = await fetch(url, { redirect: "manual", signal: limit.signal, ...options, headers });
    if (response.type === "opaqueredirect") return { kind: "signed_out" };
    const json = response.headers.get("Content-Type")?.startsWith("application/json");
    const data = json ? await response.json() : {};
    if (response.ok && json) return { kind: "done", data };
    return { kind: data.why ?? KINDS[response.status] ?? (response.status === 403 ? "forbidden" : "failed"), data };
  } catch {
    return { kind: "offline" };
  } finally {
    clearTimeout(timer);
  }
}

export function look(url) {
  return ask(url, {});
}

export function send(url, boxes, { keepalive = false } = {}) {
  const body = new FormData();
  for (const [name, value] of boxes) body.append(name, value);
  return ask(url, { method: "POST", body, keepalive, headers: { "X-CSRFToken": token() } });
}
