// The coding surface: one component in up to four mounts. "doc" holds the source and never changes during a visit; "sync"
// brings what was saved; "offers", where there are any, what is suggested; "beside" another source to read. What they share is kept per channel, so that a mount that comes back finds everything as it was.

import { Ahead } from './ahead.mjs';
import { Model } from './model.mjs';
import { Pulse } from './pulse.mjs';
import { Sync } from './sync.mjs';
import { Workspace } from './workspace.mjs';

export { Lanes, layRow } from './lanes.mjs';
export { Model } from './model.mjs';
export { Offsets } from './offsets.mjs';
export { Queue } from './queue.mjs';
export { WORDS } from './words.mjs';
export { clear, pending } from './storage.mjs';

const CHANNELS = new Map(); // channel → {model, sync, workspace, …}
const MOUNTS = new WeakMap(); // parent element → {turn, role, channel}

function channelOf(name) {
  if (!CHANNELS.has(name)) CHANNELS.set(name, { name, model: null, sync: null, workspace: null, trigger: null, waiting: null, view: {}, offers: null, beside: null, offered: '', refused: new Map(), ahead: new Ahead() });
  return CHANNELS.get(name);
}

// Names of people: those who joined since the page was opened come with their work.
function meet(channel, coders) {
  channel.view.coders ??= new Map();
  for (const { id, name } of coders) channel.view.coders.set(id, name);
}

function takeDoc(channel, doc, parent) {
  meet(channel, doc.coders);
  if (!channel.model) channel.model = new Model(doc);
  else if (doc.snap > channel.model.rev) channel.model.load(doc);
  if (!channel.sync) {
    channel.sync = new Sync(channel.name, channel.model.rev, {
      changed: (mood, memory) => channel.workspace?.showMood(mood, memory),
      restored: (ops) => {
        const pairs = ops.flatMap((op) => channel.model.push(op));
        channel.workspace?.changed(pairs, true);
      },
    });
  }
  channel.sync.queue.rev = Math.max(channel.sync.queue.rev, channel.model.rev);
  channel.workspace?.destroy();
  channel.workspace = new Workspace(parent, doc, channel);
  if (channel.offers) channel.workspace.suggesting.take(channel.offers, channel.refused);
  if (channel.trigger) channel.sync.connect(channel.trigger);
  if (channel.waiting) takeSync(channel, channel.waiting);
}

function takeSync(channel, sync) {
  if (!channel.sync) {
    channel.waiting = sync;
    return;
  }
  channel.waiting = null;
  meet(channel, sync.coders ?? []);
  const outcome = channel.sync.receive(sync);
  for (const id of outcome.confirmed) channel.model.acknowledge(id);
  const back = outcome.refused.flatMap((ack) => channel.model.refuse(ack.op));
  const news = channel.model.receive(sync);
  for (const op of news.rebased) channel.sync.keepAgain(op);
  channel.workspace?.changed([...back, ...news.pairs], news.codes || outcome.refused.length > 0);
  channel.workspace?.told(sync, outcome.refused);
}

// A theme's change brings the same again.
function takeOffers(channel, data) {
  const seen = JSON.stringify(data);
  if (channel.offered === seen) return;
  Object.assign(channel, { offered: seen, offers: data });
  channel.workspace?.suggesting.take(data, channel.refused);
}

// Another source, to be read beside this one.
function takeBeside(channel, data) {
  const before = channel.beside;
  meet(channel, data.coders);
  channel.beside = data;
  if (before?.source.id !== data.source.id || before.snap !== data.snap) channel.workspace?.beside.take();
}

function leave(mount, parent) {
  const channel = CHANNELS.get(mount.channel);
  if (mount.role === 'doc' && channel?.workspace?.parent === parent) {
    channel.workspace.destroy();
    channel.workspace = null;
  }
  if (mount.role === 'offers' && channel) takeOffers(channel, { segments: [] });
  mount.pulse?.stop();
  if (mount.role === 'sync' && channel?.spoken === parent) {
    channel.trigger = null;
    channel.sync?.disconnect();
  }
  MOUNTS.delete(parent);
}

export default function surface({ data: { told: data }, parentElement, setTriggerValue }) {
  let mount = MOUNTS.get(parentElement);
  if (mount && mount.channel !== data.channel) leave(mount, parentElement), (mount = undefined);
  if (!mount) MOUNTS.set(parentElement, (mount = { turn: 0, role: data.role, channel: data.channel, seen: '' }));
  const turn = ++mount.turn;
  const channel = channelOf(data.channel);
  if (data.role === 'doc') {
    // A change of theme calls again with the same data.
    const seen = `${data.snap}/${data.source.text_version}/${data.locale}/${data.readonly}/${data.codings.length}/${data.place?.offset}`;
    if (mount.seen !== seen || channel.workspace?.parent !== parentElement) takeDoc(channel, data, parentElement);
    mount.seen = seen;
  } else if (data.role === 'beside') takeBeside(channel, data);
  else if (data.role === 'offers') takeOffers(channel, data);
  else {
    channel.spoken = parentElement;
    channel.trigger = (request) => setTriggerValue('ops', request);
    channel.sync?.connect(channel.trigger);
    takeSync(channel, data);
    if (data.pulse) {
      mount.pulse ??= new Pulse();
      mount.pulse.take(data.pulse, () => setTriggerValue('due', data.pulse.beat));
    }
  }
  // The clean-up of a call that a newer one overtook runs while the component lives.
  return () => {
    if (mount.turn === turn && !parentElement.isConnected) leave(mount, parentElement);
  };
}
