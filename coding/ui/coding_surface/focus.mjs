// Puts the caret into a field of the page when it is asked to, once each time; and takes it out again.

const TRIES = 200; // at 50 ms: the field may be drawn long after us on a busy machine
const SEEN = new WeakMap(); // parent element → { token, timer }

// A field comes to its caret only when somebody types: how far down it stands is measured on a twin cut off there.
function bringIntoView(field, place) {
  const twin = field.cloneNode();
  twin.value = field.value.slice(0, place);
  twin.style.cssText = `position: absolute; visibility: hidden; box-sizing: border-box; border: 0; overflow: hidden; height: 0; min-height: 0; width: ${field.clientWidth}px`;
  field.parentElement.append(twin);
  field.scrollTop = twin.scrollHeight - field.clientHeight / 2;
  twin.remove();
}

function look(state, field, at, left) {
  const found = document.querySelector(`.st-key-${CSS.escape(field)} :is(textarea, input)`);
  if (found) {
    found.focus();
    const place = at === null ? found.value.length : [...found.value].slice(0, at).join('').length;
    found.setSelectionRange?.(place, place);
    if (at !== null) bringIntoView(found, place);
  } else if (left) {
    state.timer = setTimeout(look, 50, state, field, at, left - 1);
  }
}

export default function focus({ data, parentElement }) {
  const state = SEEN.get(parentElement) ?? {};
  SEEN.set(parentElement, state);
  if (state.token !== data.token) {
    state.token = data.token;
    clearTimeout(state.timer);
    if (data.field) look(state, data.field, data.at ?? null, TRIES);
    else if (document.activeElement?.matches('[data-testid="stMain"] :is(textarea, input, button)')) document.activeElement.blur();
  }
  return () => clearTimeout(state.timer);
}
