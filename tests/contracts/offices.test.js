// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { Wallet, keccak256, concat } from "ethers";
import { ballot, does, make, record } from "./support/making.js";
import { Governance, World, ZERO, salt } from "./support/world.js";

const { GovernmentLed, MemberOwned, Independent } = Governance;

describe("Administrator, policies, log key", () => {
  const parties = [];
  let w, administrator, a, b, c, next;
  before(async () => {
    w = await World.create();
    for (let i = 0; i < 5; i++) parties.push(await w.openParty());
    [administrator, a, b, c, next] = parties;
  });

  const reverted = (sent, error, ...args) =>
    expect(sent)
      .to.be.revertedWithCustomError(w.pools, error)
      .withArgs(...args);
  /** A pool founded by a, b and c, who are its members. */
  const poolOf = async (governance, quorumPerMille = 500) => {
    const pool = await w.formPool({ administrator, founders: [a, b, c], governance, quorumPerMille });
    if (governance !== MemberOwned) for (const party of [a, b, c]) await w.admit(pool, party);
    return pool;
  };
  const keysOf = (...parties) => parties.map(({ key }) => key);
  /** Each act by its fixed signers and voters; `stated` checks what holds for all three. */
  const acts = {
    AdministratorChange: (pool, rest = {}) =>
      make(w, "AdministratorChange", { pool: pool.id, administrator: next.id, ...rest }),
    PolicyChange: (pool, rest = {}) =>
      make(w, "PolicyChange", { pool: pool.id, policy: pool.policy ?? salt(), ...rest }),
    LogKeyChange: (pool, rest = {}) =>
      make(w, "LogKeyChange", { pool: pool.id, logKey: pool.nextKey.address, ...rest }),
  };
  const change = (pool, act, keys, voters = [], charter = pool.act) =>
    record(w, "AdministratorChange", act, [...keys, ...ballot(...voters).keys], charter, ballot(...voters).ids);
  const voted = (type, act, keys, voters = []) =>
    record(w, type, act, [...keys, ...ballot(...voters).keys], ballot(...voters).ids);

  describe("changing the administrator", () => {
    it("In a government-led pool the founders do, with the new one, and without the old", async () => {
      const pool = await poolOf(GovernmentLed);
      const act = await acts.AdministratorChange(pool);
      const signatures = w.sign("Pools", "AdministratorChange", act, ...keysOf(next, a, b, c));
      await expect(w.pools.changeAdministrator(act, pool.act, [], signatures))
        .to.emit(w.pools, "AdministratorChanged")
        .withArgs(pool.id, next.id, w.id("AdministratorChange", act), Object.values(act), [], signatures);
      expect(await w.pools.administratorOf(pool.id)).to.equal(next.id);
      expect(await w.pools.administratorHead(pool.id)).to.equal(w.id("AdministratorChange", act));
    });

    it("From then on the new one signs, and the old one no more", async () => {
      const pool = await poolOf(GovernmentLed);
      await change(pool, await acts.AdministratorChange(pool), keysOf(next, a, b, c));
      const party = await w.openParty();
      await reverted(w.admit(pool, party), "KeyNotHeld", next.id, administrator.key.address, 2);
      await w.admit({ ...pool, administrator: next }, party);
    });

    it("Every founder signs, in the charter's order, and nobody votes", async () => {
      const pool = await poolOf(GovernmentLed);
      const act = await acts.AdministratorChange(pool);
      const keys = keysOf(next, a, b, c);
      await reverted(change(pool, act, keysOf(next, b, a, c)), "KeyNotHeld", a.id, b.key.address, 2);
      await reverted(change(pool, act, keysOf(next, a, b)), "SignaturesLength", 195, 260);
      await reverted(change(pool, act, keys, [a]), "NoVote", 1);
      await reverted(
        change(pool, act, keysOf(administrator, a, b, c)),
        "KeyNotHeld",
        next.id,
        administrator.key.address,
        2,
      );
    });

    it("Another charter than the pool's is refused, so that nobody names his own founders", async () => {
      const pool = await poolOf(GovernmentLed);
      const act = await acts.AdministratorChange(pool);
      const other = { ...pool.act, founders: [next.id] };
      await reverted(
        change(pool, act, keysOf(next, next), [], other),
        "CharterDiffers",
        w.id("PoolCharter", other),
        pool.id,
      );
    });

    it("Without founders nobody can: a new administrator's own signature is not enough", async () => {
      const pool = await w.formPool({ administrator });
      await reverted(change(pool, await acts.AdministratorChange(pool), keysOf(next)), "FoundersMissing");
    });

    for (const governance of [MemberOwned, Independent]) {
      it(`Where the members own the pool or it is independent, a quorum does (${governance})`, async () => {
        const pool = await poolOf(governance);
        const act = await acts.AdministratorChange(pool);
        await reverted(change(pool, act, keysOf(next), [a]), "QuorumMissed", 1, 2);
        await reverted(change(pool, act, keysOf(a), [a, b]), "KeyNotHeld", next.id, a.key.address, 2);
        await change(pool, act, keysOf(next), [a, b]);
        expect(await w.pools.administratorOf(pool.id)).to.equal(next.id);
      });
    }

    it("It is a change, to a party that is not the administrator already", async () => {
      const pool = await poolOf(GovernmentLed);
      const act = await acts.AdministratorChange(pool, { administrator: administrator.id });
      const sent = change(pool, act, keysOf(administrator, a, b, c));
      await reverted(sent, "AlreadyAdministrator", pool.id, administrator.id);
    });
  });

  describe("policies", () => {
    it("The administrator changes one in a government-led pool; the charter's has no head until then", async () => {
      const pool = await poolOf(GovernmentLed);
      pool.policy = pool.act.policy;
      expect(await w.pools.policyHead(pool.id, pool.policy)).to.equal(ZERO);
      const act = await acts.PolicyChange(pool);
      const signatures = w.sign("Pools", "PolicyChange", act, administrator.key);
      const id = w.id("PolicyChange", act);
      await expect(w.pools.changePolicy(act, [], signatures))
        .to.emit(w.pools, "PolicyChanged")
        .withArgs(pool.id, pool.policy, id, Object.values(act), [], signatures);
      expect(await w.pools.policyHead(pool.id, pool.policy)).to.equal(id);
      expect(await w.pools.policyHead(pool.id, salt())).to.equal(ZERO);
      await reverted(voted("PolicyChange", await acts.PolicyChange(pool), keysOf(administrator), [a]), "NoVote", 1);
    });

    for (const governance of [MemberOwned, Independent]) {
      it(`Elsewhere it takes a quorum too (${governance})`, async () => {
        const pool = await poolOf(governance);
        const act = await acts.PolicyChange(pool);
        await reverted(voted("PolicyChange", act, keysOf(administrator)), "QuorumMissed", 0, 2);
        await reverted(voted("PolicyChange", act, keysOf(a), [a, b]), "KeyNotHeld", administrator.id, a.key.address, 2);
        await voted("PolicyChange", act, keysOf(administrator), [a, b]);
      });
    }
  });

  describe("the log key", () => {
    const change = (pool, act, keys, voters) => voted("LogKeyChange", act, keys, voters);
    const ready = async (governance = GovernmentLed) => {
      const pool = await poolOf(governance);
      pool.nextKey = Wallet.createRandom();
      return pool;
    };

    it("Administrator, new key and old key change it, and the next epoch begins", async () => {
      const pool = await ready();
      const act = await acts.LogKeyChange(pool);
      const signatures = w.sign("Pools", "LogKeyChange", act, administrator.key, pool.nextKey, pool.logKey);
      const id = w.id("LogKeyChange", act);
      await expect(w.pools.changeLogKey(act, [], signatures))
        .to.emit(w.pools, "LogKeyChanged")
        .withArgs(pool.id, id, Object.values(act), [], signatures);
      expect(await w.pools.logKeyOf(pool.id)).to.deep.equal([pool.nextKey.address, 1n]);
      expect(await w.pools.logKeyHead(pool.id)).to.equal(id);
    });

    it("None of the three alone, and no vote while the old key signs", async () => {
      const pool = await ready();
      const act = await acts.LogKeyChange(pool);
      const { key } = administrator;
      const stranger = Wallet.createRandom();
      await reverted(
        change(pool, act, [stranger, pool.nextKey, pool.logKey]),
        "KeyNotHeld",
        administrator.id,
        stranger.address,
        2,
      );
      await reverted(
        change(pool, act, [key, stranger, pool.logKey]),
        "NotTheLogKey",
        stranger.address,
        pool.nextKey.address,
      );
      await reverted(
        change(pool, act, [key, pool.nextKey, stranger]),
        "NotTheLogKey",
        stranger.address,
        pool.logKey.address,
      );
      await reverted(change(pool, act, [key, pool.nextKey]), "SignaturesLength", 130, 195);
      await reverted(change(pool, act, [key, pool.nextKey, pool.logKey], [a]), "NoVote", 1);
    });

    for (const governance of [GovernmentLed, MemberOwned, Independent]) {
      it(`Where the old key is lost, a quorum stands in for it (${governance})`, async () => {
        const pool = await ready(governance);
        const act = await acts.LogKeyChange(pool, { lost: true });
        const keys = [administrator.key, pool.nextKey];
        await reverted(change(pool, act, keys), "QuorumMissed", 0, 2);
        await change(pool, act, keys, [b, c]);
        expect(await w.pools.logKeyOf(pool.id)).to.deep.equal([pool.nextKey.address, 1n]);
      });
    }

    it("Epochs are numbered without gaps, and a key does not follow itself", async () => {
      const pool = await ready();
      const keys = [administrator.key, pool.nextKey, pool.logKey];
      for (const epoch of [0, 2]) {
        await reverted(change(pool, await acts.LogKeyChange(pool, { epoch }), keys), "EpochNotNext", epoch, 1);
      }
      const same = await acts.LogKeyChange(pool, { logKey: pool.logKey.address });
      await reverted(
        change(pool, same, [administrator.key, pool.logKey, pool.logKey]),
        "LogKeyUnchanged",
        pool.logKey.address,
      );
    });
  });

  for (const [type, sign, args] of [
    ["AdministratorChange", () => [next, a, b, c].map(({ key }) => key), (pool) => [pool.act, []]],
    ["PolicyChange", () => [administrator.key], () => [[]]],
    ["LogKeyChange", (pool) => [administrator.key, pool.nextKey, pool.logKey], () => [[]]],
  ]) {
    it(`${type}: it stands on its head, expires, can be taken back, and is of a known pool`, async () => {
      const pool = { ...(await poolOf(GovernmentLed)), nextKey: Wallet.createRandom() };
      const doing = async (rest) => record(w, type, await acts[type](pool, rest), sign(pool), ...args(pool));
      const wrong = salt();
      await reverted(doing({ previous: wrong }), "HeadMoved", wrong, ZERO);
      await reverted(doing({ expiresAt: 2n }), "ActExpired", 2n, (now) => now > 2n);
      await reverted(doing({ pool: wrong }), "PoolUnknown", wrong);
      const act = await acts[type](pool);
      const [party, key] = type === "AdministratorChange" ? [next.id, next.key] : [administrator.id, administrator.key];
      const withdrawal = { actId: w.id(type, act), party };
      await w.pools.voidAct(withdrawal, w.sign("Pools", "Void", withdrawal, key));
      await reverted(record(w, type, act, sign(pool), ...args(pool)), "ActIsVoid", withdrawal.actId, party);
    });
  }

  it("The act chain holds each of them, and those about members, in order", async () => {
    const pool = { ...(await w.formPool({ administrator, founders: [a] })), nextKey: Wallet.createRandom() };
    const chained = [pool.id];
    const done = async (type, fields, keys, ...between) =>
      chained.push((await does(w, type, { pool: pool.id, ...fields }, keys, ...between)).id);
    const { key } = administrator;
    chained.push((await w.admit(pool, a)).id);
    await done("Enrolment", { party: a.id }, [key, a.key]);
    await done("Succession", { party: a.id, successor: b.id }, [key, a.key, b.key], []);
    await done("Departure", { party: b.id }, [b.key]);
    chained.push((await w.admit(pool, c)).id);
    await done("Removal", { party: c.id }, [key], []);
    await done("PolicyChange", { policy: salt() }, [key], []);
    await done("LogKeyChange", { logKey: pool.nextKey.address }, [key, pool.nextKey, pool.logKey], []);
    await done("AdministratorChange", { administrator: next.id }, [next.key, a.key], pool.act, []);
    const expected = chained.reduce((chain, id) => keccak256(concat([chain, id])), ZERO);
    expect(await w.pools.actChain(pool.id)).to.equal(expected);
  });
});
