// A concept map as this browser knows it: what the server has, with the acts laid over it that the server has not confirmed.
// An act is a patch {put, ties, moved, gone}; its inverse is a patch, too.

const empty = () => ({ concepts: new Map(), ties: new Map() });
const copy = (state) => ({ concepts: new Map(state.concepts), ties: new Map(state.ties) });

export function apply(state, patch) {
  const next = copy(state);
  for (const id of patch.gone ?? []) {
    next.concepts.delete(id);
    next.ties.delete(id);
    for (const tie of [...next.ties.values()]) if (tie.this === id || tie.that === id) next.ties.delete(tie.id);
  }
  for (const one of patch.put ?? []) next.concepts.set(one.id, { ...next.concepts.get(one.id), ...one });
  for (const one of patch.ties ?? []) {
    const whole = { n: 0, comment: '', word: '', ...next.ties.get(one.id), ...one };
    if (next.concepts.has(whole.this) && next.concepts.has(whole.that)) next.ties.set(one.id, whole);
  }
  for (const [id, [x, y]] of Object.entries(patch.moved ?? {})) if (next.concepts.has(id)) next.concepts.set(id, { ...next.concepts.get(id), x, y });
  return next;
}

// What takes a patch back that is about to be applied to this state.
export function inverse(state, patch) {
  const back = { put: [], ties: [], moved: {}, gone: [] };
  const goes = new Set(patch.gone ?? []);
  for (const id of goes) if (state.concepts.has(id)) back.put.push(state.concepts.get(id));
  for (const tie of state.ties.values()) if (goes.has(tie.id) || goes.has(tie.this) || goes.has(tie.that)) back.ties.push(tie);
  for (const [from, to] of [['put', 'concepts'], ['ties', 'ties']])
    for (const one of patch[from] ?? []) {
      const before = state[to].get(one.id);
      if (before) back[from].push(before);
      else back.gone.push(one.id);
    }
  for (const id of Object.keys(patch.moved ?? {})) {
    const before = state.concepts.get(id);
    if (before) back.moved[id] = [before.x, before.y];
  }
  return back;
}

export class Chart {
  constructor() {
    this.server = empty();
    this.pending = []; // acts on their way
    this.done = []; // {op, patch, back}: what undo takes back, the newest last
    this.undone = [];
    this.can = { undo: false, redo: false }; // by the history, also from earlier visits
    this.view = this.server;
  }

  #again() {
    this.view = this.pending.reduce((state, op) => (op.patch ? apply(state, op.patch) : state), this.server);
  }

  #add(op) {
    this.pending.push(op);
    this.#again();
    return op;
  }

  act(patch, op) {
    this.done.push({ op, patch, back: inverse(this.view, patch) });
    this.undone = [];
    return this.#add({ op, verb: 'draw', patch });
  }

  // The act to send, or null where there is nothing to take back. What an earlier visit did is painted when it is answered.
  undo(op) {
    const last = this.done.pop();
    if (last) {
      this.undone.push(last);
      return this.#add({ op, verb: 'undo', of: last.op, patch: last.back });
    }
    if (!this.can.undo) return null;
    this.can = { ...this.can, undo: false };
    return this.#add({ op, verb: 'undo' });
  }

  redo(op) {
    const last = this.undone.pop();
    if (last) {
      this.done.push({ ...last, op });
      return this.#add({ op, verb: 'redo', patch: last.patch });
    }
    if (!this.can.redo) return null;
    this.can = { ...this.can, redo: false };
    return this.#add({ op, verb: 'redo' });
  }

  get mayUndo() { return this.done.length > 0 || this.can.undo; }
  get mayRedo() { return this.undone.length > 0 || this.can.redo; }

  // Acts of an earlier visit that were never confirmed.
  restore(ops) {
    this.pending = [...ops, ...this.pending.filter((op) => !ops.some((one) => one.op === op.op))];
    this.#again();
  }

  // What the server has now; `settled` are the acts it has answered, `refused` those it did not do.
  receive(map, can, settled, refused = []) {
    this.server = { concepts: new Map(map.concepts.map((one) => [one.id, one])), ties: new Map(map.ties.map((one) => [one.id, one])) };
    this.can = can;
    const answered = new Set(settled), wrong = new Set(refused);
    this.pending = this.pending.filter((op) => !answered.has(op.op));
    this.done = this.done.filter((one) => !wrong.has(one.op));
    // An undo that was refused is not done: the stacks would tell of another history than the server.
    if (refused.length) this.undone = [];
    this.#again();
  }
}
