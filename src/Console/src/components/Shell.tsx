// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeployment, useHealth } from '../api/queries';
import { hrefTo, type Route } from '../router';
import { age, count } from '../text/format';
import { conditionsOf, isHalted } from '../text/health';
import { Icon } from './icons';
import { Languages } from './Languages';
import { SearchBox } from './SearchBox';
import { SignIn } from './SignIn';

const entries = [
  { page: 'pools', within: ['pools', 'pool'] },
  { page: 'licenses', within: ['licenses', 'license'] },
  { page: 'usage', within: ['usage', 'report', 'graph', 'payments', 'pool-payments', 'custody', 'suspects'] },
  { page: 'file', within: ['file', 'filed'] },
  { page: 'proposals', within: ['proposals', 'proposal'] },
  { page: 'alerts', within: ['alerts'] },
  { page: 'operations', within: ['operations'] },
  { page: 'verify', within: ['verify'] },
  { page: 'certificates', within: ['certificates'] },
] as const satisfies { page: Route['page']; within: Route['page'][] }[];

/** What chain this ledger stands on, and whether it moves. */
function ChainChip() {
  const { t, i18n } = useTranslation();
  const deployment = useDeployment().data;
  const { data: health, isError } = useHealth();
  const tone = isError || health?.ready === false ? 'bad' : health?.warnings.length ? 'warn' : health ? 'good' : 'idle';
  const trouble = isError ? t('chain.unreachable') : isHalted(health) ? t('chain.halted') : health?.ready === false ? t('chain.notReady') : null;
  return (
    <a className="chip" href={hrefTo({ page: 'deployment' })} title={conditionsOf(health, t).join(' ') || undefined}>
      <i data-tone={tone} />
      <span className="chipState">
        <span>{deployment ? t(`chain.${deployment.engine}`) : t('loading')}{deployment?.demo && ` · ${t('chain.demo')}`}</span>
        {trouble && <strong>{trouble}</strong>}
        {health?.head && <span>{t('chain.block', { number: count(health.head.number, i18n.language) })}</span>}
        {health?.head && <span>{t('chain.age', { age: age(health.headAgeSeconds, i18n.language) })}</span>}
      </span>
    </a>
  );
}

export function Shell({ route, children }: { route: Route; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="app">
      <a className="skip" href="#content" onClick={(event) => { event.preventDefault(); document.getElementById('content')?.focus(); }}>{t('skip')}</a>
      <header className="bar">
        <div className="barIn">
          <a className="brand" href="#/">{Icon.mark}{t('product')}</a>
          <SearchBox key={route.page === 'search' ? route.query : ''} initial={route.page === 'search' ? route.query : ''} />
          <div className="side"><ChainChip /><span className="signIn"><SignIn /></span><Languages /></div>
          <nav className="navBox" aria-label={t('nav.label')}>
            <ul className="nav">
              {entries.map(({ page, within }) => (
                <li key={page}>
                  <a href={hrefTo({ page })} aria-current={(within as readonly string[]).includes(route.page) ? 'page' : undefined}>{t(`nav.${page}`)}</a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </header>
      <main className="main" id="content" tabIndex={-1}>{children}</main>
      <footer className="footBar"><div className="foot"><span>{t('tagline')}</span><span>Apache-2.0</span></div></footer>
    </div>
  );
}
