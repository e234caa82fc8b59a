// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { groupsOf } from '../src/components/TermsSheet';

const term = (name: string, enforcedBy: string | null) => ({ term: name, type: 'text', enforcedBy });

test('fields share a row by the part before their first point, with each code once', () => {
  const schema = {
    schema: 'some/1', schemaId: '0x00',
    terms: [
      term('pool', 'GrantDecision'), term('rate.1.from', null), term('rate.1.rate', null),
      term('report.period', 'CalendarTerms'), term('report.firstMonth', 'CalendarTerms'), term('report.due', null),
    ],
  };
  expect(groupsOf(schema)).toEqual([['pool', ['GrantDecision']], ['rate', []], ['report', ['CalendarTerms']]]);
});
