// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from 'react';

// The tab's own memory: gone with the tab, never in a cookie, a URL or the disk's storage.
const name = 'ledger.apiKey';
const storage = typeof sessionStorage === 'undefined' ? null : sessionStorage;
const listeners = new Set<() => void>();
let current = storage?.getItem(name) ?? null;

export const apiKey = (): string | null => current;

/** Keeps the key that every call carries from now on; null forgets it. */
export function keepApiKey(key: string | null): void {
  current = key;
  if (key === null) storage?.removeItem(name);
  else storage?.setItem(name, key);
  listeners.forEach((listener) => { listener(); });
}

/** What a key looks like; whether it counts, the host says. */
export const isApiKey = (text: string): boolean => /^ledger_(demo_)?[0-9a-f]{64}$/.test(text);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useApiKey = (): string | null => useSyncExternalStore(subscribe, apiKey);
