// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import type { Alert, ProposalState, Standing as StandingOf } from '../api/types';
import { Badge, type Tone } from './Parts';

const tones: Record<StandingOf, Tone> = { None: 'idle', NotYet: 'idle', InForce: 'good', Suspended: 'warn', Terminated: 'bad', Expired: 'idle' };
const alertTones: Record<Alert['state'], Tone> = { provisional: 'warn', raised: 'bad', final: 'bad', retracted: 'idle' };

export function Standing({ standing }: { standing: StandingOf }) {
  return <Badge tone={tones[standing]}>{useTranslation().t(`standing.${standing}`)}</Badge>;
}

export function AlertState({ state }: { state: Alert['state'] }) {
  return <Badge tone={alertTones[state]}>{useTranslation().t(`alertState.${state}`)}</Badge>;
}

const proposalTones: Record<ProposalState, Tone> = {
  collecting: 'warn', ready: 'good', submitted: 'good', recorded: 'good', stale: 'bad', expired: 'idle', withdrawn: 'idle',
};

export function StateOfProposal({ state }: { state: ProposalState }) {
  return <Badge tone={proposalTones[state]}>{useTranslation().t(`proposalState.${state}`)}</Badge>;
}
