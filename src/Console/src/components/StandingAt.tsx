// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory } from '../api/queries';
import type { License } from '../api/types';
import { hrefTo } from '../router';
import { instant, short } from '../text/format';
import { AsOf } from './AsOf';
import { Failure, Sheet, Wait } from './Parts';
import { Standing } from './Standing';
import css from './asOf.module.css';
import parts from './parts.module.css';

/** Where the license stood on a day, which version then counted and who had it, as the ledger knows it now. */
export function StandingAt({ license }: { license: License }) {
  const { t, i18n } = useTranslation();
  const [at, change] = useState<number | null>(null);
  const history = useHistory(license.id, at);
  return (
    <Sheet title={t('standingAt.title')}>
      <AsOf label={t('standingAt.day')} value={at} change={change} />
      {history.isPending ? <Wait /> : history.isError ? <Failure error={history.error} /> : (
        <p className={css.answer} aria-live="polite">
          <Standing standing={history.data.standing} />
          <span>{instant(history.data.at, i18n.language)}</span>
          {history.data.version && <span>{t('standingAt.version')} <code className={parts.mono}>{short(history.data.version)}</code></span>}
          {history.data.licensee && (
            <a href={hrefTo({ page: 'party', id: history.data.licensee })}>{t('standingAt.licensee')} <code className={parts.mono}>{short(history.data.licensee)}</code></a>
          )}
        </p>
      )}
    </Sheet>
  );
}
