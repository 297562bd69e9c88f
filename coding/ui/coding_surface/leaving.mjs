// Between a click that leads to another page and that page, the host sends whatever a component says under the name of
// the page that is being left; the server would take the newer message for the wish, and the click would be lost.

const WAYS = '[data-testid="stSidebarNavLink"], [data-testid="stPageLink-NavLink"]';
const APP = '[data-testid="stApp"]';
const LONGEST = 10000; // after so long without another page, nothing has come of the click
const LOOK = 250;
const RESTS = 4; // looks at an app that rests where it was: the click is lost
const AGAIN = 2;

let since = -Infinity;
let here = globalThis.location?.pathname;
let tries = 0;
let timer;

// Another page has been asked for; without an address, one that is not this one.
export function leave(to) {
  if (to !== here) since = performance.now();
}

// What a field had to send when this very click left it may still be on its way, and is the newer message too: the host
// sends it, so we can't hold it. Where the app then rests and is still here, the way is gone again.
function follow(way, rested = 0) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!leaving() || !way.isConnected) return;
    const app = document.querySelector(APP)?.dataset;
    const rests = app?.testScriptState === 'notRunning' && app.testConnectionState === 'CONNECTED' ? rested + 1 : 0;
    if (rests < RESTS) follow(way, rests);
    else if (tries < AGAIN) {
      tries += 1;
      way.click();
    }
  }, LOOK);
}

globalThis.document?.addEventListener('click', (event) => {
  const way = event.target.closest?.(WAYS);
  if (!way || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.isTrusted) tries = 0;
  leave(new URL(way.href).pathname);
  if (leaving()) follow(way);
}, true);
globalThis.addEventListener?.('popstate', () => leave(location.pathname));

// Whether another page is on its way; nothing may be said until it is there.
export const leaving = () => performance.now() - since < LONGEST;

// Another page has been put up.
export function arrived() {
  since = -Infinity;
  here = globalThis.location?.pathname;
  clearTimeout(timer);
}
