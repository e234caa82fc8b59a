// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import type { License } from '../api/types';
import { hrefTo } from '../router';
import { day, lastOf } from '../text/format';
import { Hex } from './Hex';
import { Sheet, Table } from './Parts';
import { scaleOf, spansOf } from './versionSpans';
import css from './versions.module.css';
import parts from './parts.module.css';

type Version = License['versions'][number];

const width = 1000;
const height = 84;

/** The versions of a license on a line of time, what suspended it, and what each version changed. */
export function Versions({ license, now }: { license: License; now: number }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const spans = spansOf(license, now);
  const place = scaleOf(spans, now, width);
  const share = (seconds: number) => (place(seconds) / width) * 100; // per cent, so that the words keep their size on a narrow screen
  return (
    <Sheet title={t('versions.title')}>
      <div className={css.drawing}>
        <svg height={height} role="img" aria-label={t('versions.drawing')}>
          {spans.map((span) => (
            <g key={`${span.kind} ${span.from}`}>
              <rect className={css[span.kind]} x={`${share(span.from)}%`} y={span.kind === 'version' ? 20 : 26} width={`${Math.max(0.2, share(span.until) - share(span.from))}%`} height={span.kind === 'version' ? 30 : 18} rx={2} />
              {span.kind === 'version' && share(span.until) - share(span.from) > 6 && <text x={`${share(span.from)}%`} dx={8} y={40}>{t('versions.version', { number: span.number })}</text>}
            </g>
          ))}
          <line className={css.now} x1={`${share(now)}%`} x2={`${share(now)}%`} y1={8} y2={62} />
          <text className={css.label} x={`${share(now)}%`} y={78} textAnchor="middle">{t('versions.now')}</text>
        </svg>
      </div>
      <Table
        caption={t('versions.title')} items={license.versions.map((version, i) => ({ version, i, before: license.versions[i - 1] }))} keyOf={({ version }) => version.id}
        columns={[
          { title: t('versions.number'), cell: ({ i }) => i + 1 },
          { title: t('versions.from'), cell: ({ version }) => <span className={parts.line}>{day(version.effectiveAt, language)}</span> },
          { title: t('versions.end'), cell: ({ version }) => <span className={parts.line}>{version.endsAt ? day(lastOf(version.effectiveAt, version.endsAt), language) : t('license.openEnd')}</span> },
          { title: t('versions.schedule'), cell: ({ version }) => (version.schedule ? <Hex value={version.schedule} what={t('license.schedule')} /> : t('versions.parents')) },
          { title: t('versions.terms'), cell: ({ version }) => <Hex value={version.termsRoot} what={t('license.termsRoot')} /> },
          { title: t('terms.title'), cell: ({ version }) => <a href={hrefTo({ page: 'license', id: license.id, version: version.id })}>{t('terms.openVersion')}</a> },
          { title: t('versions.changed'), cell: ({ version, before }) => (before ? changedBy(before, version).map((field) => t(`versions.change.${field}`)).join(language === 'zh-CN' ? '、' : ', ') || t('versions.nothing') : t('versions.first')) },
        ]}
      />
      {license.suspensions.length > 0 && (
        <p className={parts.empty}>
          {license.suspensions.map((span) => span.until
            ? t('versions.suspended', { from: day(span.from, language), until: day(span.until, language) })
            : t('versions.suspendedSince', { from: day(span.from, language) })).join(' ')}
        </p>
      )}
    </Sheet>
  );
}

const changedBy = (before: Version, version: Version) => (['endsAt', 'schedule', 'termsRoot'] as const).filter((field) => before[field] !== version[field]);
