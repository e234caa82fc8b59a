// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useCheckpoints, useDeployment } from '../api/queries';
import { instant } from '../text/format';
import { Hex } from './Hex';
import { Listing, Sheet } from './Parts';
import css from './parts.module.css';
import { WitnessCount } from './WitnessCount';

/** The checkpoints of a pool's usage log, each with who outside of the host signed it, and what that proves. */
export function Checkpoints({ pool }: { pool: string }) {
  const { t, i18n } = useTranslation();
  const list = useCheckpoints(pool);
  const deployment = useDeployment();
  const newest = list.items[0];
  const isWitnessed = list.items.some(({ witnesses }) => witnesses.count + witnesses.later > 0);
  return (
    <Sheet title={t('checkpoint.title')}>
      {newest && deployment.data && (
        <p className={`${css.body} ${css.quiet}`}>
          {t(deployment.data.engine === 'network' ? 'checkpoint.onNetwork' : isWitnessed ? 'checkpoint.witnessed' : 'checkpoint.unwitnessed')}
        </p>
      )}
      <Listing
        list={list} caption={t('checkpoint.title')} empty={t('pool.noCheckpoint')} keyOf={({ epoch, size }) => `${epoch}/${size}`}
        columns={[
          { title: t('checkpoint.epoch'), number: true, cell: ({ epoch }) => epoch },
          { title: t('checkpoint.size'), number: true, cell: ({ size }) => size },
          { title: t('checkpoint.root'), cell: ({ root }) => <Hex value={root} what={t('checkpoint.root')} /> },
          { title: t('checkpoint.block'), number: true, cell: ({ recorded }) => recorded.block },
          { title: t('checkpoint.time'), cell: ({ recorded }) => instant(recorded.time, i18n.language) },
          { title: t('checkpoint.witnesses'), cell: (checkpoint) => <WitnessCount checkpoint={checkpoint} /> },
        ]}
      />
    </Sheet>
  );
}
