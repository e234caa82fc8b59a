// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { hexToBytes } from '@noble/hashes/utils.js';
import { getAddress, verifyTypedData, Wallet } from 'ethers';
import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import type { Checkpoint, Deployment, SheetLine, Suspect, TypedData, UsageLine, UsageProof } from '../src/api/types';
import { symbolOf } from '../src/checker/pictures';
import { bodyOf, prepare } from '../src/filing/report';
import { codeOf, judgePromise, judgeProof, leafOfRecord, type Receipt } from '../src/filing/receipt';
import { bodyOfStream, prepareStream } from '../src/filing/stream';
import { sourceOf, SourceError } from '../src/filing/source';
import { fileOfFork, judgeSuspect } from '../src/filing/suspect';
import { fileOfSigned, readSigned, SignedFileError } from '../src/filing/signedFile';
import { fitted, rawRow, withChanges } from '../src/filing/sheet';
import { structHash } from '../src/sign/eip712';
import { includes, leafOf, rootOf, type Inclusion } from '../src/sign/merkle';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../tests/vectors/${name}`, import.meta.url), 'utf8'));
interface Tree { size: number; index: number; leaf: string; root: string; path: string[] }
const merkle = read('merkle.json') as { leaves: string[]; roots: string[]; inclusion: Tree[]; wrongInclusion: (Tree & { why: string })[] };
const acts = read('acts.json') as { cases: { name: string; typedData: TypedData; digest: string; structHash: string }[] };
const inclusionOf = ({ size, index, ...rest }: Tree): Inclusion => ({ ...rest, treeSize: size, leafIndex: index });

describe('a tree', () => {
  const leaves = merkle.leaves.map((data) => leafOf(hexToBytes(data.slice(2))));
  it('has the roots of the shared vectors', () => {
    expect(leaves.length).toBeGreaterThan(20);
    merkle.roots.forEach((root, size) => expect(rootOf(leaves.slice(0, size))).toBe(root));
  });
  it('holds what the vectors prove', () => {
    expect(merkle.inclusion.length).toBeGreaterThan(50);
    for (const one of merkle.inclusion) expect([one.size, one.index, includes(inclusionOf(one))]).toEqual([one.size, one.index, true]);
  });
  it('holds nothing of the wrong ones', () => {
    expect(merkle.wrongInclusion.length).toBeGreaterThan(50);
    for (const one of merkle.wrongInclusion) expect([one.why, one.size, one.index, includes(inclusionOf(one))]).toEqual([one.why, one.size, one.index, false]);
  });
});

describe('a wrong sheet', () => {
  const sheet = 'product;act;quantity\r\n"A;1";sale;"1,250"\r\n"two\nlines";sale;x\nB;sale;1;9\n"C;sale;1\n';
  it('is written anew in the changed rows alone', () =>
    expect(withChanges(sheet, [{ line: 2, was: ['A;1', 'sale', '1,250'], fields: ['A;1', 'sale "now"', '1250'] }], ';'))
      .toBe('product;act;quantity\r\n"A;1";"sale ""now""";1250\r\n"two\nlines";sale;x\nB;sale;1;9\n"C;sale;1\n'));
  it('is written anew over several lines, in a row that is none, and without one that is left out', () =>
    expect(withChanges(sheet, [
      { line: 3, was: ['two\nlines', 'sale', 'x'], fields: ['one', 'sale', '7'] },
      { line: 5, was: ['B', 'sale', '1', '9'], fields: null },
      { line: 6, was: [], fields: ['C;sale;1'] },
    ], ';')).toBe('product;act;quantity\r\n"A;1";sale;"1,250"\r\none;sale;7\nC;sale;1\n'));
  it('shows a row that does not part into fields as it is', () => expect(rawRow('a\r\n"b\r\n', 2)).toBe('"b'));
  it('has as many fields as columns, and keeps a spare one that says something', () => {
    expect(fitted(['a'], 3)).toEqual(['a', '', '']);
    expect(fitted(['a', 'b', ''], 2)).toEqual(['a', 'b']);
    expect(fitted(['a', 'b', 'c'], 2)).toEqual(['a', 'b', 'c']);
  });
});

const line: SheetLine = { product: 'STB-1', act: 1, madeIn: 'CN', soldIn: 'VN', quantity: '70', netValue: '125050', currency: 'EUR', serials: '', batch: '', time: 0 };
const typesOf = (name: string) => acts.cases.find((one) => one.name === name)!.typedData;
const report = typesOf('UsageReport');
const wallet = new Wallet(`0x${'4c'.repeat(32)}`);
const pool = `0x${'01'.repeat(32)}`;
const promiseFields = ['bytes32 pool', 'uint64 epoch', 'uint64 index', 'bytes32 leaf', 'uint64 anchorBy'].map((field) => ({ type: field.split(' ')[0]!, name: field.split(' ')[1]! }));
const lineFields = ['string product', 'uint8 act', 'string madeIn', 'string soldIn', 'uint256 quantity', 'uint256 netValue', 'string currency', 'string serials', 'string batch', 'uint64 time', 'bytes32 salt']
  .map((field) => ({ type: field.split(' ')[0]!, name: field.split(' ')[1]! }));
const deployment = {
  finality: { block: { hash: `0x${'0b'.repeat(32)}` } },
  eip712: { domains: { UsageLog: report.domain }, types: { UsageReport: report.types['UsageReport'], StreamOpening: typesOf('StreamOpening').types['StreamOpening'], UsageLine: lineFields } },
  logKeys: [{ pool, epoch: 1, address: wallet.address, from: 0, until: null }],
} as unknown as Deployment;
const head = { license: `0x${'0a'.repeat(32)}`, reporter: `0x${'0c'.repeat(32)}`, stream: { id: `0x${'0d'.repeat(32)}`, sequence: 4, last: `0x${'0e'.repeat(32)}` }, supersedes: null, periodStart: 1, periodEnd: 2 };
const prepared = (lines: SheetLine[]) => prepare({ ...head, stream: { ...head.stream, pool, reporter: head.reporter, name: 'Plant' } }, lines, deployment, () => `0x${'0f'.repeat(32)}`);

describe('a report', () => {
  it('follows the last of its stream and sums its lines', () => {
    const { id, typedData: { message }, lines } = prepared([line, { ...line, quantity: '1', netValue: '1' }]);
    expect([message['sequence'], message['previous'], message['lineCount'], message['totalQuantity'], message['totalNetValue'], message['currency']])
      .toEqual([5, head.stream.last, 2, '71', '125051', 'EUR']);
    expect(id).toBe(structHash('UsageReport', message, report.types));
    expect(lines.every(({ salt }) => /^0x[0-9a-f]{64}$/.test(salt))).toBe(true);
  });
  it('without lines has the root of nothing', () => expect(prepared([]).typedData.message['linesRoot']).toBe(merkle.roots[0]));
  it('has salts that differ', () => {
    const { lines } = prepare({ ...head, stream: { ...head.stream, pool, reporter: head.reporter, name: '' } }, [line, line], deployment);
    expect(lines[0]!.salt).not.toBe(lines[1]!.salt);
  });
  it('is sent in the order in which the host writes it', () => expect(Object.keys(JSON.parse(bodyOf(prepared([]), '0x1', '0x2')) as object)).toEqual(['report', 'key', 'signature', 'lines']));
});

describe('the opening of a stream', () => {
  const cases = acts.cases.filter(({ name }) => name === 'StreamOpening');
  const recordedIn = ({ typedData: { message } }: (typeof cases)[number]) =>
    ({ ...deployment, finality: { block: { hash: message['recentBlock'] } } }) as unknown as Deployment;
  it('has the id that the other languages make of it', () => {
    expect(cases.length).toBeGreaterThan(2);
    for (const one of cases) {
      const { pool: of, reporter, name, salt } = one.typedData.message as Record<string, string>;
      const { id, typedData } = prepareStream(of!, reporter!, name!, recordedIn(one), () => salt!);
      expect([id, typedData.message]).toEqual([one.structHash, one.typedData.message]);
    }
  });
  it('is sent as a record of its kind', () =>
    expect(JSON.parse(bodyOfStream(prepareStream(pool, head.reporter, 'Plant', deployment), '0x1', '0x2'))).toMatchObject({ kind: 'StreamOpening', record: { name: 'Plant' }, key: '0x1', signature: '0x2' }));
});

describe('a signed file', () => {
  const body = bodyOf(prepared([line]), '0x1', '0x2');
  it('gives the id and the very bytes that were signed', () => {
    const spaced = `${body} \n`;
    expect(readSigned(spaced, deployment, 7)).toMatchObject({ id: prepared([line]).id, body: spaced, key: '0x1', signature: '0x2', signedAt: 7, receipt: null });
    const opening = prepareStream(pool, head.reporter, '宁波工厂', deployment);
    expect(readSigned(bodyOfStream(opening, '0x1', '0x2'), deployment, 7)).toMatchObject({ id: opening.id, report: opening.typedData });
  });
  it('is made of what was signed with all that a stranger needs, and read again to the byte', () => {
    const { id, typedData } = prepared([line]);
    const file = fileOfSigned({ report: typedData, body, receipt: null });
    const { format, eip712, request, receipt } = JSON.parse(file) as { format: string; eip712: TypedData; request: object; receipt: null };
    expect([format, eip712.domain, eip712.primaryType, request, receipt]).toEqual(['ledger-signed-record', report.domain, 'UsageReport', JSON.parse(body), null]);
    expect(eip712.types).toEqual({ UsageReport: report.types['UsageReport'], UsageLine: lineFields });
    expect(readSigned(file, deployment, 7)).toMatchObject({ id, body });
    expect(() => readSigned(file.replace('ledger-signed-record', 'ledger-promise'), deployment, 7)).toThrow(SignedFileError);
    const opening = prepareStream(pool, head.reporter, 'Plant', deployment);
    const sent = bodyOfStream(opening, '0x1', '0x2');
    expect(readSigned(fileOfSigned({ report: opening.typedData, body: sent, receipt: null }), deployment, 7)).toMatchObject({ id: opening.id, body: sent });
  });
  it('keeps the promise of who answered', async () => {
    const receipt = await receiptOf();
    expect(JSON.parse(fileOfSigned({ report: receipt.report, body, receipt }))).toMatchObject({ receipt: { reportId: receipt.reportId, promise: receipt.promise, warnings: [] } });
  });
  it('is that of the command, too', () =>
    expect(readSigned(JSON.stringify({ sheet: pool, request: JSON.parse(body) as object, receipt: null }), deployment, 7)).toMatchObject({ id: prepared([line]).id, body }));
  it('is none where nothing in it was signed, or a field is missing', () => {
    const without = (name: string) => JSON.stringify({ ...(JSON.parse(body) as object), [name]: undefined });
    const maimed = JSON.stringify({ ...(JSON.parse(body) as object), report: { ...prepared([line]).typedData.message, sequence: undefined } });
    for (const text of ['', 'null', '[]', '{}', '"x"', without('signature'), without('key'), without('lines'), without('report'), maimed]) expect(() => readSigned(text, deployment, 7), text).toThrow(SignedFileError);
  });
});

describe('the source file of a report', () => {
  const signed = async (change = (lines: UsageLine[]): UsageLine[] => lines) => {
    const whole = prepared([line, { ...line, product: '机顶盒', currency: 'EUR', time: 7 }]);
    const { domain, types, message } = whole.typedData;
    const signature = await wallet.signTypedData(domain, types, message);
    const shown = whole.lines.map((one, index) => ({ index, leaf: '0x', outside: [], ...one })) as unknown as UsageLine[];
    return { whole, signature, source: (id = whole.id, key = wallet.address) => sourceOf(id, whole.typedData, { key, signature }, change(shown), deployment) };
  };
  it('is to the byte what its author sent, and is read again as that', async () => {
    const { whole, signature, source } = await signed();
    const { id, body } = source();
    expect([id, body]).toEqual([whole.id, bodyOf(whole, wallet.address, signature)]);
    expect(readSigned(body, deployment, 7)).toMatchObject({ id: whole.id, body });
  });
  it('is the file that its author saved, under the domain that the signature was checked under', async () => {
    const { whole, signature, source } = await signed();
    const kept = { report: whole.typedData, body: bodyOf(whole, wallet.address, signature), receipt: null };
    expect(fileOfSigned(source())).toBe(fileOfSigned(kept));
    expect(JSON.parse(fileOfSigned(source()))).toMatchObject({ format: 'ledger-signed-record', eip712: { domain: deployment.eip712.domains['UsageLog'] } });
  });
  it.each([
    ['a quantity is another', (lines: UsageLine[]) => lines.map((one) => ({ ...one, quantity: '71' }))],
    ['a line is missing', (lines: UsageLine[]) => lines.slice(1)],
    ['a line is there twice', (lines: UsageLine[]) => [...lines, ...lines.slice(1)]],
    ['the order is another', (lines: UsageLine[]) => [...lines].reverse()],
    ['a salt is another', (lines: UsageLine[]) => lines.map((one) => ({ ...one, salt: pool }))],
  ])('is not given where %s', async (_, change) => expect((await signed(change)).source).toThrow(new SourceError('lines')));
  it('is not given where its author signed other sums', async () => {
    const whole = prepared([line]);
    for (const other of [{ totalQuantity: '71' }, { totalNetValue: '71' }, { currency: 'USD' }]) {
      const typedData = { ...whole.typedData, message: { ...whole.typedData.message, ...other } };
      const signature = await wallet.signTypedData(typedData.domain, typedData.types, typedData.message);
      const shown = whole.lines.map((one, index) => ({ index, leaf: '0x', outside: [], ...one })) as unknown as UsageLine[];
      const id = structHash('UsageReport', typedData.message, deployment.eip712.types);
      expect(() => sourceOf(id, typedData, { key: wallet.address, signature }, shown, deployment), JSON.stringify(other)).toThrow(new SourceError('lines'));
    }
  });
  it('is not given of another report, or under another key', async () => {
    const { source } = await signed();
    expect(() => source(pool)).toThrow(new SourceError('id'));
    expect(() => source(undefined, new Wallet(`0x${'4d'.repeat(32)}`).address)).toThrow(new SourceError('signature'));
  });
});

describe('a refused report', () => {
  const signed = async (lines: SheetLine[], change: Record<string, unknown> = {}, signer = wallet) => {
    const { typedData } = prepared(lines);
    const message = { ...typedData.message, ...change };
    const signature = await signer.signTypedData(typedData.domain, typedData.types, message);
    return { id: structHash('UsageReport', message, report.types), typedData: { ...typedData, message }, signature: { key: wallet.address, signature } };
  };
  const judge = (suspect: object, against: object | null = null) => judgeSuspect({ ...suspect, against } as Suspect, deployment);
  const other = [{ ...line, quantity: '71' }];

  it('proves by its signature alone, or with the other at its place', async () => {
    expect(judge(await signed([line]))).toBe('holds');
    expect(judge(await signed([line]), await signed(other))).toBe('holdsBoth');
  });
  it('proves nothing where either was changed, or is signed by another key', async () => {
    const [one, two, forged] = [await signed([line]), await signed(other), await signed(other, {}, new Wallet(`0x${'4d'.repeat(32)}`))];
    const changed = { ...two, typedData: one.typedData };
    const elsewhere = { ...two, typedData: { ...two.typedData, domain: { ...two.typedData.domain, chainId: 7 } } };
    expect([judge(changed), judge(one, changed), judge(forged), judge(one, forged), judge(elsewhere), judge(one, elsewhere)])
      .toEqual(['id', 'id', 'signature', 'signature', 'signature', 'signature']);
  });
  it.each([['sequence', 6], ['stream', pool], ['reporter', pool]])('is no fork of a report with another %s', async (field, value) =>
    expect(judge(await signed([line]), await signed(other, { [field]: value }))).toBe('place'));
  it('is saved with the other as a file that stands alone', async () => {
    const [one, two] = [await signed(other), await signed([line])];
    const file = JSON.parse(fileOfFork({ ...one, against: two } as unknown as Parameters<typeof fileOfFork>[0])) as Record<string, { report: Record<string, unknown>; key: string; signature: string }> & { eip712: { domain: TypedData['domain']; types: TypedData['types'] } };
    expect(Object.keys(file)).toEqual(['format', 'version', 'eip712', 'first', 'second']);
    for (const [name, { id }] of [['first', two], ['second', one]] as const) {
      const { report: message, key, signature } = file[name]!;
      expect(structHash('UsageReport', message, file.eip712.types)).toBe(id);
      expect(verifyTypedData(file.eip712.domain, file.eip712.types, message, signature)).toBe(getAddress(key));
    }
  });
  it('is no fork of itself', async () => expect(judge(await signed([line]), await signed([line]))).toBe('place'));
});

async function receiptOf(change: Partial<Record<string, unknown>> = {}, signer = wallet): Promise<Receipt> {
  const { id, typedData } = prepared([line]);
  const signature = await wallet.signTypedData(typedData.domain, typedData.types, typedData.message);
  const bare = { reportId: id, report: typedData, key: wallet.address, signature };
  return promiseOf(bare, { pool, epoch: 1, index: 7, leaf: leafOfRecord(bare), anchorBy: 100, ...change }, signer);
}

async function promiseOf(bare: Omit<Receipt, 'promise' | 'warnings'>, message: Record<string, unknown>, signer = wallet): Promise<Receipt> {
  const promise: TypedData = { domain: report.domain, types: { Promise: promiseFields }, primaryType: 'Promise', message };
  return { ...bare, promise: { typedData: promise, signature: await signer.signTypedData(promise.domain, promise.types, message) }, warnings: [] };
}

describe('a promise', () => {
  it('holds for its report under the log key', async () => expect(judgePromise(await receiptOf(), pool, deployment)).toBe('holds'));
  it('of another key, report or log does not', async () => {
    expect(judgePromise(await receiptOf({}, new Wallet(`0x${'4d'.repeat(32)}`)), pool, deployment)).toBe('otherKey');
    expect(judgePromise(await receiptOf({ epoch: 2 }), pool, deployment)).toBe('otherKey');
    expect(judgePromise(await receiptOf({ leaf: pool }), pool, deployment)).toBe('otherReport');
    expect(judgePromise(await receiptOf({ pool: `0x${'02'.repeat(32)}` }), pool, deployment)).toBe('otherLog');
    expect(judgePromise({ ...(await receiptOf()), reportId: pool }, pool, deployment)).toBe('otherReport');
    const receipt = await receiptOf();
    receipt.promise.typedData.domain = { ...receipt.promise.typedData.domain, chainId: 2 };
    expect(judgePromise(receipt, pool, deployment)).toBe('otherLog');
  });
  it('of a stream holds for the leaf of its own kind', async () => {
    const { id, typedData } = prepareStream(pool, head.reporter, 'Plant', deployment);
    const bare = { reportId: id, report: typedData, key: wallet.address, signature: await wallet.signTypedData(typedData.domain, typedData.types, typedData.message) };
    const promised = (leaf: string) => promiseOf(bare, { pool, epoch: 1, index: 7, leaf, anchorBy: 100 });
    expect(judgePromise(await promised(leafOfRecord(bare)), pool, deployment)).toBe('holds');
    expect(judgePromise(await promised(leafOfRecord({ ...bare, report })), pool, deployment)).toBe('otherReport');
  });
  it('is named by a code that another reader finds in its symbol', async () => {
    const code = codeOf(await receiptOf());
    expect(code).toMatch(/^LR1:[0-9A-F]{64}:[0-9A-F]{64}$/);
    const modules = symbolOf(code);
    const scale = 4;
    const size = modules.length * scale;
    const gray = (at: number) => (modules[Math.floor(at / size / scale)]?.[Math.floor((at % size) / scale)] ? 0 : 255);
    const pixels = Uint8ClampedArray.from({ length: size * size * 4 }, (_, at) => (at % 4 === 3 ? 255 : gray(Math.floor(at / 4))));
    expect(jsQR(pixels, size, size)?.data).toBe(code);
    expect(modules.length).toBeLessThanOrEqual(57); // version 8 with its quiet zone: readable from 3 cm of paper
  });
});

describe('a proof', () => {
  it('of the one leaf of a log holds, and of another report, root or path does not', async () => {
    const receipt = await receiptOf({ index: 0 });
    const leaf = leafOfRecord(receipt);
    const proof = { record: receipt.reportId, pool, epoch: 1, leafIndex: 0, treeSize: 1, path: [], root: leaf, leaf, checkpoint: { pool, epoch: 1, size: 1, root: leaf } } as unknown as UsageProof;
    const first = { pool, epoch: 1, size: 1, root: leaf, recorded: { time: 100 } } as unknown as Checkpoint;
    const judge = (change: Partial<UsageProof>, by = first, of = receipt) => judgeProof(of, { first: by, proof: { ...proof, ...change } });
    expect(judge({})).toBe('holds');
    expect(judge({ record: pool })).toBe('otherReport');
    expect(judge({ leaf: pool })).toBe('otherReport');
    expect(judge({ treeSize: 2 })).toBe('otherCheckpoint');
    expect(judge({ path: [pool] })).toBe('path');
    expect(judge({}, { ...first, size: 0 })).toBe('otherCheckpoint');
    expect(judge({}, { ...first, recorded: { ...first.recorded, time: 101 } })).toBe('late');
    expect(judge({}, first, await receiptOf({ index: 7 }))).toBe('otherPlace');
    expect(judge({}, first, await receiptOf({ epoch: 2, index: 0 }))).toBe('otherPlace');
    expect(judge({}, first, await receiptOf({ epoch: 0, index: 7 }))).toBe('carried');
  });
});
