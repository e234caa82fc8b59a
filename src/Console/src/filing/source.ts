// SPDX-License-Identifier: Apache-2.0
// The source file of a report: what was signed, put together of what the host has, and judged here before anybody gets it.
import { hexToBytes } from '@noble/hashes/utils.js';
import { get } from '../api/client';
import type { Deployment, Page, TypedData, UsageLine, UsageRecord } from '../api/types';
import { signerOf } from '../sign/address';
import { digestOf, structHash } from '../sign/eip712';
import { bodyOf, rootOfLines, totalsOf, type SaltedLine } from './report';
import type { KeptRecord } from './store';

/** Why what the host gives is not what was signed; the console has a sentence for each. */
export type SourceProblem = 'id' | 'signature' | 'lines';

export class SourceError extends Error {
  constructor(readonly problem: SourceProblem) {
    super(problem);
  }
}

const linesAtATime = 500;

/** Fetches a report with all of its lines and their salts. The file is the one that is saved where a report is signed (FORMATS.md, §16): it can be sent again. */
export async function fetchSource(id: string, language: string): Promise<Pick<KeptRecord, 'id' | 'report' | 'body' | 'receipt'>> {
  const [record, deployment] = await Promise.all([get<UsageRecord>(`/records/${id}`, language), get<Deployment>('/deployment', language)]);
  const lines: UsageLine[] = [];
  for (let cursor: string | null = '0'; cursor !== null;) {
    const page: Page<UsageLine> = await get<Page<UsageLine>>(`/usage-reports/${id}/lines`, language, { cursor, limit: linesAtATime });
    lines.push(...page.items);
    cursor = page.next;
  }
  return sourceOf(id, record.typedData, record.signature, lines, deployment);
}

/** The file, where the key named signed exactly this report, and the lines are those that it commits to. */
export function sourceOf(
  id: string, report: TypedData, signed: Signed, shown: readonly UsageLine[], deployment: Deployment,
): Pick<KeptRecord, 'id' | 'report' | 'body' | 'receipt'> {
  const { types, domains } = deployment.eip712;
  const [fields, domain] = [types['UsageLine'] ?? [], domains['UsageLog']];
  const { message } = report;
  const problem = problemOf(id, report, signed, deployment);
  if (problem !== null || !domain) throw new SourceError(problem ?? 'signature');
  const lines = shown.map((line) => Object.fromEntries(fields.map(({ name }) => [name, line[name as keyof UsageLine]]))) as unknown as SaltedLine[];
  const isFit = lines.length === Number(message['lineCount']) && rootOfLines(lines, types) === message['linesRoot']
    && Object.entries(totalsOf(lines)).every(([name, total]) => String(message[name]) === total);
  if (!isFit) throw new SourceError('lines');
  // The domain is the one that the signature was checked under, whatever the host says of its own record.
  return { id, report: { ...report, domain }, body: bodyOf({ id, typedData: report, lines }, signed.key, signed.signature), receipt: null };
}

interface Signed { key: string; signature: string }

/** What is wrong with a report as the host shows it: it has another id, or the key named did not sign it under this deployment's domain. */
export function problemOf(id: string, report: TypedData, { key, signature }: Signed, { eip712: { types, domains } }: Deployment): 'id' | 'signature' | null {
  if (structHash('UsageReport', report.message, types) !== id) return 'id';
  const domain = domains['UsageLog'];
  return domain && signerOf(digestOf({ ...report, domain }), hexToBytes(signature.slice(2))) === key ? null : 'signature';
}
