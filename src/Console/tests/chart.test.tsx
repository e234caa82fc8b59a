// SPDX-License-Identifier: Apache-2.0
import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '../src/api/types';
import { Chart } from '../src/components/Chart';
import { csvOf, greatest, type ChartData } from '../src/components/chartData';
import en from '../src/i18n/en.json';
import { One } from '../src/pages/AlertsPage';

const data: ChartData = { title: 'Patents', rowName: 'Country', series: ['listed', 'in force'], rows: [{ name: 'China', values: [4, 1] }, { name: '=1+1', values: [2, 0] }] };
beforeAll(() => i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false } }));

describe('a chart', () => {
  it.each(['bars', 'steps'] as const)('of %s holds its table whole', (kind) => {
    const html = renderToStaticMarkup(<Chart data={data} kind={kind} />);
    expect(html.match(/role="row"/g)).toHaveLength(3);
    expect(html).toContain(en.chart.csv);
  });
  it('draws the greatest value widest, and nothing for none', () => {
    const widths = [...renderToStaticMarkup(<Chart data={data} kind="bars" />).matchAll(/<rect[^>]* width="([\d.]+)%"/g)].map((match) => Number(match[1]));
    expect(widths).toEqual([72, 18, 36, 0]);
  });
  it('gives a table as CSV in which no cell is a formula', () => expect(csvOf(data)).toBe("Country,listed,in force\r\nChina,4,1\r\n'=1+1,2,0\r\n"));
  it('quotes what would end a cell', () => expect(csvOf({ ...data, rows: [{ name: 'a,"b"', values: [0, 0] }] })).toContain('"a,""b""",0,0'));
  it('of days puts each where it lies in time, and names those that have room', () => {
    const days = { ...data, rows: [0, 10, 20, 100].map((at) => ({ name: `day ${at}`, at, values: [at] })) };
    const html = renderToStaticMarkup(<Chart data={days} kind="steps" />);
    expect(html).toContain('d="M0 120H10V109.4H20V98.8H100V14"');
    expect([...html.matchAll(/<text[^>]*>(day \d+)</g)].map((match) => match[1])).toEqual(['day 0', 'day 100']);
  });
  it('of nothing is divided by one', () => expect(greatest({ ...data, rows: [] })).toBe(1));
});

describe('an alert', () => {
  const alert: Alert = {
    id: '0x1', rule: 'NoLicense', state: 'provisional', pool: '0x2', block: null, acknowledged: false,
    records: [{ record: '0x3', kind: 'Observation' }], reason: { code: 'no-license', detail: 'Nothing covers it.', args: {} },
  };
  it.each(['provisional', 'raised', 'final', 'retracted'] as const)('that is %s says so and what that means', (state) => {
    const html = renderToStaticMarkup(<One alert={{ ...alert, state }} pool="AVS" />);
    expect(html).toContain(`data-state="${state}"`);
    expect(html).toContain(en.alertState[state]);
    expect(html).toContain(en.alertStateText[state]);
  });
});
