// SPDX-License-Identifier: Apache-2.0
// What became of a promise (tests/vectors/promise-overdue.json, promise-late.json), offline: whole the files accuse, altered they prove nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { keccak256 } from 'ethers';
import { judge, open } from './promise.js';

const read = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8');
const [overdue, late] = [read('promise-overdue.json'), read('promise-late.json')];
const file = open(late);

test('a log no longer than the leaf in a block past its time is a broken promise, by one block', () => {
  const { shows, stands, due, blocks } = judge(open(overdue));
  assert.deepEqual([shows, stands, due, blocks.length], ['overdue', [0, 5], 1_700_001_000, 1]);
});

test('a leaf that a seal left over is followed into the next epoch, where its checkpoint came late', () => {
  const { shows, stands, due } = judge(file);
  assert.deepEqual([shows, stands, due], ['late', [1, 1], 1_700_000_020 + 86_400]);
});

test('a byte changed is no file any more', () => {
  for (let at = 0; at < overdue.length; at += 97) {
    assert.throws(() => open(overdue.slice(0, at) + String.fromCharCode(overdue.charCodeAt(at) ^ 1) + overdue.slice(at + 1)));
  }
});

const promise = (change) => ({ promise: { ...file.promise, ...change } });
const state = (change) => ({ state: { ...file.state, ...change } });
for (const [what, change, sentence] of [
  ['the promise is of another pool', promise({ pool: keccak256('0x01') }), /another pool/],
  ['the charter names another log key', { charter: { ...file.charter, logKey: file.charter.pools } }, /another pool/],
  ['the promise is for another time', promise({ anchorBy: file.promise.anchorBy - 1 }), /log key of its epoch/],
  ['the promise is of another leaf', promise({ leaf: keccak256('0x01') }), /log key of its epoch/],
  ['the change of the log key is left out', { events: file.events.slice(1) }, /missing or spare/],
  ['a size is left out', state({ sizes: file.state.sizes.slice(0, 1) }), /size is missing/],
  ['one epoch has the size of another', state({ sizes: file.state.sizes.map(({ epoch }, at) => ({ epoch, nodes: file.state.sizes[1 - at].nodes })) }), /trie|missing/],
  ['the state is of a block before the events', state({ block: keccak256(file.headers[0]) }), /does not belong here/],
  ['the leaf is another than the path begins with', { inclusion: { ...file.inclusion, leaf: keccak256('0x01') } }, /path does not lead/],
  ['a checkpoint has no business there', { inclusion: undefined }, /checkpoint is spare/],
  ['the first checkpoint past the leaf is left out', { events: file.events.toSpliced(1, 1) }, /not shown when/],
  ['an event is not in its receipts', { events: file.events.with(1, { ...file.events[1], receiptNodes: file.events[2].receiptNodes }) }, /trie|missing/],
]) {
  test(`it proves nothing when ${what}`, () => assert.throws(() => judge({ ...file, ...change }), sentence));
}
