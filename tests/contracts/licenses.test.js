// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { Wallet } from "ethers";
import { LAST_TIME, LATE, Scope, Standing, World, ZERO, salt } from "./support/world.js";

describe("Licenses", () => {
  let w, pool, licensee, time;
  before(async () => {
    w = await World.create();
    ({ pool } = await w.stage());
    ({ time } = w.connection.networkHelpers);
  });
  beforeEach(async () => (licensee = await w.openParty()));

  const reverted = (sent, error, ...args) =>
    expect(sent)
      .to.be.revertedWithCustomError(w.licenses, error)
      .withArgs(...args);
  const both = () => [pool.administrator.key, licensee.key];
  const signed = (type, act, ...keys) => w.sign("Licenses", type, act, ...keys);
  const grant = (act, ...keys) => w.licenses.grant(act, signed("LicenseGrant", act, ...(keys.length ? keys : both())));
  const standing = (id, at) => w.licenses.standingAt(id, at);

  describe("granting", () => {
    it("A license is the hash of its grant, and the event carries act and signatures", async () => {
      const act = await w.granting(pool, licensee);
      const signatures = signed("LicenseGrant", act, ...both());
      await expect(w.licenses.grant(act, signatures))
        .to.emit(w.licenses, "LicenseGranted")
        .withArgs(w.id("LicenseGrant", act), pool.id, licensee.id, Object.values(act), signatures);
    });

    it("It moves the file's head; its own slot stays empty and reads as its id", async () => {
      expect(await w.licenses.fileHead(pool.id, licensee.id)).to.equal(ZERO);
      const one = await w.grant(pool, licensee);
      expect(await w.licenses.fileHead(pool.id, licensee.id)).to.equal(one.id);
      expect(await w.licenses.head(one.id)).to.equal(one.id);
      const two = await w.grant(pool, licensee);
      expect(two.act.previous).to.equal(one.id);
      expect(await w.licenses.fileHead(pool.id, licensee.id)).to.equal(two.id);
      expect(await w.licenses.fileOf(two.id)).to.deep.equal([pool.id, licensee.id]);
    });

    it("Nobody is licensed against his will, and no pool without its administrator", async () => {
      const act = await w.granting(pool, licensee);
      const { key: administrator } = pool.administrator;
      await reverted(grant(act, administrator, administrator), "KeyNotHeld", licensee.id, administrator.address, 2);
      await reverted(
        grant(act, licensee.key, licensee.key),
        "KeyNotHeld",
        pool.administrator.id,
        licensee.key.address,
        2,
      );
      await reverted(grant(act, administrator), "SignaturesLength", 65, 130);
    });

    it("A grant is recorded once", async () => {
      const { act, id } = await w.grant(pool, licensee);
      await reverted(grant(act), "HeadMoved", ZERO, id);
    });

    it("Of two grants on one head the first stands", async () => {
      const [one, two] = [await w.granting(pool, licensee), await w.granting(pool, licensee)];
      await grant(two);
      await reverted(grant(one), "HeadMoved", ZERO, w.id("LicenseGrant", two));
    });

    for (const [startsAt, endsAt] of [
      [10n, 10n],
      [10n, 9n],
      [10n, 1n],
    ]) {
      it(`A license from ${startsAt} until ${endsAt} is refused`, async () => {
        await reverted(grant(await w.granting(pool, licensee, { startsAt, endsAt })), "EmptyTerm", startsAt, endsAt);
      });
    }

    it("There is none in an unknown pool or under an unknown schedule", async () => {
      const unknown = salt();
      const inPools = (sent, error, ...args) =>
        expect(sent)
          .to.be.revertedWithCustomError(w.pools, error)
          .withArgs(...args);
      await inPools(grant(await w.granting(pool, licensee, { pool: unknown })), "PoolUnknown", unknown);
      await inPools(
        grant(await w.granting(pool, licensee, { schedule: unknown })),
        "ScheduleUnknown",
        pool.id,
        unknown,
      );
    });

    it("A grant expires", async () => {
      await reverted(grant(await w.granting(pool, licensee, { expiresAt: 3n })), "ActExpired", 3n, (now) => now > 3n);
    });

    it("Either side can take its signature back", async () => {
      for (const side of [pool.administrator, licensee]) {
        const act = await w.granting(pool, licensee);
        const withdrawal = { actId: w.id("LicenseGrant", act), party: side.id };
        await w.licenses.voidAct(withdrawal, signed("Void", withdrawal, side.key));
        await reverted(grant(act), "ActIsVoid", withdrawal.actId, side.id);
      }
    });

    it("A key signs with Contract scope, while it holds", async () => {
      const key = Wallet.createRandom();
      const validUntil = (await w.now()) + 50n;
      await w.admitKey(licensee, key, { scopes: Scope.Contract, validUntil });
      const act = await w.granting(pool, licensee);
      await time.setNextBlockTimestamp(validUntil);
      await reverted(grant(act, pool.administrator.key, key), "KeyNotHeld", licensee.id, key.address, 2);
      const reporter = Wallet.createRandom();
      await w.admitKey(licensee, reporter, { scopes: Scope.All & ~Scope.Contract });
      await reverted(grant(act, pool.administrator.key, reporter), "KeyNotHeld", licensee.id, reporter.address, 2);
    });
  });

  describe("standing", () => {
    it("There is none of what was never granted", async () => {
      const unknown = salt();
      expect(await standing(unknown, 5n)).to.equal(Standing.None);
      expect(await w.licenses.head(unknown)).to.equal(ZERO);
      await reverted(w.licenses.fileOf(unknown), "LicenseUnknown", unknown);
    });

    it("A license is in force from its start until the second before its end", async () => {
      const { id } = await w.grant(pool, licensee, { startsAt: 100n, endsAt: 200n });
      expect(await standing(id, 99n)).to.equal(Standing.NotYet);
      expect(await standing(id, 100n)).to.equal(Standing.InForce);
      expect(await standing(id, 199n)).to.equal(Standing.InForce);
      expect(await standing(id, 200n)).to.equal(Standing.Expired);
    });

    it("A license without end does not expire", async () => {
      const { id } = await w.grant(pool, licensee);
      expect(await standing(id, LATE)).to.equal(Standing.InForce);
    });

    it("A license is terminated from the effective second on, also after its end and before its start", async () => {
      const now = await w.now();
      const { id } = await w.grant(pool, licensee, { startsAt: now, endsAt: now + 10_000n });
      await w.terminate(await w.ending(id, { effectiveAt: now + 5_000n }), pool.administrator.key);
      expect(await standing(id, now + 4_999n)).to.equal(Standing.InForce);
      expect(await standing(id, now + 5_000n)).to.equal(Standing.Terminated);
      expect(await standing(id, now + 20_000n)).to.equal(Standing.Terminated);
      const later = await w.grant(pool, licensee, { startsAt: now + 8_000n });
      await w.terminate(await w.ending(later.id, { effectiveAt: now + 5_000n }), pool.administrator.key);
      expect(await standing(later.id, now + 4_999n)).to.equal(Standing.NotYet);
      expect(await standing(later.id, now + 9_000n)).to.equal(Standing.Terminated);
    });
  });

  describe("terminating", () => {
    let license;
    beforeEach(async () => (license = await w.grant(pool, licensee)));

    it("The administrator alone terminates from the recording block on", async () => {
      const effectiveAt = (await w.now()) + 10n;
      await time.setNextBlockTimestamp(effectiveAt);
      const act = await w.ending(license.id, { effectiveAt });
      const signatures = signed("Termination", act, pool.administrator.key);
      await expect(w.licenses.terminate(act, signatures))
        .to.emit(w.licenses, "LicenseTerminated")
        .withArgs(license.id, w.id("Termination", act), Object.values(act), signatures);
      expect(await w.licenses.head(license.id)).to.equal(w.id("Termination", act));
    });

    it("Not one second earlier", async () => {
      const effectiveAt = (await w.now()) + 10n;
      await time.setNextBlockTimestamp(effectiveAt + 1n);
      const act = await w.ending(license.id, { effectiveAt });
      await reverted(w.terminate(act, pool.administrator.key), "LicenseeMustSign", effectiveAt, effectiveAt + 1n);
    });

    it("Earlier with the licensee's signature, and only his", async () => {
      const act = await w.ending(license.id, { effectiveAt: 1n });
      const other = await w.openParty();
      const forged = w.terminate(act, pool.administrator.key, other.key);
      await reverted(forged, "KeyNotHeld", licensee.id, other.key.address, 2);
      await w.terminate(act, ...both());
      expect(await standing(license.id, 1n)).to.equal(Standing.Terminated);
      expect(await standing(license.id, 0n)).to.equal(Standing.NotYet);
    });

    it("A licensee's signature that nobody needed is still checked", async () => {
      const act = await w.ending(license.id);
      const doubled = w.terminate(act, pool.administrator.key, pool.administrator.key);
      await reverted(doubled, "KeyNotHeld", licensee.id, pool.administrator.key.address, 2);
      await w.terminate(act, ...both());
    });

    it("The licensee alone terminates nothing", async () => {
      const act = await w.ending(license.id);
      await reverted(w.terminate(act, licensee.key), "KeyNotHeld", pool.administrator.id, licensee.key.address, 2);
      await reverted(w.licenses.terminate(act, "0x"), "SignaturesLength", 0, 65);
    });

    it("A terminated license never stands again, nor ends twice", async () => {
      const act = await w.ending(license.id);
      await w.terminate(act, pool.administrator.key);
      const id = w.id("Termination", act);
      await reverted(w.terminate(act, pool.administrator.key), "HeadMoved", license.id, id);
      const again = await w.ending(license.id, { effectiveAt: LAST_TIME });
      await reverted(w.terminate(again, ...both()), "AlreadyTerminated", license.id, act.effectiveAt);
    });

    it("What was never granted cannot be terminated", async () => {
      const unknown = salt();
      await reverted(w.terminate(await w.ending(unknown), pool.administrator.key), "LicenseUnknown", unknown);
    });

    it("A termination needs a time", async () => {
      const act = await w.ending(license.id, { effectiveAt: 0n });
      await reverted(w.terminate(act, ...both()), "EffectiveAtMissing");
    });

    it("It stands on the license's head, expires, and can be taken back by each who signs", async () => {
      const early = await w.ending(license.id, { previous: ZERO });
      await reverted(w.terminate(early, pool.administrator.key), "HeadMoved", ZERO, license.id);
      const late = await w.ending(license.id, { expiresAt: 2n });
      await reverted(w.terminate(late, pool.administrator.key), "ActExpired", 2n, (now) => now > 2n);
      for (const side of [pool.administrator, licensee]) {
        const act = await w.ending(license.id, { effectiveAt: 1n });
        const withdrawal = { actId: w.id("Termination", act), party: side.id };
        await w.licenses.voidAct(withdrawal, signed("Void", withdrawal, side.key));
        await reverted(w.terminate(act, ...both()), "ActIsVoid", withdrawal.actId, side.id);
      }
    });

    it("The next grant in the file is untouched by it", async () => {
      await w.terminate(await w.ending(license.id), pool.administrator.key);
      const next = await w.grant(pool, licensee);
      expect(next.act.previous).to.equal(license.id);
      expect(await standing(next.id, 2n ** 50n)).to.equal(Standing.InForce);
    });
  });
});
