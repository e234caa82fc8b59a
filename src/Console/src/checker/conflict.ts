// SPDX-License-Identifier: Apache-2.0
// Two codes that open one serial number under two certificates valid at once: one unit cannot be in two shipments. FORMATS.md §12.
import { idOf, signerOfCode, write, type Code } from './code';
import { note, type ConflictCode, type FlawCode, type Note } from './notes';
import { quoted, seal } from './sealed';
import { flawOf } from './verify';

export interface Conflict { isShown: boolean; note: Note<ConflictCode | FlawCode>; first: Code; second: Code }

/** Whether two codes conflict, in whatever order they were found; the note names whom it accuses. */
export function judge(one: Code, other: Code): Conflict {
  const [first, second] = idOf(one) <= idOf(other) ? [one, other] : [other, one];
  const signers = [signerOfCode(first), signerOfCode(second)] as const;
  const wrong = flawOf(first, signers[0]) ?? flawOf(second, signers[1]) ?? harmless(first, second);
  if (wrong) return { isShown: false, note: wrong, first, second };
  return {
    isShown: true, first, second,
    note: note('conflict-ok', { serial: first.unit?.serial ?? '', license: first.certificate.license, first: signers[0] ?? '', second: signers[1] ?? '' }),
  };
}

function harmless(first: Code, second: Code): Note<ConflictCode> | null {
  const [a, b] = [first.certificate, second.certificate];
  if (!first.unit || !second.unit) return note('conflict-unit-missing');
  if (first.chainId !== second.chainId || first.usageLog !== second.usageLog || a.license !== b.license || a.product !== b.product) return note('conflict-goods-other');
  if (first.unit.serial !== second.unit.serial) return note('conflict-serial-other', { first: first.unit.serial, second: second.unit.serial });
  if (idOf(first) === idOf(second)) return note('conflict-same');
  return a.validUntil <= b.validFrom || b.validUntil <= a.validFrom ? note('conflict-apart') : null;
}

/** The file that `ledger evidence verify` judges; the same conflict gives the same bytes. */
export const fileOf = ({ first, second }: Conflict): string => seal('ledger-certificate-conflict', `"first":${quoted(write(first))},"second":${quoted(write(second))}`);
