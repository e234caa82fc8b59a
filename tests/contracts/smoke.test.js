// SPDX-License-Identifier: Apache-2.0
import { expect } from "chai";
import { Wallet } from "ethers";
import { World, hash, salt } from "./support/world.js";
describe("smoke", () => {
  it("walks", async () => {
    const w = await World.create();
    const { pool, licensee } = await w.stage();
    const a = await w.grant(pool, licensee), b = await w.grant(pool, licensee);
    console.log("grant", a.gas, b.gas);
    console.log("terminate", await w.gas(w.terminate(await w.ending(a.id), pool.administrator.key)));
    console.log("terminate both", await w.gas(w.terminate(await w.ending(b.id, {effectiveAt: 5n}), pool.administrator.key, licensee.key)));
    const p = await w.openParty();
    const act = await w.joining(pool, p);
    console.log("admit", await w.gas(w.pools.admit(act, w.sign("Pools","Admission",act,pool.administrator.key,p.key))));
    console.log("anchor", await w.gas(w.anchor(pool, 1n, salt())));
    const o = w.opening(Wallet.createRandom());
  });
});
