// SPDX-License-Identifier: Apache-2.0
// Records that are made and signed here: what they have in common.
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Deployment, TypedData } from '../api/types';
import { structHash } from '../sign/eip712';

/** The kinds that are filed here: the number that stands in the log's leaf (FORMATS.md, §2), and where the host takes them. */
export const filedKinds = {
  UsageReport: { number: 1, address: '/usage-reports' },
  StreamOpening: { number: 3, address: '/records' },
} as const;

export type FiledKind = keyof typeof filedKinds;

/** What is ready to be signed: its id is the hash of its struct, by which it is known everywhere. */
export interface Unsigned { id: string; typedData: TypedData }

/** 256 bits that nobody guesses. */
export const randomSalt = (): string => `0x${bytesToHex(crypto.getRandomValues(new Uint8Array(32)))}`;

/** The kind that typed data is of. */
export const kindOf = ({ primaryType }: TypedData): FiledKind => {
  if (primaryType === 'UsageReport' || primaryType === 'StreamOpening') return primaryType;
  throw new Error(`Not filed here: ${primaryType}`);
};

/** A message as typed data of this deployment's usage log. */
export function unsigned(kind: FiledKind, message: Record<string, unknown>, { eip712 }: Deployment): Unsigned {
  const domain = eip712.domains['UsageLog'];
  const fields = eip712.types[kind];
  if (!domain || !fields) throw new Error('The host names no usage log.');
  const types = { [kind]: fields };
  return { id: structHash(kind, message, types), typedData: { domain, types, primaryType: kind, message } };
}

/** A recent final block: the record was signed not before it. */
export function recentBlockOf({ finality }: Deployment): string {
  if (!finality.block) throw new Error('The host names no final block.');
  return finality.block.hash;
}
