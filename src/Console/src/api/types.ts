// SPDX-License-Identifier: Apache-2.0
// The API's answers as the host's OpenAPI document has them (schema.d.ts is generated from it), told a little more exactly.
import type { components } from './schema';

type Schemas = components['schemas'];

export interface TypedData {
  domain: { name: string; version: string; chainId: number | string; verifyingContract: string };
  types: Record<string, { name: string; type: string }[]>;
  primaryType: string;
  message: Record<string, unknown>;
}

/**
 * The API writes integers beyond 2⁵³ as strings. Instants, block numbers and counts stay far below; a field that may be
 * either is a number here. JSON of any shape is EIP-712 typed data wherever the console reads it.
 */
type Plain<T> = unknown extends T ? TypedData
  : number extends T ? Exclude<T, string>
  : T extends readonly (infer Item)[] ? Plain<Item>[]
  : T extends object ? { [Key in keyof T]: Plain<T[Key]> }
  : T;

export interface Page<T> { items: T[]; next: string | null }
export type Names = Record<string, string>;
export type Block = Plain<Schemas['BlockView']>;
export type Act = Plain<Schemas['ActView']>;
export type Pool = Plain<Schemas['PoolView']>;
export type PoolRule = Plain<Schemas['PoolRuleView']>;
export type Checkpoint = Plain<Schemas['CheckpointView']>;
export type Member = Plain<Schemas['MemberView']>;
export type Schedule = Plain<Schemas['ScheduleView']>;
export type Patent = Plain<Schemas['PatentView']>;
export type PoolPatents = Plain<Schemas['PoolPatentsView']>;
export type LicenseTerms = Plain<Schemas['LicenseTermsView']>;
export type PatentChange = Plain<Schemas['PatentChangeView']>;
export type Party = Plain<Schemas['PartyView']>;
export type PartyKey = Plain<Schemas['PartyKeyView']>;
export type Problem = Omit<Plain<Schemas['ProblemView']>, 'args' | 'errors'>;

export type TermsSchema = Plain<Schemas['TermsSchemaView']>;

export type Standing = License['standing'];
export type License = Plain<Schemas['LicenseView']>;
export type HistoryEntry = Plain<Schemas['HistoryEntryView']>;
export type LicenseHistory = Plain<Schemas['LicenseHistoryView']>;

/** The same names in CLI, console and every evidence verifier, in the order in which they are checked. */
export const stepNames = ['id', 'signature', 'key', 'receipt', 'header', 'completeness', 'standing', 'schedule'] as const;
export type StepName = (typeof stepNames)[number];
export type Engine = Verification['engine'];
export type Step = Plain<Schemas['VerificationStepView']>;
export type Verification = Plain<Schemas['VerificationView']>;

export type Proposal = Plain<Schemas['ProposalView']>;
export type ProposalState = Proposal['state'];
/** In the order of a proposal's life. */
export const proposalStates = ['collecting', 'ready', 'submitted', 'recorded', 'stale', 'expired', 'withdrawn'] as const satisfies readonly ProposalState[];
export const operationStates = ['accepted', 'submitted', 'included', 'final', 'retracted', 'failed', 'refused'] as const;
export type OperationState = (typeof operationStates)[number];
export type Operation = Omit<Plain<Schemas['OperationView']>, 'state'> & { state: OperationState };
export type Found = Plain<Schemas['FoundView']>;

export type Alert = Plain<Schemas['AlertView']>;
export type UsageRow = Plain<Schemas['UsageRowView']>;
export type UsagePeriod = Plain<Schemas['UsagePeriodView']>;
export type PeriodState = UsagePeriod['state'];
/** As the legend shows them. */
export const periodStates = ['reported', 'nil', 'late', 'missing', 'open', 'unknown'] as const satisfies readonly PeriodState[];
export type TraceLine = Plain<Schemas['TraceLineView']>;
export type Lodging = Plain<Schemas['LodgingView']>;
export type ReportTrace = Plain<Schemas['ReportTraceView']>;
export type UsageLine = Plain<Schemas['UsageLineView']>;
export type UsageRecord = Plain<Schemas['RecordView']>;
export type Suspect = Plain<Schemas['SuspectView']>;
export type SuspectReason = Suspect['reason'];
export const suspectReasons = ['fork', 'gap', 'staleBlock', 'keyScope', 'anothersStream'] as const satisfies readonly SuspectReason[];
export type Payment = Plain<Schemas['PaymentView']>;
export type ClaimedPayment = Plain<Schemas['ClaimedPaymentView']>;
export type UsageReport = Plain<Schemas['UsageReportView']>;
export type ReportReceipt = Plain<Schemas['UsageReportReceipt']>;
export type RecordReceipt = Plain<Schemas['RecordReceipt']>;
export type Warning = ReportReceipt['warnings'][number];
export type UsageProof = Plain<Schemas['UsageProofView']>;
export type Stream = Plain<Schemas['StreamView']>;
/** What the host finds of a sheet: wrong rows, or the lines to sign. */
export type JudgedSheet = Plain<Schemas['UsageSheetView']>;
export type SheetRow = JudgedSheet['wrong'][number];
export type SheetLine = JudgedSheet['lines'][number];
export type Graph = Plain<Schemas['GraphView']>;
export type GraphNode = Plain<Schemas['GraphNodeView']>;
export type Deployment = Plain<Schemas['DeploymentView']>;
export type Health = Plain<Schemas['HealthView']>;
