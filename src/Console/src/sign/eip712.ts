// SPDX-License-Identifier: Apache-2.0
// The EIP-712 digest, computed here from what is shown, so that nobody signs a digest on the host's word.
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { TypedData } from '../api/types';

const domainFields = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
];

const wordBytes = 32;

/** 0x and 64 digits: what every signer of the act signs (EIP-712, "Specification"). */
export function digestOf(data: TypedData): string {
  const types = { ...data.types, EIP712Domain: domainFields };
  return `0x${bytesToHex(keccak_256(concatBytes(
    Uint8Array.of(0x19, 0x01),
    hashStruct('EIP712Domain', data.domain, types),
    hashStruct(data.primaryType, data.message, types),
  )))}`;
}

/** 0x and 64 digits: the hash of the message's struct, by which a record is known. */
export const structHashOf = (data: TypedData): string => structHash(data.primaryType, data.message, data.types);

/** The typed data as `eth_signTypedData_v4` wants it: with the domain's type. */
export const forWallet = (data: TypedData): string => JSON.stringify({ ...data, types: { EIP712Domain: domainFields, ...data.types } });

type Types = TypedData['types'];

/** The struct hash of a value: the id of a record, the data of a line's leaf. */
export const structHash = (name: string, value: Record<string, unknown>, types: Types): string => `0x${bytesToHex(hashStruct(name, value, types))}`;

function hashStruct(name: string, value: Record<string, unknown>, types: Types): Uint8Array {
  const fields = types[name] ?? [];
  return keccak_256(concatBytes(typeHash(name, types), ...fields.map((field) => encode(field.type, value[field.name], types))));
}

/** keccak-256 of encodeType: the struct itself, then those it refers to, by name. */
function typeHash(name: string, types: Types): Uint8Array {
  const text = [name, ...[...referred(name, types, new Set())].filter((other) => other !== name).sort()]
    .map((struct) => `${struct}(${(types[struct] ?? []).map((field) => `${field.type} ${field.name}`).join(',')})`)
    .join('');
  return keccak_256(utf8ToBytes(text));
}

function referred(name: string, types: Types, seen: Set<string>): Set<string> {
  if (seen.has(name) || types[name] === undefined) return seen;
  seen.add(name);
  for (const field of types[name]) referred(field.type.replace(/(\[\])+$/, ''), types, seen);
  return seen;
}

function encode(type: string, value: unknown, types: Types): Uint8Array {
  if (type.endsWith('[]')) return keccak_256(concatBytes(...(value as unknown[]).map((item) => encode(type.slice(0, -2), item, types))));
  if (types[type] !== undefined) return hashStruct(type, value as Record<string, unknown>, types);
  if (type === 'string') return keccak_256(utf8ToBytes(value as string));
  if (type === 'bytes') return keccak_256(hexToBytes((value as string).slice(2)));
  if (type === 'bool') return word(value === true ? 1n : 0n);
  if (type === 'address') return word(BigInt(value as string));
  if (/^uint\d+$/.test(type)) return word(BigInt(value as string | number | bigint));
  if (type === 'bytes32') return word(BigInt(value as string));
  throw new Error(`No EIP-712 type that the console signs: ${type}`);
}

const word = (value: bigint): Uint8Array => hexToBytes(value.toString(16).padStart(wordBytes * 2, '0'));
