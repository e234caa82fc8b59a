// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Banner } from '../components/Banner';
import parts from '../components/parts.module.css';
import { saveFile } from '../components/saveFile';
import { read, type Code } from './code';
import { fileOf, judge } from './conflict';
import { noteText } from './noteText';
import { note } from './notes';

/** Whether two codes conflict, as `ledger certificate conflict` says it. */
export function ConflictResult({ one, other }: { one: string; other: string }) {
  const [first, second] = [read(one), read(other)];
  if (typeof first === 'string') return <NoConflict found={note(first)} />;
  if (typeof second === 'string') return <NoConflict found={note(second)} />;
  return <Judged first={first} second={second} />;
}

function Judged({ first, second }: { first: Code; second: Code }) {
  const { t, i18n } = useTranslation();
  const conflict = judge(first, second);
  if (!conflict.isShown) return <NoConflict found={conflict.note} />;
  const save = () => saveFile('certificate-conflict.json', new Blob([fileOf(conflict)], { type: 'application/json' }));
  return (
    <section aria-label={t('checker.conflict')} data-conflict="shown" data-note={conflict.note.code}>
      <Banner tone="bad" title={t('checker.conflict')}>{noteText(conflict.note, t, i18n.language)}</Banner>
      <p className={parts.row}><Button onClick={save}>{t('checker.saveConflict')}</Button><span>{t('checker.conflictText')}</span></p>
    </section>
  );
}

function NoConflict({ found }: { found: ReturnType<typeof note> }) {
  const { t, i18n } = useTranslation();
  return (
    <section aria-label={t('checker.noConflict')} data-conflict="none" data-note={found.code}>
      <Banner tone="warn" title={t('checker.noConflict')}>{noteText(found, t, i18n.language)}</Banner>
    </section>
  );
}
