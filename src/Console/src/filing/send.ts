// SPDX-License-Identifier: Apache-2.0
import { get, postBody, ProblemError } from '../api/client';
import type { ReportReceipt, UsageReport } from '../api/types';
import type { Receipt } from './receipt';
import { keep, type KeptReport } from './store';

/** Sends the stored bytes, and keeps the receipt beside them. Whatever fails, the same bytes give the same receipt. */
export async function send(report: KeptReport, language: string): Promise<Receipt> {
  const receipt = await deliver(report, language);
  if (receipt.reportId !== report.id) throw new Error(`The host answers for another report: ${receipt.reportId}`);
  await keep({ ...report, receipt });
  return receipt;
}

/** What the host says of a report that it has; the lines that lie outside of the license are told with the lines themselves. */
export async function fetchReceipt(id: string, language: string): Promise<Receipt> {
  const found = await get<UsageReport>(`/usage-reports/${id}`, language);
  return { reportId: found.id, report: found.typedData, key: found.signature.key, signature: found.signature.signature, promise: found.promise, warnings: [] };
}

async function deliver(report: KeptReport, language: string): Promise<Receipt> {
  try {
    const answer = await postBody<ReportReceipt>('/usage-reports', language, report.body, 'application/json');
    return { reportId: answer.reportId, report: report.report, key: report.key, signature: report.signature, promise: answer.promise, warnings: answer.warnings };
  } catch (failure) {
    if (!(failure instanceof ProblemError)) throw failure;
    // Taken long ago, and too old to be taken now: the host still has its promise.
    return fetchReceipt(report.id, language).catch(() => { throw failure; });
  }
}
