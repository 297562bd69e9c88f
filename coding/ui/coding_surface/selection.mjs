// Between the browser's selection and offsets (UTF-16 units) in the text.

export class Caret {
  constructor(view) {
    this.view = view;
    this.anchor = 0;
    this.focus = 0;
  }

  get start() { return Math.min(this.anchor, this.focus); }
  get end() { return Math.max(this.anchor, this.focus); }
  get empty() { return this.anchor === this.focus; }

  get focused() {
    return document.activeElement === this.view.element;
  }

  // Take over what the person selected; false if the selection is elsewhere.
  read() {
    const selection = document.getSelection();
    if (!selection?.anchorNode || !this.view.element.contains(selection.anchorNode) || !this.view.element.contains(selection.focusNode)) return false;
    const anchor = this.offset(selection.anchorNode, selection.anchorOffset);
    const focus = selection.isCollapsed ? anchor : this.offset(selection.focusNode, selection.focusOffset);
    if (anchor === null || focus === null) return false;
    [this.anchor, this.focus] = [anchor, focus];
    return true;
  }

  // DOM position → offset. A place outside the lines (a label, a lane) counts as the nearest words after it.
  offset(node, at) {
    const inner = node.nodeType === Node.TEXT_NODE ? node : node.childNodes[at];
    const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.('.cs-line');
    if (line) {
      const stop = node.nodeType === Node.TEXT_NODE ? node : inner ?? null;
      let sum = line.csStart;
      if (node === line || node.nodeType !== Node.TEXT_NODE) {
        for (const child of line.childNodes) {
          if (child === stop || (stop && child.contains(stop))) break;
          if (node !== line && child === node) { sum += at ? length(child) : 0; break; }
          sum += length(child);
        }
        return sum;
      }
      for (const child of line.childNodes) {
        if (child === node || child.contains(node)) return sum + Math.min(at, length(child));
        sum += length(child);
      }
      return sum;
    }
    const row = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.('.cs-row');
    if (!row) {
      const next = inner?.nodeType === Node.ELEMENT_NODE ? inner.querySelector('.cs-line') ?? inner.closest('.cs-line') : null;
      if (next) return next.csStart;
      const rows = node.querySelectorAll?.('.cs-row');
      const last = rows?.length ? this.view.structure.rows[Number(rows[rows.length - 1].dataset.row)] : null;
      return last?.end ?? null;
    }
    const place = this.view.structure.rows[Number(row.dataset.row)];
    const text = row.querySelector('.cs-text');
    if (node === text) return inner?.csStart ?? place.end;
    return node === row && at > [...row.childNodes].indexOf(text) ? place.end : place.start;
  }

  // A place on screen → offset; null where no words are.
  under(x, y) {
    const place = document.caretPositionFromPoint?.(x, y);
    const range = place ? null : document.caretRangeFromPoint?.(x, y);
    const [node, at] = place ? [place.offsetNode, place.offset] : [range?.startContainer, range?.startOffset];
    return node && this.view.element.contains(node) ? this.offset(node, at) : null;
  }

  // Offset → DOM position [node, offset].
  position(offset) {
    const structure = this.view.structure;
    const [row] = structure.rowsOf(offset, offset + 1);
    const place = structure.rows[row];
    let index = place.lines.length - 1;
    while (index > 0 && place.lines[index].start > offset) index--;
    const line = this.view.elements[row].querySelector('.cs-text').children[index];
    let rest = Math.max(0, offset - line.csStart);
    let last = null;
    for (const child of line.childNodes) {
      last = child.nodeType === Node.TEXT_NODE ? child : child.firstChild;
      if (rest < length(child)) return [last, rest];
      rest -= length(child);
    }
    return [last, length(last)];
  }

  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.position(start));
    range.setEnd(...this.#endPosition(end));
    return range;
  }

  // The end of a range belongs to the words before it: never on the next row's first letter.
  #endPosition(end) {
    const [node, at] = this.position(Math.max(0, end - 1));
    return [node, Math.min(node.length, at + 1)];
  }

  // Put the selection back (after a row was drawn again) or somewhere new.
  write(anchor = this.anchor, focus = this.focus) {
    [this.anchor, this.focus] = [anchor, focus];
    if (!this.focused) return;
    const one = (at, other) => (at > other ? this.#endPosition(at) : this.position(at));
    const selection = document.getSelection();
    const [a, f] = [one(anchor, focus), one(focus, anchor)];
    if (selection.anchorNode === a[0] && selection.anchorOffset === a[1] && selection.focusNode === f[0] && selection.focusOffset === f[1]) return;
    selection.setBaseAndExtent(...a, ...f);
  }

  scrollTo(offset, block = 'nearest') {
    const [node] = this.position(offset);
    const line = node.parentElement.closest('.cs-line');
    // Laid out before the jump, or the first frame would be blank.
    line.closest('.cs-chunk').classList.add('cs-near');
    line.scrollIntoView({ block, inline: 'nearest' });
  }

  // Where the words stand on screen.
  box(start = this.start, end = this.end) {
    const boxes = this.range(start, Math.max(end, start)).getClientRects();
    return boxes.length ? { first: boxes[0], last: boxes[boxes.length - 1] } : null;
  }
}

function length(node) {
  // The invisible filler of an empty line stands for no character.
  return node.textContent === '\u200b' ? 0 : node.textContent.length;
}
