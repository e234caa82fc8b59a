// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from 'react';

/** Where the reader stands. The path lives behind the #, so that the host serves one page and no rewrite rules. */
export type Route =
  | { page: 'pools' }
  | { page: 'pool'; id: string }
  | { page: 'licenses' }
  | { page: 'license'; id: string; version?: string }
  | { page: 'party'; id: string }
  | { page: 'proposals' }
  | { page: 'proposal'; id: string }
  | { page: 'search'; query: string }
  | { page: 'verify'; id?: string }
  | { page: 'usage'; id?: string }
  | { page: 'report'; id: string }
  | { page: 'graph'; id: string }
  | { page: 'payments'; id: string }
  | { page: 'pool-payments'; id: string }
  | { page: 'certificates'; id?: string }
  | { page: 'file'; id?: string }
  | { page: 'filed'; id: string }
  | { page: 'custody'; id: string }
  | { page: 'suspects'; id?: string }
  | { page: 'alerts' }
  | { page: 'operations' }
  | { page: 'deployment' }
  | { page: 'unknown' };

export const isHash = (text: string): boolean => /^0x[0-9a-f]{64}$/.test(text);

export function parse(hash: string): Route {
  const [path = '', question, ...more] = hash.replace(/^#?\/?/, '').split('?');
  const [page = '', id, ...rest] = path.split('/');
  if (question !== undefined) return page === 'licenses' && rest.length === 0 && more.length === 0 ? versionOf(id, question) : { page: 'unknown' };
  if (page === 'search' && id !== undefined && rest.length === 0) return searchFor(id);
  if (rest.length > 0 || (id !== undefined && !isHash(id))) return { page: 'unknown' };
  switch (page) {
    case '':
    case 'pools': return id === undefined ? { page: 'pools' } : { page: 'pool', id };
    case 'licenses': return id === undefined ? { page: 'licenses' } : { page: 'license', id };
    case 'parties': return id === undefined ? { page: 'unknown' } : { page: 'party', id };
    case 'proposals': return id === undefined ? { page: 'proposals' } : { page: 'proposal', id };
    case 'file':
    case 'usage':
    case 'certificates':
    case 'suspects':
    case 'verify': return id === undefined ? { page } : { page, id };
    case 'filed':
    case 'custody':
    case 'payments':
    case 'pool-payments':
    case 'graph': return id === undefined ? { page: 'unknown' } : { page, id };
    case 'reports': return id === undefined ? { page: 'unknown' } : { page: 'report', id };
    case 'alerts':
    case 'operations':
    case 'deployment': return id === undefined ? { page } : { page: 'unknown' };
    default: return { page: 'unknown' };
  }
}

/** Of a license's versions the one asked for: `?version=0x…`, as the API asks. */
function versionOf(id: string | undefined, question: string): Route {
  const [name, version = ''] = question.split('=');
  return id !== undefined && isHash(id) && name === 'version' && isHash(version) ? { page: 'license', id, version } : { page: 'unknown' };
}

function searchFor(text: string): Route {
  try {
    return { page: 'search', query: decodeURIComponent(text) };
  } catch {
    return { page: 'unknown' }; // a lone % is no address
  }
}

export function hrefTo(route: Route): string {
  switch (route.page) {
    case 'pools': return '#/pools';
    case 'pool': return `#/pools/${route.id}`;
    case 'license': return `#/licenses/${route.id}${route.version === undefined ? '' : `?version=${route.version}`}`;
    case 'party': return `#/parties/${route.id}`;
    case 'proposal': return `#/proposals/${route.id}`;
    case 'search': return `#/search/${encodeURIComponent(route.query)}`;
    case 'report': return `#/reports/${route.id}`;
    case 'filed':
    case 'custody':
    case 'payments':
    case 'pool-payments':
    case 'graph': return `#/${route.page}/${route.id}`;
    case 'file':
    case 'usage':
    case 'certificates':
    case 'suspects':
    case 'verify': return route.id === undefined ? `#/${route.page}` : `#/${route.page}/${route.id}`;
    case 'unknown': return '#/';
    default: return `#/${route.page}`;
  }
}

const subscribe = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

export const useRoute = (): Route => parse(useSyncExternalStore(subscribe, () => window.location.hash));

export const go = (route: Route): void => {
  window.location.hash = hrefTo(route);
};

/** The public checker of certificates: a document of its own, outside of this one and its connections. */
export const checkerHref = '/checker.html';
