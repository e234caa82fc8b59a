// SPDX-License-Identifier: Apache-2.0
// The keys that this browser's owner lets count. They stay on the device; codes are never kept.
import { useSyncExternalStore } from 'react';
import { checksummed } from '../sign/address';

/** Who named the keys: their owner, by typing them in; or a host, whose word they then are, with its chain and contract. */
export type Source = { by: 'owner' } | { by: 'host'; host: string; pool: string; chainId: string; usageLog: string };
export interface Pins { keys: string[]; at: number; source: Source }

const name = 'ledger.pins';
const listeners = new Set<() => void>();
let current: { text: string | null; pins: Pins | null } = { text: null, pins: null };

function pins(): Pins | null {
  const text = localStorage.getItem(name);
  if (text !== current.text) current = { text, pins: text === null ? null : (JSON.parse(text) as Pins) };
  return current.pins;
}

/** Keeps the keys from now on; null forgets them. */
export function keepPins(next: Pins | null): void {
  if (next === null) localStorage.removeItem(name);
  else localStorage.setItem(name, JSON.stringify(next));
  listeners.forEach((listener) => { listener(); });
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePins = (): Pins | null => useSyncExternalStore(subscribe, pins);

/** Addresses out of what was typed; null where one is none, or its case is a checksum that is wrong (EIP-55). */
export function addressesIn(text: string): string[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const found = parts.map((part) => {
    const digits = /^0x([0-9a-fA-F]{40})$/.exec(part)?.[1];
    if (digits === undefined) return null;
    const right = checksummed(digits.toLowerCase());
    return part === right || digits === digits.toLowerCase() || digits === digits.toUpperCase() ? right : null;
  });
  return found.length > 0 && found.every((address) => address !== null) ? [...new Set(found)] : null;
}
