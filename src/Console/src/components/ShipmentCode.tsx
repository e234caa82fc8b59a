// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsageRecord } from '../api/types';
import { write } from '../checker/code';
import { pathOf, pngOf, svgOf, symbolOf } from '../checker/pictures';
import { codeOf } from '../checker/recordCode';
import css from './code.module.css';
import { Hex } from './Hex';
import parts from './parts.module.css';
import { saveFile } from './saveFile';

/** The whole shipment's code, drawn in this browser; where the units' codes come from, said beside it. */
export function ShipmentCode({ record }: { record: UsageRecord }) {
  const { t } = useTranslation();
  const letters = useMemo(() => write(codeOf(record)), [record]);
  const symbol = useMemo(() => symbolOf(letters), [letters]);
  // The list above it may be long: what was asked for comes into view.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [record.id]);
  const name = `certificate-${record.id.slice(2, 10)}`;
  return (
    <div className={css.card}>
      <svg viewBox={`0 0 ${symbol.length} ${symbol.length}`} role="img" aria-label={t('certificates.shipment')} shapeRendering="crispEdges">
        <rect width="100%" height="100%" fill="#fff" /><path d={pathOf(symbol)} />
      </svg>
      <div>
        <h3 ref={heading} tabIndex={-1}>{t('certificates.shipment')}</h3>
        <p>{t('certificates.shipmentText')}</p>
        <p><Hex value={letters} what={t('certificates.copy')} /></p>
        <p className={css.ways}>
          <Button size="small" onClick={() => saveFile(`${name}.svg`, new Blob([svgOf(symbol)], { type: 'image/svg+xml' }))}>{t('certificates.svg')}</Button>
          <Button size="small" onClick={() => void pngOf(symbol).then((png) => saveFile(`${name}.png`, png))}>{t('certificates.png')}</Button>
        </p>
        <p className={parts.quiet}>{t('certificates.units')}</p>
        <pre className={css.command}>./scripts/ledger certificate issue shipment.json --key-file ADMINISTRATOR.json</pre>
      </div>
    </div>
  );
}
