// SPDX-License-Identifier: Apache-2.0
// A stranger, with ethers and GET /api/v1/deployment alone, checks a running ledger.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { concat, getAddress, hexlify, keccak256, randomBytes, toBeHex, Wallet } from 'ethers';
import { judge, open } from './bundle.js';
import { blockHash, encodeReceipt } from './chain.js';
import { connect, plain, signersOf } from './client.js';
import { start } from './host.js';
import { consistentRoots, leafHash, root, rootFrom } from './merkle.js';
import { keyOf, trie, walk } from './trie.js';

const contractScope = 2;
const zero = `0x${'0'.repeat(64)}`;
let host, ledger, licensee, grants, reported;

before(async () => {
  host = await start();
  ledger = await connect(host.url);
  const { Licenses } = ledger.contracts;
  const fields = ledger.deployment.eip712.types.LicenseGrant;
  const events = await Licenses.queryFilter(Licenses.filters.LicenseGranted(), 0);
  grants = events.map((event) => ({ event, id: event.args.id, act: plain(event.args.act, fields), signatures: event.args.signatures }));
}, { timeout: 300_000 });
after(() => host?.stop());

test('each contract has the code that the deployment names', async () => {
  assert.ok(ledger.deployment.contracts.length >= 4);
  for (const { address, codeHash } of ledger.deployment.contracts) assert.equal(keccak256(await ledger.provider.getCode(address)), codeHash);
});

test('the license id is recomputed from the grant, and no other grant has it', () => {
  assert.ok(grants.length >= 2);
  for (const { id, act } of grants) {
    assert.equal(ledger.typed.id('LicenseGrant', act), id);
    assert.notEqual(ledger.typed.id('LicenseGrant', { ...act, startsAt: act.startsAt + 1n }), id);
  }
});

test('both signers are recovered, and each key was its party’s when the grant was recorded', async () => {
  const { Parties, Pools } = ledger.contracts;
  for (const { event, act, signatures } of grants) {
    const signers = signersOf(ledger.typed.digest('Licenses', 'LicenseGrant', act), signatures);
    assert.equal(signers.length, 2);
    const { timestamp } = await ledger.provider.getBlock(event.blockHash);
    assert.equal(await Parties.holdsKey(await Pools.administratorOf(act.pool), signers[0], contractScope, timestamp), true);
    assert.equal(await Parties.holdsKey(act.licensee, signers[1], contractScope, timestamp), true);
    assert.equal(await Parties.holdsKey(act.licensee, signers[0], contractScope, timestamp), false);
  }
});

test('the API shows each license as the chain has it', async () => {
  for (const { event, id, act } of grants) {
    const { status, body } = await ledger.get(`/licenses/${id}`);
    assert.equal(status, 200);
    assert.equal(ledger.typed.id('LicenseGrant', body.typedData.message), id);
    assert.equal(body.typedData.message.licensee, act.licensee); // who has it now may be another: licenses are assigned
    assert.equal(body.recorded.blockHash, event.blockHash);
    assert.equal(body.recorded.eventIndex, event.index);
  }
});

test('the receipts trie of its block proves each grant, and the header hashes to the block’s hash', async () => {
  for (const { event, id } of grants) {
    const block = await ledger.rpc('eth_getBlockByHash', event.blockHash, false);
    assert.equal(blockHash(block), event.blockHash);
    const receipts = await Promise.all(block.transactions.map((hash) => ledger.rpc('eth_getTransactionReceipt', hash)));
    const { root: receiptsRoot, nodes } = trie(receipts.map(encodeReceipt));
    assert.equal(receiptsRoot, block.receiptsRoot);
    const at = block.transactions.indexOf(event.transactionHash);
    const receipt = walk(block.receiptsRoot, keyOf(at), nodes);
    assert.equal(receipt, encodeReceipt(receipts[at]));
    assert.ok(receipts[at].logs.some((log) => getAddress(log.address) === event.address && log.topics[1] === id));
    assert.throws(() => walk(block.receiptsRoot, keyOf(receipts.length), nodes));
  }
});

test('a header with one changed field is another block', async () => {
  const block = await ledger.rpc('eth_getBlockByHash', grants[0].event.blockHash, false);
  assert.notEqual(blockHash({ ...block, timestamp: toBeHex(BigInt(block.timestamp) + 1n) }), block.hash);
});

