// Elements without HTML strings: every word from data goes in as text.

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') element.className = value;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.startsWith('--')) element.style.setProperty(name, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// A button that does not take the focus, and with it the selection, away from the text when clicked.
export function button(label, action, props = {}) {
  return h('button', { type: 'button', class: 'cs-button', onmousedown: (event) => event.preventDefault(), onclick: action, ...props }, label);
}

// No key typed into a control of ours may reach the text or the page's own shortcuts.
export function quiet(element) {
  for (const kind of ['keydown', 'keyup', 'keypress']) element.addEventListener(kind, (event) => event.stopPropagation());
  return element;
}
