// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useCertificates, useLicense } from '../api/queries';
import type { UsageRecord } from '../api/types';
import { codeOf } from '../checker/recordCode';
import { Ends } from '../components/Hex';
import { Badge, KeyNeeded, Listing, Note, PageHead, Sheet, type Tone } from '../components/Parts';
import { ShipmentCode } from '../components/ShipmentCode';
import { checkerHref, hrefTo } from '../router';
import { instant } from '../text/format';

/** Certificates of shipments, of a license or of all; and the way to the checker, which needs no key. */
export function CertificatesPage({ id }: { id?: string | undefined }) {
  const { t } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  return (
    <>
      <PageHead
        title={t(id === undefined ? 'certificates.title' : 'certificates.ofLicense')} lead={t('certificates.lead')}
        crumb={id === undefined ? undefined : <><a href={hrefTo({ page: 'certificates' })}>{t('certificates.title')}</a> / <a href={hrefTo({ page: 'license', id })}><Ends value={id} /></a></>}
      >
        <Button as="a" appearance="primary" href={checkerHref}>{t('checker.checkOther')}</Button>
      </PageHead>
      {id !== undefined && <Ended license={id} />}
      {isSignedIn ? <Certificates license={id} /> : <KeyNeeded>{t('certificates.withKey')}</KeyNeeded>}
    </>
  );
}

function Ended({ license }: { license: string }) {
  const { t } = useTranslation();
  const { data } = useLicense(license);
  return data && data.standing !== 'InForce' ? <Note tone="warn" title={t('certificates.endedTitle')}>{t('certificates.ended')}</Note> : null;
}

type CertificateStanding = 'notYet' | 'valid' | 'expired';
const tones: Record<CertificateStanding, Tone> = { notYet: 'idle', valid: 'good', expired: 'idle' };

function standingOf(record: UsageRecord, now: number): CertificateStanding {
  const { validFrom, validUntil } = codeOf(record).certificate;
  return now < validFrom ? 'notYet' : now < validUntil ? 'valid' : 'expired';
}

function Certificates({ license }: { license: string | undefined }) {
  const { t, i18n } = useTranslation();
  const list = useCertificates(license);
  const [shown, show] = useState<string | null>(null);
  const now = Math.floor(Date.now() / 1000);
  const record = list.items.find(({ id }) => id === shown);
  return (
    <Sheet>
      <Listing
        list={list} caption={t('certificates.title')} empty={t('certificates.none')} keyOf={({ id }) => id}
        columns={[
          { title: t('certificates.product'), cell: ({ typedData }) => String(typedData.message['product']) },
          ...(license === undefined ? [{ title: t('certificates.license'), cell: (one: UsageRecord) => one.license && <a href={hrefTo({ page: 'license', id: one.license })}><Ends value={one.license} /></a> }] : []),
          { title: t('certificates.validFrom'), cell: (one) => instant(codeOf(one).certificate.validFrom, i18n.language) },
          { title: t('certificates.validUntil'), cell: (one) => instant(codeOf(one).certificate.validUntil, i18n.language) },
          { title: t('certificates.standing'), cell: (one) => <Badge tone={tones[standingOf(one, now)]}>{t(`certificates.${standingOf(one, now)}`)}</Badge> },
          { title: t('certificates.record'), cell: ({ state }) => t(`recordState.${state}` as 'recordState.final', { defaultValue: state }) },
          { title: t('certificates.code'), cell: ({ id }) => <Button size="small" aria-expanded={id === shown} onClick={() => show(id === shown ? null : id)}>{t(id === shown ? 'certificates.hide' : 'certificates.show')}</Button> },
        ]}
      />
      {record && <ShipmentCode record={record} />}
    </Sheet>
  );
}
