// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { get, health, type Query } from './client';
import type {
  Alert, Checkpoint, ClaimedPayment, Deployment, Found, Graph, Health, License, LicenseHistory, LicenseTerms, Lodging, Member, Operation, OperationState, Page, Party, Payment, Patent, PatentChange, Pool, PoolPatents, Proposal, ProposalState, ReportTrace, Schedule, Suspect, SuspectReason, TermsSchema,
  Stream, TraceLine, UsageLine, UsageProof, UsageRecord, UsageRow, Verification,
} from './types';

/** What was read of the same in the other language stands until it is there in this one: a page keeps what was typed on it. */
const sameInOtherWords = (path: string, filter: Query) => <T>(before: T | undefined, of: { queryKey: readonly unknown[] } | undefined): T | undefined =>
  of?.queryKey[0] === path && JSON.stringify(of.queryKey[2]) === JSON.stringify(filter) ? before : undefined;

/** One resource, asked for in the language shown: problems and details come in it. */
function useOne<T>(path: string, options: { refetchInterval?: number; staleTime?: number; enabled?: boolean; retry?: boolean } = {}, filter: Query = {}) {
  const language = useTranslation().i18n.language;
  return useQuery({
    queryKey: [path, language, filter],
    queryFn: ({ signal }) => get<T>(path, language, filter, signal),
    ...(options.staleTime === 0 ? {} : { placeholderData: sameInOtherWords(path, filter) }),
    ...options,
  });
}

export interface List<T> { items: T[]; query: UseInfiniteQueryResult<unknown> }

/** How far a list is read at once: one page (and on to the first item: the host may leave out all of a page that the key may not read), or to its end. */
type Reach = 'page' | 'end';

