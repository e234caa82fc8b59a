// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { toBeHex } from "ethers";
import { after, field, slots } from "./support/slots.js";
import { LATE, Scope, World, ZERO, salt } from "./support/world.js";

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

  it("A license: its times, its file by numbers, its head's slot empty until its first change", async () => {
    const { id } = await w.grant(pool, licensee, { startsAt: 11n, endsAt: 22n });
    expect(await word("Licenses", slots.head(id))).to.equal(ZERO);
    const ending = await w.ending(id, { effectiveAt: 15n });
    await w.terminate(ending, pool.administrator.key, licensee.key);
    expect(await word("Licenses", slots.head(id))).to.equal(w.id("Termination", ending));
    const packed = await word("Licenses", slots.license(id));
    expect([0, 8, 16].map((offset) => field(packed, offset, 8))).to.deep.equal([11n, 22n, 15n]);
    expect(await w.pools.poolAt(field(packed, 24, 4))).to.equal(pool.id);
    expect(await w.parties.partyAt(field(packed, 28, 4))).to.equal(licensee.id);
  });

  it("A void, in the contract where it was given", async () => {
    const act = { actId: salt(), party: licensee.id };
    await w.licenses.voidAct(act, w.sign("Licenses", "Void", act, licensee.key));
    expect(BigInt(await word("Licenses", slots.void(act.actId, act.party)))).to.equal(1n);
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
});
