// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { artifacts } from "hardhat";
import { concat, keccak256 } from "ethers";
import { matchesSnapshot } from "./support/snapshot.js";
import { World, newKey, salt, seed } from "./support/world.js";

const NAMES = ["Parties", "Pools", "Licenses", "UsageLog"];

async function layoutOf(name) {
  const path = await artifacts.getBuildInfoOutputPath(await artifacts.getBuildInfoId(`contracts/${name}.sol:${name}`));
  const { storage, types } = JSON.parse(readFileSync(path)).output.contracts[`project/contracts/${name}.sol`][name]
    .storageLayout;
  const plain = ({ label, slot, offset, type }) => ({ label, slot: Number(slot), offset, type: types[type].label });
  const structs = Object.values(types).filter(({ members }) => members);
  return {
    storage: storage.map(plain),
    structs: Object.fromEntries(structs.map(({ label, members }) => [label, members.map(plain)])),
  };
}

describe("Snapshots", () => {
  it("The storage layout is the published one", async () => {
    await matchesSnapshot(
      "layout",
      Object.fromEntries(await Promise.all(NAMES.map(async (n) => [n, await layoutOf(n)]))),
    );
  });

  it("The bytecode has the size that it had, and fits EIP-170 with room", async () => {
    const sizes = {};
    for (const name of NAMES) {
      const { bytecode, deployedBytecode } = await artifacts.readArtifact(name);
      sizes[name] = { creation: bytecode.length / 2 - 1, deployed: deployedBytecode.length / 2 - 1 };
      expect(sizes[name].deployed).to.be.below(24_576 / 2);
    }
    await matchesSnapshot("size", sizes);
  });

  describe("gas", () => {
    let w, gas;
    const note = async (name, used, limit) => {
      gas[name] = await used;
      if (limit) expect(gas[name], name).to.be.at.most(limit);
    };
    before(async () => {
      seed("gas");
      w = await World.create();
      gas = {};
    });

    it("Parties", async () => {
      const key = newKey();
      const act = w.opening(key);
      await note("open", w.gas(w.parties.open(act, w.sign("Parties", "PartyOpening", act, key))));
      const party = { id: w.id("PartyOpening", act), key };
      const admission = await w.admission(party, newKey());
      const next = newKey();
      admission.key = next.address;
      const signed = w.sign("Parties", "KeyAdmission", admission, key, next);
      await note("admitKey", w.gas(w.parties.admitKey(admission, signed)));
    });

    it("An admission costs at most 73,000 and 13,000 a signer", async () => {
      const pool = await w.formPool();
      await w.admit(pool, await w.openParty());
      const party = await w.openParty();
      const act = await w.joining(pool, party);
      const signed = w.sign("Pools", "Admission", act, pool.administrator.key, party.key);
      await note("admit", w.gas(w.pools.admit(act, signed)), 73_000 + 2 * 13_000);
    });

    it("A grant costs at most 115,000 the first in a file, 97,000 next; a termination 85,000", async () => {
      const { pool, licensee } = await w.stage();
      const act = { startsAt: 1_700_000_000n, endsAt: 1_900_000_000n, expiresAt: 1_800_000_000n };
      const first = await w.grant(pool, licensee, act);
      await note("grant first", first.gas, 115_000);
      await note("grant next", (await w.grant(pool, licensee, act)).gas, 97_000);
      const ending = await w.ending(first.id, { expiresAt: 1_800_000_000n });
      await note("terminate", w.gas(w.terminate(ending, pool.administrator.key)), 85_000);
    });

    it("A checkpoint costs at most 80,000 at 2²⁰ in its worst shape, 90,000 the first", async () => {
      const { first, next, worst } = await checkpoints(w);
      await note("anchor first", first, 90_000);
      await note("anchor next", next);
      await note("anchor at 2^20, longest proof", worst, 80_000);
    });

    it("64 founders and 64 contributions fit 12 M gas", async () => {
      const founder = await w.openParty();
      const pool = await w.formPool({ administrator: founder });
      const charter = w.charter(founder, Array(64).fill(founder), newKey());
      const signed = w.sign("Pools", "PoolCharter", charter, ...Array(65).fill(founder.key));
      await note("form, 64 founders", w.gas(w.pools.form(charter, signed)), 12_000_000);
      await w.admit(pool, founder);
      const schedule = salt();
      const many = Array.from({ length: 64 }, () => w.contribution(pool, schedule, founder));
      await note("revise, 64 contributions", w.gas(w.revise(pool, await w.revision(pool, schedule, many))), 12_000_000);
    });

    after(() => matchesSnapshot("gas", gas));
  });
});

/** Gas of the first checkpoint, of a short step, and of the step with the longest proof under 2²⁰ leaves. */
async function checkpoints(w) {
  const { range } = syntheticTree();
  const pool = await w.formPool();
  const first = await w.gas(w.anchor(pool, 3n, range(0n, 3n)));
  const next = await w.gas(w.anchor(pool, 4n, range(0n, 4n), proof(3n, 4n)));
  // Long are the proofs from 2¹⁹ + 1 (a last leaf that stands alone) and from 2²⁰ − 1 (every node counts for both roots).
  const size = 1n << 20n;
  let worst = 0;
  for (const oldSize of [(1n << 19n) + 1n, size - 1n, size - 3n]) {
    const big = await w.formPool();
    await w.anchor(big, oldSize, range(0n, oldSize));
    worst = Math.max(worst, await w.gas(w.anchor(big, size, range(0n, size), proof(oldSize, size))));
  }
  return { first, next, worst };

  function proof(m, n) {
    const path = [];
    (function sub(m, from, size, whole) {
      if (m === size) return whole || path.push(range(from, size));
      let k = 1n;
      while (k * 2n < size) k *= 2n;
      if (m <= k) {
        sub(m, from, k, whole);
        path.push(range(from + k, size - k));
      } else {
        sub(m - k, from + k, size - k, false);
        path.push(range(from, k));
      }
    })(m, 0n, n, true);
    return path;
  }

  /** All leaves are alike, so that a complete tree of 2^h has one hash. */
  function syntheticTree() {
    const complete = [salt()];
    const node = (left, right) => keccak256(concat(["0x01", left, right]));
    const range = (from, size) => {
      const height = size.toString(2).length - 1;
      if (size === 1n << BigInt(height)) {
        while (complete.length <= height) complete.push(node(complete.at(-1), complete.at(-1)));
        return complete[height];
      }
      const k = 1n << BigInt(height);
      return node(range(from, k), range(from + k, size - k));
    };
    return { range };
  }
}
