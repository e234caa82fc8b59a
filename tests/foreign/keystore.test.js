// SPDX-License-Identifier: Apache-2.0
// A wallet that is not ours opens our keystores, and our command opens the wallet's.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Wallet } from 'ethers';

const command = fileURLToPath(new URL('../../scripts/ledger', import.meta.url));
const run = promisify(execFile);
const passwords = ['correct horse battery staple', '密码　ＡＢＣ～é', 'ﬁ①½ ｶﾞ e\u0301\u0323 각'];
const vectors = JSON.parse(await readFile(new URL('../vectors/keystores.json', import.meta.url), 'utf8')).keystores;
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-keystore-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const secret = async (name, content) => {
  const path = join(folder, name);
  await writeFile(path, content);
  await chmod(path, 0o600);
  return path;
};
const ledger = async (...args) => JSON.parse((await run(command, [...args, '--json'])).stdout);

for (const [i, password] of passwords.entries()) {
  test(`ethers opens what the command makes, under the password ${password}`, async () => {
    const [file, hex] = [join(folder, `ours-${i}.json`), join(folder, `ours-${i}.hex`)];
    const given = await secret(`password-${i}`, password);
    const made = await ledger('key', 'create', file, '--password-file', given);
    const wallet = await Wallet.fromEncryptedJson(await readFile(file, 'utf8'), password);
    assert.equal(wallet.address, made.address);
    await ledger('key', 'export', file, hex, '--form', 'hex', '--password-file', given);
    assert.equal((await readFile(hex, 'utf8')).trim(), wallet.privateKey);
    await assert.rejects(Wallet.fromEncryptedJson(await readFile(file, 'utf8'), `${password}.`), /incorrect password/);
  });

  test(`the command opens what ethers makes, under the password ${password}`, async () => {
    const wallet = Wallet.createRandom();
    const file = await secret(`theirs-${i}.json`, await wallet.encrypt(password));
    const shown = await ledger('key', 'show', file, '--check', '--password-file', await secret(`their-password-${i}`, password));
    assert.equal(shown.address, wallet.address);
  });
}

test('ethers opens the vectors that our own tests open, to the same keys', async () => {
  // RFC 7914 bounds n by 2^(16·r); the definition's own scrypt example (n = 2^18, r = 1) breaks that, and ethers refuses it.
  const within = vectors.filter(({ file: { crypto } }) => crypto?.kdf !== 'scrypt' || crypto.kdfparams.n < 2 ** (16 * crypto.kdfparams.r));
  assert.equal(within.length, vectors.length - 1);
  assert.ok(within.length >= 3);
  for (const { file, password, privateKey, address } of within) {
    const wallet = await Wallet.fromEncryptedJson(JSON.stringify(file), password);
    assert.deepEqual([wallet.privateKey, wallet.address], [privateKey, address]);
  }
});
