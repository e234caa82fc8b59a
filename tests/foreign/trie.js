// SPDX-License-Identifier: Apache-2.0
// A Merkle-Patricia trie that is just enough for receipts: built whole, proven, and checked from its root.
import { decodeRlp, encodeRlp, getBytes, hexlify, keccak256, toBeArray } from 'ethers';

const nibbles = (hex) => [...hex.slice(2)].map((digit) => parseInt(digit, 16));

/** Yellow Paper, appendix C: hex-prefix encoding. */
function compact(path, isLeaf) {
  const flag = (isLeaf ? 2 : 0) + (path.length % 2);
  const digits = path.length % 2 === 1 ? [flag, ...path] : [flag, 0, ...path];
  return `0x${digits.map((digit) => digit.toString(16)).join('')}`;
}

/** The RLP structure of the node over the given [nibbles, value] pairs; keeps each hashed node in `nodes`. */
function build(pairs, nodes) {
  if (pairs.length === 0) return '0x';
  const [path, value] = pairs[0];
  if (pairs.length === 1) return [compact(path, true), value];
  let shared = 0;
  while (pairs.every(([other]) => other.length > shared && other[shared] === path[shared])) shared++;
  if (shared > 0) return [compact(path.slice(0, shared), false), reference(build(pairs.map(([other, it]) => [other.slice(shared), it]), nodes), nodes)];
  const children = Array.from({ length: 16 }, (_, digit) =>
    reference(build(pairs.filter(([other]) => other[0] === digit).map(([other, it]) => [other.slice(1), it]), nodes), nodes));
  return [...children, pairs.find(([other]) => other.length === 0)?.[1] ?? '0x'];
}

/** A node shorter than 32 bytes stands inline; any other by its hash. */
function reference(node, nodes) {
  if (node === '0x') return node;
  const encoded = encodeRlp(node);
  if (getBytes(encoded).length < 32) return node;
  nodes.set(keccak256(encoded), encoded);
  return keccak256(encoded);
}

/** The key of the value at an index: rlp(index). */
export const keyOf = (index) => encodeRlp(index === 0 ? '0x' : toBeArray(index));

export function trie(values) {
  const nodes = new Map();
  const top = build(values.map((value, index) => [nibbles(keyOf(index)), value]), nodes);
  const encoded = encodeRlp(top);
  nodes.set(keccak256(encoded), encoded);
  return { root: keccak256(encoded), nodes };
}

/** Walks a key from the root through the given nodes. The value, or a thrown sentence that says where the proof breaks. */
export function walk(root, key, nodes) {
  let [node, rest] = [load(root, nodes), nibbles(key)];
  for (;;) {
    if (node.length === 17) {
      if (rest.length === 0) return hexlify(node[16]);
      [node, rest] = [follow(node[rest[0]], nodes), rest.slice(1)];
      continue;
    }
    const [flag, ...digits] = nibbles(hexlify(node[0]));
    const path = flag % 2 === 1 ? digits : digits.slice(1);
    if (path.some((digit, at) => digit !== rest[at])) throw new Error('The key leaves the trie here.');
    rest = rest.slice(path.length);
    if (flag >= 2) {
      if (rest.length > 0) throw new Error('A leaf ends before the key does.');
      return hexlify(node[1]);
    }
    node = follow(node[1], nodes);
  }
}

const follow = (child, nodes) => {
  if (Array.isArray(child)) return child;
  if (child === '0x') throw new Error('The key is not in the trie.');
  return load(child, nodes);
};

function load(hash, nodes) {
  const encoded = nodes.get(hash);
  if (encoded === undefined) throw new Error(`The node ${hash} is missing.`);
  if (keccak256(encoded) !== hash) throw new Error(`The node ${hash} is not what its hash says.`);
  return decodeRlp(encoded);
}
