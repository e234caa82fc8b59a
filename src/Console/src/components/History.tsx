// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, LicenseHistory } from '../api/types';
import { instant } from '../text/format';
import { Hex } from './Hex';
import { SignedAct } from './SignedAct';
import { Standing } from './Standing';
import css from './History.module.css';
import parts from './parts.module.css';

/** Every act on a license, oldest first, each with who signed it and where the chain recorded it. */
export function History({ history, partyName }: { history: LicenseHistory; partyName: (party: string | null) => string }) {
  const { t, i18n } = useTranslation();
  const { knownAt } = history;
  return (
    <>
      <p className={`${parts.quiet} ${parts.body}`} style={{ paddingBottom: 0, margin: 0 }}>
        {t('history.asKnown', { number: knownAt.number, time: instant(knownAt.time, i18n.language) })}
      </p>
      <ol className={css.line}>
        {history.entries.map((entry) => <Entry key={entry.act.actId} entry={entry} partyName={partyName} />)}
      </ol>
    </>
  );
}

function Entry({ entry: { act, effectiveAt, standing }, partyName }: { entry: HistoryEntry; partyName: (party: string | null) => string }) {
  const { t, i18n } = useTranslation();
  const { recorded } = act;
  return (
    <li className={css.entry}>
      <h3 className={css.what}>{t(`act.${act.kind}` as 'act.LicenseGrant', { defaultValue: act.kind })}<Standing standing={standing} /></h3>
      <p className={css.when}>{t('history.effective')} {instant(effectiveAt, i18n.language)}</p>
      <p className={css.meta}>
        {t('history.recorded', { block: recorded.block, time: instant(recorded.time, i18n.language) })} · {t(recorded.final ? 'history.final' : 'history.notFinal')}
        <br />
        {t('history.transaction')} <Hex value={recorded.txHash} what={t('history.transaction')} /> · {t('history.actId')} <Hex value={act.actId} what={t('history.actId')} />
      </p>
      <ul className={css.signers} aria-label={t('history.signedBy')}>
        {act.signatures.map(({ party, key, signature }) => (
          <li key={signature}>{t('history.signedBy')} <strong>{partyName(party)}</strong> <Hex value={key} what={t('step.key.name')} /></li>
        ))}
      </ul>
      <details className={css.signed}><summary>{t('history.typedData')}</summary><SignedAct data={act.typedData} /></details>
    </li>
  );
}
