// Plays the part of the page around the component: two mounts, one request in flight at a time, a line that can be cut.
// `?big=3000` opens a large source; `?hostile` one with strings that must stay inert; `?dark`, `?fresh`, `?delay=80`.

import surface, { pending } from '../../../coding/ui/coding_surface/surface.mjs';
import { interview, large } from './data.mjs';
import { hostile } from './hostile.mjs';
import { Server } from './server.mjs';

const asked = new URLSearchParams(location.search);
if (asked.has('dark')) document.body.classList.add('dark');
if (asked.has('fresh')) localStorage.clear();
const doc = asked.has('big') ? large({ codings: Number(asked.get('big')), turns: Number(asked.get('turns') ?? 1500), characters: Number(asked.get('characters') ?? 200000) }) : asked.has('hostile') ? hostile(interview()) : interview(asked.has('readonly') ? { readonly: true } : {});
const server = new Server(doc, asked.has('big') ? null : localStorage);
const mounts = { doc: document.getElementById('doc'), sync: document.getElementById('sync') };
const host = { server, requests: [], drops: 0, cut: sessionStorage.getItem('cut') === '1', delay: Number(asked.get('delay') ?? 15), pending, last: null };
globalThis.host = host;

// The line: a request may be lost on the way up (cut), or its answer on the way down (drops).
function trigger(name, request) {
  host.requests.push(structuredClone(request));
  if (host.cut) return;
  setTimeout(() => {
    const answer = server.handle(structuredClone(request));
    if (host.drops > 0) { host.drops--; return; }
    setTimeout(() => show({ ...answer, channel: doc.channel }), host.delay);
  }, host.delay);
}

function show(sync) {
  const text = JSON.stringify(sync);
  if (text === host.last) return; // the real host does not call for equal data
  host.last = text;
  surface({ data: { told: JSON.parse(text) }, parentElement: mounts.sync, setTriggerValue: trigger });
}

host.setCut = (cut) => { host.cut = cut; sessionStorage.setItem('cut', cut ? '1' : '0'); };
host.remote = (codings, removed) => { server.other(codings, removed); show({ ...server.sync(server.state.rev - 1), channel: doc.channel }); };
host.remoteWithGap = (codings) => { server.other(codings); show({ ...server.sync(server.state.rev), channel: doc.channel }); };
host.away = () => {
  mounts.doc.remove();
  host.leave?.();
};
host.back = (place = null) => {
  doc.place = place;
  mounts.doc = document.createElement('div');
  document.body.prepend(mounts.doc);
  host.mountDoc();
};
host.remount = (place) => {
  host.away();
  host.back(place);
};
host.mountDoc = () => { host.leave = surface({ data: { told: { ...server.doc(doc), snap: host.snap.rev, codings: host.snap.codings, codes: host.snap.codes, finished: host.snap.finished } }, parentElement: mounts.doc, setTriggerValue: trigger }); };
host.snap = structuredClone({ rev: server.state.rev, codings: server.state.codings, codes: server.state.codes, finished: server.state.finished });
const began = performance.now();
host.mountDoc();
show({ ...server.sync(server.state.rev), channel: doc.channel });
host.built = performance.now() - began;

// Suggestions for the rows of the source, as the page brings them in a mount of its own.
host.offer = (guesses, { blind = [], stick = false } = {}) => {
  mounts.offers ??= document.body.appendChild(document.createElement('div'));
  const { structure } = document.querySelector('.cs-doc').csWorkspace;
  const rows = structure.rows.filter((row) => row.kind === 'turn').map(({ start, end }) => [start, end].map((at) => structure.offsets.points(at)));
  const segments = rows.map(([start, end], i) => ({ start, end, blind: blind.includes(i), guesses: guesses[i] ?? [] }));
  surface({ data: { told: { role: 'offers', channel: doc.channel, model: 'm1', stick, segments } }, parentElement: mounts.offers, setTriggerValue: trigger });
};

// What the tests ask for.
host.text = doc.text;
const workspace = () => document.querySelector('.cs-doc').csWorkspace;
host.select = (start, end) => { const { offsets } = workspace().structure; workspace().select(offsets.units(start), offsets.units(end)); };
host.selection = () => {
  const { caret, structure } = workspace();
  caret.read();
  return [structure.offsets.points(caret.start), structure.offsets.points(caret.end)];
};
// Somebody changes the first coding's memo, and the news has not come yet.
host.touch = (memo) => {
  const [coding, ...rest] = server.state.codings;
  server.state.codings = [{ ...coding, memo, v: coding.v + 1 }, ...rest];
  server.state.events.push({ rev: ++server.state.rev, by: 'other', codings: [server.state.codings[0]], removed: [] });
};
host.tell = () => show({ ...server.sync(1), channel: doc.channel });
host.measure = async (rounds) => {
  const element = document.querySelector('.cs-doc');
  element.focus();
  const press = (key) => element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const frame = () => new Promise((done) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); }));
  const rest = () => new Promise((done) => setTimeout(done, 60));
  const [drawn, painted] = [[], []];
  for (let i = 0; i < rounds; i++) {
    press('ArrowDown'); press('Enter');
    await rest();
    const began = performance.now();
    press(String(1 + (i % 9)));
    drawn.push(performance.now() - began);
    await frame();
    painted.push(performance.now() - began);
    await rest();
  }
  const middle = (list) => list.sort((a, b) => a - b)[list.length >> 1];
  return [middle(drawn), middle(painted)];
};
