// Puts the caret into a field of the page when it is asked to, once each time; and takes it out again.

const TRIES = 40; // at 50 ms: the field may be drawn after us
const SEEN = new WeakMap(); // parent element → { token, timer }

function look(state, field, left) {
  const found = document.querySelector(`.st-key-${CSS.escape(field)} :is(textarea, input)`);
  if (found) {
    found.focus();
    found.setSelectionRange?.(found.value.length, found.value.length);
  } else if (left) {
    state.timer = setTimeout(look, 50, state, field, left - 1);
  }
}

export default function focus({ data, parentElement }) {
  const state = SEEN.get(parentElement) ?? {};
  SEEN.set(parentElement, state);
  if (state.token !== data.token) {
    state.token = data.token;
    clearTimeout(state.timer);
    if (data.field) look(state, data.field, TRIES);
    else if (document.activeElement?.matches('[data-testid="stMain"] :is(textarea, input, button)')) document.activeElement.blur();
  }
  return () => clearTimeout(state.timer);
}
