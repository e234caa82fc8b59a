// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import i18next from 'i18next';
import { decodeQR } from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../src/checker/base45';
import { read, write, type Code } from '../src/checker/code';
import { fileOf, judge } from '../src/checker/conflict';
import type { NoteCode } from '../src/checker/notes';
import { noteText } from '../src/checker/noteText';
import { addressesIn } from '../src/checker/pins';
import { judgeOpening, looksLikeOne } from '../src/checker/opening';
import { pathOf, symbolOf } from '../src/checker/pictures';
import { check, type Trust } from '../src/checker/verify';
import en from '../src/i18n/en.json';
import zh from '../src/i18n/zh-CN.json';

interface Told { keys: string[]; chainId: string | null; usageLog: string | null; license: string | null }
interface Case { what: string; letters: string; zeros: number; trust: Told; now: number; verdict: string; note: string; args: Record<string, string> }
interface Pair { first: string; second: string; isShown: boolean; note: string; args: Record<string, string>; file: string }
interface OpeningCase { what: string; file: string; key: string | null; now: number; verdict: string; note: string; args: Record<string, string> }
interface Vectors { cases: Case[]; openings: OpeningCase[]; changed: { letters: string; notes: string[]; told: string }; conflicts: Pair[] }

const vectors = JSON.parse(readFileSync(new URL('../../../tests/vectors/certificates.json', import.meta.url), 'utf8')) as Vectors;
const trustOf = (told: Told): Trust => ({ ...told, chainId: told.chainId === null ? null : BigInt(told.chainId) });
const sound = (letters: string): Code => {
  const code = read(letters);
  if (typeof code === 'string') throw new Error(code);
  return code;
};

describe('a code', () => {
  it('comes to what the ledger says of it, good or bad', () => {
    expect(vectors.cases.length).toBeGreaterThan(60);
    for (const { what, letters, zeros, trust, now, verdict, note, args } of vectors.cases) {
      const found = check(letters + '0'.repeat(zeros), trustOf(trust), BigInt(now));
      expect([what, found.verdict, found.note.code, found.note.args]).toEqual([what, verdict, note, args]);
    }
  });
  it('with any letter changed is refused for the ledger\'s own reason', () => {
    const { letters, notes, told } = vectors.changed;
    const { trust, now } = vectors.cases[0]!;
    expect(told.length).toBe(letters.length);
    for (let at = 0; at < letters.length; at++) {
      const changed = letters.slice(0, at) + (letters[at] === '0' ? '1' : '0') + letters.slice(at + 1);
      expect([at, check(changed, trustOf(trust), BigInt(now)).note.code]).toEqual([at, notes[Number(told[at])]]);
    }
  }, 60_000);
  it('is written as it was read', () => {
    for (const { letters, verdict } of vectors.cases.filter((one) => one.verdict !== 'invalid')) expect([verdict, write(sound(letters))]).toEqual([verdict, letters]);
  });
});

describe('an opening of fields', () => {
  it('comes to what the ledger says of it, and shows its fields where they are committed to', () => {
    expect(vectors.openings.length).toBeGreaterThan(25);
    for (const { what, file, key, now, verdict, note, args } of vectors.openings) {
      const found = judgeOpening(file, { keys: key === null ? [] : [key], chainId: null, usageLog: null, license: null }, BigInt(now));
      expect([what, found.verdict, found.note.code, found.fields.length > 0]).toEqual([what, verdict, note, verdict !== 'invalid' && !what.startsWith('no field')]);
      if (note !== 'opening-unreadable') expect([what, found.note.args]).toEqual([what, args]);
    }
    expect(vectors.openings.filter(({ verdict }) => verdict === 'expired').map(({ what }) => what)).toContain('one field a year later');
    const [first] = vectors.openings;
    expect(looksLikeOne(first!.file)).toBe(true);
    expect(judgeOpening(first!.file, { keys: [first!.key!], chainId: null, usageLog: null, license: null }, BigInt(first!.now)).fields)
      .toEqual([{ name: 'consignee', type: 'text', value: 'Kaufhaus GmbH' }]);
  });
});

const speak = (lng: string) => i18next.init({ lng, resources: { en: { translation: en }, 'zh-CN': { translation: zh } }, interpolation: { escapeValue: false } });

describe('a sentence', () => {
  it.each(['en', 'zh-CN'] as const)('is there for every note of the vectors, without a gap, in %s', async (language) => {
    await speak(language);
    for (const { note, args } of [...vectors.cases, ...vectors.conflicts, ...vectors.openings]) expect(noteText({ code: note as NoteCode, args }, i18next.t, language)).toMatch(/^[^{}]+[.。]$/);
  });
  it('shows what is no date as the number that it is', async () => {
    await speak('en');
    expect(noteText({ code: 'certificate-not-yet', args: { validFrom: '18446744073709551615' } }, i18next.t, 'en')).toContain('18446744073709551615');
  });
});

describe('two codes', () => {
  it('conflict where the ledger says so, and give its file', () => {
    expect(vectors.conflicts.filter(({ isShown }) => isShown)).toHaveLength(1);
    for (const { first, second, isShown, note, args, file } of vectors.conflicts) {
      for (const [one, other] of [[first, second], [second, first]] as const) {
        const found = judge(sound(one), sound(other));
        expect([found.isShown, found.note.code, found.note.args, fileOf(found)]).toEqual([isShown, note, args, file]);
      }
    }
  });
});

describe('base45', () => {
  it('is that of RFC 9285', () => {
    for (const [text, letters] of [['AB', 'BB8'], ['Hello!!', '%69 VD92EX0'], ['base-45', 'UJCLQE7W581'], ['ietf!', 'QED8WEX0']] as const) {
      expect(encode(new TextEncoder().encode(text))).toBe(letters);
      expect(new TextDecoder().decode(decode(letters)!)).toBe(text);
    }
    expect(['A', 'GGW', ':::', 'BB8Z', '#00', '::'].map(decode)).toEqual([null, null, null, null, null, null]);
  });
});

describe('a key that is typed in', () => {
  const key = vectors.cases[0]!.trust.keys[0]!;
  it('counts in one case, or with its checksum', () =>
    expect([key, key.toLowerCase(), `0x${key.slice(2).toUpperCase()}`, ` ${key},\n${key} `].map(addressesIn)).toEqual([[key], [key], [key], [key]]));
  it('is refused where a digit or its case is wrong', () => {
    const flipped = key.replace(/[a-f]/, (digit) => digit.toUpperCase());
    expect(['', ' ', '0x12', key.slice(0, -1), `${key}0`, `${key} 0x12`, key.slice(2), flipped].map(addressesIn)).toEqual(Array(8).fill(null));
  });
});

describe('a drawn code', () => {
  it('is read again by the reader of pictures', () => {
    const { letters } = vectors.cases[0]!;
    const symbol = symbolOf(letters);
    const [scale, size] = [3, symbol.length * 3];
    const data = new Uint8ClampedArray(size * size * 4).fill(255);
    symbol.forEach((row, y) => row.forEach((isDark, x) => {
      for (let i = 0; isDark && i < scale * scale; i++) data.fill(0, ((y * scale + Math.floor(i / scale)) * size + x * scale + (i % scale)) * 4, ((y * scale + Math.floor(i / scale)) * size + x * scale + (i % scale)) * 4 + 3);
    }));
    expect(decodeQR({ width: size, height: size, data })).toBe(letters);
    expect(pathOf(symbol).match(/M/g)).toHaveLength(symbol.flat().filter(Boolean).length);
  });
});
