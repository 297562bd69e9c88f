// Sources for the harness: a short believable interview, and large ones of a given size.

const GROUPS = [
  ['Koordinasi', '#2f6fb5', [['K1', 'Penyertaan', '1'], ['K2', 'Dialog', '2'], ['K3', 'Perencanaan bersama', '3']]],
  ['Integrasi', '#c77a17', [['I1', 'Kerja bersama sementara', '4'], ['I2', 'Usaha bersama', '5'], ['I3', 'Satelit', '6']]],
  ['Kedekatan dan pelibatan', '#7a4fa3', [['D1', 'Aliansi strategis', '7'], ['D2', 'Penyatuan', '8'], ['D3', 'Penggabungan', '9']]],
];

export function codebook() {
  const codes = [];
  GROUPS.forEach(([name, colour, children], i) => {
    codes.push({ id: `group-${i}`, key: '', parent: null, name, colour, sign: '', codable: false, shortcut: '', texts: {} });
    for (const [key, label, shortcut] of children) {
      const texts = { definition: `${label}: pertukaran atau kerja antarorganisasi menurut tingkat kedekatannya.`, include: 'Rapat koordinasi, grup WA antarunit, berbagi data atas permintaan.', exclude: 'Rapat yang menghasilkan rencana bersama (K3); edaran satu arah.', typical: '“Kami selalu saling kabari lewat grup.”', theory: '6, P. (2004)' };
      codes.push({ id: `code-${key}`, key, parent: `group-${i}`, name: label, colour, sign: key, codable: true, shortcut, texts });
    }
  });
  for (const [key, name, colour] of [['H', 'Hambatan', '#a33b3b'], ['P', 'Pendorong', '#2f8059'], ['L', 'Lainnya', '#6b7280']])
    codes.push({ id: `code-${key}`, key, parent: null, name, colour, sign: key, codable: true, shortcut: '', texts: {} });
  return codes;
}

const TALK = [
  [0, 'Selamat pagi, Pak. Boleh diceritakan dulu, bagaimana koordinasi antarinstansi di mal pelayanan publik ini berjalan sehari-hari?'],
  [1, 'Pagi. Ya, jadi begini… kalau koordinasi itu sebenarnya kami ada grup WhatsApp ya, semua gerai masuk di situ. Kalau ada sistem yang mati, petugas gerai langsung lapor di grup, nanti kami teruskan ke dinas masing-masing. Rapat resmi itu ada juga, rapat koordinasi tiap tiga bulan, tapi terus terang belum semua instansi hadir terus.'],
  [0, 'Yang tidak hadir itu biasanya karena apa?'],
  [1, 'Ya itu, ego sektoral masih ada. Ada yang merasa bukan urusannya. Tapi kalau soal jam layanan, kami susun bersama-sama jadwalnya, semua tanda tangan, itu di awal tahun. Pelaksanaannya ya masing-masing gerai.'],
  [2, 'Kalau boleh menambahkan, Pak, dari sisi Dukcapil kami menyesuaikan juga. Begitu DPMPTSP membuka layanan sampai sore, kami ubah jadwal operator supaya orang-orang yang dari jauh tidak pulang dengan tangan kosong.'],
  [0, 'Apakah sudah ada sistem bersama, misalnya satu antrean untuk semua gerai?'],
  [1, 'Belum. Direncanakan tahun depan, anggarannya Rp 1.500.000.000 sudah diusulkan. Sekarang setiap gerai masih pakai aplikasinya sendiri. Dulu pernah ada mesin antrean bersama, tapi rusak dan tidak diperbaiki.'],
  [2, 'Iya, jadi warga ambil nomor dua kali. Kadang sampai tiga kali kalau urusannya banyak 😅 – itu yang sering dikeluhkan.'],
];

