// SPDX-License-Identifier: Apache-2.0
// Evidence of a license's pool and records, judged from FORMATS.md and the contracts' ABI alone. Throws a sentence where it fails.
import { readFileSync } from 'node:fs';
import { concat, dataSlice, decodeRlp, getAddress, Interface, keccak256, recoverAddress, toBeHex, toUtf8Bytes, TypedDataEncoder } from 'ethers';
import { after, schemas, shown as disclosed } from './disclosure.js';
import { held, keyActs, scopes } from './keys.js';
import { leafHash, root, rootFrom } from './merkle.js';
import { keyOf, walk } from './trie.js';

const names = ['manifest.json', 'deployment.json', 'license.json', 'headers.json', 'events.json', 'state.json', 'records.json', 'terms.json'];
const abi = (contract) => new Interface(JSON.parse(readFileSync(new URL(`../../src/Ledger.Chain/Contracts/artifacts/${contract}.json`, import.meta.url))).abi);
const contracts = Object.fromEntries(['Parties', 'Pools', 'Licenses', 'UsageLog'].map((name) => [name, abi(name)]));
export const zero = `0x${'0'.repeat(64)}`;
export const word = (number) => toBeHex(number, 32);
export const entry = (key, mapping) => keccak256(concat([key, mapping]));
const number = (rlp) => (rlp === '0x' ? 0n : BigInt(rlp)); // RLP has no digit for zero
const fields = (text) => text.split(',').map((field) => ({ type: field.split(' ')[0], name: field.split(' ')[1] }));
export const records = {
  UsageReport: fields('bytes32 license,bytes32 reporter,bytes32 stream,uint64 sequence,bytes32 previous,bytes32 supersedes,uint64 periodStart,uint64 periodEnd,bytes32 linesRoot,uint32 lineCount,uint256 totalQuantity,uint256 totalNetValue,string currency,bytes32 recentBlock,bytes32 salt'),
  StreamOpening: fields('bytes32 pool,bytes32 reporter,string name,bytes32 recentBlock,bytes32 salt'),
  ReportVoid: fields('bytes32 license,bytes32 reporter,bytes32 report,bytes32 recentBlock,bytes32 salt'),
  PeriodStatement: fields('bytes32 license,bytes32 reporter,uint64 periodStart,uint64 periodEnd,bytes32[] heads,uint32 reports,uint64 lines,uint256 totalQuantity,uint256 totalNetValue,string currency,bytes32 supersedes,bytes32 recentBlock,bytes32 salt'),
  PaymentClaimed: fields('bytes32 license,bytes32 payer,uint64 periodStart,uint64 periodEnd,uint256 amount,string currency,uint64 paidAt,string reference,bytes32 recentBlock,bytes32 salt'),
  PaymentReceived: fields('bytes32 license,bytes32 administrator,bytes32 claim,uint256 amount,string currency,uint64 receivedAt,bytes32 recentBlock,bytes32 salt'),
  PaymentDisputed: fields('bytes32 license,bytes32 administrator,bytes32 claim,string reason,bytes32 recentBlock,bytes32 salt'),
  UsageLine: fields('string product,uint8 act,string madeIn,string soldIn,uint256 quantity,uint256 netValue,string currency,string serials,string batch,uint64 time,bytes32 salt'),
  RecordErasure: fields('bytes32 record,bytes32 party,string reason,uint64 requestedAt,bytes32 salt'),
  Promise: fields('bytes32 pool,uint64 epoch,uint64 index,bytes32 leaf,uint64 anchorBy'),
};

/** How long after its signing a demand for erasure is taken, seconds. */
const day = 86_400n;

/** The policy whose text is the charter’s. */
const charterPolicy = keccak256(toUtf8Bytes('ledger.charter'));

/** The byte of a kind in its leaf. */
const kinds = { UsageReport: 1, StreamOpening: 3, ReportVoid: 4, PeriodStatement: 5, PaymentClaimed: 6, PaymentReceived: 7, PaymentDisputed: 8 };

