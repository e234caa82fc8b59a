// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { hrefTo, isHash, parse, type Route } from '../src/router';

const id = `0x${'ab'.repeat(32)}`;
const routes: Route[] = [
  { page: 'pools' }, { page: 'pool', id }, { page: 'licenses' }, { page: 'license', id }, { page: 'license', id, version: id },
  { page: 'party', id }, { page: 'proposals' }, { page: 'proposal', id }, { page: 'search', query: 'US 7,292,636 B2 / 长虹' },
  { page: 'verify' }, { page: 'verify', id }, { page: 'usage' }, { page: 'usage', id }, { page: 'report', id }, { page: 'graph', id }, { page: 'custody', id }, { page: 'payments', id }, { page: 'pool-payments', id }, { page: 'certificates' }, { page: 'certificates', id }, { page: 'suspects' }, { page: 'suspects', id }, { page: 'alerts' }, { page: 'operations' }, { page: 'deployment' },
];

describe('an address', () => {
  it.each(routes)('of %o leads back to it', (route) => expect(parse(hrefTo(route))).toEqual(route));
  it('that is empty is the list of pools', () => {
    expect(parse('')).toEqual({ page: 'pools' });
    expect(parse('#/')).toEqual({ page: 'pools' });
  });
  it.each(['#/nothing', '#/licenses/0x12', `#/licenses/${id}/more`, `#/alerts/${id}`, '#/verify/<script>', '#/parties', '#/reports', '#/graph', '#/custody', '#/payments', '#/pool-payments', '#/search/%', '#/search/a/b',
    `#/licenses/${id}?version=0x12`, `#/licenses/${id}?at=1`, `#/licenses?version=${id}`, `#/pools/${id}?version=${id}`, `#/licenses/${id}?version=${id}?version=${id}`])('%s names no page', (hash) =>
    expect(parse(hash)).toEqual({ page: 'unknown' }));
  it('takes an id in lower case only, as the API writes it', () => {
    expect(isHash(id)).toBe(true);
    expect(isHash(id.toUpperCase())).toBe(false);
    expect(isHash(`${id}00`)).toBe(false);
  });
});