function assemble(name, turnsText, speakers, header) {
  let text = header;
  const at = (string) => [...string].length;
  const [turns, marks, moments] = [[], [], []];
  if (header) marks.push([0, at(header.trimEnd()), 'header']);
  let length = at(text);
  const parts = [text];
  const add = (piece) => { parts.push(piece); length += at(piece); };
  turnsText.forEach(([speaker, words], i) => {
    const label = `${speakers[speaker].label}: `;
    marks.push([length, length + label.length, 'label']);
    add(label);
    moments.push([length, i * 17 + 4, null]);
    turns.push([length, length + at(words), speaker]);
    add(words);
    add('\n');
  });
  text = parts.join('');
  return { name, text, turns, marks, moments };
}

// Numbered lines as a store would fix them: at newlines, and at the last space before 80 characters.
function linesOf(text) {
  const starts = [0];
  let begin = 0;
  let space = -1;
  [...text].forEach((char, i) => {
    if (char === '\n') { begin = i + 1; starts.push(begin); space = -1; return; }
    if (char === ' ') space = i + 1;
    if (i - begin >= 80 && space > begin) { begin = space; starts.push(begin); space = -1; }
  });
  return starts[starts.length - 1] >= [...text].length ? starts.slice(0, -1) : starts;
}

function sentencesOf(text, turns) {
  const characters = [...text];
  return turns.flatMap(([start, end]) => {
    const found = [];
    let from = start;
    for (let i = start; i < end; i++)
      if ('.?!'.includes(characters[i]) && (i + 1 >= end || characters[i + 1] === ' ')) { found.push([from, i + 1]); from = i + 2; }
    if (from < end) found.push([from, end]);
    return found;
  });
}

const SPEAKERS = [{ label: 'Peneliti', role: 'interviewer', case: null }, { label: 'Pak Ridwan', role: 'informant', case: 'IK-01' }, { label: 'Bu Sri', role: 'informant', case: 'IU-02' }];

export function interview(extra = {}) {
  const header = 'Wawancara 1 – Kepala Bidang, DPMPTSP Kota Bengkulu\nTanggal: 12 Januari 2026\n\n';
  const made = assemble('W1 Kepala Bidang', TALK, SPEAKERS, header);
  return finishDoc(made, [], extra);
}

// characters, turns and codings as asked; codings three deep.
export function large({ characters = 200000, turns = 1500, codings = 3000 } = {}) {
  const words = TALK.map(([, said]) => said).join(' ').replace(/[^\x20-\x7e]/g, '').split(' ');
  const size = Math.floor(characters / turns) - 14;
  const talk = [];
  let word = 0;
  for (let i = 0; i < turns; i++) {
    let said = '';
    while (said.length < size) said += `${said ? ' ' : ''}${words[word++ % words.length]}`;
    talk.push([i % 3, said]);
  }
  const made = assemble('Panjang', talk, SPEAKERS, '');
  const codes = codebook().filter((code) => code.codable);
  const list = [];
  for (let i = 0; i < codings; i++) {
    const [start, end] = made.turns[Math.floor((i * turns) / codings)];
    const from = start + (i % 3) * 12;
    list.push({ id: `coding-${i}`, start: from, end: Math.min(end, from + 70 + (i % 5) * 8), code: codes[i % codes.length].id, by: i % 7 ? 'me' : 'other', v: 1 });
  }
  return finishDoc(made, list, {});
}

function finishDoc({ name, text, turns, marks, moments }, codings, extra) {
  const spans = turns.map(([start, end]) => [start, end]);
  return {
    role: 'doc', channel: `project/${name}/me`, snap: 1, me: 'me', readonly: false,
    source: { id: name, name, kind: 'interview', language: 'id', text_version: 1 }, text, lines: linesOf(text), turns, speakers: SPEAKERS, marks, moments, pages: [],
    sentences: sentencesOf(text, turns), paragraphs: spans, codes: codebook(), coders: [{ id: 'me', name: 'Rina' }, { id: 'other', name: 'Budi' }],
    codings, finished: false, place: null, next: { name: 'W2', url: '?next' }, prev: null, words: {}, locale: 'id', ...extra,
  };
}
