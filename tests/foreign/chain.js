// SPDX-License-Identifier: Apache-2.0
// Blocks and receipts as the Ethereum protocol encodes them, from what a node's JSON says.
import { concat, encodeRlp, keccak256, toBeHex } from 'ethers';

const quantity = (value) => (BigInt(value) === 0n ? '0x' : toBeHex(BigInt(value)));

// EIP-1559, 4895, 4844, 4788 and 7685 each appended to the header; a block has as many as its fork knows.
const header = [
  ['parentHash'], ['sha3Uncles'], ['miner'], ['stateRoot'], ['transactionsRoot'], ['receiptsRoot'], ['logsBloom'], ['difficulty', quantity],
  ['number', quantity], ['gasLimit', quantity], ['gasUsed', quantity], ['timestamp', quantity], ['extraData'], ['mixHash'], ['nonce'],
  ['baseFeePerGas', quantity], ['withdrawalsRoot'], ['blobGasUsed', quantity], ['excessBlobGas', quantity], ['parentBeaconBlockRoot'], ['requestsHash'],
];

export const blockHash = (block) =>
  keccak256(encodeRlp(header.filter(([name]) => block[name] != null).map(([name, encode]) => (encode ? encode(block[name]) : block[name]))));

/** EIP-2718 receipt: type ‖ rlp([status, cumulativeGasUsed, logsBloom, logs]). */
export function encodeReceipt(receipt) {
  const logs = receipt.logs.map((log) => [log.address, log.topics, log.data]);
  const payload = encodeRlp([quantity(receipt.status), quantity(receipt.cumulativeGasUsed), receipt.logsBloom, logs]);
  return BigInt(receipt.type) === 0n ? payload : concat([toBeHex(BigInt(receipt.type), 1), payload]);
}
