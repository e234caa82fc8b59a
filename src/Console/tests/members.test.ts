// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { membersByDay } from '../src/components/memberCount';

const day = 86_400;

describe('members over time', () => {
  it('begin at none, change by day and last until now', () => {
    const memberships = [{ joined: 10 * day + 5, left: null }, { joined: 10 * day + 9, left: 12 * day }, { joined: 20 * day, left: null }];
    expect(membersByDay(memberships, 30 * day + 1)).toEqual([
      { at: 9 * day, members: 0 }, { at: 10 * day, members: 2 }, { at: 12 * day, members: 1 }, { at: 20 * day, members: 2 }, { at: 30 * day, members: 2 },
    ]);
  });
  it('count whoever left and came on one day once', () => {
    expect(membersByDay([{ joined: day, left: 5 * day + 1 }, { joined: 5 * day + 2, left: null }], 5 * day + 9).at(-1)).toEqual({ at: 5 * day, members: 1 });
  });
});
