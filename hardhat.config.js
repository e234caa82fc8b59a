// SPDX-License-Identifier: Apache-2.0
import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { defineConfig } from "hardhat/config";

// The compiler comes with the npm packages, so that nothing is downloaded when it runs.
const soljson = createRequire(import.meta.url).resolve("solc/soljson.js");

// Code with the instruments of coverage in it stays away from what is deployed, measured and bound.
const built = process.argv.includes("--coverage") ? { artifacts: "coverage/artifacts", cache: "coverage/cache" } : {};

export default defineConfig({
  plugins: [hardhatEthers, hardhatMatchers, hardhatMocha, hardhatNetworkHelpers],
  solidity: {
    profiles: {
      default: {
        version: "0.8.37",
        path: soljson,
        settings: {
          optimizer: { enabled: true, runs: 10_000 },
          viaIR: true,
          evmVersion: "cancun",
          // The bytecode follows from the code alone: no hash of sources and comments at its end.
          metadata: { bytecodeHash: "none", appendCBOR: false },
          outputSelection: { "*": { "*": ["storageLayout", "userdoc"] } },
        },
      },
    },
  },
  paths: { ...built, sources: "contracts", tests: { mocha: "tests/contracts", solidity: "tests/contracts" } },
  networks: { default: { type: "edr-simulated", hardfork: "cancun" } },
  test: { solidity: { fuzz: { runs: 256 }, invariant: { runs: 32, depth: 64, failOnRevert: false, shrinkRunLimit: 100 } } },
});
