// SPDX-License-Identifier: Apache-2.0
// What was signed, as a file that a person keeps, with the very bytes that are sent. Such a file is sent again, from this browser or another.
import type { Deployment } from '../api/types';
import { saveJson } from '../components/saveFile';
import { kindOf, unsigned, type FiledKind } from './record';
import type { KeptRecord } from './store';

/** The file holds nothing that is filed here. */
export class SignedFileError extends Error {}

const format = 'ledger-signed-record';

/** The line of a report, fixed as its leaves are (FORMATS.md, §3); the file names it for readers who know no type. */
const lineFields = ['string product', 'uint8 act', 'string madeIn', 'string soldIn', 'uint256 quantity', 'uint256 netValue', 'string currency', 'string serials', 'string batch', 'uint64 time', 'bytes32 salt']
  .map((field) => ({ name: field.slice(field.indexOf(' ') + 1), type: field.slice(0, field.indexOf(' ')) }));

/** The file of what was signed (FORMATS.md, "A signed record"): what is sent stands in it to the byte. */
export function fileOfSigned({ report: { domain, types, primaryType }, body, receipt }: Pick<KeptRecord, 'report' | 'body' | 'receipt'>): string {
  const eip712 = { domain, types: { [primaryType]: types[primaryType], ...(primaryType === 'UsageReport' ? { UsageLine: lineFields } : {}) }, primaryType };
  const answer = receipt && (primaryType === 'UsageReport' ? { reportId: receipt.reportId, promise: receipt.promise, warnings: receipt.warnings } : { recordId: receipt.reportId, promise: receipt.promise });
  return `{"format":${JSON.stringify(format)},"version":1,"eip712":${JSON.stringify(eip712)},"sheet":null,"request":${body},"receipt":${JSON.stringify(answer)}}`;
}

/** Saves what was signed. */
export const saveSigned = (record: Pick<KeptRecord, 'id' | 'report' | 'body' | 'receipt'>): void =>
  saveJson(`${kindOf(record.report) === 'UsageReport' ? 'report' : 'stream'}-${record.id.slice(2, 10)}.signed`, fileOfSigned(record));

/**
 * Reads such a file: saved here, given by the host, or kept by the command beside a sheet (`FILE.csv.signed.json`); one of before, too, which is
 * `request` alone. It gives what is to be sent. Whether the signature is right, the host says.
 */
export function readSigned(text: string, deployment: Deployment, now: number): KeptRecord {
  const whole = parsed(text);
  if (whole['format'] !== undefined && whole['format'] !== format) throw new SignedFileError();
  const isWhole = isObject(whole['request']);
  const request = isWhole ? (whole['request'] as Record<string, unknown>) : whole;
  const kind: FiledKind | null = isObject(request['report']) && Array.isArray(request['lines']) ? 'UsageReport'
    : request['kind'] === 'StreamOpening' && isObject(request['record']) ? 'StreamOpening' : null;
  const { key, signature } = request;
  if (kind === null || typeof key !== 'string' || typeof signature !== 'string') throw new SignedFileError();
  const message = (kind === 'UsageReport' ? request['report'] : request['record']) as Record<string, unknown>;
  try {
    const { id, typedData } = unsigned(kind, message, deployment);
    return { id, signedAt: now, report: typedData, key, signature, body: isWhole ? JSON.stringify(request) : text, receipt: null };
  } catch (wrong) {
    throw new SignedFileError('', { cause: wrong }); // a field is missing, or is no number or hash
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch { /* as anything else that is no object */ }
  throw new SignedFileError();
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
