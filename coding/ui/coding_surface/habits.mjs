// The commands about a person's habits: codes used last, letters of one's own, going on after a segment.

import { shifted } from './hand.mjs';
import { trim } from './offsets.mjs';

export class Habits {
  constructor(surface) {
    this.surface = surface;
  }

  #known(codes) { return codes.map((id) => this.surface.codeOf(id)).filter((code) => code?.codable); }

  // The codes used last, for what is selected: 1 to 5 chooses.
  recent(range) {
    const { surface } = this;
    const codes = this.#known(surface.hand.recent);
    if (!codes.length) {
      surface.say(surface.words('no_recent'));
      return;
    }
    surface.hold(range);
    const options = codes.map((code) => ({ value: code.id, name: code.name, text: '' }));
    surface.popups.choose(surface.words('recent'), options, undefined, (code) => surface.commands.apply([code]), { none: false });
  }

  // A letter of one's own for a code; with Shift it gives the code.
  favourite() {
    const { surface } = this;
    surface.openPalette(true, { title: surface.words('favourite_title'), pick: ([code]) => code && this.#ask(code) });
  }

  #ask(code) {
    const { surface } = this;
    const given = Object.entries(surface.hand.favourites).map(([letter, id]) => [letter, surface.codeOf(id)?.name ?? '?']).sort();
    surface.popups.letter(surface.words('favourite_letter', { code: surface.codeOf(code)?.name }), given, (letter) => this.#give(letter, code));
  }

  #give(letter, code) {
    const { surface } = this;
    const favourites = surface.hand.withLetter(letter, code);
    surface.keepHand({ favourites });
    surface.panel.showTree(surface.book);
    surface.say(surface.words(favourites[letter] ? 'favourite_set' : 'favourite_gone', { key: shifted(letter), code: surface.codeOf(code)?.name }));
  }

  letter(letter) {
    const { surface } = this;
    const code = this.#known([surface.hand.favourites[letter]])[0];
    if (code) surface.commands.apply([code.id]);
    else surface.say(surface.words('favourite_none', { key: shifted(letter) }));
  }

  advance() {
    const { surface } = this;
    const advance = !surface.hand.advance;
    surface.keepHand({ advance });
    surface.toolbar.showAdvance(advance);
    surface.say(surface.words(advance ? 'advance_on' : 'advance_off'));
  }

  // A whole segment was coded: on to the next one, where that is wanted. Words inside a segment stay selected.
  onward([start, end]) {
    const { surface } = this;
    if (!surface.hand.advance) return;
    const { text } = surface.structure;
    const units = surface.commands.units();
    const at = units.findIndex((unit) => trim(text, ...unit).join() === `${start},${end}`);
    const next = at < 0 ? null : units.slice(at + 1).find((unit) => !surface.sight.hides(unit));
    if (next) surface.select(...trim(text, ...next));
  }
}
