// SPDX-License-Identifier: Apache-2.0
// Both readers of trees in the browser, against the recursive definitions of RFC 6962 §2.1, for every leaf of every tree of 0 to 257 leaves.
import { readFileSync } from 'node:fs';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { concat, keccak256 } from 'ethers';
import { describe, expect, it } from 'vitest';
import { leafHash, rootFrom } from '../src/checker/merkle';
import { includes, leafOf, rootOf } from '../src/sign/merkle';

const largest = 257; // one leaf more than a full tree of eight levels, as in the sweep of the shared vectors
const vectors = JSON.parse(readFileSync(new URL('../../../tests/vectors/merkle.json', import.meta.url), 'utf8')) as {
  roots: string[];
  inclusion: { size: number; index: number; path: string[] }[];
  sweep: { leaves: number };
};

const bytes = (hex: string): Uint8Array => hexToBytes(hex.slice(2));
const data = Array.from({ length: largest }, (_, i) => utf8ToBytes(`leaf ${i}`));
const leaves = data.map((one) => keccak256(concat(['0x00', one])));
const sizes = Array.from({ length: largest + 1 }, (_, size) => size);

/** The largest power of two below n. */
const split = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);

const known = new Map<string, string>();

/** MTH(D[from:from+n]). */
function treeHash(from: number, n: number): string {
  if (n === 0) return keccak256('0x');
  if (n === 1) return leaves[from]!;
  const name = `${from} ${n}`;
  const hash = known.get(name) ?? keccak256(concat(['0x01', treeHash(from, split(n)), treeHash(from + split(n), n - split(n))]));
  known.set(name, hash);
  return hash;
}

/** PATH(m, D[from:from+n]). */
function pathOf(m: number, n: number, from = 0): string[] {
  if (n === 1) return [];
  const k = split(n);
  return m < k ? [...pathOf(m, k, from), treeHash(from + k, n - k)] : [...pathOf(m - k, n - k, from + k), treeHash(from, k)];
}

const everyLeaf = sizes.flatMap((size) => leaves.slice(0, size).map((leaf, index) => ({ size, index, leaf, root: treeHash(0, size), path: pathOf(index, size) })));

describe('the definition', () => {
  it('is that of the shared vectors', () => {
    expect(vectors.sweep.leaves).toBe(largest);
    expect(vectors.roots.map((_, size) => treeHash(0, size))).toEqual(vectors.roots);
    for (const { size, index, path } of vectors.inclusion) expect([size, index, pathOf(index, size)]).toEqual([size, index, path]);
  });
});

type Place = (typeof everyLeaf)[number];
const firstLeaves = everyLeaf.filter(({ index }) => index === 0);
const loaded = 120_000; // milliseconds on a machine that builds meanwhile; alone it takes two seconds

describe('a tree of every size', () => {
  it('has the root of the definition', () => {
    const made = data.map(leafOf);
    expect(sizes.map((size) => rootOf(made.slice(0, size)))).toEqual(sizes.map((size) => treeHash(0, size)));
  }, loaded);
  it('holds each leaf at its index, and the first at no other', () => {
    expect(everyLeaf.length).toBe((largest * (largest + 1)) / 2);
    const holds = ({ leaf, size, path, root }: Place, leafIndex: number) => includes({ leaf, leafIndex, treeSize: size, path, root });
    expect(everyLeaf.filter((one) => !holds(one, one.index))).toEqual([]);
    expect(firstLeaves.filter((one) => holds(one, 1))).toEqual([]);
  }, loaded);
  it('leads the checker from each leaf to its root, and the first from no other index', () => {
    expect(data.map((one) => `0x${bytesToHex(leafHash(one))}`)).toEqual(leaves);
    const leads = ({ leaf, size, path, root }: Place, index: number) => {
      const found = rootFrom(bytes(leaf), index, size, path.map(bytes));
      return found !== null && `0x${bytesToHex(found)}` === root;
    };
    expect(everyLeaf.filter((one) => !leads(one, one.index))).toEqual([]);
    expect(firstLeaves.filter((one) => leads(one, 1))).toEqual([]);
  }, loaded);
});
