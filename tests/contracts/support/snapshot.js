// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from "node:fs/promises";
import { expect } from "chai";

/** Compares with tests/snapshots/NAME.json; LEDGER_UPDATE_SNAPSHOTS=1 rewrites it instead. */
export async function matchesSnapshot(name, value) {
  const path = new URL(`../../snapshots/${name}.json`, import.meta.url);
  const text = JSON.stringify(value, null, 2) + "\n";
  if (process.env.LEDGER_UPDATE_SNAPSHOTS) await writeFile(path, text);
  expect(JSON.parse(await readFile(path, "utf8")), `tests/snapshots/${name}.json`).to.deep.equal(JSON.parse(text));
}
