// SPDX-License-Identifier: Apache-2.0
import { Button, ToggleButton } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useDeployment, usePools, useSuspects } from '../api/queries';
import { suspectReasons, type Deployment, type Pool, type Suspect, type SuspectReason } from '../api/types';
import { Ends, Hex } from '../components/Hex';
import { Badge, Fact, KeyNeeded, PageHead, ReadOn, Sheet } from '../components/Parts';
import parts from '../components/parts.module.css';
import { PartyLink } from '../components/PartyLink';
import { saveJson } from '../components/saveFile';
import { fileOfFork, judgeSuspect } from '../filing/suspect';
import { hrefTo } from '../router';
import { count, instant, nameOf, short } from '../text/format';
import css from './pages.module.css';

/** Reports that were refused and are kept as proof: of one reporter, or of all. */
export function SuspectsPage({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  return (
    <>
      <PageHead
        title={t(id === undefined ? 'suspects.title' : 'suspects.ofReporter')} lead={t('suspects.lead')}
        crumb={<><a href={hrefTo({ page: 'usage' })}>{t('nav.usage')}</a>{id !== undefined && <> / <a href={hrefTo({ page: 'suspects' })}>{t('suspects.title')}</a> / <PartyLink id={id} /></>}</>}
      />
      {isSignedIn ? <Choice reporter={id} /> : <KeyNeeded>{t('suspects.withKey')}</KeyNeeded>}
    </>
  );
}

function Choice({ reporter }: { reporter: string | undefined }) {
  const { t, i18n } = useTranslation();
  const [pool, choose] = useState<string | null>(null);
  const [reason, narrow] = useState<SuspectReason | null>(null);
  const pools = usePools().items;
  return (
    <>
      <div className={css.filters} role="group" aria-label={t('usage.pool')}>
        <ToggleButton size="small" shape="circular" checked={pool === null} onClick={() => choose(null)}>{t('licenses.all')}</ToggleButton>
        {pools.map(({ id, names }) => <ToggleButton key={id} size="small" shape="circular" checked={id === pool} onClick={() => choose(id)}>{nameOf(names, id, i18n.language)}</ToggleButton>)}
      </div>
      <div className={css.filters} role="group" aria-label={t('suspects.filter')}>
        <ToggleButton size="small" shape="circular" checked={reason === null} onClick={() => narrow(null)}>{t('licenses.all')}</ToggleButton>
        {suspectReasons.map((one) => <ToggleButton key={one} size="small" shape="circular" checked={one === reason} onClick={() => narrow(one)}>{t(`suspects.reason.${one}`)}</ToggleButton>)}
      </div>
      <All pools={pools} pool={pool} reporter={reporter} reason={reason} />
    </>
  );
}

function All({ pools, pool, reporter, reason }: { pools: Pool[]; pool: string | null; reporter: string | undefined; reason: SuspectReason | null }) {
  const { t, i18n } = useTranslation();
  const list = useSuspects({ pool, reporter, reason });
  const deployment = useDeployment().data;
  const name = (id: string) => nameOf(pools.find((one) => one.id === id)?.names ?? {}, id, i18n.language);
  return (
    <Sheet>
      <ReadOn list={list} empty={t('suspects.none')}>
        <ul className={css.alerts}>{list.items.map((one) => <One key={one.id} suspect={one} pool={name(one.pool)} deployment={deployment} isAmongOthers={reporter === undefined} />)}</ul>
      </ReadOn>
    </Sheet>
  );
}

/** Of these the key is not known to have held the scope; of all others it was looked at first. */
const scopeHints: Partial<Record<SuspectReason, 'suspects.scopeMissing' | 'suspects.scopeUnread'>> = { keyScope: 'suspects.scopeMissing', staleBlock: 'suspects.scopeUnread' };

/** A refused report with what it proves, what it does not, and whether its signatures bear that out. */
function One({ suspect, pool, deployment, isAmongOthers }: { suspect: Suspect; pool: string; deployment: Deployment | undefined; isAmongOthers: boolean }) {
  const { t, i18n } = useTranslation();
  const { id, reason, license, reporter, typedData: { message }, signature, against, voidedBy, receivedAt } = suspect;
  const verdict = deployment && judgeSuspect(suspect, deployment);
  return (
    <li className={css.alert}>
      <h2>{t(`suspects.reason.${reason}`)}</h2>
      <dl className={parts.facts}>
        <Fact term={t('suspects.proves')} wide>{t(`suspects.provesOf.${reason}`)}</Fact>
        <Fact term={t('suspects.provesNot')} wide>{t(`suspects.provesNotOf.${reason}`)}</Fact>
        {verdict && <Fact term={t('receipt.verdict')} wide hint={t('suspects.keyHint')}><Badge tone={verdict === 'holds' || verdict === 'holdsBoth' ? 'good' : 'bad'}>{t(`suspects.verdict.${verdict}`)}</Badge></Fact>}
        <Fact term={t('report.id')} wide><Hex value={id} what={t('report.id')} whole /></Fact>
        <Fact term={t('report.reporter')}><PartyLink id={reporter} /></Fact>
        <Fact term={t('usage.pool')}><a href={hrefTo({ page: 'pool', id: suspect.pool })}>{pool}</a></Fact>
        <Fact term={t('report.license')}><a href={hrefTo({ page: 'license', id: license })}><Ends value={license} /></a></Fact>
        <Fact term={t('report.stream')}>{t('report.streamText', { sequence: count(Number(message['sequence']), i18n.language), stream: short(String(message['stream'])) })}</Fact>
        {against && <Fact term={t('suspects.against')}><a href={hrefTo({ page: 'report', id: against.id })}><Ends value={against.id} /></a></Fact>}
        {voidedBy && <Fact term={t('report.voided')} wide hint={t(against ? 'suspects.voidedFork' : 'suspects.voidedOne')}><a href={hrefTo({ page: 'graph', id: voidedBy })}><Ends value={voidedBy} /></a></Fact>}
        <Fact term={t('suspects.received')}>{instant(receivedAt, i18n.language)}</Fact>
        <Fact term={t('report.signer')}><Hex value={signature.key} what={t('report.signer')} /></Fact>
        <Fact term={t('suspects.neededScope')} hint={scopeHints[reason] && t(scopeHints[reason])}>{t(`scope.${signature.neededScope as 'Report'}`)}</Fact>
      </dl>
      <div className={parts.buttons}>
        {against
          ? <Button size="small" onClick={() => saveJson(`fork-${id.slice(2, 10)}`, fileOfFork({ ...suspect, against }))}>{t('suspects.saveBoth')}</Button>
          : <Button size="small" onClick={() => saveJson(`refused-report-${id.slice(2, 10)}`, JSON.stringify(suspect, null, 2))}>{t('suspects.saveOne')}</Button>}
        {isAmongOthers && <Button size="small" as="a" href={hrefTo({ page: 'suspects', id: reporter })}>{t('suspects.only')}</Button>}
      </div>
    </li>
  );
}
