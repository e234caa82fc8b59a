// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Deployment, TypedData } from '../src/api/types';
import { demandOf } from '../src/filing/erasure';
import { digestOf } from '../src/sign/eip712';

interface Case { name: string; typedData: TypedData; digest: string }
const cases = (JSON.parse(readFileSync(new URL('../../../tests/vectors/acts.json', import.meta.url), 'utf8')) as { cases: Case[] }).cases.filter(({ name }) => name === 'RecordErasure');

it('a demand for erasure has the digest that the other languages make of it', () => {
  expect(cases.length).toBeGreaterThan(1);
  for (const { typedData, digest } of cases) {
    const { record, party, reason, requestedAt, salt } = typedData.message as Record<string, string>;
    const deployment = { eip712: { domains: { UsageLog: typedData.domain }, types: { RecordErasure: typedData.types['RecordErasure'] } } } as unknown as Deployment;
    expect(digestOf(demandOf(record!, party!, reason!, requestedAt as unknown as number, deployment, () => salt!))).toBe(digest);
  }
});
