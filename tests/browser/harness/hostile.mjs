// Strings that try to be markup, put wherever the surface shows a word.

export const PAYLOADS = [
  '<script>window.hacked = 1</script>', '<img src=x onerror="window.hacked=1">', '<svg onload="window.hacked=1">', '"><b onmouseover="window.hacked=1">x', '</textarea><script>window.hacked=1</script>',
  'javascript:window.hacked=1', '![a](http://127.0.0.1:9/leak)', '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>', '{{constructor.constructor("window.hacked=1")()}}', '${window.hacked=1}',
  '<style>@import "http://127.0.0.1:9/leak"</style>', 'red; background: url(http://127.0.0.1:9/leak)', '\u202etfel ot thgir\u202c', '<math><mtext></mtext><script>window.hacked=1</script></math>', "' onclick='window.hacked=1", 'x'.repeat(3000),
];

export function hostile(doc) {
  const next = (() => { let i = 0; return () => PAYLOADS[i++ % PAYLOADS.length]; })();
  for (const code of doc.codes) {
    code.name = next();
    code.colour = 'red; background: url(http://127.0.0.1:9/leak)';
    code.sign = code.codable ? '<b>' : '';
    code.texts = { definition: next(), include: next(), exclude: next(), typical: next() };
  }
  for (const coder of doc.coders) coder.name = next();
  for (const speaker of doc.speakers) { speaker.label = next(); speaker.case = next(); }
  doc.source.name = PAYLOADS[1];
  const text = `${PAYLOADS.join('\n')}\n`;
  const lines = [0];
  let at = 0;
  const turns = PAYLOADS.map((payload, i) => { const start = at; at += [...payload].length + 1; lines.push(at); return [start, at - 1, i % 3]; });
  const codings = turns.map(([start, end], i) => ({ id: `c${i}`, start, end, code: doc.codes.filter((code) => code.codable)[i % 12].id, by: i % 2 ? 'me' : 'other', v: 1, memo: next() }));
  return { ...doc, channel: 'project/hostile/me', text, lines: lines.slice(0, -1), turns, marks: [], moments: [], sentences: [], paragraphs: [], codings };
}
