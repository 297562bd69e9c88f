// Every sentence the concept map shows in the browser, in English; the page sends translations under the same keys.

export const MAP_WORDS = {
  map_label: 'Concept map {name}. Arrow keys move between concepts, Enter opens one, N adds a word, A adds a code, informant, memo or proposition, R relates, ? shows all keys.',
  empty: 'Nothing stands here yet. Add a code, an informant, a memo, a proposition or a word of your own.', empty_readonly: 'Nothing stands here yet.',
  add: 'Add', add_what: 'Code, informant, memo or proposition', search: 'Search', no_match: 'No match.', word: 'New word', word_field: 'A word of your own', relate: 'Relate', remove: 'Remove', undo: 'Undo', redo: 'Redo', keys: 'Keys', fit: 'Fit', nearer: 'Nearer', farther: 'Farther', close: 'Close', save: 'Save',
  saved: 'saved', saving: 'saving…', offline: 'offline, {n} waiting', memory_only: 'This browser can’t keep unsent acts: leave the page only when all is saved.',
  kind_code: 'code', kind_case: 'informant', kind_memo: 'memo', kind_proposition: 'proposition', kind_word: 'word', gone: 'removed',
  tie_part: 'is part of', tie_leads: 'leads to', tie_supports: 'supports', tie_contradicts: 'contradicts', tie_associated: 'is associated with', tie_own: 'own word',
  relation: 'Relation', own_word: 'Word', comment: 'Comment', turn: 'Turn round', relations: 'Relations', excerpts: 'Open the excerpts', evidence_1: '1 excerpt as evidence', evidence_n: '{n} excerpts as evidence', no_evidence: 'No excerpt as evidence yet.', choose: 'Choose excerpts',
  said_concept: '{name}, {kind}, {n} relations', said_tie: '{this} {kind} {that}', said_none: 'Nothing is selected.', said_target: 'Relate {this} to {that}? Enter relates, Esc stops.', said_added: 'Added {name}', said_removed: 'Removed {name}', said_tied: '{this} {kind} {that}: choose the kind.', said_moved: 'Moved {name}', said_undone: 'Undone', said_redone: 'Redone', said_nothing: 'There is nothing to undo.', said_nothing_more: 'There is nothing to redo.', said_first: 'Select a concept first.', said_alone: 'There is nothing else to relate it to.', said_same: 'These two are already related in this way.',
  yours: 'Yours: {words}', put_mine: 'Take mine', put_away: 'Put away',
  key_move: 'to the nearest concept', key_next: 'next and previous concept', key_shift: 'move the concept', key_open: 'open what is selected', key_word: 'new word', key_add: 'add a code, informant, memo or proposition', key_relate: 'relate: choose the other by arrows, then Enter', key_tie: 'next relation of the concept', key_remove: 'remove', key_undo: 'undo', key_redo: 'redo', key_zoom: 'nearer, farther, fit', key_escape: 'stop; select nothing', key_mouse: 'With the mouse: drag a concept to move it, drag from the dot at its side to another to relate them, drag the ground to move the map, double click a word to write it anew.',
};

// A translator: words from the page before our own.
export function translator(words) {
  return (key, values = {}) => (words?.[key] || MAP_WORDS[key] || key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
