// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { minorDigits } from '../src/text/currency';
import { age, count, countryName, day, fieldText, instant, isInstantField, isoDay, money, monthIn, nameOf, periodText, printed, publication, short } from '../src/text/format';

describe('an instant', () => {
  it('says its zone and does not move with the reader', () => {
    expect(instant(0, 'en')).toBe('January 1, 1970 at 00:00:00 UTC');
    expect(instant(1_763_800_000, 'zh-CN')).toBe('2025年11月22日 08:26:40 UTC');
  });
  it('at midnight is hour 00 of the day that begins', () => expect(instant(86_400, 'en')).toBe('January 2, 1970 at 00:00:00 UTC'));
  it('as a day is the day in UTC', () => expect(day(86_399, 'en')).toBe('Jan 1, 1970 UTC'));
  it('of a period is the day in the zone of the terms, which is named, at the edge of a month too', () => {
    const [start, end] = [Date.parse('2026-06-30T16:00:00Z') / 1000, Date.parse('2026-09-30T16:00:00Z') / 1000];
    expect(periodText(start, end, 'Asia/Shanghai', 'en')).toBe('Jul 1, 2026 – Sep 30, 2026 (Asia/Shanghai)');
    expect(periodText(start, end, 'Asia/Shanghai', 'zh-CN')).toBe('2026年7月1日 – 2026年9月30日 (Asia/Shanghai)');
    expect(periodText(start, end, null, 'en')).toBe('Jun 30, 2026 – Sep 30, 2026 (UTC)');
    expect([monthIn(start, 'Asia/Shanghai'), monthIn(start, null), monthIn(start - 1, 'Asia/Shanghai')]).toEqual(['2026-07', '2026-06', '2026-06']);
    expect([isoDay(start, 'Asia/Shanghai'), isoDay(start - 1, 'Asia/Shanghai')]).toEqual(['2026-07-01', '2026-06-30']);
    expect(periodText(start, start, 'Asia/Shanghai', 'en')).toBe('Jul 1, 2026 – Jul 1, 2026 (Asia/Shanghai)');
  });
});

describe('a name', () => {
  const names = { en: 'AVS Patent Pool', 'zh-CN': 'AVS 专利池' };
  it('is given in the language shown', () => expect(nameOf(names, '0x', 'zh-CN')).toBe('AVS 专利池'));
  it('falls back to English, then to any language', () => {
    expect(nameOf({ en: 'A' }, '0x', 'zh-CN')).toBe('A');
    expect(nameOf({ 'zh-CN': '甲' }, '0x', 'en')).toBe('甲');
  });
  it('that nobody gave is the ends of the id', () => expect(nameOf({}, `0x${'1'.repeat(64)}`, 'en')).toBe('0x11111111…11111111'));
});

describe('an amount in minor units', () => {
  it.each([['5687500', 'CNY', 'CNY 56,875.00'], [5, 'CNY', 'CNY 0.05'], ['1200', 'JPY', 'JPY 1,200'], ['1234567', 'KWD', 'KWD 1,234.567']])('%s %s is %s', (minor, currency, text) =>
    expect(money(minor, currency, 'en')).toBe(text));
});

describe('a value', () => {
  it('of many digits keeps its ends', () => expect(short(`0x12345678${'0'.repeat(48)}9abcdef0`)).toBe('0x12345678…9abcdef0'));
  it('that is short stays whole', () => expect(short('0x1234')).toBe('0x1234'));
  it('of a publication is printed as country, number and kind', () => {
    expect(publication({ country: 'US', number: '7292636', kind: 'B2' })).toBe('US 7292636 B2');
    expect(publication({ country: 'CN', number: '1', kind: '' })).toBe('CN 1');
  });
  it('of a typed field is shown as it was signed', () => {
    expect(fieldText('115792089237316195423570985008687907853269984665640564039457584007913129639935')).toHaveLength(78);
    expect(fieldText(['0x01', '0x02'])).toBe('[0x01, 0x02]');
  });
  it('is an instant only in the fields that hold one', () => {
    expect(['startsAt', 'endsAt', 'expiresAt', 'periodStart', 'inForceUntil'].every(isInstantField)).toBe(true);
    expect(['size', 'epoch', 'salt', 'sequence'].some(isInstantField)).toBe(false);
  });
  it('of a count has the groups of the language', () => expect(count(1_234_567, 'en')).toBe('1,234,567'));
  it('of a found publication is printed with its parts apart', () => {
    expect(['US7292636B2', 'CN100000001A', 'USRE38563', 'US99100041', '长虹'].map(printed)).toEqual(['US 7292636 B2', 'CN 100000001 A', 'US RE38563', 'US 99100041', '长虹']);
  });
  it('of a country has its name, and an office its code', () => {
    expect([countryName('CN', 'en'), countryName('CN', 'zh-CN'), countryName('E!', 'en')]).toEqual(['China', '中国', 'E!']);
  });
  it('of an age is told in the largest unit of which there are two', () => {
    expect([0, 119, 120, 7_199, 7_200, 172_800].map((seconds) => age(seconds, 'en'))).toEqual(['0 sec', '119 sec', '2 min', '119 min', '2 hr', '2 days']);
  });
});

describe('a currency', () => {
  it('has the digits that the host counts by', () => {
    const host = readFileSync(new URL('../../Ledger.Domain/Licenses/Terms/Currency.cs', import.meta.url), 'utf8');
    const rows = [...host.matchAll(/\((\d), ((?:\s*\+?\s*"[A-Z ]+")+)\)/g)].flatMap(([, digits, codes = '']) => [...codes.matchAll(/[A-Z]{3}/g)].map(([code]) => ({ code, digits: Number(digits) })));
    expect(rows.length).toBeGreaterThan(150);
    for (const { code, digits } of rows) expect([code, minorDigits(code)]).toEqual([code, digits]);
    expect(money('12500000', 'IDR', 'en')).toBe('IDR 125,000.00'); // which the browser's own table has without digits
  });
});
