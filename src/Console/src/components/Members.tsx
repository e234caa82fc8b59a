// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMembers, useMemberships } from '../api/queries';
import { hrefTo } from '../router';
import { day, nameOf } from '../text/format';
import { AsOf } from './AsOf';
import { Chart } from './Chart';
import { Hex } from './Hex';
import { membersByDay } from './memberCount';
import { Listing, Sheet } from './Parts';

/** Who was a member on a day, since when, until when and by what act. */
export function Members({ pool }: { pool: string }) {
  const { t, i18n } = useTranslation();
  const [asOf, change] = useState<number | null>(null);
  return (
    <Sheet title={t('pool.membersTitle')}>
      <OverTime pool={pool} />
      <AsOf label={t('member.asOf')} value={asOf} change={change} />
      <Listing
        list={useMembers(pool, asOf)} caption={t('pool.membersTitle')} empty={t('none.members')} keyOf={(member) => member.party.id}
        columns={[
          { title: t('member.party'), cell: ({ party }) => <a href={hrefTo({ page: 'party', id: party.id })}>{nameOf(party.names, party.id, i18n.language)}</a> },
          { title: t('member.since'), cell: ({ joined }) => day(joined, i18n.language) },
          { title: t('member.until'), cell: ({ left }) => (left === null ? t('member.still') : day(left, i18n.language)) },
          { title: t('member.how'), cell: ({ how }) => t(`member.by.${how}` as 'member.by.admission', { defaultValue: how }) },
          { title: t('history.actId'), cell: ({ act }) => <Hex value={act.actId} what={t('history.actId')} /> },
        ]}
      />
    </Sheet>
  );
}

/** How many members the pool had from each day on that changed it. */
function OverTime({ pool }: { pool: string }) {
  const { t, i18n } = useTranslation();
  const { items, query } = useMemberships(pool);
  if (items.length === 0 || query.hasNextPage) return null; // a part of them would show another pool
  const days = membersByDay(items, Math.floor(Date.now() / 1000));
  return (
    <Chart
      kind="steps"
      data={{ title: t('member.overTime'), rowName: t('member.day'), series: [t('member.count')], rows: days.map(({ at, members }) => ({ name: day(at, i18n.language), at, values: [members] })) }}
    />
  );
}
