// Keys pressed while the text is away: a connection that breaks in the middle of a run takes it off the page and puts it
// there anew, and where the server is gone, Streamlit covers it. They are kept, and given to the text when it is back.

import { commandOf } from './keys.mjs';

const LONGEST = 5000; // milliseconds; whoever waits longer has seen that the text is gone

export class Ahead {
  #keys = [];
  #since = null;
  #page = '';
  #keep = (event) => {
    const at = document.activeElement;
    const elsewhere = at && at !== document.body && !at.closest('[data-testid="stDialog"]');
    if (elsewhere || location.pathname !== this.#page || performance.now() - this.#since > LONGEST) this.#stop();
    else if (commandOf(event)) {
      this.#keys.push(event);
      event.preventDefault();
      event.stopPropagation();
    }
  };

  // The text went away under a person's hands.
  wait() {
    if (this.#since === null) addEventListener('keydown', this.#keep, true);
    this.#since = performance.now();
    this.#page = location.pathname;
  }

  // The text is there. What opens a window ends it: the keys after it were not meant for the text.
  play(text) {
    const keys = this.#stop();
    while (keys.length && document.activeElement === text) text.dispatchEvent(new KeyboardEvent('keydown', keys.shift()));
  }

  #stop() {
    removeEventListener('keydown', this.#keep, true);
    this.#since = null;
    return this.#keys.splice(0);
  }
}
