// What was typed and not saved yet, kept in this browser under its writer, until it is saved or they sign out.
const PREFIX = "pcc-draft:";
let signingOut = false;
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "act"]);

export function boxesOf(form) {
  return [...new FormData(form)].filter(([name, value]) => !LEFT_OUT.has(name) && typeof value === "string");
}

export function keeperFor(form) {
  const { person, place } = form.dataset;
  const mine = `${PREFIX}${person}:${place}:`;
  let key = `${mine}${form.elements.revision.value}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  let free = hold(key);

  return {
    get key() {
      return key;
    },
    // Go on with what an earlier page kept.
    adopt(other) {
      free();
      key = other;
      free = hold(key);
    },
    keep() {
      signingOut = false;
      try {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), person, boxes: boxesOf(form) }));
        return true;
      } catch {
        return false; // full, or not allowed: the page alone keeps the text
      }
    },
    forget(which = key) {
      try {
        localStorage.removeItem(which);
      } catch {
        // nothing was kept
      }
    },
    // What this person wrote in this section in a page that is not open any more, newest first.
    async left() {
      const open = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name) ?? []);
      return entries(mine).filter((entry) => entry.key !== key && !open.has(entry.key) && entry.person === person);
    },
  };
}

function entries(prefix) {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix)) found.push({ key, ...JSON.parse(localStorage.getItem(key)) });
    }
  } catch {
    return [];
  }
  return found.sort((one, other) => other.at - one.at);
}

// While a page holds the lock of its text, another page does not offer it as left behind.
function hold(name) {
  let free = () => {};
  navigator.locks?.request(name, () => new Promise((resolve) => (free = resolve)));
  return () => free();
}

// Whoever signs out leaves nothing of what they typed, once the page is truly left: they may still be asked and stay.
export function forgetOnLeaving() {
  signingOut = true;
}

addEventListener("pagehide", () => {
  if (!signingOut) return;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
});
