// What the browser tells us: keys, mouse, touch, the selection, size and scrolling.

import { commandOf } from './keys.mjs';
import { h } from './dom.mjs';
import { colour } from './marks.mjs';
import { factsOf } from './panel.mjs';

const COVER = 'body > [data-testid="stDialog"]'; // what Streamlit puts over a page whose server is gone

export function listen(surface) {
  const { view, scroller, root } = surface;
  const heard = [];
  const on = (target, kind, act, options) => {
    target.addEventListener(kind, act, options);
    heard.push(() => target.removeEventListener(kind, act, options));
  };
  let dragging = false;
  let touched = -1e9;
  let waiting = 0;

  on(view.element, 'keydown', (event) => {
    if (surface.palette.open) {
      const range = surface.selected();
      const own = /^letter:(.)$/u.exec(commandOf(event) ?? '');
      if (!(own && surface.hand.favourites[own[1]]) && surface.palette.take(event)) {
        if (surface.palette.open) surface.hold(range);
        event.preventDefault();
        event.stopPropagation();
        return;
      }
    }
    // Keys of ours are read with the caret where it is now, not where the last event left it.
    const command = commandOf(event);
    if (command) surface.caret.read();
    clearTimeout(waiting);
    if (command && command !== 'escape') surface.closePalette();
    surface.key(event);
  });
  // A text that leaves the page or is covered with the focus in it was not left by the person.
  on(view.element, 'focusout', () => queueMicrotask(() => {
    if (!root.isConnected || document.activeElement?.closest(COVER)) surface.channel.ahead.wait();
  }));
  for (const kind of ['keyup', 'keypress']) on(view.element, kind, (event) => event.stopPropagation());

  on(document, 'selectionchange', () => {
    if (!surface.caret.focused) return;
    const before = `${surface.caret.anchor}/${surface.caret.focus}`;
    if (!surface.caret.read() || before === `${surface.caret.anchor}/${surface.caret.focus}`) return;
    surface.caretMoved();
    if (dragging || performance.now() - touched > 8000) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => surface.selected() && !surface.palette.open && !surface.doc.readonly && surface.openPalette(false), 450);
  });

  on(view.element, 'pointerdown', (event) => {
    if (event.pointerType !== 'mouse') touched = performance.now();
    else touched = -1e9;
  });
  on(view.element, 'touchstart', (event) => surface.touch.started(event), { passive: true });
  on(view.element, 'touchmove', (event) => surface.touch.moved(event), { passive: true });
  on(view.element, 'touchend', (event) => surface.touch.ended(event));
  on(view.element, 'mousedown', (event) => {
    surface.closePalette();
    const bar = event.target.closest?.('.cs-bar');
    if (bar) {
      event.preventDefault();
      surface.reveal(bar.dataset.coding);
    } else {
      dragging = event.button === 0;
      // Or the browser would move the old selection about instead of beginning a new one inside it.
      const selection = document.getSelection();
      if (dragging && event.detail === 1 && !event.shiftKey && !selection.isCollapsed) selection.collapseToStart();
    }
  });
  on(view.element, 'copy', (event) => {
    const range = surface.selected();
    if (!range) return;
    // The words as they stand in the source: what is drawn has a break after every numbered line.
    event.clipboardData.setData('text/plain', surface.structure.text.slice(...range));
    event.preventDefault();
  });
  on(document, 'mouseup', () => {
    if (!dragging) return;
    dragging = false;
    // The browser settles the selection after the event.
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (!surface.gone && surface.caret.focused && surface.caret.read() && surface.selected() && !surface.doc.readonly) surface.openPalette(false);
    }, 0);
  });
  on(document, 'mousedown', (event) => {
    if (surface.palette.open && !root.contains(event.target)) surface.closePalette();
  });

  on(view.element, 'mouseover', (event) => hover(surface, event));
  on(view.element, 'mouseleave', () => { surface.card.hidden = true; });
  on(scroller, 'scroll', () => {
    surface.card.hidden = true;
    clearTimeout(surface.scrolling);
    surface.scrolling = setTimeout(() => !surface.gone && surface.scrolled(), 200);
  }, { passive: true });
  on(globalThis, 'resize', () => surface.fit());
  on(globalThis, 'blur', () => { dragging = false; });
  heard.push(outage(surface));
  return () => { clearTimeout(waiting); heard.forEach((forget) => forget()); };
}

// Where the server is gone, Streamlit puts a window of its own over the text, and it takes the keys. Here that is said
// beside the text, and coding goes on.
function outage(surface) {
  const app = document.querySelector('[data-testid="stApp"]');
  let [covered, given] = [false, false];
  const look = () => {
    const window = document.querySelector(COVER);
    if (window && !covered) {
      surface.sync.lose(true);
      [...window.querySelectorAll('button')].at(-1)?.click();
    } else if (covered && !window && !surface.gone && !surface.popups.open && !surface.palette.open) {
      surface.focus();
      surface.channel.ahead.play(surface.view.element);
    }
    covered = window !== null;
    const state = app?.dataset.testConnectionState;
    if (state === 'CONNECTED') surface.sync.lose(false);
    if (state === 'DISCONNECTED_FOREVER' && !given) again(surface);
    given = state === 'DISCONNECTED_FOREVER';
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true });
  if (app) watch.observe(app, { attributes: true, attributeFilter: ['data-test-connection-state'] });
  return () => watch.disconnect();
}

// Streamlit has given up. What is not saved lies in the browser, so the page is opened again as soon as a server answers.
async function again(surface) {
  const answers = await fetch(new URL('_stcore/health', document.baseURI)).then((answer) => answer.ok, () => false);
  if (answers && !surface.popups.open) location.reload();
  else setTimeout(() => surface.gone || again(surface), 2000);
}

// Beside the pointer: every code on these words, who gave it, and the memo.
function hover(surface, event) {
  const target = event.target.closest?.('.cs-mark, .cs-bar');
  if (!target || surface.palette.open || event.buttons) {
    surface.card.hidden = true;
    return;
  }
  const { view, card, root } = surface;
  let codings;
  if (target.classList.contains('cs-bar')) codings = [view.codings.get(target.dataset.coding)].filter(Boolean);
  else {
    const start = surface.caret.offset(target.firstChild, 0);
    codings = view.at(start, start + 1);
  }
  card.replaceChildren(...codings.map((coding) => cardOf(surface, coding)));
  card.hidden = codings.length === 0;
  const [frame, box] = [root.getBoundingClientRect(), target.getClientRects()[0] ?? target.getBoundingClientRect()];
  const top = box.bottom - frame.top + 6;
  card.style.left = `${Math.max(8, Math.min(event.clientX - frame.left - 20, frame.width - card.offsetWidth - 8))}px`;
  card.style.top = `${top + card.offsetHeight < frame.height ? top : Math.max(4, box.top - frame.top - card.offsetHeight - 6)}px`;
}

function cardOf(surface, coding) {
  const { words } = surface;
  const code = surface.codeOf(coding.code);
  const facts = [surface.nameOf(coding.by), ...factsOf(coding, words)];
  return h('div', { class: 'cs-card-item', '--c': colour(code?.colour) }, h('b', { class: 'cs-chip' }, code?.sign || code?.key || '·'), h('span', {}, h('b', {}, code?.name ?? '?'), h('small', {}, facts.join(' · ')), coding.memo && h('p', {}, coding.memo)));
}
