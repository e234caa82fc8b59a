// SPDX-License-Identifier: Apache-2.0
// The ABI of every type that we use, alone, in tuples and in arrays of tuples; EIP-712 with nested structs and arrays of
// every kind. Agreed upon by ethers, viem and cast.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { AbiCoder, ParamType, TypedDataEncoder, id } from "ethers";
import { encodeAbiParameters, hashTypedData } from "viem";
import { privateKeyToAccount } from "viem/accounts";

const cast = fileURLToPath(new URL("../../node_modules/@foundry-rs/cast-linux-amd64/bin/cast", import.meta.url));
const run = (...args) =>
  execFileSync(cast, args, { encoding: "utf8", env: { ...process.env, FOUNDRY_DISABLE_NIGHTLY_WARNING: "1" } }).trim();

const fixed = "(bytes32 license,uint64 effectiveAt,bytes32 reasonRoot,bytes32 previous,uint64 expiresAt,bytes32 salt)";
const mixed =
  "(bytes32 word,address account,bool flag,uint8 tiny,uint16 small,uint32 middle,uint64 large,uint256 huge,string text,bytes32[] words)";

const word = (seed) => id(`ledger vector abi ${seed}`);
const account = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

const fixedValue = (seed) => ({
  license: word(`${seed} license`),
  effectiveAt: "1795305600",
  reasonRoot: word(`${seed} reason`),
  previous: word(`${seed} previous`),
  expiresAt: (2n ** 64n - 1n).toString(),
  salt: word(`${seed} salt`),
});

const mixedValue = (seed, text, words) => ({
  word: word(seed),
  account,
  flag: words > 0,
  tiny: "255",
  small: "65535",
  middle: "4294967295",
  large: (2n ** 64n - 1n).toString(),
  huge: (2n ** 256n - 1n).toString(),
  text,
  words: Array.from({ length: words }, (_, i) => word(`${seed} ${i}`)),
});

const cases = [
  ["a tuple of static fields", [`tuple${fixed} value`], [fixedValue("a")]],
  ["a tuple of every type", [`tuple${mixed} value`], [mixedValue("b", "AVS2-终端", 2)]],
  ["a tuple whose tails are empty", [`tuple${mixed} value`], [mixedValue("c", "", 0)]],
  [
    "a static tuple, a dynamic one and bytes",
    [`tuple${fixed} a`, `tuple${mixed} b`, "bytes c"],
    [fixedValue("d"), mixedValue("e", "a text longer than one word of thirty-two bytes", 1), `0x${"ab".repeat(65)}`],
  ],
  [
    "arrays of tuples",
    [`tuple${fixed}[] a`, `tuple${mixed}[] b`],
    [
      [fixedValue("f"), fixedValue("g")],
      [mixedValue("h", "x", 0), mixedValue("i", "", 3), mixedValue("j", "y".repeat(32), 1)],
    ],
  ],
  ["empty arrays", [`tuple${fixed}[] a`, `tuple${mixed}[] b`], [[], []]],
];

/** A value as cast's command line takes it. */
function spell(type, value) {
  if (type.baseType === "array") return `[${value.map((it) => spell(type.arrayChildren, it)).join(",")}]`;
  if (type.baseType === "tuple") return `(${type.components.map((it) => spell(it, value[it.name])).join(",")})`;
  return type.baseType === "string" ? JSON.stringify(value) : String(value);
}

export const abiVectors = () => ({ encodings: cases.map(encoding), typedData: typed().map(signing) });

function encoding([name, parameters, values]) {
  const types = parameters.map((parameter) => ParamType.from(parameter));
  const encoded = AbiCoder.defaultAbiCoder().encode(types, values);
  assert.equal(
    encoded,
    encodeAbiParameters(
      types.map((type) => JSON.parse(type.format("json"))),
      values,
    ),
  );
  const signature = `f(${types.map((type) => type.format("sighash")).join(",")})`;
  assert.equal(encoded, run("abi-encode", signature, ...types.map((type, i) => spell(type, values[i]))));
  return { name, types: types.map((type) => type.format("sighash")), values, encoded };
}

function typed() {
  const domain = { name: "Pools", version: "1", chainId: 4_503_599_627_370_495, verifyingContract: account };
  const person = [
    { name: "name", type: "string" },
    { name: "wallets", type: "address[]" },
  ];
  return [
    {
      domain,
      primaryType: "Mail",
      types: {
        Person: person,
        Mail: [
          { name: "from", type: "Person" },
          { name: "to", type: "Person[]" },
          { name: "contents", type: "string" },
        ],
      },
      message: {
        from: { name: "Cow", wallets: [account, `0x${"00".repeat(20)}`] },
        to: [
          { name: "Bob", wallets: [] },
          { name: "", wallets: [account] },
        ],
        contents: "Hello, Bob!",
      },
    },
    {
      domain,
      primaryType: "Grid",
      types: {
        Cell: [
          { name: "at", type: "int16[2]" },
          { name: "tag", type: "bytes4" },
        ],
        Grid: [
          { name: "rows", type: "Cell[2][]" },
          { name: "raw", type: "bytes" },
          { name: "sums", type: "uint256[][3]" },
        ],
      },
      message: {
        rows: [
          [
            { at: [-1, 32767], tag: "0x00000001" },
            { at: [0, -32768], tag: "0xffffffff" },
          ],
        ],
        raw: "0xc0ffee",
        sums: [[], ["1"], ["2", (2n ** 256n - 1n).toString()]],
      },
    },
  ];
}

function signing({ domain, primaryType, types, message }) {
  const digest = TypedDataEncoder.hash(domain, types, message);
  assert.equal(digest, hashTypedData({ domain, types, primaryType, message }));
  const privateKey = word(`key ${primaryType}`);
  const whole = {
    domain,
    types: {
      EIP712Domain: [
        { name: "name", type: "string" },
        { name: "version", type: "string" },
        { name: "chainId", type: "uint256" },
        { name: "verifyingContract", type: "address" },
      ],
      ...types,
    },
    primaryType,
    message,
  };
  const signature = run("wallet", "sign", "--private-key", privateKey, "--data", JSON.stringify(whole));
  return { typedData: whole, digest, privateKey, address: privateKeyToAccount(privateKey).address, signature };
}
