// The key map. One binding belongs to one command; `?` shows this table.

export const KEYS = [
  { group: 'move', commands: [
    ['next_segment', ['ArrowDown', 'j']],
    ['previous_segment', ['ArrowUp', 'k']],
    ['select_segment', ['Enter', ' ']],
    ['extend_right', ['Ctrl+Shift+ArrowRight']],
    ['extend_left', ['Ctrl+Shift+ArrowLeft']],
    ['unit', ['u']],
    ['search', ['g', 'Ctrl+f']],
    ['find', ['Ctrl+k']],
    ['next_source', [']']],
    ['previous_source', ['[']],
  ] },
  { group: 'code', commands: [
    ['palette', ['/', 'c']],
    ['repeat', ['r']],
    ['new_code', ['n']],
    ['in_vivo', ['v']],
    ['recent', ['h']],
    ['favourite', ['*']],
    ['advance', ['.']],
    ['uncode', ['Delete', 'x']],
    ['cycle', ['o', 'Tab']],
    ['recode', ['e']],
  ] },
  { group: 'offer', commands: [
    ['accept', ['a']],
    ['reject', ['d']],
    ['instead', ['i']],
    ['skip', ['q']],
    ['why', ['b']],
  ] },
  { group: 'edit', commands: [
    ['end_right', ['Alt+ArrowRight']],
    ['end_left', ['Alt+ArrowLeft']],
    ['start_right', ['Alt+Shift+ArrowRight']],
    ['start_left', ['Alt+Shift+ArrowLeft']],
    ['end_down', ['Alt+ArrowDown']],
    ['end_up', ['Alt+ArrowUp']],
    ['start_down', ['Alt+Shift+ArrowDown']],
    ['start_up', ['Alt+Shift+ArrowUp']],
    ['memo', ['m']],
    ['status', ['s']],
    ['limited', ['l']],
    ['weight', ['w']],
    ['prompted', ['p']],
    ['evidence', ['t']],
    ['surprise', ['!']],
    ['consult', ['@']],
  ] },
  { group: 'see', commands: [
    ['fore', [';']],
    ['dim', [',']],
    ['only', ['-']],
    ['beside', ['\\']],
  ] },
  { group: 'other', commands: [
    ['finish', ['f']],
    ['undo', ['z', 'Ctrl+z']],
    ['redo', ['y', 'Ctrl+Shift+z', 'Ctrl+y']],
    ['help', ['?']],
    ['escape', ['Escape']],
  ] },
];

const TABLE = new Map(KEYS.flatMap(({ commands }) => commands.flatMap(([command, keys]) => keys.map((key) => [key, command]))));

// A key press by one name: "Ctrl+Shift+z", "?", "ArrowDown". Command counts as Ctrl; a capital by Caps Lock as its letter.
export function press(event) {
  const single = [...event.key].length === 1;
  const letter = single && event.key.toLowerCase() !== event.key.toUpperCase();
  const key = letter ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && (letter || !single);
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

// The command of a key press; "digit:3" for a code's key, "letter:k" for a person's own; null if the press is not ours.
export function commandOf(event) {
  if (event.isComposing) return null;
  const name = press(event);
  const own = /^Shift\+(\p{L})$/u.exec(name);
  return /^[1-9]$/.test(name) ? `digit:${name}` : own ? `letter:${own[1]}` : TABLE.get(name) ?? null;
}

// How a binding is written for people.
export function written(key) {
  const names = { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Delete: 'Del', Escape: 'Esc' };
  return key === ' ' ? '␣' : key.split('+').map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join('+');
}
