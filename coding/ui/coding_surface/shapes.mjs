// The geometry of a concept map: boxes, the ways between them, and which box is next in a direction. Boxes are measured by
// the same rule as in coding/reduction/concept_map.py.

export const WIDTH = 168, LETTERS = 20, LINE = 17, AROUND = 16;
const HEADED = new Set(['code', 'memo']);

// A name in lines of few letters; a longer word is broken.
export function lines(words, letters = LETTERS) {
  const found = [];
  let line = '';
  for (let word of words.split(/\s+/).filter(Boolean).map((one) => [...one])) {
    while (word.length > letters) {
      if (line) found.push(line);
      line = '';
      found.push(word.slice(0, letters).join(''));
      word = word.slice(letters);
    }
    const rest = word.join('');
    if (line && rest && [...line].length + 1 + word.length > letters) {
      found.push(line);
      line = rest;
    } else line = `${line} ${rest}`.trim();
  }
  if (line) found.push(line);
  return found.length ? found : [''];
}

export function box(kind, name) {
  const told = lines(name);
  return { lines: told, wide: WIDTH, high: AROUND + LINE * (told.length + (HEADED.has(kind) ? 1 : 0)) };
}

// Where the way from the middle of a box to a point leaves the box.
export function edge(one, to) {
  const dx = to.x - one.x, dy = to.y - one.y;
  if (!dx && !dy) return { x: one.x, y: one.y };
  const share = Math.min(one.wide / 2 / Math.abs(dx || 1e-9), one.high / 2 / Math.abs(dy || 1e-9));
  return { x: one.x + dx * share, y: one.y + dy * share };
}

// The way of a tie between two boxes; several between the same two are bent apart (`bend`: 0, 1, -1, 2 …).
export function way(one, other, bend = 0) {
  const dx = other.x - one.x, dy = other.y - one.y, far = Math.hypot(dx, dy) || 1;
  // Both directions of one pair are bent from the same side.
  const side = one.id < other.id ? 1 : -1;
  const over = { x: (one.x + other.x) / 2 - (dy / far) * bend * side * 46, y: (one.y + other.y) / 2 + (dx / far) * bend * side * 46 };
  const from = edge(one, over), to = edge(other, over);
  const middle = bend ? { x: (from.x + 2 * over.x + to.x) / 4, y: (from.y + 2 * over.y + to.y) / 4 } : { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const round = (number) => Math.round(number * 10) / 10;
  const turn = bend ? `Q${round(over.x)} ${round(over.y)} ` : 'L';
  return { d: `M${round(from.x)} ${round(from.y)}${turn}${round(to.x)} ${round(to.y)}`, middle };
}

// How far each of several ties between the same two boxes is bent, in their order.
export function bends(ties) {
  const found = new Map(), many = new Map();
  const pair = (tie) => [tie.this, tie.that].sort().join();
  for (const tie of ties) many.set(pair(tie), (many.get(pair(tie)) ?? 0) + 1);
  const seen = new Map();
  for (const tie of ties) {
    const at = seen.get(pair(tie)) ?? 0;
    seen.set(pair(tie), at + 1);
    found.set(tie.id, at - (many.get(pair(tie)) - 1) / 2);
  }
  return found;
}

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
export const step = (key) => STEPS[key] ?? null;

// The nearest box in the direction of an arrow key; what lies aside counts as farther.
export function nearest(from, boxes, key) {
  const [across, down] = STEPS[key];
  let best = null, least = Infinity;
  for (const one of boxes) {
    const dx = one.x - from.x, dy = one.y - from.y;
    const ahead = dx * across + dy * down, aside = Math.abs(dx * down) + Math.abs(dy * across);
    if (one.id === from.id || ahead <= 0 || aside > 2 * ahead) continue;
    const far = ahead + 2 * aside;
    if (far < least) [best, least] = [one, far];
  }
  return best;
}

// Boxes as one reads: from above, and of those that stand beside each other from the left.
export function inOrder(boxes) {
  return [...boxes].sort((a, b) => (Math.abs(a.y - b.y) > 24 ? a.y - b.y : a.x - b.x) || (a.id < b.id ? -1 : 1));
}

// What all boxes take, with room around.
export function bounds(boxes, around = 40) {
  if (!boxes.length) return { x: 0, y: 0, wide: 2 * WIDTH, high: WIDTH };
  const left = Math.min(...boxes.map((one) => one.x - one.wide / 2)) - around, top = Math.min(...boxes.map((one) => one.y - one.high / 2)) - around;
  const right = Math.max(...boxes.map((one) => one.x + one.wide / 2)) + around, below = Math.max(...boxes.map((one) => one.y + one.high / 2)) + around;
  return { x: left, y: top, wide: right - left, high: below - top };
}

// A place near a point where a box of this height covers no other.
export function freePlace(near, boxes, high) {
  for (let ring = 0; ring < 40; ring += 1)
    for (let turn = 0; turn < Math.max(1, 6 * ring); turn += 1) {
      const angle = (2 * Math.PI * turn) / Math.max(1, 6 * ring);
      const x = Math.round(near.x + Math.cos(angle) * ring * 70), y = Math.round(near.y + Math.sin(angle) * ring * 50);
      if (boxes.every((one) => Math.abs(one.x - x) >= (one.wide + WIDTH) / 2 + 12 || Math.abs(one.y - y) >= (one.high + high) / 2 + 12)) return { x, y };
    }
  return near;
}
