// Makes the marks of a picture open their excerpts: what was clicked says in its trace's `meta` what it asks for
// (coding/display/marks.py), and that is sent to the server.

const PARTS = new WeakMap(); // parent element → { data, send, stop }
const HEARD = new WeakMap(); // graph → the picture's key it is heard for
const ONE = /^=?(?:[^\s()"]+|"(?:[^"\\]|\\.)*"|[\w.-]+:"(?:[^"\\]|\\.)*")$/;

export const bracketed = (ask) => (ONE.test(ask) ? ask : `(${ask})`);

// What all of these ask for at once; null where one of them opens nothing.
export function together(asks) {
  if (asks.some((one) => one === null || one === undefined)) return null;
  const parts = asks.filter((one) => one !== '');
  return parts.length > 1 ? parts.map(bracketed).join(' AND ') : (parts[0] ?? '');
}

// What a clicked point of a figure asks for, or null where it stands for no excerpts.
export function asked(point) {
  const meta = point?.data?.meta ?? point?.fullData?.meta;
  if (!meta) return null;
  if (meta.rows) {
    const [row, column] = point.pointIndex ?? point.pointNumber ?? [];
    return point.z ? together([meta.ask ?? '', meta.rows[row], meta.columns[column]]) : null;
  }
  if (!meta.marks) return null;
  const at = point.pointNumber ?? point.pointIndex ?? point.index;
  if (!meta.upto) return together([meta.ask ?? '', meta.marks[at]]);
  const upto = meta.marks.slice(0, at + 1).filter((one) => one !== null);
  const any = upto.length > 1 ? upto.map(bracketed).join(' OR ') : upto[0];
  return together([meta.ask ?? '', any]);
}

const cursor = (graph, shape) => {
  for (const layer of graph.querySelectorAll('.drag, .nsewdrag, .slice path, .sankey-node, .sankey-link')) layer.style.cursor = shape;
};

function hear(graph, state) {
  if (HEARD.get(graph) === state.data.picture || typeof graph.on !== 'function') return;
  HEARD.set(graph, state.data.picture);
  const open = (event) => {
    const ask = asked(event?.points?.[0]);
    if (ask !== null) state.send({ ask, at: Date.now() });
  };
  graph.on('plotly_click', open);
  graph.on('plotly_hover', (event) => cursor(graph, asked(event?.points?.[0]) === null ? '' : 'pointer'));
  graph.on('plotly_unhover', () => cursor(graph, ''));
}

function listen(state) {
  // A picture may be drawn anew at any time, and then hears nothing: it is looked for when somebody points at it.
  const look = (event) => {
    const graph = event.target?.closest?.(`.st-key-${CSS.escape(state.data.picture)} .js-plotly-plot`);
    if (graph) hear(graph, state);
  };
  const kinds = ['pointerover', 'pointerdown'];
  for (const kind of kinds) document.addEventListener(kind, look, true);
  return () => kinds.forEach((kind) => document.removeEventListener(kind, look, true));
}

export default function marks({ data, parentElement, setTriggerValue }) {
  const state = PARTS.get(parentElement) ?? {};
  state.data = data;
  state.send = (opened) => setTriggerValue('opened', opened);
  if (!PARTS.has(parentElement)) {
    PARTS.set(parentElement, state);
    state.stop = listen(state);
  }
  return () => {
    if (parentElement.isConnected) return;
    state.stop();
    PARTS.delete(parentElement);
  };
}
