// Unconfirmed operations in IndexedDB: ids, offsets, codes and memo text, never words of a transcript. One record an
// operation, so that any tab that gets an answer can remove it.

const NAME = 'simpul-surface';
const STORE = 'ops';
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    if (!globalThis.indexedDB) return reject(new Error('no IndexedDB'));
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ['channel', 'op.op'] });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
  return opened;
}

async function within(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: 'strict' });
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

const all = (channel) => IDBKeyRange.bound([channel], [channel, []]);

export function keep(channel, op, seq) {
  return within('readwrite', (store) => store.put({ channel, op, seq }));
}

export function drop(channel, ids) {
  return within('readwrite', (store) => ids.map((id) => store.delete([channel, id])).at(-1));
}

// The operations an earlier visit left, in the order they were made.
export async function left(channel) {
  const records = await within('readonly', (store) => store.getAll(all(channel)));
  return records.sort((a, b) => a.seq - b.seq).map((record) => record.op);
}

// A channel is "<project>/<source>/<coder>": ask by its beginning, or by the coder alone.
export function belongs(channel, who) {
  return channel.startsWith(who) || channel.split('/').at(-1) === who;
}

// What waits for any source of this person: channel → operations in the order they were made.
export async function waiting(who) {
  const records = await within('readonly', (store) => store.getAll());
  const found = new Map();
  for (const { channel, op } of records.sort((a, b) => a.seq - b.seq))
    if (belongs(channel, who)) found.set(channel, [...(found.get(channel) ?? []), op]);
  return found;
}

// How many operations of this person (or project) still wait in this browser.
export async function pending(who) {
  const keys = await within('readonly', (store) => store.getAllKeys());
  return keys.filter(([channel]) => belongs(channel, who)).length;
}

// Forget them, on sign-out after the warning.
export async function clear(who) {
  const keys = await within('readonly', (store) => store.getAllKeys());
  const doomed = keys.filter(([channel]) => belongs(channel, who));
  if (doomed.length) await within('readwrite', (store) => doomed.map((key) => store.delete(key)).at(-1));
  return doomed.length;
}
