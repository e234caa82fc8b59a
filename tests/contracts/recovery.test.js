// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { Wallet, ZeroAddress } from "ethers";
import { does, make, record } from "./support/making.js";
import { LATE, Scope, World, ZERO, salt } from "./support/world.js";

const DELAY = 14n * 86_400n;

describe("Lost and stolen keys", () => {
  let w, time, party, guardian, next;
  before(async () => {
    w = await World.create();
    ({ time } = w.connection.networkHelpers);
  });
  beforeEach(async () => {
    [guardian, next] = [Wallet.createRandom(), Wallet.createRandom()];
    const key = Wallet.createRandom();
    const act = w.opening(key, { guardian: guardian.address });
    await w.parties.open(act, w.sign("Parties", "PartyOpening", act, key));
    party = { id: w.id("PartyOpening", act), key, act };
  });

  const reverted = (sent, error, ...args) =>
    expect(sent)
      .to.be.revertedWithCustomError(w.parties, error)
      .withArgs(...args);
  const start = (rest = {}, keys = [guardian, next]) =>
    does(w, "RecoveryStart", { party: party.id, newKey: next.address, ...rest }, keys);
  const complete = async (rest = {}, key = next) => does(w, "RecoveryCompletion", { party: party.id, ...rest }, [key]);
  const cancel = (key, rest = {}) => does(w, "RecoveryCancellation", { party: party.id, ...rest }, [key]);
  const flag = (key, by, rest = {}) =>
    does(w, "KeyCompromise", { party: party.id, key: key.address, since: 0n, ...rest }, [by]);
  const holds = async (key, scopes) => w.parties.holdsKey(party.id, key.address, scopes, await w.now());

  it("A party has a number and keeps its guardian; what was never opened has neither", async () => {
    expect(await w.parties.guardianOf(party.id)).to.equal(guardian.address);
    expect(await w.parties.partyAt(await w.parties.numberOf(party.id))).to.equal(party.id);
    const unknown = salt();
    await reverted(w.parties.guardianOf(unknown), "PartyUnknown", unknown);
    await reverted(w.parties.numberOf(unknown), "PartyUnknown", unknown);
  });

  describe("compromise", () => {
    let stolen;
    beforeEach(async () => {
      stolen = Wallet.createRandom();
      await w.admitKey(party, stolen, { scopes: Scope.Root | Scope.Contract });
    });

    it("A flagged key holds nothing from the recording block on, and all that it held before", async () => {
      const act = await make(w, "KeyCompromise", { party: party.id, key: stolen.address, since: 5n });
      const signatures = w.sign("Parties", "KeyCompromise", act, party.key);
      expect(await w.parties.compromised(party.id, stolen.address)).to.equal(false);
      await expect(w.parties.compromiseKey(act, signatures))
        .to.emit(w.parties, "KeyCompromised")
        .withArgs(party.id, w.id("KeyCompromise", act), Object.values(act), signatures);
      expect(await w.parties.compromised(party.id, stolen.address)).to.equal(true);
      expect(await holds(stolen, Scope.Contract)).to.equal(false);
      const before = (await w.now()) - 1n;
      expect(await w.parties.holdsKey(party.id, stolen.address, Scope.Contract, before)).to.equal(true);
      expect(await w.parties.keysHead(party.id)).to.equal(w.id("KeyCompromise", act));
    });

    it("A key that ended before is flagged, and its end stays", async () => {
      const act = await w.retirement(party, stolen);
      await w.parties.retireKey(act, w.sign("Parties", "KeyRetirement", act, party.key));
      const { until } = await w.parties.keyOf(party.id, stolen.address);
      await flag(stolen, party.key);
      expect((await w.parties.keyOf(party.id, stolen.address)).until).to.equal(until);
      expect(await w.parties.compromised(party.id, stolen.address)).to.equal(true);
    });

    it("A key flags itself, and is flagged once", async () => {
      await flag(stolen, stolen);
      await reverted(flag(stolen, party.key), "AlreadyCompromised", party.id, stolen.address);
    });

    it("Only a Root key of the party flags", async () => {
      const narrow = Wallet.createRandom();
      await w.admitKey(party, narrow, { scopes: Scope.All & ~Scope.Root });
      await reverted(flag(stolen, narrow), "KeyNotHeld", party.id, narrow.address, Scope.Root);
      const other = await w.openParty();
      await reverted(flag(stolen, other.key), "KeyNotHeld", party.id, other.key.address, Scope.Root);
    });

    it("The last Root key without an end is not flagged away, one with an end is", async () => {
      await flag(stolen, party.key);
      await reverted(flag(party.key, party.key), "LastRootKey", party.id, party.key.address);
      const ending = Wallet.createRandom();
      await w.admitKey(party, ending, { scopes: Scope.Root, validUntil: LATE });
      await flag(ending, party.key);
      expect(await holds(ending, Scope.Root)).to.equal(false);
    });

    it("What was never a key is not flagged, nor a loss in the future believed", async () => {
      const stranger = Wallet.createRandom();
      await reverted(flag(stranger, party.key), "KeyUnknown", party.id, stranger.address);
      const now = (await w.now()) + 50n;
      await time.setNextBlockTimestamp(now);
      await reverted(flag(stolen, party.key, { since: now + 1n }), "LostInFuture", now + 1n, now);
      await time.setNextBlockTimestamp(now + 1n);
      await flag(stolen, party.key, { since: now + 1n });
    });

    it("It stands on the head of the keys, expires, and is of a known party", async () => {
      const head = await w.parties.keysHead(party.id);
      await reverted(flag(stolen, party.key, { previous: ZERO }), "HeadMoved", ZERO, head);
      await reverted(flag(stolen, party.key, { expiresAt: 4n }), "ActExpired", 4n, (now) => now > 4n);
      const unknown = salt();
      await reverted(flag(stolen, party.key, { party: unknown }), "PartyUnknown", unknown);
    });
  });

  describe("recovery", () => {
    it("Guardian and new key start it, and the wait begins", async () => {
      expect(await w.parties.RECOVERY_DELAY()).to.equal(DELAY);
      const act = await make(w, "RecoveryStart", { party: party.id, newKey: next.address });
      const signatures = w.sign("Parties", "RecoveryStart", act, guardian, next);
      await expect(w.parties.startRecovery(act, signatures))
        .to.emit(w.parties, "RecoveryStarted")
        .withArgs(party.id, w.id("RecoveryStart", act), Object.values(act), signatures);
      expect(await w.parties.recoveryHead(party.id)).to.equal(w.id("RecoveryStart", act));
      expect(await w.parties.recoveryOf(party.id)).to.deep.equal([next.address, await w.now()]);
      expect(await holds(next, 0)).to.equal(false);
    });

    it("Neither the guardian alone, nor a Root key in his place, nor another new key", async () => {
      await reverted(start({}, [guardian, guardian]), "NotTheKey", guardian.address, next.address);
      await reverted(start({}, [party.key, next]), "NotTheKey", party.key.address, guardian.address);
      await reverted(start({}, [guardian]), "SignaturesLength", 65, 130);
    });

    it("A party without a guardian is not recovered", async () => {
      const act = w.opening(Wallet.createRandom(), { guardian: ZeroAddress });
      const key = Wallet.createRandom();
      act.rootKey = key.address;
      await w.parties.open(act, w.sign("Parties", "PartyOpening", act, key));
      const id = w.id("PartyOpening", act);
      await reverted(start({ party: id }), "GuardianMissing", id);
    });

    it("A key that the party holds or held is none to recover to", async () => {
      const held = start({ newKey: party.key.address }, [guardian, party.key]);
      await reverted(held, "KeyKnown", party.id, party.key.address);
    });

    it("It stands on the head of the recovery, expires, and is of a known party", async () => {
      const { id } = await start();
      await reverted(start({ previous: ZERO }), "HeadMoved", ZERO, id);
      await reverted(start({ expiresAt: 6n }), "ActExpired", 6n, (now) => now > 6n);
      const unknown = salt();
      await reverted(start({ party: unknown }), "PartyUnknown", unknown);
    });

    it("After the wait, to the second, the new key holds every scope beside those that were there", async () => {
      await start();
      const { startedAt } = await w.parties.recoveryOf(party.id);
      const act = await make(w, "RecoveryCompletion", { party: party.id });
      const signatures = w.sign("Parties", "RecoveryCompletion", act, next);
      await time.setNextBlockTimestamp(startedAt + DELAY - 1n);
      const early = w.parties.completeRecovery(act, signatures);
      await reverted(early, "RecoveryWaits", startedAt + DELAY, startedAt + DELAY - 1n);
      await time.setNextBlockTimestamp(startedAt + DELAY);
      const id = w.id("RecoveryCompletion", act);
      await expect(w.parties.completeRecovery(act, signatures))
        .to.emit(w.parties, "RecoveryCompleted")
        .withArgs(party.id, id, next.address, Object.values(act), signatures);
      expect([await holds(next, Scope.All), await holds(party.key, Scope.All)]).to.deep.equal([true, true]);
      expect([await w.parties.keysHead(party.id), await w.parties.recoveryHead(party.id)]).to.deep.equal([id, id]);
      expect(await w.parties.recoveryOf(party.id)).to.deep.equal([ZeroAddress, 0n]);
    });

    it("The new key counts as a Root key without end: the lost one may go", async () => {
      await start();
      await time.increase(DELAY);
      await complete();
      const act = await w.retirement(party, party.key);
      await w.parties.retireKey(act, w.sign("Parties", "KeyRetirement", act, next));
      const own = await w.retirement(party, next);
      const sent = w.parties.retireKey(own, w.sign("Parties", "KeyRetirement", own, next));
      await reverted(sent, "LastRootKey", party.id, next.address);
    });

    it("Only the new key completes it, once, on both heads, in time", async () => {
      await start();
      await time.increase(DELAY);
      await reverted(complete({}, guardian), "NotTheKey", guardian.address, next.address);
      await reverted(complete({ previous: ZERO }), "HeadMoved", ZERO, await w.parties.recoveryHead(party.id));
      await w.admitKey(party, Wallet.createRandom());
      await reverted(complete({ previousKeys: ZERO }), "HeadMoved", ZERO, await w.parties.keysHead(party.id));
      await reverted(complete({ expiresAt: 8n }), "ActExpired", 8n, (now) => now > 8n);
      await complete();
      await reverted(complete(), "NoRecovery", party.id);
    });

    it("A new key that was admitted in the meantime is known, and needs no recovery", async () => {
      await start();
      await w.admitKey(party, next, { scopes: Scope.Report });
      await time.increase(DELAY);
      await reverted(complete(), "KeyKnown", party.id, next.address);
    });

    it("A second start takes the place of the first, and the wait begins again", async () => {
      await start();
      await time.increase(DELAY);
      const other = Wallet.createRandom();
      await start({ newKey: other.address }, [guardian, other]);
      await expect(complete({}, other)).to.be.revertedWithCustomError(w.parties, "RecoveryWaits");
      await time.increase(DELAY);
      await reverted(complete(), "NotTheKey", next.address, other.address);
      await complete({}, other);
      expect([await holds(next, 0), await holds(other, Scope.All)]).to.deep.equal([false, true]);
    });
  });

  describe("cancelling", () => {
    it("An older Root key cancels, and nothing is left to complete", async () => {
      await start();
      const act = await make(w, "RecoveryCancellation", { party: party.id });
      const signatures = w.sign("Parties", "RecoveryCancellation", act, party.key);
      await expect(w.parties.cancelRecovery(act, signatures))
        .to.emit(w.parties, "RecoveryCancelled")
        .withArgs(party.id, w.id("RecoveryCancellation", act), Object.values(act), signatures);
      expect(await w.parties.recoveryHead(party.id)).to.equal(w.id("RecoveryCancellation", act));
      expect(await w.parties.recoveryOf(party.id)).to.deep.equal([ZeroAddress, 0n]);
      await time.increase(DELAY);
      await reverted(complete(), "NoRecovery", party.id);
      await reverted(cancel(party.key), "NoRecovery", party.id);
    });

    it("A Root key that came with the start or after it does not", async () => {
      await start();
      const { startedAt } = await w.parties.recoveryOf(party.id);
      const young = Wallet.createRandom();
      await w.admitKey(party, young, { scopes: Scope.Root });
      const { from } = await w.parties.keyOf(party.id, young.address);
      await reverted(cancel(young), "KeyNotOlder", young.address, from, startedAt);
    });

    it("Nor a key without Root scope, a retired one, or the guardian", async () => {
      const [narrow, retired] = [Wallet.createRandom(), Wallet.createRandom()];
      await w.admitKey(party, narrow, { scopes: Scope.All & ~Scope.Root });
      await w.admitKey(party, retired, { scopes: Scope.Root });
      await start();
      const act = await w.retirement(party, retired);
      await w.parties.retireKey(act, w.sign("Parties", "KeyRetirement", act, party.key));
      for (const key of [narrow, retired, guardian]) {
        await reverted(cancel(key), "KeyNotHeld", party.id, key.address, Scope.Root);
      }
    });

    it("It stands on the start, expires, can be taken back, and is of a known party", async () => {
      const { id } = await start();
      await reverted(cancel(party.key, { previous: ZERO }), "HeadMoved", ZERO, id);
      await reverted(cancel(party.key, { expiresAt: 3n }), "ActExpired", 3n, (now) => now > 3n);
      const unknown = salt();
      await reverted(cancel(party.key, { party: unknown }), "PartyUnknown", unknown);
      const act = await make(w, "RecoveryCancellation", { party: party.id });
      const withdrawal = { actId: w.id("RecoveryCancellation", act), party: party.id };
      await w.parties.voidAct(withdrawal, w.sign("Parties", "Void", withdrawal, party.key));
      const sent = record(w, "RecoveryCancellation", act, [party.key]);
      await reverted(sent, "ActIsVoid", withdrawal.actId, party.id);
    });
  });
});
