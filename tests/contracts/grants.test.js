// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { concat } from "ethers";
import { does, make, record } from "./support/making.js";
import { LAST_TIME, Standing, World, ZERO, salt } from "./support/world.js";

describe("Licenses in many, under another, from paper", () => {
  let w, pool, administrator, licensee;
  before(async () => {
    w = await World.create();
    ({ pool } = await w.stage());
    ({ administrator } = pool);
  });
  beforeEach(async () => (licensee = await w.openParty()));

  const reverted = (sent, error, ...args) =>
    expect(sent)
      .to.be.revertedWithCustomError(w.licenses, error)
      .withArgs(...args);
  const standing = (id, at) => w.licenses.standingAt(id, at);

  describe("a batch", () => {
    /** `count` grants to one licensee, each on the one before. */
    const chained = async (count) => {
      const acts = [];
      for (let i = 0; i < count; i++) {
        const previous = i === 0 ? {} : { previous: w.id("LicenseGrant", acts[i - 1]) };
        acts.push(await w.granting(pool, licensee, previous));
      }
      return acts;
    };
    const signed = (acts, key = licensee.key) =>
      concat(acts.map((act) => w.sign("Licenses", "LicenseGrant", act, administrator.key, key)));
    const ids = (acts) => acts.map((act) => w.id("LicenseGrant", act));

    it("Each license is granted as if alone, and each event carries its own signatures", async () => {
      const acts = await chained(3);
      const sent = w.licenses.grantAll(acts, signed(acts));
      for (const act of acts) {
        await expect(sent)
          .to.emit(w.licenses, "LicenseGranted")
          .withArgs(w.id("LicenseGrant", act), pool.id, licensee.id, Object.values(act), signed([act]));
      }
      expect(await w.licenses.fileHead(pool.id, licensee.id)).to.equal(ids(acts)[2]);
      for (const id of ids(acts)) expect(await standing(id, 2_000n)).to.equal(Standing.InForce);
    });

    it("What is recorded already is skipped, whatever comes with it", async () => {
      const acts = await chained(3);
      await w.licenses.grant(acts[0], signed([acts[0]]));
      const run = concat([salt(), salt(), salt(), salt(), "0x0000", signed(acts.slice(1))]);
      const receipt = await (await w.licenses.grantAll(acts, run)).wait();
      expect(receipt.logs).to.have.length(2);
      const again = await (await w.licenses.grantAll(acts, signed(acts))).wait();
      expect(again.logs).to.have.length(0);
    });

    it("One invalid act stops all of them", async () => {
      const acts = await chained(2);
      const other = await w.openParty();
      const run = concat([signed([acts[0]]), signed([acts[1]], other.key)]);
      await reverted(w.licenses.grantAll(acts, run), "KeyNotHeld", licensee.id, other.key.address, 2);
      expect(await w.licenses.fileHead(pool.id, licensee.id)).to.equal(ZERO);
      const turned = acts.toReversed();
      await reverted(w.licenses.grantAll(turned, signed(turned)), "HeadMoved", ids(acts)[0], ZERO);
    });

    it("It has two signatures for each, and at most 128", async () => {
      const acts = await chained(2);
      await reverted(w.licenses.grantAll(acts, signed([acts[0]])), "SignaturesLength", 130, 260);
      await reverted(w.licenses.grantAll(Array(129).fill(acts[0]), "0x"), "TooMany", 129, 128);
      await w.licenses.grantAll([], "0x");
    });
  });

  describe("a sublicense", () => {
    let parent, sublicensee;
    beforeEach(async () => {
      parent = await w.grant(pool, licensee, { endsAt: LAST_TIME - 9n });
      sublicensee = await w.openParty();
    });
    const under = (parent, from, to, rest = {}) =>
      does(w, "Sublicense", { parent, sublicensee: to.id, ...rest }, [from.key, to.key]);

    it("Sublicensor and sublicensee sign it; it stands in the sublicensee's file of the pool", async () => {
      const act = await make(w, "Sublicense", { parent: parent.id, sublicensee: sublicensee.id });
      const signatures = w.sign("Licenses", "Sublicense", act, licensee.key, sublicensee.key);
      const id = w.id("Sublicense", act);
      await expect(w.licenses.sublicense(act, signatures))
        .to.emit(w.licenses, "LicenseSublicensed")
        .withArgs(id, pool.id, sublicensee.id, Object.values(act), signatures);
      expect(await w.licenses.fileHead(pool.id, sublicensee.id)).to.equal(id);
      expect(await w.licenses.fileOf(id)).to.deep.equal([pool.id, sublicensee.id]);
      expect([await w.licenses.parentOf(id), await w.licenses.parentOf(parent.id)]).to.deep.equal([parent.id, ZERO]);
      expect(await w.licenses.grantorOf(id)).to.equal(licensee.id);
      expect(await w.licenses.grantorOf(parent.id)).to.equal(administrator.id);
      expect(await w.licenses.head(id)).to.equal(id);
    });

    it("The administrator does not grant it, and nobody takes it against his will", async () => {
      const act = await make(w, "Sublicense", { parent: parent.id, sublicensee: sublicensee.id });
      const by = (...keys) => record(w, "Sublicense", act, keys);
      await reverted(by(administrator.key, sublicensee.key), "KeyNotHeld", licensee.id, administrator.key.address, 2);
      await reverted(by(licensee.key, licensee.key), "KeyNotHeld", sublicensee.id, licensee.key.address, 2);
      await reverted(by(licensee.key), "SignaturesLength", 65, 130);
    });

    it("It stands where its parent stands, and is what its parent is where it does not", async () => {
      const { id } = await under(parent.id, licensee, sublicensee);
      expect(await standing(id, 2_000n)).to.equal(Standing.InForce);
      expect(await standing(id, LAST_TIME - 9n)).to.equal(Standing.Expired);
      const act = { license: parent.id, effectiveAt: 3_000n };
      await does(w, "Suspension", act, [administrator.key, licensee.key]);
      expect([await standing(id, 2_999n), await standing(id, 3_000n)]).to.deep.equal([
        Standing.InForce,
        Standing.Suspended,
      ]);
      await does(w, "Reinstatement", { ...act, effectiveAt: 4_000n }, [administrator.key]);
      await does(w, "Termination", { ...act, effectiveAt: 5_000n }, [administrator.key, licensee.key]);
      expect([await standing(id, 4_999n), await standing(id, 5_000n)]).to.deep.equal([
        Standing.InForce,
        Standing.Terminated,
      ]);
    });

    it("Its own standing comes first", async () => {
      const { id } = await under(parent.id, licensee, sublicensee, { startsAt: 2_000n, endsAt: 3_000n });
      await does(w, "Termination", { license: parent.id, effectiveAt: 500n }, [administrator.key, licensee.key]);
      expect([await standing(id, 1_999n), await standing(id, 3_000n)]).to.deep.equal([
        Standing.NotYet,
        Standing.Expired,
      ]);
      expect(await standing(id, 2_000n)).to.equal(Standing.Terminated);
    });

    it("The sublicensor suspends, amends and ends it, and the administrator does not", async () => {
      const { id } = await under(parent.id, licensee, sublicensee);
      const both = [licensee.key, sublicensee.key];
      const act = { license: id, effectiveAt: 2_000n };
      const { key } = administrator;
      await reverted(does(w, "Suspension", act, [key, sublicensee.key]), "KeyNotHeld", licensee.id, key.address, 2);
      await does(w, "Suspension", act, both);
      await does(w, "Reinstatement", act, [licensee.key]);
      const schedule = does(w, "Amendment", { ...act, schedule: pool.schedule }, both);
      await reverted(schedule, "ScheduleOfParent", pool.schedule);
      await does(w, "Amendment", { ...act, schedule: ZERO, endsAt: 3_000n }, both);
      expect(await standing(id, 3_000n)).to.equal(Standing.Expired);
      await does(w, "Termination", act, both);
    });

    it("Whoever takes over the parent takes over as sublicensor", async () => {
      const { id } = await under(parent.id, licensee, sublicensee);
      const heir = await w.openParty();
      await does(w, "Assignment", { license: parent.id, assignee: heir.id }, [
        administrator.key,
        licensee.key,
        heir.key,
      ]);
      expect(await w.licenses.grantorOf(id)).to.equal(heir.id);
      const act = { license: id, effectiveAt: LAST_TIME };
      await reverted(does(w, "Termination", act, [licensee.key]), "KeyNotHeld", heir.id, licensee.key.address, 2);
      await does(w, "Termination", act, [heir.key]);
    });

    it("Four deep and no deeper; the first that does not stand stops all below it", async () => {
      const ids = [parent.id];
      let from = licensee;
      const holders = [licensee];
      for (let depth = 1; depth <= 4; depth++) {
        const to = await w.openParty();
        ids.push((await under(ids.at(-1), from, to)).id);
        holders.push((from = to));
      }
      await reverted(under(ids[4], from, sublicensee), "TooDeep", ids[4]);
      const all = async (at) => Promise.all(ids.map((id) => standing(id, at)));
      expect(await all(2_000n)).to.deep.equal(Array(5).fill(Standing.InForce));
      const act = { license: ids[2], effectiveAt: 3_000n };
      await does(w, "Suspension", act, [holders[1].key, holders[2].key]);
      const { InForce, Suspended, Terminated } = Standing;
      expect(await all(3_000n)).to.deep.equal([InForce, InForce, Suspended, Suspended, Suspended]);
      await does(w, "Termination", { ...act, license: ids[0] }, [administrator.key, licensee.key]);
      expect(await all(3_000n)).to.deep.equal([Terminated, Terminated, Suspended, Suspended, Suspended]);
    });

    it("Only under what stands or will stand when it is recorded", async () => {
      const { NotYet, Suspended, Expired, Terminated } = Standing;
      const later = await w.grant(pool, licensee, { startsAt: LAST_TIME });
      const { id } = await under(later.id, licensee, sublicensee);
      expect(await standing(id, LAST_TIME - 1n)).to.equal(NotYet);
      const expired = await w.grant(pool, licensee, { endsAt: 2_000n });
      await reverted(under(expired.id, licensee, sublicensee), "LicenseNotStanding", expired.id, Expired);
      const act = { license: parent.id, effectiveAt: 2_000n };
      await does(w, "Suspension", act, [administrator.key, licensee.key]);
      await reverted(under(parent.id, licensee, sublicensee), "LicenseNotStanding", parent.id, Suspended);
      await does(w, "Termination", act, [administrator.key, licensee.key]);
      await reverted(under(parent.id, licensee, sublicensee), "LicenseNotStanding", parent.id, Terminated);
    });

    it("A sublicense whose parent was terminated is not assigned", async () => {
      const { id } = await under(parent.id, licensee, sublicensee);
      const act = { license: parent.id, effectiveAt: 2_000n };
      await does(w, "Termination", act, [administrator.key, licensee.key]);
      const keys = [licensee.key, sublicensee.key, administrator.key];
      const sent = does(w, "Assignment", { license: id, assignee: administrator.id }, keys);
      await reverted(sent, "LicenseNotStanding", id, Standing.Terminated);
    });

    it("It stands on the file's head, expires, ends after it starts, and is of a known parent", async () => {
      const sub = (rest) => under(parent.id, licensee, sublicensee, rest);
      const wrong = salt();
      await reverted(sub({ previous: wrong }), "HeadMoved", wrong, ZERO);
      await reverted(sub({ expiresAt: 2n }), "ActExpired", 2n, (now) => now > 2n);
      await reverted(sub({ startsAt: 7n, endsAt: 7n }), "EmptyTerm", 7n, 7n);
      await reverted(sub({ startsAt: LAST_TIME + 1n }), "TimeTooLarge", LAST_TIME + 1n);
      const act = await make(w, "Sublicense", { parent: parent.id, sublicensee: sublicensee.id });
      const keys = [licensee.key, sublicensee.key];
      await reverted(record(w, "Sublicense", { ...act, parent: wrong }, keys), "LicenseUnknown", wrong);
      const withdrawal = { actId: w.id("Sublicense", act), party: sublicensee.id };
      await w.licenses.voidAct(withdrawal, w.sign("Licenses", "Void", withdrawal, sublicensee.key));
      await reverted(record(w, "Sublicense", act, keys), "ActIsVoid", withdrawal.actId, sublicensee.id);
    });
  });

  describe("an attested import", () => {
    const fields = (rest = {}) => ({ pool: pool.id, licensee: licensee.id, schedule: pool.schedule, ...rest });
    const importing = (rest, keys = [administrator.key]) => does(w, "AttestedImport", fields(rest), keys);
    const counterSign = (license, key = licensee.key, rest = {}) =>
      does(w, "CounterSignature", { license, ...rest }, [key]);

    it("The administrator alone states it, and it says so until the licensee counter-signs", async () => {
      const act = await make(w, "AttestedImport", fields());
      const signatures = w.sign("Licenses", "AttestedImport", act, administrator.key);
      const id = w.id("AttestedImport", act);
      await expect(w.licenses.importAttested(act, signatures))
        .to.emit(w.licenses, "LicenseImported")
        .withArgs(id, pool.id, licensee.id, Object.values(act), signatures);
      expect(await w.licenses.fileHead(pool.id, licensee.id)).to.equal(id);
      expect(await w.licenses.fileOf(id)).to.deep.equal([pool.id, licensee.id]);
      expect([await w.licenses.attested(id), await standing(id, 1_000n)]).to.deep.equal([true, Standing.InForce]);

      const own = await make(w, "CounterSignature", { license: id });
      const signed = w.sign("Licenses", "CounterSignature", own, licensee.key);
      await expect(w.licenses.counterSign(own, signed))
        .to.emit(w.licenses, "LicenseCounterSigned")
        .withArgs(id, w.id("CounterSignature", own), Object.values(own), signed);
      expect([await w.licenses.attested(id), await standing(id, 1_000n)]).to.deep.equal([false, Standing.InForce]);
      expect(await w.licenses.head(id)).to.equal(w.id("CounterSignature", own));
    });

    it("It is counter-signed once, by the licensee; a grant never", async () => {
      const { id } = await importing();
      const { key } = administrator;
      await reverted(counterSign(id, key), "KeyNotHeld", licensee.id, key.address, 2);
      await counterSign(id);
      await reverted(counterSign(id), "NotAttested", id);
      const granted = await w.grant(pool, licensee);
      await reverted(counterSign(granted.id), "NotAttested", granted.id);
      expect(await w.licenses.attested(granted.id)).to.equal(false);
    });

    it("A counter-signature stands on the license's head, expires, can be taken back, and is of a known license", async () => {
      const { id } = await importing();
      await reverted(counterSign(id, licensee.key, { previous: ZERO }), "HeadMoved", ZERO, id);
      await reverted(counterSign(id, licensee.key, { expiresAt: 2n }), "ActExpired", 2n, (now) => now > 2n);
      const act = await make(w, "CounterSignature", { license: id });
      const unknown = salt();
      const elsewhere = record(w, "CounterSignature", { ...act, license: unknown }, [licensee.key]);
      await reverted(elsewhere, "LicenseUnknown", unknown);
      const withdrawal = { actId: w.id("CounterSignature", act), party: licensee.id };
      await w.licenses.voidAct(withdrawal, w.sign("Licenses", "Void", withdrawal, licensee.key));
      await reverted(record(w, "CounterSignature", act, [licensee.key]), "ActIsVoid", withdrawal.actId, licensee.id);
    });

    it("Its paper was signed before this block", async () => {
      const { time } = w.connection.networkHelpers;
      const now = (await w.now()) + 20n;
      await time.setNextBlockTimestamp(now);
      await reverted(importing({ signedAt: now + 1n }), "SignedInFuture", now + 1n, now);
      await time.setNextBlockTimestamp(now + 1n);
      await importing({ signedAt: now + 1n });
    });

    it("Of a known party, in a known pool and schedule, for a term that is one", async () => {
      const unknown = salt();
      await expect(importing({ licensee: unknown }))
        .to.be.revertedWithCustomError(w.parties, "PartyUnknown")
        .withArgs(unknown);
      await expect(importing({ pool: unknown }))
        .to.be.revertedWithCustomError(w.pools, "PoolUnknown")
        .withArgs(unknown);
      await expect(importing({ schedule: unknown }))
        .to.be.revertedWithCustomError(w.pools, "ScheduleUnknown")
        .withArgs(pool.id, unknown);
      await reverted(importing({ startsAt: 8n, endsAt: 8n }), "EmptyTerm", 8n, 8n);
    });

    it("On the file's head, in time, by the administrator, who can take it back", async () => {
      const wrong = salt();
      await reverted(importing({ previous: wrong }), "HeadMoved", wrong, ZERO);
      await reverted(importing({ expiresAt: 2n }), "ActExpired", 2n, (now) => now > 2n);
      await reverted(importing({}, [licensee.key]), "KeyNotHeld", administrator.id, licensee.key.address, 2);
      await reverted(importing({}, [administrator.key, licensee.key]), "SignaturesLength", 130, 65);
      const act = await make(w, "AttestedImport", fields());
      const withdrawal = { actId: w.id("AttestedImport", act), party: administrator.id };
      await w.licenses.voidAct(withdrawal, w.sign("Licenses", "Void", withdrawal, administrator.key));
      await reverted(
        record(w, "AttestedImport", act, [administrator.key]),
        "ActIsVoid",
        withdrawal.actId,
        administrator.id,
      );
    });
  });

  it("Of what was never granted there is no term, grantor, parent or effect", async () => {
    const unknown = salt();
    await reverted(w.licenses.termOf(unknown), "LicenseUnknown", unknown);
    await reverted(w.licenses.grantorOf(unknown), "LicenseUnknown", unknown);
    expect([await w.licenses.parentOf(unknown), await w.licenses.attested(unknown)]).to.deep.equal([ZERO, false]);
    expect(await w.licenses.lastEffectiveAt(unknown)).to.equal(0n);
  });
});
