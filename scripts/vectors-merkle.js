// SPDX-License-Identifier: Apache-2.0
// Writes tests/vectors/merkle.json: trees and proofs by the recursive definitions of RFC 6962 §2.1, over keccak-256.
// It shares no code and no algorithm with the C# and Solidity that are held against it. `--check` compares instead.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { concat, keccak256, toUtf8Bytes } from "ethers";

const target = fileURLToPath(new URL("../tests/vectors/merkle.json", import.meta.url));
const LEAVES = 33;

const leafHash = (data) => keccak256(concat(["0x00", data]));
const nodeHash = (left, right) => keccak256(concat(["0x01", left, right]));

/** The largest power of two below n. */
const split = (n) => 2 ** Math.ceil(Math.log2(n) - 1);

export function root(leaves) {
  if (leaves.length < 2) return leaves[0] ?? keccak256("0x");
  const k = split(leaves.length);
  return nodeHash(root(leaves.slice(0, k)), root(leaves.slice(k)));
}

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
  const data = Array.from({ length: LEAVES }, (_, i) => "0x" + Buffer.from(toUtf8Bytes(`leaf ${i}`)).toString("hex"));
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
    const swap = [["an inner node as leaf", ({ leaf }) => ({ leaf: nodeHash(leaf, leaf) })], ["unhashed leaf", () => ({ leaf: keccak256(data[proof.index]) })]];
    const wrongSizes = [["index past the end", ({ size }) => ({ index: size })], ["size zero", () => ({ size: 0 })]];
    if (proof.index !== 0) wrongSizes.push(["other index", ({ index }) => ({ index: index - 1 })]);
    for (const [why, wrong] of spoiled(proof, { sizes: wrongSizes, swap })) wrongInclusions.push({ why, ...wrong });
  }
  const wrongConsistencies = [];
  for (const proof of consistencies.filter(({ size, oldSize }) => [5, 8].includes(size) && [1, 3, 4, 7].includes(oldSize) && oldSize < size)) {
    const wrongSizes = [["sizes descend", ({ oldSize, size }) => ({ oldSize: size, size: oldSize })], ["old size zero", () => ({ oldSize: 0 })]];
    const swap = [["roots swapped", ({ oldRoot, root }) => ({ oldRoot: root, root: oldRoot })], ["rewritten history", () => ({ oldRoot: keccak256("0x01") })]];
    for (const [why, wrong] of spoiled(proof, { sizes: wrongSizes, swap })) wrongConsistencies.push({ why, ...wrong });
  }
  return {
    about: "RFC 6962 trees over keccak-256: leaf 0x00, node 0x01, empty keccak256(\"\"). `leaf` is a leaf's hash.",
    leaves: data,
    roots,
    inclusion: inclusions,
    consistency: consistencies,
    wrongInclusion: wrongInclusions,
    wrongConsistency: wrongConsistencies,
  };
}

/** One line a vector: readable in a diff. */
function lines(vectors) {
  const list = (items) => `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
  const fields = Object.entries(vectors).map(([name, value]) => `  "${name}": ${Array.isArray(value) ? list(value) : JSON.stringify(value)}`);
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
