// SPDX-License-Identifier: Apache-2.0
import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { operationStates, type Health, type Operation } from '../src/api/types';
import { doingsOf, isStuck, stepsOf, waitingFor } from '../src/components/operationStory';
import en from '../src/i18n/en.json';
import { One, Spent } from '../src/pages/OperationsPage';
import { isHalted } from '../src/text/health';

const attempt = (transaction: string, nonce: number, sentAt: number | null = 20, abandoned = false) => ({ transaction, nonce, signedAt: 10, sentAt, abandoned });
const operation = (state: Operation['state'], attempts: Operation['attempts'] = []): Operation =>
  ({ id: '0x1', kind: 'LicenseGrant', state, transactions: [], block: null, problem: null, subject: null, acceptedAt: 5, movedAt: 10, attempts });
beforeAll(() => i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false } }));

describe('an operation', () => {
  it('has its steps behind it, and none where it ended badly', () =>
    expect(operationStates.map(stepsOf)).toEqual([1, 2, 3, 4, 2, 0, 0]));
  it('is stuck once it has been on its way for more than two minutes, and never at an end', () => {
    expect(operationStates.filter((state) => isStuck(operation(state), 131))).toEqual(['accepted', 'submitted', 'retracted']);
    expect(operationStates.some((state) => isStuck(operation(state), 130))).toBe(false);
  });
  it('waits for a signature, for a node, for a block', () => {
    expect(waitingFor(operation('accepted'))).toBe('unsigned');
    expect(waitingFor(operation('accepted', [attempt('0xa', 1, 20, true)]))).toBe('unsigned');
    expect(waitingFor(operation('accepted', [attempt('0xa', 1, null)]))).toBe('unsent');
    expect(waitingFor(operation('submitted', [attempt('0xa', 1)]))).toBe('pending');
    expect(waitingFor(operation('retracted', [attempt('0xa', 1)]))).toBe('thrownBack');
    expect((['included', 'final', 'failed', 'refused'] as const).map((state) => waitingFor(operation(state)))).toEqual([null, null, null, null]);
  });
  it('tells what the submitter did: sent, made dearer, took another nonce', () =>
    expect(doingsOf([attempt('0xa', 1), attempt('0xb', 1), attempt('0xc', 2, null)]).map(({ what }) => what)).toEqual(['sent', 'dearer', 'renonced']));
  it('shows what all of it has cost to the last wei, and nothing before the first transaction', () => {
    const health = { ready: true, engine: 'network', head: null, headAgeSeconds: 0, outboxOpen: 0, problems: [], warnings: [], nodes: [], spent: { transactions: 1204, gas: 118_000_000, wei: '354000000000000000001' } } satisfies Health;
    expect(renderToStaticMarkup(<Spent health={health} />)).toContain('1,204 transactions in final blocks used 118,000,000 gas and cost 354,000,000,000,000,000,001 wei');
    expect(renderToStaticMarkup(<Spent health={{ ...health, spent: null }} />)).toBe('');
  });
  it('that is stuck says for how long, what it waits for, and what the host lacks', () => {
    const health = { ready: false, engine: 'network', head: null, headAgeSeconds: 0, outboxOpen: 1, problems: ['no-block: The host said so.', 'unheard-of: It rains.'], warnings: ['writer-haltedish: No.'], nodes: [], spent: null } satisfies Health;
    const html = renderToStaticMarkup(<One operation={operation('submitted', [attempt('0xa', 7)])} health={health} now={610} />);
    expect(html).toContain('Stuck for 10 min');
    expect(html).toContain(en.operations.waiting.pending);
    expect(html).toContain(`${en.condition['no-block']} unheard-of: It rains.`);
    expect([isHalted(health), isHalted({ ...health, problems: ['writer-halted: Block 7.'] })]).toEqual([false, true]);
    expect(html).toContain('Sent under nonce 7');
  });
});
