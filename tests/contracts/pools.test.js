// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { Wallet, ZeroAddress, keccak256, concat } from "ethers";
import { Governance, Scope, World, ZERO, salt } from "./support/world.js";

const chained = (chain, ...acts) => acts.reduce((last, act) => keccak256(concat([last, act])), chain);

describe("Pools", () => {
  let w, administrator, founder;
  before(async () => (w = await World.create()));
  beforeEach(async () => ([administrator, founder] = [await w.openParty(), await w.openParty()]));

  const reverted = (sent, error, ...args) =>
    expect(sent)
      .to.be.revertedWithCustomError(w.pools, error)
      .withArgs(...args);
  const signed = (type, act, ...keys) => w.sign("Pools", type, act, ...keys);
  const form = (act, ...parties) => w.pools.form(act, signed("PoolCharter", act, ...parties.map(({ key }) => key)));

  describe("forming", () => {
    it("A pool is the hash of its charter, signed by administrator and founders", async () => {
      const logKey = Wallet.createRandom();
      const act = w.charter(administrator, [founder], logKey);
      const id = w.id("PoolCharter", act);
      const signatures = signed("PoolCharter", act, administrator.key, founder.key);
      await expect(w.pools.form(act, signatures))
        .to.emit(w.pools, "PoolFormed")
        .withArgs(id, Object.values(act), signatures);
      expect(await w.pools.administratorOf(id)).to.equal(administrator.id);
      expect(await w.pools.logKeyOf(id)).to.deep.equal([logKey.address, 0n]);
      expect(await w.pools.governanceOf(id)).to.equal(Governance.GovernmentLed);
    });

    it("A pool can be formed without founders", async () => {
      const pool = await w.formPool({ administrator, governance: Governance.Independent });
      expect(await w.pools.governanceOf(pool.id)).to.equal(Governance.Independent);
    });

    it("A founder is no member until admitted", async () => {
      const pool = await w.formPool({ administrator, founders: [founder] });
      expect(await w.pools.isMember(pool.id, founder.id)).to.equal(false);
      expect(await w.pools.membershipHead(pool.id, founder.id)).to.equal(ZERO);
    });

    it("Pools are numbered in the order of forming", async () => {
      const [one, two] = [await w.formPool({ administrator }), await w.formPool({ administrator })];
      const schedule = salt();
      await w.revise(one, await w.revision(one, schedule, [], { root: keccak256("0x") }));
      const [who, number] = await w.pools.grantorOf(one.id, schedule);
      expect(who).to.equal(administrator.id);
      expect(await w.pools.poolAt(number)).to.equal(one.id);
      expect(await w.pools.poolAt(number + 1n)).to.equal(two.id);
      expect(await w.pools.poolAt(0)).to.equal(ZERO);
      expect(await w.pools.grantorAt(number)).to.deep.equal([one.id, administrator.id]);
    });

    it("What was never formed is nothing", async () => {
      const unknown = salt();
      expect(await w.pools.administratorOf(unknown)).to.equal(ZERO);
      expect(await w.pools.logKeyOf(unknown)).to.deep.equal([ZeroAddress, 0n]);
      expect(await w.pools.grantorAt(2 ** 32 - 1)).to.deep.equal([ZERO, ZERO]);
      await reverted(w.pools.membersOf(unknown), "PoolUnknown", unknown);
      await reverted(w.pools.quorumOf(unknown, ZERO), "PoolUnknown", unknown);
      expect(await w.pools.actChain(unknown)).to.equal(ZERO);
      await reverted(w.pools.governanceOf(unknown), "PoolUnknown", unknown);
      await reverted(w.pools.grantorOf(unknown, salt()), "PoolUnknown", unknown);
    });

    it("The same charter is refused the second time", async () => {
      const pool = await w.formPool({ administrator });
      await reverted(form(pool.act, administrator), "PoolExists", pool.id);
    });

    it("Without every founder's signature there is no pool", async () => {
      const act = w.charter(administrator, [founder], Wallet.createRandom());
      await reverted(form(act, administrator), "SignaturesLength", 65, 130);
      await reverted(
        form(act, administrator, administrator),
        "KeyNotHeld",
        founder.id,
        administrator.key.address,
        Scope.Contract,
      );
      await reverted(
        form(act, founder, administrator),
        "KeyNotHeld",
        administrator.id,
        founder.key.address,
        Scope.Contract,
      );
    });

    it("A key with Report scope alone founds nothing", async () => {
      const key = Wallet.createRandom();
      await w.admitKey(founder, key, { scopes: Scope.Report });
      const act = w.charter(administrator, [founder], Wallet.createRandom());
      const sent = w.pools.form(act, signed("PoolCharter", act, administrator.key, key));
      await reverted(sent, "KeyNotHeld", founder.id, key.address, Scope.Contract);
    });

    for (const [what, rest, error, args] of [
      ["an unknown governance", { governance: 3 }, "GovernanceUnknown", () => [3]],
      ["no founder where members own the pool", { governance: Governance.MemberOwned }, "FoundersMissing", () => []],
      ["more than all", { quorumPerMille: 1001 }, "QuorumOutOfRange", () => [1001]],
      ["no log key", { logKey: ZeroAddress }, "LogKeyMissing", () => []],
      ["another chain", { chainId: 1n }, "ChainMismatch", () => [1n, w.chainId]],
      ["a contract without code", { licenses: ZeroAddress }, "NoCode", () => [ZeroAddress]],
      ["a log without code", { usageLog: ZeroAddress }, "NoCode", () => [ZeroAddress]],
    ]) {
      it(`A charter is refused that names ${what}`, async () => {
        const act = w.charter(administrator, [], Wallet.createRandom(), rest);
        await reverted(form(act, administrator), error, ...args());
      });
    }

    it("A charter is refused that names other contracts than these", async () => {
      const { Parties, Pools } = w.addresses;
      const parties = w.charter(administrator, [], Wallet.createRandom(), { parties: Pools });
      await reverted(form(parties, administrator), "ContractMismatch", Pools, Parties);
      const pools = w.charter(administrator, [], Wallet.createRandom(), { pools: Parties });
      await reverted(form(pools, administrator), "ContractMismatch", Parties, Pools);
    });

    it("More founders than one act holds are refused", async () => {
      const act = w.charter(administrator, Array(65).fill(founder), Wallet.createRandom());
      await reverted(form(act, administrator), "TooMany", 65, 64);
    });

    it("A charter expires, and a founder can take back his signature", async () => {
      const late = w.charter(administrator, [founder], Wallet.createRandom(), { expiresAt: 1n });
      await expect(form(late, administrator, founder)).to.be.revertedWithCustomError(w.pools, "ActExpired");
      const act = w.charter(administrator, [founder], Wallet.createRandom());
      const withdrawal = { actId: w.id("PoolCharter", act), party: founder.id };
      await w.pools.voidAct(withdrawal, signed("Void", withdrawal, founder.key));
      await reverted(form(act, administrator, founder), "ActIsVoid", withdrawal.actId, founder.id);
    });
  });

  describe("admitting members", () => {
    let pool, party;
    beforeEach(async () => {
      pool = await w.formPool({ administrator });
      party = await w.openParty();
    });
    const admit = (act, ...keys) => w.pools.admit(act, [], signed("Admission", act, ...keys));

    it("A party that signs with the administrator is a member", async () => {
      const act = await w.joining(pool, party);
      const id = w.id("Admission", act);
      const signatures = signed("Admission", act, administrator.key, party.key);
      await expect(w.pools.admit(act, [], signatures))
        .to.emit(w.pools, "MemberAdmitted")
        .withArgs(pool.id, party.id, id, Object.values(act), [], signatures);
      expect(await w.pools.isMember(pool.id, party.id)).to.equal(true);
      expect(await w.pools.membershipHead(pool.id, party.id)).to.equal(id);
    });

    it("Neither joins a pool alone for the other", async () => {
      const act = await w.joining(pool, party);
      await reverted(
        admit(act, administrator.key, administrator.key),
        "KeyNotHeld",
        party.id,
        administrator.key.address,
        2,
      );
      await reverted(admit(act, party.key, party.key), "KeyNotHeld", administrator.id, party.key.address, 2);
    });

    it("A member is not admitted again, and the old admission is spent", async () => {
      const { act, id } = await w.admit(pool, party);
      await reverted(admit(act, administrator.key, party.key), "HeadMoved", ZERO, id);
      const again = await w.joining(pool, party);
      await reverted(admit(again, administrator.key, party.key), "AlreadyMember", pool.id, party.id);
    });

    it("There is no joining a pool that was never formed", async () => {
      const nowhere = { id: salt(), administrator };
      const act = await w.joining(nowhere, party);
      await reverted(admit(act, administrator.key, party.key), "PoolUnknown", nowhere.id);
    });

    it("An admission expires", async () => {
      const act = await w.joining(pool, party, { expiresAt: 7n });
      await reverted(admit(act, administrator.key, party.key), "ActExpired", 7n, (time) => time > 7n);
    });

    it("Either side can take its signature back, with a Contract key", async () => {
      for (const side of [administrator, party]) {
        const act = await w.joining(pool, party);
        const withdrawal = { actId: w.id("Admission", act), party: side.id };
        await w.pools.voidAct(withdrawal, signed("Void", withdrawal, side.key));
        await reverted(admit(act, administrator.key, party.key), "ActIsVoid", withdrawal.actId, side.id);
      }
    });

    it("A stranger's void of an act stops nobody", async () => {
      const act = await w.joining(pool, party);
      const withdrawal = { actId: w.id("Admission", act), party: founder.id };
      await w.pools.voidAct(withdrawal, signed("Void", withdrawal, founder.key));
      await admit(act, administrator.key, party.key);
    });

    it("A void by a key of another party is refused", async () => {
      const withdrawal = { actId: salt(), party: party.id };
      const sent = w.pools.voidAct(withdrawal, signed("Void", withdrawal, administrator.key));
      await reverted(sent, "KeyNotHeld", party.id, administrator.key.address, Scope.Contract);
    });
  });

  it("The act chain holds every act of the pool in its order", async () => {
    const pool = await w.formPool({ administrator, founders: [founder] });
    expect(await w.pools.actChain(pool.id)).to.equal(chained(ZERO, pool.id));
    const one = await w.admit(pool, await w.openParty());
    const holder = await w.openParty();
    const two = await w.admit(pool, holder);
    const schedule = salt();
    const revision = await w.revision(pool, schedule, [w.contribution(pool, schedule, holder)]);
    await w.revise(pool, revision);
    expect(await w.pools.actChain(pool.id)).to.equal(chained(ZERO, pool.id, one.id, two.id, revision.id));
  });
});
