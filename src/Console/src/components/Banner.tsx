// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { Icon } from './icons';
import css from './Steps.module.css';

const icons = { good: Icon.check, bad: Icon.cross, warn: Icon.question } as const;

/** A verdict: its word, and the sentence that says what it means. */
export const Banner = ({ tone, title, children }: { tone: keyof typeof icons; title: string; children: ReactNode }) => (
  <div className={css.verdict} data-tone={tone} role="status">
    <span>{icons[tone]}</span>
    <div><h2>{title}</h2><p>{children}</p></div>
  </div>
);
