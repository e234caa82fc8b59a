// SPDX-License-Identifier: Apache-2.0
import type { TFunction } from 'i18next';
import { instant } from '../text/format';
import type { Note } from './notes';

const instants = ['blockTime', 'validFrom', 'validUntil'];

/** A note's sentence: the one of the ledger's own verifier, with its instants as people read them. */
export function noteText({ code, args }: Note, t: TFunction, language: string): string {
  const said = ([name, value]: [string, string]): [string, string] =>
    [name, instants.includes(name) ? instant(BigInt(value), language) : name === 'what' ? t(`checker.openingFlaw.${value}` as 'checker.openingFlaw.form', { defaultValue: value }) : value];
  return t(`certificateNote.${code}` as 'certificateNote.certificate-ok', Object.fromEntries(Object.entries(args).map(said)) as Record<'license' | 'blockTime', string>);
}
