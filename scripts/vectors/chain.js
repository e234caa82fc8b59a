// SPDX-License-Identifier: Apache-2.0
// Headers of each fork, receipts and state proofs, as anvil makes them. Everything about the chain is pinned, so that two
// runs give the same bytes.

import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { HDNodeWallet, Wallet, toBeHex, zeroPadValue } from "ethers";

const binary = fileURLToPath(new URL("../../node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil", import.meta.url));
const cast = fileURLToPath(new URL("../../node_modules/@foundry-rs/cast-linux-amd64/bin/cast", import.meta.url));
const mnemonic = "test test test test test test test test test test test junk";
const genesisTime = 1_795_305_600;
const forks = ["london", "shanghai", "cancun", "prague"];

// sstore(calldata[0], calldata[32]); log2(all of calldata, calldata[0], calldata[32]) behind an init code that returns it.
const runtime = "60203560003555" + "3660006000376020356000353660" + "00a200";
const size = (runtime.length / 2).toString(16).padStart(2, "0");
const init = `0x60${size}600c60003960${size}6000f3${runtime}`;

export async function chainVectors() {
  const headers = [];
  for (const fork of forks) {
    headers.push(
      await withAnvil(fork, async (rpc) => {
        await mine(rpc, genesisTime + 12);
        return { fork, header: header(await rpc("eth_getBlockByNumber", "latest", false)) };
      }),
    );
  }
  return { headers, blocks: await withAnvil("prague", blocks) };
}

/**
 * One block that deploys, one with receipts of types 0 to 2, one of 140 transfers, one with receipts of types 3 (a blob) and 4
 * (an authorization); each with proofs against its root.
 */
async function blocks(rpc, url) {
  const sender = HDNodeWallet.fromPhrase(mnemonic);
  const chainId = Number(await rpc("eth_chainId"));
  let nonce = 0;
  const send = async (fields) => {
    const gasPrice =
      fields.type >= 2 ? { maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 1n } : { gasPrice: 10n ** 10n };
    const raw = await new Wallet(sender.privateKey).signTransaction({
      chainId,
      nonce: nonce++,
      gasLimit: 200_000,
      ...gasPrice,
      ...fields,
    });
    return rpc("eth_sendRawTransaction", raw);
  };
  const word = (number) => zeroPadValue(toBeHex(number), 32);
  const call = (slot, value, more = "") => `${word(slot)}${word(value).slice(2)}${more}`;

  const deployment = await send({ type: 2, data: init });
  await mine(rpc, genesisTime + 12);
  const contract = (await rpc("eth_getTransactionReceipt", deployment)).contractAddress;
  const made = [await block(rpc, contract, [word(0)])];

  for (let slot = 0; slot < 12; slot++) {
    const type = slot % 3;
    await send({
      type,
      to: contract,
      data: call(slot, 2n ** BigInt(slot * 21) - (slot === 0 ? 0n : 1n), "ab".repeat(slot)),
      ...(type === 1 ? { accessList: [] } : {}),
    });
  }
  await send({ type: 2, to: contract, data: call(99, 1), gasLimit: 25_000 });
  await send({ type: 0, to: `0x${"11".repeat(20)}`, value: 1n });
  await mine(rpc, genesisTime + 24);
  made.push(await block(rpc, contract, [word(0), word(5), word(11), word(99), word(2n ** 255n)]));

  for (let i = 0; i < 140; i++) {
    await send({ type: 2, to: `0x${(i + 1).toString(16).padStart(40, "0")}`, value: 1n, gasLimit: 50_000 });
  }
  await mine(rpc, genesisTime + 36);
  made.push(await block(rpc, `0x${"00".repeat(19)}00`, [word(7)]));

  const authorization = await new Wallet(sender.privateKey).authorize({ address: contract, nonce: nonce + 2, chainId });
  await rpc("eth_sendRawTransaction", blob(sender, nonce++, chainId, contract, call(20, 3), url));
  await send({ type: 4, to: contract, data: call(21, 4), authorizationList: [authorization] });
  await mine(rpc, genesisTime + 48);
  made.push(await block(rpc, contract, [word(20), word(21), word(22)]));
  return made;
}

/** A call that carries a blob: cast alone of our tools makes the blob's commitment. */
function blob(sender, nonce, chainId, to, data, url) {
  const fees = [
    "--gas-limit",
    "200000",
    "--gas-price",
    "10gwei",
    "--priority-gas-price",
    "1",
    "--blob-gas-price",
    "10gwei",
  ];
  const what = ["--blob", "--eip4844", "--path", fileURLToPath(new URL("../../LICENSE", import.meta.url))];
  const from = [
    "--private-key",
    sender.privateKey,
    "--nonce",
    String(nonce),
    "--chain",
    String(chainId),
    "--rpc-url",
    url,
  ];
  return execFileSync(cast, ["mktx", ...from, ...fees, ...what, to, data], { encoding: "utf8" }).trim();
}

async function block(rpc, account, slots) {
  const head = await rpc("eth_getBlockByNumber", "latest", false);
  const receipts = await rpc("eth_getBlockReceipts", head.number);
  const proof = await rpc("eth_getProof", account, slots, head.number);
  return {
    header: header(head),
    receipts: receipts.map(({ type, status, cumulativeGasUsed, logs }) => ({
      type,
      status,
      cumulativeGasUsed,
      logs: logs.map(({ address, topics, data }) => ({ address, topics, data })),
    })),
    proof,
  };
}

const headerFields =
  "hash parentHash sha3Uncles miner stateRoot transactionsRoot receiptsRoot logsBloom difficulty number gasLimit gasUsed timestamp extraData mixHash nonce baseFeePerGas withdrawalsRoot blobGasUsed excessBlobGas parentBeaconBlockRoot requestsHash".split(
    " ",
  );

const header = (all) =>
  Object.fromEntries(headerFields.filter((name) => all[name] != null).map((name) => [name, all[name]]));

async function mine(rpc, time) {
  await rpc("evm_setNextBlockTimestamp", time);
  await rpc("evm_mine");
}

async function withAnvil(fork, use) {
  const port = await freePort();
  const options = [
    "--port",
    port,
    "--hardfork",
    fork,
    "--mnemonic",
    mnemonic,
    "--chain-id",
    "31337",
    "--timestamp",
    genesisTime,
  ];
  const pinned = ["--no-mining", "--order", "fifo", "--no-cors", "--silent", "--gas-limit", "30000000"];
  const anvil = spawn(binary, [...options, ...pinned].map(String), { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  let id = 0;
  const rpc = async (method, ...params) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: ++id, method, params });
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const { result, error } = await response.json();
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  try {
    await answered(() => rpc("eth_chainId"));
    return await use(rpc, url);
  } finally {
    anvil.kill();
  }
}

async function answered(ask) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await ask();
    } catch (fault) {
      if (Date.now() > deadline) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
