// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { Wallet } from "ethers";
import { contractOf, does, make, send } from "./support/making.js";
import { LAST_TIME, Scope, World, salt } from "./support/world.js";

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
    return {
      contract: "Pools",
      act,
      keys: [pool.administrator.key, party.key],
      send: (s) => w.pools.admit(act, [], s),
    };
  },
  ScheduleRevision: async (w, { pool, member }) => {
    const schedule = salt();
    const { act, given, signed } = await w.revision(pool, schedule, [w.contribution(pool, schedule, member)]);
    return {
      contract: "Pools",
      act,
      keys: [pool.administrator.key],
      send: (s) => w.pools.revise(act, [], s, given, signed),
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

/** The acts of `making.js`: their fields, who signs, what the function takes beside them. */
const both = ({ pool, licensee }) => [pool.administrator, licensee];
const admitted = async (w, { pool }) => {
  const party = await w.openParty();
  await w.admit(pool, party);
  return party;
};
const licensed = async (w, { pool, licensee }) => (await w.grant(pool, licensee)).id;
const MADE = {
  KeyCompromise: async (w, { licensee }) => {
    const key = Wallet.createRandom();
    await w.admitKey(licensee, key);
    return [{ party: licensee.id, key: key.address, since: 0n }, [licensee]];
  },
  RecoveryCancellation: async (w, stage) => {
    const { guarded } = stage;
    const next = Wallet.createRandom();
    await does(w, "RecoveryStart", { party: guarded.id, newKey: next.address }, [stage.guardian, next]);
    return [{ party: guarded.id }, [guarded]];
  },
  Departure: async (w, stage) => {
    const party = await admitted(w, stage);
    return [{ pool: stage.pool.id, party: party.id }, [party]];
  },
  Removal: async (w, stage) => {
    const party = await admitted(w, stage);
    return [{ pool: stage.pool.id, party: party.id }, [stage.pool.administrator], []];
  },
  Succession: async (w, stage) => {
    const [party, successor] = [await admitted(w, stage), await w.openParty()];
    const fields = { pool: stage.pool.id, party: party.id, successor: successor.id };
    return [fields, [stage.pool.administrator, party, successor], []];
  },
  Enrolment: async (w, stage) => [{ pool: stage.pool.id, party: stage.licensee.id }, both(stage)],
  AdministratorChange: async (w, { member }) => {
    const pool = await w.formPool({ founders: [member] });
    const next = await w.openParty();
    return [{ pool: pool.id, administrator: next.id }, [next, member], pool.act, []];
  },
  PolicyChange: async (w, { pool }) => [{ pool: pool.id, policy: salt() }, [pool.administrator], []],
  LogKeyChange: async (w) => {
    const pool = await w.formPool();
    const key = Wallet.createRandom();
    const signers = [pool.administrator, { key }, { key: pool.logKey }];
    return [{ pool: pool.id, logKey: key.address }, signers, []];
  },
  Sublicense: async (w, stage) => {
    const to = await w.openParty();
    return [{ parent: await licensed(w, stage), sublicensee: to.id }, [stage.licensee, to]];
  },
  AttestedImport: async (w, { pool, licensee }) => [
    { pool: pool.id, licensee: licensee.id, schedule: pool.schedule },
    [pool.administrator],
  ],
  CounterSignature: async (w, { pool, licensee }) => {
    const fields = { pool: pool.id, licensee: licensee.id, schedule: pool.schedule };
    const { id } = await does(w, "AttestedImport", fields, [pool.administrator.key]);
    return [{ license: id }, [licensee]];
  },
  Amendment: async (w, stage) => [
    { license: await licensed(w, stage), schedule: stage.pool.schedule, effectiveAt: LAST_TIME },
    both(stage),
  ],
  Suspension: async (w, stage) => [
    { license: await licensed(w, stage), effectiveAt: LAST_TIME },
    [stage.pool.administrator],
  ],
  Reinstatement: async (w, stage) => {
    const fields = { license: await licensed(w, stage), effectiveAt: LAST_TIME };
    await does(w, "Suspension", fields, [stage.pool.administrator.key]);
    return [fields, [stage.pool.administrator]];
  },
  Assignment: async (w, stage) => {
    const to = await w.openParty();
    return [{ license: await licensed(w, stage), assignee: to.id }, [...both(stage), to]];
  },
};
for (const [type, fill] of Object.entries(MADE)) {
  ACTS[type] = async (w, stage) => {
    const [fields, signers, ...between] = await fill(w, stage);
    const act = await make(w, type, fields);
    const keys = signers.map(({ key }) => key);
    return { contract: contractOf(type), act, keys, send: (s) => send(w, type, act, s, ...between) };
  };
}

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
    const [guardian, key] = [Wallet.createRandom(), Wallet.createRandom()];
    const act = w.opening(key, { guardian: guardian.address });
    await w.parties.open(act, w.sign("Parties", "PartyOpening", act, key));
    Object.assign(stage, { guardian, guarded: { id: w.id("PartyOpening", act), key } });
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
          // Keys that are no party's sign for themselves, and are refused by another name.
          if ([one.act.key, one.act.logKey].includes(one.keys[position].address)) continue;
          if (type === "LogKeyChange" && position === 2) continue;
          const keys = one.keys.with(position, outsider.key);
          const sent = one.send(w.sign(one.contract, type, one.act, ...keys));
          await expect(sent).to.be.revertedWithCustomError(w.parties, "KeyNotHeld");
        }
      });
    });
  }

  for (const type of ["RecoveryStart", "RecoveryCompletion"]) {
    it(`A ${type}, which no party's key signs, binds on one chain, in one deployment, once`, async () => {
      const { guarded, guardian } = stage;
      const next = Wallet.createRandom();
      const keys = type === "RecoveryStart" ? [guardian, next] : [next];
      if (type === "RecoveryCompletion") {
        await does(w, "RecoveryStart", { party: guarded.id, newKey: next.address }, [guardian, next]);
        await w.connection.networkHelpers.time.increase(15 * 86_400);
      }
      const act = await make(w, type, { party: guarded.id, newKey: next.address });
      const one = { act, keys, contract: "Parties" };
      for (const change of [
        () => (w.chainId = w.chainId + 1n),
        () => (w.addresses = { ...w.addresses, Parties: Wallet.createRandom().address }),
      ]) {
        const sent = send(w, type, act, signedElsewhere(w, type, one, change));
        await expect(sent).to.be.revertedWithCustomError(w.parties, "NotTheKey");
      }
      const signatures = w.sign("Parties", type, act, ...keys);
      await send(w, type, act, signatures);
      await expect(send(w, type, act, signatures)).to.be.revertedWithCustomError(w.parties, "HeadMoved");
    });
  }

  it("Acts on one member or license bind no other", async () => {
    const { pool, licensee, member } = stage;
    const party = await admitted(w, stage);
    const departure = await make(w, "Departure", { pool: pool.id, party: party.id });
    const signatures = w.sign("Pools", "Departure", departure, party.key);
    const previous = await w.pools.membershipHead(pool.id, member.id);
    const sent = send(w, "Departure", { ...departure, party: member.id, previous }, signatures);
    await expect(sent).to.be.revertedWithCustomError(w.parties, "KeyNotHeld");
    const [one, two] = [await licensed(w, stage), await licensed(w, stage)];
    const suspension = await make(w, "Suspension", { license: one, effectiveAt: LAST_TIME });
    const signed = w.sign("Licenses", "Suspension", suspension, pool.administrator.key);
    const moved = send(w, "Suspension", { ...suspension, license: two, previous: two }, signed);
    await expect(moved).to.be.revertedWithCustomError(w.parties, "KeyNotHeld");
    expect(await w.licenses.fileOf(two)).to.deep.equal([pool.id, licensee.id]);
  });

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
