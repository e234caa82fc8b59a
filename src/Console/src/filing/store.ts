// SPDX-License-Identifier: Apache-2.0
// Signed reports in this browser's own database. One is written, durably, before it is sent: whatever fails then, the same bytes are sent again.
import type { TypedData } from '../api/types';
import type { Receipt } from './receipt';

/** A report as it was signed, and the host's receipt once there is one. Its body holds the lines' salts. */
export interface KeptReport { id: string; signedAt: number; report: TypedData; key: string; signature: string; body: string; receipt: Receipt | null }

const storeName = 'reports';

/** Keeps a report; done once it is on the disk. */
export const keep = (report: KeptReport): Promise<void> => run('readwrite', (store) => store.put(report)).then(() => undefined);

/** The report of that id; null where this browser signed none. */
export const kept = async (id: string): Promise<KeptReport | null> => ((await run('readonly', (store) => store.get(id))) as KeptReport | undefined) ?? null;

/** All of them, the newest first. */
export const allKept = async (): Promise<KeptReport[]> =>
  ((await run('readonly', (store) => store.getAll())) as KeptReport[]).sort((a, b) => b.signedAt - a.signedAt);

/** Forgets a report: its salts are gone from this browser. */
export const forget = (id: string): Promise<void> => run('readwrite', (store) => store.delete(id)).then(() => undefined);

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('ledger', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser keeps no database.'));
  });
}

async function run(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode, { durability: 'strict' });
      const request = act(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('The browser did not store it.'));
    });
  } finally {
    database.close();
  }
}
