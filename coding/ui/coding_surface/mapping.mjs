// The concept map as a component: one mount that is told the whole map after every run, and sends what is done on it. What a
// mount shares with the next one of the same map is kept per channel.

import { Chart } from './chart.mjs';
import { MapDesk } from './map_desk.mjs';
import { Sync } from './sync.mjs';

export { MAP_WORDS } from './map_words.mjs';

const CHANNELS = new Map(); // channel → {chart, sync, desk, data, …}
const MOUNTS = new WeakMap(); // parent element → channel

function open(data) {
  const channel = { name: data.channel, chart: new Chart(), desk: null, data };
  channel.sync = new Sync(data.channel, data.rev, {
    changed: (mood, memory) => channel.desk?.showMood(mood, memory),
    restored: (ops) => {
      channel.chart.restore(ops);
      channel.desk?.draw();
    },
  });
  channel.send = (op) => channel.sync.push(op);
  CHANNELS.set(data.channel, channel);
  return channel;
}

function take(channel, data, parent) {
  channel.data = data;
  // Of the same answer nothing is news: a change of theme calls again.
  const seen = JSON.stringify([data.map, data.acks, data.can, data.things, data.readonly, data.locale]);
  const fresh = channel.seen !== seen;
  channel.seen = seen;
  if (fresh) {
    const outcome = channel.sync.receive({ acks: data.acks, since: 0, rev: data.rev });
    const refused = outcome.refused.map((ack) => ack.op);
    channel.chart.receive(data.map, data.can, [...outcome.confirmed, ...refused], refused);
    channel.told = outcome.refused;
  }
  const there = channel.desk?.parent === parent && channel.locale === data.locale && parent.contains(channel.desk.root);
  if (!there) {
    channel.desk?.destroy();
    channel.locale = data.locale;
    channel.desk = new MapDesk(parent, channel);
  } else if (fresh) channel.desk.take(data);
  if (fresh) for (const refused of channel.told) channel.desk.tell(refused);
}

export default function mapping({ data, parentElement, setTriggerValue }) {
  const before = MOUNTS.get(parentElement);
  if (before && before.name !== data.channel) leave(before, parentElement);
  const channel = CHANNELS.get(data.channel) ?? open(data);
  MOUNTS.set(parentElement, channel);
  channel.spoken = parentElement;
  take(channel, data, parentElement);
  channel.sync.connect((request) => setTriggerValue('ops', request));
  // What waits goes along, or it would be one request too many.
  channel.choose = (id) => setTriggerValue('ops', { channel: channel.name, rev: data.rev, ops: channel.sync.queue.sendable(), choose: id });
  return () => {
    if (!parentElement.isConnected) leave(channel, parentElement);
  };
}

function leave(channel, parent) {
  if (channel.desk?.parent === parent) {
    channel.desk.destroy();
    channel.desk = null;
  }
  if (channel.spoken === parent) channel.sync.disconnect();
  MOUNTS.delete(parent);
}
