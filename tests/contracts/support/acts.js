// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";

const source = readFileSync(new URL("../../../contracts/interfaces/Acts.sol", import.meta.url), "utf8");

function read(docs, name, body) {
  const flat = docs.replaceAll(/^\/\/\/ ?/gm, "").replaceAll("\n", " ");
  const tag = (name) => new RegExp(`@custom:${name} (.*?)(?= @|$)`).exec(flat)?.[1].trim() ?? "";
  const fields = [...body.matchAll(/^\s+(\S+) (\w+);$/gm)].map(([, type, name]) => ({ name, type }));
  const typeString = `${name}(${fields.map(({ name, type }) => `${type} ${name}`).join(",")})`;
  const [contract, signers, scope, subject] = ["contract", "signers", "scope", "subject"].map(tag);
  return { name, fields, typeString, contract, signers, scope, subject };
}

/** Every act as Acts.sol documents it. */
export const acts = [...source.matchAll(/((?:^\/\/\/.*\n)+)^struct (\w+) \{\n([^}]*)\}/gm)].map(
  ([, docs, name, body]) => read(docs, name, body),
);

/** Markdown: what each key's signature can do. */
export function powersTable() {
  const rows = acts.map(({ name, contract, signers, scope, subject }) => [
    `\`${name}\``,
    contract,
    signers,
    scope,
    subject,
  ]);
  const table = [
    ["Act", "Verified by", "Signed by", "Scope of the keys", "Moves the head of"],
    Array(5).fill("---"),
    ...rows,
  ];
  return table.map((row) => `| ${row.join(" | ")} |`).join("\n");
}
