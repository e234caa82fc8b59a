// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { get, health, isRefusal, problemOf, ProblemError, UnreachableError, urlOf } from '../src/api/client';

const answer = (body: unknown, status = 200, type = 'application/json') =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'Content-Type': type } });
afterEach(() => vi.unstubAllGlobals());

describe('a request', () => {
  it('leaves out parameters without a value', () => {
    expect(urlOf('/licenses', { pool: '0x1', standing: undefined, cursor: null })).toBe('/api/v1/licenses?pool=0x1');
    expect(urlOf('/pools')).toBe('/api/v1/pools');
  });
  it('asks in the language shown', async () => {
    const fetched = vi.fn(() => Promise.resolve(answer({ items: [], next: null })));
    vi.stubGlobal('fetch', fetched);
    await get('/alerts', 'zh-CN');
    expect(fetched).toHaveBeenCalledWith('/api/v1/alerts', expect.objectContaining({ headers: expect.objectContaining({ 'Accept-Language': 'zh-CN' }) as unknown }));
  });
  it('that is refused fails with the problem in the host’s words', async () => {
    const problem = { type: 'x', title: 'No such license', status: 404, code: 'license-unknown', detail: 'The ledger holds none of this id.' };
    vi.stubGlobal('fetch', () => Promise.resolve(answer(problem, 404, 'application/problem+json')));
    const error = await get('/licenses/0x1', 'en').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).problem).toMatchObject(problem);
  });
  it('that a proxy answers in HTML still fails with a sentence', async () =>
    expect(await problemOf(answer('<html>', 502, 'text/html'))).toMatchObject({ status: 502, title: 'HTTP 502', code: 'http' }));
  it.each([[400, true], [404, true], [409, true], [422, true], [401, false], [408, false], [429, false], [500, false], [502, false], [504, false]])(
    'that is answered with %i is a refusal: %s', async (status, refuses) => expect(isRefusal(new ProblemError(await problemOf(answer('', status, 'text/html'))))).toBe(refuses));
  it('that nothing answers is told apart from a fault of this browser', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(get('/pools', 'en')).rejects.toBeInstanceOf(UnreachableError);
    expect([isRefusal(new UnreachableError(new TypeError(''))), isRefusal(new Error('The browser did not store it.'))]).toEqual([false, false]);
  });
  it('for health reads the body of a host that is not ready', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(answer({ ready: false, problems: ['no new block'] }, 503)));
    expect(await health()).toEqual({ ready: false, problems: ['no new block'] });
  });
});
