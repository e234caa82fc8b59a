// SPDX-License-Identifier: Apache-2.0
// Writes src/Ledger.Chain/Contracts/*.g.cs and artifacts/*.json from the compiled contracts, so that `dotnet build`
// needs no Node. `--check` writes nothing and exits 1 when what is committed is stale.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import hre from "hardhat";
import { contractFile, errorsFile } from "./bindings/csharp.js";

const NAMES = ["Parties", "Pools", "Licenses", "UsageLog"];
const target = join(dirname(fileURLToPath(import.meta.url)), "../src/Ledger.Chain/Contracts");

/** The natspec of each interface, where the docs stand once. */
async function docsOf(name) {
  const { output } = JSON.parse(await readFile(await hre.artifacts.getBuildInfoOutputPath(await hre.artifacts.getBuildInfoId(name))));
  const { userdoc } = output.contracts[`project/contracts/interfaces/I${name}.sol`][`I${name}`];
  return userdoc;
}

const json = (value) => JSON.stringify(value, null, 1).replace(/\n\s*/g, (gap) => (gap.length > 4 ? " " : gap)) + "\n";

async function files() {
  const made = new Map();
  const abis = [];
  for (const name of NAMES) {
    const { abi, bytecode } = await hre.artifacts.readArtifact(name);
    abis.push(abi);
    made.set(`${name}Contract.g.cs`, contractFile(name, abi, await docsOf(name)));
    made.set(`artifacts/${name}.json`, json({ name, version: "1", abi, bytecode }));
  }
  made.set("ContractErrors.g.cs", errorsFile(abis.flat()));
  return made;
}

await hre.tasks.getTask("compile").run({ quiet: true });
const made = await files();
const stale = [];
for (const [name, text] of made) {
  const path = join(target, name);
  if (text === (await readFile(path, "utf8").catch(() => null))) continue;
  stale.push(name);
  if (process.argv.includes("--check")) continue;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
for (const name of await readdir(target)) {
  if (name.endsWith(".g.cs") && !made.has(name)) stale.push(name);
}
if (process.argv.includes("--check") && stale.length > 0) {
  console.error(`Stale: ${stale.join(", ")}. Run: npm run bindings`);
  process.exitCode = 1;
}
