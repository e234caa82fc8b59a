// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useHistory, useLicense, usePool } from '../api/queries';
import type { License } from '../api/types';
import { Ends, Hex } from '../components/Hex';
import { History } from '../components/History';
import { Fact, Facts, Failure, KeyNeeded, Note, PageHead, Sheet, Wait } from '../components/Parts';
import { Span } from '../components/Span';
import { Standing } from '../components/Standing';
import { StandingAt } from '../components/StandingAt';
import { TermsSheet } from '../components/TermsSheet';
import { Versions } from '../components/Versions';
import { hrefTo } from '../router';
import { instant, nameOf } from '../text/format';
import css from './pages.module.css';

export function LicensePage({ id, version }: { id: string; version: string | undefined }) {
  const license = useLicense(id);
  if (license.isPending) return <Wait />;
  if (license.isError) return <Failure error={license.error} retry={() => void license.refetch()} />;
  return <Whole license={license.data} version={version} />;
}

function Whole({ license, version }: { license: License; version: string | undefined }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const isSignedIn = useApiKey() !== null;
  const pool = nameOf(license.poolNames, license.pool, language);
  const licensee = nameOf(license.licenseeNames, license.licensee, language);
  return (
    <>
      <PageHead
        title={t('license.title', { licensee })} lead={t('license.in', { pool })}
        crumb={<><a href={hrefTo({ page: 'pools' })}>{t('nav.pools')}</a> / <a href={hrefTo({ page: 'pool', id: license.pool })}>{pool}</a></>}
      >
        <div className={css.actions}>
          <Standing standing={license.standing} />
          {isSignedIn && <Button as="a" href={hrefTo({ page: 'file', id: license.id })}>{t('file.title')}</Button>}
          {isSignedIn && <Button as="a" href={hrefTo({ page: 'payments', id: license.id })}>{t('payments.title')}</Button>}
          {isSignedIn && <Button as="a" href={hrefTo({ page: 'graph', id: license.id })}>{t('graph.show')}</Button>}
          <Button as="a" href={hrefTo({ page: 'certificates', id: license.id })}>{t('certificates.title')}</Button>
          <Button as="a" appearance="primary" href={hrefTo({ page: 'verify', id: license.id })}>{t('license.verify')}</Button>
        </div>
      </PageHead>
      {license.attestedImport && <Note tone="warn">{t('license.attestedImport')}</Note>}
      <Sheet title={t('license.parties')}>
        <Facts>
          <Fact term={t('license.id')} wide><Hex value={license.id} what={t('license.id')} whole /></Fact>
          <Fact term={t('license.licensee')}><a href={hrefTo({ page: 'party', id: license.licensee })}>{licensee}</a></Fact>
          <Fact term={t('license.pool')}><a href={hrefTo({ page: 'pool', id: license.pool })}>{pool}</a></Fact>
          {license.parent && <Fact term={t('license.parent')}><a href={hrefTo({ page: 'license', id: license.parent })}><Ends value={license.parent} /></a></Fact>}
          <Fact term={t('license.term')}><Span from={license.startsAt} until={license.endsAt || t('license.openEnd')} language={language} /></Fact>
          <Fact term={t('license.recorded')} hint={t('chain.block', { number: license.recorded.block })}>{instant(license.recorded.time, language)}</Fact>
          <Fact term={t('license.acts')}>{t('license.versions', { count: license.acts })}</Fact>
        </Facts>
      </Sheet>
      <Versions license={license} now={Math.floor(Date.now() / 1000)} />
      {isSignedIn ? <><StandingAt license={license} /><ActsOf license={license} licensee={licensee} /></>
        : <Sheet title={t('history.title')}><KeyNeeded>{t('history.withKey')}</KeyNeeded></Sheet>}
      <Sheet title={t('license.commitments')}>
        <Facts>
          <Fact term={t('license.termsRoot')} hint={t('license.termsText')}><Hex value={license.termsRoot} what={t('license.termsRoot')} /></Fact>
          {license.schedule === null ? null : <Fact term={t('license.schedule')}><Hex value={license.schedule} what={t('license.schedule')} /></Fact>}
          <Fact term={t('license.head')} hint={t('license.headText')}><Hex value={license.head} what={t('license.head')} /></Fact>
        </Facts>
      </Sheet>
      <TermsSheet key={version} license={license} version={version} />
    </>
  );
}

function ActsOf({ license, licensee }: { license: License; licensee: string }) {
  const { t, i18n } = useTranslation();
  const history = useHistory(license.id);
  const administrator = usePool(license.pool).data?.administrator;
  const partyName = (party: string | null) =>
    party === null ? '' : party === license.licensee ? licensee : nameOf(party === administrator?.id ? administrator.names : {}, party, i18n.language);
  return (
    <Sheet title={t('history.title')}>
      {history.isPending ? <Wait /> : history.isError ? <Failure error={history.error} retry={() => void history.refetch()} /> : <History history={history.data} partyName={partyName} />}
    </Sheet>
  );
}
