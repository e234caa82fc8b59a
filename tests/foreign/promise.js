// SPDX-License-Identifier: Apache-2.0
// What became of a promise, judged from FORMATS.md §14 and the contracts' ABI alone. Throws a sentence where the file proves nothing.
import { readFileSync } from 'node:fs';
import { dataSlice, decodeRlp, getAddress, Interface, keccak256, TypedDataEncoder } from 'ethers';
import { domainOf, entry, fact, hold, leads, signer, storageOf, word, zero } from './bundle.js';
import { rootFrom } from './merkle.js';

const abi = new Interface(JSON.parse(readFileSync(new URL('../../src/Ledger.Chain/Contracts/artifacts/Pools.json', import.meta.url))).abi);
const charterTypes = abi.getEvent('PoolFormed').inputs.find(({ name }) => name === 'act').components.map(({ name, type }) => ({ name, type }));
const grace = 86_400n;

/** The file, whole: it ends with the hash of everything before. */
export function open(text) {
  const cut = text.lastIndexOf(',"keccak256":');
  const file = JSON.parse(text);
  hold(file.format === 'ledger-promise' && file.version === 1, 'It is another format.');
  hold(keccak256(Buffer.from(`${text.slice(0, cut)}}`)) === file.keccak256, 'It was changed.');
  return file;
}

/** What the file shows, and the blocks that this hangs on: whoever reads it must know them. */
export function judge({ promise, signature, charter, headers, events, state, inclusion }) {
  hold(TypedDataEncoder.hashStruct('PoolCharter', { PoolCharter: charterTypes }, charter) === promise.pool, 'The charter is of another pool.');
  const blocks = new Map(headers.map((rlp) => [keccak256(rlp), decodeRlp(rlp)]));
  const [number, time] = [8, 11].map((field) => (block) => BigInt(blocks.get(block)[field]));
  hold(blocks.has(state.block), 'The header of the state is missing.');
  const facts = events.map((proof) => ({ ...fact(charter, blocks, proof), block: proof.block }));
  hold(facts.every(({ args, block }) => (args.act?.pool ?? args.pool) === promise.pool && number(block) <= number(state.block)), 'An event does not belong here.');

  const pools = storageOf(blocks.get(state.block), charter.pools, state.poolsAccount);
  const office = pools(word(BigInt(entry(promise.pool, word(3))) + 1n), state.office);
  const [present, poolNumber, presentKey] = [Number(dataSlice(office, 0, 2)), Number(dataSlice(office, 7, 11)), getAddress(dataSlice(office, 12))];
  hold(poolNumber > 0 && promise.epoch <= present, 'The chain knows no such pool or epoch.');
  const log = storageOf(blocks.get(state.block), charter.usageLog, state.usageLogAccount);
  const sizes = new Map(state.sizes.map(({ epoch, nodes }, at) => {
    hold(Number(epoch) === promise.epoch + at, 'The sizes are of other epochs.');
    return [Number(epoch), BigInt(log(word(BigInt(entry(word(epoch), entry(promise.pool, word(2)))) + 1n), nodes))];
  }));
  hold(sizes.size === present - promise.epoch + 1, 'A size is missing.');

  // The log key of the epoch, and the seals since.
  const head = pools(entry(promise.pool, word(13)), state.logKeysHead);
  const changes = facts.filter(({ name }) => name === 'LogKeyChanged');
  const first = Math.max(promise.epoch, 1);
  hold(changes.length === (promise.epoch === present ? 0 : present - first + 1), 'A change of the log key is missing or spare.');
  hold(changes.every(({ args }, at) => Number(args.act.epoch) === first + at), 'An epoch is skipped.');
  if (changes.length > 0) hold(leads(changes, promise.epoch === 0 ? zero : changes[0].args.act.previous) === head, 'The changes do not lead to the head.');
  const opened = changes.find(({ args }) => Number(args.act.epoch) === promise.epoch);
  const logKey = promise.epoch === present ? presentKey : opened ? opened.args.act.logKey : charter.logKey;
  hold(signer(domainOf(charter), 'Promise', promise, signature) === logKey, 'The promise is not by the log key of its epoch.');

  let [epoch, index, due] = [promise.epoch, BigInt(promise.index), BigInt(promise.anchorBy)];
  for (const { args, block } of changes.filter((change) => Number(change.args.act.epoch) > promise.epoch)) {
    if (index < sizes.get(epoch)) break;
    if (time(block) <= due && time(block) + grace > due) due = time(block) + grace;
    [epoch, index] = [Number(args.act.epoch), index - sizes.get(epoch)];
  }

  const past = facts.filter(({ name, args }) => name === 'CheckpointAnchored' && Number(args.epoch) === epoch && args.size > index);
  const firstPast = past.find(({ args }) => args.oldSize <= index);
  const under = inclusion && past.find(({ checkpoint }) => checkpoint === inclusion.checkpoint);
  if (inclusion) hold(under && rootFrom(inclusion.leaf, Number(index), Number(under.args.size), inclusion.path) === under.args.root, 'The path does not lead to the root.');
  hold(facts.length === changes.length + new Set([firstPast, under].filter(Boolean)).size, 'A checkpoint is spare.');
  const passed = sizes.get(epoch) > index;
  hold(passed || past.length === 0, 'The size denies the checkpoint.');
  const shows = inclusion && inclusion.leaf !== promise.leaf ? 'replaced'
    : firstPast && time(firstPast.block) > due ? 'late'
    : under && time((firstPast ?? under).block) <= due ? 'kept'
    : passed ? null
    : time(state.block) > due ? 'overdue' : 'open';
  hold(shows, 'It is not shown when a checkpoint first passed the leaf, or which leaf stands there.');
  return { shows, stands: [epoch, Number(index)], due: Number(due), blocks: [state.block, ...events.map(({ block }) => block)] };
}
