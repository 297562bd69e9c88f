// Between a click that leads to another page and that page, the host sends whatever a component says under the name of
// the page that is being left; the server would take the newer message for the wish, and the click would be lost.

const WAYS = '[data-testid="stSidebarNavLink"], [data-testid="stPageLink-NavLink"]';
const LONGEST = 10000; // after so long without another page, nothing has come of the click

let since = -Infinity;
let here = globalThis.location?.pathname;

function leave(to) {
  if (to !== here) since = performance.now();
}

globalThis.document?.addEventListener('click', (event) => {
  const way = event.target.closest?.(WAYS);
  if (way && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey) leave(new URL(way.href).pathname);
}, true);
globalThis.addEventListener?.('popstate', () => leave(location.pathname));

// Whether another page is on its way; nothing may be said until it is there.
export const leaving = () => performance.now() - since < LONGEST;

// Another page has been put up.
export function arrived() {
  since = -Infinity;
  here = globalThis.location?.pathname;
}
