// SPDX-License-Identifier: Apache-2.0
import { Button, ToggleButton } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useHealth, useOperations } from '../api/queries';
import { operationStates, type Health, type Operation, type OperationState } from '../api/types';
import { Ends, Hex } from '../components/Hex';
import { doingsOf, isStuck, stepsOf, waitingFor, way } from '../components/operationStory';
import { Badge, Failure, KeyNeeded, Note, PageHead, Sheet, Wait, type Tone } from '../components/Parts';
import parts from '../components/parts.module.css';
import { age, count, instant, whole } from '../text/format';
import { conditionsOf } from '../text/health';
import css from './operations.module.css';
import pages from './pages.module.css';

const tones: Record<OperationState, Tone> = {
  accepted: 'idle', submitted: 'warn', included: 'warn', final: 'good', refused: 'bad', failed: 'bad', retracted: 'warn',
};

/** What became of what was accepted: how far each came, what it waits for, and what the submitter did about it. */
export function OperationsPage() {
  const { t } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  return (
    <>
      <PageHead title={t('operations.title')} lead={t('operations.lead')} />
      {isSignedIn ? <Choice /> : <KeyNeeded>{t('operations.withKey')}</KeyNeeded>}
    </>
  );
}

function Choice() {
  const { t } = useTranslation();
  const [state, choose] = useState<OperationState | null>(null);
  return (
    <>
      <div className={pages.filters} role="group" aria-label={t('operations.state')}>
        <ToggleButton size="small" shape="circular" checked={state === null} onClick={() => choose(null)}>{t('licenses.all')}</ToggleButton>
        {operationStates.map((one) => <ToggleButton key={one} size="small" shape="circular" checked={state === one} onClick={() => choose(one)}>{t(`operationState.${one}`)}</ToggleButton>)}
      </div>
      <All state={state} />
    </>
  );
}

function All({ state }: { state: OperationState | null }) {
  const { t } = useTranslation();
  const { items, query } = useOperations(state);
  const health = useHealth().data;
  if (query.isPending) return <Wait />;
  if (query.isError && items.length === 0) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (items.length === 0) return <Sheet><p className={parts.empty}>{t('none.operations')}</p></Sheet>;
  return (
    <Sheet>
      <ul className={css.list}>{items.map((one) => <One key={one.id} operation={one} health={health} now={Math.floor(Date.now() / 1000)} />)}</ul>
      <Spent health={health} />
      {query.hasNextPage && <div className={parts.more}><Button size="small" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('more')}</Button></div>}
    </Sheet>
  );
}

/** What bringing all of it on the chain has cost so far. */
export function Spent({ health }: { health: Health | undefined }) {
  const { t, i18n } = useTranslation();
  const spent = health?.spent;
  if (!spent) return null;
  const [transactions, gas, wei] = [spent.transactions, spent.gas, spent.wei].map((number) => whole(number, i18n.language));
  return <p className={parts.quiet}>{t('operations.spent', { transactions, gas, wei })}</p>;
}

/** One operation with its way, its reason where it waits or failed, and each transaction that was signed for it. */
export function One({ operation, health, now }: { operation: Operation; health: Health | undefined; now: number }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const { state, kind, block, problem, attempts } = operation;
  const steps = stepsOf(state);
  const waiting = waitingFor(operation);
  return (
    <li className={css.one} data-state={state}>
      <h2>
        {t(`act.${kind}` as 'act.LicenseGrant', { defaultValue: t(`operations.kind.${kind}` as 'operations.kind.Export', { defaultValue: kind }) })}
        <Badge tone={tones[state]}>{t(`operationState.${state}`)}</Badge>
        {isStuck(operation, now) && <Badge tone="bad">{t('operations.stuck', { age: age(now - operation.movedAt, language) })}</Badge>}
      </h2>
      <ol className={css.way} data-ended={state === 'failed' || state === 'refused' ? 'bad' : undefined} aria-label={t('operations.way')}>
        {way.map((step, i) => <li key={step} data-done={i < steps}>{t(`operationState.${step}`)}</li>)}
      </ol>
      {problem && <Note tone="bad" title={problem.title}>{problem.detail}</Note>}
      {waiting && <p>{t(`operations.waiting.${waiting}`)} {conditionsOf(health, t).join(' ')}</p>}
      <p className={parts.quiet}>
        {t('operations.accepted', { time: instant(operation.acceptedAt, language) })}
        {block && ` ${t('operations.block', { number: count(block.number, language), time: instant(block.time, language) })}`}
        {' '}{t('operations.id')} <Ends value={operation.id} />
      </p>
      {attempts.length > 0 && (
        <ul className={css.doings} aria-label={t('operations.doings')}>
          {doingsOf(attempts).map(({ what, attempt }) => (
            <li key={attempt.transaction}>
              {t(`operations.did.${what}`, { nonce: attempt.nonce, time: instant(attempt.sentAt ?? attempt.signedAt, language) })} <Hex value={attempt.transaction} what={t('history.transaction')} />
              {attempt.abandoned && ` ${t('operations.abandoned')}`}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
