// SPDX-License-Identifier: Apache-2.0
// Writes tests/vectors/*.json: what ethers, viem, cast and anvil say, where more than one can, they must agree.
// `node scripts/vectors.js` writes, `node scripts/vectors.js --check` compares with what is committed.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { actVectors } from "./vectors/acts.js";
import { abiVectors } from "./vectors/abi.js";
import { chainVectors } from "./vectors/chain.js";
import { keccakVectors, rlpVectors, transactionKindVectors, transactionVectors } from "./vectors/codecs.js";
import { foundationVectors } from "./vectors/foundation.js";
import { termsVectors } from "./vectors/terms.js";

const made = {
  "keccak.json": keccakVectors(),
  "rlp.json": rlpVectors(),
  "acts.json": await actVectors(),
  "transactions.json": await transactionVectors(),
  "transaction-kinds.json": await transactionKindVectors(),
  "chain.json": await chainVectors(),
  "terms.json": termsVectors(),
  "abi.json": abiVectors(),
  "foundation.json": await foundationVectors(),
};

const check = process.argv.includes("--check");
let stale = 0;
for (const [name, vectors] of Object.entries(made)) {
  const path = fileURLToPath(new URL(`../tests/vectors/${name}`, import.meta.url));
  const text = `${JSON.stringify(vectors, null, 1)}\n`;
  if (!check) {
    await writeFile(path, text);
  } else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    console.error(`tests/vectors/${name} is not what scripts/vectors.js makes.`);
    stale++;
  }
}
process.exitCode = stale === 0 ? 0 : 1;
