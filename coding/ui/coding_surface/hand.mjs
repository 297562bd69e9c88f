// What a person's hand is used to: codes on letters of their own, the codes used last, what comes after coding a segment,
// what is faint. One for all sources of a project in this window; the server keeps it.

const RECENT = 5;
export const SAME = 'same'; // the second pane shows the source that is being coded
const HANDS = new Map(); // "project/coder" → Hand
const NOTHING = { favourites: {}, recent: [], advance: false, sight: '', fore: '', beside: '' };

export class Hand {
  constructor() {
    Object.assign(this, structuredClone(NOTHING), { taken: '' });
  }

  // What the server knew when the page was drawn. The same again is older than what was set since.
  take(given = {}) {
    const seen = JSON.stringify(given);
    if (seen !== this.taken) Object.assign(this, structuredClone({ ...NOTHING, ...given }), { taken: seen });
  }

  set(values) { Object.assign(this, values); }

  // These codes were used, in this order.
  used(codes) { this.recent = [...new Set([...codes.toReversed(), ...this.recent])].slice(0, RECENT); }

  letterOf(code) { return Object.keys(this.favourites).find((letter) => this.favourites[letter] === code) ?? ''; }

  // The favourites after a letter was pressed for a code: its own letter takes it away, another one moves it.
  withLetter(letter, code) {
    const rest = Object.fromEntries(Object.entries(this.favourites).filter(([one, has]) => one !== letter && has !== code));
    return this.favourites[letter] === code ? rest : { ...rest, [letter]: code };
  }
}

export function handOf(doc) {
  const whose = `${doc.channel.split('/')[0]}/${doc.me}`;
  if (!HANDS.has(whose)) HANDS.set(whose, new Hand());
  const hand = HANDS.get(whose);
  hand.take(doc.hand);
  return hand;
}

export const shifted = (letter) => `⇧${letter.toUpperCase()}`;
