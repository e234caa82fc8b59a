// SPDX-License-Identifier: Apache-2.0
// Keccak, RLP and fee-market transactions, agreed upon by ethers and viem.

import assert from "node:assert/strict";
import { Transaction, Wallet, encodeRlp, id, keccak256 } from "ethers";
import { keccak256 as viemKeccak256, serializeTransaction, toRlp } from "viem";
import { privateKeyToAccount } from "viem/accounts";

const pattern = (length) =>
  `0x${Array.from({ length }, (_, i) => ((i * 7 + length) & 0xff).toString(16).padStart(2, "0")).join("")}`;

/** The pattern of these lengths: byte i is (7 i + length) mod 256. The rate is 136 bytes. */
export function keccakVectors() {
  const lengths = [0, 1, 31, 32, 55, 64, 134, 135, 136, 137, 200, 271, 272, 273, 1000];
  return lengths.map((length) => {
    const hash = keccak256(pattern(length));
    assert.equal(hash, viemKeccak256(pattern(length)));
    return { length, hash };
  });
}

export function rlpVectors() {
  const items = [
    "0x",
    "0x00",
    "0x7f",
    "0x80",
    "0x646f67",
    pattern(55),
    pattern(56),
    pattern(255),
    pattern(256),
    [],
    [[]],
    ["0x636174", "0x646f67"],
    [[], [[]], [[], [[]]]],
    [pattern(54)],
    [pattern(55)],
    Array.from({ length: 60 }, (_, i) => pattern(i % 3)),
    [["0x01", [pattern(300), [], [pattern(2)]]], "0x"],
  ];
  return items.map((item) => {
    const encoded = encodeRlp(item);
    assert.equal(encoded, toRlp(item));
    return { item, encoded };
  });
}

export async function transactionVectors() {
  const to = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  const storageKeys = [id("slot 0"), id("slot 1")];
  const bodies = [
    {
      name: "transfer",
      chainId: 1,
      nonce: 0,
      tip: "1000000000",
      fee: "20000000000",
      gas: 21_000,
      to,
      value: "1000000000000000000",
    },
    {
      name: "call",
      chainId: 4_503_599_627_370_495,
      nonce: 127,
      tip: "0",
      fee: "1",
      gas: 12_000_000,
      to,
      value: "0",
      data: pattern(68),
    },
    {
      name: "creation",
      chainId: 31_337,
      nonce: 128,
      tip: "3",
      fee: "7",
      gas: 1_000_000,
      to: null,
      value: "0",
      data: pattern(1000),
    },
    {
      name: "access list",
      chainId: 1,
      nonce: 256,
      tip: "2",
      fee: "300",
      gas: 65_536,
      to,
      value: "1",
      data: "0x00",
      accessList: [
        { address: to, storageKeys },
        { address: to, storageKeys: [] },
      ],
    },
    {
      name: "largest numbers",
      chainId: Number.MAX_SAFE_INTEGER,
      nonce: Number.MAX_SAFE_INTEGER,
      tip: (2n ** 256n - 1n).toString(),
      fee: (2n ** 256n - 1n).toString(),
      gas: Number.MAX_SAFE_INTEGER,
      to,
      value: (2n ** 256n - 1n).toString(),
    },
  ];
  return Promise.all(bodies.map(transactionVector));
}

async function transactionVector({ name, data = "0x", accessList = [], ...body }) {
  const privateKey = id(`ledger vector transaction ${name}`);
  const wallet = new Wallet(privateKey);
  const shared = { chainId: body.chainId, nonce: body.nonce, to: body.to, data, accessList, value: BigInt(body.value) };
  const fees = { maxPriorityFeePerGas: BigInt(body.tip), maxFeePerGas: BigInt(body.fee) };
  const raw = await wallet.signTransaction({ type: 2, ...shared, ...fees, gasLimit: body.gas });
  const viem = { type: "eip1559", ...shared, ...fees, gas: BigInt(body.gas) };
  if (body.fee.length < 70) {
    // viem refuses fees that no chain could charge.
    assert.equal(raw, await privateKeyToAccount(privateKey).signTransaction(viem));
    assert.equal(Transaction.from(raw).unsignedSerialized, serializeTransaction(viem));
  }
  return {
    name,
    ...body,
    data,
    accessList,
    privateKey,
    sender: wallet.address,
    signingHash: Transaction.from(raw).unsignedHash,
    raw,
    hash: keccak256(raw),
  };
}

/** Transactions without a type, with a chain (EIP-155) and without one, and those of type 1 (EIP-2930). */
export async function transactionKindVectors() {
  const to = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  const chain = 4_503_599_627_370_495;
  const common = {
    nonce: 128,
    gasPrice: "20000000000",
    gas: 65_536,
    to,
    value: "1000000000000000000",
    data: pattern(68),
  };
  const accessList = [
    { address: to, storageKeys: [id("slot 0"), id("slot 1")] },
    { address: to, storageKeys: [] },
  ];
  const bodies = [
    { name: "legacy on a chain", type: "legacy", chainId: chain, ...common },
    { name: "legacy on every chain", type: "legacy", chainId: null, ...common },
    { name: "legacy creation", type: "legacy", chainId: 1, ...common, to: null, nonce: 0, value: "0" },
    { name: "legacy for nothing", type: "legacy", chainId: 31_337, ...common, gasPrice: "0", data: "0x" },
    { name: "access list", type: "eip2930", chainId: chain, ...common, accessList },
    { name: "access list, empty", type: "eip2930", chainId: 1, ...common, accessList: [] },
    { name: "access list, creation", type: "eip2930", chainId: 1, ...common, to: null, accessList },
  ];
  return Promise.all(bodies.map(transactionKindVector));
}

async function transactionKindVector({ name, type, ...body }) {
  const privateKey = id(`ledger vector transaction ${name}`);
  const wallet = new Wallet(privateKey);
  const { gas, gasPrice, value, chainId, ...same } = body;
  const shared = {
    ...same,
    gasPrice: BigInt(gasPrice),
    value: BigInt(value),
    ...(chainId === null ? {} : { chainId }),
  };
  const unsigned = Transaction.from({ type: type === "legacy" ? 0 : 1, ...shared, gasLimit: gas });
  const raw = await wallet.signTransaction(unsigned);
  assert.equal(raw, await privateKeyToAccount(privateKey).signTransaction({ type, ...shared, gas: BigInt(gas) }));
  const read = Transaction.from(raw);
  return {
    name,
    type,
    ...body,
    privateKey,
    sender: wallet.address,
    signingHash: read.unsignedHash,
    raw,
    hash: read.hash,
  };
}
