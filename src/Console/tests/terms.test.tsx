// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import i18next, { type TFunction } from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { Agreed, groupsOf } from '../src/components/TermsSheet';
import en from '../src/i18n/en.json';
import zh from '../src/i18n/zh-CN.json';
import { fieldOf, labelOf, valueOf } from '../src/text/terms';

interface Vector { name: string; type: string; value: string | null }
const vectors = (JSON.parse(readFileSync(new URL('../../../tests/vectors/terms.json', import.meta.url), 'utf8')) as { schema: string; values: Vector[] });
const fields = [...vectors.schema.matchAll(/(?:text|integer|decimal|boolean) ([\w.]+)/g)].map((match) => match[1] ?? '');
const agreed = { terms: vectors.values.filter(({ value }) => value !== null).map(({ name, type, value }) => ({ term: name, type: type as 'text', value: value ?? '' })) };
const groups = [...new Set(fields.map((field) => fieldOf(field).group))];

beforeAll(() => i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en }, 'zh-CN': { translation: zh } }, interpolation: { escapeValue: false } }));

const term = (name: string, enforcedBy: string | null) => ({ term: name, type: 'text' as const, enforcedBy });

test('fields share a row by the part before their first point, with each code once', () => {
  const schema = {
    schema: 'some/1', schemaId: '0x00',
    terms: [
      term('pool', 'GrantDecision'), term('rate.1.from', null), term('rate.1.rate', null),
      term('report.period', 'CalendarTerms'), term('report.firstMonth', 'CalendarTerms'), term('report.due', null),
    ],
  };
  expect(groupsOf(schema)).toEqual([['pool', ['GrantDecision']], ['rate', []], ['report', ['CalendarTerms']]]);
});

describe.each(['en', 'zh-CN'] as const)('terms in %s', (language) => {
  const t = (): TFunction => i18next.getFixedT(language);
  it('have a word for each field and group of the schema', () => {
    expect(fields).toHaveLength(84);
    for (const field of fields) {
      const { group, name } = fieldOf(field);
      expect(i18next.exists(`termName.${group}`, { lng: language }), group).toBe(true);
      if (name === '') continue;
      expect(i18next.exists(`termField.${group}.${name}`, { lng: language, fallbackLng: [] }), field).toBe(true);
      expect(labelOf(fieldOf(field), t())).not.toBe(name);
    }
  });

  it('show no bare code where all of them are agreed', async () => {
    await i18next.changeLanguage(language);
    expect(agreed.terms.length).toBeGreaterThan(50);
    const text = groups.map((group) => renderToStaticMarkup(<Agreed group={group} agreed={agreed} />)).join('\n').replaceAll(/<[^>]*>/g, ' ').replaceAll('&#x27;', "'");
    expect(text).not.toMatch(/\b(lookBack|perYear|firstMonth|fieldsOfUse|half-(up|even)|per-unit|ad-valorem|royalty-free|fair-terms|true|false)\b/);
    expect(text).not.toMatch(/\bP\d+[YMD]/); // a period
    expect(text).not.toMatch(/\b(rate|cap|free|term\w+)\.\w/); // a path
    expect(text).not.toMatch(/worldwide except|\b(IR|KP|VN),/);
    if (language === 'zh-CN') expect(text.replaceAll(/[^\x00-\x7f]/g, '')).not.toMatch(/\b(from|rate|period|amount|units|territory|percent|mode|notice|due|worldwide|licensee|report)\b/);
  });
});

describe('a value', () => {
  const all = new Map([['currency', 'CNY'], ['rate.basis', 'per-unit']]);
  it.each([
    ['report.period', 'P3M', '3 months', '3个月'],
    ['renewal.period', 'P1Y6M', '1 year 6 months', '1年6个月'],
    ['territory', 'worldwide except IR,KP', 'Worldwide except Iran, North Korea', '全球，伊朗、朝鲜除外'],
    ['discount.1.territory', 'TH,VN', 'Thailand, Vietnam', '泰国、越南'],
    ['cap.amount', '1200000.5', '1,200,000.5 CNY', '1,200,000.5 CNY'],
    ['cap.amount', '9007199254740993.01', '9,007,199,254,740,993.01 CNY', '9,007,199,254,740,993.01 CNY'],
    ['rate.2.from', '1000000', '1,000,000 units', '1,000,000 件'],
    ['discount.1.percent', '12.5', '12.5 %', '12.5 %'],
    ['rounding.mode', 'half-even', 'half to even', '银行家舍入'],
    ['mostFavored', 'true', 'yes', '是'],
    ['pastSales.from', '2024-01-31', 'Jan 31, 2024', '2024年1月31日'],
    ['report.firstMonth', '2', 'February', '二月'],
    ['currency', 'CNY', 'Chinese Yuan (CNY)', '人民币 (CNY)'],
    ['products', 'set-top-box,television', 'set-top-box, television', 'set-top-box、television'],
    ['venue', 'Beijing IP Court', 'Beijing IP Court', 'Beijing IP Court'],
  ])('of %s reads as people say it', (field, value, english, chinese) => {
    expect(valueOf(field, value, all, i18next.getFixedT('en'), 'en')).toBe(english);
    expect(valueOf(field, value, all, i18next.getFixedT('zh-CN'), 'zh-CN')).toBe(chinese);
  });
  it('that is a rate of the price is a share', () =>
    expect(valueOf('rate.1.rate', '2', new Map([['currency', 'CNY'], ['rate.basis', 'ad-valorem']]), i18next.getFixedT('en'), 'en')).toBe('2 %'));
});
