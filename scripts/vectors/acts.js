// SPDX-License-Identifier: Apache-2.0
// EIP-712 and ABI vectors of every act and record, agreed upon by ethers and viem.

import assert from "node:assert/strict";
import { AbiCoder, TypedDataEncoder, Wallet, getAddress, id, keccak256 } from "ethers";
import { encodeAbiParameters, hashTypedData } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { acts, records } from "./solidity.js";

const chainId = 4_503_599_627_370_495;
const texts = [
  "AVS2-终端",
  "",
  '𐍈 "quoted" \\ \n',
  "US7292636B2",
  "a text longer than one word of thirty-two bytes, so that its tail has two",
];

/** A value by the field's type; `fill` is typical, zero or max, `seed` makes typical ones differ. */
function value(type, fill, seed) {
  const hash = id(`ledger vector ${seed}`);
  if (type.endsWith("[]")) {
    const length = { zero: 0, typical: 2, max: 5 }[fill];
    return Array.from({ length }, (_, index) => value(type.slice(0, -2), fill, `${seed}.${index}`));
  }
  if (type === "string") return fill === "zero" ? "" : texts[Number(BigInt(hash) % BigInt(texts.length))];
  if (type === "bool") return fill !== "zero";
  if (type === "address") {
    const bytes = { zero: "0".repeat(40), typical: hash.slice(26), max: "f".repeat(40) }[fill];
    return getAddress(`0x${bytes}`);
  }
  if (type === "bytes32") return { zero: `0x${"0".repeat(64)}`, typical: hash, max: `0x${"f".repeat(64)}` }[fill];
  const bits = Number(/^uint(\d+)$/.exec(type)[1]);
  const max = 2n ** BigInt(bits) - 1n;
  const typical = bits === 64 ? 1_795_305_600n + (BigInt(hash) % 100_000_000n) : BigInt(hash) & max;
  return json({ zero: 0n, typical, max }[fill], bits);
}

/** Numbers as our own JSON writes them: uint256 a string, others numbers up to 2^53 - 1. */
const json = (number, bits) =>
  bits === 256 || number > BigInt(Number.MAX_SAFE_INTEGER) ? number.toString() : Number(number);

const fills = ["typical", "zero", "max"];

export async function actVectors() {
  const cases = [];
  for (const struct of [...acts(), ...records()]) {
    for (const fill of fills) {
      cases.push(await actVector(struct, fill));
    }
  }
  return { cases };
}

async function actVector({ name, contract, fields }, fill) {
  const domain = { name: contract, version: "1", chainId, verifyingContract: addressOf(contract) };
  const types = { [name]: fields };
  const message = Object.fromEntries(
    fields.map((field) => [field.name, value(field.type, fill, `${name}.${field.name}`)]),
  );
  const encoder = TypedDataEncoder.from(types);
  const digest = TypedDataEncoder.hash(domain, types, message);
  assert.equal(digest, hashTypedData({ domain, types, primaryType: name, message }));

  const privateKey = id(`ledger vector key ${name} ${fill}`);
  const wallet = new Wallet(privateKey);
  const signature = await wallet.signTypedData(domain, types, message);
  assert.equal(
    signature,
    await privateKeyToAccount(privateKey).signTypedData({ domain, types, primaryType: name, message }),
  );

  const components = fields.map(({ name: fieldName, type }) => ({ name: fieldName, type }));
  const abi = AbiCoder.defaultAbiCoder().encode(
    [`tuple(${fields.map((f) => f.type).join(",")})`],
    [Object.values(message)],
  );
  assert.equal(abi, encodeAbiParameters([{ type: "tuple", components }], [bigints(message, fields)]));

  return {
    name,
    fill,
    typedData: {
      domain,
      types: { EIP712Domain: domainFields, [name]: fields },
      primaryType: name,
      message,
    },
    typeString: encoder.encodeType(name),
    typeHash: id(encoder.encodeType(name)),
    domainSeparator: TypedDataEncoder.hashDomain(domain),
    structHash: encoder.hash(message),
    digest,
    privateKey,
    address: wallet.address,
    signature,
    abi,
  };
}

const domainFields = [
  { name: "name", type: "string" },
  { name: "version", type: "string" },
  { name: "chainId", type: "uint256" },
  { name: "verifyingContract", type: "address" },
];

const addressOf = (contract) => new Wallet(keccak256(Buffer.from(contract))).address;

const bigints = (message, fields) =>
  Object.fromEntries(
    fields.map(({ name, type }) => [name, /^uint(64|256)$/.test(type) ? BigInt(message[name]) : message[name]]),
  );
