// The codebook as a tree: walked, moved and reordered by keys and by drag; what is chosen or moved is sent to the server.

const KEPT = new WeakMap(); // parent element → { data, focused, drag }
const FAR = 6; // pixels before a press is a drag

// Where a code comes to stand by one step of a key: { parent, at } among the codes of the parent, or null.
export function step(codes, id, way) {
  const one = codes.find((code) => code.id === id);
  const beside = codes.filter((code) => code.parent === one.parent);
  const at = beside.indexOf(one);
  if (way === 'up') return at > 0 ? { parent: one.parent, at: at - 1 } : null;
  if (way === 'down') return at < beside.length - 1 ? { parent: one.parent, at: at + 1 } : null;
  if (way === 'in') {
    const into = beside[at - 1];
    return into ? { parent: into.id, at: codes.filter((code) => code.parent === into.id).length } : null;
  }
  const above = codes.find((code) => code.id === one.parent);
  if (!above) return null;
  return { parent: above.parent, at: codes.filter((code) => code.parent === above.parent).indexOf(above) + 1 };
}

// Where a code dropped on another comes to stand: before it, behind it or under it; null under itself.
export function drop(codes, id, over, part) {
  for (let one = over; one; one = codes.find((code) => code.id === one)?.parent) if (one === id) return null;
  const target = codes.find((code) => code.id === over);
  if (part === 'inside') return { parent: over, at: codes.filter((code) => code.parent === over && code.id !== id).length };
  const beside = codes.filter((code) => code.parent === target.parent && code.id !== id);
  return { parent: target.parent, at: beside.indexOf(target) + (part === 'after' ? 1 : 0) };
}

const made = (tag, name, text = '') => {
  const one = document.createElement(tag);
  if (name) one.className = name;
  if (text) one.textContent = text;
  return one;
};

function row(code, data) {
  const item = made('li', 'ct-row');
  item.id = `ct-${code.id}`;
  item.dataset.id = code.id;
  item.style.setProperty('--lk', code.colour);
  item.style.setProperty('--depth', code.depth);
  item.setAttribute('role', 'treeitem');
  item.setAttribute('aria-level', code.depth + 1);
  item.setAttribute('aria-selected', String(code.id === data.chosen));
  item.setAttribute('aria-label', code.told);
  item.tabIndex = -1;
  if (data.may) {
    const handle = made('span', 'ct-handle', '⠿');
    handle.title = data.words.drag;
    handle.setAttribute('aria-hidden', 'true');
    item.append(handle);
  }
  if (code.codable) item.append(made('span', 'ct-sign', code.sign));
  item.append(made('span', code.codable ? 'ct-name' : 'ct-name ct-group', code.name));
  if (code.n) {
    const count = made('span', 'ct-count', code.shown);
    count.title = data.words.open;
    item.append(count);
  }
  return item;
}

export default function tree({ data, parentElement, setTriggerValue }) {
  const state = KEPT.get(parentElement) ?? { focused: null };
  KEPT.set(parentElement, state);
  const { codes } = data;
  const send = (name, value) => setTriggerValue(name, { ...value, op: crypto.randomUUID() });
  const had = parentElement.contains(document.activeElement);

  const list = made('ul', 'ct-tree');
  list.setAttribute('role', 'tree');
  list.setAttribute('aria-label', data.words.tree);
  for (const code of codes) list.append(row(code, data));
  const told = made('div', 'ct-told');
  told.setAttribute('aria-live', 'polite');
  // Beside what is not ours in there: the styles.
  const root = made('div', 'ct-root');
  root.append(list, told);
  parentElement.querySelector(':scope > .ct-root')?.remove();
  parentElement.append(root);

  const items = [...list.children];
  const of = (id) => items.find((item) => item.dataset.id === id);
  let at = of(state.focused) ? state.focused : data.chosen;
  if (!of(at)) at = items[0]?.dataset.id;
  const mark = (id, focus) => {
    for (const item of items) item.tabIndex = item.dataset.id === id ? 0 : -1;
    at = state.focused = id;
    if (focus) of(id)?.focus();
  };
  mark(at, had || data.focus !== state.token);
  state.token = data.focus;

  const choose = (id) => {
    mark(id, true);
    for (const item of items) item.setAttribute('aria-selected', String(item.dataset.id === id));
    send('chosen', { id });
  };
  const move = (id, place) => {
    if (place) send('moved', { id, ...place });
    else told.textContent = data.words.stays;
  };

  const walk = (event) => {
    const index = items.findIndex((item) => item.dataset.id === at);
    const ways = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' };
    if (event.altKey && ways[event.key]) {
      if (data.may) move(at, step(codes, at, ways[event.key]));
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey) send('asked', { act: 'undo' });
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === 'ArrowDown') mark(items[Math.min(index + 1, items.length - 1)].dataset.id, true);
    else if (event.key === 'ArrowUp') mark(items[Math.max(index - 1, 0)].dataset.id, true);
    else if (event.key === 'Home') mark(items[0].dataset.id, true);
    else if (event.key === 'End') mark(items.at(-1).dataset.id, true);
    else if (event.key === 'Enter' || event.key === ' ') choose(at);
    else if (event.key.toLowerCase() === 'o') send('opened', { id: at });
    else if (data.acts[event.key]) send('asked', { act: data.acts[event.key], id: at });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  let press = null;
  const clear = () => items.forEach((item) => item.classList.remove('ct-before', 'ct-inside', 'ct-after', 'ct-dragged'));
  const over = (event) => {
    const item = document.elementFromPoint(event.clientX, event.clientY)?.closest?.('.ct-row');
    if (!item || !list.contains(item)) return null;
    const box = item.getBoundingClientRect();
    const part = (event.clientY - box.top) / box.height;
    return { item, part: part < 0.3 ? 'before' : part > 0.7 ? 'after' : 'inside' };
  };
  const down = (event) => {
    const item = event.target.closest?.('.ct-row');
    if (!item || event.button) return;
    const grip = event.target.closest('.ct-handle');
    press = { id: item.dataset.id, x: event.clientX, y: event.clientY, may: data.may && (grip || event.pointerType === 'mouse'), dragging: false };
    if (grip) event.preventDefault();
    if (press.may && grip) list.setPointerCapture?.(event.pointerId);
  };
  const drag = (event) => {
    if (!press?.may) return;
    if (!press.dragging && Math.hypot(event.clientX - press.x, event.clientY - press.y) < FAR) return;
    press.dragging = true;
    event.preventDefault();
    clear();
    of(press.id)?.classList.add('ct-dragged');
    const found = over(event);
    press.place = found && drop(codes, press.id, found.item.dataset.id, found.part);
    if (press.place) found.item.classList.add(`ct-${found.part}`);
  };
  const up = (event) => {
    const was = press;
    press = null;
    clear();
    if (!was) return;
    if (was.dragging) {
      if (was.place) move(was.id, was.place);
    } else if (event.target.closest?.('.ct-count')) send('opened', { id: was.id });
    else if (event.type === 'pointerup') choose(was.id);
  };
  list.addEventListener('keydown', walk);
  list.addEventListener('pointerdown', down);
  list.addEventListener('pointermove', drag);
  list.addEventListener('pointerup', up);
  list.addEventListener('pointercancel', up);
  return () => root.remove();
}
