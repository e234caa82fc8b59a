// SPDX-License-Identifier: Apache-2.0
// Writes tests/vectors/merkle.json: trees and proofs by the recursive definitions of RFC 6962 §2.1, over keccak-256.
// It shares no code and no algorithm with the C# and Solidity that are held against it. `--check` compares instead.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { concat, getBytes, keccak256, toBeHex, toUtf8Bytes } from "ethers";

const target = fileURLToPath(new URL("../tests/vectors/merkle.json", import.meta.url));
const LEAVES = 33;
const LARGEST = 257;
const MUTANTS = 100_000;

const leafHash = (data) => keccak256(concat(["0x00", data]));
const nodeHash = (left, right) => keccak256(concat(["0x01", left, right]));

/** The largest power of two below n. */
const split = (n) => 2 ** Math.ceil(Math.log2(n) - 1);

export function root(leaves) {
  if (leaves.length < 2) return leaves[0] ?? keccak256("0x");
  const name = `${leaves[0]} ${leaves.at(-1)} ${leaves.length}`;
  if (!known.has(name)) {
    const k = split(leaves.length);
    known.set(name, nodeHash(root(leaves.slice(0, k)), root(leaves.slice(k))));
  }
  return known.get(name);
}

/** Roots met before, by first leaf, last leaf and size: no two trees here share them. */
const known = new Map();

/** PATH(m, D[n]), §2.1.1. */
export function inclusion(m, leaves) {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...inclusion(m, leaves.slice(0, k)), root(leaves.slice(k))]
    : [...inclusion(m - k, leaves.slice(k)), root(leaves.slice(0, k))];
}

/** PROOF(m, D[n]), §2.1.2; from the empty tree and between equal ones it is empty. */
export const consistency = (m, leaves) => (m === 0 || m === leaves.length ? [] : subproof(m, leaves, true));

function subproof(m, leaves, complete) {
  if (m === leaves.length) return complete ? [] : [root(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), complete), root(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), root(leaves.slice(0, k))];
}

const leafData = (i) => "0x" + Buffer.from(toUtf8Bytes(`leaf ${i}`)).toString("hex");
const allLeaves = Array.from({ length: LARGEST }, (_, i) => leafHash(leafData(i)));

const provenLeaf = (size, at) => {
  const leaves = allLeaves.slice(0, size);
  return { kind: 0, size, at, claim: leaves[at], root: root(leaves), path: inclusion(at, leaves) };
};
const provenBeginning = (size, at) => {
  const leaves = allLeaves.slice(0, size);
  return { kind: 1, size, at, claim: root(leaves.slice(0, at)), root: root(leaves), path: consistency(at, leaves) };
};

/** Every leaf of every tree of up to 257 leaves, then every beginning of each: `at` is the index or the old size, `claim` the leaf or the old root. */
export function* soundProofs() {
  for (let size = 1; size <= LARGEST; size++) for (let at = 0; at < size; at++) yield provenLeaf(size, at);
  for (let size = 0; size <= LARGEST; size++) for (let at = 0; at <= size; at++) yield provenBeginning(size, at);
}

/** A hash with one of its bits turned. */
const turned = (hash, bit) => toBeHex(BigInt(hash) ^ (1n << BigInt(bit)), 32);

/**
 * Sound proofs with one thing changed, drawn by the hash of their number. The size is left alone, since a root does not commit to it
 * (RFC 6962): a path may hold for two sizes. Nothing is claimed of the empty tree, with which every other one begins.
 */
export function* mutants(count = MUTANTS) {
  for (let i = 0; i < count; i++) {
    const lot = keccak256(toUtf8Bytes(`mutant ${i}`));
    const draw = getBytes(lot);
    const pick = (from, below) => ((draw[from] << 8) | draw[from + 1]) % below;
    const size = 1 + pick(0, LARGEST);
    const proof = draw[2] % 2 === 0 ? provenLeaf(size, pick(3, size)) : provenBeginning(size, 1 + pick(3, size));
    const { path } = proof;
    const [at, bit] = [pick(6, path.length + 1), draw[8]];
    const ways = [
      () => ({ claim: turned(proof.claim, bit) }),
      () => ({ root: turned(proof.root, bit) }),
      () => ({ claim: lot }),
      () => ({ at: proof.at + 1 }),
      () => ({ path: [...path.slice(0, at), lot, ...path.slice(at)] }),
      () => ({ path: path.slice(1) }),
      () => ({ path: path.slice(0, -1) }),
      () => ({ path: path.with(at % path.length, turned(path[at % path.length], bit)) }),
      () => ({ path: [...path, path.at(-1)] }),
      () => ({ path: path.length > 1 ? path.toReversed() : [] }),
    ];
    yield { ...proof, ...ways[draw[5] % (path.length > 0 ? 10 : 5)]() };
  }
}

