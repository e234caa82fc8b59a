// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Note, PageHead, Sheet } from '../components/Parts';
import parts from '../components/parts.module.css';
import steps from '../components/Steps.module.css';
import { CodeField } from './CodeField';
import { ConflictResult } from './ConflictResult';
import { KeysSheet } from './KeysSheet';
import { usePins, type Pins } from './pins';
import { Result } from './Result';
import type { Trust } from './verify';

const trustOf = (pins: Pins | null, license: string): Trust => ({
  keys: pins?.keys ?? [],
  chainId: pins?.source.by === 'host' ? BigInt(pins.source.chainId) : null,
  usageLog: pins?.source.by === 'host' ? pins.source.usageLog : null,
  license: license === '' ? null : license,
});

export function CheckerPage() {
  const { t } = useTranslation();
  const pins = usePins();
  const [license, setLicense] = useState('');
  const [code, setCode] = useState('');
  const [second, setSecond] = useState('');
  const now = useNow();
  const trust = trustOf(pins, license);
  return (
    <>
      <PageHead title={t('checker.title')} lead={t('checker.lead')} />
      <Note tone="idle">{t('checker.offline')}</Note>
      <KeysSheet pins={pins} license={license} setLicense={setLicense} />
      <Sheet title={t('checker.code')}>
        <CodeField label={t('checker.codeField')} value={code} onChange={setCode} />
        <details className={parts.fold}>
          <summary>{t('checker.second')}</summary>
          <CodeField label={t('checker.secondField')} value={second} onChange={setSecond} />
        </details>
      </Sheet>
      {code !== '' && second !== '' && <ConflictResult one={code} other={second} />}
      {code !== '' && <Result letters={code} trust={trust} now={now} />}
      {second !== '' && <Result title={t('checker.secondTitle')} letters={second} trust={trust} now={now} />}
      <Meaning />
      <Yourself />
    </>
  );
}

const tickMs = 10_000;

/** This device's time in seconds, told anew now and then: a verdict that stays open must not outlive the certificate. */
function useNow(): number {
  const read = () => Math.floor(Date.now() / 1000);
  const [now, setNow] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setNow(read), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Meaning() {
  const { t } = useTranslation();
  const lines = { proves: t('checker.provesLines', { returnObjects: true }), provesNot: t('checker.provesNotLines', { returnObjects: true }) };
  return (
    <div className={steps.two}>
      <Sheet title={t('checker.proves')}><ul>{lines.proves.map((line) => <li key={line}>{line}</li>)}</ul></Sheet>
      <Sheet title={t('checker.provesNot')}><ul>{lines.provesNot.map((line) => <li key={line}>{line}</li>)}</ul></Sheet>
    </div>
  );
}

function Yourself() {
  const { t } = useTranslation();
  return (
    <Sheet title={t('checker.yourself')}>
      <p className={parts.empty} style={{ paddingBottom: 0 }}>{t('checker.yourselfText')}</p>
      <pre className={steps.code}>{'./scripts/ledger certificate check FILE --key ADDRESS\n./scripts/ledger certificate conflict FILE FILE --output PROOF'}</pre>
    </Sheet>
  );
}
