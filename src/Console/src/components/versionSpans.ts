// SPDX-License-Identifier: Apache-2.0
import type { License } from '../api/types';

export interface Span { kind: 'version' | 'suspended'; from: number; until: number; number: number }

const aYear = 31_557_600;

/** Each version until the next one or the end, then the suspensions over them. What has no end is drawn a year past now. */
export function spansOf(license: Pick<License, 'startsAt' | 'versions' | 'suspensions'>, now: number): Span[] {
  const open = Math.max(now, ...license.versions.map((version) => version.endsAt ?? version.effectiveAt)) + aYear;
  const versions = license.versions.map((version, i): Span => {
    const from = i === 0 ? license.startsAt : version.effectiveAt;
    const end = version.endsAt ?? open;
    return { kind: 'version', number: i + 1, from, until: Math.max(from, Math.min(license.versions[i + 1]?.effectiveAt ?? end, end)) };
  });
  const end = license.versions.at(-1)?.endsAt ?? open;
  return [...versions, ...license.suspensions.map(({ from, until }): Span => ({ kind: 'suspended', number: 0, from, until: until ?? Math.max(from, end) }))];
}

/** Time to place: all of the spans and now, with a margin, within `width`. */
export function scaleOf(spans: Span[], now: number, width: number): (seconds: number) => number {
  const first = Math.min(now, ...spans.map((span) => span.from));
  const last = Math.max(now, ...spans.map((span) => span.until));
  const margin = 20;
  return (seconds) => margin + ((seconds - first) / Math.max(1, last - first)) * (width - 2 * margin);
}
