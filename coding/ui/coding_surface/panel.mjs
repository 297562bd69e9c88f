// Beside the text: what is coded at the caret, the definition of a code with three real examples, the codebook.

import { colour } from './marks.mjs';
import { button, h } from './dom.mjs';
import { shifted } from './hand.mjs';

const COMMANDS = { change: 'recode', remove: 'uncode' };
const TEXTS = ['definition', 'include', 'exclude', 'typical', 'borderline', 'note', 'theory'];

export class Panel {
  // act: {apply(code id, several), show(coding id), remove, recode, memo, status, weight, evidence, prompted, limited, ask(code id), alike(coding): address}
  constructor(words, act) {
    Object.assign(this, { words, act });
    this.here = h('section', { class: 'cs-here' });
    this.definition = h('section', { class: 'cs-definition' });
    this.tree = h('section', { class: 'cs-tree' });
    this.examples = new Map();
    this.shown = null;
    this.counts = new Map();
    this.element = h('aside', { class: 'cs-panel', 'aria-label': words('panel') }, h('div', { class: 'cs-panel-codes' }, this.here, this.tree), this.definition);
  }

  // -- codings at the caret ----------------------------------------------------------------------

  showHere(codings, current, { codeOf, nameOf, me, readonly }) {
    const state = JSON.stringify([codings, current, readonly]);
    if (state === this.hereState) return;
    this.hereState = state;
    const items = codings.slice(0, 12).map((coding) => this.#coding(coding, coding.id === current, codeOf(coding.code), nameOf(coding.by), coding.by === me && !readonly));
    this.here.replaceChildren(h('h3', {}, this.words('here')), ...(items.length ? items : [h('p', { class: 'cs-quiet' }, this.words('nothing_here'))]));
  }

  #coding(coding, current, code, coder, mine) {
    const { words } = this;
    const facts = factsOf(coding, words);
    const tools = [['memo', 'm'], ['status', 's'], ['weight', 'w'], ['evidence', 't'], ['surprise', '!'], ['consult', '@'], ['change', 'e'], ['remove', 'x']];
    return h('div', { class: `cs-coding${current ? ' cs-current' : ''}`, '--c': colour(code?.colour), 'data-coding': coding.id },
      button(h('span', { class: 'cs-line-up' }, h('b', { class: 'cs-chip' }, code?.sign || code?.key || '·'), h('span', { class: 'cs-name' }, code?.name ?? '?'), h('small', {}, coder)), () => this.act.show(coding.id), { class: 'cs-coding-head', 'aria-pressed': String(current) }),
      facts.length > 0 && h('p', { class: 'cs-facts' }, facts.join(' · ')),
      coding.memo && h('p', { class: 'cs-memo-text' }, coding.memo),
      current && mine && h('div', { class: 'cs-tools' }, ...tools.map(([name, key]) => button(words(name), () => this.act[name](), { title: `${words(`key_${COMMANDS[name] ?? name}`)} (${key.toUpperCase()})` })),
        button(words('limited'), () => this.act.limited(), { 'aria-pressed': String(Boolean(coding.limited)), title: `${words('limited_def')} (L)` }),
        button(words('prompted'), () => this.act.prompted(), { 'aria-pressed': String(coding.prompted === true), title: `${words('prompted_def')} (P)` })),
      current && h('a', { class: 'cs-alike', href: this.act.alike(coding) }, words('alike')));
  }

  // -- one code ----------------------------------------------------------------------------------

