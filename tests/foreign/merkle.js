// SPDX-License-Identifier: Apache-2.0
// RFC 6962 over keccak-256, written from the RFC alone.
import { concat, keccak256 } from 'ethers';

export const leafHash = (data) => keccak256(concat(['0x00', data]));
export const nodeHash = (left, right) => keccak256(concat(['0x01', left, right]));

/** MTH of section 2.1, over leaf hashes. */
export function root(leaves) {
  if (leaves.length === 0) return keccak256('0x');
  if (leaves.length === 1) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(root(leaves.slice(0, split)), root(leaves.slice(split)));
}

/** PATH(m, D) of section 2.1.1. */
export function path(index, leaves) {
  if (leaves.length <= 1) return [];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return index < split
    ? [...path(index, leaves.slice(0, split)), root(leaves.slice(split))]
    : [...path(index - split, leaves.slice(split)), root(leaves.slice(0, split))];
}

/** The root that leaf, index and path lead to (RFC 9162, 2.1.3.2), or null where the path has the wrong length. */
export function rootFrom(leaf, index, size, proof) {
  if (index >= size) return null;
  let [at, last, hash] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const sibling of proof) {
    if (last === 0n) return null;
    if (at % 2n === 1n || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2n === 0n && at !== 0n) [at, last] = [at / 2n, last / 2n];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [at / 2n, last / 2n];
  }
  return last === 0n ? hash : null;
}

/** Both roots that a consistency proof leads to (RFC 9162, 2.1.4.2), for sizes 0 < old < size; null where the path has the wrong length. */
export function consistentRoots(old, size, oldRoot, proof) {
  let [at, last] = [BigInt(old) - 1n, BigInt(size) - 1n];
  while (at % 2n === 1n) [at, last] = [at / 2n, last / 2n];
  const [first, ...rest] = (old & (old - 1)) === 0 ? [oldRoot, ...proof] : proof;
  let [older, newer] = [first, first];
  for (const hash of rest) {
    if (last === 0n) return null;
    if (at % 2n === 1n || at === last) {
      [older, newer] = [nodeHash(hash, older), nodeHash(hash, newer)];
      while (at % 2n === 0n && at !== 0n) [at, last] = [at / 2n, last / 2n];
    } else {
      newer = nodeHash(newer, hash);
    }
    [at, last] = [at / 2n, last / 2n];
  }
  return last === 0n ? { oldRoot: older, newRoot: newer } : null;
}
