// SPDX-License-Identifier: Apache-2.0
// What was signed, as a file that a person keeps: the very bytes that are sent. Such a file is sent again, from this browser or another.
import type { Deployment } from '../api/types';
import { saveJson } from '../components/saveFile';
import { kindOf, unsigned, type FiledKind } from './record';
import type { KeptRecord } from './store';

/** The file holds nothing that is filed here. */
export class SignedFileError extends Error {}

/** Saves what was signed, to the byte. */
export const saveSigned = ({ id, report, body }: Pick<KeptRecord, 'id' | 'report' | 'body'>): void =>
  saveJson(`${kindOf(report) === 'UsageReport' ? 'report' : 'stream'}-${id.slice(2, 10)}.signed`, body);

/**
 * Reads such a file, or the one that the command keeps beside a sheet (`FILE.csv.signed.json`), and gives what is to be sent: the same bytes.
 * Whether the signature is right, the host says.
 */
export function readSigned(text: string, deployment: Deployment, now: number): KeptRecord {
  const whole = parsed(text);
  const isCommands = isObject(whole['request']);
  const request = isCommands ? (whole['request'] as Record<string, unknown>) : whole;
  const kind: FiledKind | null = isObject(request['report']) && Array.isArray(request['lines']) ? 'UsageReport'
    : request['kind'] === 'StreamOpening' && isObject(request['record']) ? 'StreamOpening' : null;
  const { key, signature } = request;
  if (kind === null || typeof key !== 'string' || typeof signature !== 'string') throw new SignedFileError();
  const message = (kind === 'UsageReport' ? request['report'] : request['record']) as Record<string, unknown>;
  try {
    const { id, typedData } = unsigned(kind, message, deployment);
    return { id, signedAt: now, report: typedData, key, signature, body: isCommands ? JSON.stringify(request) : text, receipt: null };
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
