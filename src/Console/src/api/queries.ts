// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get, health, type Query } from './client';
import type { Alert, Deployment, Health, License, LicenseHistory, Member, Page, Patent, Pool, Schedule, TermsSchema, Verification } from './types';

/** One resource, asked for in the language shown: problems and details come in it. */
function useOne<T>(path: string, options: { refetchInterval?: number; staleTime?: number; enabled?: boolean } = {}) {
  const language = useTranslation().i18n.language;
  return useQuery({ queryKey: [path, language], queryFn: ({ signal }) => get<T>(path, language, undefined, signal), ...options });
}

export interface List<T> { items: T[]; query: UseInfiniteQueryResult<unknown> }

/** A list as far as it has been read; its query reads on while there is a next cursor. */
function useList<T>(path: string, filter: Query = {}, refetchInterval: number | false = false): List<T> {
  const language = useTranslation().i18n.language;
  const query = useInfiniteQuery({
    queryKey: [path, language, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => get<Page<T>>(path, language, { ...filter, cursor: pageParam }, signal),
    getNextPageParam: (last) => last.next,
    refetchInterval,
  });
  return { items: query.data?.pages.flatMap((page) => page.items) ?? [], query };
}

export const usePools = () => useList<Pool>('/pools');
export const usePool = (id: string) => useOne<Pool>(`/pools/${id}`);
export const useMembers = (pool: string) => useList<Member>(`/pools/${pool}/members`);
export const useSchedules = (pool: string) => useList<Schedule>(`/pools/${pool}/schedules`);
export const usePatents = (pool: string) => useList<Patent>(`/pools/${pool}/patents`);
export const useLicenses = (filter: { pool?: string; standing?: string }) => useList<License>('/licenses', filter);
export const useLicense = (id: string) => useOne<License>(`/licenses/${id}`);
export const useHistory = (id: string) => useOne<LicenseHistory>(`/licenses/${id}/history`);
export const useTermsSchema = () => useOne<TermsSchema>('/license-terms', { staleTime: Infinity });
export const useAlerts = () => useList<Alert>('/alerts', {}, 5_000);
export const useDeployment = () => useOne<Deployment>('/deployment', { staleTime: Infinity });

/** Asked anew each time: a verification shown again from a cache would claim what nobody checked. */
export const useVerification = (id: string) => useOne<Verification>(`/licenses/${id}/verification`, { staleTime: 0 });

export const useHealth = () =>
  useQuery({ queryKey: ['health'], queryFn: ({ signal }) => health<Health>(signal), refetchInterval: 10_000 });
