// Draws a concept map as SVG: concepts by their kind, ties by dash, head and word, never by colour alone.

import { bends, bounds, box, way } from './shapes.mjs';

const NS = 'http://www.w3.org/2000/svg';
export const NEAREST = 2.5, FARTHEST = 0.15;
const LEGIBLE = 0.62;

export function s(tag, props = {}, ...children) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(props)) if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  element.append(...children.filter(Boolean));
  return element;
}

function heads() {
  const head = (kind, path, open) => s('marker', { id: `cm-head-${kind}`, viewBox: '0 0 16 16', refX: 14, refY: 8, markerWidth: 13, markerHeight: 13, markerUnits: 'userSpaceOnUse', orient: 'auto' }, s('path', { d: path, class: open ? 'cm-head cm-open' : 'cm-head' }));
  return s('defs', {}, head('leads', 'M2 2L14 8L2 14Z'), head('supports', 'M4 2L14 8L4 14', true), head('contradicts', 'M13 1V15M5 4L11 12M5 12L11 4', true), head('part', 'M1 8L7.5 3L14 8L7.5 13Z', true), head('own', 'M3 3L14 8L3 13Z', true));
}

// The outline of a box of a kind, around (0, 0).
function outline(kind, wide, high) {
  const [x, y] = [-wide / 2, -high / 2];
  if (kind === 'memo') return s('path', { class: 'cm-box', d: `M${x} ${y}H${x + wide - 14}L${x + wide} ${y + 14}V${y + high}H${x}ZM${x + wide - 14} ${y}V${y + 14}H${x + wide}` });
  if (kind === 'proposition') return s('path', { class: 'cm-box', d: `M${x + 10} ${y}H${-x - 10}L${-x} ${y + 10}V${-y - 10}L${-x - 10} ${-y}H${x + 10}L${x} ${-y - 10}V${y + 10}Z` });
  return s('rect', { class: 'cm-box', x, y, width: wide, height: high, rx: kind === 'case' ? Math.min(22, high / 2) : kind === 'code' ? 5 : 0 });
}

export class MapView {
  constructor(stage, words) {
    Object.assign(this, { stage, words });
    this.tieLayer = s('g', { class: 'cm-ties' });
    this.conceptLayer = s('g', { class: 'cm-concepts' });
    this.draft = s('path', { class: 'cm-draft', visibility: 'hidden' });
    this.world = s('g', {}, this.tieLayer, this.conceptLayer, this.draft);
    this.svg = s('svg', { class: 'cm-svg', 'aria-hidden': 'false' }, heads(), this.world);
    stage.append(this.svg);
    this.shown = new Map(); // id of a concept → {element, signature}
    this.strung = new Map(); // id of a tie → {element, signature}
    this.sizes = new Map(); // kind and name → box
    this.camera = null;
  }

  // What is known of a concept: its box, its place, its name.
  measured(one, things) {
    const thing = one.of ? things.get(one.of) : null;
    const name = one.kind === 'word' ? one.text : thing ? thing.name : this.words('gone');
    const head = one.kind === 'code' ? (thing?.head ?? '') : one.kind === 'memo' ? this.words('kind_memo') : '';
    const known = `${one.kind} ${name}`;
    if (!this.sizes.has(known)) this.sizes.set(known, box(one.kind, name));
    return { ...one, ...this.sizes.get(known), name, head, colour: thing?.colour ?? '', gone: one.kind !== 'word' && !thing };
  }

  draw(state, things, { selected, target }) {
    this.boxes = new Map([...state.concepts.values()].map((one) => [one.id, this.measured(one, things)]));
    for (const [id, { element }] of this.shown) if (!this.boxes.has(id)) element.remove(), this.shown.delete(id);
    for (const one of this.boxes.values()) this.#concept(one, one.id === selected, one.id === target);
    this.#ties([...state.ties.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), selected);
  }

