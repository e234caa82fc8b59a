// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { ballot, does, make, record } from "./support/making.js";
import { Governance, World, ZERO, salt } from "./support/world.js";

const { GovernmentLed, MemberOwned, Independent } = Governance;

describe("Members", () => {
  const parties = [];
  let w, administrator, a, b, c, outsider;
  before(async () => {
    w = await World.create();
    for (let i = 0; i < 5; i++) parties.push(await w.openParty());
    [administrator, a, b, c, outsider] = parties;
  });

  const reverted = (sent, error, ...args) =>
    expect(sent)
      .to.be.revertedWithCustomError(w.pools, error)
      .withArgs(...args);
  /** A pool of that governance whose members are a, b and c. */
  const poolOf = async (governance, quorumPerMille = 500) => {
    const founders = governance === MemberOwned ? [a, b, c] : [];
    const pool = await w.formPool({ administrator, founders, governance, quorumPerMille });
    if (governance !== MemberOwned) for (const party of [a, b, c]) await w.admit(pool, party);
    return pool;
  };
  const fields = (pool, party, rest = {}) => ({ pool: pool.id, party: party.id, ...rest });
  const isMember = (pool, party) => w.pools.isMember(pool.id, party.id);
  const depart = (pool, party, by = party) => does(w, "Departure", fields(pool, party), [by.key]);
  /** Fixed signers first, then the voters in order. */
  const voted = (type, act, signers, voters) =>
    does(w, type, act, [...signers.map(({ key }) => key), ...ballot(...voters).keys], ballot(...voters).ids);

  describe("of a member-owned pool", () => {
    it("The founders are the first members: the charter is their admission", async () => {
      const pool = await poolOf(MemberOwned);
      for (const founder of [a, b, c]) {
        expect(await isMember(pool, founder)).to.equal(true);
        expect(await w.pools.membershipHead(pool.id, founder.id)).to.equal(pool.id);
      }
      expect(await w.pools.membersOf(pool.id)).to.equal(3n);
      expect(await isMember(pool, administrator)).to.equal(false);
    });

    it("A founder is one member, not two", async () => {
      const act = w.charter(administrator, [a, b, a], { address: a.key.address }, { governance: MemberOwned });
      const keys = [administrator, a, b, a].map(({ key }) => key);
      const sent = w.pools.form(act, w.sign("Pools", "PoolCharter", act, ...keys));
      await reverted(sent, "AlreadyMember", w.id("PoolCharter", act), a.id);
    });

    it("Half of them admit with the party, and the administrator has no say", async () => {
      const pool = await poolOf(MemberOwned);
      const act = await make(w, "Admission", fields(pool, outsider));
      const { ids, keys } = ballot(a, c);
      const signatures = w.sign("Pools", "Admission", act, outsider.key, ...keys);
      await expect(w.pools.admit(act, ids, signatures))
        .to.emit(w.pools, "MemberAdmitted")
        .withArgs(pool.id, outsider.id, w.id("Admission", act), Object.values(act), ids, signatures);
      expect(await w.pools.membersOf(pool.id)).to.equal(4n);
      const own = voted("Admission", fields(pool, administrator), [administrator], [administrator, a]);
      await reverted(own, "VoterActedUpon", administrator.id);
    });

    it("One vote less than the quorum decides nothing", async () => {
      const pool = await poolOf(MemberOwned);
      await reverted(voted("Admission", fields(pool, outsider), [outsider], [a]), "QuorumMissed", 1, 2);
      await reverted(voted("Admission", fields(pool, outsider), [outsider], []), "QuorumMissed", 0, 2);
    });

    it("Voters are members, in ascending order, each once, and sign themselves", async () => {
      const pool = await poolOf(MemberOwned);
      const act = await make(w, "Admission", fields(pool, outsider));
      await reverted(voted("Admission", act, [outsider], [a, administrator]), "NotMember", pool.id, administrator.id);
      const { ids, keys } = ballot(a, b);
      const turned = record(w, "Admission", act, [outsider.key, ...keys.toReversed()], ids.toReversed());
      await reverted(turned, "VotersNotAscending", ids[1], ids[0]);
      const twice = record(w, "Admission", act, [outsider.key, a.key, a.key], [a.id, a.id]);
      await reverted(twice, "VotersNotAscending", a.id, a.id);
      const forged = record(w, "Admission", act, [outsider.key, keys[0], keys[0]], ids);
      await reverted(forged, "KeyNotHeld", ids[1], keys[0].address, 2);
      await reverted(record(w, "Admission", act, [outsider.key, keys[0]], ids), "SignaturesLength", 130, 195);
    });

    it("More voters than one act holds are refused", async () => {
      const pool = await poolOf(MemberOwned);
      const act = await make(w, "Admission", fields(pool, outsider));
      const own = w.sign("Pools", "Admission", act, outsider.key);
      const signatures = own + own.slice(2).repeat(257);
      await reverted(w.pools.admit(act, Array.from({ length: 257 }, salt), signatures), "TooMany", 257, 256);
    });

    it("A member who took back his vote does not count: the act needs others", async () => {
      const pool = await poolOf(MemberOwned);
      const act = await make(w, "Admission", fields(pool, outsider));
      const withdrawal = { actId: w.id("Admission", act), party: b.id };
      await w.pools.voidAct(withdrawal, w.sign("Pools", "Void", withdrawal, b.key));
      const with_ = (...voters) =>
        record(w, "Admission", act, [outsider.key, ...ballot(...voters).keys], ballot(...voters).ids);
      await reverted(with_(a, b), "ActIsVoid", withdrawal.actId, b.id);
      await with_(a, c);
    });

    it("The others remove a member: he neither counts nor votes", async () => {
      const pool = await poolOf(MemberOwned, 1000);
      await reverted(voted("Removal", fields(pool, c), [], [a, b, c]), "VoterActedUpon", c.id);
      await reverted(voted("Removal", fields(pool, c), [], [a]), "QuorumMissed", 1, 2);
      const { id } = await voted("Removal", fields(pool, c), [], [a, b]);
      expect(await isMember(pool, c)).to.equal(false);
      expect(await w.pools.membershipHead(pool.id, c.id)).to.equal(id);
      expect(await w.pools.membersOf(pool.id)).to.equal(2n);
    });

    it("A member passes on to his successor with the others' consent", async () => {
      const pool = await poolOf(MemberOwned, 1000);
      const act = { pool: pool.id, party: a.id, successor: outsider.id };
      await reverted(voted("Succession", act, [a, outsider], [b]), "QuorumMissed", 1, 2);
      await voted("Succession", act, [a, outsider], [b, c]);
      expect([await isMember(pool, a), await isMember(pool, outsider)]).to.deep.equal([false, true]);
      expect(await w.pools.membersOf(pool.id)).to.equal(3n);
    });

    it("They vote on revisions, after the administrator", async () => {
      const pool = await poolOf(MemberOwned);
      const schedule = salt();
      const { act, given, signed } = await w.revision(pool, schedule, [w.contribution(pool, schedule, a)]);
      const { ids, keys } = ballot(b, c);
      const revise = (voters, ...keys) =>
        w.pools.revise(act, voters, w.sign("Pools", "ScheduleRevision", act, ...keys), given, signed);
      await reverted(revise([], administrator.key), "QuorumMissed", 0, 2);
      await revise(ids, administrator.key, ...keys);
    });

    it("The last members leave, and the quorum stays one", async () => {
      const pool = await poolOf(MemberOwned, 0);
      for (const party of [a, b, c]) await depart(pool, party);
      expect(await w.pools.membersOf(pool.id)).to.equal(0n);
      expect(await w.pools.quorumOf(pool.id, outsider.id)).to.equal(1n);
      await reverted(voted("Admission", fields(pool, outsider), [outsider], []), "QuorumMissed", 0, 1);
      await reverted(voted("Admission", fields(pool, outsider), [outsider], [a]), "NotMember", pool.id, a.id);
    });

    for (const [perMille, all, withoutOne] of [
      [0, 1n, 1n],
      [1, 1n, 1n],
      [333, 1n, 1n],
      [334, 2n, 1n],
      [500, 2n, 1n],
      [501, 2n, 2n],
      [667, 3n, 2n],
      [1000, 3n, 2n],
    ]) {
      it(`A quorum of ${perMille} per mille is ${all} of three, ${withoutOne} of the two others`, async () => {
        const pool = await poolOf(MemberOwned, perMille);
        expect(await w.pools.quorumOf(pool.id, outsider.id)).to.equal(all);
        expect(await w.pools.quorumOf(pool.id, a.id)).to.equal(withoutOne);
      });
    }
  });

  describe("of a government-led pool", () => {
    it("The administrator decides; there is no vote", async () => {
      const pool = await poolOf(GovernmentLed);
      const act = fields(pool, outsider);
      await reverted(voted("Admission", act, [administrator, outsider], [a]), "NoVote", 1);
      await reverted(voted("Removal", fields(pool, a), [administrator], [b]), "NoVote", 1);
      const removed = await voted("Removal", fields(pool, a), [administrator], []);
      expect(await w.pools.membershipHead(pool.id, a.id)).to.equal(removed.id);
      await reverted(voted("Removal", fields(pool, b), [c], []), "KeyNotHeld", administrator.id, c.key.address, 2);
    });

    it("A succession takes administrator, party and successor, and both heads", async () => {
      const pool = await poolOf(GovernmentLed);
      const succession = { pool: pool.id, party: a.id, successor: outsider.id };
      const act = await make(w, "Succession", succession);
      const keys = [administrator, a, outsider].map(({ key }) => key);
      for (const [position, party] of [administrator, a, outsider].entries()) {
        const forged = record(w, "Succession", act, keys.with(position, b.key), []);
        await reverted(forged, "KeyNotHeld", party.id, b.key.address, 2);
      }
      const wrong = { ...act, previousSuccessor: salt() };
      await reverted(record(w, "Succession", wrong, keys, []), "HeadMoved", wrong.previousSuccessor, ZERO);
      const signatures = w.sign("Pools", "Succession", act, ...keys);
      const id = w.id("Succession", act);
      await expect(w.pools.succeed(act, [], signatures))
        .to.emit(w.pools, "MemberSucceeded")
        .withArgs(pool.id, a.id, id, Object.values(act), [], signatures);
      expect(await w.pools.membershipHead(pool.id, a.id)).to.equal(id);
      expect(await w.pools.membershipHead(pool.id, outsider.id)).to.equal(id);
      expect(await w.pools.membersOf(pool.id)).to.equal(3n);
    });

    it("Nobody succeeds to himself, a member to nobody, and nobody to one who is no member", async () => {
      const pool = await poolOf(GovernmentLed);
      const succeed = (party, successor) =>
        voted(
          "Succession",
          { pool: pool.id, party: party.id, successor: successor.id },
          [administrator, party, successor],
          [],
        );
      await reverted(succeed(a, a), "AlreadyMember", pool.id, a.id);
      await reverted(succeed(a, b), "AlreadyMember", pool.id, b.id);
      await reverted(succeed(outsider, a), "NotMember", pool.id, outsider.id);
    });
  });

  describe("of an independent pool", () => {
    it("The administrator admits, and removes only with a quorum", async () => {
      const pool = await poolOf(Independent);
      await reverted(voted("Removal", fields(pool, a), [administrator], []), "QuorumMissed", 0, 1);
      const act = await make(w, "Removal", fields(pool, a));
      const signatures = w.sign("Pools", "Removal", act, administrator.key, b.key);
      await expect(w.pools.remove(act, [b.id], signatures))
        .to.emit(w.pools, "MemberRemoved")
        .withArgs(pool.id, a.id, w.id("Removal", act), Object.values(act), [b.id], signatures);
    });
  });

  describe("leaving and coming back", () => {
    it("A member leaves by its own signature alone", async () => {
      const pool = await poolOf(GovernmentLed);
      await reverted(depart(pool, a, administrator), "KeyNotHeld", a.id, administrator.key.address, 2);
      const act = await make(w, "Departure", fields(pool, a));
      const signatures = w.sign("Pools", "Departure", act, a.key);
      await expect(w.pools.depart(act, signatures))
        .to.emit(w.pools, "MemberDeparted")
        .withArgs(pool.id, a.id, w.id("Departure", act), Object.values(act), signatures);
      expect(await isMember(pool, a)).to.equal(false);
      expect(await w.pools.membersOf(pool.id)).to.equal(2n);
      await reverted(depart(pool, a), "NotMember", pool.id, a.id);
      await reverted(depart(pool, outsider), "NotMember", pool.id, outsider.id);
    });

    it("It is admitted again on the head of its departure, and contributes again", async () => {
      const pool = await poolOf(GovernmentLed);
      const schedule = salt();
      const { id } = await depart(pool, a);
      const revision = await w.revision(pool, schedule, [w.contribution(pool, schedule, a)]);
      await reverted(w.revise(pool, revision), "NotMember", pool.id, a.id);
      const { act } = await w.admit(pool, a);
      expect(act.previous).to.equal(id);
      expect(await isMember(pool, a)).to.equal(true);
      expect(await w.pools.membersOf(pool.id)).to.equal(3n);
      await w.revise(pool, revision);
      await depart(pool, a);
      expect(await isMember(pool, a)).to.equal(false);
    });

    it("A successor may be one who left before", async () => {
      const pool = await poolOf(GovernmentLed);
      await depart(pool, a);
      const act = { pool: pool.id, party: b.id, successor: a.id };
      await voted("Succession", act, [administrator, b, a], []);
      expect([await isMember(pool, a), await isMember(pool, b)]).to.deep.equal([true, false]);
    });

    for (const [type, signers] of [
      ["Departure", (party) => [party]],
      ["Removal", () => [administrator]],
      ["Succession", (party) => [administrator, party, outsider]],
    ]) {
      it(`${type}: it stands on the member's head, expires, can be taken back, and is of a known pool`, async () => {
        const pool = await poolOf(GovernmentLed);
        const voters = type === "Departure" ? [] : [[]];
        const keys = signers(a).map(({ key }) => key);
        const doing = async (rest) => {
          const act = await make(w, type, { ...fields(pool, a), successor: outsider.id, ...rest });
          return record(w, type, act, keys, ...voters);
        };
        const head = await w.pools.membershipHead(pool.id, a.id);
        await reverted(doing({ previous: ZERO }), "HeadMoved", ZERO, head);
        await reverted(doing({ expiresAt: 2n }), "ActExpired", 2n, (now) => now > 2n);
        const unknown = salt();
        await reverted(doing({ pool: unknown }), "PoolUnknown", unknown);
        const act = await make(w, type, { ...fields(pool, a), successor: outsider.id });
        const withdrawal = { actId: w.id(type, act), party: signers(a)[0].id };
        await w.pools.voidAct(withdrawal, w.sign("Pools", "Void", withdrawal, keys[0]));
        await reverted(record(w, type, act, keys, ...voters), "ActIsVoid", withdrawal.actId, withdrawal.party);
      });
    }
  });

  describe("enrolment", () => {
    it("The administrator vouches for a party, member or not, and again when it changed", async () => {
      const pool = await poolOf(MemberOwned);
      const act = await make(w, "Enrolment", fields(pool, outsider));
      const signatures = w.sign("Pools", "Enrolment", act, administrator.key, outsider.key);
      const id = w.id("Enrolment", act);
      expect(await w.pools.enrolmentHead(pool.id, outsider.id)).to.equal(ZERO);
      await expect(w.pools.enrol(act, signatures))
        .to.emit(w.pools, "PartyEnrolled")
        .withArgs(pool.id, outsider.id, id, Object.values(act), signatures);
      expect(await w.pools.enrolmentHead(pool.id, outsider.id)).to.equal(id);
      const again = await does(w, "Enrolment", fields(pool, outsider), [administrator.key, outsider.key]);
      expect(again.act.previous).to.equal(id);
      expect(await isMember(pool, outsider)).to.equal(false);
    });

    it("It takes both, stands on its head, expires, and is of a known pool", async () => {
      const pool = await poolOf(GovernmentLed);
      const enrol = (rest, ...keys) => does(w, "Enrolment", fields(pool, a, rest), keys);
      const { key } = administrator;
      await reverted(enrol({}, key, key), "KeyNotHeld", a.id, key.address, 2);
      await reverted(enrol({}, a.key, a.key), "KeyNotHeld", administrator.id, a.key.address, 2);
      await reverted(enrol({ previous: pool.id }, key, a.key), "HeadMoved", pool.id, ZERO);
      await reverted(enrol({ expiresAt: 1n }, key, a.key), "ActExpired", 1n, (now) => now > 1n);
      const unknown = salt();
      await reverted(enrol({ pool: unknown }, key, a.key), "PoolUnknown", unknown);
    });
  });
});
