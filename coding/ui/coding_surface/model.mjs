// The codings of one source as this person sees them: what the server confirmed, and over it what is still on its way.
// All offsets are code points. Pure: no clock, no screen, no network.

const keysOf = {
  code: (op) => op.codings.map((coding) => coding.id),
  new_code: (op) => op.codings.map((coding) => coding.id),
  accept: (op) => op.codings.map((coding) => coding.id),
  uncode: (op) => op.ids,
  set: (op) => op.ids,
  recode: (op) => [op.id],
  resize: (op) => [op.id],
  memo: (op) => [op.id],
};

const newer = (coding, values) => ({ ...coding, ...values, v: (coding.v ?? 0) + 1 });

function valued(coding, values) {
  const result = newer(coding, values);
  for (const key of Object.keys(values)) if (values[key] === null) delete result[key];
  return result;
}

// What an operation makes of one coding (null: there is none).
export function effect(op, id, coding, me) {
  if (op.verb === 'code' || op.verb === 'new_code' || op.verb === 'accept') {
    const made = op.codings.find((one) => one.id === id);
    return coding ?? { ...made, code: made.code ?? op.code.id, by: me, v: 1, origin: op.origin ?? 'hand' };
  }
  if (!coding || op.verb === 'uncode') return null;
  if (op.verb === 'recode') return newer(coding, { code: op.code });
  if (op.verb === 'resize') return newer(coding, { start: op.start, end: op.end });
  if (op.verb === 'set') return valued(coding, op.values);
  if (op.verb === 'memo') return valued(coding, { memo: op.text || null });
  return coding;
}

export class Model {
  constructor(doc) {
    this.me = doc.me;
    this.load(doc);
    this.way = []; // operations on their way: {op, image: Map id → coding|null after it (undo, redo only), acked}
    this.images = new Map(); // op id → {before, after}: what an operation of this visit did, for taking it back
    this.done = []; // operations of this visit that can be undone, oldest first
    this.undone = []; // … and redone
  }

  load(doc) {
    this.rev = doc.snap;
    this.base = new Map(doc.codings.map((coding) => [coding.id, coding]));
    this.codesBase = doc.codes;
    this.finishedBase = doc.finished;
    this.drawn = new Map(this.base);
    for (const entry of this.way ?? []) for (const id of this.#touched(entry)) this.#redraw(id);
  }

  get codes() {
    const made = this.way.filter(({ op }) => op.verb === 'new_code').map(({ op }) => op.code);
    const known = new Set(this.codesBase.map((code) => code.id));
    return [...this.codesBase, ...made.filter((code) => !known.has(code.id)).map((code) => ({ codable: true, texts: {}, ...code }))];
  }

  get finished() {
    const last = this.way.findLast(({ op }) => op.verb === 'finish');
    return last ? last.op.finished : this.finishedBase;
  }

  #touched(entry) {
    if (entry.image) return [...entry.image.keys()];
    return keysOf[entry.op.verb]?.(entry.op) ?? [];
  }

  #redraw(id) {
    let coding = this.base.get(id) ?? null;
    for (const entry of this.way) {
      if (!this.#touched(entry).includes(id)) continue;
      if (entry.image) {
        const after = entry.image.get(id);
        coding = after && { ...after, v: Math.max(coding?.v ?? 0, after.v ?? 0) + 1 };
      } else coding = effect(entry.op, id, coding, this.me);
    }
    if (coding) this.drawn.set(id, coding);
    else this.drawn.delete(id);
  }

