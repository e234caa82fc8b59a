// SPDX-License-Identifier: Apache-2.0
// Every proof of every tree of up to 257 leaves, and 100,000 changed ones: Solidity judges them as the reader written from the
// RFC alone does. C# makes the same proofs and changes the same ones (MerkleSweepTests), which merkle.json's digests tell.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { concat, getBytes } from "ethers";
import { digest, mutants, packed, soundProofs } from "../../scripts/vectors-merkle.js";
import { consistentRoots, rootFrom } from "../foreign/merkle.js";
import { EMPTY_ROOT, World } from "./support/world.js";

const { sweep } = JSON.parse(readFileSync(new URL("../vectors/merkle.json", import.meta.url)));
const ACALL = 500;

function holds({ kind, size, at, claim, root, path }) {
  if (kind === 0) return rootFrom(claim, at, size, path) === root;
  if (at === 0) return claim === EMPTY_ROOT && path.length === 0;
  if (at >= size) return at === size && claim === root && path.length === 0;
  const roots = consistentRoots(at, size, claim, path);
  return roots !== null && roots.oldRoot === claim && roots.newRoot === root;
}

describe("Merkle proofs", () => {
  let contract;
  before(async () => (contract = await (await World.create()).connection.ethers.deployContract("MerkleSweep")));

  async function judged(proofs) {
    const verdicts = [];
    for (let from = 0; from < proofs.length; from += ACALL) {
      const part = proofs.slice(from, from + ACALL);
      const bytes = getBytes(await contract.judge(concat(part.map(packed)), part.length));
      verdicts.push(...Array.from(bytes, (one) => one === 1));
    }
    return verdicts;
  }

  async function expectAll(proofs, verdict) {
    const onChain = await judged(proofs);
    const otherwise = proofs.filter((proof, i) => onChain[i] !== verdict || holds(proof) !== verdict);
    expect(otherwise.slice(0, 3)).to.deep.equal([]);
  }

  it("Every leaf and every beginning of every tree of 0 to 257 leaves is proven", async () => {
    const proofs = [...soundProofs()];
    expect(proofs.length).to.equal((257 * 258) / 2 + (258 * 259) / 2);
    expect(digest(proofs)).to.equal(sweep.sound);
    await expectAll(proofs, true);
  }).timeout(300_000);

  it("100,000 changed proofs show nothing", async () => {
    const proofs = [...mutants()];
    expect(proofs.length).to.equal(sweep.mutants);
    expect(digest(proofs)).to.equal(sweep.wrong);
    await expectAll(proofs, false);
  }).timeout(300_000);
});
