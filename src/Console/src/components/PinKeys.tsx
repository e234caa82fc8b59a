// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useDeployment, useParty } from '../api/queries';
import type { Party, Pool } from '../api/types';
import { keepPins } from '../checker/pins';
import { checkerHref } from '../router';
import { nameOf } from '../text/format';
import { Sheet } from './Parts';
import parts from './parts.module.css';

const longestSeconds = 30 * 24 * 3600;

/** Keys by which a certificate that may still be valid can have been signed. */
const keysOf = (party: Party, now: number): string[] =>
  party.keys.filter(({ scopes, until, compromised }) => scopes.includes('Report') && !compromised && (until === null || until > now - longestSeconds)).map(({ key }) => key);

/** Takes the administrator's keys over into the checker of certificates, as what they are: this host's word. */
export function PinKeys({ pool }: { pool: Pool }) {
  const { t, i18n } = useTranslation();
  const party = useParty(pool.administrator.id).data;
  const deployment = useDeployment().data;
  const usageLog = deployment?.contracts.find(({ name }) => name === 'UsageLog')?.address;
  const now = Math.floor(Date.now() / 1000);
  const keys = party ? keysOf(party, now) : [];
  const pin = () => {
    if (!deployment || usageLog === undefined) return;
    keepPins({ keys, at: now, source: { by: 'host', host: location.host, pool: nameOf(pool.names, pool.id, i18n.language), chainId: String(deployment.chainId), usageLog } });
    location.assign(checkerHref);
  };
  return (
    <Sheet title={t('certificates.pinTitle')}>
      <div className={parts.body}>
        <p>{t('certificates.pinText')}</p>
        {party && keys.length === 0 ? <p>{t('certificates.noKeys')}</p>
          : <Button disabled={!party || usageLog === undefined} onClick={pin}>{t(party ? 'certificates.pin' : 'certificates.loading')}</Button>}
      </div>
    </Sheet>
  );
}
