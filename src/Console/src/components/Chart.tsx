// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { count } from '../text/format';
import css from './chart.module.css';
import { csvOf, greatest, type ChartData } from './chartData';
import { Table } from './Parts';
import { saveCsv } from './saveCsv';

const looks = [css.first, css.second];

/** A drawing of a table, with the table itself and its CSV at hand: nothing depends on seeing it. */
export function Chart({ data, kind, mark }: { data: ChartData; kind: 'bars' | 'steps'; mark?: string }) {
  const { t, i18n } = useTranslation();
  return (
    <figure className={css.chart}>
      <figcaption>
        {data.title}
        {kind === 'bars' && data.series.map((name, i) => <span key={name} className={css.legend}><i className={looks[i]} />{name}</span>)}
      </figcaption>
      {kind === 'bars' ? <Bars data={data} /> : <Steps data={data} mark={mark} />}
      <div className={css.below}>
        <details>
          <summary>{t('chart.table')}</summary>
          <Table
            caption={data.title} items={data.rows} keyOf={({ name }) => name}
            columns={[
              { title: data.rowName, cell: ({ name }) => name },
              ...data.series.map((title, i) => ({ title, number: true, cell: ({ values }: ChartData['rows'][number]) => count(values[i] ?? 0, i18n.language) })),
            ]}
          />
        </details>
        <button type="button" onClick={() => saveCsv(data.title, csvOf(data))}>{t('chart.csv')}</button>
      </div>
    </figure>
  );
}

const rowHeight = 24;
const labelWidth = 16; // per cent, as all places below

/** One bar a row, the later series over the first: the second is a part of it. */
function Bars({ data }: { data: ChartData }) {
  const { i18n } = useTranslation();
  const most = greatest(data);
  const width = (value: number) => (value / most) * (100 - labelWidth - 12);
  return (
    <svg height={data.rows.length * rowHeight} role="img" aria-label={data.title}>
      {data.rows.map(({ name, values }, row) => (
        <g key={name} transform={`translate(0 ${row * rowHeight})`}>
          <text x="0" y="16">{name}</text>
          {values.map((value, i) => <rect key={data.series[i]} className={looks[i]} x={`${labelWidth}%`} width={`${width(value)}%`} y="4" height="16" rx="2" />)}
          <text x={`${labelWidth + width(Math.max(...values)) + 1}%`} y="16">{values.map((value) => count(value, i18n.language)).reverse().join(' / ')}</text>
        </g>
      ))}
    </svg>
  );
}

const height = 120;

/** The rows' places in per cent: by their time where each has one, else one as far from the next as the other. */
const placesOf = (rows: ChartData['rows']): number[] => {
  const [first, last] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0];
  return rows.map(({ at }, i) => (at === undefined || last === first ? i / Math.max(1, rows.length - 1) : (at - first) / (last - first)) * 100);
};

/** One series over rows in order: it keeps a value until the next row. `mark` names the row that is now. */
function Steps({ data, mark }: { data: ChartData; mark: string | undefined }) {
  const { i18n } = useTranslation();
  const most = greatest(data);
  const places = placesOf(data.rows);
  const x = (i: number) => places[i] ?? 0;
  const y = (value: number) => height - (value / most) * (height - 14);
  const path = data.rows.map(({ values }, i) => `${i === 0 ? 'M' : 'H'}${x(i)}${i === 0 ? ' ' : 'V'}${y(values[0] ?? 0)}`).join('');
  const now = data.rows.findIndex(({ name }) => name === mark);
  const room = data.rows.some(({ at }) => at !== undefined) ? 26 : 100 / 7; // a day takes more of it than a year
  const named = places.reduce<number[]>((shown, place, i) => (i === 0 || place - x(shown.at(-1) ?? 0) >= room ? [...shown, i] : shown), []);
  return (
    <svg height={height + 22} role="img" aria-label={data.title}>
      <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" width="100%" height={height}>
        <path className={css.area} d={`${path}V${height}H0Z`} />
        <path className={css.line} d={path} />
      </svg>
      <line className={css.axis} x1="0" x2="100%" y1={height} y2={height} />
      {now >= 0 && <line className={css.now} x1={`${x(now)}%`} x2={`${x(now)}%`} y1="0" y2={height} />}
      <text x="0" y="10">{count(most, i18n.language)}</text>
      {named.map((i) => (
        <text key={i} x={`${x(i)}%`} y={height + 17} textAnchor={i === 0 ? 'start' : x(i) > 100 - room / 2 ? 'end' : 'middle'}>{data.rows[i]?.name}</text>
      ))}
    </svg>
  );
}
