// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import type { License } from '../api/types';
import { day } from '../text/format';
import { Hex } from './Hex';
import { Sheet } from './Parts';
import { scaleOf, spansOf } from './versionSpans';
import css from './versions.module.css';
import parts from './parts.module.css';

const width = 1000;
const height = 84;

/** The versions of a license on a line of time, what suspended it, and what each version changed. */
export function Versions({ license, now }: { license: License; now: number }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const spans = spansOf(license, now);
  const x = scaleOf(spans, now, width);
  return (
    <Sheet title={t('versions.title')}>
      <div className={css.drawing}>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('versions.drawing')}>
          {spans.map((span) => (
            <g key={`${span.kind} ${span.from}`}>
              <rect className={css[span.kind]} x={x(span.from)} y={span.kind === 'version' ? 20 : 26} width={Math.max(2, x(span.until) - x(span.from))} height={span.kind === 'version' ? 30 : 18} rx={2} />
              {span.kind === 'version' && <text x={x(span.from) + 8} y={40}>{t('versions.version', { number: span.number })}</text>}
            </g>
          ))}
          <line className={css.now} x1={x(now)} x2={x(now)} y1={8} y2={62} />
          <text className={css.label} x={x(now)} y={78} textAnchor="middle">{t('versions.now')}</text>
        </svg>
      </div>
      <div className={parts.scroll}>
        <table className={parts.table}>
          <caption>{t('versions.title')}</caption>
          <thead>
            <tr>{(['number', 'from', 'end', 'schedule', 'terms', 'changed'] as const).map((column) => <th key={column} scope="col">{t(`versions.${column}`)}</th>)}</tr>
          </thead>
          <tbody>
            {license.versions.map((version, i) => {
              const before = license.versions[i - 1];
              const changed = before ? (['endsAt', 'schedule', 'termsRoot'] as const).filter((field) => before[field] !== version[field]) : [];
              return (
                <tr key={version.id}>
                  <td>{i + 1}</td>
                  <td className={parts.line}>{day(version.effectiveAt, language)}</td>
                  <td className={parts.line}>{version.endsAt ? day(version.endsAt, language) : t('license.openEnd')}</td>
                  <td>{version.schedule ? <Hex value={version.schedule} what={t('license.schedule')} /> : t('versions.parents')}</td>
                  <td><Hex value={version.termsRoot} what={t('license.termsRoot')} /></td>
                  <td>{before ? changed.map((field) => t(`versions.change.${field}`)).join(language === 'zh-CN' ? '、' : ', ') || t('versions.nothing') : t('versions.first')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
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
