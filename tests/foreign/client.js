// SPDX-License-Identifier: Apache-2.0
// A stranger's client: all that it knows of a ledger is what GET /api/v1/deployment says.
import { randomUUID } from 'node:crypto';
import { Contract, dataSlice, JsonRpcProvider, TypedDataEncoder, dataLength, recoverAddress } from 'ethers';

/** @param apiKey A party's API key, for what is not public. */
export async function connect(url, apiKey) {
  const api = new URL('/api/v1', url).href;
  const authorization = apiKey ? { Authorization: `Bearer ${apiKey}` } : {};
  const get = async (path) => {
    const response = await fetch(api + path, { headers: authorization });
    return { status: response.status, body: await response.json() };
  };
  const post = async (path, body) => {
    const response = await fetch(api + path, {
      method: 'POST',
      headers: { ...authorization, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };

  const download = async (path) => new Uint8Array(await (await fetch(api + path, { headers: authorization })).arrayBuffer());

  const { body: deployment } = await get('/deployment');
  const provider = new JsonRpcProvider(deployment.rpcUrl, deployment.chainId, { staticNetwork: true, batchMaxCount: 1 });
  const contracts = Object.fromEntries(deployment.contracts.map(({ name, address, abi }) => [name, new Contract(address, abi, provider)]));
  const typesOf = (name) => ({ [name]: deployment.eip712.types[name] });
  const typed = {
    id: (name, value) => TypedDataEncoder.hashStruct(name, typesOf(name), value),
    digest: (contract, name, value) => TypedDataEncoder.hash(deployment.eip712.domains[contract], typesOf(name), value),
  };
  return { deployment, provider, contracts, typed, get, post, download, rpc: (method, ...parameters) => provider.send(method, parameters) };
}

/** An event's tuple as the plain object that its typed data has. */
export const plain = (result, fields) => Object.fromEntries(fields.map(({ name }) => [name, result[name]]));

/** The keys behind a run of 65-byte signatures. */
export const signersOf = (digest, signatures) =>
  Array.from({ length: dataLength(signatures) / 65 }, (_, at) => recoverAddress(digest, dataSlice(signatures, at * 65, at * 65 + 65)));
