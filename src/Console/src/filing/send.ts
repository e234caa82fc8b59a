// SPDX-License-Identifier: Apache-2.0
import { get, postBody, ProblemError } from '../api/client';
import type { RecordReceipt, ReportReceipt, UsageRecord } from '../api/types';
import type { Receipt } from './receipt';
import { filedKinds, kindOf } from './record';
import { keep, type KeptRecord } from './store';

/** Sends the stored bytes, and keeps the receipt beside them. Whatever fails, the same bytes give the same receipt. */
export async function send(record: KeptRecord, language: string): Promise<Receipt> {
  const receipt = await deliver(record, language);
  if (receipt.reportId !== record.id) throw new Error(`The host answers for another record: ${receipt.reportId}`);
  await keep({ ...record, receipt });
  return receipt;
}

/** What the host says of a record that it has; the lines that lie outside of the license are told with the lines themselves. */
export async function fetchReceipt(id: string, language: string): Promise<Receipt> {
  const found = await get<UsageRecord>(`/records/${id}`, language);
  return { reportId: found.id, report: found.typedData, key: found.signature.key, signature: found.signature.signature, promise: found.promise, warnings: [] };
}

async function deliver({ id, report, key, signature, body }: KeptRecord, language: string): Promise<Receipt> {
  try {
    const answer = await postBody<ReportReceipt | RecordReceipt>(filedKinds[kindOf(report)].address, language, body, 'application/json');
    const taken = 'reportId' in answer ? answer : { reportId: answer.recordId, warnings: [] };
    return { ...taken, report, key, signature, promise: answer.promise };
  } catch (failure) {
    if (!(failure instanceof ProblemError)) throw failure;
    // Taken long ago, and too old to be taken now: the host still has its promise.
    return fetchReceipt(id, language).catch(() => { throw failure; });
  }
}
