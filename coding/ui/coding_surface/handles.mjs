// Handles at the two edges of one's own coding that stands out: dragged by mouse or finger, word by word.

import { h } from './dom.mjs';
import { wordAround } from './offsets.mjs';

const EDGES = ['start', 'end'];

export class Handles {
  constructor(surface) {
    this.surface = surface;
    this.drag = null;
    this.elements = EDGES.map((edge) => h('div', { class: `cs-handle cs-handle-${edge}`, 'aria-hidden': 'true', title: surface.words(`handle_${edge}`), hidden: true,
      onpointerdown: (event) => this.#down(event, edge), onpointermove: (event) => this.#move(event), onpointerup: () => this.#up(), onpointercancel: () => this.#cancel(), onmousedown: (event) => event.preventDefault() }));
  }

  // Where they stand is looked up once the screen has been drawn: no key waits for it.
  place() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      if (!this.surface.gone && !this.drag) this.#place();
    });
  }

  #coding() {
    const { doc, model, view } = this.surface;
    const coding = doc.readonly || this.surface.hand.sight === 'only' ? null : view.codings.get(view.current);
    return coding?.by === model.me ? coding : null;
  }

  #place() {
    const coding = this.#coding();
    for (const one of this.elements) one.hidden = !coding;
    if (coding) this.#at([coding.start, coding.end]);
  }

  #at([start, end]) {
    const { caret, scroller } = this.surface;
    const [first, last] = [caret.box(start, start + 1)?.first, caret.box(end - 1, end)?.last];
    const frame = scroller.getBoundingClientRect();
    const put = (element, box, x, y) => {
      element.hidden = !box;
      if (box) Object.assign(element.style, { left: `${x - frame.left + scroller.scrollLeft}px`, top: `${y - frame.top + scroller.scrollTop}px`, height: `${box.height}px` });
    };
    put(this.elements[0], first, first?.left, first?.top);
    put(this.elements[1], last, last?.right, last?.top);
  }

  #down(event, edge) {
    const coding = this.#coding();
    if (!coding || event.button > 0) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.setPointerCapture(event.pointerId);
    this.surface.closePalette();
    this.drag = { edge, id: coding.id, was: [coding.start, coding.end], range: [coding.start, coding.end] };
    this.surface.root.classList.add('cs-resizing');
  }

  #move(event) {
    const { drag, surface } = this;
    if (!drag) return;
    const offset = surface.caret.under(event.clientX, event.clientY);
    if (offset === null) return;
    const word = wordAround(surface.structure.text, offset) ?? [offset, offset];
    const range = drag.edge === 'start' ? [word[0], drag.was[1]] : [drag.was[0], word[1]];
    if (range[0] >= range[1] || range.join() === drag.range.join()) return;
    drag.range = range;
    surface.hold(range);
    this.#at(range);
  }

  #up() {
    const { drag, surface } = this;
    if (!drag) return;
    this.#cancel();
    if (drag.range.join() !== drag.was.join()) surface.commands.resizeTo(drag.id, drag.range);
  }

  #cancel() {
    this.drag = null;
    this.surface.root.classList.remove('cs-resizing');
    this.surface.hold(null);
    this.place();
  }
}