  #concept(one, selected, target) {
    const signature = JSON.stringify([one.kind, one.name, one.head, one.colour, one.gone]);
    let kept = this.shown.get(one.id);
    if (kept?.signature !== signature) {
      const element = this.#box(one);
      kept?.element.remove();
      this.shown.set(one.id, (kept = { element, signature }));
    }
    const { element } = kept;
    if (element.parentNode !== this.conceptLayer) this.conceptLayer.append(element);
    element.setAttribute('transform', `translate(${one.x} ${one.y})`);
    element.classList.toggle('cm-selected', selected);
    element.classList.toggle('cm-target', target);
  }

  #box(one) {
    const { wide, high } = one;
    const top = -high / 2 + 8 + 12;
    const told = [one.head, ...one.lines].filter((line, at) => at > 0 || line);
    const text = s('text', { class: 'cm-text', 'text-anchor': 'middle', x: 0 });
    told.forEach((line, at) => {
      const part = s('tspan', { x: 0, y: top + at * 17, class: one.head && at === 0 ? 'cm-headline' : undefined });
      part.textContent = line;
      text.append(part);
    });
    return s(
      'g',
      { class: `cm-concept cm-${one.kind}${one.gone ? ' cm-gone' : ''}`, id: `cm-${one.id}`, 'data-id': one.id, role: 'img', 'aria-label': `${one.name}, ${this.words(`kind_${one.kind}`)}` },
      outline(one.kind, wide, high),
      one.kind === 'code' ? s('rect', { x: -wide / 2, y: -high / 2, width: 7, height: high, rx: 3, style: `fill:${/^#[0-9a-f]{6}$/i.test(one.colour) ? one.colour : '#777777'}` }) : null,
      text,
      s('circle', { class: 'cm-handle', cx: wide / 2, cy: 0, r: 8, 'data-handle': one.id }),
    );
  }

  label(tie) {
    const word = tie.kind === 'own' ? tie.word : this.words(`tie_${tie.kind}`);
    return tie.n ? `${word} (${tie.n})` : word;
  }

  // Only what runs elsewhere, or says something else, is drawn anew.
  #ties(ties, selected) {
    const bent = bends(ties), there = new Set(ties.map((tie) => tie.id));
    for (const [id, { element }] of this.strung) if (!there.has(id)) element.remove(), this.strung.delete(id);
    for (const tie of ties) {
      const one = this.boxes.get(tie.this), other = this.boxes.get(tie.that), label = this.label(tie);
      const run = way(one, other, bent.get(tie.id));
      const signature = JSON.stringify([run, tie.kind, label, one.name, other.name, tie.id === selected]);
      const kept = this.strung.get(tie.id);
      if (kept?.signature === signature) continue;
      const element = this.#tie(tie, run, `${one.name} ${label} ${other.name}`, label);
      element.classList.toggle('cm-selected', tie.id === selected);
      if (kept) kept.element.replaceWith(element);
      else this.tieLayer.append(element);
      this.strung.set(tie.id, { element, signature });
    }
  }

  #tie(tie, { d, middle }, sentence, label) {
    const wide = label.length * 6.6 + 10;
    const text = s('text', { class: 'cm-said', x: middle.x, y: middle.y + 4, 'text-anchor': 'middle' });
    text.textContent = label;
    return s(
      'g',
      { class: `cm-tie cm-tie-${tie.kind}`, id: `cm-${tie.id}`, 'data-tie': tie.id, role: 'img', 'aria-label': sentence },
      s('path', { class: 'cm-hit', d }),
      s('path', { class: 'cm-line', d, 'marker-end': tie.kind === 'associated' ? undefined : `url(#cm-head-${tie.kind})` }),
      s('rect', { class: 'cm-plate', x: middle.x - wide / 2, y: middle.y - 10, width: wide, height: 19, rx: 4 }),
      text,
    );
  }

  // -- where one looks -----------------------------------------------------------------------------

  look(camera) {
    this.camera = camera;
    this.world.setAttribute('transform', `translate(${camera.x} ${camera.y}) scale(${camera.zoom})`);
  }

  get size() {
    return { wide: this.stage.clientWidth || 600, high: this.stage.clientHeight || 400 };
  }

  fit() {
    const all = bounds([...(this.boxes?.values() ?? [])]);
    const { wide, high } = this.size;
    const zoom = Math.max(FARTHEST, Math.min(1.1, wide / all.wide, high / all.high));
    this.look({ zoom, x: (wide - all.wide * zoom) / 2 - all.x * zoom, y: (high - all.high * zoom) / 2 - all.y * zoom });
  }

  // The whole map where it can be read so; on a small screen its middle, so near that words are legible.
  begin() {
    this.fit();
    if (this.camera.zoom < LEGIBLE) this.zoom(LEGIBLE / this.camera.zoom);
  }

  // Nearer or farther, with the point (in pixels of the stage) staying where it is.
  zoom(factor, at = { x: this.size.wide / 2, y: this.size.high / 2 }) {
    const zoom = Math.max(FARTHEST, Math.min(NEAREST, this.camera.zoom * factor));
    const share = zoom / this.camera.zoom;
    this.look({ zoom, x: at.x - (at.x - this.camera.x) * share, y: at.y - (at.y - this.camera.y) * share });
  }

  pan(dx, dy) {
    this.look({ ...this.camera, x: this.camera.x + dx, y: this.camera.y + dy });
  }

  // A point of the window as one of the map.
  point(event) {
    const frame = this.stage.getBoundingClientRect();
    return { x: (event.clientX - frame.left - this.camera.x) / this.camera.zoom, y: (event.clientY - frame.top - this.camera.y) / this.camera.zoom };
  }

  get centre() {
    const { wide, high } = this.size;
    return { x: (wide / 2 - this.camera.x) / this.camera.zoom, y: (high / 2 - this.camera.y) / this.camera.zoom };
  }

  // Move the map as little as it takes to have this box in sight.
  reveal(id) {
    const one = this.boxes.get(id);
    if (!one) return;
    const { wide, high } = this.size, { zoom, x, y } = this.camera;
    const left = (one.x - one.wide / 2) * zoom + x, right = (one.x + one.wide / 2) * zoom + x;
    const top = (one.y - one.high / 2) * zoom + y, below = (one.y + one.high / 2) * zoom + y;
    const by = (low, end, room) => (low < 12 ? 12 - low : end > room - 12 ? room - 12 - end : 0);
    this.pan(by(left, right, wide), by(top, below, high));
  }

  thread(from, to) {
    this.draft.setAttribute('visibility', from ? 'visible' : 'hidden');
    if (from) this.draft.setAttribute('d', `M${from.x} ${from.y}L${to.x} ${to.y}`);
  }
}
