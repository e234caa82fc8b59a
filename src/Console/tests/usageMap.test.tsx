// SPDX-License-Identifier: Apache-2.0
import { I18nextProvider } from 'react-i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { periodStates, type UsagePeriod, type UsageRow } from '../src/api/types';
import { UsageMap } from '../src/components/UsageMap';
import en from '../src/i18n/en.json';
import zh from '../src/i18n/zh-CN.json';

const quarter = 7_776_000;
const lines = { reported: 3, nil: 0, late: 2, missing: 0, open: 0, unknown: 0 };
const marks = { reported: '3', nil: '0', late: '2', missing: '!', open: '·', unknown: '?' };
const periods = periodStates.map((state, i) => ({ periodStart: 1_767_225_600 + i * quarter, periodEnd: 1_767_225_600 + (i + 1) * quarter, zone: 'UTC', dueAt: null, state, reports: 1, lines: lines[state], reason: { code: state, detail: `Why ${state}` } }));
const row = { license: `0x${'1'.repeat(64)}`, licensee: { id: `0x${'2'.repeat(64)}`, names: { en: 'Willow', 'zh-CN': '柳岸' } }, periods: periods as unknown as UsagePeriod[] } as UsageRow;

describe.each([['en', en, 'Willow'], ['zh-CN', zh, '柳岸']] as const)('the map of periods in %s', (language, texts, name) => {
  const i18n = createInstance();
  void i18n.init({ lng: language, initAsync: false, resources: { [language]: { translation: texts } }, interpolation: { escapeValue: false } });
  const html = renderToStaticMarkup(<I18nextProvider i18n={i18n}><UsageMap rows={[row]} chosen={null} choose={() => undefined} /></I18nextProvider>);
  it.each(periodStates)('says of a box that it is %s, by word and mark, and so does its legend', (state) => {
    const word = texts.periodState[state];
    const box = new RegExp(`<button[^>]*data-state="${state}"[^>]*>`).exec(html)?.[0] ?? '';
    expect(box).toContain(name);
    expect(box).toContain(`${word} ${marks[state]}"`);
    expect(box).toContain(`title="Why ${state}"`);
    expect(html).toContain(`<i data-state="${state}"></i>${word}`);
  });
});

describe('the columns of the map', () => {
  const time = (day: string) => Date.parse(`${day}T00:00:00+08:00`) / 1000;
  const of = (...days: string[]) => ({ ...row, license: days.join(), periods: days.slice(1).map((day, i) => ({ ...periods[0], zone: 'Asia/Shanghai', periodStart: time(days[i] ?? ''), periodEnd: time(day) })) }) as unknown as UsageRow;
  const columns = (...rows: UsageRow[]) => {
    const i18n = createInstance();
    void i18n.init({ lng: 'en', initAsync: false, resources: { en: { translation: en } } });
    return [...renderToStaticMarkup(<I18nextProvider i18n={i18n}><UsageMap rows={rows} chosen={null} choose={() => undefined} /></I18nextProvider>).matchAll(/<th scope="col">(\d{4}-\d{2})<\/th>/g)].map(([, month]) => month);
  };
  it.each([
    ['a quarter that began within', [of('2025-11-17', '2026-01-01', '2026-04-01'), of('2025-10-01', '2026-01-01')], ['2025-10', '2026-01']],
    ['a half-year and a quarter', [of('2026-02-03', '2026-07-01', '2027-01-01'), of('2026-01-01', '2026-04-01', '2026-07-01')], ['2026-01', '2026-04', '2026-07']],
    ['a first period with no other', [of('2026-02-03', '2026-04-01')], ['2026-02']],
    ['a month of its own', [of('2025-12-01', '2026-01-01', '2026-04-01')], ['2025-12', '2026-01']],
  ])('%s', (_, rows, months) => expect(columns(...rows)).toEqual(months));
});
