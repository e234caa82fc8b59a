// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { ToggleButton } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useProposals } from '../api/queries';
import { proposalStates, type Proposal, type ProposalState } from '../api/types';
import { Ends } from '../components/Hex';
import { KeyNeeded, Listing, PageHead, Sheet } from '../components/Parts';
import { StateOfProposal } from '../components/Standing';
import { hrefTo } from '../router';
import { instant } from '../text/format';
import css from './pages.module.css';

/** Acts that still collect signatures, and what became of others: as far as this key may see them. */
export function ProposalsPage() {
  const { t } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  return (
    <>
      <PageHead title={t('proposals.title')} lead={t('proposals.lead')} />
      {isSignedIn ? <Choice /> : <KeyNeeded>{t('proposals.withKey')}</KeyNeeded>}
    </>
  );
}

function Choice() {
  const { t, i18n } = useTranslation();
  const [state, choose] = useState<ProposalState | null>('collecting');
  const name = (proposal: Proposal) => t(`act.${proposal.kind}` as 'act.LicenseGrant', { defaultValue: proposal.kind });
  return (
    <>
      <div className={css.filters} role="group" aria-label={t('proposals.state')}>
        <ToggleButton size="small" shape="circular" checked={state === null} onClick={() => choose(null)}>{t('licenses.all')}</ToggleButton>
        {proposalStates.map((one) => <ToggleButton key={one} size="small" shape="circular" checked={state === one} onClick={() => choose(one)}>{t(`proposalState.${one}`)}</ToggleButton>)}
      </div>
      <Sheet>
        <Listing
          list={useProposals(state)} caption={t('proposals.title')} empty={t('none.proposals')} keyOf={(proposal) => proposal.id}
          columns={[
            { title: t('proposals.act'), cell: (proposal) => <a href={hrefTo({ page: 'proposal', id: proposal.id })}>{name(proposal)}</a> },
            { title: t('proposals.state'), cell: (proposal) => <StateOfProposal state={proposal.state} /> },
            { title: t('proposals.signatures'), cell: (proposal) => t('proposals.signed', { given: proposal.signatures.length, needed: neededOf(proposal) }) },
            { title: t('proposals.expires'), cell: (proposal) => expiryOf(proposal, i18n.language) ?? '–' },
            { title: t('history.actId'), cell: (proposal) => <Ends value={proposal.id} /> },
          ]}
        />
      </Sheet>
    </>
  );
}

/** Fixed signers, and as many votes as the quorum takes. */
export const neededOf = (proposal: Proposal): number => proposal.required.length + (proposal.quorum?.threshold ?? 0);

export function expiryOf(proposal: Proposal, language: string): string | null {
  const expiresAt = Number(proposal.typedData.message['expiresAt'] ?? 0);
  return expiresAt > 0 ? instant(expiresAt, language) : null;
}
