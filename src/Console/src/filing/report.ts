// SPDX-License-Identifier: Apache-2.0
// The report that is signed, made here: the lines' salts are the licensee's secret until he sends them.
import { hexToBytes } from '@noble/hashes/utils.js';
import type { Deployment, SheetLine, Stream, TypedData } from '../api/types';
import { structHash } from '../sign/eip712';
import { leafOf, rootOf } from '../sign/merkle';
import { randomSalt, recentBlockOf, unsigned, type Unsigned } from './record';

const none = `0x${'0'.repeat(64)}`;

/** What the reporter says beside the lines. */
export interface ReportHead { license: string; reporter: string; stream: Stream; supersedes: string | null; periodStart: number; periodEnd: number }

/** A report that is ready to be signed, with the lines that it commits to. */
export interface Prepared extends Unsigned { lines: SaltedLine[] }

export type SaltedLine = SheetLine & { salt: string };

/** The leaf of a line: its struct hash behind 0x00. */
const leafOfLine = (line: SaltedLine, types: TypedData['types']): string => leafOf(hexToBytes(structHash('UsageLine', line, types).slice(2)));

/** The root that a report over these lines names. */
export const rootOfLines = (lines: readonly SaltedLine[], types: TypedData['types']): string => rootOf(lines.map((line) => leafOfLine(line, types)));

/** The next report of the stream over these lines; without lines it says that there was nothing. */
export function prepare(head: ReportHead, lines: readonly SheetLine[], deployment: Deployment, salt = randomSalt): Prepared {
  const types = deployment.eip712.types;
  if (!types['UsageLine']) throw new Error('The host names no lines of reports.');
  const salted = lines.map((line) => ({ ...line, salt: salt() }));
  const message = {
    license: head.license,
    reporter: head.reporter,
    stream: head.stream.id,
    sequence: head.stream.sequence + 1,
    previous: head.stream.last ?? none,
    supersedes: head.supersedes ?? none,
    periodStart: head.periodStart,
    periodEnd: head.periodEnd,
    linesRoot: rootOfLines(salted, types),
    lineCount: salted.length,
    ...totalsOf(salted),
    recentBlock: recentBlockOf(deployment),
    salt: salt(),
  };
  return { ...unsigned('UsageReport', message, deployment), lines: salted };
}

/** What a report says of its lines together. */
export function totalsOf(lines: readonly SheetLine[]) {
  const sum = (of: (line: SheetLine) => string) => lines.reduce((total, line) => total + BigInt(of(line)), 0n).toString();
  return {
    totalQuantity: sum(({ quantity }) => quantity),
    totalNetValue: sum(({ netValue }) => netValue),
    currency: lines.find(({ currency }) => currency !== '')?.currency ?? '',
  };
}

/** The bytes that are stored, sent, and after a failure sent again: fields in the order in which the host writes them. */
export const bodyOf = ({ typedData, lines }: Prepared, key: string, signature: string): string => JSON.stringify({ report: typedData.message, key, signature, lines });
