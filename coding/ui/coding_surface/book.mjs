// The codebook as the surface uses it: look-ups, digits, and how often each code stands in this source.

export class Book {
  constructor(model) {
    this.model = model;
    this.take();
    this.counts = new Map();
    for (const { code } of model.drawn.values()) this.tally(code, 1);
  }

  // Read the codes again: the codebook changed, or a code was made here.
  take() {
    this.list = this.model.codes;
    this.codes = new Map(this.list.map((code) => [code.id, code]));
    this.digits = digitsOf(this.list);
    this.digitOf = new Map([...this.digits].map(([digit, code]) => [code, digit]));
  }

  get(id) { return this.codes.get(id); }

  tally(code, step) { this.counts.set(code, (this.counts.get(code) ?? 0) + step); }
}

// Digit → code id. The server says which codable code has which digit.
export function digitsOf(codes) {
  return new Map(codes.filter((code) => code.codable && /^[1-9]$/.test(code.shortcut ?? '')).map((code) => [code.shortcut, code.id]));
}
