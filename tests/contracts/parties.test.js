// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { Wallet, ZeroAddress, concat, toBeHex, zeroPadValue } from "ethers";
import { LATE, Scope, World, ZERO, salt } from "./support/world.js";

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature over the same digest by the same key: n − s, and v turned. */
function malleated(signature) {
  const s = ORDER - BigInt("0x" + signature.slice(66, 130));
  return concat([signature.slice(0, 66), zeroPadValue(toBeHex(s), 32), signature.endsWith("1b") ? "0x1c" : "0x1b"]);
}

describe("Parties", () => {
  let w, key;
  before(async () => (w = await World.create()));
  beforeEach(() => (key = Wallet.createRandom()));

  const reverted = (sent, error, ...args) =>
    expect(sent)
      .to.be.revertedWithCustomError(w.parties, error)
      .withArgs(...args);
  const signed = (type, act, ...keys) => w.sign("Parties", type, act, ...keys);

  describe("opening", () => {
    it("A party is the hash of its opening, and the event carries act and signature", async () => {
      const act = w.opening(key);
      const signatures = signed("PartyOpening", act, key);
      await expect(w.parties.open(act, signatures))
        .to.emit(w.parties, "PartyOpened")
        .withArgs(w.id("PartyOpening", act), Object.values(act), signatures);
    });

    it("The first root key holds every scope from the recording block on, without end", async () => {
      const party = await w.openParty();
      const now = await w.now();
      expect(await w.parties.keyOf(party.id, party.key.address)).to.deep.equal([now, 0n, 31n, 0n]);
      expect(await w.parties.holdsKey(party.id, party.key.address, Scope.All, now)).to.equal(true);
      expect(await w.parties.holdsKey(party.id, party.key.address, Scope.Root, now - 1n)).to.equal(false);
    });

    it("Parties are numbered in the order of opening", async () => {
      const [first, second] = [await w.openParty(), await w.openParty()];
      const number = await w.parties.requireKey(first.id, first.key.address, Scope.Root);
      expect(await w.parties.partyAt(number)).to.equal(first.id);
      expect(await w.parties.partyAt(number + 1n)).to.equal(second.id);
      expect(await w.parties.partyAt(0)).to.equal(ZERO);
    });

    it("Anybody may send it, and the sender becomes nothing by it", async () => {
      const act = w.opening(key);
      await w.parties.connect(w.stranger).open(act, signed("PartyOpening", act, key));
      const none = [0n, 0n, 0n, 0n];
      expect(await w.parties.keyOf(w.id("PartyOpening", act), w.stranger.address)).to.deep.equal(none);
    });

    it("The same opening is refused the second time", async () => {
      const party = await w.openParty();
      const again = w.parties.open(party.act, signed("PartyOpening", party.act, party.key));
      await reverted(again, "PartyExists", party.id);
    });

    it("Only the root key that it names can sign it", async () => {
      const act = w.opening(key);
      const other = Wallet.createRandom();
      const sent = w.parties.open(act, signed("PartyOpening", act, other));
      await reverted(sent, "NotTheKey", other.address, key.address);
    });
  });

  describe("signatures", () => {
    for (const [what, change, expected] of [
      ["none", () => "0x", 65],
      ["one byte short", (signature) => signature.slice(0, -2), 65],
      ["one byte long", (signature) => signature + "00", 65],
      ["twice", (signature) => concat([signature, signature]), 65],
    ]) {
      it(`A run of the wrong length is refused: ${what}`, async () => {
        const act = w.opening(key);
        const signatures = change(signed("PartyOpening", act, key));
        await reverted(w.parties.open(act, signatures), "SignaturesLength", (signatures.length - 2) / 2, expected);
      });
    }

    for (const [what, change] of [
      ["a high s", malleated],
      ["v 0", (signature) => signature.slice(0, -2) + "00"],
      ["v 29", (signature) => signature.slice(0, -2) + "1d"],
      ["r zero", (signature) => concat([ZERO, "0x" + signature.slice(66)])],
      ["s zero", (signature) => concat([signature.slice(0, 66), ZERO, "0x" + signature.slice(-2)])],
      ["r of the order", (signature) => concat([toBeHex(ORDER), "0x" + signature.slice(66)])],
    ]) {
      it(`A signature in another form is refused: ${what}`, async () => {
        const act = w.opening(key);
        const signatures = change(signed("PartyOpening", act, key));
        await reverted(w.parties.open(act, signatures), "SignatureInvalid", 0);
      });
    }

    it("A change of one byte in the act is another act, which nobody signed", async () => {
      const act = w.opening(key);
      const signatures = signed("PartyOpening", act, key);
      const sent = w.parties.open({ ...act, salt: salt() }, signatures);
      await expect(sent).to.be.revertedWithCustomError(w.parties, "NotTheKey");
    });
  });

  describe("admitting keys", () => {
    let party;
    beforeEach(async () => (party = await w.openParty()));

    it("A key holds its scopes from its admission on", async () => {
      const { id } = await w.admitKey(party, key, { scopes: Scope.Contract | Scope.Report });
      const now = await w.now();
      expect(await w.parties.keyOf(party.id, key.address)).to.deep.equal([now, 0n, 6n, 0n]);
      expect(await w.parties.holdsKey(party.id, key.address, Scope.Contract | Scope.Report, now)).to.equal(true);
      expect(await w.parties.holdsKey(party.id, key.address, Scope.Contract | Scope.Root, now)).to.equal(false);
      expect(await w.parties.keysHead(party.id)).to.equal(id);
    });

    it("A key with an end holds until the second before it", async () => {
      const validUntil = (await w.now()) + 1_000n;
      await w.admitKey(party, key, { validUntil });
      expect(await w.parties.holdsKey(party.id, key.address, Scope.Contract, validUntil - 1n)).to.equal(true);
      expect(await w.parties.holdsKey(party.id, key.address, Scope.Contract, validUntil)).to.equal(false);
    });

    it("The event carries the act and both signatures", async () => {
      const act = await w.admission(party, key);
      const signatures = signed("KeyAdmission", act, party.key, key);
      await expect(w.parties.admitKey(act, signatures))
        .to.emit(w.parties, "KeyAdmitted")
        .withArgs(party.id, w.id("KeyAdmission", act), Object.values(act), signatures);
    });

    it("The new key must sign for itself", async () => {
      const act = await w.admission(party, key);
      const sent = w.parties.admitKey(act, signed("KeyAdmission", act, party.key, party.key));
      await reverted(sent, "NotTheKey", party.key.address, key.address);
    });

    it("A key without Root scope admits nobody", async () => {
      await w.admitKey(party, key, { scopes: Scope.All & ~Scope.Root });
      const next = Wallet.createRandom();
      const act = await w.admission(party, next);
      const sent = w.parties.admitKey(act, signed("KeyAdmission", act, key, next));
      await reverted(sent, "KeyNotHeld", party.id, key.address, Scope.Root);
    });

    it("Another party's root key admits nobody here", async () => {
      const other = await w.openParty();
      const act = await w.admission(party, key);
      const sent = w.parties.admitKey(act, signed("KeyAdmission", act, other.key, key));
      await reverted(sent, "KeyNotHeld", party.id, other.key.address, Scope.Root);
    });

    it("No key comes to a party that was never opened", async () => {
      const nobody = { id: salt(), key: party.key };
      const act = await w.admission(nobody, key);
      await reverted(w.parties.admitKey(act, signed("KeyAdmission", act, party.key, key)), "PartyUnknown", nobody.id);
    });

    it("A key is admitted once in its life", async () => {
      await w.admitKey(party, key);
      const act = await w.admission(party, key, { scopes: Scope.All });
      await reverted(
        w.parties.admitKey(act, signed("KeyAdmission", act, party.key, key)),
        "KeyKnown",
        party.id,
        key.address,
      );
    });

    for (const scopes of [0, 32, 255]) {
      it(`Scopes are one to five bits, not ${scopes}`, async () => {
        const act = await w.admission(party, key, { scopes });
        await reverted(w.parties.admitKey(act, signed("KeyAdmission", act, party.key, key)), "ScopesInvalid", scopes);
      });
    }

    it("A key whose end has come is not admitted", async () => {
      const now = (await w.now()) + 100n;
      await w.connection.networkHelpers.time.setNextBlockTimestamp(now);
      const act = await w.admission(party, key, { validUntil: now });
      await reverted(w.parties.admitKey(act, signed("KeyAdmission", act, party.key, key)), "KeyTermEmpty", now, now);
    });

    it("An act is good in the second of its expiry, and void one later", async () => {
      const { time } = w.connection.networkHelpers;
      const expiresAt = (await w.now()) + 100n;
      const act = await w.admission(party, key, { expiresAt });
      const signatures = signed("KeyAdmission", act, party.key, key);
      const snapshot = await w.connection.networkHelpers.takeSnapshot();
      await time.setNextBlockTimestamp(expiresAt + 1n);
      await reverted(w.parties.admitKey(act, signatures), "ActExpired", expiresAt, expiresAt + 1n);
      await snapshot.restore();
      await time.setNextBlockTimestamp(expiresAt);
      await w.parties.admitKey(act, signatures);
    });

    it("An act on a head that moved is refused, and names the head", async () => {
      const late = await w.admission(party, Wallet.createRandom());
      const { id } = await w.admitKey(party, key);
      const sent = w.parties.admitKey(late, "0x");
      await reverted(sent, "HeadMoved", ZERO, id);
    });
  });

  describe("retiring keys", () => {
    let party;
    beforeEach(async () => {
      party = await w.openParty();
      await w.admitKey(party, key, { scopes: Scope.Root | Scope.Contract });
    });
    const retire = async (which, by, rest) => {
      const act = await w.retirement(party, which, rest);
      return w.parties.retireKey(act, signed("KeyRetirement", act, by));
    };

    it("A retired key holds nothing from the recording block on", async () => {
      await retire(key, party.key);
      const now = await w.now();
      expect(await w.parties.holdsKey(party.id, key.address, Scope.Contract, now)).to.equal(false);
      expect(await w.parties.holdsKey(party.id, key.address, Scope.Contract, now - 1n)).to.equal(true);
    });

    it("The event carries the act and the signature", async () => {
      const act = await w.retirement(party, key);
      const signatures = signed("KeyRetirement", act, party.key);
      await expect(w.parties.retireKey(act, signatures))
        .to.emit(w.parties, "KeyRetired")
        .withArgs(party.id, w.id("KeyRetirement", act), Object.values(act), signatures);
    });

    it("The first root key may go when another without end stays", async () => {
      await retire(party.key, key);
      expect(await w.parties.holdsKey(party.id, key.address, Scope.Root, await w.now())).to.equal(true);
    });

    it("The last root key stays", async () => {
      await retire(key, party.key);
      await reverted(retire(party.key, party.key), "LastRootKey", party.id, party.key.address);
    });

    it("A root key with an end is no successor to the last one", async () => {
      await retire(key, party.key);
      await w.admitKey(party, Wallet.createRandom(), { scopes: Scope.Root, validUntil: LATE });
      await reverted(retire(party.key, party.key), "LastRootKey", party.id, party.key.address);
    });

    it("A retired key signs nothing more", async () => {
      await retire(key, party.key);
      const next = Wallet.createRandom();
      const act = await w.admission(party, next);
      const sent = w.parties.admitKey(act, signed("KeyAdmission", act, key, next));
      await reverted(sent, "KeyNotHeld", party.id, key.address, Scope.Root);
    });

    it("A key is retired once, and never comes back", async () => {
      await retire(key, party.key);
      await reverted(retire(key, party.key), "KeyNotHeld", party.id, key.address, 0);
      const act = await w.admission(party, key);
      await reverted(
        w.parties.admitKey(act, signed("KeyAdmission", act, party.key, key)),
        "KeyKnown",
        party.id,
        key.address,
      );
    });

    it("What was never a key cannot be retired", async () => {
      await reverted(
        retire(Wallet.createRandom(), party.key),
        "KeyNotHeld",
        party.id,
        (value) => value !== ZeroAddress,
        0,
      );
    });

    it("A retirement expires, and stands on its head", async () => {
      const now = await w.now();
      await expect(retire(key, party.key, { expiresAt: now - 1n })).to.be.revertedWithCustomError(
        w.parties,
        "ActExpired",
      );
      await expect(retire(key, party.key, { previous: ZERO })).to.be.revertedWithCustomError(w.parties, "HeadMoved");
    });
  });

  describe("void", () => {
    it("A signature taken back binds nobody", async () => {
      const party = await w.openParty();
      const act = await w.admission(party, key);
      const actId = w.id("KeyAdmission", act);
      const withdrawal = { actId, party: party.id };
      const signatures = signed("Void", withdrawal, party.key);
      expect(await w.parties.isVoid(actId, party.id)).to.equal(false);
      await expect(w.parties.voidAct(withdrawal, signatures))
        .to.emit(w.parties, "ActVoided")
        .withArgs(actId, party.id, signatures);
      expect(await w.parties.isVoid(actId, party.id)).to.equal(true);
      const sent = w.parties.admitKey(act, signed("KeyAdmission", act, party.key, key));
      await reverted(sent, "ActIsVoid", actId, party.id);
    });

    it("It is taken back once, by a Root key of the party", async () => {
      const party = await w.openParty();
      await w.admitKey(party, key, { scopes: Scope.Contract });
      const act = { actId: salt(), party: party.id };
      const byOther = w.parties.voidAct(act, signed("Void", act, key));
      await reverted(byOther, "KeyNotHeld", party.id, key.address, Scope.Root);
      await w.parties.voidAct(act, signed("Void", act, party.key));
      await reverted(w.parties.voidAct(act, signed("Void", act, party.key)), "AlreadyVoid", act.actId, party.id);
    });
  });

  it("Two parties of one key stay two", async () => {
    const [one, two] = [await w.openParty(key), await w.openParty(key)];
    expect(one.id).to.not.equal(two.id);
    await w.admitKey(one, Wallet.createRandom());
    expect(await w.parties.keysHead(two.id)).to.equal(ZERO);
  });
});