  // Redraw these codings; gives the pairs [before, after] that differ.
  #changes(ids) {
    const pairs = [];
    for (const id of ids) {
      const before = this.drawn.get(id) ?? null;
      this.#redraw(id);
      const after = this.drawn.get(id) ?? null;
      if (JSON.stringify(before) !== JSON.stringify(after)) pairs.push([before, after]);
    }
    return pairs;
  }

  // Draw an operation at once. `image` for undo and redo whose outcome is known.
  push(op, image = null) {
    const entry = { op, image, acked: false };
    const ids = this.#touched(entry);
    const before = new Map(ids.map((id) => [id, this.drawn.get(id) ?? null]));
    this.way.push(entry);
    const pairs = this.#changes(ids);
    this.images.set(op.op, { verb: op.verb, before, after: new Map(ids.map((id) => [id, this.drawn.get(id) ?? null])) });
    return pairs;
  }

  // A gesture of this person, to be undone later.
  act(op) {
    this.done.push(op.op);
    this.undone = [];
    return this.push(op);
  }

  // The verb of what undo would take back of this visit, and of what redo would do again.
  get lastVerbs() {
    const verb = (of) => this.images.get(of)?.verb ?? null;
    return { undo: verb(this.done.at(-1)), redo: verb(this.undone.at(-1)) };
  }

  // The operation that takes back the last gesture of this visit, or null if there is none.
  undoOf() {
    const of = this.done.pop();
    if (!of) return null;
    this.undone.push(of);
    return { of, verb: this.images.get(of)?.verb, image: this.images.get(of)?.before ?? null };
  }

  redoOf() {
    const of = this.undone.pop();
    if (!of) return null;
    this.done.push(of);
    return { of, verb: this.images.get(of)?.verb, image: this.images.get(of)?.after ?? null };
  }

  // The server refused an operation: take it back.
  refuse(opId) {
    const entry = this.way.find(({ op }) => op.op === opId);
    if (!entry) return [];
    this.way = this.way.filter((one) => one !== entry);
    this.done = this.done.filter((id) => id !== opId);
    this.undone = this.undone.filter((id) => id !== opId);
    return this.#changes(this.#touched(entry));
  }

  acknowledge(opId) {
    const entry = this.way.find(({ op }) => op.op === opId);
    if (entry) entry.acked = true;
  }

  // An undo (or redo) came back: changes made on top of it, which have not gone up yet, name the version it really made.
  // Where it brought something else than was drawn they keep theirs, so that the server finds the conflict.
  #rebase(event) {
    const entry = this.way.find(({ op }) => op.op === event.op && (op.verb === 'undo' || op.verb === 'redo'));
    if (!entry) return [];
    const plain = (coding) => coding && JSON.stringify(Object.entries({ ...coding, v: 0, origin: coding.origin ?? 'hand' }).sort());
    const later = this.way.slice(this.way.indexOf(entry) + 1);
    const changed = [];
    for (const coding of event.codings ?? []) {
      if (entry.image && plain(entry.image.get(coding.id)) !== plain(coding)) continue;
      let version = coding.v;
      for (const { op } of later) {
        if (!(keysOf[op.verb]?.(op) ?? []).includes(coding.id)) continue;
        if (op.v !== undefined && op.v !== version) {
          op.v = version;
          changed.push(op);
        }
        version++;
      }
    }
    return changed;
  }

  // Apply a sync's events. An event of a revision already seen is ignored; with a gap before them nothing is applied.
  receive(sync) {
    if (sync.since > this.rev) return { gap: true, pairs: [], codes: false, rebased: [] };
    const touched = new Set();
    const own = new Set();
    const rebased = [];
    let codes = false;
    for (const event of [...sync.events].sort((a, b) => a.rev - b.rev)) {
      if (event.rev <= this.rev) continue;
      for (const coding of event.codings ?? []) {
        this.base.set(coding.id, coding);
        touched.add(coding.id);
      }
      for (const id of event.removed ?? []) {
        this.base.delete(id);
        touched.add(id);
      }
      if (event.codes) {
        this.codesBase = event.codes;
        codes = true;
      }
      if (event.finished !== undefined && event.by === this.me) this.finishedBase = event.finished;
      if (event.op) own.add(event.op);
      rebased.push(...this.#rebase(event));
    }
    this.rev = Math.max(this.rev, sync.rev);
    // What the server has stored stands in its events, or stood already in the snapshot.
    // While more news is to come, a confirmed one's event may be in it.
    const settled = (entry) => own.has(entry.op.op) || (entry.acked && !sync.more);
    for (const entry of this.way) {
      if (!settled(entry)) continue;
      for (const id of this.#touched(entry)) touched.add(id);
      if (entry.op.verb === 'new_code') codes = true;
    }
    this.way = this.way.filter((entry) => !settled(entry));
    return { gap: false, pairs: this.#changes(touched), codes, rebased };
  }
}
