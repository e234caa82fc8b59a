// SPDX-License-Identifier: Apache-2.0
import type { TFunction } from 'i18next';
import { instant } from '../text/format';
import type { Note } from './notes';

const instants = ['blockTime', 'validFrom', 'validUntil'];

/** A note's sentence: the one of the ledger's own verifier, with its instants as people read them. */
export const noteText = ({ code, args }: Note, t: TFunction, language: string): string =>
  t(`certificateNote.${code}` as 'certificateNote.certificate-ok', Object.fromEntries(Object.entries(args).map(([name, value]) => [name, instants.includes(name) ? instant(BigInt(value), language) : value])) as Record<'license' | 'blockTime', string>);
