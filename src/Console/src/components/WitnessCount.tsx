// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import type { Checkpoint } from '../api/types';

/** How many outside of the host signed a checkpoint, and how many one of a longer log. */
export function WitnessCount({ checkpoint: { witnesses } }: { checkpoint: Checkpoint }) {
  const { t } = useTranslation();
  return witnesses.later > 0 ? t('checkpoint.count', { count: witnesses.count, later: witnesses.later }) : witnesses.count;
}
