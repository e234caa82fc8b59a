// SPDX-License-Identifier: Apache-2.0
import { AbiCoder, concat, keccak256, toBeHex } from "ethers";

const coder = AbiCoder.defaultAbiCoder();

/** The slot of `mapping[key]` whose mapping stands at `slot`. */
export const inMapping = (slot, type, key) => keccak256(concat([coder.encode([type], [key]), toBeHex(slot, 32)]));
export const after = (slot, words) => toBeHex(BigInt(slot) + BigInt(words), 32);

/** A field of a packed slot: `offset` and `size` in bytes from its low end. */
export const field = (word, offset, size) => (BigInt(word) >> BigInt(8 * offset)) & ((1n << BigInt(8 * size)) - 1n);

/** Where each published slot stands, as contracts/README.md says. */
export const slots = {
  void: (actId, party) => inMapping(inMapping(2, "bytes32", actId), "bytes32", party),
  key: (party, key) => inMapping(inMapping(3, "bytes32", party), "address", key),
  keysHead: (party) => inMapping(4, "bytes32", party),
  partyAt: (number) => inMapping(5, "uint32", number),
  parties: toBeHex(6, 32),
  recovery: (party) => inMapping(7, "bytes32", party),
  pool: (pool) => inMapping(3, "bytes32", pool),
  membership: (pool, party) => inMapping(inMapping(4, "bytes32", pool), "bytes32", party),
  schedule: (pool, schedule) => inMapping(inMapping(5, "bytes32", pool), "bytes32", schedule),
  used: (contribution) => inMapping(6, "bytes32", contribution),
  poolAt: (number) => inMapping(7, "uint32", number),
  pools: toBeHex(8, 32),
  ended: (pool, party) => inMapping(inMapping(9, "bytes32", pool), "bytes32", party),
  enrolment: (pool, party) => inMapping(inMapping(10, "bytes32", pool), "bytes32", party),
  administrator: (pool) => inMapping(11, "bytes32", pool),
  policy: (pool, policy) => inMapping(inMapping(12, "bytes32", pool), "bytes32", policy),
  logKey: (pool) => inMapping(13, "bytes32", pool),
  file: (pool, licensee) => inMapping(inMapping(3, "bytes32", pool), "bytes32", licensee),
  license: (license) => inMapping(4, "bytes32", license),
  head: (license) => inMapping(5, "bytes32", license),
  rare: (license) => inMapping(6, "bytes32", license),
  parent: (license) => inMapping(7, "bytes32", license),
  span: (license, index) => after(inMapping(8, "bytes32", license), Math.floor(index / 3)),
  lodged: (pool, digest) => inMapping(inMapping(3, "bytes32", pool), "bytes32", digest),
  checkpoint: (pool, epoch) => inMapping(inMapping(2, "bytes32", pool), "uint64", epoch),
};
