// How many words a text has and how long they take to read: the same sums as articles/length.py.
const CHARACTER = /[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}]/gu;
const LETTERS =
  /[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u1000-\u102a\u103f\u1780-\u17b3]+/g;
const MARKS = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3]/g;
const LETTERS_A_WORD = 4;
const WITHIN = /<\/?(?:a|abbr|b|cite|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u)(?=[\s/>])[^<>]*>/gi;
const TAG = /<[!/?a-z][^<>]*>/gi;
const GAP = /[\s\u2013\u2014\u2026]+/;

/** `unescape` turns entities into what they stand for. */
export function countWords(body, unescape) {
  const text = unescape(body.replace(WITHIN, "").replace(TAG, " ")).replace(MARKS, "");
  const characters = text.match(CHARACTER)?.length ?? 0;
  const rest = text.replace(CHARACTER, " ");
  const stretches = (rest.match(LETTERS) ?? []).map((letters) => Math.ceil(letters.length / LETTERS_A_WORD));
  const words = rest.replace(LETTERS, " ").split(GAP).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  return characters + stretches.reduce((sum, count) => sum + count, 0) + words.length;
}

export const minutesToRead = (words, aMinute) => (words ? Math.max(1, Math.floor(words / aMinute + 0.5)) : 0);
