// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TypedData } from '../api/types';
import { digestOf } from '../sign/eip712';
import { KeyFileError, needsPassword, openKeyFile } from '../sign/keyfile';
import { signWithWallet, wallet, WalletError } from '../sign/wallet';
import { Failure, Note } from './Parts';
import css from './sign.module.css';
import parts from './parts.module.css';

/** A signature, and the party that the key file names. */
export interface Made { key: string; signature: string; party: string | null }

/** Signs what was read, with a wallet or with a key file that is opened here. Key and password stay in this component. */
export function SignWays({ data, busy, use }: { data: TypedData; busy: boolean; use: (make: () => Promise<Made>) => void }) {
  const { t } = useTranslation();
  const [read, agree] = useState(false);
  const [file, open] = useState<string | null>(null);
  const [password, type] = useState('');
  const byFile = async (text: string): Promise<Made> => {
    const key = await openKeyFile(text, password);
    type('');
    return { key: key.address, signature: key.sign(digestOf(data)), party: key.party };
  };
  const provider = wallet();
  return (
    <>
      <Checkbox checked={read} onChange={(_, { checked }) => agree(checked === true)} label={t('sign.read')} />
      <div className={css.ways}>
        <KeyFileField read={open} />
        {file !== null && asksPassword(file) && <PasswordField value={password} type={type} />}
        <Button appearance="primary" disabled={!read || file === null || busy} onClick={() => file !== null && use(() => byFile(file))}>{t('sign.byFile')}</Button>
        {provider
          ? <Button disabled={!read || busy} onClick={() => use(async () => ({ ...(await signWithWallet(provider, data)), party: null }))}>{t('sign.byWallet')}</Button>
          : <span className={parts.quiet}>{t('sign.noWallet')}</span>}
      </div>
    </>
  );
}

/** Why nothing was signed: of a key file or a wallet by the class of its fault, else what the host says. */
export function SignFailure({ error }: { error: Error }) {
  const { t } = useTranslation();
  if (error instanceof KeyFileError) return <Note tone="bad" title={t('sign.keyFile')}>{t(`sign.problem.${error.problem}`)}</Note>;
  if (error instanceof WalletError) return <Note tone={error.problem === 'refused' ? 'warn' : 'bad'} title={t('sign.wallet')}>{t(`sign.walletProblem.${error.problem}`, { message: error.message })}</Note>;
  return <Failure error={error} />;
}

function asksPassword(text: string): boolean {
  try { return needsPassword(text); } catch { return false; }
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
