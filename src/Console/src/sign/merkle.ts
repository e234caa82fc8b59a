// SPDX-License-Identifier: Apache-2.0
// RFC 6962 trees over keccak-256: a leaf is hashed behind 0x00, a node behind 0x01, and no leaves at all are the hash of nothing.
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';

const hash = (...parts: Uint8Array[]): Uint8Array => keccak_256(concatBytes(...parts));
const bytes = (hex: string): Uint8Array => hexToBytes(hex.slice(2));
const hex = (value: Uint8Array): string => `0x${bytesToHex(value)}`;
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** The hash of a leaf with these data. */
export const leafOf = (data: Uint8Array): string => hex(hash(leafPrefix, data));

/** The root over leaf hashes, in the order given. */
export function rootOf(leaves: readonly string[]): string {
  let level = leaves.map(bytes);
  if (level.length === 0) return hex(keccak_256(new Uint8Array()));
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    // The last of an odd number goes up as it is: RFC 6962 splits at the largest power of two, which comes to the same.
    for (let i = 0; i < level.length; i += 2) above.push(i + 1 < level.length ? hash(nodePrefix, level[i]!, level[i + 1]!) : level[i]!);
    level = above;
  }
  return hex(level[0]!);
}

export interface Inclusion { leaf: string; leafIndex: number; treeSize: number; path: readonly string[]; root: string }

/** Whether the path leads from the leaf at its index to the root of a tree of that size, with no step to spare (RFC 9162, 2.1.3.2). */
export function includes({ leaf, leafIndex, treeSize, path, root }: Inclusion): boolean {
  if (!(leafIndex >= 0 && leafIndex < treeSize)) return false;
  let [at, last, node] = [BigInt(leafIndex), BigInt(treeSize - 1), bytes(leaf)];
  for (const step of path.map(bytes)) {
    if (last === 0n) return false;
    if (at % 2n === 1n || at === last) {
      node = hash(nodePrefix, step, node);
      while (at % 2n === 0n && at !== 0n) [at, last] = [at / 2n, last / 2n];
    } else {
      node = hash(nodePrefix, node, step);
    }
    [at, last] = [at / 2n, last / 2n];
  }
  return last === 0n && hex(node) === root;
}
