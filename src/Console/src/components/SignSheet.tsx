// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../api/client';
import { useParty } from '../api/queries';
import type { Proposal } from '../api/types';
import { digestOf } from '../sign/eip712';
import { KeyFileError, needsPassword, openKeyFile } from '../sign/keyfile';
import { signWithWallet, wallet } from '../sign/wallet';
import { nameOf, short } from '../text/format';
import { Failure, Note, Sheet } from './Parts';
import css from './sign.module.css';
import parts from './parts.module.css';

/** Signs a proposal with a wallet or with a key file that is opened here; the host gets the signature alone. */
export function SignSheet({ proposal, signed }: { proposal: Proposal; signed: () => void }) {
  const { t, i18n } = useTranslation();
  const parties = [...new Set([...proposal.required.flatMap(({ party }) => party ?? []), ...(proposal.quorum?.members ?? [])])];
  const [party, choose] = useState<string>(parties[0] ?? '');
  const [read, agree] = useState(false);
  const [file, open] = useState<string | null>(null);
  const [password, type] = useState('');
  const digest = digestOf(proposal.typedData);
  const send = useMutation({
    mutationFn: async (make: () => Promise<{ key: string; signature: string; party: string | null }>) => {
      const { key, signature, party: own } = await make();
      await post(`/proposals/${proposal.id}/signatures`, i18n.language, { party: own ?? (party || null), key, signature });
    },
    onSuccess: () => { type(''); open(null); signed(); },
  });
  const byWallet = async (provider: NonNullable<ReturnType<typeof wallet>>) => ({ ...(await signWithWallet(provider, proposal.typedData)), party: null });
  const byFile = async (text: string) => {
    const key = await openKeyFile(text, password);
    return { key: key.address, signature: key.sign(digest), party: key.party };
  };
  if (digest !== proposal.digest) return <Note tone="bad" title={t('sign.digestDiffers')}>{t('sign.digestDiffersText')}</Note>;
  const provider = wallet();
  return (
    <Sheet title={t('sign.title')}>
      <div className={css.form}>
        <p>{t('sign.text')}</p>
        {parties.length > 1 && <PartyChoice parties={parties} party={party} choose={choose} />}
        <Checkbox checked={read} onChange={(_, data) => agree(data.checked === true)} label={t('sign.read')} />
        <div className={css.ways}>
          <KeyFileField read={open} />
          {file !== null && asksPassword(file) && <PasswordField value={password} type={type} />}
          <Button appearance="primary" disabled={!read || file === null || send.isPending} onClick={() => file !== null && send.mutate(() => byFile(file))}>{t('sign.byFile')}</Button>
          {provider
            ? <Button disabled={!read || send.isPending} onClick={() => send.mutate(() => byWallet(provider))}>{t('sign.byWallet')}</Button>
            : <span className={parts.quiet}>{t('sign.noWallet')}</span>}
        </div>
        <p role="status" className={parts.quiet}>{send.isPending ? t('sign.signing') : send.isSuccess ? t('sign.done') : ''}</p>
      </div>
      {send.isError && (send.error instanceof KeyFileError
        ? <Note tone="bad" title={t('sign.keyFile')}>{t(`sign.problem.${send.error.problem}`)}</Note>
        : <Failure error={send.error} />)}
    </Sheet>
  );
}

function asksPassword(text: string): boolean {
  try { return needsPassword(text); } catch { return false; }
}

function PartyChoice({ parties, party, choose }: { parties: string[]; party: string; choose: (party: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{t('sign.for')}</label>
      <select id={id} value={party} onChange={({ target }) => choose(target.value)}>{parties.map((one) => <PartyOption key={one} id={one} />)}</select>
    </div>
  );
}

function PartyOption({ id }: { id: string }) {
  const language = useTranslation().i18n.language;
  const names = useParty(id).data?.names;
  return <option value={id}>{names && Object.keys(names).length > 0 ? `${nameOf(names, id, language)} · ${short(id)}` : id}</option>;
}

function KeyFileField({ read }: { read: (text: string | null) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{t('sign.keyFile')}</label>
      <input id={id} type="file" accept=".json,application/json" onChange={({ target }) => void (target.files?.[0]?.text() ?? Promise.resolve(null)).then(read)} />
    </div>
  );
}

function PasswordField({ value, type }: { value: string; type: (text: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{t('sign.password')}</label>
      <input id={id} type="password" autoComplete="off" value={value} onChange={({ target }) => type(target.value)} />
    </div>
  );
}
