// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { does } from "./support/making.js";
import { Standing, World, ZERO } from "./support/world.js";

/** A small generator of its own, so that a failing history can be run again. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Where one license stands by itself: every recorded act over again, one after the other. */
function replay({ startsAt, endsAt, acts }, time) {
  let [end, from, suspended] = [endsAt, null, false];
  for (const { type, effectiveAt, endsAt } of acts) {
    if (type === "Termination" && time >= effectiveAt) return Standing.Terminated;
    if (type === "Amendment") end = endsAt;
    if (type === "Suspension") from = effectiveAt;
    if (type !== "Reinstatement") continue;
    suspended ||= from <= time && time < effectiveAt;
    from = null;
  }
  if (time < startsAt) return Standing.NotYet;
  if (end !== 0n && time >= end) return Standing.Expired;
  return suspended || (from !== null && time >= from) ? Standing.Suspended : Standing.InForce;
}

function replayAll(line, time) {
  for (const license of line.toReversed()) {
    const own = replay(license, time);
    if (own !== Standing.InForce) return own;
  }
  return Standing.InForce;
}

describe("Standing", () => {
  let w;
  before(async () => (w = await World.create()));

  /** A line of licenses, each under the one before, and `count` acts on any of them, right or wrong. */
  async function history(seed, count) {
    const below = random(seed);
    const { pool, licensee } = await w.stage();
    const parties = [pool.administrator, licensee];
    const startsAt = BigInt(100 + below(50));
    const first = await w.grant(pool, licensee, { startsAt, endsAt: 2_000n });
    const line = [{ id: first.id, startsAt, endsAt: 2_000n, acts: [] }];
    const deepest = seed % 5;
    for (let depth = 1; depth <= deepest; depth++) {
      const to = await w.openParty();
      const own = { startsAt: BigInt(100 + below(50)), endsAt: below(2) === 0 ? 0n : BigInt(1_500 + below(900)) };
      const keys = [parties.at(-1).key, to.key];
      line.push({ ...own, to, keys, acts: [] });
      parties.push(to);
    }
    await makeLine(line, pool, parties);
    let recorded = 0;
    for (let i = 0; i < count; i++) recorded += await change(below, pool, line, parties);
    return { line, recorded };
  }

  /** By now a parent with an end has expired: each is amended to have none before anything is sublicensed under it. */
  async function makeLine(line, pool, parties) {
    for (const [depth, license] of line.entries()) {
      if (depth > 0) {
        const fields = { parent: line[depth - 1].id, sublicensee: license.to.id };
        const { startsAt, endsAt } = license;
        license.id = (await does(w, "Sublicense", { ...fields, startsAt, endsAt }, license.keys)).id;
      }
      const schedule = depth === 0 ? pool.schedule : ZERO;
      const act = { license: license.id, schedule, endsAt: 0n, effectiveAt: 1n };
      await does(w, "Amendment", act, [parties[depth].key, parties[depth + 1].key]);
      license.acts.push({ type: "Amendment", ...act });
    }
  }

  /** One act by those who sign it; the contract refuses what is out of order. Gives 1 when it was recorded. */
  async function change(below, pool, line, parties) {
    const depth = below(line.length);
    const license = line[depth];
    const type = ["Suspension", "Suspension", "Reinstatement", "Reinstatement", "Amendment"][below(5)];
    const kind = below(60) === 0 ? "Termination" : type;
    const last = license.acts.at(-1).effectiveAt;
    const effectiveAt = BigInt(Math.max(1, Number(last) - 5 + below(90)));
    const fields = { license: license.id, effectiveAt };
    if (kind === "Amendment") fields.endsAt = below(2) === 0 ? 0n : effectiveAt + BigInt(below(800));
    if (kind === "Amendment") fields.schedule = depth === 0 ? pool.schedule : ZERO;
    const both = [parties[depth].key, parties[depth + 1].key];
    try {
      await does(w, kind, fields, kind === "Reinstatement" ? both.slice(0, 1) : both);
    } catch (refusal) {
      expect(String(refusal)).to.match(/Decreases|AlreadySuspended|NotSuspended|AfterEnd|EmptyTerm|AlreadyTerminated/);
      return 0;
    }
    license.acts.push({ type: kind, ...fields });
    return 1;
  }

  for (const seed of [1, 2, 3, 4, 5, 6]) {
    it(`At every time it is what the replay of all acts says, and no sublicense stands alone (history ${seed})`, async () => {
      const { line, recorded } = await history(seed, 60);
      expect(recorded).to.be.above(10);
      const times = new Set([0n, 99n, 2_000n, 2n ** 40n, 2n ** 64n - 1n]);
      for (const { acts } of line) for (const { effectiveAt } of acts) times.add(effectiveAt).add(effectiveAt - 1n);
      for (const time of times) {
        let parent = Standing.InForce;
        for (const [depth, { id }] of line.entries()) {
          const seen = await w.licenses.standingAt(id, time);
          expect(seen, `${depth} at ${time}`).to.equal(replayAll(line.slice(0, depth + 1), time));
          if (parent !== Standing.InForce) expect(seen).to.not.equal(Standing.InForce);
          parent = seen;
        }
      }
    }).timeout(120_000);
  }
});
