// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import type { List } from '../api/queries';
import type { License } from '../api/types';
import { hrefTo } from '../router';
import { day, nameOf, short } from '../text/format';
import { Listing } from './Parts';
import { Standing } from './Standing';
import css from './parts.module.css';

export function LicenseTable({ list, withPool }: { list: List<License>; withPool: boolean }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const pool = { title: t('license.pool'), cell: (license: License) => nameOf(license.poolNames, license.pool, language) };
  return (
    <Listing
      list={list} caption={t('licenses.title')} empty={t('none.licenses')} keyOf={(license) => license.id}
      columns={[
        {
          title: t('license.licensee'),
          cell: (license) => (
            <a href={hrefTo({ page: 'license', id: license.id })}>{nameOf(license.licenseeNames, license.licensee, language)}</a>
          ),
        },
        ...(withPool ? [pool] : []),
        { title: t('license.term'), cell: (license) => `${day(license.startsAt, language)} – ${license.endsAt ? day(license.endsAt, language) : t('license.openEnd')}` },
        { title: t('license.standing'), cell: (license) => <Standing standing={license.standing} /> },
        { title: t('license.id'), cell: (license) => <code className={css.mono} title={license.id}>{short(license.id)}</code> },
      ]}
    />
  );
}
