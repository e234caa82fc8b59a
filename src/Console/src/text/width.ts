// SPDX-License-Identifier: Apache-2.0
// How wide a text is at most, whichever font the reader's system has: as the host measures for the drawing that is saved (TextWidth).

const size = 13;
const boldShare = 1.13;

/** In hundredths of an em, after the wide ones among fonts: DejaVu Sans, Verdana. */
function widthOf(letter: string): number {
  if ((letter.codePointAt(0) ?? 0) >= 0x1100) return 100; // from the Hangul letters on, whatever is drawn is drawn on a square
  if ("ijlI|'.,:; ·".includes(letter)) return 40;
  if ('ftr()[]-/'.includes(letter)) return 46;
  if ('mwMW@%–—…'.includes(letter)) return 100;
  return /[A-Z]/.test(letter) ? 80 : /[a-z0-9]/.test(letter) ? 65 : 84;
}

/** As much of a text as fits into so many units of the drawing; what is left out stands as an ellipsis. */
export function fitted(text: string, room: number, isBold = false): string {
  const scaled = (letter: string) => Math.floor(widthOf(letter) * (isBold ? boldShare : 1));
  const letters = [...text];
  let left = Math.floor((room * 100) / size);
  if (letters.reduce((sum, letter) => sum + scaled(letter), 0) <= left) return text;
  left -= scaled('…');
  const kept = letters.findIndex((letter) => (left -= scaled(letter)) < 0);
  return `${letters.slice(0, kept).join('').trimEnd()}…`;
}
