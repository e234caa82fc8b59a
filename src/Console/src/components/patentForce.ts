// SPDX-License-Identifier: Apache-2.0
import type { Patent } from '../api/types';

export type Force = 'inForce' | 'notYet' | 'lapsed' | 'unknown';

type Interval = Pick<Patent, 'inForceFrom' | 'inForceUntil'>;

/** Unknown stays unknown: a patent of which only one bound is known is judged by that bound where it decides. */
export function forceAt({ inForceFrom, inForceUntil }: Interval, at: number): Force {
  if (inForceFrom !== null && at < inForceFrom) return 'notYet';
  if (inForceUntil !== null && at >= inForceUntil) return 'lapsed';
  return inForceFrom === null || inForceUntil === null ? 'unknown' : 'inForce';
}

export interface Country { country: string; listed: number; inForce: number }

/** How many are listed and how many are known to be in force, by country in alphabetical order. */
export function byCountry(patents: (Interval & Pick<Patent, 'country'>)[], at: number): Country[] {
  const countries = new Map<string, Country>();
  for (const patent of patents) {
    const one = countries.get(patent.country) ?? { country: patent.country, listed: 0, inForce: 0 };
    countries.set(patent.country, { ...one, listed: one.listed + 1, inForce: one.inForce + (forceAt(patent, at) === 'inForce' ? 1 : 0) });
  }
  return [...countries.values()].sort((a, b) => a.country.localeCompare(b.country));
}

/** How many are known to be in force at the beginning of each year, from the first that any is to the year in which none is any more. */
export function inForceByYear(patents: Interval[]): { year: number; inForce: number }[] {
  const known = patents.flatMap(({ inForceFrom, inForceUntil }) => (inForceFrom === null || inForceUntil === null ? [] : [[inForceFrom, inForceUntil] as const]));
  if (known.length === 0) return [];
  const yearOf = (seconds: number) => new Date(seconds * 1000).getUTCFullYear();
  const first = Math.min(...known.map(([from]) => yearOf(from)));
  const last = Math.max(...known.map(([, until]) => yearOf(until))) + 1;
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const begins = Date.UTC(first + i) / 1000;
    return { year: first + i, inForce: known.filter(([from, until]) => from <= begins && begins < until).length };
  });
}
