// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { Wallet } from "ethers";
import { Scope, World, salt } from "./support/world.js";

/** Every act that a party signs, made fresh on the present heads: what it takes to record it, and how. */
const ACTS = {
  KeyAdmission: async (w, { licensee }) => {
    const key = Wallet.createRandom();
    const act = await w.admission(licensee, key);
    return { contract: "Parties", act, keys: [licensee.key, key], send: (s) => w.parties.admitKey(act, s) };
  },
  KeyRetirement: async (w, { licensee }) => {
    const key = Wallet.createRandom();
    await w.admitKey(licensee, key);
    const act = await w.retirement(licensee, key);
    return { contract: "Parties", act, keys: [licensee.key], send: (s) => w.parties.retireKey(act, s) };
  },
  Admission: async (w, { pool }) => {
    const party = await w.openParty();
    const act = await w.joining(pool, party);
    return { contract: "Pools", act, keys: [pool.administrator.key, party.key], send: (s) => w.pools.admit(act, s) };
  },
  ScheduleRevision: async (w, { pool, member }) => {
    const schedule = salt();
    const { act, given, signed } = await w.revision(pool, schedule, [w.contribution(pool, schedule, member)]);
    return {
      contract: "Pools",
      act,
      keys: [pool.administrator.key],
      send: (s) => w.pools.revise(act, s, given, signed),
    };
  },
  LicenseGrant: async (w, { pool, licensee }) => {
    const act = await w.granting(pool, licensee);
    return {
      contract: "Licenses",
      act,
      keys: [pool.administrator.key, licensee.key],
      send: (s) => w.licenses.grant(act, s),
    };
  },
  Termination: async (w, { pool, licensee }) => {
    const act = await w.ending((await w.grant(pool, licensee)).id);
    return { contract: "Licenses", act, keys: [pool.administrator.key], send: (s) => w.licenses.terminate(act, s) };
  },
  Void: async (w, { licensee }) => {
    const act = { actId: salt(), party: licensee.id };
    return { contract: "Licenses", act, keys: [licensee.key], send: (s) => w.licenses.voidAct(act, s) };
  },
  PoolCharter: async (w, { pool, member }) => {
    const act = w.charter(pool.administrator, [member], Wallet.createRandom());
    return { contract: "Pools", act, keys: [pool.administrator.key, member.key], send: (s) => w.pools.form(act, s) };
  },
};

/** The same signers over the same act, under another domain. */
function signedElsewhere(w, type, { act, keys, contract }, change) {
  const { chainId, addresses } = w;
  change(contract);
  const signatures = w.sign(contract, type, act, ...keys);
  Object.assign(w, { chainId, addresses });
  return signatures;
}

describe("Replay", () => {
  let w, stage;
  before(async () => {
    w = await World.create();
    stage = await w.stage();
  });

  for (const [type, make] of Object.entries(ACTS)) {
    describe(type, () => {
      it("signed for another chain binds nobody here", async () => {
        const one = await make(w, stage);
        const signatures = signedElsewhere(w, type, one, () => (w.chainId = w.chainId + 1n));
        await expect(one.send(signatures)).to.be.revertedWithCustomError(w.parties, "KeyNotHeld");
      });

      it("signed for another deployment binds nobody here", async () => {
        const one = await make(w, stage);
        const elsewhere = Wallet.createRandom().address;
        const signatures = signedElsewhere(
          w,
          type,
          one,
          (name) => (w.addresses = { ...w.addresses, [name]: elsewhere }),
        );
        await expect(one.send(signatures)).to.be.revertedWithCustomError(w.parties, "KeyNotHeld");
      });

      it("is recorded once", async () => {
        const one = await make(w, stage);
        const signatures = w.sign(one.contract, type, one.act, ...one.keys);
        await one.send(signatures);
        const refusals = { Void: "AlreadyVoid", PoolCharter: "PoolExists" };
        const contract = w.contracts[one.contract];
        await expect(one.send(signatures)).to.be.revertedWithCustomError(contract, refusals[type] ?? "HeadMoved");
      });

      it("moves with no signature but those of the parties it names", async () => {
        const one = await make(w, stage);
        const outsider = await w.openParty();
        for (let position = 0; position < one.keys.length; position++) {
          if (one.act.key === one.keys[position].address) continue;
          const keys = one.keys.with(position, outsider.key);
          const sent = one.send(w.sign(one.contract, type, one.act, ...keys));
          await expect(sent).to.be.revertedWithCustomError(w.parties, "KeyNotHeld");
        }
      });
    });
  }

  it("A void in one contract does not reach acts of another", async () => {
    const { pool, licensee } = stage;
    const act = await w.granting(pool, licensee);
    const withdrawal = { actId: w.id("LicenseGrant", act), party: licensee.id };
    await w.pools.voidAct(withdrawal, w.sign("Pools", "Void", withdrawal, licensee.key));
    await w.licenses.grant(act, w.sign("Licenses", "LicenseGrant", act, pool.administrator.key, licensee.key));
  });

  it("A grant for one licensee is none for another", async () => {
    const { pool, licensee } = stage;
    const other = await w.openParty();
    const act = await w.granting(pool, licensee);
    const signatures = w.sign("Licenses", "LicenseGrant", act, pool.administrator.key, licensee.key);
    const previous = await w.licenses.fileHead(pool.id, other.id);
    const sent = w.licenses.grant({ ...act, licensee: other.id, previous }, signatures);
    await expect(sent).to.be.revertedWithCustomError(w.parties, "KeyNotHeld");
  });

  it("A termination cannot be replayed on the next license", async () => {
    const { pool, licensee } = stage;
    const [one, two] = [await w.grant(pool, licensee), await w.grant(pool, licensee)];
    const act = await w.ending(one.id);
    const signatures = w.sign("Licenses", "Termination", act, pool.administrator.key);
    await w.licenses.terminate(act, signatures);
    const sent = w.licenses.terminate({ ...act, license: two.id, previous: two.id }, signatures);
    await expect(sent).to.be.revertedWithCustomError(w.parties, "KeyNotHeld");
  });

  it("A charter signed for this chain does not form its pool in a second deployment", async () => {
    const { pool } = stage;
    const first = { ...w.contracts };
    await w.deploy();
    const signatures = w.sign("Pools", "PoolCharter", pool.act, pool.administrator.key);
    await expect(w.pools.form(pool.act, signatures)).to.be.revertedWithCustomError(w.pools, "ContractMismatch");
    [w.parties, w.pools, w.licenses, w.usageLog] = Object.values(first);
    w.contracts = first;
    for (const [name, contract] of Object.entries(first)) w.addresses[name] = await contract.getAddress();
  });

  it("The relayer of every act so far is no party and holds no key", async () => {
    const { pool } = stage;
    expect(await w.parties.holdsKey(pool.administrator.id, w.relayer.address, Scope.Root, await w.now())).to.equal(
      false,
    );
  });
});
