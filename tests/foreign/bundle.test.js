// SPDX-License-Identifier: Apache-2.0
// Bundles over three epochs of one usage log (tests/vectors/epochs.zip) and with a record of every kind (records.zip), offline: whole they convince a
// stranger, altered they do not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { id, keccak256, toUtf8Bytes, TypedDataEncoder, Wallet } from 'ethers';
import { domainOf, judge, open, records, zero } from './bundle.js';

const read = (name) => new Uint8Array(readFileSync(new URL(`../vectors/${name}`, import.meta.url)));
const bytes = read('epochs.zip');
const evidence = open(bytes);

test('every report is proven where it was promised, or where the seals carried it on', () => {
  const { records: proven, schedules } = judge(evidence);
  assert.deepEqual(proven.map(({ promised, stands }) => [promised, stands]).toSorted(), [
    [[0, 0], [0, 0]], [[0, 2], [0, 2]], [[0, 5], [1, 1]], [[0, 6], [2, 0]], [[1, 3], [2, 1]], [[2, 2], [2, 2]],
  ]);
  assert.deepEqual(schedules.map(({ revision, later }) => [revision, later]), [[1, 1]]);
});

test('a byte changed in an entry is no bundle any more', () => {
  for (const at of [0.1, 0.3, 0.5, 0.7]) {
    const changed = bytes.slice();
    changed[Math.floor(bytes.length * at)] ^= 1;
    assert.throws(() => open(changed));
  }
});

const swap = (list, one, other) => list.with(one, list[other]).with(other, list[one]);
/** A report changed: the opening of their stream stands before them. */
const report = (at, change) => ({ records: evidence.records.with(at + 1, { ...evidence.records[at + 1], ...change }) });
const promise = (at, change) => report(at, { promise: { ...evidence.records[at + 1].promise, ...change } });
/** The promise changed, and signed again by its log key: those of this world are made from words. */
const resigned = (at, change, word) => {
  const other = { ...evidence.records[at + 1].promise, ...change };
  const digest = TypedDataEncoder.hash(domainOf(evidence.deployment), { Promise: records.Promise }, other);
  return report(at, { promise: other, promiseSignature: new Wallet(keccak256(toUtf8Bytes(word))).signingKey.sign(digest).serialized });
};
const state = (change) => ({ state: { ...evidence.state, ...change } });
const [firstChange, secondChange] = [10, 12];

for (const [what, change, sentence] of [
  ['the last change of the log key is left out', { events: evidence.events.toSpliced(secondChange, 1) }, /change of the log key is left out/],
  ['the first is skipped', { events: evidence.events.toSpliced(firstChange, 1) }, /does not name the one before/],
  ['a promise is by the key of another epoch', promise(4, { epoch: 1 }), /log key of its epoch/],
  ['a promise is changed', promise(1, { index: 4 }), /log key of its epoch/],
  ['a promise is of a leaf before the seal', resigned(1, { index: 3 }, 'log'), /stood before the seal/],
  ['a promise is of a leaf beyond the tree', resigned(4, { index: 3 }, 'third log'), /path does not lead/],
  ['the sealed sizes are swapped', state({ seals: swap(evidence.state.seals, 0, 1) }), /out of order/],
  ['one epoch has the size of another', state({ seals: evidence.state.seals.map(({ epoch }, at) => ({ epoch, nodes: evidence.state.seals[1 - at].nodes })) }), /missing|path/],
  ['a sealed size is missing', state({ seals: evidence.state.seals.slice(1) }), /missing or spare/],
  ['a promise is of an epoch that nobody opened', promise(4, { epoch: 3 }), /log key of its epoch/],
  ['a report claims the checkpoint of an earlier epoch', report(4, { checkpoint: evidence.records[1].checkpoint }), /epoch before the promise/],
  ['a report claims the path of another', report(1, { path: evidence.records[1].path }), /path does not lead/],
  ['the revision that the license took up is left out', { events: evidence.events.toSpliced(4, 1) }, /took up is missing/],
  ['a later revision is left out', { events: evidence.events.toSpliced(8, 1) }, /revision is left out/],
]) {
  test(`it convinces nobody when ${what}`, () => assert.throws(() => judge({ ...evidence, ...change }), sentence));
}

const every = open(read('records.zip'));
const kindAt = (kind) => every.records.findIndex((one) => one.kind === kind);
const without = (at) => ({ ...every, records: every.records.toSpliced(at, 1) });

test('a record of every kind is proven, and fits those before it', () => {
  const { records: proven } = judge(every);
  assert.deepEqual([...new Set(proven.map(({ kind }) => kind))].toSorted(), ['PaymentClaimed', 'PaymentDisputed', 'PaymentReceived', 'PeriodStatement', 'ReportVoid', 'StreamOpening', 'UsageReport']);
  assert.equal(proven.length, every.records.length);
});

for (const [what, at, sentence] of [
  ['the opening of the stream', kindAt('StreamOpening'), /stream was not opened/],
  ['a report that another corrects', kindAt('UsageReport'), /corrected is not shown/],
  ['a report that the statement counts', kindAt('UsageReport') + 2, /head is not shown/],
  ['a taking-back', kindAt('ReportVoid'), /does not add up/],
  ['the first statement', kindAt('PeriodStatement'), /statement before is not shown/],
  ['a claim that was confirmed', kindAt('PaymentClaimed'), /claim is not shown/],
]) {
  test(`it convinces nobody without ${what}`, () => assert.throws(() => judge(without(at)), sentence));
}

