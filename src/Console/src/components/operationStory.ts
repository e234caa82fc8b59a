// SPDX-License-Identifier: Apache-2.0
import type { Operation } from '../api/types';

/** The way of an operation to its good end. */
export const way = ['accepted', 'submitted', 'included', 'final'] as const;

/** How many steps of the way lie behind it. One that a reorganisation threw back has been submitted, and is on its way again. */
export const stepsOf = (state: Operation['state']): number => (state === 'retracted' ? 2 : (way as readonly string[]).indexOf(state) + 1);

const patience = 120;

/** Whether it has been on its way for longer than a block or two explains. */
export const isStuck = ({ state, movedAt }: Pick<Operation, 'state' | 'movedAt'>, now: number): boolean =>
  (state === 'accepted' || state === 'submitted' || state === 'retracted') && now - movedAt > patience;

export type Waiting = 'unsigned' | 'unsent' | 'pending' | 'thrownBack';

/** What it waits for; null where it has come to an end or stands in a block. */
export function waitingFor({ state, attempts }: Pick<Operation, 'state' | 'attempts'>): Waiting | null {
  if (state === 'retracted') return 'thrownBack';
  if (state !== 'accepted' && state !== 'submitted') return null;
  const last = attempts.filter(({ abandoned }) => !abandoned).at(-1);
  return last === undefined ? 'unsigned' : last.sentAt === null ? 'unsent' : 'pending';
}

export type Doing = { what: 'sent' | 'signed' | 'dearer' | 'renonced'; attempt: Operation['attempts'][number] };

/** What the submitter did, in order: a transaction under the nonce of the one before is dearer, one under another takes a new nonce. */
export const doingsOf = (attempts: Operation['attempts']): Doing[] => attempts.map((attempt, i) => {
  const before = attempts[i - 1];
  if (before) return { what: before.nonce === attempt.nonce ? 'dearer' : 'renonced', attempt };
  return { what: attempt.sentAt === null ? 'signed' : 'sent', attempt };
});
