// SPDX-License-Identifier: Apache-2.0
// Signed reports and openings of streams in this browser's own database. One is written, durably, before it is sent: whatever fails then, the same bytes are sent again.
import type { TypedData } from '../api/types';
import type { Receipt } from './receipt';

/** What was signed (`report`: a usage report, or a stream's opening), and the host's receipt once there is one. A report's body holds the lines' salts. */
export interface KeptRecord { id: string; signedAt: number; report: TypedData; key: string; signature: string; body: string; receipt: Receipt | null }

const storeName = 'reports';

/** Keeps a record; done once it is on the disk. */
export const keep = (record: KeptRecord): Promise<void> => run('readwrite', (store) => store.put(record)).then(() => undefined);

/** The record of that id; null where this browser signed none. */
export const kept = async (id: string): Promise<KeptRecord | null> => ((await run('readonly', (store) => store.get(id))) as KeptRecord | undefined) ?? null;

/** All of them, the newest first. */
export const allKept = async (): Promise<KeptRecord[]> =>
  ((await run('readonly', (store) => store.getAll())) as KeptRecord[]).sort((a, b) => b.signedAt - a.signedAt);

/** One that has no receipt, with that value in a field: another of the same stream or pool may not be signed before it has its answer. */
export const findWaiting = async (field: 'stream' | 'pool', value: string): Promise<KeptRecord | undefined> =>
  (await allKept()).find(({ receipt, report }) => receipt === null && report.message[field] === value);

/** Forgets a record: a report's salts are gone from this browser. */
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
