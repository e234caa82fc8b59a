// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePatents } from '../api/queries';
import type { Patent } from '../api/types';
import { day, nameOf, publication } from '../text/format';
import { AsOf } from './AsOf';
import { Badge, Listing, Sheet, type Tone } from './Parts';
import { byCountry, forceAt, type Force } from './patentForce';
import css from './parts.module.css';

const tones: Record<Force, Tone> = { inForce: 'good', notYet: 'idle', lapsed: 'warn', unknown: 'idle' };

/** The patents on the schedules on a day: how many by country, and each with whether it was in force. */
export function Patents({ pool }: { pool: string }) {
  const { t, i18n } = useTranslation();
  const [asOf, change] = useState<number | null>(null);
  const list = usePatents(pool, asOf);
  const at = asOf ?? Math.floor(Date.now() / 1000);
  const language = i18n.language;
  const bound = (seconds: number | null) => (seconds === null ? t('patent.unknown') : day(seconds, language));
  const term = ({ inForceFrom, inForceUntil }: Patent) =>
    inForceFrom === null && inForceUntil === null ? t('patent.unknown') : `${bound(inForceFrom)} – ${bound(inForceUntil)}`;
  return (
    <Sheet title={t('pool.patentsTitle')}>
      <AsOf label={t('patent.asOf')} value={asOf} change={change} />
      <Countries patents={list.items} at={at} />
      <Listing
        list={list} caption={t('pool.patentsTitle')} empty={t('none.patents')} keyOf={(patent) => `${patent.schedule} ${publication(patent)}`}
        columns={[
          { title: t('patent.number'), cell: (patent) => <code className={`${css.mono} ${css.line}`}>{publication(patent)}</code> },
          { title: t('patent.force'), cell: (patent) => <Badge tone={tones[forceAt(patent, at)]}>{t(`patent.forceOf.${forceAt(patent, at)}`)}</Badge> },
          { title: t('patent.inForce'), cell: term },
          { title: t('patent.holder'), cell: ({ holder }) => nameOf(holder.names, holder.id, language) },
          { title: t('patent.standard'), cell: ({ standard, standardVersion }) => [standard, standardVersion].filter(Boolean).join(' ') || t('patent.unknown') },
          { title: t('patent.source'), cell: ({ source }) => <span className={css.quiet}>{source || t('patent.unknown')}</span> },
        ]}
      />
    </Sheet>
  );
}

/** One bar a country; the numbers stand beside it, so that nothing depends on seeing it. */
function Countries({ patents, at }: { patents: Patent[]; at: number }) {
  const { t } = useTranslation();
  const countries = byCountry(patents, at);
  if (countries.length === 0) return null;
  const most = Math.max(...countries.map(({ listed }) => listed));
  return (
    <div className={css.bars} role="group" aria-label={t('patent.byCountry')}>
      {countries.map(({ country, listed, inForce }) => (
        <div key={country} style={{ display: 'contents' }}>
          <span>{country}</span>
          <meter min={0} max={most} value={inForce} aria-label={t('patent.countryText', { country, listed, inForce })} />
          <span>{t('patent.countryText', { country, listed, inForce })}</span>
        </div>
      ))}
    </div>
  );
}
