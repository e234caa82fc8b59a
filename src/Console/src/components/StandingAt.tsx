// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory } from '../api/queries';
import type { License } from '../api/types';
import { instant } from '../text/format';
import { AsOf } from './AsOf';
import { Failure, Sheet, Wait } from './Parts';
import { PartyLink } from './PartyLink';
import { Standing } from './Standing';
import css from './asOf.module.css';

/** Where the license stood on a day, which version then counted and who had it, as the ledger knows it now. */
export function StandingAt({ license }: { license: License }) {
  const { t, i18n } = useTranslation();
  const [at, change] = useState<number | null>(null);
  const history = useHistory(license.id, at);
  const version = license.versions.findIndex(({ id }) => id === history.data?.version);
  return (
    <Sheet title={t('standingAt.title')}>
      <AsOf label={t('standingAt.day')} value={at} change={change} />
      {history.isPending ? <Wait /> : history.isError ? <Failure error={history.error} /> : (
        <p className={css.answer} aria-live="polite">
          <Standing standing={history.data.standing} />
          <span>{instant(history.data.at, i18n.language)}</span>
          {version >= 0 && <span>{t('versions.version', { number: version + 1 })}</span>}
          {history.data.licensee && <span>{t('standingAt.licensee')} <PartyLink id={history.data.licensee} /></span>}
        </p>
      )}
    </Sheet>
  );
}
