// Code points (how the store counts) ⇄ UTF-16 units (how a browser counts). They differ only after astral characters.

export class Offsets {
  constructor(text) {
    // Where each astral character stands, in code points; empty for nearly every transcript.
    this.astral = [];
    for (let unit = 0, seen = 0; unit < text.length; unit++) {
      const code = text.charCodeAt(unit);
      if (code >= 0xd800 && code <= 0xdbff && unit + 1 < text.length) {
        const low = text.charCodeAt(unit + 1);
        if (low >= 0xdc00 && low <= 0xdfff) {
          this.astral.push(unit - seen);
          seen++;
          unit++;
        }
      }
    }
  }

  // Code point offset → UTF-16 offset.
  units(point) {
    return this.astral.length ? point + below(this.astral, point) : point;
  }

  // UTF-16 offset → code point offset; an offset inside a surrogate pair counts as the end of that character.
  points(unit) {
    if (!this.astral.length) return unit;
    let low = 0;
    let high = this.astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.astral[middle] + middle < unit) low = middle + 1;
      else high = middle;
    }
    const inside = low > 0 && this.astral[low - 1] + low - 1 === unit - 1;
    return inside ? this.astral[low - 1] + 1 : unit - low;
  }
}

// How many numbers of a sorted list are smaller than the value.
export function below(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Index of the last number that is not greater than the value; -1 if there is none.
export function floor(sorted, value) {
  return below(sorted, value + 1) - 1;
}

const WORDS = /[\p{L}\p{N}\p{M}]+(?:[-'’.][\p{L}\p{N}\p{M}]+)*/gu;

// The word boundary after (direction 1) or before (-1) an offset. Hyphenated reduplications (orang-orang) are one word.
export function wordEdge(text, offset, direction, edge) {
  const from = Math.max(0, offset - 400);
  const words = [...text.slice(from, offset + 400).matchAll(WORDS)].map((m) => [from + m.index, from + m.index + m[0].length]);
  const stops = words.map((word) => word[edge === 'start' ? 0 : 1]);
  if (direction > 0) return stops.find((stop) => stop > offset) ?? offset;
  return stops.reverse().find((stop) => stop < offset) ?? offset;
}

// The word that an offset lies in or touches, or null.
export function wordAround(text, offset) {
  const from = Math.max(0, offset - 200);
  for (const found of text.slice(from, offset + 200).matchAll(WORDS)) {
    const [start, end] = [from + found.index, from + found.index + found[0].length];
    if (start <= offset && offset <= end) return [start, end];
  }
  return null;
}

// The edge of a unit (a sentence) after or before an offset.
export function unitEdge(units, text, offset, direction, edge) {
  const stops = units.map((unit) => trim(text, ...unit)[edge === 'start' ? 0 : 1]);
  return (direction > 0 ? stops.find((stop) => stop > offset) : stops.findLast((stop) => stop < offset)) ?? offset;
}

// A range without white space at its ends.
export function trim(text, start, end) {
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  return [start, end];
}