/** A list as far as it has been read; its query reads on while there is a next cursor. */
function useList<T, P extends Page<T> = Page<T>>(path: string, filter: Query = {}, refetchInterval: number | false = false, reach: Reach = 'page'): List<T> & { first: P | undefined } {
  const language = useTranslation().i18n.language;
  const query = useInfiniteQuery({
    queryKey: [path, language, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => get<P>(path, language, { ...filter, cursor: pageParam }, signal),
    getNextPageParam: (last) => last.next,
    refetchInterval,
    placeholderData: sameInOtherWords(path, filter),
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const readsOn = hasNextPage && !isFetching && !isError && (reach === 'end' || items.length === 0);
  useEffect(() => { if (readsOn) void fetchNextPage(); }, [readsOn, fetchNextPage]);
  return { items, first: query.data?.pages[0], query };
}

export const usePools = () => useList<Pool>('/pools');
export const usePool = (id: string) => useOne<Pool>(`/pools/${id}`);
export const useCheckpoints = (pool: string) => useList<Checkpoint>(`/pools/${pool}/checkpoints`, { limit: 20 });
export const useMembers = (pool: string, asOf: number | null) => useList<Member>(`/pools/${pool}/members`, { asOf });
/** Every membership there was, the ended ones too. */
export const useMemberships = (pool: string) => useList<Member>(`/pools/${pool}/members`, { since: 0, limit: 500 });
export const useSchedules = (pool: string) => useList<Schedule>(`/pools/${pool}/schedules`);
/** The patents on a day, and the revisions whose lists the host does not hold, so that theirs are missing. */
export const usePatents = (pool: string, asOf: number | null) => {
  const list = useList<Patent, PoolPatents>(`/pools/${pool}/patents`, { asOf, limit: 200 });
  return { ...list, notHeld: list.first?.notHeld ?? [] };
};
export const useChanges = (pool: string, schedule: string, revision: number) =>
  useList<PatentChange>(`/pools/${pool}/schedules/${schedule}/revisions/${revision}/changes`);
export const useParty = (id: string) => useOne<Party>(`/parties/${id}`);
export const useProposals = (state: ProposalState | null) => useList<Proposal>('/proposals', { state }, 5_000);
export const useProposal = (id: string) => useOne<Proposal>(`/proposals/${id}`, { refetchInterval: 5_000 });
export const useOperations = (state: OperationState | null) => useList<Operation>('/operations', { state }, 5_000);
export const useSearch = (q: string) => useOne<Page<Found>>('/search', {}, { q });
export const useLicenses = (filter: { pool?: string; licensee?: string; standing?: string }) => useList<License>('/licenses', filter);
export const useLicense = (id: string) => useOne<License>(`/licenses/${id}`);
export const useHistory = (id: string, at: number | null = null) => useOne<LicenseHistory>(`/licenses/${id}/history`, {}, { at });
/** Readable to the license's two parties only: asked for where a key is there, and a refusal is no failure of the page. */
export const useTerms = (license: string, version: string | null, enabled: boolean) =>
  useOne<LicenseTerms>(`/licenses/${license}/terms`, { enabled, retry: false }, { version });
export const useTermsSchema = () => useOne<TermsSchema>('/license-terms', { staleTime: Infinity });
/** The licenses of a pool that the key may read, each with its periods of two years or from an instant on. */
export const useUsage = (pool: string, from: number | string | null = null, reach: Reach = 'page') => useList<UsageRow>(`/pools/${pool}/usage`, { limit: 200, from }, false, reach);
export const useLodgings = (pool: string) => useList<Lodging>(`/pools/${pool}/lodgings`, { limit: 50 });
export const useTrace = (filter: { license: string; from: number; to: number }) => useList<TraceLine>('/trace', { ...filter, limit: 50 });
export const useReport = (id: string) => useOne<ReportTrace>(`/usage-reports/${id}/trace`, { retry: false }, { proofs: 'true' });
/** All of a licensee's streams of reports in a pool, each with its last report. */
export const useStreams = (pool: string, reporter: string) => useList<Stream>('/streams', { pool, reporter, limit: 200 }, false, 'end');
/** The place of a report or other record under the newest checkpoint, with the one that covered it first: null until one does, and asked for again until then. */
export function useProof(record: string) {
  const language = useTranslation().i18n.language;
  return useQuery({
    queryKey: ['proof', record, language],
    queryFn: async ({ signal }) => {
      const { checkpoint } = await get<UsageRecord>(`/records/${record}`, language, {}, signal);
      return checkpoint === null ? null : { first: checkpoint, proof: await get<UsageProof>(`/records/${record}/proof`, language, {}, signal) };
    },
    refetchInterval: ({ state }) => (state.data ? false : 3_000),
  });
}
export const useLines = (report: string) => useList<UsageLine>(`/usage-reports/${report}/lines`);
/** A record of any kind; a dispute team may hold what it cannot read, and a refusal is no failure of its page. */
export const useRecord = (id: string) => useOne<UsageRecord>(`/records/${id}`, { retry: false });
/** The payments claimed under a license, each with where it stands. */
export const usePayments = (license: string) => useOne<Payment[]>(`/licenses/${license}/payments`);
/** The payments claimed in a pool, as far as the key may read them. */
export const usePoolPayments = (pool: string) => useList<ClaimedPayment>('/payments', { pool, limit: 50 });
/** Certificates that the key may read: of one license, or of all. */
export const useCertificates = (license?: string) => useList<UsageRecord>('/records', { kind: 'ShipmentCertificate', concerns: license });
/** Reports that were refused and are kept, as far as the key may read them. */
export const useSuspects = (filter: { pool: string | null; reporter: string | undefined; reason: SuspectReason | null }) => useList<Suspect>('/suspect-reports', { ...filter, limit: 50 });
export const useGraph = (id: string) => useOne<Graph>(`/graph/${id}`, { retry: false });
export const useAlerts = () => useList<Alert>('/alerts', {}, 5_000);
export const useDeployment = () => useOne<Deployment>('/deployment', { staleTime: Infinity });

/** Asked anew each time: a verification shown again from a cache would claim what nobody checked. */
export const useVerification = (id: string) => useOne<Verification>(`/licenses/${id}/verification`, { staleTime: 0 });

export const useHealth = () =>
  useQuery({ queryKey: ['health'], queryFn: ({ signal }) => health<Health>(signal), refetchInterval: 10_000 });
