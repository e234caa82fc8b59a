// SPDX-License-Identifier: Apache-2.0
import type { TFunction } from 'i18next';
import type { Health } from '../api/types';

/** The stable code before a condition's sentence: `writer-halted` of `writer-halted: …`. */
export const codeOf = (condition: string): string => condition.split(':', 1)[0] ?? condition;

/** Whether chain and store disagree, so that nothing is written until somebody decides. */
export const isHalted = (health: Health | undefined): boolean => health?.problems.some((condition) => codeOf(condition) === 'writer-halted') ?? false;

/** Each condition in the reader's language, by its code; one that the console does not know in the host's own words. */
export const conditionsOf = (health: Health | undefined, t: TFunction): string[] =>
  [...(health?.problems ?? []), ...(health?.warnings ?? [])].map((condition) => t(`condition.${codeOf(condition)}` as 'condition.no-block', { defaultValue: condition }));
