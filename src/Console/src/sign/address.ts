// SPDX-License-Identifier: Apache-2.0
// Addresses, as EIP-55 writes them, and which of them made a signature.
import { secp256k1 } from '@noble/curves/secp256k1';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

const firstV = 27;

/** 40 digits, whose case is their checksum (EIP-55). */
export function checksummed(hex: string): string {
  const mask = bytesToHex(keccak_256(utf8ToBytes(hex)));
  return `0x${[...hex].map((digit, i) => (parseInt(mask[i] ?? '0', 16) >= 8 ? digit.toUpperCase() : digit)).join('')}`;
}

/** The address of a public key of 65 bytes. */
export const addressOf = (publicKey: Uint8Array): string => checksummed(bytesToHex(keccak_256(publicKey.subarray(1)).subarray(12)));

/** Whether 65 bytes are r ‖ s ‖ v in the one form that we take: r and s below the order, a low s, v 27 or 28. */
export function isSignature(bytes: Uint8Array): boolean {
  const { r, s, v } = partsOf(bytes);
  const order = secp256k1.CURVE.n;
  return bytes.length === 65 && r > 0n && r < order && s > 0n && s <= order / 2n && (v === firstV || v === firstV + 1);
}

/** The address whose key signed the digest (0x and 64 digits); null where the signature is that of no key. */
export function signerOf(digest: string, signature: Uint8Array): string | null {
  if (!isSignature(signature)) return null;
  const { r, s, v } = partsOf(signature);
  try {
    return addressOf(new secp256k1.Signature(r, s).addRecoveryBit(v - firstV).recoverPublicKey(hexToBytes(digest.slice(2))).toRawBytes(false));
  } catch {
    return null; // r is no point's x
  }
}

const partsOf = (bytes: Uint8Array) => ({ r: numberOf(bytes.subarray(0, 32)), s: numberOf(bytes.subarray(32, 64)), v: bytes[64] ?? 0 });
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToHex(bytes) || '0'}`);
