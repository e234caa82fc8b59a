// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { byCountry, forceAt, inForceByYear } from '../src/components/patentForce';
import { scaleOf, spansOf } from '../src/components/versionSpans';

const version = (id: string, effectiveAt: number, endsAt: number | null) => ({ id, effectiveAt, endsAt, schedule: null, termsRoot: id });

describe('the line of versions', () => {
  it('ends a version where the next begins, and a license where its last version does', () => {
    const spans = spansOf({ startsAt: 100, versions: [version('a', 90, 1_000), version('b', 500, 2_000)], suspensions: [] }, 600);
    expect(spans.map(({ from, until }) => [from, until])).toEqual([[100, 500], [500, 2_000]]);
  });
  it('draws what has no end beyond now', () => {
    const [open, suspended] = spansOf({ startsAt: 100, versions: [version('a', 100, null)], suspensions: [{ from: 300, until: null }] }, 600);
    expect(open!.until).toBeGreaterThan(600);
    expect(suspended).toEqual({ kind: 'suspended', from: 300, until: open!.until, number: 0 });
  });
  it('draws a suspension no further than the license', () => {
    const [, suspended] = spansOf({ startsAt: 100, versions: [version('a', 100, 900)], suspensions: [{ from: 300, until: null }] }, 600);
    expect(suspended!.until).toBe(900);
  });
  it('places the first instant left of the last, both within the width', () => {
    const x = scaleOf([{ kind: 'version', from: 0, until: 1_000, number: 1 }], 500, 1_000);
    expect([x(0), x(500), x(1_000)]).toEqual([20, 500, 980]);
  });
});

describe('a patent on a day', () => {
  it.each([
    [10, 20, 9, 'notYet'], [10, 20, 10, 'inForce'], [10, 20, 19, 'inForce'], [10, 20, 20, 'lapsed'],
    [null, 20, 15, 'unknown'], [null, 20, 20, 'lapsed'], [10, null, 9, 'notYet'], [10, null, 15, 'unknown'], [null, null, 15, 'unknown'],
  ] as const)('in force from %s until %s is at %s: %s', (inForceFrom, inForceUntil, at, force) =>
    expect(forceAt({ inForceFrom, inForceUntil }, at)).toBe(force));
  it('is counted by country, and as in force only where that is known', () =>
    expect(byCountry([{ country: 'US', inForceFrom: 1, inForceUntil: 9 }, { country: 'CN', inForceFrom: null, inForceUntil: null }, { country: 'US', inForceFrom: null, inForceUntil: null }], 5))
      .toEqual([{ country: 'CN', listed: 1, inForce: 0 }, { country: 'US', listed: 2, inForce: 1 }]));
  it('is counted at the beginning of each year, from the first until none is left; what is not known is left out', () => {
    const begins = (year: number) => Date.UTC(year) / 1000;
    expect(inForceByYear([
      { inForceFrom: begins(2001), inForceUntil: begins(2003) }, { inForceFrom: begins(2001) + 1, inForceUntil: begins(2002) + 1 }, { inForceFrom: begins(1990), inForceUntil: null },
    ])).toEqual([{ year: 2001, inForce: 1 }, { year: 2002, inForce: 2 }, { year: 2003, inForce: 0 }, { year: 2004, inForce: 0 }]);
    expect(inForceByYear([])).toEqual([]);
  });
});
