// SPDX-License-Identifier: Apache-2.0
// The host's promise and the proof that it was kept, judged in the reader's browser.
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { Checkpoint, Deployment, TypedData, UsageProof, Warning } from '../api/types';
import { signerOf } from '../sign/address';
import { digestOf, structHashOf } from '../sign/eip712';
import { includes, leafOf } from '../sign/merkle';
import { filedKinds, kindOf } from './record';

/** A report, or the opening of a stream, as it was signed, and what the host promised of it. */
export interface Receipt {
  reportId: string;
  report: TypedData;
  key: string;
  signature: string;
  promise: { typedData: TypedData; signature: string };
  warnings: Warning[];
}

/** Why a promise or proof counts, or what is wrong with it; the console has a sentence for each. */
export type PromiseVerdict = 'holds' | 'otherReport' | 'otherLog' | 'otherKey';
export type ProofVerdict = 'holds' | 'carried' | 'late' | 'otherReport' | 'otherPlace' | 'otherCheckpoint' | 'path';

/** A proof under the newest checkpoint, and the checkpoint that covered the place first. */
export interface FoundProof { first: Checkpoint; proof: UsageProof }

const leafVersion = 1;

/** The leaf of a record in its pool's log: keccak(0x00, version, kind, id, keccak(signature)). */
export const leafOfRecord = ({ reportId, report, signature }: Pick<Receipt, 'reportId' | 'report' | 'signature'>): string =>
  leafOf(concatBytes(Uint8Array.of(leafVersion, filedKinds[kindOf(report)].number), hexToBytes(reportId.slice(2)), keccak_256(hexToBytes(signature.slice(2)))));

/** Whether the promise is for this record, in this deployment's log, and signed by the log key of its pool and epoch. */
export function judgePromise(receipt: Receipt, pool: string, deployment: Deployment): PromiseVerdict {
  const { report, promise: { typedData, signature } } = receipt;
  const { message } = typedData;
  if (structHashOf(report) !== receipt.reportId || message['leaf'] !== leafOfRecord(receipt)) return 'otherReport';
  const domain = deployment.eip712.domains['UsageLog'];
  if (message['pool'] !== pool || typedData.primaryType !== 'Promise' || !domain || !sameDomain(typedData.domain, domain)) return 'otherLog';
  const key = deployment.logKeys.find((one) => one.pool === pool && one.epoch === Number(message['epoch']));
  const isHex = /^0x([0-9a-f]{2})+$/.test(signature);
  return key && isHex && signerOf(digestOf(typedData), hexToBytes(signature.slice(2))) === key.address ? 'holds' : 'otherKey';
}

/**
 * Whether the proof leads from this record's leaf to the root of the checkpoint that is shown, and the promise was kept: at its place, in its time.
 * A leaf that a sealed epoch left over stands elsewhere and has a grace of its own: what became of that promise its file tells.
 */
export function judgeProof(receipt: Receipt, { first, proof }: FoundProof): ProofVerdict {
  const { checkpoint } = proof;
  const promised = receipt.promise.typedData.message;
  if (proof.record !== receipt.reportId || proof.leaf !== leafOfRecord(receipt)) return 'otherReport';
  if (proof.root !== checkpoint.root || proof.treeSize !== checkpoint.size || proof.epoch !== checkpoint.epoch || proof.pool !== checkpoint.pool) return 'otherCheckpoint';
  if (first.pool !== proof.pool || first.epoch !== proof.epoch || first.size <= proof.leafIndex) return 'otherCheckpoint';
  if (!includes(proof)) return 'path';
  if (proof.epoch > Number(promised['epoch'])) return 'carried';
  if (proof.epoch !== Number(promised['epoch']) || proof.leafIndex !== Number(promised['index'])) return 'otherPlace';
  return first.recorded.time > Number(promised['anchorBy']) ? 'late' : 'holds';
}

/** What a symbol on paper says: which report, and the digest of which promise (FORMATS.md, "Receipt of a report"). */
export const codeOf = ({ reportId, promise }: Receipt): string => `LR1:${reportId.slice(2)}:${digestOf(promise.typedData).slice(2)}`.toUpperCase();

/** The receipt as a file: all that a stranger needs to check it, and no line (FORMATS.md, "Receipt of a report"; of a stream's opening it has no code). */
export const fileOf = (receipt: Receipt, proof: UsageProof | null): string => JSON.stringify(
  { format: 'ledger-report-receipt', version: 1, ...receipt, ...(kindOf(receipt.report) === 'UsageReport' ? { code: codeOf(receipt) } : {}), proof }, null, 2);

/** Whether both are one contract on one chain, however the numbers are written. */
export const sameDomain = (a: TypedData['domain'], b: TypedData['domain']): boolean =>
  a.name === b.name && a.version === b.version && String(a.chainId) === String(b.chainId) && a.verifyingContract === b.verifyingContract;