export function hold(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

/** The entries of a bundle, parsed, each as its manifest has it. */
export function open(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const contents = [];
  let at = 0;
  while (view.getUint32(at, true) === 0x04034b50) {
    hold(view.getUint16(at + 8, true) === 0 && view.getUint16(at + 28, true) === 0, 'An entry is not merely stored.');
    const [size, length] = [view.getUint32(at + 18, true), view.getUint16(at + 26, true)];
    const start = at + 30 + length;
    contents.push([Buffer.from(bytes.subarray(at + 30, start)).toString(), bytes.subarray(start, start + size)]);
    at = start + size;
  }
  hold(JSON.stringify(contents.map(([name]) => name)) === JSON.stringify(names), 'The entries are not those of a bundle.');
  const [[, manifest], ...others] = contents;
  const { format, version, entries } = JSON.parse(Buffer.from(manifest));
  hold(format === 'ledger-evidence' && version === 5, 'It is another format.');
  const told = others.map(([name, content]) => ({ name, size: content.length, keccak256: keccak256(content) }));
  hold(JSON.stringify(entries) === JSON.stringify(told), 'An entry is not what the manifest says.');
  return Object.fromEntries(others.map(([name, content]) => [name.replace('.json', ''), JSON.parse(Buffer.from(content))]));
}

/** What the evidence proves: the license, its schedules and its records; and the blocks that this hangs on. */
export function judge({ deployment, license, headers, events, state, records: shown, terms }) {
  const blocks = new Map(headers.map((rlp) => [keccak256(rlp), decodeRlp(rlp)]));
  const facts = events.map((proof) => fact(deployment, blocks, proof));
  const named = (name, pool) => facts.filter((each) => each.name === name && (pool === undefined || each.args.act.pool === pool));

  const origin = facts.find((each) => each.name === { LicenseGrant: 'LicenseGranted', AttestedImport: 'LicenseImported' }[license.kind] && each.args.id === license.license);
  hold(origin && origin.id === license.license, 'What made the license is not among the events.');
  const { pool } = origin.args.act;
  const charter = named('PoolFormed').find(({ id }) => id === pool);
  hold(charter, 'The charter of the pool is not among the events.');

  const storage = (address, account) => storageOf(blocks.get(state.block), address, account);
  const pools = storage(deployment.pools, state.poolsAccount);

  // The log keys: every change, each naming the one before, to the head.
  const changes = named('LogKeyChanged', pool);
  const logKeys = [charter.args.act.logKey, ...changes.map(({ args }) => args.act.logKey)];
  hold(leads(changes, zero) === pools(entry(pool, word(13)), state.logKeysHead), 'A change of the log key is left out.');
  hold(changes.every(({ args }, at) => Number(args.act.epoch) === at + 1), 'An epoch is skipped.');

  // The charter's texts likewise.
  const changed = named('PolicyChanged', pool);
  hold(changed.every(({ args }) => args.act.policy === charterPolicy), 'A policy has nothing to do with the charter.');
  hold(leads(changed, zero) === pools(entry(charterPolicy, entry(pool, word(12))), state.charterHead), 'A change of the charter is left out.');
  const texts = [{ ...charter, root: charter.args.act.charterRoot }, ...changed.map((each) => ({ ...each, root: each.args.act.policyRoot }))];

  // The schedules: from the revision that stood when a version took it up.
  const versions = [{ fact: origin, schedule: origin.args.act.schedule }, ...facts.filter(({ name, args }) => name === 'LicenseAmended' && args.act.license === license.license)
    .map((each) => ({ fact: each, schedule: each.args.act.schedule }))];
  const taken = versions.filter(({ schedule }, at) => versions.findIndex((other) => other.schedule === schedule) === at);
  hold(JSON.stringify(taken.map(({ schedule }) => schedule)) === JSON.stringify(state.schedules.map(({ schedule }) => schedule)), 'The schedules are others.');
  const schedules = taken.map(({ fact: by, schedule }, at) => {
    const revisions = named('ScheduleRevised', pool).filter(({ args }) => args.act.schedule === schedule);
    hold(revisions.length > 0 && facts.indexOf(revisions[0]) < facts.indexOf(by), 'The revision that the license took up is missing.');
    hold(revisions.length === 1 || facts.indexOf(revisions[1]) > facts.indexOf(by), 'A revision was replaced before.');
    const head = pools(entry(schedule, entry(pool, word(5))), state.schedules[at].nodes);
    hold(leads(revisions, revisions[0].args.act.previous) === head, 'A revision is left out.');
    return { schedule, revision: Number(revisions[0].args.act.revision), later: revisions.length - 1 };
  });

  // The acts on a party's keys, each naming the one before, to the head: of every party whose signature is judged here.
  const parties = state.keysHeads.length > 0 ? storage(deployment.parties, state.partiesAccount) : null;
  const whole = (party) => {
    const head = state.keysHeads.find((one) => one.party === party);
    hold(head, 'Where the acts on the keys end is not shown.');
    const acts = keyActs(facts, party);
    hold(acts.every(({ previous }, at) => previous === (acts[at - 1]?.id ?? zero)) && (acts.at(-1)?.id ?? zero) === parties(entry(party, word(4)), head.nodes), 'An act on the keys is left out.');
  };

  // The sealed sizes, and with them every record's place.
  const log = shown.length > 0 && changes.length > 0 ? storage(deployment.usageLog, state.usageLogAccount) : null;
  hold(state.seals.length === (log ? changes.length : 0), 'A sealed size is missing or spare.');
  const seals = state.seals.map(({ epoch, nodes }, at) => {
    hold(Number(epoch) === at, 'The sealed sizes are out of order.');
    return BigInt(log(word(BigInt(entry(word(epoch), entry(pool, word(2)))) + 1n), nodes));
  });
  const domain = domainOf(deployment);
  const lodgings = facts.filter(({ name }) => name === 'Lodged');
  hold(lodgings.every(({ args }) => args.pool === pool && shown.some(({ kind, record }) => hash(kind, record) === args.digest)), 'A lodging is of something else.');
  const proven = shown.map((one) => {
    const { kind, record } = one;
    hold(kinds[kind], 'It is no record of a license.');
    const id = hash(kind, record);
    hold(kind === 'StreamOpening' ? record.pool === pool : record.license === license.license, 'The record is of another license.');
    const erased = isErased(deployment, facts, pool, charter, one);
    if (erased) whole(one.erasure.party);
    if (kind === 'UsageReport' && !erased) {
      hold(one.lines.length === Number(record.lineCount) && root(one.lines.map((line) => leafHash(hash('UsageLine', line)))) === record.linesRoot, 'The lines are others.');
      const sum = (field) => one.lines.reduce((all, line) => all + BigInt(line[field]), 0n);
      const currency = one.lines.find((line) => line.currency !== '')?.currency ?? '';
      hold(sum('quantity') === BigInt(record.totalQuantity) && sum('netValue') === BigInt(record.totalNetValue) && currency === record.currency, 'The sums are others.');
    }
    const leaf = keccak256(concat(['0x00', '0x01', toBeHex(kinds[kind], 1), id, keccak256(one.signature)]));
    const { promise } = one;
    hold(promise.pool === pool && promise.leaf === leaf, 'The promise is of something else.');
    hold(logKeys[promise.epoch] === signer(domain, 'Promise', promise, one.promiseSignature), 'The promise is not by the log key of its epoch.');
    const checkpoint = named('CheckpointAnchored').find((each) => each.args.pool === pool && each.checkpoint === one.checkpoint);
    hold(checkpoint, 'The checkpoint is not among the events.');
    const epoch = Number(checkpoint.args.epoch);
    let index = BigInt(promise.index);
    for (let at = Number(promise.epoch); at < epoch; at++) {
      hold(index >= seals[at], 'The leaf stood before the seal: it is not carried on.');
      index -= seals[at];
    }
    hold(Number(promise.epoch) <= epoch, 'The checkpoint is of an epoch before the promise.');
    hold(rootFrom(leaf, Number(index), Number(checkpoint.args.size), one.path) === checkpoint.args.root, 'The path does not lead to the root.');
    const recent = blocks.get(record.recentBlock);
    hold(recent && number(recent[8]) <= checkpoint.number, 'The block that the record names is not shown, or later than its checkpoint.');
    const by = signer(domain, kind, record, one.signature);
    const author = record.reporter ?? record.payer ?? record.administrator;
    hold(held(facts, author, by, scopes.report, number(recent[11]), checkpoint.time), 'The key was not its author’s.');
    whole(author);
    return { id, kind, record, lines: one.lines?.length, erased, lodging: lodgingOf(lodgings.find(({ args }) => args.digest === id), checkpoint, facts, texts, terms), promised: [Number(promise.epoch), Number(promise.index)], stands: [epoch, Number(index)], signer: by };
  });
  const ordered = proven.toSorted(({ promised: one }, { promised: other }) => one[0] - other[0] || one[1] - other[1]);
  ordered.forEach((one, at) => fits(one, ordered.slice(0, at)));
  return { license: license.license, blocks: [...blocks.keys()], schedules, records: ordered };
}

/** What is proven of a lodged record: when it counts as handed in, where the charter that stood then gives a grace (FORMATS.md §8). */
function lodgingOf(lodged, checkpoint, facts, texts, terms) {
  if (!lodged) return undefined;
  if (facts.indexOf(lodged) > facts.indexOf(checkpoint)) return { of: 'later' };
  const { id, root } = texts.findLast((text) => facts.findIndex((each) => each.id === text.id) < facts.indexOf(lodged));
  const rules = terms.find(({ version }) => version === id)?.disclosed;
  const { zone, lodgeGraceDays: days } = rules ? disclosed(root, schemas.charter, rules) : {};
  if (zone === undefined || days === undefined) return { of: 'unshown' };
  if (days === null) return { of: 'silent' };
  const end = after(lodged.time, days, zone);
  if (end === null) return { of: 'uncountable' };
  return checkpoint.time < end ? { of: 'ok', at: lodged.time, until: end - 1n } : { of: 'unproven', until: end - 1n };
}

/** Whether the lines of a report were erased, at a demand that one who administered the pool signed (FORMATS.md §2). */
function isErased(deployment, facts, pool, charter, { kind, record, lines, erasure, erasureSignature }) {
  hold((erasure === undefined) === (erasureSignature === undefined), 'A demand or its signature is missing.');
  if (erasure === undefined) {
    hold((kind === 'UsageReport') === (lines !== undefined), 'A report shows its lines or why it does not, and nothing else has any.');
    return false;
  }
  hold(kind === 'UsageReport' && lines === undefined, 'Only the lines of a report are erased, and then none is shown.');
  hold(erasure.record === hash(kind, record), 'The demand is over another record.');
  const { party } = erasure;
  const administrators = [charter.args.act, ...facts.filter(({ name, args }) => name === 'AdministratorChanged' && args.act.pool === pool).map(({ args }) => args.act)];
  hold(administrators.some(({ administrator }) => administrator === party), 'Who demands the erasure never administered the pool.');
  const key = signer(domainOf(deployment), 'RecordErasure', erasure, erasureSignature);
  const at = BigInt(erasure.requestedAt);
  hold(at + day < 1n << 64n && [at, at + day].some((time) => held(facts, party, key, scopes.contract, time)), 'The demand is not signed by a key that its party had then.');
  return true;
}

/** A record among those before it in the log: what it names is there, and a statement says what its period's reports say. */
function fits({ id, kind, record }, before) {
  const named = (wanted, other) => before.find((each) => each.kind === other && each.id === wanted);
  hold(before.every((each) => each.id !== id), 'A record is shown twice.');
  const counts = (report) => !before.some(({ kind: by, record: { supersedes, report: taken } }) =>
    (by === 'UsageReport' && supersedes === report.id) || (by === 'ReportVoid' && taken === report.id));
  if (kind === 'UsageReport') {
    hold(named(record.stream, 'StreamOpening')?.record.reporter === record.reporter, 'The stream was not opened before.');
    const last = before.findLast((each) => each.kind === kind && each.record.stream === record.stream);
    hold(!last || BigInt(record.sequence) > BigInt(last.record.sequence) + (record.previous === last.id ? 0n : 1n), 'The stream is broken.');
    hold(record.supersedes === zero || named(record.supersedes, kind), 'What is corrected is not shown.');
  }
  if (kind === 'PaymentReceived' || kind === 'PaymentDisputed') hold(named(record.claim, 'PaymentClaimed'), 'The claim is not shown.');
  if (kind !== 'PeriodStatement') return;
  const same = ({ record: other }) => other.reporter === record.reporter && other.periodStart === record.periodStart && other.periodEnd === record.periodEnd;
  const earlier = before.findLast((each) => each.kind === kind && same(each));
  hold(record.supersedes === (earlier?.id ?? zero), 'The statement before is not shown.');
  const reports = before.filter((each) => each.kind === 'UsageReport' && same(each));
  hold(record.heads.every((head) => reports.some((report) => report.id === head)), 'A head is not shown.');
  const counted = reports.filter(counts);
  const sum = (field) => counted.reduce((all, report) => all + BigInt(report.record[field]), 0n);
  hold(counted.length === Number(record.reports) && sum('totalQuantity') === BigInt(record.totalQuantity) && sum('lineCount') === BigInt(record.lines), 'The statement does not add up.');
}

/** The domain that reports and promises are signed under. */
export const domainOf = ({ chainId, usageLog }) => ({ name: 'UsageLog', version: '1', chainId: BigInt(chainId), verifyingContract: usageLog });

/** One event out of the receipts trie of its block, as one of our contracts logged it. */
export function fact(deployment, blocks, { block, transactionIndex, logIndex, receiptNodes }) {
  hold(blocks.has(block), `The header of block ${block} is missing.`);
  const receipt = walk(blocks.get(block)[5], keyOf(Number(transactionIndex)), nodesOf(receiptNodes));
  const [status, , , logs] = decodeRlp(Number(dataSlice(receipt, 0, 1)) < 0xc0 ? dataSlice(receipt, 1) : receipt);
  hold(status === '0x01', 'The transaction was reverted.');
  const [address, topics, data] = logs[logIndex];
  const contract = Object.keys(contracts).find((name) => deployment[name[0].toLowerCase() + name.slice(1)] === getAddress(address));
  hold(contract, 'The log is of another contract.');
  const { name, args, fragment } = contracts[contract].parseLog({ topics, data });
  const [height, time] = [8, 11].map((field) => number(blocks.get(block)[field]));
  if (name === 'CheckpointAnchored')
    return { name, args, number: height, time, checkpoint: TypedDataEncoder.hashStruct('Checkpoint', { Checkpoint: fields('bytes32 pool,uint64 epoch,uint64 size,bytes32 root') }, plain(args, ['pool', 'epoch', 'size', 'root'])) };
  if (name === 'Lodged') return { name, args, number: height, time };
  const { components } = fragment.inputs.find((input) => input.name === 'act');
  const types = components.map((component) => ({ name: component.name, type: component.type }));
  return { name, args, number: height, time, id: TypedDataEncoder.hashStruct(structOf(name), { [structOf(name)]: types }, plain(args.act, types.map((type) => type.name))) };
}

const structs = {
  PoolFormed: 'PoolCharter', PolicyChanged: 'PolicyChange', LogKeyChanged: 'LogKeyChange', ScheduleRevised: 'ScheduleRevision', LicenseGranted: 'LicenseGrant', LicenseImported: 'AttestedImport',
  LicenseAmended: 'Amendment', KeyAdmitted: 'KeyAdmission', KeyRetired: 'KeyRetirement', KeyCompromised: 'KeyCompromise', RecoveryCompleted: 'RecoveryCompletion',
};
const structOf = (event) => structs[event] ?? 'Act'; // the ids of other events are not asked for

/** Where acts lead, each naming the one before, from what the first must name. */
export function leads(acts, first) {
  return acts.reduce((head, { args, id }) => {
    hold(args.act.previous === head, 'An act does not name the one before it.');
    return id;
  }, first);
}

/** Reads slots of a contract by their proofs, at a block. */
export function storageOf(block, address, account) {
  const [, , storageRoot] = decodeRlp(walk(block[3], keccak256(address), nodesOf(account)));
  return (slot, nodes) => slotValue(storageRoot, slot, nodes);
}

function slotValue(storageRoot, slot, nodes) {
  try {
    const value = decodeRlp(walk(storageRoot, keccak256(slot), nodesOf(nodes)));
    return word(number(value)); // anvil leaves a slot that was written zero in its trie
  } catch (error) {
    if (/not in the trie|leaves the trie/.test(error.message)) return zero;
    throw error;
  }
}

const nodesOf = (list) => new Map(list.map((node) => [keccak256(node), node]));
const plain = (result, keys) => Object.fromEntries(keys.map((key) => [key, Array.isArray(result[key]) ? [...result[key]] : result[key]]));
const hash = (name, value) => TypedDataEncoder.hashStruct(name, { [name]: records[name] }, value);
export const signer = (domain, name, value, signature) => recoverAddress(TypedDataEncoder.hash(domain, { [name]: records[name] }, value), signature);
