// The mouse and the fingers on a concept map: drag a concept, drag from its dot to relate, drag the ground, pinch, wheel.

const CLICK = 4; // pixels: less is a trembling hand

export class MapHand {
  constructor(desk) {
    this.desk = desk;
    this.points = new Map(); // pointer → where it is
    this.drag = null;
    const { stage } = desk;
    stage.addEventListener('pointerdown', (event) => this.#down(event));
    stage.addEventListener('pointermove', (event) => this.#move(event));
    for (const kind of ['pointerup', 'pointercancel']) stage.addEventListener(kind, (event) => this.#up(event));
    stage.addEventListener('dblclick', (event) => this.#twice(event));
    stage.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
  }

  #at(event) {
    const frame = this.desk.stage.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  }

  #down(event) {
    if (event.button > 0) return;
    const { desk } = this;
    this.points.set(event.pointerId, this.#at(event));
    desk.stage.setPointerCapture(event.pointerId);
    desk.stage.focus({ preventScroll: true });
    // While text of the page is marked, a drag would carry that along.
    event.preventDefault();
    if (this.points.size === 2) {
      this.#drop();
      return;
    }
    const handle = event.target.closest?.('[data-handle]'), concept = event.target.closest?.('[data-id]'), tie = event.target.closest?.('[data-tie]');
    const from = this.#at(event);
    if (desk.relating && concept) {
      desk.target = concept.dataset.id;
      this.drag = null;
      desk.stopRelating(true);
    } else if (handle && !desk.readonly) this.drag = { kind: 'thread', id: handle.dataset.handle, from };
    else if (concept) {
      const box = desk.view.boxes.get(concept.dataset.id), point = desk.view.point(event);
      desk.select(concept.dataset.id);
      this.drag = { kind: 'concept', id: box.id, from, off: { x: box.x - point.x, y: box.y - point.y } };
    } else if (tie) {
      desk.select(tie.dataset.tie);
      this.drag = { kind: 'tie', id: tie.dataset.tie, from };
    } else this.drag = { kind: 'ground', from };
  }

  #move(event) {
    const before = this.points.get(event.pointerId);
    if (!before) return;
    const at = this.#at(event);
    this.points.set(event.pointerId, at);
    const { desk, drag } = this;
    if (this.points.size === 2) return this.#pinch(event.pointerId, before, at);
    if (!drag) return;
    if (!drag.moved && Math.hypot(at.x - drag.from.x, at.y - drag.from.y) < CLICK) return;
    drag.moved = true;
    if (drag.kind === 'ground' || drag.kind === 'tie') {
      desk.view.pan(at.x - before.x, at.y - before.y);
      desk.looked();
    } else if (drag.kind === 'concept') {
      const point = desk.view.point(event);
      desk.move(drag.id, point.x + drag.off.x, point.y + drag.off.y);
    } else {
      const over = this.#over(event), from = desk.view.boxes.get(drag.id);
      desk.target = over && over !== drag.id ? over : null;
      desk.draw();
      desk.view.thread({ x: from.x + from.wide / 2, y: from.y }, desk.view.point(event));
    }
  }

  // The pointer is captured, so what lies under it has to be asked for.
  #over(event, what = '[data-id]') {
    const there = document.elementFromPoint(event.clientX, event.clientY)?.closest(what);
    return there && this.desk.stage.contains(there) ? (there.dataset.id ?? there.dataset.tie) : null;
  }

  #up(event) {
    this.points.delete(event.pointerId);
    const { desk, drag } = this;
    this.drag = null;
    if (!drag) return;
    if (drag.kind === 'thread') {
      const over = event.type === 'pointerup' && drag.moved ? this.#over(event) : null;
      desk.target = null;
      desk.draw();
      if (over && over !== drag.id) desk.tie(drag.id, over);
      else if (!drag.moved) desk.select(drag.id);
    } else if (drag.kind === 'concept' && drag.moved) desk.settle();
    else if (drag.kind === 'tie' && !drag.moved) desk.panel.details(drag.id, false);
    else if (drag.kind === 'ground' && !drag.moved) {
      if (desk.panel.open) desk.panel.close();
      desk.select(null);
    }
  }

  #drop() {
    if (this.drag?.kind === 'concept') this.desk.settle();
    this.desk.target = null;
    this.drag = null;
    this.desk.draw();
  }

  #pinch(moved, before, at) {
    const other = [...this.points].find(([id]) => id !== moved)[1];
    const was = Math.hypot(before.x - other.x, before.y - other.y), is = Math.hypot(at.x - other.x, at.y - other.y);
    this.desk.view.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
    if (was > 0) this.desk.view.zoom(is / was, { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
    this.desk.looked();
  }

  #twice(event) {
    const id = this.#over(event, '[data-id], [data-tie]');
    if (id) this.desk.panel.details(id);
  }

  #wheel(event) {
    event.preventDefault();
    this.desk.view.zoom(1.0015 ** -event.deltaY, this.#at(event));
    this.desk.looked();
  }
}
