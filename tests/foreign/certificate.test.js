// SPDX-License-Identifier: Apache-2.0
// A stranger issues a certificate from FORMATS.md alone, and comes to the same letters; and reads one that it issued.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { Wallet, ZeroAddress, id } from 'ethers';
import { domainOf, idOf, judge, read, types, unitLeaf, write } from './certificate.js';
import { nodeHash } from './merkle.js';

const vectors = JSON.parse(await readFile(new URL('../vectors/certificates.json', import.meta.url), 'utf8'));
const formats = await readFile(new URL('../../src/Ledger.Evidence/FORMATS.md', import.meta.url), 'utf8');
const example = (name) => new RegExp(`^example ${name} = (.*)$`, 'm').exec(formats)[1];
const word = (digits) => '0x' + digits.repeat(32);
const key = new Wallet(word('01'));
const certificate = {
  license: word('33'), administrator: word('22'), product: 'D9 player', validFrom: 1_700_000_000, validUntil: 1_700_086_400,
  unitsRoot: word('44'), fieldsRoot: word('55'), blockTime: 1_700_000_000, recentBlock: word('11'), salt: word('66'),
};

const sign = async (chainId, usageLog, stated, unit) => ({
  chainId, usageLog, certificate: stated, unit, signature: await key.signTypedData(domainOf(chainId, usageLog), types, stated),
});

test('the worked example is issued again, letter by letter', async () => {
  assert.equal(idOf(certificate), example('certificate-id'));
  assert.equal(unitLeaf('A1', word('77')), example('unit-leaf'));
  assert.equal(write(await sign(1, ZeroAddress, certificate)), example('certificate-code'));
});

test('the worked example is read, and names who signed it', () => {
  const found = read(example('certificate-code'));
  assert.deepEqual(found.certificate, certificate);
  assert.equal(found.signer, key.address);
});

test('a carton is under its certificate, and under no other', async () => {
  const slot = 0xa5c3;
  const siblings = Array.from({ length: 16 }, (_, level) => id(`sibling ${level}`));
  const unitsRoot = siblings.reduce(
    (hash, sibling, level) => ((slot >> level) & 1 ? nodeHash(sibling, hash) : nodeHash(hash, sibling)),
    unitLeaf('CARTON-1', word('77')),
  );
  const unit = { slot, salt: word('77'), serial: 'CARTON-1', path: siblings };
  const code = write(await sign(4_294_967_297, ZeroAddress, { ...certificate, unitsRoot }, unit));
  assert.deepEqual([read(code).isUnder, read(code).signer, read(code).unit], [true, key.address, unit]);
  assert.equal(read(write(await sign(1, ZeroAddress, certificate, unit))).isUnder, false);
  assert.notEqual(read(code.slice(0, 160) + (code[160] === '0' ? '1' : '0') + code.slice(161)).signer, key.address);
});

test('every code of the vectors comes to the word that they have', () => {
  assert.ok(vectors.cases.length > 60);
  for (const { what, letters, zeros, trust, now, note } of vectors.cases) assert.deepEqual([what, judge(letters + '0'.repeat(zeros), trust, now)], [what, note]);
});

test('whichever letter is changed, the reason is that of the vectors', () => {
  const { letters, notes, told } = vectors.changed;
  const { trust, now } = vectors.cases[0];
  [...letters].forEach((letter, at) => {
    const changed = letters.slice(0, at) + (letter === '0' ? '1' : '0') + letters.slice(at + 1);
    assert.deepEqual([at, judge(changed, trust, now)], [at, notes[told[at]]]);
  });
});
