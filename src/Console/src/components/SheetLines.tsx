// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JudgedSheet, SheetLine, UsagePeriod } from '../api/types';
import { count, dayIn, money, whole } from '../text/format';
import { Fact, Facts, Note, Table } from './Parts';
import parts from './parts.module.css';

const acts = ['manufacture', 'sale', 'import', 'export', 'use', 'stream'] as const;
const step = 50;

/** The lines of a sound sheet as they will be signed, and what they add up to. */
export function SheetLines({ judged: { lines, totals }, period }: { judged: JudgedSheet; period: UsagePeriod }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const [shown, show] = useState(step);
  const items = lines.slice(0, shown).map((line, index) => ({ line, index }));
  const has = (field: 'currency' | 'serials' | 'batch' | 'time') => lines.some((line) => line[field] !== '' && line[field] !== 0);
  const text = (title: string, of: (line: SheetLine) => string) => ({ title, cell: ({ line }: { line: SheetLine }) => of(line) });
  return (
    <>
      <Note tone="good">{t('file.sound')}</Note>
      <Facts>
        <Fact term={t('usage.lines')}>{count(totals.lines, language)}</Fact>
        <Fact term={t('report.quantity')}>{whole(totals.quantity, language)}</Fact>
        {totals.currency !== '' && <Fact term={t('report.value')}>{money(totals.netValue, totals.currency, language)}</Fact>}
      </Facts>
      <Table
        caption={t('file.lines')} items={items} keyOf={({ index }) => `${index}`}
        columns={[
          { title: t('report.number'), number: true, cell: ({ index }) => index + 1 },
          text(t('usage.product'), ({ product }) => product),
          text(t('file.act'), ({ act }) => t(`termWord.${acts[act] ?? 'none'}`)),
          text(t('usage.madeIn'), ({ madeIn }) => madeIn),
          text(t('usage.soldIn'), ({ soldIn }) => soldIn),
          { ...text(t('usage.quantity'), ({ quantity }) => whole(quantity, language)), number: true },
          ...(has('currency') ? [{ ...text(t('report.value'), ({ netValue, currency }) => (currency === '' ? '' : money(netValue, currency, language))), number: true }] : []),
          ...(has('serials') ? [text(t('file.serials'), ({ serials }) => serials)] : []),
          ...(has('batch') ? [text(t('file.batch'), ({ batch }) => batch)] : []),
          ...(has('time') ? [text(t('file.date'), ({ time }) => (time === 0 ? '' : dayIn(time, period.zone ?? 'UTC', language)))] : []),
        ]}
      />
      {lines.length > shown && <div className={parts.more}><Button size="small" onClick={() => show(shown + step)}>{t('more')}</Button></div>}
    </>
  );
}
