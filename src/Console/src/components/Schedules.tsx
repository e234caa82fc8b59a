// SPDX-License-Identifier: Apache-2.0
import { ToggleButton } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChanges, useSchedules } from '../api/queries';
import type { Schedule } from '../api/types';
import { day, nameOf, publication } from '../text/format';
import { Hex } from './Hex';
import { Badge, Failure, Listing, Sheet, Wait, type Tone } from './Parts';
import css from './parts.module.css';
import pages from '../pages/pages.module.css';

const auditTones: Record<string, Tone> = { kept: 'good', broken: 'bad', unknown: 'idle' };
const changeTones: Record<string, Tone> = { added: 'good', delisted: 'warn', altered: 'idle' };

/** Each schedule with its revisions; a revision shows what it added, delisted and altered. */
export function Schedules({ pool }: { pool: string }) {
  const { t } = useTranslation();
  const { items, query } = useSchedules(pool);
  return (
    <Sheet title={t('schedule.title')}>
      {query.isPending ? <Wait /> : query.isError ? <Failure error={query.error} /> : items.length === 0
        ? <p className={css.empty}>{t('none.schedules')}</p>
        : items.map((schedule) => <One key={schedule.id} schedule={schedule} />)}
    </Sheet>
  );
}

function One({ schedule }: { schedule: Schedule }) {
  const { t, i18n } = useTranslation();
  const [revision, choose] = useState(schedule.revision);
  const shown = schedule.revisions.find((one) => one.revision === revision);
  return (
    <>
      <div className={css.body}>
        <p className={css.quiet}>{t('license.schedule')} <Hex value={schedule.id} what={t('license.schedule')} /></p>
        <div className={pages.filters} role="group" aria-label={t('schedule.revisions')}>
          {schedule.revisions.map((one) => (
            <ToggleButton key={one.revision} size="small" shape="circular" checked={one.revision === revision} onClick={() => choose(one.revision)}>
              {t('patent.revision', { revision: one.revision, count: one.patents })}
            </ToggleButton>
          ))}
        </div>
        {shown && (
          <p className={css.quiet}>
            {t('schedule.recorded', { day: day(shown.recorded.time, i18n.language), block: shown.recorded.block })}{' '}
            <Badge tone={auditTones[shown.audit.state] ?? 'idle'}>{t(`schedule.audit.${shown.audit.state}` as 'schedule.audit.kept', { defaultValue: shown.audit.state })}</Badge>
          </p>
        )}
      </div>
      <Listing
        list={useChanges(schedule.pool, schedule.id, revision)} caption={t('schedule.changes', { revision })} empty={t('none.changes')}
        keyOf={({ before, after }) => publication((after ?? before)!)}
        columns={[
          { title: t('schedule.change'), cell: ({ change }) => <Badge tone={changeTones[change] ?? 'idle'}>{t(`schedule.kind.${change}` as 'schedule.kind.added', { defaultValue: change })}</Badge> },
          { title: t('patent.number'), cell: ({ before, after }) => <code className={`${css.mono} ${css.line}`}>{publication((after ?? before)!)}</code> },
          { title: t('patent.holder'), cell: ({ before, after }) => nameOf((after ?? before)!.holder.names, (after ?? before)!.holder.id, i18n.language) },
        ]}
      />
    </>
  );
}
