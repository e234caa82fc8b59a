// SPDX-License-Identifier: Apache-2.0
import { ToggleButton } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLicenses } from '../api/queries';
import type { Standing } from '../api/types';
import { LicenseTable } from '../components/LicenseTable';
import { PageHead, Sheet } from '../components/Parts';
import css from './pages.module.css';

const choices: (Standing | null)[] = [null, 'InForce', 'NotYet', 'Suspended', 'Terminated', 'Expired'];

export function LicensesPage() {
  const { t } = useTranslation();
  const [standing, setStanding] = useState<Standing | null>(null);
  const list = useLicenses(standing === null ? {} : { standing });
  return (
    <>
      <PageHead title={t('licenses.title')} lead={t('licenses.lead')} />
      <div className={css.filters} role="group" aria-label={t('licenses.standing')}>
        {choices.map((choice) => (
          <ToggleButton key={choice ?? 'all'} size="small" shape="circular" checked={choice === standing} onClick={() => setStanding(choice)}>
            {choice === null ? t('licenses.all') : t(`standing.${choice}`)}
          </ToggleButton>
        ))}
      </div>
      <Sheet><LicenseTable list={list} by="both" /></Sheet>
    </>
  );
}
