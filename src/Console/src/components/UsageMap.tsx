// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { periodStates, type UsagePeriod, type UsageRow } from '../api/types';
import { count, isoDay, lastOf, monthIn, monthsBack, monthsBetween, nameOf, periodText, utc } from '../text/format';
import { csv } from './chartData';
import { Badge, Table, type Tone } from './Parts';
import { saveCsv } from './saveCsv';
import css from './usage.module.css';

export interface Chosen { row: UsageRow; period: UsagePeriod }

const tones: Record<UsagePeriod['state'], Tone> = { reported: 'good', nil: 'idle', late: 'warn', missing: 'bad', open: 'idle', unknown: 'idle' };

/** The month in which a period begins, in the zone of its terms. */
export const monthOf = ({ periodStart, zone }: UsagePeriod): string => monthIn(periodStart, zone);

/** The day in the period's zone, for a spreadsheet. */
const exactly = (seconds: number, { zone }: UsagePeriod): string => isoDay(seconds, zone ?? utc);

/** The column of a period: the month it begins in; of a first one that the license's own day cut short, that of the whole one, which is as long as the next. */
function columnOf({ periods: [first, next] }: UsageRow, period: UsagePeriod): string {
  return period !== first || next === undefined || exactly(period.periodStart, period).endsWith('-01')
    ? monthOf(period)
    : monthsBack(monthOf(next), monthsBetween(monthOf(next), monthIn(next.periodEnd, next.zone)));
}

/** What stands in a box: how many lines, or that there are none and why. */
const shown = ({ state, lines }: UsagePeriod, language: string): string =>
  state === 'missing' ? '!' : state === 'unknown' ? '?' : state === 'open' ? '·' : count(lines, language);

/** One box for each license and period, told apart by color and by word, with the table itself and its CSV at hand. */
export function UsageMap({ rows, chosen, choose }: { rows: UsageRow[]; chosen: Chosen | null; choose: (chosen: Chosen) => void }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const name = (row: UsageRow) => nameOf(row.licensee.names, row.licensee.id, language);
  const starts = [...new Set(rows.flatMap((row) => row.periods.map((period) => columnOf(row, period))))].sort();
  const all = rows.flatMap((row) => row.periods.map((period) => ({ row, period })));
  const save = () => saveCsv(t('usage.map'), csv([
    [t('usage.license'), t('license.licensee'), t('usage.firstDay'), t('usage.lastDay'), t('usage.due'), t('file.zone'), t('usage.state'), t('usage.reports'), t('usage.lines'), t('usage.why')],
    ...all.map(({ row, period }) => [row.license, name(row), exactly(period.periodStart, period), exactly(lastOf(period.periodStart, period.periodEnd), period), period.dueAt === null ? '' : exactly(period.dueAt, period), period.zone ?? utc, t(`periodState.${period.state}`), `${period.reports}`, `${period.lines}`, period.reason.detail]),
  ]));
  return (
    <figure className={css.map}>
      <figcaption>
        {t('usage.map')}
        {periodStates.map((state) => <span key={state} className={css.legend}><i data-state={state} />{t(`periodState.${state}`)}</span>)}
      </figcaption>
      <div className={css.grid}>
        <table>
          <caption>{t('usage.map')}</caption>
          <thead><tr><th scope="col">{t('license.licensee')}</th>{starts.map((start) => <th key={start} scope="col">{start}</th>)}</tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.license}>
                <th scope="row">{name(row)}</th>
                {starts.map((start) => <td key={start}>{row.periods.filter((period) => columnOf(row, period) === start).map((period) => (
                  <button
                    key={period.periodStart} type="button" data-state={period.state} aria-pressed={chosen?.row.license === row.license && chosen.period.periodStart === period.periodStart} title={period.reason.detail}
                    aria-label={t('usage.cell', { licensee: name(row), from: monthOf(period), state: `${t(`periodState.${period.state}`)} ${shown(period, language)}` })}
                    onClick={() => choose({ row, period })}
                  >{shown(period, language)}</button>
                ))}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={css.below}>
        <details>
          <summary>{t('chart.table')}</summary>
          <Table
            caption={t('usage.map')} items={all} keyOf={({ row, period }) => `${row.license}${period.periodStart}`}
            columns={[
              { title: t('license.licensee'), cell: ({ row }) => name(row) },
              { title: t('usage.period'), cell: ({ period }) => periodText(period.periodStart, period.periodEnd, period.zone, language) },
              { title: t('usage.state'), cell: ({ period }) => <Badge tone={tones[period.state]}>{t(`periodState.${period.state}`)}</Badge> },
              { title: t('usage.lines'), number: true, cell: ({ period }) => count(period.lines, language) },
              { title: t('usage.why'), cell: ({ period }) => period.reason.detail },
            ]}
          />
        </details>
        <button type="button" onClick={save}>{t('chart.csv')}</button>
      </div>
    </figure>
  );
}
