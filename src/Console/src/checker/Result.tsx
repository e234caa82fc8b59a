// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { Banner } from '../components/Banner';
import { Hex } from '../components/Hex';
import { Fact, Facts, Sheet } from '../components/Parts';
import parts from '../components/parts.module.css';
import { tones } from '../components/Steps';
import { instant } from '../text/format';
import { idOf, signerOfCode, type Code } from './code';
import { noteText } from './noteText';
import { judgeOpening, looksLikeOne, type OpenedField } from './opening';
import { check, type Trust } from './verify';

/** What a code comes to. Of one that is not valid only the reason is shown: nothing that it says may be believed. */
export function Result({ title, letters, trust, now }: { title?: string; letters: string; trust: Trust; now: number }) {
  const { t, i18n } = useTranslation();
  const { verdict, note, code, fields } = looksLikeOne(letters) ? judgeOpening(letters, trust, BigInt(now)) : { ...check(letters, trust, BigInt(now)), fields: [] };
  return (
    <section aria-label={title ?? t('checker.code')} data-verdict={verdict} data-note={note.code}>
      <Banner tone={verdict === 'expired' ? 'warn' : tones[verdict]} title={`${title === undefined ? '' : `${title}: `}${t(`checker.${verdict}`)}`}>{noteText(note, t, i18n.language)}</Banner>
      {fields.length > 0 && <OpenedFields fields={fields} />}
      {verdict !== 'invalid' && code && <Said code={code} />}
      <p className={parts.row}>{t('checker.at', { at: instant(now, i18n.language) })}</p>
    </section>
  );
}

function OpenedFields({ fields }: { fields: OpenedField[] }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('checker.opened')}>
      <Facts>{fields.map(({ name, type, value }) => <Fact key={name} term={t(`checker.field.${name}`)}>{type === 'absent' ? t('checker.absent') : value}</Fact>)}</Facts>
    </Sheet>
  );
}

function Said({ code }: { code: Code }) {
  const { t, i18n } = useTranslation();
  const { certificate, unit } = code;
  const when = (seconds: bigint) => instant(seconds, i18n.language);
  return (
    <Sheet title={t('checker.says')}>
      <Facts>
        <Fact term={t('checker.product')}>{certificate.product}</Fact>
        <Fact term={t('checker.serial')}>{unit?.serial ?? t('checker.whole')}</Fact>
        <Fact term={t('checker.from')}>{when(certificate.validFrom)}</Fact>
        <Fact term={t('checker.until')}>{when(certificate.validUntil)}</Fact>
        <Fact term={t('checker.block')} hint={when(certificate.blockTime)}><Hex value={certificate.recentBlock} what={t('checker.block')} /></Fact>
        <Fact term={t('checker.signer')}><Hex value={signerOfCode(code) ?? ''} what={t('checker.signer')} /></Fact>
        <Fact term={t('checker.licenseId')} wide><Hex value={certificate.license} what={t('checker.licenseId')} whole /></Fact>
        <Fact term={t('checker.administrator')}><Hex value={certificate.administrator} what={t('checker.administrator')} /></Fact>
        <Fact term={t('checker.id')}><Hex value={idOf(code)} what={t('checker.id')} /></Fact>
        <Fact term={t('checker.chain')} hint={code.chainId.toString()}><Hex value={code.usageLog} what={t('checker.chain')} /></Fact>
      </Facts>
    </Sheet>
  );
}
