// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useSearch } from '../api/queries';
import type { Found } from '../api/types';
import { Ends } from '../components/Hex';
import { Badge, Failure, PageHead, Sheet, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import css from '../components/search.module.css';
import { hrefTo, type Route } from '../router';
import { nameOf, printed, short } from '../text/format';

export function SearchPage({ query }: { query: string }) {
  const { t } = useTranslation();
  const found = useSearch(query);
  return (
    <>
      <PageHead title={t('search.title', { query: query.length > 24 ? short(query) : query })} lead={t('search.lead')} />
      <Sheet title={t('search.found')}>
        {found.isPending ? <Wait /> : found.isError ? <Failure error={found.error} /> : found.data.items.length === 0
          ? <p className={parts.empty}>{t('search.nothing')}</p>
          : <ul className={css.found}>{found.data.items.map((one) => <One key={`${one.kind} ${one.id} ${one.pool ?? ''}`} one={one} />)}</ul>}
      </Sheet>
    </>
  );
}

function One({ one }: { one: Found }) {
  const { t, i18n } = useTranslation();
  const route = routeOf(one);
  const title = one.publication ? printed(one.publication) : nameOf(one.names, one.id, i18n.language);
  return (
    <li>
      <Badge tone="idle">{t(`search.kind.${one.kind}`)}</Badge>
      {route ? <a href={hrefTo(route)}>{title}</a> : <strong>{title}</strong>}
      <span className={parts.quiet}>{one.kind === 'patent' && `${t('license.schedule')} `}<Ends value={one.id} /></span>
    </li>
  );
}

/** An act or a patent is shown where it belongs: with its license, its pool, its party. */
function routeOf({ kind, id, pool, license, party }: Found): Route | null {
  if (kind === 'party') return { page: 'party', id };
  if (kind === 'pool') return { page: 'pool', id };
  if (kind === 'license') return { page: 'license', id };
  if (license) return { page: 'license', id: license };
  if (pool) return { page: 'pool', id: pool };
  return party ? { page: 'party', id: party } : null;
}
