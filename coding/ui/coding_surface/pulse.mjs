// Has its part of the page looked at again after a while; not while another page is on its way: what is asked then is
// answered after that page, under the name of the one that was left, and the host clears what is there. And not while
// nobody is there: a page that asks for ever would keep its person signed in for ever.

import { leaving } from './leaving.mjs';

const HELD = 250;
const LOST = 10000; // an answer that has not come by then is asked for again
const AWAY = 30 * 60 * 1000; // nobody touched the page for so long: nothing is asked, so that a sign-in can run out
const LOOK = 1000;
const MOUNTS = new WeakMap(); // parent element → Pulse

let touched = performance.now();

export function touch() {
  touched = performance.now();
}

for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus']) {
  globalThis.addEventListener?.(kind, touch, { capture: true, passive: true });
}

export class Pulse {
  take({ after, beat }, ask) {
    this.ask = ask;
    if (beat === this.beat) return;
    this.beat = beat;
    this.#wait(after);
  }

  #wait(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#due(), ms);
  }

  #due() {
    if (leaving()) return this.#wait(HELD);
    if (performance.now() - touched > AWAY) return this.#wait(LOOK);
    this.ask();
    return this.#wait(LOST);
  }

  stop() {
    clearTimeout(this.timer);
  }
}

export default function pulse({ data, parentElement, setTriggerValue }) {
  if (!MOUNTS.has(parentElement)) MOUNTS.set(parentElement, new Pulse());
  const here = MOUNTS.get(parentElement);
  here.take(data, () => setTriggerValue('due', here.beat));
  return () => {
    if (parentElement.isConnected) return;
    here.stop();
    MOUNTS.delete(parentElement);
  };
}
