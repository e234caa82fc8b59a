// SPDX-License-Identifier: Apache-2.0
import type { Member } from '../api/types';

const daySeconds = 86_400;

/** How many members there were at the end of each day (UTC) on which that changed, and now. */
export function membersByDay(memberships: readonly Pick<Member, 'joined' | 'left'>[], now: number): { at: number; members: number }[] {
  const changes = new Map<number, number>();
  const change = (seconds: number, by: number) => {
    const at = Math.floor(seconds / daySeconds) * daySeconds;
    changes.set(at, (changes.get(at) ?? 0) + by);
  };
  for (const { joined, left } of memberships) {
    change(joined, 1);
    if (left !== null) change(left, -1);
  }
  const first = Math.min(...changes.keys());
  change(now, 0);
  change(first - daySeconds, 0); // the line begins at none, a day before the first member
  let members = 0;
  return [...changes].sort(([a], [b]) => a - b).map(([at, by]) => ({ at, members: (members += by) }));
}
