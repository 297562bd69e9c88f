// Has its part of the page looked at again after a while; not while another page is on its way: what is asked then is
// answered after that page, under the name of the one that was left, and the host clears what is there.

import { leaving } from './leaving.mjs';

const HELD = 250;
const LOST = 10000; // an answer that has not come by then is asked for again
const MOUNTS = new WeakMap(); // parent element → Pulse

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
