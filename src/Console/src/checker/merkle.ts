// SPDX-License-Identifier: Apache-2.0
// RFC 6962 over keccak-256 (FORMATS.md §1).
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concatBytes } from '@noble/hashes/utils.js';

export const leafHash = (data: Uint8Array): Uint8Array => keccak_256(concatBytes(Uint8Array.of(0), data));
const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => keccak_256(concatBytes(Uint8Array.of(1), left, right));

/** The root that a leaf and its path lead to (RFC 9162 §2.1.3.2); null where the path is of no tree of this size. */
export function rootFrom(leaf: Uint8Array, index: number, size: number, path: Uint8Array[]): Uint8Array | null {
  if (index < 0 || index >= size) return null;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}
