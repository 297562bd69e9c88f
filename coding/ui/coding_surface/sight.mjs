// What stands out: one code before the others, uncoded text faint, or nothing but what is not coded yet.

export class Sight {
  constructor(surface) {
    this.surface = surface;
  }

  // Before the text is drawn for the first time.
  begin() {
    const { hand, view } = this.surface;
    view.fore = this.surface.codeOf(hand.fore) ? hand.fore : '';
    this.show();
  }

  show() {
    const { hand, root, toolbar, view, words } = this.surface;
    root.dataset.sight = hand.sight;
    root.classList.toggle('cs-fore', Boolean(view.fore));
    const code = this.surface.codeOf(view.fore);
    toolbar.showSight([code && words('fore_now', { code: code.name }), hand.sight && words(`sight_${hand.sight}`)].filter(Boolean).join(' · '));
  }

  // The code at the caret, else the one used last, stands out; once more: all again.
  fore() {
    const { surface } = this;
    const code = surface.view.fore ? '' : surface.current()?.code ?? surface.state.last;
    if (code === null || code === undefined) surface.say(surface.words('fore_none'));
    else this.#set({ fore: code });
  }

  dim() { this.#set({ sight: this.surface.hand.sight === 'dim' ? '' : 'dim' }); }

  only() { this.#set({ sight: this.surface.hand.sight === 'only' ? '' : 'only' }); }

  clear() { this.#set({ fore: '', sight: '' }); }

  #set(values) {
    const { surface } = this;
    surface.keepHand(values);
    if (values.fore !== undefined && surface.view.fore !== values.fore) {
      surface.view.fore = values.fore;
      surface.redrawn();
    }
    this.show();
    surface.handles.place();
    surface.caret.scrollTo(surface.caret.focus);
    const { fore } = surface.view;
    const { sight } = surface.hand;
    surface.say(fore && values.fore ? surface.words('fore_now', { code: surface.codeOf(fore)?.name }) : sight ? surface.words(`sight_${sight}`) : surface.words('sight_all'));
  }

  // Whether nothing of [start, end) is to be seen.
  hides([start, end]) {
    const { hand, structure, view } = this.surface;
    if (hand.sight !== 'only') return false;
    const [from, to] = structure.rowsOf(start, end);
    for (let row = from; row <= to; row++) if (!view.elements[row].classList.contains('cs-full')) return false;
    return true;
  }
}
