// SPDX-License-Identifier: Apache-2.0
import { day } from '../text/format';
import parts from './parts.module.css';

/** From a day to another, broken between the two only. */
export const Span = ({ from, until, language }: { from: string | number; until: string | number; language: string }) => {
  const text = (bound: string | number) => (typeof bound === 'number' ? day(bound, language) : bound);
  return <><span className={parts.line}>{text(from)} –</span> <span className={parts.line}>{text(until)}</span></>;
};
