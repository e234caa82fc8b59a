// SPDX-License-Identifier: Apache-2.0
// A wallet in the browser that speaks EIP-1193. It holds the key; the console asks it to sign what it shows.
import type { TypedData } from '../api/types';
import { forWallet } from './eip712';

export interface Eip1193Provider {
  request: (call: { method: string; params?: unknown[] }) => Promise<unknown>;
}

declare global {
  interface Window { ethereum?: Eip1193Provider }
}

export const wallet = (): Eip1193Provider | null => window.ethereum ?? null;

/** Asks the wallet for its account and for a signature by it (eth_signTypedData_v4). */
export async function signWithWallet(provider: Eip1193Provider, data: TypedData): Promise<{ key: string; signature: string }> {
  const accounts = (await provider.request({ method: 'eth_requestAccounts' })) as string[];
  const [key] = accounts;
  if (key === undefined) throw new Error('The wallet gave no account.');
  const signature = (await provider.request({ method: 'eth_signTypedData_v4', params: [key, forWallet(data)] })) as string;
  return { key, signature };
}
