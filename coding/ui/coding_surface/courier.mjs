// Present on every page: brings up what waits in this browser for sources that are not open, and is the way out, which
// warns before anything unsent is forgotten.

import { h } from './dom.mjs';
import { arrived, leaving } from './leaving.mjs';
import { clear, drop, pending, waiting } from './storage.mjs';

const SOON = 700; // what was on its way when the page changed has been confirmed by then
const LATER = 5000;
const MOUNTS = new WeakMap(); // parent element → Courier

class Courier {
  constructor(parent) {
    this.box = h('div', { class: 'cr-box', 'data-testid': 'courier' });
    this.refused = new Set(); // channels whose source has to be opened to tell what was refused
    parent.append(this.box);
    this.online = () => this.#look(SOON);
    globalThis.addEventListener('online', this.online);
  }

  async take(data, send) {
    const fresh = this.data?.page !== data.page;
    Object.assign(this, { data, send });
    if (fresh) arrived();
    if (!this.box.firstChild || this.words !== JSON.stringify(data.words)) this.#rest();
    for (const ack of data.acks) {
      if (ack.ok) await drop(ack.channel, [ack.op]).catch(() => {});
      else this.refused.add(ack.channel);
    }
    if (fresh) this.refused.clear();
    this.#look(fresh ? SOON : LATER);
  }

  #look(after) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#bring(), after);
  }

  async #bring() {
    // A browser that can't keep anything has nothing to bring.
    const left = await waiting(this.data.me).catch(() => new Map());
    const open = new Set([document.querySelector('.cs-doc')?.csWorkspace?.channel.name, document.querySelector('.cm-root')?.dataset.channel]);
    const batches = [...left].filter(([channel]) => !open.has(channel) && !this.refused.has(channel)).map(([channel, ops]) => ({ channel, ops }));
    if (batches.length && !leaving()) this.send({ batches });
    this.#look(LATER);
  }

  // -- the way out -----------------------------------------------------------------------------------

  #rest() {
    this.words = JSON.stringify(this.data.words);
    this.box.replaceChildren(this.#button('leave', () => this.#leave()));
  }

  #button(word, act, kind = '') {
    return h('button', { type: 'button', class: `cr-button ${kind}`, onclick: act }, this.data.words[word]);
  }

  async #leave() {
    const n = await pending(this.data.me).catch(() => 0);
    if (!n) return this.#go();
    const warning = h('p', { role: 'alert' }, this.data.words.warn.replace('{n}', n));
    const stay = this.#button('stay', () => this.#rest(), 'cr-primary');
    this.box.replaceChildren(warning, stay, this.#button('anyway', () => this.#go()));
    return stay.focus();
  }

  async #go() {
    await clear(this.data.me).catch(() => {});
    const form = h('form', { method: 'post', action: '/leave', hidden: true });
    this.box.append(form);
    form.submit();
  }

  stop() {
    clearTimeout(this.timer);
    globalThis.removeEventListener('online', this.online);
    this.box.remove();
  }
}

export default function courier({ data, parentElement, setTriggerValue }) {
  if (!MOUNTS.has(parentElement)) MOUNTS.set(parentElement, new Courier(parentElement));
  const here = MOUNTS.get(parentElement);
  here.take(data, (request) => setTriggerValue('ops', request));
  return () => {
    if (parentElement.isConnected) return;
    here.stop();
    MOUNTS.delete(parentElement);
  };
}