test('a stranger without a key is told so, whatever he asks for beyond what is public', async () => {
  for (const path of ['/alerts', `/usage-reports/${zero}`, '/nothing', `/licenses/${grants[0].id}/history`]) {
    const { status, body } = await ledger.get(path);
    assert.equal(status, 401);
    assert.equal(body.code, 'api-key-missing');
  }
});

test('a usage report is promised, anchored and proven, again after a second one', async () => {
  const [pool] = (await ledger.get('/pools')).body.items; // the oldest one, which reports by the quarter in Shanghai
  const { id, act } = grants.find((grant) => grant.act.pool === pool.id);
  const file = host.keys.find(({ party }) => party === act.licensee);
  assert.ok(file, 'No key file of the licensee.');
  const wallet = new Wallet(file.privateKey);
  licensee = await connect(host.url, file.apiKey);
  const stream = await openStream(wallet, act.pool, act.licensee);
  const first = await submit(wallet, { license: id, reporter: act.licensee, stream, sequence: 1, previous: zero });
  await prove(act.pool, first);
  const second = await submit(wallet, { license: id, reporter: act.licensee, stream, sequence: 2, previous: first.reportId });
  const { epoch, oldSize, size } = await prove(act.pool, second);
  assert.ok(BigInt(oldSize) > 0n && BigInt(size) > BigInt(oldSize), 'The second checkpoint carries on from the first.');
  const [anchored] = await ledger.contracts.UsageLog.checkpointOf(act.pool, epoch);
  assert.ok(anchored >= BigInt(size));
  reported = { license: id, reports: [first.reportId, second.reportId], reporter: wallet.address };
}, { timeout: 120_000 });

test('a licensee witnesses the newest checkpoint, once its log is proven to go on from the one before', async () => {
  const [pool] = (await ledger.get('/pools')).body.items;
  const [newest, before] = (await ledger.get(`/pools/${pool.id}/checkpoints?limit=2`)).body.items;
  const { body: proof } = await ledger.get(`/pools/${pool.id}/log/consistency?epoch=${newest.epoch}&from=${before.size}&to=${newest.size}`);
  assert.deepEqual(consistentRoots(before.size, newest.size, before.root, proof.path), { oldRoot: before.root, newRoot: newest.root });

  const { act } = grants.find((grant) => grant.act.pool === pool.id);
  const wallet = new Wallet(host.keys.find(({ party }) => party === act.licensee).privateKey);
  const witness = {
    pool: pool.id, epoch: newest.epoch, size: newest.size, root: newest.root, block: newest.recorded.blockHash, witness: act.licensee,
  };
  const signature = wallet.signingKey.sign(ledger.typed.digest('UsageLog', 'Witness', witness)).serialized;
  const { status, body } = await licensee.post('/witnesses', { witness, key: wallet.address, signature });
  assert.equal(status, 201, JSON.stringify(body));
  assert.equal(body.id, ledger.typed.id('Witness', witness));
  const [shown] = (await ledger.get(`/pools/${pool.id}/checkpoints?epoch=${newest.epoch}`)).body.items.filter(({ size }) => size === newest.size);
  assert.deepEqual(shown.witnesses.parties, [act.licensee]);
});

test('the bundle of that license proves both reports by itself, on blocks of this chain', async () => {
  const { body: matter } = await licensee.post('/matters', { title: 'A dispute', license: reported.license });
  const { body: operation } = await licensee.post(`/matters/${matter.id}/exports`, {});
  assert.equal(operation.state, 'final', JSON.stringify(operation));
  const { license, blocks, records, schedules } = judge(open(await licensee.download(`/exports/${operation.id}/bundle`)));
  assert.equal(license, reported.license);
  assert.equal(schedules.length, 1);
  const reports = records.filter(({ kind }) => kind === 'UsageReport');
  assert.deepEqual(reports.slice(-reported.reports.length).map(({ id }) => id), reported.reports); // after those of the demonstration's year
  assert.ok(reports.every(({ signer }) => signer === reported.reporter));
  assert.equal(records.filter(({ kind }) => kind === 'StreamOpening').length, new Set(reports.map(({ record }) => record.stream)).size);
  for (const hash of blocks) assert.equal(blockHash(await ledger.rpc('eth_getBlockByHash', hash, false)), hash);
});

/** The licenses of the demonstration are reported by the quarter, in Shanghai. */
function quarter(time) {
  const shift = 8 * 3600;
  const day = new Date((time + shift) * 1000);
  const first = (month) => Date.UTC(day.getUTCFullYear(), month, 1) / 1000 - shift;
  const month = day.getUTCMonth() - (day.getUTCMonth() % 3);
  return { periodStart: first(month), periodEnd: first(month + 3) };
}

