// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { does, make, record } from "./support/making.js";
import { field, inMapping, slots } from "./support/slots.js";
import { LAST_TIME, Standing, World, ZERO, salt } from "./support/world.js";

describe("Changes of a license", () => {
  let w, pool, administrator, licensee, license, time;
  before(async () => {
    w = await World.create();
    ({ pool } = await w.stage());
    ({ administrator } = pool);
    ({ time } = w.connection.networkHelpers);
  });
  beforeEach(async () => {
    licensee = await w.openParty();
    license = await w.grant(pool, licensee);
  });

  const reverted = (sent, error, ...args) =>
    expect(sent)
      .to.be.revertedWithCustomError(w.licenses, error)
      .withArgs(...args);
  const both = () => [administrator.key, licensee.key];
  const doing = (type, rest = {}, keys = both()) => does(w, type, { license: license.id, ...rest }, keys);
  const amend = (rest, keys) => doing("Amendment", { schedule: pool.schedule, ...rest }, keys);
  const suspend = (effectiveAt, keys) => doing("Suspension", { effectiveAt }, keys);
  const reinstate = (effectiveAt, keys = [administrator.key]) => doing("Reinstatement", { effectiveAt }, keys);
  const terminate = (effectiveAt) => doing("Termination", { effectiveAt });
  const standing = (at, id = license.id) => w.licenses.standingAt(id, at);

  describe("amending", () => {
    it("Grantor and licensee give it a new end from a time on; the version has its own id", async () => {
      const act = await make(w, "Amendment", {
        license: license.id,
        schedule: pool.schedule,
        endsAt: 5_000n,
        effectiveAt: 2_000n,
      });
      const signatures = w.sign("Licenses", "Amendment", act, ...both());
      const id = w.id("Amendment", act);
      await expect(w.licenses.amend(act, signatures))
        .to.emit(w.licenses, "LicenseAmended")
        .withArgs(license.id, id, Object.values(act), signatures);
      expect(await w.licenses.head(license.id)).to.equal(id);
      expect(await w.licenses.termOf(license.id)).to.deep.equal([1_000n, 5_000n]);
      expect(await w.licenses.lastEffectiveAt(license.id)).to.equal(2_000n);
      expect([await standing(4_999n), await standing(5_000n)]).to.deep.equal([Standing.InForce, Standing.Expired]);
    });

    it("It takes both, whenever it has effect", async () => {
      const late = { effectiveAt: LAST_TIME };
      await reverted(amend(late, [administrator.key]), "SignaturesLength", 65, 130);
      await reverted(
        amend(late, [administrator.key, administrator.key]),
        "KeyNotHeld",
        licensee.id,
        administrator.key.address,
        2,
      );
      await reverted(
        amend(late, [licensee.key, licensee.key]),
        "KeyNotHeld",
        administrator.id,
        licensee.key.address,
        2,
      );
    });

    it("The end that it replaces can be met, not passed: no license is revived", async () => {
      license = await w.grant(pool, licensee, { endsAt: 3_000n });
      await reverted(amend({ effectiveAt: 3_001n }), "AmendedAfterEnd", 3_001n, 3_000n);
      await amend({ effectiveAt: 3_000n, endsAt: 4_000n });
      expect([await standing(3_000n), await standing(4_000n)]).to.deep.equal([Standing.InForce, Standing.Expired]);
    });

    it("It ends after it takes effect and after its start, or never", async () => {
      await reverted(amend({ effectiveAt: 2_000n, endsAt: 2_000n }), "EmptyTerm", 2_000n, 2_000n);
      await reverted(amend({ effectiveAt: 500n, endsAt: 1_000n }), "EmptyTerm", 1_000n, 1_000n);
      await amend({ effectiveAt: 500n, endsAt: 1_001n });
      await amend({ effectiveAt: 1_001n, endsAt: 0n });
      expect(await standing(LAST_TIME)).to.equal(Standing.InForce);
    });

    it("It names a schedule that the pool has", async () => {
      const schedule = salt();
      const sent = amend({ schedule, effectiveAt: 2_000n });
      await expect(sent).to.be.revertedWithCustomError(w.pools, "ScheduleUnknown").withArgs(pool.id, schedule);
    });

    it("Times are kept in forty bits", async () => {
      await reverted(amend({ effectiveAt: LAST_TIME + 1n }), "TimeTooLarge", LAST_TIME + 1n);
      await reverted(amend({ effectiveAt: 5n, endsAt: LAST_TIME + 1n }), "TimeTooLarge", LAST_TIME + 1n);
      await amend({ effectiveAt: LAST_TIME - 1n, endsAt: LAST_TIME });
    });
  });

  describe("suspending", () => {
    it("The grantor alone suspends from the recording block on", async () => {
      const effectiveAt = (await w.now()) + 10n;
      const act = await make(w, "Suspension", { license: license.id, effectiveAt });
      const signatures = w.sign("Licenses", "Suspension", act, administrator.key);
      await time.setNextBlockTimestamp(effectiveAt + 1n);
      await reverted(w.licenses.suspend(act, signatures), "LicenseeMustSign", effectiveAt, effectiveAt + 1n);
      const next = { ...act, effectiveAt: effectiveAt + 2n };
      const signed = w.sign("Licenses", "Suspension", next, administrator.key);
      await time.setNextBlockTimestamp(effectiveAt + 2n);
      await expect(w.licenses.suspend(next, signed))
        .to.emit(w.licenses, "LicenseSuspended")
        .withArgs(license.id, w.id("Suspension", next), Object.values(next), signed);
      expect(await w.licenses.head(license.id)).to.equal(w.id("Suspension", next));
      expect(await standing(effectiveAt + 1n)).to.equal(Standing.InForce);
      expect(await standing(effectiveAt + 2n)).to.equal(Standing.Suspended);
      expect(await standing(LAST_TIME)).to.equal(Standing.Suspended);
    });

    it("Earlier with the licensee, whose signature is checked where it is given", async () => {
      await reverted(
        suspend(2_000n, [administrator.key, administrator.key]),
        "KeyNotHeld",
        licensee.id,
        administrator.key.address,
        2,
      );
      await reverted(suspend(LAST_TIME, [licensee.key]), "KeyNotHeld", administrator.id, licensee.key.address, 2);
      await reverted(suspend(LAST_TIME, [...both(), licensee.key]), "SignaturesLength", 195, 65);
      await suspend(2_000n);
      expect(await standing(1_999n)).to.equal(Standing.InForce);
      expect(await standing(2_000n)).to.equal(Standing.Suspended);
    });

    it("A suspended license is not suspended again before it is reinstated", async () => {
      await suspend(2_000n);
      await reverted(suspend(2_500n), "AlreadySuspended", license.id, 2_000n);
      await reinstate(2_500n);
      await suspend(2_500n);
    });

    it("It says when; an expired license stays expired", async () => {
      await reverted(suspend(0n), "EffectiveAtMissing");
      await reverted(suspend(LAST_TIME + 1n), "TimeTooLarge", LAST_TIME + 1n);
      await amend({ effectiveAt: 2_000n, endsAt: 3_000n });
      await suspend(2_500n);
      expect([await standing(2_500n), await standing(3_000n)]).to.deep.equal([Standing.Suspended, Standing.Expired]);
    });
  });

  describe("reinstating", () => {
    beforeEach(() => suspend(2_000n));

    it("The grantor alone ends the suspension, as far back as it began", async () => {
      const act = await make(w, "Reinstatement", { license: license.id, effectiveAt: 2_000n });
      const signatures = w.sign("Licenses", "Reinstatement", act, administrator.key);
      await expect(w.licenses.reinstate(act, signatures))
        .to.emit(w.licenses, "LicenseReinstated")
        .withArgs(license.id, w.id("Reinstatement", act), Object.values(act), signatures);
      expect(await w.licenses.head(license.id)).to.equal(w.id("Reinstatement", act));
      expect([await standing(1_999n), await standing(2_000n)]).to.deep.equal([Standing.InForce, Standing.InForce]);
    });

    it("The licensee does not, and there must be one to end", async () => {
      await reverted(reinstate(3_000n, [licensee.key]), "KeyNotHeld", administrator.id, licensee.key.address, 2);
      await reverted(reinstate(3_000n, both()), "SignaturesLength", 130, 65);
      await reinstate(3_000n);
      await reverted(reinstate(3_000n), "NotSuspended", license.id);
      license = await w.grant(pool, licensee);
      await reverted(reinstate(3_000n), "NotSuspended", license.id);
    });

    it("Not before the suspension, and it says when", async () => {
      await reverted(reinstate(1_999n), "EffectiveAtDecreases", 1_999n, 2_000n);
      await reverted(reinstate(0n), "EffectiveAtMissing");
      await reverted(reinstate(LAST_TIME + 1n), "TimeTooLarge", LAST_TIME + 1n);
    });

    it("Every suspension is remembered: the past never changes", async () => {
      for (const from of [2_000n, 3_000n, 4_000n, 5_000n, 6_000n]) {
        if (from !== 2_000n) await suspend(from);
        await reinstate(from + 500n);
      }
      for (const from of [2_000n, 3_000n, 4_000n, 5_000n, 6_000n]) {
        const seen = [];
        for (const at of [from - 1n, from, from + 499n, from + 500n]) seen.push(await standing(at));
        expect(seen).to.deep.equal([Standing.InForce, Standing.Suspended, Standing.Suspended, Standing.InForce]);
      }
    });

    it("255 suspensions beside the last, and no more", async () => {
      await reinstate(2_500n);
      const slot = slots.license(license.id);
      const word = BigInt(await w.provider.getStorage(w.addresses.Licenses, slot));
      const set = (archived) =>
        w.connection.networkHelpers.setStorageAt(
          w.addresses.Licenses,
          slot,
          "0x" + ((word & ~(255n << 200n)) | (BigInt(archived) << 200n)).toString(16).padStart(64, "0"),
        );
      await set(255);
      await reverted(suspend(3_000n), "TooManySuspensions", license.id);
      await set(254);
      await suspend(3_000n);
      expect(field(await w.provider.getStorage(w.addresses.Licenses, slot), 25, 1)).to.equal(255n);
      expect(await standing(2_000n)).to.equal(Standing.Suspended);
    });
  });

  describe("in time and in order", () => {
    it("Effective times along one license never decrease", async () => {
      await amend({ effectiveAt: 3_000n });
      await reverted(suspend(2_999n), "EffectiveAtDecreases", 2_999n, 3_000n);
      await suspend(3_000n);
      await reverted(amend({ effectiveAt: 2_999n }), "EffectiveAtDecreases", 2_999n, 3_000n);
      await reinstate(4_000n);
      await reverted(suspend(3_999n), "EffectiveAtDecreases", 3_999n, 4_000n);
      await amend({ effectiveAt: 5_000n });
      await reverted(terminate(4_999n), "EffectiveAtDecreases", 4_999n, 5_000n);
      await terminate(5_000n);
      expect(await w.licenses.lastEffectiveAt(license.id)).to.equal(5_000n);
      expect(await standing(3_500n)).to.equal(Standing.Suspended);
    });

    it("Nothing follows a recorded termination, even one that is still to come", async () => {
      await suspend(2_000n);
      await terminate(LAST_TIME);
      const assignee = await w.openParty();
      for (const act of [
        () => amend({ effectiveAt: LAST_TIME }),
        () => suspend(LAST_TIME),
        () => reinstate(LAST_TIME),
        () => doing("CounterSignature", {}, [licensee.key]),
        () => doing("Assignment", { assignee: assignee.id }, [...both(), assignee.key]),
        () => terminate(LAST_TIME),
      ]) {
        await reverted(act(), "AlreadyTerminated", license.id, LAST_TIME);
      }
      expect([await standing(LAST_TIME - 1n), await standing(LAST_TIME)]).to.deep.equal([
        Standing.Suspended,
        Standing.Terminated,
      ]);
    });

    for (const [type, rest, needs] of [
      ["Amendment", () => ({ schedule: pool.schedule, effectiveAt: 2_000n })],
      ["Suspension", () => ({ effectiveAt: 2_000n })],
      ["Reinstatement", () => ({ effectiveAt: 2_000n }), () => suspend(2_000n)],
      ["Assignment", () => ({ assignee: administrator.id })],
    ]) {
      it(`${type}: it stands on the license's head, expires, can be taken back, and is of a known license`, async () => {
        await needs?.();
        const keys = { Reinstatement: [administrator.key], Assignment: [...both(), administrator.key] }[type] ?? both();
        const head = await w.licenses.head(license.id);
        await reverted(doing(type, { ...rest(), previous: ZERO }, keys), "HeadMoved", ZERO, head);
        await reverted(doing(type, { ...rest(), expiresAt: 2n }, keys), "ActExpired", 2n, (now) => now > 2n);
        const act = await make(w, type, { license: license.id, ...rest() });
        const unknown = salt();
        await reverted(record(w, type, { ...act, license: unknown }, keys), "LicenseUnknown", unknown);
        for (const side of keys.length === 1 ? [administrator] : [administrator, licensee]) {
          const made = await make(w, type, { license: license.id, ...rest() });
          const withdrawal = { actId: w.id(type, made), party: side.id };
          await w.licenses.voidAct(withdrawal, w.sign("Licenses", "Void", withdrawal, side.key));
          await reverted(record(w, type, made, keys), "ActIsVoid", withdrawal.actId, side.id);
        }
      });
    }
  });

  describe("assigning", () => {
    let assignee;
    beforeEach(async () => (assignee = await w.openParty()));
    const assign = (rest = {}, keys = [...both(), assignee.key]) =>
      doing("Assignment", { assignee: assignee.id, ...rest }, keys);

    it("Grantor, licensee and assignee pass it on, and both heads move", async () => {
      const act = await make(w, "Assignment", { license: license.id, assignee: assignee.id });
      const signatures = w.sign("Licenses", "Assignment", act, ...both(), assignee.key);
      const id = w.id("Assignment", act);
      await expect(w.licenses.assign(act, signatures))
        .to.emit(w.licenses, "LicenseAssigned")
        .withArgs(license.id, pool.id, assignee.id, Object.values(act), signatures);
      expect(await w.licenses.fileOf(license.id)).to.deep.equal([pool.id, assignee.id]);
      expect(await w.licenses.head(license.id)).to.equal(id);
      expect(await w.licenses.fileHead(pool.id, assignee.id)).to.equal(id);
      expect(await w.licenses.fileHead(pool.id, licensee.id)).to.equal(license.id);
      expect(await standing(2_000n)).to.equal(Standing.InForce);
    });

    it("From then on the assignee signs for it", async () => {
      await assign();
      await reverted(suspend(2_000n), "KeyNotHeld", assignee.id, licensee.key.address, 2);
      await suspend(2_000n, [administrator.key, assignee.key]);
      expect((await w.grant(pool, assignee)).act.previous).to.not.equal(ZERO);
    });

    it("Each of the three is needed", async () => {
      const other = (await w.openParty()).key;
      for (const [position, party] of [administrator, licensee, assignee].entries()) {
        const keys = [...both(), assignee.key].with(position, other);
        await reverted(assign({}, keys), "KeyNotHeld", party.id, other.address, 2);
      }
      await reverted(assign({}, both()), "SignaturesLength", 130, 195);
    });

    it("Not to the licensee himself, and on the assignee's file as it is", async () => {
      const own = assign({ assignee: licensee.id }, [...both(), licensee.key]);
      await reverted(own, "AssignedToLicensee", licensee.id);
      const wrong = salt();
      await reverted(assign({ previousFile: wrong }), "HeadMoved", wrong, ZERO);
    });

    it("What expired is not passed on; what is suspended or yet to start is", async () => {
      license = await w.grant(pool, licensee, { endsAt: 2_000n });
      await reverted(assign(), "LicenseNotStanding", license.id, Standing.Expired);
      license = await w.grant(pool, licensee, { startsAt: LAST_TIME });
      await assign();
      license = await w.grant(pool, licensee);
      await suspend(2_000n);
      await assign();
    });
  });

  describe("numbers", () => {
    const setNumber = (slot, offset, number) =>
      w.provider.getStorage(w.addresses[slot[0]], slot[1]).then((word) => {
        const mask = 0xffffffffn << BigInt(8 * offset);
        const value = (BigInt(word) & ~mask) | (BigInt(number) << BigInt(8 * offset));
        return w.connection.networkHelpers.setStorageAt(
          w.addresses[slot[0]],
          slot[1],
          "0x" + value.toString(16).padStart(64, "0"),
        );
      });

    it("Party and pool are named by numbers of 24 bits, and one beyond is refused", async () => {
      const key = ["Parties", slots.key(licensee.id, licensee.key.address)];
      await setNumber(key, 18, 2 ** 24);
      await reverted(w.grant(pool, licensee), "NumberTooLarge", 2 ** 24);
      await setNumber(key, 18, 2 ** 24 - 1);
      await w.grant(pool, licensee);
      const second = "0x" + (BigInt(inMapping(3, "bytes32", pool.id)) + 1n).toString(16).padStart(64, "0");
      const before = await w.provider.getStorage(w.addresses.Pools, second);
      await setNumber(["Pools", second], 21, 2 ** 24);
      await reverted(w.grant(pool, licensee), "NumberTooLarge", 2 ** 24);
      await w.connection.networkHelpers.setStorageAt(w.addresses.Pools, second, before);
      await w.grant(pool, licensee);
    });
  });
});
