// SPDX-License-Identifier: Apache-2.0
// Runs the contracts' tests with Hardhat's coverage, shows its report, and fails below 98 % of lines or statements.
// The snapshots and the bindings stay out: they are of the code without instruments.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LEAST = 98;
const root = fileURLToPath(new URL("..", import.meta.url));
const tests = readdirSync(new URL("../tests/contracts", import.meta.url))
  .filter((name) => name.endsWith(".test.js") && !["snapshots.test.js", "acts.test.js"].includes(name))
  .map((name) => `tests/contracts/${name}`);
const hardhat = fileURLToPath(new URL("../node_modules/hardhat/dist/src/cli.js", import.meta.url));
const { status, stdout } = spawnSync(process.execPath, [hardhat, "test", "mocha", "--coverage", ...tests], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 64 << 20,
  stdio: ["ignore", "pipe", "inherit"],
});
process.stdout.write(stdout);
const text = stdout.replaceAll(/\x1b\[[0-9;]*m/g, "");
const [, lines, statements] = /Total\s*│\s*([\d.]+)\s*│\s*([\d.]+)/.exec(text) ?? [];
if (status !== 0 || !(Number(lines) >= LEAST && Number(statements) >= LEAST)) {
  console.error(`Coverage: ${lines} % of lines, ${statements} % of statements; at least ${LEAST} % of each.`);
  process.exitCode = 1;
}
