// SPDX-License-Identifier: Apache-2.0
// A certificate's code, read and written as FORMATS.md §12 has it.
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { TypedData } from '../api/types';
import { checksummed, isSignature, signerOf } from '../sign/address';
import { digestOf, structHashOf } from '../sign/eip712';
import { decode, encode } from './base45';
import type { FlawCode } from './notes';

export const prefix = 'LC1:';
const mostBytes = 988;
export const mostLetters = prefix.length + (mostBytes / 2) * 3;
export const depth = 16;

/** The struct that the administrator signs; instants are UTC seconds, hashes 0x and 64 digits. */
export interface Certificate {
  license: string; administrator: string; product: string; validFrom: bigint; validUntil: bigint;
  unitsRoot: string; fieldsRoot: string; blockTime: bigint; recentBlock: string; salt: string;
}

/** One unit, with what proves that its certificate is over it. */
export interface Unit { serial: string; slot: number; salt: Uint8Array; path: Uint8Array[] }

export interface Code { chainId: bigint; usageLog: string; certificate: Certificate; signature: Uint8Array; unit: Unit | null }

const fields = [
  ['bytes32', 'license'], ['bytes32', 'administrator'], ['string', 'product'], ['uint64', 'validFrom'], ['uint64', 'validUntil'],
  ['bytes32', 'unitsRoot'], ['bytes32', 'fieldsRoot'], ['uint64', 'blockTime'], ['bytes32', 'recentBlock'], ['bytes32', 'salt'],
] as const;

function typedDataOf({ chainId, usageLog, certificate }: Omit<Code, 'signature' | 'unit'>): TypedData {
  return {
    domain: { name: 'UsageLog', version: '1', chainId: chainId.toString(), verifyingContract: usageLog },
    types: { ShipmentCertificate: fields.map(([type, name]) => ({ type, name })) },
    primaryType: 'ShipmentCertificate',
    message: { ...certificate },
  };
}

/** The certificate's id: the hash of its struct. */
export const idOf = (code: Code): string => structHashOf(typedDataOf(code));

/** The address whose key signed; null where the signature is none of any key. */
export const signerOfCode = (code: Code): string | null => signerOf(digestOf(typedDataOf(code)), code.signature);

/** Reads letters that are a code's one form, or tells the flaw. */
export function read(letters: string): Code | FlawCode {
  if (letters.length > mostLetters) return 'certificate-too-large';
  if (!letters.startsWith('LC')) return 'certificate-none';
  if (!letters.startsWith(prefix)) return 'certificate-version-unknown';
  const bytes = decode(letters.slice(prefix.length));
  return (bytes && readBytes(bytes)) ?? 'certificate-malformed';
}

class CutOff extends Error {}

function readBytes(bytes: Uint8Array): Code | null {
  try {
    const from = new Cursor(bytes);
    const [chainId, usageLog] = [from.number(), checksummed(bytesToHex(from.take(20)))];
    const certificate: Certificate = {
      license: from.hash(), administrator: from.hash(), product: from.text(), validFrom: from.number(), validUntil: from.number(),
      unitsRoot: from.hash(), fieldsRoot: from.hash(), blockTime: from.number(), recentBlock: from.hash(), salt: from.hash(),
    };
    const signature = from.take(65);
    const unit = from.isAtEnd ? null : readUnit(from);
    return from.isAtEnd && isSignature(signature) ? { chainId, usageLog, certificate, signature, unit } : null;
  } catch (error) {
    if (error instanceof CutOff) return null;
    throw error;
  }
}

function readUnit(from: Cursor): Unit {
  const [high = 0, low = 0] = from.take(2);
  return { slot: (high << 8) + low, salt: from.take(32), serial: from.text(), path: Array.from({ length: depth }, () => from.take(32)) };
}

class Cursor {
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  take(count: number): Uint8Array {
    if (this.at + count > this.bytes.length) throw new CutOff();
    return this.bytes.slice(this.at, (this.at += count));
  }

  number(): bigint {
    return BigInt(`0x${bytesToHex(this.take(8))}`);
  }

  hash(): string {
    return `0x${bytesToHex(this.take(32))}`;
  }

  text(): string {
    const [length = 0] = this.take(1);
    if (length === 0) throw new CutOff();
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.take(length));
    } catch (error) {
      throw error instanceof TypeError ? new CutOff() : error;
    }
  }
}

const word = (hex: string): Uint8Array => hexToBytes(hex.slice(2).toLowerCase());
const number = (value: bigint): Uint8Array => hexToBytes(value.toString(16).padStart(16, '0'));
const text = (value: string): Uint8Array => concatBytes(Uint8Array.of(utf8ToBytes(value).length), utf8ToBytes(value));

/** The code's letters. */
export function write({ chainId, usageLog, certificate: c, signature, unit }: Code): string {
  return prefix + encode(concatBytes(
    number(chainId), word(usageLog), word(c.license), word(c.administrator), text(c.product), number(c.validFrom), number(c.validUntil),
    word(c.unitsRoot), word(c.fieldsRoot), number(c.blockTime), word(c.recentBlock), word(c.salt), signature,
    ...(unit ? [Uint8Array.of(unit.slot >> 8, unit.slot & 0xff), unit.salt, text(unit.serial), ...unit.path] : []),
  ));
}
