// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useProposal } from '../api/queries';
import type { Proposal } from '../api/types';
import { Hex } from '../components/Hex';
import { PartyLink } from '../components/PartyLink';
import { Badge, Fact, Facts, Failure, Note, PageHead, Sheet, Table, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import { SignedAct } from '../components/SignedAct';
import { SignSheet } from '../components/SignSheet';
import { StateOfProposal } from '../components/Standing';
import { hrefTo } from '../router';
import { expiryOf, neededOf } from './ProposalsPage';
import css from './pages.module.css';

export function ProposalPage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const proposal = useProposal(id);
  if (proposal.isPending) return <Wait />;
  if (proposal.isError) return <Failure error={proposal.error} retry={() => void proposal.refetch()} />;
  const { data } = proposal;
  return (
    <>
      <PageHead
        title={t(`act.${data.kind}` as 'act.LicenseGrant', { defaultValue: data.kind })} lead={t('proposal.lead')}
        crumb={<a href={hrefTo({ page: 'proposals' })}>{t('nav.proposals')}</a>}
      >
        <div className={css.actions}><StateOfProposal state={data.state} /></div>
      </PageHead>
      {data.problem && <Note tone="bad" title={data.problem.title}>{data.problem.detail}</Note>}
      {data.warnings.map((warning) => <Note key={warning.code} tone="warn" title={warning.title}>{warning.detail}</Note>)}
      <Sheet title={t('proposal.identity')}>
        <Facts>
          <Fact term={t('history.actId')} wide><Hex value={data.id} what={t('history.actId')} whole /></Fact>
          <Fact term={t('proposal.digest')} hint={t('proposal.digestText')} wide><Hex value={data.digest} what={t('proposal.digest')} whole /></Fact>
          <Fact term={t('proposals.expires')}>{expiryOf(data, i18n.language) ?? '–'}</Fact>
          <Fact term={t('proposals.signatures')}>{t('proposals.signed', { given: data.signatures.length, needed: neededOf(data) })}</Fact>
        </Facts>
      </Sheet>
      <Signers proposal={data} />
      {data.state === 'collecting' && <SignSheet proposal={data} signed={() => void proposal.refetch()} />}
      <Sheet title={t('proposal.what')}><SignedAct data={data.typedData} /></Sheet>
    </>
  );
}

function Signers({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation();
  const has = (party: string | null, key: string | null) =>
    proposal.signatures.some((signature) => (party !== null ? signature.party === party : signature.key === key));
  const rows: { role: string; party: string | null; key: string | null; scope: string }[] = [
    ...proposal.required.map(({ role, party, key, scope }) => ({ role, party, key: key ?? null, scope })),
    ...(proposal.quorum?.members ?? []).map((party) => ({ role: 'member', party, key: null, scope: 'Contract' })),
  ];
  return (
    <Sheet title={t('proposal.signers')}>
      {proposal.quorum && <p className={parts.empty}>{t('proposal.quorum', { threshold: proposal.quorum.threshold, members: proposal.quorum.members.length })}</p>}
      <Table
        caption={t('proposal.signers')} items={rows} keyOf={({ role, party, key }) => `${role} ${party} ${key}`}
        columns={[
          { title: t('proposal.role'), cell: ({ role }) => t(`role.${role}` as 'role.administrator', { defaultValue: role }) },
          { title: t('proposal.who'), cell: ({ party, key }) => (party ? <PartyLink id={party} /> : key ? <Hex value={key} what={t('key.key')} /> : '–') },
          { title: t('proposal.scope'), cell: ({ scope }) => (scope ? t(`scope.${scope}` as 'scope.Root', { defaultValue: scope }) : '–') },
          { title: t('proposal.signed'), cell: ({ party, key }) => (has(party, key) ? <Badge tone="good">{t('proposal.given')}</Badge> : <Badge tone="idle">{t('proposal.open')}</Badge>) },
        ]}
      />
    </Sheet>
  );
}
