// Makes the marks of a picture open their excerpts: what was clicked says in its trace's `meta` what it asks for
// (coding/display/marks.py), and that is sent to the server.

const SENDS = new Map(); // key of a picture → what sends to the server, of the newest mount
const HEARD = new WeakSet(); // graphs
const ONE = /^=?(?:[^\s()"]+|"(?:[^"\\]|\\.)*"|[\w.-]+:"(?:[^"\\]|\\.)*")$/;

export const bracketed = (ask) => (ONE.test(ask) ? ask : `(${ask})`);

// What all of these ask for at once; null where one of them opens nothing.
export function together(asks, word = 'AND') {
  if (asks.some((one) => one === null || one === undefined)) return null;
  const parts = asks.filter((one) => one !== '');
  return parts.length > 1 ? parts.map(bracketed).join(` ${word} `) : (parts[0] ?? '');
}

// What a clicked point of a figure asks for, or null where it stands for no excerpts.
export function asked(point) {
  const [meta] = (point?.data ?? point?.fullData ?? point?.trace)?.meta ?? [];
  if (!meta) return null;
  if (meta.rows) {
    const [row, column] = point.pointIndex ?? point.pointNumber ?? [];
    return point.z ? together([meta.ask ?? '', together([meta.rows[row], meta.columns[column]], meta.joined)]) : null;
  }
  if (!meta.marks) return null;
  // Where bands flow between nodes, both are marks.
  if (meta.nodes && point.sourceLinks) return meta.nodes[point.pointNumber ?? point.index] ?? null;
  const at = point.pointNumber ?? point.pointIndex ?? point.index;
  if (!meta.upto) return together([meta.ask ?? '', meta.marks[at]]);
  const upto = meta.marks.slice(0, at + 1).filter((one) => one !== null);
  const any = upto.length > 1 ? upto.map(bracketed).join(' OR ') : upto[0];
  return together([meta.ask ?? '', any]);
}

const cursor = (graph, shape) => {
  for (const layer of graph.querySelectorAll('.drag, .nsewdrag, .slice path, .sankey-node, .sankey-link')) layer.style.cursor = shape;
};

function hear(graph, picture) {
  if (HEARD.has(graph) || typeof graph.on !== 'function') return;
  HEARD.add(graph);
  const open = (event) => {
    const ask = asked(event?.points?.[0]);
    if (ask !== null) SENDS.get(picture)?.({ ask, at: Date.now() });
    return false;
  };
  graph.on('plotly_click', open);
  // Where a click would go into a branch, it opens the branch's excerpts instead.
  for (const kind of ['sunburst', 'treemap', 'icicle']) graph.on(`plotly_${kind}click`, open);
  graph.on('plotly_hover', (event) => cursor(graph, asked(event?.points?.[0]) === null ? '' : 'pointer'));
  graph.on('plotly_unhover', () => cursor(graph, ''));
}

// A picture may be drawn anew at any time, and then hears nothing: it is looked for when somebody points at it.
function look(event) {
  for (const picture of SENDS.keys()) {
    const graph = event.target?.closest?.(`.st-key-${CSS.escape(picture)} .js-plotly-plot`);
    if (graph) hear(graph, picture);
  }
}

export default function marks({ data, setTriggerValue }) {
  const send = (opened) => setTriggerValue('opened', opened);
  SENDS.set(data.picture, send);
  for (const kind of ['pointerover', 'pointerdown']) document.addEventListener(kind, look, true); // once, however often
  return () => {
    if (SENDS.get(data.picture) === send) SENDS.delete(data.picture);
  };
}
