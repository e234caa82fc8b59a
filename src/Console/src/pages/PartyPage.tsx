// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useLicenses, useParty } from '../api/queries';
import type { Party, PartyKey } from '../api/types';
import { Hex } from '../components/Hex';
import { LicenseTable } from '../components/LicenseTable';
import { Badge, Fact, Facts, Failure, Note, PageHead, Sheet, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import { hrefTo } from '../router';
import { instant, nameOf, short } from '../text/format';

const noHash = `0x${'0'.repeat(64)}`;
const noAddress = `0x${'0'.repeat(40)}`;

export function PartyPage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const party = useParty(id);
  const licenses = useLicenses({ licensee: id });
  if (party.isPending) return <Wait />;
  if (party.isError) return <Failure error={party.error} retry={() => void party.refetch()} />;
  return (
    <>
      <PageHead title={nameOf(party.data.names, id, i18n.language)} lead={t('party.lead')} />
      {party.data.recovery && <Note tone="warn" title={t('party.recovering')}>{t('party.recoveringText', { due: instant(party.data.recovery.dueAt, i18n.language) })}</Note>}
      <Identity party={party.data} />
      <Sheet title={t('party.keys')}><Keys keys={party.data.keys} /></Sheet>
      <Sheet title={t('party.enrolments')}><Enrolments party={party.data} /></Sheet>
      <Sheet title={t('party.licenses')}><LicenseTable list={licenses} withPool /></Sheet>
    </>
  );
}

function Identity({ party }: { party: Party }) {
  const { t, i18n } = useTranslation();
  return (
    <Sheet title={t('party.identity')}>
      <Facts>
        <Fact term={t('party.id')} wide><Hex value={party.id} what={t('party.id')} whole /></Fact>
        {party.role && <Fact term={t('party.role')}>{party.role}</Fact>}
        {party.country && <Fact term={t('party.country')}>{party.country}</Fact>}
        <Fact term={t('party.opened')} hint={t('chain.block', { number: party.opening.recorded.block })}>{instant(party.opening.recorded.time, i18n.language)}</Fact>
        <Fact term={t('party.guardian')}>{party.guardian === noAddress ? t('party.noGuardian') : <Hex value={party.guardian} what={t('party.guardian')} />}</Fact>
        <Fact term={t('party.keysHead')}>{party.keysHead === noHash ? t('party.untouched') : <Hex value={party.keysHead} what={t('party.keysHead')} />}</Fact>
      </Facts>
    </Sheet>
  );
}

function Keys({ keys }: { keys: PartyKey[] }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={parts.scroll}>
      <table className={parts.table}>
        <caption>{t('party.keys')}</caption>
        <thead><tr>{(['key', 'scopes', 'from', 'until', 'state'] as const).map((column) => <th key={column} scope="col">{t(`key.${column}`)}</th>)}</tr></thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.key}>
              <td><Hex value={key.key} what={t('key.key')} /></td>
              <td>{key.scopes.map((scope) => t(`scope.${scope}` as 'scope.Root', { defaultValue: scope })).join(i18n.language === 'zh-CN' ? '、' : ', ')}</td>
              <td>{instant(key.from, i18n.language)}</td>
              <td>{key.until ? instant(key.until, i18n.language) : t('key.noEnd')}</td>
              <td>{key.compromised ? <Badge tone="bad">{t('key.compromised')}</Badge> : key.until ? <Badge tone="idle">{t('key.bounded')}</Badge> : <Badge tone="good">{t('key.held')}</Badge>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Enrolments({ party }: { party: Party }) {
  const { t, i18n } = useTranslation();
  if (party.enrolments.length === 0) return <p className={parts.empty}>{t('party.notEnrolled')}</p>;
  return (
    <ul className={`${parts.body} ${parts.plain}`}>
      {party.enrolments.map((enrolment) => (
        <li key={enrolment.head}>
          <a href={hrefTo({ page: 'pool', id: enrolment.pool })}>{t('party.enrolledIn', { pool: short(enrolment.pool) })}</a>{' '}
          <span className={parts.quiet}>{instant(enrolment.since, i18n.language)}</span> <Hex value={enrolment.enrolmentRoot} what={t('party.enrolmentRoot')} />
        </li>
      ))}
    </ul>
  );
}