/** Opens a stream of reports; its id is the record's. */
async function openStream(wallet, pool, reporter) {
  const { hash } = await ledger.provider.getBlock('latest');
  const record = { pool, reporter, name: 'Plant 1', recentBlock: hash, salt: hexlify(randomBytes(32)) };
  const signature = wallet.signingKey.sign(ledger.typed.digest('UsageLog', 'StreamOpening', record)).serialized;
  const { status, body } = await licensee.post('/records', { kind: 'StreamOpening', record, key: wallet.address, signature });
  assert.equal(status, 201, JSON.stringify(body));
  assert.equal(body.recordId, ledger.typed.id('StreamOpening', record));
  return body.recordId;
}

async function submit(wallet, names) {
  const head = await ledger.provider.getBlock('latest');
  const line = (product, quantity) => ({
    product, act: 1, madeIn: 'CN', soldIn: 'CN', quantity, netValue: '0', currency: '', serials: '', batch: '', time: '0', salt: hexlify(randomBytes(32)),
  });
  const lines = [line('BX-100', '1200'), line('BX-200', '800'), line('BX-300', '5')];
  const report = {
    ...names, ...quarter(head.timestamp), supersedes: zero, totalQuantity: '2005', totalNetValue: '0', currency: '', lineCount: lines.length,
    linesRoot: root(lines.map((each) => leafHash(ledger.typed.id('UsageLine', each)))), recentBlock: head.hash, salt: hexlify(randomBytes(32)),
  };
  const digest = ledger.typed.digest('UsageLog', 'UsageReport', report);
  const signature = wallet.signingKey.sign(digest).serialized;
  const { status, body } = await licensee.post('/usage-reports', { report, key: wallet.address, signature, lines });
  assert.equal(status, 201, JSON.stringify(body));
  assert.equal(body.reportId, ledger.typed.id('UsageReport', report));
  return { ...body, signature };
}

/** Promise, path, checkpoint and the contract must all agree on where the report stands. */
async function prove(pool, { reportId, promise, signature }) {
  const { logKeys } = ledger.deployment.logKeys.length ? ledger.deployment : (await ledger.get('/deployment')).body;
  const logKey = logKeys.find((key) => key.pool === pool).address;
  const promised = promise.typedData.message;
  assert.deepEqual(signersOf(ledger.typed.digest('UsageLog', 'Promise', promised), promise.signature), [logKey]);

  const proof = await anchored(reportId);
  const leaf = keccak256(concat(['0x00', '0x01', '0x01', reportId, keccak256(signature)]));
  assert.equal(proof.leafIndex, Number(promised.index));
  assert.equal(promised.leaf, leaf);
  assert.equal(rootFrom(leaf, proof.leafIndex, proof.treeSize, proof.path), proof.root);
  assert.notEqual(rootFrom(keccak256(leaf), proof.leafIndex, proof.treeSize, proof.path), proof.root);

  const { UsageLog } = ledger.contracts;
  const { checkpoint } = proof;
  assert.equal(await UsageLog.verifyInclusion(proof.root, proof.treeSize, proof.leafIndex, leaf, proof.path), true);
  const receipt = await ledger.provider.getTransactionReceipt(checkpoint.recorded.txHash);
  const events = receipt.logs.filter((log) => log.address === UsageLog.target).map((log) => UsageLog.interface.parseLog(log));
  const event = events.find(({ name, args }) => name === 'CheckpointAnchored' && args.pool === pool);
  assert.equal(event.args.root, proof.root);
  assert.equal(event.args.size, BigInt(proof.treeSize));
  const signed = { pool, epoch: proof.epoch, size: proof.treeSize, root: proof.root };
  assert.deepEqual(signersOf(ledger.typed.digest('UsageLog', 'Checkpoint', signed), event.args.signature), [logKey]);
  assert.ok(checkpoint.recorded.time <= Number(promised.anchorBy));
  return checkpoint;
}

/** The proof, as soon as a checkpoint on chain covers the report. */
async function anchored(reportId) {
  const until = Date.now() + 60_000;
  for (;;) {
    const { status, body } = await licensee.get(`/usage-reports/${reportId}/proof`);
    if (status === 200) return body;
    assert.ok(Date.now() < until, `Not anchored in time: ${status} ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
