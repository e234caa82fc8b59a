// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { expect } from "chai";
import { artifacts } from "hardhat";
import { acts, powersTable } from "./support/acts.js";
import { actTypes } from "./support/world.js";

const NAMES = ["Parties", "Pools", "Licenses", "UsageLog"];
const text = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const abis = async () => Promise.all(NAMES.map(async (name) => (await artifacts.readArtifact(name)).abi));

describe("Acts.sol", () => {
  it("Every act says its contract, signers, scope and subject", () => {
    expect(acts).to.have.length(29);
    for (const act of acts) {
      for (const tag of ["contract", "signers", "scope", "subject"])
        expect(act[tag], `${act.name} ${tag}`).to.not.equal("");
    }
  });

  it("Every struct has the type string that the contracts hash", () => {
    const strings = [...text("contracts/libraries/ActHash.sol").matchAll(/"(\w+\([^"]*\))"/g)].map(([, type]) => type);
    expect(strings.sort()).to.deep.equal(acts.map(({ typeString }) => typeString).sort());
  });

  it("Every act is what a function of its contract takes", async () => {
    const types = actTypes(...(await abis()));
    for (const { name, fields } of acts) expect(types[name], name).to.deep.equal(fields);
  });

  it("Every act on a subject signs the head that it replaces, and every act but an opening can end", () => {
    for (const { name, subject, fields } of acts) {
      const has = (field) => fields.some((one) => one.name === field);
      expect(has("previous"), `${name}.previous`).to.equal(!subject.startsWith("none"));
      expect(has("expiresAt"), `${name}.expiresAt`).to.equal(!["PartyOpening", "Void", "Checkpoint"].includes(name));
      expect(has("salt"), `${name}.salt`).to.equal(!["Void", "Checkpoint"].includes(name));
    }
  });

  it("The table of powers in contracts/README.md is made from it", () => {
    expect(text("contracts/README.md")).to.include(powersTable());
  });

  it("Every typed error is named by a test", async () => {
    const files = readdirSync(new URL(".", import.meta.url), { recursive: true }).filter((name) =>
      /\.(t\.sol|test\.js)$/.test(name),
    );
    const tests = files.map((name) => text(`tests/contracts/${name}`)).join("\n");
    const ours = readdirSync(new URL("../../contracts/interfaces", import.meta.url)).map((name) =>
      text(`contracts/interfaces/${name}`),
    );
    const errors = ours.flatMap((source) => [...source.matchAll(/^\s*error (\w+)\(/gm)].map(([, name]) => name));
    expect(errors.length).to.be.above(75);
    for (const name of errors) expect(tests, name).to.match(new RegExp(`"${name}"|\\.${name}\\.selector`));
  });

  it("No contract has an owner, a string in a revert, assembly, or more than 400 lines but for the list of acts", () => {
    const sources = readdirSync(new URL("../../contracts", import.meta.url), { recursive: true });
    for (const name of sources.filter((name) => name.endsWith(".sol"))) {
      const source = text(`contracts/${name}`);
      expect(source.split("\n").length, name).to.be.below(name === "interfaces/Acts.sol" ? 500 : 400);
      expect(source, name).to.not.match(
        /assembly|onlyOwner|Ownable|msg\.sender|tx\.origin|delegatecall|selfdestruct|revert\(/,
      );
    }
  });

  it("The C# bindings are what the compiled contracts make", () => {
    execFileSync(process.execPath, ["scripts/bindings.js", "--check"], { stdio: "pipe" });
  }).timeout(120_000);
});
