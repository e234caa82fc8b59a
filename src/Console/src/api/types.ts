// SPDX-License-Identifier: Apache-2.0
// What the API answers, as far as the console reads it.

/** 32 bytes, 0x lower-case. */
export type Hash = string;
/** An EIP-55 address. */
export type Address = string;
/** UTC seconds. */
export type Seconds = number;
/** Language tag → name. */
export type Names = Record<string, string>;

export interface Page<T> { items: T[]; next: string | null }
export interface Block { number: number; hash: Hash; time: Seconds; final: boolean }
export interface Recorded { block: number; blockHash: Hash; txHash: Hash; eventIndex: number; time: Seconds; final: boolean }
export interface Signature { party: Hash | null; key: Address; scope: string; signature: string }

export interface TypedData {
  domain: { name: string; version: string; chainId: number | string; verifyingContract: Address };
  types: Record<string, { name: string; type: string }[]>;
  primaryType: string;
  message: Record<string, unknown>;
}

export interface Act { kind: string; actId: Hash; typedData: TypedData; signatures: Signature[]; recorded: Recorded }
export interface PartyRef { id: Hash; names: Names }
export interface Checkpoint { pool: Hash; epoch: number; oldSize: number; size: number; root: Hash; signature: string; recorded: Recorded }

export interface Pool {
  id: Hash; names: Names; note: Names; formed: number | null; governance: string;
  administrator: PartyRef; founders: PartyRef[]; logKey: Address; charterRoot: Hash; actChain: Hash;
  members: number; licenses: number; checkpoint: Checkpoint | null; charter: Act;
}
export interface Member { party: PartyRef; head: Hash; admission: Act }
export interface Schedule { id: Hash; pool: Hash; revision: number; root: Hash; patents: number; head: Hash; recorded: Act }
export interface Patent {
  schedule: Hash; revision: number; country: string; number: string; kind: string; family: string; holder: PartyRef | null;
  standard: string; inForceFrom: Seconds | null; inForceUntil: Seconds | null; source: string; retrievedAt: Seconds | null;
}

export type Standing = 'None' | 'NotYet' | 'InForce' | 'Suspended' | 'Terminated' | 'Expired';
export interface License {
  id: Hash; pool: Hash; licensee: Hash; parent: Hash | null; typedData: TypedData; signatures: Signature[]; termsRoot: Hash;
  standing: Standing; versions: number; head: Hash; attestedImport: boolean; recorded: Recorded; schedule: Hash;
  startsAt: Seconds; endsAt: Seconds | null; poolNames: Names; licenseeNames: Names;
}
export interface HistoryEntry { effectiveAt: Seconds; standing: Standing; act: Act }
export interface LicenseHistory { license: Hash; at: Seconds; knownAt: Block; standing: Standing; entries: HistoryEntry[] }

/** The same names in CLI, console and every evidence verifier, in the order in which they are checked. */
export const stepNames = ['id', 'signature', 'key', 'receipt', 'header', 'completeness', 'standing'] as const;
export type StepName = (typeof stepNames)[number];
export interface Step { name: StepName; ok: boolean; detail: string }
export interface Verification {
  license: Hash; verdict: 'valid' | 'invalid' | 'unconfirmed'; engine: Engine; caveat: string | null; head: Block; steps: Step[];
}

export interface Alert {
  id: string; rule: string; state: 'provisional' | 'raised' | 'final' | 'retracted'; pool: Hash; block: Block | null;
  records: { record: Hash; kind: string }[]; reason: { code: string; detail: string; args: Record<string, string> }; acknowledged: boolean;
}

export type Engine = 'embedded' | 'network';
export interface Contract { name: string; version: string; address: Address; codeHash: Hash; deployedAtBlock: number; predecessor: Address | null }
export interface Deployment {
  formatVersion: number; engine: Engine; demo: boolean; chainId: number; rpcUrl: string;
  finality: { rule: string; blocks: number }; contracts: Contract[];
}
export interface Health { ready: boolean; engine: Engine; head: Block | null; headAgeSeconds: number; outboxOpen: number; problems: string[] }

export interface Problem { type: string; title: string; status: number; code: string; detail: string }
