// SPDX-License-Identifier: Apache-2.0
// Turns the Ethereum Foundation's and ethers' own test cases, as npm carries them (both MIT), into tests/vectors/foundation.json:
//   npm pack ethereum-tests@0.0.6 @ethersproject/testcases@5.8.0, unpack both, then
//   node scripts/vectors/foundation.js ETHEREUM-TESTS ETHERS-TESTCASES
// Only bytes are kept, in one form; of the thousands of ethers' cases a sample. scripts/vectors.js holds what is kept to ethers.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import {
  Transaction,
  TypedDataEncoder,
  dataLength,
  decodeRlp,
  encodeRlp,
  hexlify,
  isHexString,
  keccak256,
  toBeArray,
  toBeHex,
  toUtf8Bytes,
} from "ethers";

const target = new URL("../../tests/vectors/foundation.json", import.meta.url);
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const bytes = (text) => hexlify(text.startsWith("0x") ? text : toUtf8Bytes(text));
const sample = (cases, count) => cases.filter((_, i) => i % Math.ceil(cases.length / count) === 0);

function item(value) {
  if (Array.isArray(value)) return value.map(item);
  if (typeof value === "string" && !value.startsWith("#")) return hexlify(toUtf8Bytes(value));
  return hexlify(toBeArray(BigInt(typeof value === "string" ? value.slice(1) : value)));
}

/** The entries that are left when a test's list of writes, or its object, is done. */
function trie(name, { in: writes, root }, isSecure) {
  const left = new Map();
  for (const [key, value] of Array.isArray(writes) ? writes : Object.entries(writes)) {
    const hex = isSecure ? keccak256(bytes(key)) : bytes(key);
    if (value === null) left.delete(hex);
    else left.set(hex, bytes(value));
  }
  return { name, entries: [...left], root };
}

/** The tests are Frontier's: what was good then and is not now (EIP-2, EIP-2681, gas of 64 bits); else null. */
function refusal(raw) {
  const [nonce, , gasLimit, , , , , , s] = decodeRlp(raw);
  if (dataLength(nonce) > 8 || dataLength(gasLimit) > 8) return "beyond 64 bits";
  if (BigInt(s) >= order) return "s beyond the order";
  return BigInt(s) > order / 2n ? "high s" : null;
}

/** The same signature in the form that EIP-2 asks for. */
function lowTwin(raw) {
  const fields = decodeRlp(raw);
  return encodeRlp([
    ...fields.slice(0, 6),
    toBeHex(55n - BigInt(fields[6])),
    fields[7],
    hexlify(toBeArray(order - BigInt(fields[8]))),
  ]);
}

async function foundation(folder) {
  const read = async (path) => JSON.parse(await readFile(`${folder}/${path}`, "utf8"));
  const rlp = Object.entries(await read("BasicTests/rlptest.json")).map(([name, it]) => ({
    name,
    item: item(it.in),
    encoded: hexlify(it.out.startsWith("0x") ? it.out : `0x${it.out}`),
  }));
  const tries = [];
  for (const file of [
    "trieanyorder",
    "trietest",
    "trieanyorder_secureTrie",
    "trietest_secureTrie",
    "hex_encoded_securetrie_test",
  ]) {
    for (const [name, it] of Object.entries(await read(`TrieTests/${file}.json`))) {
      tries.push(trie(`${file} ${name}`, it, /secure/i.test(file)));
    }
  }
  const transactions = [];
  for (const file of ["ttTransactionTest", "ttWrongRLPTransaction"]) {
    for (const [name, { rlp: raw, sender }] of Object.entries(await read(`TransactionTests/${file}.json`))) {
      if (!isHexString(raw)) continue; // some are no bytes at all
      const refused = sender ? refusal(raw) : "malformed";
      transactions.push({ name, raw, sender: sender ? `0x${sender}` : null, refused });
      if (refused === "high s") {
        transactions.push({ name: `${name}, with its low s`, raw: lowTwin(raw), sender: `0x${sender}`, refused: null });
      }
    }
  }
  return { rlp, tries, transactions };
}

async function ethersCases(folder) {
  const read = async (name) => JSON.parse(gunzipSync(await readFile(`${folder}/testcases/${name}.json.gz`)));
  const legacy = sample(
    (await read("transactions")).filter(({ signedTransaction }) => refusal(signedTransaction) === null),
    40,
  ).map((it) => ({
    name: it.name,
    privateKey: it.privateKey,
    sender: it.accountAddress,
    bare: it.signedTransaction,
    chain5: it.signedTransactionChainId5,
  }));
  const typed = sample(await read("typed-transactions"), 60).map(({ name, address, key, signed, unsigned }) => ({
    name,
    privateKey: key,
    sender: address,
    raw: signed,
    unsigned,
  }));
  const typedData = sample(await read("eip712"), 80).map(({ name, domain, primaryType, types, data, digest }) => ({
    name,
    typedData: { domain, types, primaryType, message: data },
    digest,
  }));
  return { legacy, typed, typedData };
}

/** Reads what was kept, and holds it to the ethers of today. */
export async function foundationVectors() {
  const kept = JSON.parse(await readFile(target, "utf8"));
  for (const { item: it, encoded } of kept.rlp) assert.equal(encodeRlp(it), encoded);
  for (const { privateKey, raw } of kept.typed) assert.equal(keccak256(raw), Transaction.from(raw).hash, privateKey);
  for (const { typedData, digest } of kept.typedData) {
    assert.equal(TypedDataEncoder.hash(typedData.domain, typedData.types, typedData.message), digest);
  }
  for (const { raw, sender } of kept.transactions.filter(({ refused }) => refused === null)) {
    assert.equal(Transaction.from(raw).from.toLowerCase(), sender);
  }
  return kept;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [tests, testcases] = process.argv.slice(2);
  const made = { ...(await foundation(tests)), ...(await ethersCases(testcases)) };
  await writeFile(fileURLToPath(target), `${JSON.stringify(made, null, 1)}\n`);
}
