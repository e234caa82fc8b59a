// SPDX-License-Identifier: Apache-2.0
// Unicode's compatibility normalization as this runtime's ICU has it: the tables that the key files' passwords are read with
// (src/Ledger.Chain/Keys/nfkc.txt), and vectors of what comes of them (tests/vectors/nfkc.json). Run: node scripts/nfkc.js
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const hex = (text) => [...text].map((sign) => sign.codePointAt(0).toString(16)).join('.');
const isHangul = (code) => code >= 0xac00 && code <= 0xd7a3; // by arithmetic, in no table
const all = [];
for (let code = 0x80; code <= 0x10ffff; code++) {
  if ((code < 0xd800 || code > 0xdfff) && !isHangul(code)) all.push(String.fromCodePoint(code));
}

// What each sign comes apart into, whole.
const parts = all.filter((sign) => sign.normalize('NFKD') !== sign).map((sign) => `${hex(sign)}=${hex(sign.normalize('NFKD'))}`);

// Combining marks and the order among them: U+0345 has the last class of all, so that every other mark goes before it.
const last = '\u0345';
const marks = all.filter((sign) => sign === last || (sign.normalize('NFKD') === sign && (last + sign).normalize('NFD') === sign + last));
const goesBefore = (a, b) => (b + a).normalize('NFD') === a + b && a !== b;
const classes = [];
for (const mark of marks) {
  const same = classes.find(([one]) => !goesBefore(mark, one) && !goesBefore(one, mark));
  if (same) same.push(mark);
  else classes.push([mark]);
}
classes.sort(([a], [b]) => (goesBefore(a, b) ? -1 : 1));

// Pairs that come together.
const pairs = all.flatMap((sign) => {
  const whole = [...sign.normalize('NFD')];
  if (whole.length < 2 || sign.normalize('NFC') !== sign) return [];
  const [left, right] = [whole.slice(0, -1).join('').normalize('NFC'), whole.at(-1)];
  if ([...left].length !== 1 || (left + right).normalize('NFC') !== sign) throw new Error(hex(sign));
  return [`${hex(left)}.${hex(right)}=${hex(sign)}`];
});
const table = [parts, classes.map((marksOf) => hex(marksOf.join(''))), pairs].map((line) => line.join(' ')).join('\n') + '\n';
writeFileSync(at('src/Ledger.Chain/Keys/nfkc.txt'), table);

// Vectors: what people and keyboards type, then texts of the signs above mixed by a generator that is always the same.
let seed = 1;
const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
const pick = (list) => list[random(list.length)];
const changing = all.filter((sign) => sign.normalize('NFKC') !== sign);
const texts = ['ﬁnger', 'e\u0301', 'é', '①②½', 'ｶﾞｷﾞ', '가', '\u1100\u1161\u11a8', '각', 'Å', '密码　ＡＢＣ～', 'a\u0301\u0323', 'ﷺ', '𝒜', '\u0344', 'q\u0307\u0323\u0345'];
for (let i = 0; i < 400; i++) {
  texts.push(Array.from({ length: 1 + random(6) }, () => [pick(changing), pick(marks), pick(all), String.fromCharCode(97 + random(26)), String.fromCharCode(0xac00 + random(11172)), String.fromCharCode(0x1100 + random(0x100))][random(6)]).join(''));
}
const vectors = { comment: `Unicode ${process.versions.unicode}, NFKC, by scripts/nfkc.js.`, vectors: texts.map((text) => ({ text: hex(text), nfkc: hex(text.normalize('NFKC')) })) };
writeFileSync(at('tests/vectors/nfkc.json'), JSON.stringify(vectors) + '\n');
console.log(`${parts.length} come apart, ${marks.length} marks of ${classes.length} classes, ${pairs.length} pairs, ${texts.length} vectors, ${readFileSync(at('src/Ledger.Chain/Keys/nfkc.txt')).length} bytes`);