/** A proof in words of 32 bytes. */
export const packed = ({ kind, size, at, claim, root, path }) =>
  concat([...[kind, size, at].map((number) => toBeHex(number, 32)), claim, root, toBeHex(path.length, 32), ...path]);

/** One hash for a list of proofs: each is hashed after the hash of those before it. */
export const digest = (proofs) =>
  proofs.reduce((before, proof) => keccak256(concat([before, packed(proof)])), keccak256("0x"));

/** Every way to be wrong that a proof has, with its name. */
function* spoiled(proof, { sizes, swap }) {
  const flip = (hash) => hash.slice(0, -1) + (hash.endsWith("0") ? "1" : "0");
  if (proof.path.length > 0) {
    yield ["shortened", { ...proof, path: proof.path.slice(0, -1) }];
    yield ["first node gone", { ...proof, path: proof.path.slice(1) }];
    yield ["changed node", { ...proof, path: [...proof.path.slice(0, -1), flip(proof.path.at(-1))] }];
  }
  yield ["lengthened", { ...proof, path: [...proof.path, keccak256("0x")] }];
  yield ["other root", { ...proof, root: flip(proof.root) }];
  for (const [name, change] of [...sizes, ...swap]) yield [name, { ...proof, ...change(proof) }];
}

function make() {
  const data = Array.from({ length: LEAVES }, (_, i) => leafData(i));
  const leaves = data.map(leafHash);
  const tree = (size) => leaves.slice(0, size);
  const roots = Array.from({ length: LEAVES + 1 }, (_, size) => root(tree(size)));
  const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 31, 32, 33];

  const inclusions = [];
  for (const size of sizes) {
    for (let index = 0; index < size; index++) {
      if (size > 9 && ![0, 1, 15, 16, 30, size - 1].includes(index)) continue;
      inclusions.push({ size, index, leaf: leaves[index], root: roots[size], path: inclusion(index, tree(size)) });
    }
  }
  const consistencies = [];
  for (const size of sizes) {
    for (let oldSize = 0; oldSize <= size; oldSize++) {
      if (size > 9 && ![0, 1, 8, 15, 16, 17, 30, size - 1, size].includes(oldSize)) continue;
      const path = consistency(oldSize, tree(size));
      consistencies.push({ oldSize, oldRoot: roots[oldSize], size, root: roots[size], path });
    }
  }

  const wrongInclusions = [];
  for (const proof of inclusions.filter(({ size, index }) => [1, 5, 8].includes(size) && index % 2 === 0)) {
    const swap = [
      ["an inner node as leaf", ({ leaf }) => ({ leaf: nodeHash(leaf, leaf) })],
      ["unhashed leaf", () => ({ leaf: keccak256(data[proof.index]) })],
    ];
    const wrongSizes = [
      ["index past the end", ({ size }) => ({ index: size })],
      ["size zero", () => ({ size: 0 })],
    ];
    if (proof.index !== 0) wrongSizes.push(["other index", ({ index }) => ({ index: index - 1 })]);
    for (const [why, wrong] of spoiled(proof, { sizes: wrongSizes, swap })) wrongInclusions.push({ why, ...wrong });
  }
  const wrongConsistencies = [];
  for (const proof of consistencies.filter(
    ({ size, oldSize }) => [5, 8].includes(size) && [1, 3, 4, 7].includes(oldSize) && oldSize < size,
  )) {
    const wrongSizes = [
      ["sizes descend", ({ oldSize, size }) => ({ oldSize: size, size: oldSize })],
      ["old size zero", () => ({ oldSize: 0 })],
    ];
    const swap = [
      ["roots swapped", ({ oldRoot, root }) => ({ oldRoot: root, root: oldRoot })],
      ["rewritten history", () => ({ oldRoot: keccak256("0x01") })],
    ];
    for (const [why, wrong] of spoiled(proof, { sizes: wrongSizes, swap })) wrongConsistencies.push({ why, ...wrong });
  }
  return {
    about: 'RFC 6962 trees over keccak-256: leaf 0x00, node 0x01, empty keccak256(""). `leaf` is a leaf\'s hash.',
    leaves: data,
    roots,
    inclusion: inclusions,
    consistency: consistencies,
    wrongInclusion: wrongInclusions,
    wrongConsistency: wrongConsistencies,
    sweep: { leaves: LARGEST, sound: digest([...soundProofs()]), mutants: MUTANTS, wrong: digest([...mutants()]) },
  };
}

/** One line a vector: readable in a diff. */
function lines(vectors) {
  const list = (items) => `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
  const fields = Object.entries(vectors).map(
    ([name, value]) => `  "${name}": ${Array.isArray(value) ? list(value) : JSON.stringify(value)}`,
  );
  return `{\n${fields.join(",\n")}\n}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = lines(make());
  if (!process.argv.includes("--check")) await writeFile(target, text);
  else if (text !== (await readFile(target, "utf8"))) {
    console.error("tests/vectors/merkle.json is stale. Run: node scripts/vectors-merkle.js");
    process.exitCode = 1;
  }
}
