// SPDX-License-Identifier: Apache-2.0

/** Every word that a code or two may come to, as FORMATS.md §12 and the ledger's command have them; the catalogs hold a sentence for each. */
export type NoteCode = SoundCode | FlawCode | OpeningCode | ConflictCode;
export type SoundCode = 'certificate-ok' | 'certificate-unit-ok' | 'certificate-key-unpinned';
export type FlawCode =
  | 'certificate-none' | 'certificate-version-unknown' | 'certificate-too-large' | 'certificate-malformed' | 'certificate-form-wrong'
  | 'certificate-signature-wrong' | 'certificate-unit-wrong' | 'certificate-chain-other' | 'certificate-contract-other'
  | 'certificate-license-other' | 'certificate-key-other' | 'certificate-not-yet' | 'certificate-expired';
export type OpeningCode = 'opening-ok' | 'opening-expired' | 'opening-expired-unpinned' | 'opening-wrong' | 'opening-unreadable';
export type ConflictCode = 'conflict-ok' | 'conflict-unit-missing' | 'conflict-goods-other' | 'conflict-serial-other' | 'conflict-same' | 'conflict-apart';

/** A sentence's code, and what fills its places. */
export interface Note<Code extends NoteCode = NoteCode> { code: Code; args: Record<string, string> }

export const note = <Code extends NoteCode>(code: Code, args: Record<string, string | bigint> = {}): Note<Code> =>
  ({ code, args: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, value.toString()])) });
