// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePatents } from '../api/queries';
import type { Patent } from '../api/types';
import { countryName, nameOf, publication } from '../text/format';
import { AsOf } from './AsOf';
import { Chart } from './Chart';
import { Badge, Listing, Note, Sheet, type Tone } from './Parts';
import { byCountry, forceAt, inForceByYear, type Force } from './patentForce';
import { Span } from './Span';
import css from './parts.module.css';

const tones: Record<Force, Tone> = { inForce: 'good', notYet: 'idle', lapsed: 'warn', unknown: 'idle' };

/** The patents on the schedules on a day: how many by country, and each with whether it was in force. */
export function Patents({ pool }: { pool: string }) {
  const { t, i18n } = useTranslation();
  const [asOf, change] = useState<number | null>(null);
  const list = usePatents(pool, asOf);
  const at = asOf ?? Math.floor(Date.now() / 1000);
  const language = i18n.language;
  const bound = (seconds: number | null) => seconds ?? t('patent.unknown');
  const term = ({ inForceFrom, inForceUntil }: Patent) =>
    inForceFrom === null && inForceUntil === null ? t('patent.unknown') : <Span from={bound(inForceFrom)} until={bound(inForceUntil)} language={language} />;
  return (
    <Sheet title={t('pool.patentsTitle')}>
      <AsOf label={t('patent.asOf')} value={asOf} change={change} />
      {list.notHeld.map(({ schedule, revision, patents, root }) => (
        <Note key={root} tone="warn" title={t('patent.notHeld')}>{t('patent.notHeldText', { schedule, revision, count: patents })}</Note>
      ))}
      <Charts patents={list.items} at={at} />
      <Listing
        list={list} caption={t('pool.patentsTitle')} empty={t('none.patents')} keyOf={(patent) => `${patent.schedule} ${publication(patent)}`}
        columns={[
          { title: t('patent.number'), cell: (patent) => <code className={`${css.mono} ${css.line}`}>{publication(patent)}</code> },
          { title: t('patent.force'), cell: (patent) => <Badge tone={tones[forceAt(patent, at)]}>{t(`patent.forceOf.${forceAt(patent, at)}`)}</Badge> },
          { title: t('patent.inForce'), cell: term },
          { title: t('patent.holder'), cell: ({ holder }) => nameOf(holder.names, holder.id, language) },
          { title: t('patent.standard'), cell: ({ standard, standardVersion }) => <span className={css.line}>{[standard, standardVersion].filter(Boolean).join(' ') || t('patent.unknown')}</span> },
          { title: t('patent.source'), cell: ({ source }) => <span className={css.quiet}>{source || t('patent.unknown')}</span> },
        ]}
      />
    </Sheet>
  );
}

/** How many are listed and known to be in force, by country and by year. */
function Charts({ patents, at }: { patents: Patent[]; at: number }) {
  const { t, i18n } = useTranslation();
  if (patents.length === 0) return null;
  const years = inForceByYear(patents);
  return (
    <>
      <Chart
        kind="bars"
        data={{
          title: t('patent.byCountry'), rowName: t('patent.country'), series: [t('patent.listed'), t('patent.forceOf.inForce')],
          rows: byCountry(patents, at).map(({ country, listed, inForce }) => ({ name: countryName(country, i18n.language), values: [listed, inForce] })),
        }}
      />
      {years.length > 1 && (
        <Chart
          kind="steps" mark={String(new Date(at * 1000).getUTCFullYear())}
          data={{ title: t('patent.byYear'), rowName: t('patent.year'), series: [t('patent.forceOf.inForce')], rows: years.map(({ year, inForce }) => ({ name: String(year), values: [inForce] })) }}
        />
      )}
    </>
  );
}
