// SPDX-License-Identifier: Apache-2.0
// A report that was refused and kept, judged in the reader's browser: what it proves, it proves by signatures alone.
import type { Deployment, Suspect, TypedData } from '../api/types';
import { sameDomain } from './receipt';
import { problemOf } from './source';

/** Why a refused report proves what the host says, or what is wrong with it; the console has a sentence for each. */
export type SuspectVerdict = 'holds' | 'holdsBoth' | 'id' | 'signature' | 'place';

/** Whether the keys shown signed the report and, of a fork, the other at its place. That a key is the reporter's, the chain says. */
export function judgeSuspect(suspect: Suspect, deployment: Deployment): SuspectVerdict {
  const { against } = suspect;
  const domain = deployment.eip712.domains['UsageLog'];
  for (const { id, typedData, signature } of against === null ? [suspect] : [suspect, against]) {
    const problem = problemOf(id, typedData, signature, deployment);
    if (problem !== null) return problem;
    if (!domain || !sameDomain(typedData.domain, domain)) return 'signature'; // whoever has the file alone would find it so
  }
  if (against === null) return 'holds';
  return against.id !== suspect.id && isOnePlace(suspect.typedData, against.typedData) ? 'holdsBoth' : 'place';
}

/** The file of two signed reports for one place (FORMATS.md, §17): the report that the log has, and the refused one. */
export function fileOfFork({ typedData, signature, against }: Suspect & { against: NonNullable<Suspect['against']> }): string {
  const { domain, types, primaryType } = typedData;
  const signed = (report: TypedData, by: { key: string; signature: string }) => ({ report: report.message, key: by.key, signature: by.signature });
  return JSON.stringify({
    format: 'ledger-report-fork', version: 1, eip712: { domain, types: { [primaryType]: types[primaryType] }, primaryType },
    first: signed(against.typedData, against.signature), second: signed(typedData, signature),
  });
}

const isOnePlace = ({ message: one }: TypedData, { message: other }: TypedData): boolean =>
  ['reporter', 'stream', 'sequence'].every((field) => String(one[field]) === String(other[field]));
