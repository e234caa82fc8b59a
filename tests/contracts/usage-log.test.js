// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { Wallet } from "ethers";
import { does } from "./support/making.js";
import { EMPTY_ROOT, LATE, Scope, World, salt } from "./support/world.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/merkle.json", import.meta.url)));
const consistency = (oldSize, size) => vectors.consistency.find((one) => one.oldSize === oldSize && one.size === size);

describe("UsageLog", () => {
  let w, administrator, pool;
  before(async () => {
    w = await World.create();
    administrator = await w.openParty();
  });
  beforeEach(async () => (pool = await w.formPool({ administrator })));

  const reverted = (sent, error, ...args) =>
    expect(sent)
      .to.be.revertedWithCustomError(w.usageLog, error)
      .withArgs(...args);
  const last = () => w.usageLog.checkpointOf(pool.id, 0n);

  it("A log begins empty, with the root of the empty tree", async () => {
    expect(await last()).to.deep.equal([0n, EMPTY_ROOT]);
  });

  it("The first checkpoint needs no proof, and its event names size zero before it", async () => {
    const act = { pool: pool.id, epoch: 0n, size: 5n, root: vectors.roots[5] };
    const signature = w.sign("UsageLog", "Checkpoint", act, pool.logKey);
    await expect(w.usageLog.anchor(act, [], signature))
      .to.emit(w.usageLog, "CheckpointAnchored")
      .withArgs(pool.id, 0n, 0n, 5n, vectors.roots[5], signature);
    expect(await last()).to.deep.equal([5n, vectors.roots[5]]);
  });

  it("The next one extends it, by proof", async () => {
    await w.anchor(pool, 5n, vectors.roots[5]);
    await expect(w.anchor(pool, 8n, vectors.roots[8], consistency(5, 8).path))
      .to.emit(w.usageLog, "CheckpointAnchored")
      .withArgs(pool.id, 0n, 5n, 8n, vectors.roots[8], (signature) => signature.length === 132);
    expect(await last()).to.deep.equal([8n, vectors.roots[8]]);
  });

  it("Each pool has a log of its own", async () => {
    const other = await w.formPool({ administrator });
    await w.anchor(pool, 5n, vectors.roots[5]);
    expect(await w.usageLog.checkpointOf(other.id, 0n)).to.deep.equal([0n, EMPTY_ROOT]);
  });

  it("No key rewrites what is anchored, not even the pool's log key", async () => {
    await w.anchor(pool, 5n, vectors.roots[5]);
    const rewritten = salt();
    await reverted(w.anchor(pool, 8n, rewritten), "Inconsistent", 5, vectors.roots[5], 8, rewritten);
    const path = consistency(5, 8).path;
    await reverted(w.anchor(pool, 8n, rewritten, path), "Inconsistent", 5, vectors.roots[5], 8, rewritten);
    await reverted(
      w.anchor(pool, 9n, vectors.roots[8], path),
      "Inconsistent",
      5,
      vectors.roots[5],
      9,
      vectors.roots[8],
    );
  });

  it("A size that the root does not have proves no leaf that is not there", async () => {
    // A root does not commit to its size (RFC 6962): of two sizes of one shape the log key's word decides.
    await w.anchor(pool, 5n, vectors.roots[5]);
    await w.anchor(pool, 7n, vectors.roots[8], consistency(5, 8).path);
    const { leaf, path } = vectors.inclusion.find(({ size, index }) => size === 8 && index === 6);
    expect(await w.usageLog.verifyInclusion(vectors.roots[8], 7n, 6n, leaf, path)).to.equal(false);
    expect(await w.usageLog.verifyInclusion(vectors.roots[8], 7n, 6n, leaf, path.slice(1))).to.equal(false);
  });

  it("The first checkpoint takes no nodes that prove nothing", async () => {
    const root = vectors.roots[2];
    await reverted(w.anchor(pool, 2n, root, [salt()]), "Inconsistent", 0, EMPTY_ROOT, 2, root);
  });

  it("A log grows: the same size again and a smaller one are refused", async () => {
    await reverted(w.anchor(pool, 0n, EMPTY_ROOT), "CheckpointNotLonger", 0, 0);
    await w.anchor(pool, 5n, vectors.roots[5]);
    await reverted(w.anchor(pool, 5n, vectors.roots[5]), "CheckpointNotLonger", 5, 5);
    await reverted(w.anchor(pool, 4n, vectors.roots[4]), "CheckpointNotLonger", 4, 5);
  });

  it("A log can hold as many leaves as the size can name", async () => {
    await w.anchor(pool, LATE, salt());
    expect((await last())[0]).to.equal(LATE);
  });

  it("Only the pool's log key signs, not the administrator with every scope", async () => {
    const { key } = administrator;
    await reverted(w.anchor(pool, 1n, salt(), [], {}, key), "NotTheLogKey", key.address, pool.logKey.address);
    const report = Wallet.createRandom();
    await w.admitKey(administrator, report, { scopes: Scope.All });
    await reverted(w.anchor(pool, 1n, salt(), [], {}, report), "NotTheLogKey", report.address, pool.logKey.address);
  });

  it("A malformed signature is refused", async () => {
    const act = { pool: pool.id, epoch: 0n, size: 1n, root: salt() };
    const signature = w.sign("UsageLog", "Checkpoint", act, pool.logKey);
    await reverted(w.usageLog.anchor(act, [], "0x"), "SignaturesLength", 0, 65);
    await reverted(w.usageLog.anchor(act, [], signature + "00"), "SignaturesLength", 66, 65);
    await reverted(w.usageLog.anchor(act, [], signature.slice(0, -2) + "00"), "SignatureInvalid", 0);
  });

  it("There is no log of an unknown pool, and no epoch but the first", async () => {
    const nowhere = { id: salt(), logKey: pool.logKey };
    await reverted(w.anchor(nowhere, 1n, salt()), "PoolUnknown", nowhere.id);
    await reverted(w.anchor(pool, 1n, salt(), [], { epoch: 1n }), "EpochUnknown", pool.id, 1n);
  });

  it("A change of the log key seals the epoch; the next one begins empty, under the new key alone", async () => {
    await w.anchor(pool, 5n, vectors.roots[5]);
    const next = Wallet.createRandom();
    await does(w, "LogKeyChange", { pool: pool.id, logKey: next.address }, [administrator.key, next, pool.logKey], []);
    const path = consistency(5, 8).path;
    await reverted(w.anchor(pool, 8n, vectors.roots[8], path), "EpochSealed", pool.id, 0n, 1n);
    await reverted(w.anchor(pool, 8n, vectors.roots[8], path, {}, next), "EpochSealed", pool.id, 0n, 1n);
    const old = w.anchor(pool, 3n, vectors.roots[3], [], { epoch: 1n });
    await reverted(old, "NotTheLogKey", pool.logKey.address, next.address);
    await w.anchor(pool, 3n, vectors.roots[3], [], { epoch: 1n }, next);
    expect(await last()).to.deep.equal([5n, vectors.roots[5]]);
    expect(await w.usageLog.checkpointOf(pool.id, 1n)).to.deep.equal([3n, vectors.roots[3]]);
    await reverted(w.anchor(pool, 4n, salt(), [], { epoch: 2n }, next), "EpochUnknown", pool.id, 2n);
  });

  describe("lodging", () => {
    it("Anybody lodges, and the first time counts for everybody", async () => {
      const digest = salt();
      expect(await w.usageLog.lodgedAt(pool.id, digest)).to.equal(0n);
      const sent = await w.usageLog.connect(w.stranger).lodge(pool.id, digest);
      await expect(sent).to.emit(w.usageLog, "Lodged").withArgs(pool.id, digest);
      const { timestamp } = await w.provider.getBlock((await sent.wait()).blockNumber);
      const again = w.usageLog.lodge(pool.id, digest);
      await expect(again).not.to.emit(w.usageLog, "Lodged");
      expect(await w.usageLog.lodgedAt(pool.id, digest)).to.equal(BigInt(timestamp));
    });

    it("What is lodged for one pool is not lodged for another, and nothing for none", async () => {
      const [other, digest] = [await w.formPool({ administrator }), salt()];
      await w.usageLog.lodge(pool.id, digest);
      expect(await w.usageLog.lodgedAt(other.id, digest)).to.equal(0n);
      const nowhere = salt();
      await reverted(w.usageLog.lodge(nowhere, digest), "PoolUnknown", nowhere);
    });

    it("A lodging moves no checkpoint", async () => {
      await w.anchor(pool, 5n, vectors.roots[5]);
      await w.usageLog.lodge(pool.id, vectors.roots[5]);
      expect(await last()).to.deep.equal([5n, vectors.roots[5]]);
    });
  });

  describe("vectors", () => {
    const verify = ({ root, size, index, leaf, path }) => w.usageLog.verifyInclusion(root, size, index, leaf, path);
    const extend = async ({ oldSize, oldRoot, size, root, path }) => {
      pool = await w.formPool({ administrator });
      if (oldSize > 0) await w.anchor(pool, BigInt(oldSize), oldRoot);
      return w.anchor(pool, BigInt(size), root, path);
    };
    const growing = ({ oldSize, size }) => oldSize < size;

    it(`Every inclusion proof is accepted (${vectors.inclusion.length})`, async () => {
      for (const one of vectors.inclusion) expect(await verify(one), JSON.stringify(one)).to.equal(true);
    });

    it(`Every wrong inclusion proof is refused (${vectors.wrongInclusion.length})`, async () => {
      for (const one of vectors.wrongInclusion) expect(await verify(one), one.why).to.equal(false);
    });

    it(`Every consistency proof is accepted (${vectors.consistency.filter(growing).length})`, async () => {
      for (const one of vectors.consistency.filter(growing)) await extend(one);
    });

    it(`Every wrong consistency proof is refused (${vectors.wrongConsistency.filter(growing).length})`, async () => {
      for (const one of vectors.wrongConsistency.filter(growing)) {
        await expect(extend(one), one.why).to.be.revertedWithCustomError(w.usageLog, "Inconsistent");
      }
    });

    it("The vectors are what the definitions of RFC 6962 make", async () => {
      const { execFileSync } = await import("node:child_process");
      execFileSync(process.execPath, ["scripts/vectors-merkle.js", "--check"], { stdio: "pipe" });
    }).timeout(300_000); // it makes the hundred thousand changed proofs, too
  });
});
