// Every sentence the surface shows, in English; the page sends translations under the same keys. {places} are filled in.

export const WORDS = {
  text_label: 'Text of {source}. Arrow keys move by segment, Enter selects it, a digit codes it, ? shows all keys.',
  line: 'line {n}', page: 'p. {n}', interviewer: 'interviewer', informant: 'informant', other: 'other',
  saved: 'saved', saving: 'saving…', offline: 'offline, {n} waiting', memory_only: 'This browser can’t keep unsent codings: leave the page only when all is saved.',
  undo: 'Undo', redo: 'Redo', correct: 'Correct the text here', finished: 'Finished', finish: 'Mark as finished', unfinish: 'Reopen', previous: 'Previous source', next: 'Next source', keys: 'Keys',
  unit: 'Segment', unit_turn: 'turn', unit_sentence: 'sentence', unit_paragraph: 'paragraph',
  search: 'Search in the text', hits: '{n} of {total}', no_hits: 'not found', hit_next: 'Next hit', hit_previous: 'Previous hit', close: 'Close',
  panel: 'Codes', here: 'Coded here', nothing_here: 'Nothing coded at the caret.', codebook: 'Codebook', definition: 'Definition', include: 'Include', exclude: 'Exclude',
  typical: 'Typical', borderline: 'Borderline', note: 'Note', theory: 'Source', examples: 'From the transcripts', no_examples: 'No excerpt with this code yet.', loading: 'Looking…', no_code: 'Point at a code to read its definition.',
  choose_codes: 'Choose codes', search_codes: 'Search codes', new_code: 'New code', new_code_named: 'New code “{name}”', in_vivo: 'In vivo: “{name}”', apply: 'Apply {n} codes', tick: 'Several: tick, or Ctrl+click', no_match: 'No code of this name.', recode_title: 'Change code to', name_code: 'Name of the new code', again: 'Again: {code}', parent: 'Group', no_parent: 'no group', create: 'Create and apply', cancel: 'Cancel', save: 'Save',
  memo: 'Memo', memo_of: 'Memo on {code}', memo_hint: 'Ctrl+Enter saves, Esc keeps the draft.', memo_theirs: 'Saved by somebody else meanwhile', memo_mine: 'Yours', memo_merge: 'Take both', surprise: 'Surprise', surprise_hint: 'What did you not expect here? Ctrl+Enter saves, Esc keeps the draft.', flagged: 'Flagged as a surprise', consult: 'Ask', consult_hint: 'What do you ask for supervision? Ctrl+Enter saves, Esc keeps the draft.', consulted: 'Asked for supervision',
  status: 'Status', status_exists: 'exists', status_planned: 'planned', status_existed: 'existed', status_absent: 'absent', status_failed: 'failed', none: 'not stated',
  status_exists_def: 'What is spoken of is there now. “We meet every month.”', status_planned_def: 'It is intended, not there yet. “Next year we will share one system.”', status_existed_def: 'It was there and is no more. “We used to have a joint team.”', status_absent_def: 'It is not, or not yet, there. “There has never been a joint meeting.”', status_failed_def: 'It was tried and did not work. “The application was launched, nobody uses it.”',
  limited: 'limited', limited_def: 'It exists, but not as it should.', weight: 'Weight', weight_n: 'weight {n}', prompted: 'prompted', unprompted: 'unprompted', prompted_def: 'The interviewer’s question named it.', evidence: 'Evidence', evidence_claim: 'claim', evidence_event: 'event', evidence_document: 'document',
  evidence_claim_def: 'A statement without an instance.', evidence_event_def: 'Something that happened, told with its circumstances.', evidence_document_def: 'A document is named or quoted.',
  coder: 'Coder', origin_keyword: 'by keyword', origin_classifier: 'by classifier', origin_import: 'imported', remove: 'Remove', change: 'Change code', more: '{n} more', lane_label: '{code}, {coder}',
  select_first: 'Select words first: Enter selects the segment.', already: 'You have already coded exactly these words with “{code}”.', not_yours: 'This is {coder}’s coding: only they can change it.', no_coding: 'There is no coding at the caret.', no_last: 'No code used yet in this visit.', readonly: 'You can read here, not code.', nothing_undo: 'There is nothing to undo.', nothing_redo: 'There is nothing to redo.', no_source: 'There is no further source.',
  coded: 'Coded with {codes}', removed: 'Removed {code}', undone: 'Undone', redone: 'Redone', unit_now: 'Segment: {unit}', finished_now: 'Marked as finished', reopened: 'Reopened', all_codings: 'codings in this source',
  did_code: 'coding', did_uncode: 'a removed coding', did_recode: 'changing a code', did_resize: 'moving an edge', did_describe: 'what a coding says', did_memo: 'a memo', did_surprise: 'a surprise', did_consult: 'a question', did_new_code: 'a new code', did_finish: 'the finished mark', did_import: 'codings brought in',
  offers: 'Suggestions', no_offers: 'No suggestion here.', blind_here: 'Shown without suggestions, to measure whether they lead you.', continues: 'goes on from the segment before', refuse: 'Reject {code}', rejected: 'Rejected {code}', no_more_offers: 'No further segment with suggestions.', did_reject: 'a rejected suggestion',
  key_offer: 'Suggestions', key_accept: 'accept the first suggestion', key_reject: 'reject the first suggestion', key_instead: 'another code instead', key_skip: 'next segment with suggestions', key_why: 'why it is suggested', why: 'Why?', alike: 'More like this', no_reasons: 'Nothing in these words speaks for it.',
  advance: 'Go on after coding', advance_on: 'After coding a segment the next one is selected', advance_off: 'After coding, the segment stays', recent: 'Codes used last', no_recent: 'No code used yet in this project.', favourite_title: 'A key of your own: for which code?',
  favourite_letter: 'A key for “{code}”', favourite_hint: 'Press a letter: with Shift it gives this code from now on. The letter it has already takes it away.', favourite_set: '{key} gives “{code}”', favourite_gone: '{key} is free again', favourite_none: 'No code on {key}: * gives it one.', fore_now: '“{code}” stands out',
  fore_none: 'Stand on a coding first, or use a code.', sight_all: 'All of the text is shown alike', sight_dim: 'Uncoded text is faint', sight_only: 'Only uncoded text is shown', sight_clear: 'Show all alike again', handle_start: 'Begin of the coding: drag',
  handle_end: 'End of the coding: drag', touch_bar: 'Code the chosen words', touch_last: 'tap the last word, or choose a code', touch_segment: 'Whole segment', touch_all: 'All codes', key_see: 'What is shown',
  key_favourites: 'codes on keys of your own', key_recent: 'one of the codes used last', key_favourite: 'a key of your own for a code', key_advance: 'go on to the next segment after coding, or stay', key_fore: 'one code stands out, the rest is faint', key_dim: 'uncoded text faint',
  key_only: 'only uncoded text', key_end_down: 'end one sentence later', key_end_up: 'end one sentence earlier', key_start_down: 'begin one sentence later', key_start_up: 'begin one sentence earlier',
  beside: 'Second pane', beside_title: 'What is read beside it?', beside_same: 'This source once more', beside_go: 'Code there', beside_close: 'Close the second pane', key_beside: 'a second pane, or none',
  keys_title: 'Keys', key_move: 'Moving around', key_code: 'Code', key_edit: 'The coding at the caret', key_other: 'Other', key_digits: 'apply one of the first nine codes', key_letters: 'in the open list: letters search, Enter repeats the last code', key_caret: 'the caret by letters; with Shift it selects', key_extend_right: 'select one word more', key_extend_left: 'select one word less, or to the left',
  key_next_segment: 'next segment', key_previous_segment: 'previous segment', key_select_segment: 'select the segment', key_unit: 'turn, sentence or paragraph', key_search: 'search in the text', key_find: 'find in all texts', key_next_source: 'next source', key_previous_source: 'previous source', key_palette: 'search codes', key_repeat: 'repeat the last code', key_new_code: 'new code', key_in_vivo: 'in-vivo code: the words themselves', key_uncode: 'remove', key_cycle: 'next of several codings here', key_recode: 'change code', key_end_right: 'end one word later', key_end_left: 'end one word earlier', key_start_right: 'begin one word later', key_start_left: 'begin one word earlier', key_memo: 'memo', key_status: 'status', key_limited: 'limited', key_weight: 'weight', key_prompted: 'prompted or not', key_evidence: 'kind of evidence', key_surprise: 'flag a surprise, here or in what is selected', key_consult: 'ask for supervision about the coding here', key_finish: 'finished', key_undo: 'undo', key_redo: 'redo', key_help: 'these keys', key_escape: 'close; drop the selection',
};

// A translator: words from the page before our own.
export function translator(words) {
  return (key, values = {}) => {
    const sentence = words?.[key] || WORDS[key] || key;
    return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

// The server's verbs and the surface's, by one name each.
const ACTS = { accept: 'code', set: 'describe', qualify: 'describe', code_anew: 'new_code', import_codings: 'import', flag_surprise: 'surprise', begin_thread: 'consult' };

// What an undo takes back, in words; nothing for what has no name here.
export function actName(words, verb) {
  const key = `did_${ACTS[verb] ?? verb}`;
  return key in WORDS ? words(key) : '';
}
