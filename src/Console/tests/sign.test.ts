// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { Wallet, encryptKeystoreJsonSync, verifyTypedData } from 'ethers';
import { describe, expect, it } from 'vitest';
import type { TypedData } from '../src/api/types';
import { digestOf } from '../src/sign/eip712';
import { KeyFileError, needsPassword, openKeyFile } from '../src/sign/keyfile';

interface Case { name: string; typedData: TypedData; digest: string }

const vectors = JSON.parse(readFileSync(new URL('../../../tests/vectors/acts.json', import.meta.url), 'utf8')) as { cases: Case[] };
const secret = `0x${'4c'.repeat(32)}`;

describe('a digest', () => {
  it('of every act and record is that of ethers and viem', () => {
    expect(vectors.cases.length).toBeGreaterThan(50);
    for (const one of vectors.cases) expect([one.name, digestOf(one.typedData)]).toEqual([one.name, one.digest]);
  });
});

describe('a key file', () => {
  const act = vectors.cases.find(({ name }) => name === 'LicenseGrant')!.typedData;
  const { EIP712Domain: _, ...types } = act.types;

  it('of this ledger signs as ethers does', async () => {
    const key = await openKeyFile(JSON.stringify({ ledgerKey: 1, address: new Wallet(secret).address, privateKey: secret, demo: true, party: '0x12' }), '');
    expect([key.address, key.party]).toEqual([new Wallet(secret).address, '0x12']);
    const signature = key.sign(digestOf(act));
    expect(signature).toBe(await new Wallet(secret).signTypedData(act.domain, types, act.message));
    expect(verifyTypedData(act.domain, types, act.message, signature)).toBe(key.address);
  });
  it('that ethers encrypted opens with its password and with no other', async () => {
    const text = encryptKeystoreJsonSync(new Wallet(secret), '密码 and more', { scrypt: { N: 1024, r: 8, p: 1 } });
    expect(needsPassword(text)).toBe(true);
    expect((await openKeyFile(text, '密码 and more')).address).toBe(new Wallet(secret).address);
    await expect(openKeyFile(text, 'another')).rejects.toEqual(new KeyFileError('password'));
  });
  it.each([
    ['no JSON', 'key'], ['a number', '7'], ['another file', '{"a":1}'], ['a key out of range', JSON.stringify({ privateKey: `0x${'ff'.repeat(32)}` })],
    ['a keystore without its parts', JSON.stringify({ version: 3, crypto: { cipher: 'aes-128-ctr', kdf: 'scrypt' } })], ['half a key', JSON.stringify({ privateKey: '0x12' })], ['no digits', JSON.stringify({ privateKey: 'zz' })],
  ])('that is %s is named as unreadable', async (_, text) => expect(openKeyFile(text, '')).rejects.toEqual(new KeyFileError('unreadable')));
  it('that asks for gigabytes is refused before it takes them', async () => {
    const cheap = encryptKeystoreJsonSync(new Wallet(secret), 'p', { scrypt: { N: 2, r: 1, p: 1 } });
    const text = cheap.replace('"n":2,', '"n":1073741824,');
    expect(text).not.toBe(cheap);
    await expect(openKeyFile(text, 'p')).rejects.toEqual(new KeyFileError('costly'));
  });
});