  showCode(code) {
    if (!code) {
      if (!this.shown) this.definition.replaceChildren(h('h3', {}, this.words('definition')), h('p', { class: 'cs-quiet' }, this.words('no_code')));
      return;
    }
    this.shown = code.id;
    const texts = TEXTS.filter((key) => code.texts?.[key]).map((key) => [h('dt', {}, this.words(key)), h('dd', {}, ...written(code.texts[key]))]);
    this.examplesBox = h('div', { class: 'cs-examples' });
    this.definition.replaceChildren(
      h('h3', { class: 'cs-code-title', '--c': colour(code.colour) }, h('b', { class: 'cs-chip' }, code.sign || code.key || '·'), code.name),
      h('dl', {}, ...texts.flat()), this.examplesBox);
    this.#showExamples();
    clearTimeout(this.waiting);
    if (!this.examples.has(code.id)) this.waiting = setTimeout(() => this.act.ask(code.id), 500);
  }

  takeExamples(code, list) {
    this.examples.set(code, list);
    if (this.shown === code) this.#showExamples();
  }

  #showExamples() {
    const list = this.examples.get(this.shown);
    const body = !list ? [h('p', { class: 'cs-quiet' }, this.words('loading'))] : !list.length ? [h('p', { class: 'cs-quiet' }, this.words('no_examples'))]
      : list.slice(0, 3).map((one) => h('blockquote', {}, one.quote, h('cite', {}, this.#reference(one))));
    this.examplesBox.replaceChildren(h('h4', {}, this.words('examples')), ...body);
  }

  // lines: [first, last], or as the server writes it; by: a coder's id, or a name.
  #reference({ source, lines, by }) {
    const [first, last] = Array.isArray(lines) ? lines : [lines, lines];
    const where = first && this.words('line', { n: first === last ? first : `${first}–${last}` });
    return [source, where, this.act.nameOf(by)].filter(Boolean).join(', ');
  }

  // -- the codebook ------------------------------------------------------------------------------

  showTree({ list: codes, digitOf: digits, counts, hand }) {
    this.counts = counts;
    const depth = new Map();
    for (const code of codes) depth.set(code.id, code.parent && depth.has(code.parent) ? depth.get(code.parent) + 1 : 0);
    this.countElements = new Map();
    const rows = codes.map((code) => {
      const count = h('small', { class: 'cs-count', title: this.words('all_codings') }, counts.get(code.id) || '');
      this.countElements.set(code.id, count);
      const inside = [code.codable && h('b', { class: 'cs-chip' }, code.sign || code.key || '·'), h('span', { class: 'cs-name' }, code.name), count, digits.get(code.id) && h('kbd', {}, digits.get(code.id)), hand?.letterOf(code.id) && h('kbd', {}, shifted(hand.letterOf(code.id)))];
      const show = () => this.showCode(code);
      const element = code.codable
        ? button(h('span', { class: 'cs-line-up' }, ...inside.filter(Boolean)), (event) => this.act.apply(code.id, event.ctrlKey || event.metaKey), { class: 'cs-code', 'data-code': code.key ?? code.id, onmouseenter: show, onfocus: show })
        : h('div', { class: 'cs-code cs-code-group', onmouseenter: show }, h('span', { class: 'cs-line-up' }, ...inside.filter(Boolean)));
      element.style.setProperty('--c', colour(code.colour));
      element.style.setProperty('--depth', depth.get(code.id));
      return element;
    });
    this.tree.replaceChildren(h('h3', {}, this.words('codebook')), ...rows);
  }

  count(code) {
    const element = this.countElements?.get(code);
    if (element) element.textContent = this.counts.get(code) || '';
  }
}

// What is said of a coding, in words.
export function factsOf(coding, words) {
  return [
    coding.status && words(`status_${coding.status}`), coding.limited && words('limited'), coding.weight && words('weight_n', { n: coding.weight }),
    coding.prompted === true && words('prompted'), coding.prompted === false && words('unprompted'), coding.evidence && words(`evidence_${coding.evidence}`),
    coding.origin && coding.origin !== 'hand' && words(`origin_${coding.origin}`),
  ].filter(Boolean);
}

// Several lines are several points.
function written(text) {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
  return lines.length > 1 ? [h('ul', {}, ...lines.map((line) => h('li', {}, line)))] : lines;
}
