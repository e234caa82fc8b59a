// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { concat } from "ethers";
import { EMPTY_ROOT, World, ZERO, salt } from "./support/world.js";

describe("Schedules", () => {
  let w, pool, member, schedule;
  before(async () => {
    w = await World.create();
    pool = await w.formPool();
    member = await w.openParty();
    await w.admit(pool, member);
  });
  beforeEach(() => (schedule = salt()));

  const reverted = (sent, error, ...args) =>
    expect(sent)
      .to.be.revertedWithCustomError(w.pools, error)
      .withArgs(...args);
  const contribute = (rest) => w.contribution(pool, schedule, member, rest);
  const revise = async (contributions, rest) => {
    const revision = await w.revision(pool, schedule, contributions, rest);
    await w.revise(pool, revision);
    return revision;
  };
  const refused = async (contributions, rest, error, ...args) =>
    reverted(w.revise(pool, await w.revision(pool, schedule, contributions, rest)), error, ...args);

  it("A revision moves the schedule's head and carries its contributions", async () => {
    const revision = await w.revision(pool, schedule, [contribute(), contribute({ count: 2 })]);
    const signatures = w.sign("Pools", "ScheduleRevision", revision.act, pool.administrator.key);
    await expect(w.pools.revise(revision.act, [], signatures, revision.given, revision.signed))
      .to.emit(w.pools, "ScheduleRevised")
      .withArgs(
        pool.id,
        schedule,
        revision.id,
        Object.values(revision.act),
        [],
        signatures,
        revision.given.map((act) => Object.values(act)),
        revision.signed,
      );
    expect(await w.pools.scheduleHead(pool.id, schedule)).to.equal(revision.id);
    expect(await w.pools.revisionOf(pool.id, schedule)).to.deep.equal([1n, 5n]);
  });

  it("Each contribution is used once", async () => {
    const one = contribute();
    expect(await w.pools.isUsed(one.id)).to.equal(false);
    await revise([one]);
    expect(await w.pools.isUsed(one.id)).to.equal(true);
    await refused([one], {}, "ContributionUsed", one.id);
  });

  it("A revision without contributions may only take away", async () => {
    await revise([contribute({ count: 4 })]);
    await refused([], { count: 5 }, "PatentsNotContributed", 5, 4);
    await revise([], { count: 3 });
    await refused([], { count: 4 }, "PatentsNotContributed", 4, 3);
    await revise([], { count: 0, root: EMPTY_ROOT });
  });

  it("An empty schedule has the root of the empty tree", async () => {
    const root = salt();
    await refused([], { root }, "EmptyRootMismatch", root);
  });

  it("Revisions are numbered without gaps", async () => {
    await refused([contribute()], { revision: 2 }, "RevisionNotNext", 2, 1);
    await revise([contribute()]);
    await refused([], { revision: 1 }, "RevisionNotNext", 1, 2);
    await refused([], { revision: 3 }, "RevisionNotNext", 3, 2);
  });

  it("A revision stands on the last one", async () => {
    const first = await w.revision(pool, schedule, [contribute()]);
    await w.revise(pool, first);
    await reverted(w.revise(pool, first), "HeadMoved", ZERO, first.id);
    await refused([], { previous: ZERO }, "HeadMoved", ZERO, first.id);
  });

  it("Only the administrator revises", async () => {
    const revision = await w.revision(pool, schedule, [contribute()]);
    const { key } = member;
    await reverted(w.revise(pool, revision, key), "KeyNotHeld", pool.administrator.id, key.address, 2);
  });

  it("A revision expires, and can be taken back", async () => {
    await refused([contribute()], { expiresAt: 9n }, "ActExpired", 9n, (time) => time > 9n);
    const revision = await w.revision(pool, schedule, [contribute()]);
    const withdrawal = { actId: revision.id, party: pool.administrator.id };
    await w.pools.voidAct(withdrawal, w.sign("Pools", "Void", withdrawal, pool.administrator.key));
    await reverted(w.revise(pool, revision), "ActIsVoid", revision.id, pool.administrator.id);
  });

  it("A revision of an unknown pool is refused", async () => {
    const pools = salt();
    await refused([], { pool: pools, root: EMPTY_ROOT }, "PoolUnknown", pools);
  });

  describe("contributions", () => {
    it("One from a holder who is no member is refused", async () => {
      const outsider = await w.openParty();
      await refused([w.contribution(pool, schedule, outsider)], {}, "NotMember", pool.id, outsider.id);
    });

    it("One that its holder did not sign is refused", async () => {
      const forged = { ...contribute(), key: pool.administrator.key };
      await refused([forged], {}, "KeyNotHeld", member.id, pool.administrator.key.address, 2);
    });

    it("One that its holder took back is refused", async () => {
      const one = contribute();
      const withdrawal = { actId: one.id, party: member.id };
      await w.pools.voidAct(withdrawal, w.sign("Pools", "Void", withdrawal, member.key));
      await refused([one], {}, "ActIsVoid", one.id, member.id);
    });

    it("One past its expiry is refused", async () => {
      await refused([contribute({ expiresAt: 5n })], {}, "ActExpired", 5n, (time) => time > 5n);
    });

    it("One for another schedule or pool is refused", async () => {
      const elsewhere = salt();
      const one = contribute({ schedule: elsewhere });
      await refused([one], {}, "ContributionElsewhere", one.id, pool.id, elsewhere);
      const two = contribute({ pool: elsewhere });
      await refused([two], {}, "ContributionElsewhere", two.id, elsewhere, schedule);
    });

    it("One of no patents is refused", async () => {
      const one = contribute({ count: 0 });
      await refused([one], { root: EMPTY_ROOT }, "ContributionEmpty", one.id);
    });

    it("They are those that the revision names, one for one", async () => {
      const [one, other] = [contribute(), contribute()];
      await refused([one], { contributions: [] }, "ContributionsDiffer", 0, 1);
      await refused([one], { contributions: [other.id] }, "ContributionNotNamed", 0, one.id);
      await refused([], { contributions: [one.id], root: EMPTY_ROOT }, "ContributionsDiffer", 1, 0);
    });

    it("They ascend strictly, so that none counts twice", async () => {
      const one = contribute();
      await refused([one, one], {}, "ContributionsNotAscending", one.id, one.id);
      const revision = await w.revision(pool, schedule, [contribute(), contribute()]);
      const [low, high] = revision.act.contributions;
      const act = { ...revision.act, contributions: [high, low] };
      const turned = { act, given: revision.given.toReversed(), signed: revision.signed };
      await reverted(
        w.revise(pool, turned),
        "KeyNotHeld",
        (id) => id === member.id,
        (address) => address !== null,
        2,
      );
      const parts = [revision.signed.slice(2, 132), revision.signed.slice(132)].map((hex) => `0x${hex}`);
      await reverted(
        w.revise(pool, { ...turned, signed: concat(parts.reverse()) }),
        "ContributionsNotAscending",
        high,
        low,
      );
    });

    it("There is one signature for each", async () => {
      const revision = await w.revision(pool, schedule, [contribute(), contribute()]);
      const short = { ...revision, signed: revision.signed.slice(0, 132) };
      await reverted(w.revise(pool, short), "SignaturesLength", 65, 130);
    });

    it("More than one act holds are refused", async () => {
      const many = Array.from({ length: 65 }, () => contribute());
      await refused(many, {}, "TooMany", 65, 64);
    });
  });
});
