// A stretch of text cut where codings (and printed marks) begin and end, so that each piece has one look.

// codings, marks: [{start, end, …}]. Gives [{start, end, codings: [...], mark: kind or ''}] that cover [start, end).
export function segments(start, end, codings, marks = []) {
  const cuts = new Set([start, end]);
  for (const one of [...codings, ...marks]) {
    if (one.start > start && one.start < end) cuts.add(one.start);
    if (one.end > start && one.end < end) cuts.add(one.end);
  }
  const stops = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < stops.length; i++) {
    const [from, to] = [stops[i], stops[i + 1]];
    const covers = (one) => one.start < to && one.end > from;
    pieces.push({ start: from, end: to, codings: codings.filter(covers), mark: marks.find(covers)?.kind ?? '' });
  }
  return pieces;
}

const COLOUR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

// A colour that is safe in a style; anything else becomes a neutral grey.
export function colour(value) {
  return COLOUR.test(value ?? '') ? value : '#777777';
}

// Tints of several codes laid over each other.
export function tint(colours, strength = 24) {
  const each = Math.max(9, Math.round(strength / Math.sqrt(colours.length || 1)));
  const layer = (one) => `color-mix(in srgb, ${colour(one)} ${each}%, transparent)`;
  return [...new Set(colours)].map((one) => `linear-gradient(${layer(one)}, ${layer(one)})`).join(', ');
}
