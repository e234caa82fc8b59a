// SPDX-License-Identifier: Apache-2.0
// A stranger proves from the chain's own root what a revision lists and what it does not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect, plain } from './client.js';
import { start } from './host.js';
import { leafHash, root, rootFrom } from './merkle.js';

let host, ledger, revisions;

before(async () => {
  host = await start();
  ledger = await connect(host.url);
  const { Pools } = ledger.contracts;
  const events = await Pools.queryFilter(Pools.filters.ScheduleRevised(), 0);
  revisions = events.map(({ args }) => plain(args.act, ledger.deployment.eip712.types.ScheduleRevision));
}, { timeout: 300_000 });
after(() => host?.stop());

const leafOf = (patent) => leafHash(ledger.typed.id('Patent', patent));
const order = (left, right) => (left.country < right.country || (left.country === right.country && left.number < right.number) ? -1 : 1);
const path = ({ pool, schedule, revision }) => `/pools/${pool}/schedules/${schedule}/revisions/${revision}`;

/** The leaves that a proof shows, each under the root that the chain has. */
async function shown(act, number) {
  const { status, body } = await ledger.get(`${path(act)}/patents/${number}/proof`);
  assert.equal(status, 200, JSON.stringify(body));
  for (const { index, patent, path: siblings } of body.leaves)
    assert.equal(rootFrom(leafOf(patent), index, Number(act.count), siblings), act.root);
  return body;
}

test('every patent of every revision is proven listed under the root on chain', async () => {
  assert.ok(revisions.length >= 1);
  for (const act of revisions) {
    const { body: { items } } = await ledger.get(`${path(act)}/patents`);
    assert.equal(items.length, Number(act.count));
    const leaves = [];
    for (const [at, { country, number, kind }] of items.entries()) {
      const { answer, leaves: [leaf, ...spare] } = await shown(act, `${country}${number}${kind ?? ''}`);
      assert.deepEqual([answer, spare.length, leaf.index, leaf.patent.number], ['listed', 0, at, number]);
      leaves.push(leafOf(leaf.patent));
    }
    assert.equal(root(leaves), act.root);
  }
});

test('a number between two neighbours, before the first or after the last is proven not listed', async () => {
  const [act] = revisions;
  const { body: { items: [first] } } = await ledger.get(`${path(act)}/patents`);
  for (const [number, expected] of [['AD1', 1], [`${first.country}${first.number}0`, Number(act.count) > 1 ? 2 : 1], ['ZW1', 1]]) {
    const { answer, leaves } = await shown(act, number);
    assert.deepEqual([answer, leaves.length], ['notListed', expected]);
    const asked = { country: number.slice(0, 2), number: number.slice(2) };
    const [left, right] = leaves;
    if (leaves.length === 2) {
      assert.equal(right.index, left.index + 1);
      assert.equal(order(left.patent, asked), -1);
      assert.equal(order(asked, right.patent), -1);
    } else if (order(asked, left.patent) < 0) assert.equal(left.index, 0);
    else assert.equal(left.index, Number(act.count) - 1);
  }
});

test('another index, another field or a shorter path leads to another root', async () => {
  const [act] = revisions;
  const { body: { items: [first] } } = await ledger.get(`${path(act)}/patents`);
  const { leaves: [{ index, patent, path: siblings }] } = await shown(act, `${first.country}${first.number}${first.kind ?? ''}`);
  assert.notEqual(rootFrom(leafOf(patent), index + 1, Number(act.count), siblings), act.root);
  assert.notEqual(rootFrom(leafOf({ ...patent, inForceUntil: 1 }), index, Number(act.count), siblings), act.root);
  assert.notEqual(rootFrom(leafOf(patent), index, Number(act.count), siblings.slice(1)), act.root);
});
