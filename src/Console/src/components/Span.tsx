// SPDX-License-Identifier: Apache-2.0
import { day, dayIn, lastOf, utc } from '../text/format';
import parts from './parts.module.css';

/** From a day (UTC) to another, the last that is included of a time that ends before `until`; or to what is no day. Broken between the two only. */
export const Span = ({ from, until, language }: { from: string | number; until: string | number; language: string }) => {
  const isNamedLater = typeof until === 'number';
  const first = typeof from === 'number' ? (isNamedLater ? dayIn(from, utc, language) : day(from, language)) : from;
  return <><span className={parts.line}>{first} –</span> <span className={parts.line}>{isNamedLater ? day(lastOf(typeof from === 'number' ? from : 0, until), language) : until}</span></>;
};

/** A period by its first and last day in the zone of the terms, which stands beside them; null while nobody here holds them. */
export const Period = ({ start, end, zone, language }: { start: number; end: number; zone: string | null; language: string }) => (
  <>
    <span className={parts.line}>{dayIn(start, zone ?? utc, language)} –</span> <span className={parts.line}>{dayIn(lastOf(start, end), zone ?? utc, language)}</span>{' '}
    <small>{zone ?? utc}</small>
  </>
);