const [admission, retirement] = [1, 6]; // of the administrator's second key
const author = every.records[kindAt('UsageReport')].record.reporter;
for (const [what, change, sentence] of [
  ['the retirement of a key', { events: every.events.toSpliced(retirement, 1) }, /act on the keys is left out/],
  ['the admission of a key', { events: every.events.toSpliced(admission, 1) }, /act on the keys is left out/],
  ['the head of the keys of a record’s author', { state: { ...every.state, keysHeads: every.state.keysHeads.filter(({ party }) => party !== author) } }, /acts on the keys end is not shown/],
]) {
  test(`it convinces nobody without ${what}`, () => assert.throws(() => judge({ ...every, ...change }), sentence));
}

const erased = open(read('erased.zip'));
const lies = JSON.parse(readFileSync(new URL('../vectors/erased-lies.json', import.meta.url)));
const lied = (what) => lies.find((lie) => lie.what === what);

/** The records with properties of the first of a kind replaced, of a report the one whose lines were erased; null takes one away. */
function lying({ of, set }) {
  const at = erased.records.findIndex(({ kind, erasure }) => kind === of && (kind !== 'UsageReport' || erasure));
  const changed = Object.entries({ ...erased.records[at], ...set }).filter(([, value]) => value !== null);
  return { ...erased, records: erased.records.with(at, Object.fromEntries(changed)) };
}

test('a report whose lines were erased is proven like any other, and says that they were', () => {
  const { records: proven } = judge(erased);
  assert.equal(proven.length, erased.records.length);
  assert.deepEqual(proven.filter((one) => one.erased).map(({ kind, lines }) => [kind, lines]), [['UsageReport', undefined]]);
});

for (const [what, sentence] of [
  ['its reason is changed', /key that its party had/],
  ['it is put into another’s mouth', /never administered/],
  ['the licensee demands it', /never administered/],
  ['the licensee signs for the administrator', /key that its party had/],
  ['it is over another record', /over another record/],
  ['it is dated before its signer had a key', /key that its party had/],
  ['it is dated as late as a number goes', /key that its party had/],
  ['it stands where a report shows its lines', /then none is shown/],
  ['neither lines nor a demand stand there', /lines or why it does not/],
  ['no lines stand there, and no demand', /lines are others/],
  ['its signature is left out', /signature is missing/],
  ['it is over a record that has no lines', /Only the lines of a report/],
]) {
  test(`a demand for erasure convinces nobody when ${what}`, () => assert.throws(() => judge(lying(lied(what))), sentence));
}

test('every lie about an erasure that the ledger refuses is told here', () => assert.equal(lies.length, 12));

const lodged = open(read('lodged.zip'));
const lodgingsOf = (evidence) => judge(evidence).records.filter(({ lodging }) => lodging).map(({ lodging }) => lodging.of);
/** The place of the last event whose receipt has a topic: of those of a bundle, that of their names alone. */
const lastOf = (event) => lodged.events.findLastIndex(({ receiptNodes }) => receiptNodes.at(-1).includes(id(event).slice(2)));
const lodgingAt = lastOf('Lodged(bytes32,bytes32)');
const changeAt = lastOf('PolicyChanged(bytes32,bytes32,bytes32,(bytes32,bytes32,bytes32,bytes32,bytes32,uint64,bytes32),bytes32[],bytes)');

test('a lodged report counts from its lodging where the charter that stood then gives a grace', () => {
  assert.deepEqual(lodgingsOf(lodged), ['silent', 'ok']);
  const { lodging } = judge(lodged).records.findLast((one) => one.lodging);
  assert.equal((lodging.until + 1n + 9n * 3600n) % 86_400n, 0n); // the grace ends with a day of Tokyo
  assert.ok(lodging.until - lodging.at < 3n * 86_400n);
});

test('nothing is proven of it where the charter is not shown, or only in part, and nothing is said without its event', () => {
  assert.deepEqual(lodgingsOf({ ...lodged, terms: [] }), ['unshown', 'unshown']);
  const partly = lodged.terms.map((text) => ({ ...text, disclosed: { ...text.disclosed, fields: text.disclosed.fields.slice(0, 1) } }));
  assert.deepEqual(lodgingsOf({ ...lodged, terms: partly }), ['unshown', 'unshown']);
  assert.deepEqual(lodgingsOf({ ...lodged, events: lodged.events.toSpliced(lodgingAt, 1) }), ['silent']);
});

const fieldsOf = (change) => ({ terms: lodged.terms.with(1, { ...lodged.terms[1], disclosed: { ...lodged.terms[1].disclosed, ...change } }) });
for (const [what, change, sentence] of [
  ['the grace shown is longer', fieldsOf({ fields: lodged.terms[1].disclosed.fields.with(1, { ...lodged.terms[1].disclosed.fields[1], value: '9' }) }), /not what the document says/],
  ['the text is another', fieldsOf({ treeRoot: zero }), /names another document/],
  ['the text is of another schema', fieldsOf({ schemaId: zero }), /another schema/],
  ['a text stands under the name of another', { terms: lodged.terms.with(1, { ...lodged.terms[0], version: lodged.terms[1].version }) }, /names another document/],
  ['the last change of the charter is left out', { events: lodged.events.toSpliced(changeAt, 1) }, /change of the charter is left out/],
  ['its report is not shown', { records: lodged.records.filter((one) => one.kind !== 'UsageReport' || Number(one.record.sequence) < 2) }, /lodging is of something else/],
]) {
  test(`a lodging convinces nobody when ${what}`, () => assert.throws(() => judge({ ...lodged, ...change }), sentence));
}
