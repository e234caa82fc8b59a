// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { postBody } from '../api/client';
import type { JudgedSheet, License, SheetLine, Stream, UsagePeriod } from '../api/types';
import { isHash } from '../router';
import { periodText } from '../text/format';
import { FileSign } from './FileSign';
import { Failure, Fact, Facts, Note, Sheet } from './Parts';
import { saveCsv } from './saveCsv';
import { SheetLines } from './SheetLines';
import { SheetMending } from './SheetMending';
import css from './sign.module.css';
import parts from './parts.module.css';

/** Reports are filed for these first: what is overdue, then what is not yet due. */
const urgent = ['missing', 'open', 'unknown'] as const;

interface JudgedText { text: string; judged: JudgedSheet; of: UsagePeriod }

/** Says what the report is about, has its sheet judged until it is sound, and hands over what is to be signed. */
export function FileForm({ license, licensee, periods, streams }: { license: License; licensee: string; periods: UsagePeriod[]; streams: Stream[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const oldest = [...periods].sort((a, b) => a.periodStart - b.periodStart);
  const newest = [...oldest].reverse();
  const first = urgent.map((state) => oldest.find((period) => period.state === state)).find((period) => period) ?? newest[0]!;
  const [start, choosePeriod] = useState(first.periodStart);
  const [stream, chooseStream] = useState(streams[0]!.id);
  const [supersedes, correct] = useState('');
  const [isNil, setNil] = useState(false);
  const period = periods.find(({ periodStart }) => periodStart === start) ?? first;
  const judge = useMutation({
    mutationFn: async ({ sheet, of }: { sheet: Uint8Array<ArrayBuffer>; of: UsagePeriod }): Promise<JudgedText> => ({
      judged: await postBody<JudgedSheet>('/usage-sheets', language, sheet, 'text/csv', { from: of.periodStart, to: of.periodEnd, zone: of.zone }),
      text: new TextDecoder().decode(sheet),
      of,
    }),
  });
  // The last sheet that was judged stays, with what is being mended of it, until another one is.
  const [last, show] = useState<JudgedText | null>(null);
  const judgeSheet = (sheet: Uint8Array<ArrayBuffer>, of = period) => judge.mutate({ sheet, of }, { onSuccess: show });
  const changePeriod = (to: UsagePeriod) => {
    choosePeriod(to.periodStart);
    if (judge.variables) judgeSheet(judge.variables.sheet, to);
  };
  const sheet = isNil ? null : last;
  const isSound = sheet !== null && sheet.judged.wrongRows === 0 && judge.isSuccess && sheet.of.periodStart === period.periodStart;
  const lines: readonly SheetLine[] | null = isNil ? [] : isSound ? sheet.judged.lines : null;
  const isWrongId = supersedes !== '' && !isHash(supersedes);
  return (
    <>
      <Sheet title={t('file.about')}>
        <Facts>
          <Fact term={t('license.licensee')}>{licensee}</Fact>
          <Fact term={t('file.zone')} hint={t('file.zoneText')}>{period.zone ?? 'UTC'}</Fact>
        </Facts>
        <div className={css.form}>
          <div className={css.ways}>
            <Labelled label={t('usage.period')}>{(id) => (
              <select id={id} value={start} onChange={({ target }) => changePeriod(periods.find(({ periodStart }) => `${periodStart}` === target.value) ?? period)}>
                {newest.map((one) => <option key={one.periodStart} value={one.periodStart}>{periodText(one.periodStart, one.periodEnd, one.zone, language)} · {t(`periodState.${one.state}`)}</option>)}
              </select>
            )}</Labelled>
            <Labelled label={t('file.stream')}>{(id) => (
              <select id={id} value={stream} onChange={({ target }) => chooseStream(target.value)}>
                {streams.map((one) => <option key={one.id} value={one.id}>{one.name} · {t('file.next', { number: one.sequence + 1 })}</option>)}
              </select>
            )}</Labelled>
            <Labelled label={t('file.supersedes')}>{(id) => (
              <input id={id} value={supersedes} aria-invalid={isWrongId} placeholder="0x…" onChange={({ target }) => correct(target.value.trim())} />
            )}</Labelled>
          </div>
          {isWrongId && <p role="alert" className={css.wrong}>{t('file.wrongId')}</p>}
        </div>
      </Sheet>
      <Sheet title={t('file.sheet')}>
        <div className={css.form}>
          <p>{t('file.sheetText')}</p>
          <div className={css.ways}>
            <Labelled label={t('file.upload')}>{(id) => (
              <input
                id={id} type="file" accept=".csv,.tsv,.txt,text/csv" disabled={isNil}
                onChange={({ target }) => {
                  void target.files?.[0]?.arrayBuffer().then((bytes) => judgeSheet(new Uint8Array(bytes)));
                  target.value = ''; // the same file, mended, can be chosen again
                }}
              />
            )}</Labelled>
            <Button onClick={() => { saveCsv(t('file.templateName'), `${t('file.templateHeader')}\n${t('file.templateExample')}\n`); }}>{t('file.template')}</Button>
          </div>
          <Checkbox checked={isNil} onChange={(_, { checked }) => setNil(checked === true)} label={t('file.nil')} />
          <p role="status" className={parts.quiet}>{judge.isPending ? t('file.judging') : ''}</p>
        </div>
        {!isNil && judge.isError && <Failure error={judge.error} retry={() => judgeSheet(judge.variables.sheet)} />}
        {sheet && sheet.judged.wrongRows > 0 && <SheetMending key={sheet.text} sheet={sheet} busy={judge.isPending} judge={(text) => judgeSheet(new TextEncoder().encode(text))} />}
        {sheet && isSound && <SheetLines judged={sheet.judged} period={period} />}
        {isNil && <Note tone="idle">{t('file.nilText')}</Note>}
      </Sheet>
      {lines && !isWrongId && (
        <FileSign
          key={`${start}${stream}${supersedes}${isNil}${sheet?.text ?? ''}`} lines={lines}
          head={{ license: license.id, reporter: license.licensee, stream, supersedes: supersedes || null, periodStart: period.periodStart, periodEnd: period.periodEnd }}
        />
      )}
    </>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return <div className={css.field}><label htmlFor={id}>{label}</label>{children(id)}</div>;
}
