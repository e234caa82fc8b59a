// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import type { List } from '../api/queries';
import type { License } from '../api/types';
import { hrefTo } from '../router';
import { nameOf } from '../text/format';
import { Ends } from './Hex';
import { Listing } from './Parts';
import { Span } from './Span';
import { Standing } from './Standing';

/** Licenses by what tells them apart: on a pool's page the licensee, on a party's the pool, elsewhere both. */
export function LicenseTable({ list, by }: { list: List<License>; by: 'licensee' | 'pool' | 'both' }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const pool = (license: License) => nameOf(license.poolNames, license.pool, language);
  const link = (license: License, text: string) => <a href={hrefTo({ page: 'license', id: license.id })}>{text}</a>;
  return (
    <Listing
      list={list} caption={t('licenses.title')} empty={t('none.licenses')} keyOf={(license) => license.id}
      columns={[
        by === 'pool'
          ? { title: t('license.pool'), cell: (license) => link(license, pool(license)) }
          : { title: t('license.licensee'), cell: (license) => link(license, nameOf(license.licenseeNames, license.licensee, language)) },
        ...(by === 'both' ? [{ title: t('license.pool'), cell: pool }] : []),
        { title: t('license.term'), cell: (license) => <Span from={license.startsAt} until={license.endsAt || t('license.openEnd')} language={language} /> },
        { title: t('license.standing'), cell: (license) => <Standing standing={license.standing} /> },
        { title: t('license.id'), cell: (license) => <Ends value={license.id} /> },
      ]}
    />
  );
}
