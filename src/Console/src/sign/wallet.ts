// SPDX-License-Identifier: Apache-2.0
// A wallet in the browser that speaks EIP-1193. It holds the key; the console asks it to sign what it shows.
import type { TypedData } from '../api/types';
import { checksummed } from './address';
import { forWallet } from './eip712';

export interface Eip1193Provider {
  request: (call: { method: string; params?: unknown[] }) => Promise<unknown>;
}

declare global {
  interface Window { ethereum?: Eip1193Provider }
}

export const wallet = (): Eip1193Provider | null => window.ethereum ?? null;

/** Why a wallet gave no signature; the console has a sentence for each. */
export type WalletProblem = 'refused' | 'noAccount' | 'failed';

export class WalletError extends Error {
  constructor(readonly problem: WalletProblem, message: string = problem) {
    super(message);
    this.name = 'WalletError';
  }
}

const userRejected = 4001; // EIP-1193, "Provider Errors"

async function ask<T>(provider: Eip1193Provider, method: string, params?: unknown[]): Promise<T> {
  try {
    return (await provider.request({ method, ...(params ? { params } : {}) })) as T;
  } catch (error) {
    const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }; // wallets throw errors, plain objects, texts and nothing alike
    throw code === userRejected ? new WalletError('refused') : new WalletError('failed', typeof message === 'string' ? message : String(code ?? error ?? '–'));
  }
}

/** Asks the wallet for its account and for a signature by it (eth_signTypedData_v4). */
export async function signWithWallet(provider: Eip1193Provider, data: TypedData): Promise<{ key: string; signature: string }> {
  const account = (await ask<string[] | null>(provider, 'eth_requestAccounts'))?.[0];
  if (account === undefined) throw new WalletError('noAccount');
  const signature = await ask<string>(provider, 'eth_signTypedData_v4', [account, forWallet(data)]);
  return { key: checksummed(account.slice(2).toLowerCase()), signature }; // wallets write addresses in small letters
}
