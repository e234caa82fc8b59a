// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { artifacts } from "hardhat";
import { concat, keccak256 } from "ethers";
import { matchesSnapshot } from "./support/snapshot.js";
import { ballot, does } from "./support/making.js";
import { Governance, World, newKey, salt, seed } from "./support/world.js";

/** No transaction of ours needs more (EIP-7825, with room). */
const WHOLE = 12_000_000;
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
      expect(sizes[name].deployed).to.be.below((24_576 * 3) / 4);
    }
    await matchesSnapshot("size", sizes);
  });

  describe("gas", () => {
    let w, gas;
    const note = async (name, used, limit) => {
      gas[name] = await used;
      expect(gas[name], name).to.be.at.most(limit ?? WHOLE);
    };
    /** Records an act and notes its gas, under its own name or another; gives its id. */
    const noted = async (type, fields, keys, ...rest) => {
      const { name, limit } = rest.at(-1)?.name ? rest.pop() : { name: type };
      const { id, sent } = await does(w, type, fields, keys, ...rest);
      await note(name, w.gas(sent), limit);
      return id;
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

    it("Flagging a key, and a recovery from start to end", async () => {
      const [guardian, next, key, lost] = [newKey(), newKey(), newKey(), newKey()];
      const act = w.opening(key, { guardian: guardian.address });
      await w.parties.open(act, w.sign("Parties", "PartyOpening", act, key));
      const party = { id: w.id("PartyOpening", act), key };
      await w.admitKey(party, lost);
      await noted("KeyCompromise", { party: party.id, key: lost.address, since: 0n }, [key]);
      await noted("RecoveryStart", { party: party.id, newKey: next.address }, [guardian, next]);
      await noted("RecoveryCancellation", { party: party.id }, [key]);
      await does(w, "RecoveryStart", { party: party.id, newKey: next.address }, [guardian, next]);
      await w.connection.networkHelpers.time.increase(15 * 86_400);
      await noted("RecoveryCompletion", { party: party.id }, [next]);
    });

    it("An admission costs at most 73,000 and 13,000 a signer, also by a quorum", async () => {
      const pool = await w.formPool();
      await w.admit(pool, await w.openParty());
      const party = await w.openParty();
      const act = await w.joining(pool, party);
      const signed = w.sign("Pools", "Admission", act, pool.administrator.key, party.key);
      await note("admit", w.gas(w.pools.admit(act, [], signed)), 73_000 + 2 * 13_000);
      const founders = [];
      for (let i = 0; i < 16; i++) founders.push(await w.openParty());
      for (const [voters, quorumPerMille] of [
        [1, 0],
        [4, 250],
        [16, 1_000],
      ]) {
        const council = await w.formPool({ founders, governance: Governance.MemberOwned, quorumPerMille });
        const fields = { pool: council.id, party: party.id };
        const { ids, keys } = ballot(...founders.slice(0, voters));
        const limit = 73_000 + (1 + voters) * 13_000;
        await noted("Admission", fields, [party.key, ...keys], ids, { name: `admit, ${voters} votes`, limit });
      }
    });

    it("What else becomes of members, offices and schedules", async () => {
      const parties = [];
      for (let i = 0; i < 4; i++) parties.push(await w.openParty());
      const [first, second, third, other] = parties;
      const pool = await w.formPool({ founders: [first] });
      const { key } = pool.administrator;
      for (const party of [first, second]) await w.admit(pool, party);
      const of = (party, rest = {}) => ({ pool: pool.id, party: party.id, ...rest });
      await noted("Enrolment", of(first), [key, first.key]);
      await noted("Succession", of(first, { successor: third.id }), [key, first.key, third.key], []);
      await noted("Departure", of(third), [third.key]);
      await noted("Removal", of(second), [key], []);
      await noted("Admission", of(second), [key, second.key], [], { name: "admit again", limit: 73_000 + 2 * 13_000 });
      await noted("PolicyChange", { pool: pool.id, policy: salt() }, [key], []);
      const log = newKey();
      await noted("LogKeyChange", { pool: pool.id, logKey: log.address }, [key, log, pool.logKey], []);
      const change = { pool: pool.id, administrator: other.id };
      await noted("AdministratorChange", change, [other.key, first.key], pool.act, []);
    });

    it("A grant costs at most 115,000 the first in a file, 97,000 next, 82,000 each of 50 licensees", async () => {
      const { pool, licensee } = await w.stage();
      const times = { startsAt: 1_700_000_000n, endsAt: 1_900_000_000n, expiresAt: 1_800_000_000n };
      await note("grant first", (await w.grant(pool, licensee, times)).gas, 115_000);
      await note("grant next", (await w.grant(pool, licensee, times)).gas, 97_000);
      for (const [name, count, limit] of [
        ["grant, each of 50", 50, 82_000],
        ["grant, each of 128", 128, 82_000],
      ]) {
        const { acts, signatures } = await batch(w, pool, count, times);
        const used = await w.gas(w.licenses.grantAll(acts, signatures));
        await note(name, Math.ceil(used / count), limit);
        await note(`${name}, all`, used);
      }
    });

    it("Suspending or terminating costs at most 85,000 the first time, 72,000 later", async () => {
      const { pool, licensee } = await w.stage();
      const { key } = pool.administrator;
      const granted = async () => (await w.grant(pool, licensee, { startsAt: 1_700_000_000n })).id;
      const expiresAt = 1_800_000_000n;
      const [ended, license] = [await granted(), await granted()];
      const at = (effectiveAt, license_ = license) => ({ license: license_, effectiveAt, expiresAt });
      await noted("Termination", at(1_900_000_000n, ended), [key], { name: "terminate", limit: 85_000 });
      await noted("Suspension", at(1_900_000_000n), [key], { name: "suspend first", limit: 85_000 });
      await noted("Reinstatement", at(1_900_000_001n), [key], { name: "reinstate", limit: 72_000 });
      // One in three opens a slot for the suspensions before: one new slot more.
      const again = { name: "suspend again, a new slot of suspensions", limit: 72_000 + 22_100 };
      await noted("Suspension", at(1_900_000_002n), [key], again);
      await does(w, "Reinstatement", at(1_900_000_003n), [key]);
      await noted("Suspension", at(1_900_000_004n), [key], { name: "suspend later", limit: 72_000 });
      await noted("Termination", at(1_900_000_005n), [key], { name: "terminate later", limit: 72_000 });
    });

    it("What else becomes of licenses", async () => {
      const { pool, licensee } = await w.stage();
      const { key } = pool.administrator;
      const [to, heir] = [await w.openParty(), await w.openParty()];
      const { id } = await w.grant(pool, licensee, { startsAt: 1_700_000_000n });
      const both = [key, licensee.key];
      const act = { license: id, schedule: pool.schedule, endsAt: 1_950_000_000n, effectiveAt: 1_900_000_000n };
      await noted("Amendment", act, both);
      let parent = { id, key: licensee.key };
      for (let depth = 1; depth <= 4; depth++) {
        const { id, key } = depth === 1 ? to : await w.openParty();
        const fields = { parent: parent.id, sublicensee: id, startsAt: 1_700_000_000n };
        const made = await noted("Sublicense", fields, [parent.key, key], { name: `sublicense at depth ${depth}` });
        parent = { id: made, key };
      }
      await noted("Assignment", { license: id, assignee: heir.id }, [...both, heir.key]);
      const paper = { pool: pool.id, licensee: heir.id, schedule: pool.schedule, startsAt: 1_700_000_000n };
      const imported = await noted("AttestedImport", paper, [key]);
      await noted("CounterSignature", { license: imported }, [heir.key]);
    });

    it("A checkpoint costs at most 80,000 at 2²⁰ in its worst shape, 90,000 the first", async () => {
      const { first, next, worst, lodged } = await checkpoints(w);
      await note("anchor first", first, 90_000);
      await note("anchor next", next);
      await note("anchor at 2^20, longest proof", worst, 80_000);
      await note("lodge", lodged, 60_000);
    });

    it("64 founders and 64 contributions fit one transaction", async () => {
      const founder = await w.openParty();
      const pool = await w.formPool({ administrator: founder });
      const charter = w.charter(founder, Array(64).fill(founder), newKey());
      const signed = w.sign("Pools", "PoolCharter", charter, ...Array(65).fill(founder.key));
      await note("form, 64 founders", w.gas(w.pools.form(charter, signed)));
      await w.admit(pool, founder);
      const schedule = salt();
      const many = Array.from({ length: 64 }, () => w.contribution(pool, schedule, founder));
      await note("revise, 64 contributions", w.gas(w.revise(pool, await w.revision(pool, schedule, many))));
    });

    it("64 votes fit one transaction, and so would 256", async () => {
      const founders = [];
      for (let i = 0; i < 64; i++) founders.push(await w.openParty());
      const governance = Governance.MemberOwned;
      const [first] = founders;
      const act = w.charter(first, founders, newKey(), { governance, quorumPerMille: 1_000 });
      const signed = w.sign("Pools", "PoolCharter", act, first.key, ...founders.map(({ key }) => key));
      await note("form, 64 members", w.gas(w.pools.form(act, signed)));
      const pool = { id: w.id("PoolCharter", act) };
      const party = await w.openParty();
      const { ids, keys } = ballot(...founders);
      const fields = { pool: pool.id, party: party.id };
      await noted("Admission", fields, [party.key, ...keys], ids, { name: "admit, 64 votes" });
      // What one more vote costs, 256 times.
      expect(gas["admit, 64 votes"] + 192 * (gas["admit, 64 votes"] / 64)).to.be.below(WHOLE);
    }).timeout(120_000);

    after(() => matchesSnapshot("gas", gas));
  });
});

/** Grants to as many new licensees, and all their signatures. */
async function batch(w, pool, count, times) {
  const acts = [];
  const signed = [];
  for (let i = 0; i < count; i++) {
    const licensee = await w.openParty();
    acts.push(await w.granting(pool, licensee, times));
    signed.push(w.sign("Licenses", "LicenseGrant", acts[i], pool.administrator.key, licensee.key));
  }
  return { acts, signatures: concat(signed) };
}

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
  const lodged = await w.gas(w.usageLog.lodge(pool.id, salt()));
  return { first, next, worst, lodged };

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
