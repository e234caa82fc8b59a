// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { toBeHex } from "ethers";
import { after, field, slots } from "./support/slots.js";
import { does } from "./support/making.js";
import { Governance, LATE, Scope, World, ZERO, newKey, salt } from "./support/world.js";

describe("Storage slots are evidence", () => {
  let w, pool, member, licensee;
  before(async () => {
    w = await World.create();
    ({ pool, member, licensee } = await w.stage());
  });

  /** The word at a slot, as eth_getProof gives it: what an offline verifier has. */
  async function word(contract, slot) {
    const { storageProof } = await w.provider.send("eth_getProof", [w.addresses[contract], [slot], "latest"]);
    return toBeHex(BigInt(storageProof[0].value), 32);
  }

  it("Each contract names those that it trusts", async () => {
    const { Parties, Pools } = w.addresses;
    expect(await w.pools.parties()).to.equal(Parties);
    expect([await w.licenses.parties(), await w.licenses.pools()]).to.deep.equal([Parties, Pools]);
    expect(await w.usageLog.pools()).to.equal(Pools);
  });

  it("A party's keys: the head, and each key's hold and scopes", async () => {
    const { id } = await w.admitKey(licensee, member.key, { scopes: Scope.Report, validUntil: LATE });
    expect(await word("Parties", slots.keysHead(licensee.id))).to.equal(id);
    const key = await word("Parties", slots.key(licensee.id, member.key.address));
    expect([field(key, 0, 8), field(key, 8, 8)]).to.deep.equal([await w.now(), LATE]);
    expect([field(key, 16, 1), field(key, 17, 1)]).to.deep.equal([4n, 0n]);
    expect(await w.parties.partyAt(field(key, 18, 4))).to.equal(licensee.id);
    expect(field(await word("Parties", after(slots.keysHead(licensee.id), 1)), 4, 4)).to.equal(1n);
  });

  it("A pool: administrator, log key, governance, act chain", async () => {
    const at = slots.pool(pool.id);
    expect(await word("Pools", at)).to.equal(pool.administrator.id);
    const packed = await word("Pools", after(at, 1));
    expect(field(packed, 0, 20)).to.equal(BigInt(pool.logKey.address));
    expect(field(packed, 20, 1)).to.equal(0n);
    expect(await w.pools.poolAt(field(packed, 21, 4))).to.equal(pool.id);
    expect(await word("Pools", slots.poolAt(field(packed, 21, 4)))).to.equal(pool.id);
    expect(BigInt(await word("Pools", slots.pools))).to.equal(1n);
    expect([field(packed, 25, 3), field(packed, 28, 2), field(packed, 30, 2)]).to.deep.equal([1n, 0n, 0n]);
    expect(await word("Pools", after(at, 2))).to.equal(await w.pools.actChain(pool.id));
  });

  it("A membership's head, and none for a party that never joined", async () => {
    const head = await w.pools.membershipHead(pool.id, member.id);
    expect(await word("Pools", slots.membership(pool.id, member.id))).to.equal(head);
    expect(await word("Pools", slots.membership(pool.id, licensee.id))).to.equal(ZERO);
  });

  it("A schedule: head, revision and count; a contribution's use", async () => {
    const schedule = salt();
    const one = w.contribution(pool, schedule, member);
    const { id } = await w.revision(pool, schedule, [one]).then(async (r) => (await w.revise(pool, r), r));
    expect(await word("Pools", slots.schedule(pool.id, schedule))).to.equal(id);
    const packed = await word("Pools", after(slots.schedule(pool.id, schedule), 1));
    expect([field(packed, 0, 4), field(packed, 4, 4)]).to.deep.equal([1n, 3n]);
    expect(BigInt(await word("Pools", slots.used(one.id)))).to.equal(1n);
  });

  it("A file's head: empty proves that no license ever came to that party in that pool", async () => {
    const other = await w.openParty();
    expect(await word("Licenses", slots.file(pool.id, other.id))).to.equal(ZERO);
    const { id } = await w.grant(pool, other);
    expect(await word("Licenses", slots.file(pool.id, other.id))).to.equal(id);
  });

  it("A party: its number, its guardian, and how many there are", async () => {
    const packed = await word("Parties", after(slots.keysHead(licensee.id), 1));
    expect(field(packed, 8, 20)).to.equal(BigInt(await w.parties.guardianOf(licensee.id)));
    expect(field(packed, 0, 4)).to.equal(await w.parties.numberOf(licensee.id));
    expect(await word("Parties", slots.partyAt(field(packed, 0, 4)))).to.equal(licensee.id);
    expect(BigInt(await word("Parties", slots.parties))).to.be.at.least(3n);
  });

  it("A key's flag, and a recovery: its head, its new key and its start until it ends", async () => {
    const [guardian, next, key] = [newKey(), newKey(), newKey()];
    const act = w.opening(key, { guardian: guardian.address });
    await w.parties.open(act, w.sign("Parties", "PartyOpening", act, key));
    const party = { id: w.id("PartyOpening", act), key };
    await w.admitKey(party, member.key);
    expect(field(await word("Parties", slots.key(party.id, member.key.address)), 22, 1)).to.equal(0n);
    await does(w, "KeyCompromise", { party: party.id, key: member.key.address, since: 0n }, [key]);
    expect(field(await word("Parties", slots.key(party.id, member.key.address)), 22, 1)).to.equal(1n);

    const at = slots.recovery(party.id);
    expect(await word("Parties", at)).to.equal(ZERO);
    const { id } = await does(w, "RecoveryStart", { party: party.id, newKey: next.address }, [guardian, next]);
    expect(await word("Parties", at)).to.equal(id);
    const packed = await word("Parties", after(at, 1));
    expect([field(packed, 0, 20), field(packed, 20, 8)]).to.deep.equal([BigInt(next.address), await w.now()]);
    const cancelled = await does(w, "RecoveryCancellation", { party: party.id }, [key]);
    expect([await word("Parties", at), await word("Parties", after(at, 1))]).to.deep.equal([cancelled.id, ZERO]);
  });

  it("A membership's end, an enrolment, and the heads of administrator, policy and log key", async () => {
    const [party, next, nextLog] = [await w.openParty(), await w.openParty(), newKey()];
    const own = await w.formPool({ founders: [party], governance: Governance.MemberOwned, quorumPerMille: 501 });
    const { key } = own.administrator;
    const packed = await word("Pools", after(slots.pool(own.id), 1));
    expect([20, 25, 28].map((offset, i) => field(packed, offset, [1, 3, 2][i]))).to.deep.equal([1n, 1n, 501n]);
    const enrolled = await does(w, "Enrolment", { pool: own.id, party: party.id }, [key, party.key]);
    expect(await word("Pools", slots.enrolment(own.id, party.id))).to.equal(enrolled.id);
    const policy = salt();
    const vote = [party.id];
    const changed = await does(w, "PolicyChange", { pool: own.id, policy }, [key, party.key], vote);
    expect(await word("Pools", slots.policy(own.id, policy))).to.equal(changed.id);
    const fields = { pool: own.id, logKey: nextLog.address };
    const sealed = await does(w, "LogKeyChange", fields, [key, nextLog, own.logKey], []);
    expect(await word("Pools", slots.logKey(own.id))).to.equal(sealed.id);
    expect(field(await word("Pools", after(slots.pool(own.id), 1)), 30, 2)).to.equal(1n);
    const change = { pool: own.id, administrator: next.id };
    const handed = await does(w, "AdministratorChange", change, [next.key, party.key], own.act, vote);
    expect(await word("Pools", slots.administrator(own.id))).to.equal(handed.id);
    expect(await word("Pools", slots.membership(own.id, party.id))).to.equal(own.id);
    expect(await word("Pools", slots.ended(own.id, party.id))).to.equal(ZERO);
    const left = await does(w, "Departure", { pool: own.id, party: party.id }, [party.key]);
    expect(await word("Pools", slots.membership(own.id, party.id))).to.equal(ZERO);
    expect(await word("Pools", slots.ended(own.id, party.id))).to.equal(left.id);
  });

  it("A license: its times, its file by numbers, its head's slot empty until its first change", async () => {
    const { id } = await w.grant(pool, licensee, { startsAt: 11n, endsAt: 22n });
    expect(await word("Licenses", slots.head(id))).to.equal(ZERO);
    const both = [pool.administrator.key, licensee.key];
    await does(w, "Suspension", { license: id, effectiveAt: 12n }, both);
    await does(w, "Reinstatement", { license: id, effectiveAt: 13n }, [pool.administrator.key]);
    const ending = await w.ending(id, { effectiveAt: 15n });
    await w.terminate(ending, ...both);
    expect(await word("Licenses", slots.head(id))).to.equal(w.id("Termination", ending));
    const packed = await word("Licenses", slots.license(id));
    const times = [0, 5, 10, 15, 20].map((offset) => field(packed, offset, 5));
    expect(times).to.deep.equal([11n, 22n, 15n, 12n, 13n]);
    expect(await w.pools.poolAt(field(packed, 26, 3))).to.equal(pool.id);
    expect(await w.parties.partyAt(field(packed, 29, 3))).to.equal(licensee.id);
    expect(await word("Licenses", slots.rare(id))).to.equal(ZERO);
    expect(await word("Licenses", slots.parent(id))).to.equal(ZERO);
  });

  it("A license's suspensions before the last, three a slot", async () => {
    const { id } = await w.grant(pool, licensee);
    for (let i = 0n; i < 5n; i++) {
      await does(w, "Suspension", { license: id, effectiveAt: 100n + 10n * i }, [pool.administrator.key, licensee.key]);
      await does(w, "Reinstatement", { license: id, effectiveAt: 105n + 10n * i }, [pool.administrator.key]);
    }
    expect(field(await word("Licenses", slots.license(id)), 25, 1)).to.equal(4n);
    for (let i = 0; i < 4; i++) {
      const packed = await word("Licenses", slots.span(id, i));
      const [until, from] = [field(packed, 10 * (i % 3), 5), field(packed, 10 * (i % 3) + 5, 5)];
      expect([from, until]).to.deep.equal([BigInt(100 + 10 * i), BigInt(105 + 10 * i)]);
    }
    expect(field(await word("Licenses", slots.span(id, 4)), 10, 10)).to.equal(0n);
  });

  it("What few licenses have: an amendment's time, a depth and a parent, an attestation", async () => {
    const { id } = await w.grant(pool, licensee);
    const both = [pool.administrator.key, licensee.key];
    await does(w, "Amendment", { license: id, schedule: pool.schedule, effectiveAt: 77n }, both);
    expect(field(await word("Licenses", slots.rare(id)), 0, 5)).to.equal(77n);
    const to = await w.openParty();
    const sub = await does(w, "Sublicense", { parent: id, sublicensee: to.id }, [licensee.key, to.key]);
    expect(field(await word("Licenses", slots.rare(sub.id)), 5, 1)).to.equal(1n);
    expect(await word("Licenses", slots.parent(sub.id))).to.equal(id);
    const paper = { pool: pool.id, licensee: to.id, schedule: pool.schedule };
    const imported = await does(w, "AttestedImport", paper, [pool.administrator.key]);
    expect(field(await word("Licenses", slots.rare(imported.id)), 6, 1)).to.equal(1n);
    await does(w, "CounterSignature", { license: imported.id }, [to.key]);
    expect(field(await word("Licenses", slots.rare(imported.id)), 6, 1)).to.equal(0n);
  });

  it("A void, in the contract where it was given", async () => {
    const act = { actId: salt(), party: licensee.id };
    await w.licenses.voidAct(act, w.sign("Licenses", "Void", act, licensee.key));
    expect(BigInt(await word("Licenses", slots.void(act.actId, act.party)))).to.equal(1n);
    expect(BigInt(await word("Licenses", slots.void(act.actId, ZERO)))).to.equal(1n);
    expect(await word("Pools", slots.void(act.actId, act.party))).to.equal(ZERO);
  });

  it("A checkpoint: root and size", async () => {
    const root = salt();
    const at = slots.checkpoint(pool.id, 0n);
    expect(await word("UsageLog", at)).to.equal(ZERO);
    await w.anchor(pool, 9n, root);
    expect(await word("UsageLog", at)).to.equal(root);
    expect(BigInt(await word("UsageLog", after(at, 1)))).to.equal(9n);
  });

  it("A lodging: the time of its block, and zero where there was none", async () => {
    const digest = salt();
    const at = slots.lodged(pool.id, digest);
    expect(await word("UsageLog", at)).to.equal(ZERO);
    await w.usageLog.lodge(pool.id, digest);
    expect(BigInt(await word("UsageLog", at))).to.equal(await w.usageLog.lodgedAt(pool.id, digest));
    expect(BigInt(await word("UsageLog", at))).to.be.above(0n);
  });
});
