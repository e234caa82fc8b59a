// SPDX-License-Identifier: Apache-2.0
// A key file, opened in this browser. Its key signs here and goes nowhere: not to the host, not into storage.
import { secp256k1 } from '@noble/curves/secp256k1';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { addressOf } from './address';

/** Why a key file does not open; the console has a sentence for each. */
export type KeyFileProblem = 'unreadable' | 'password' | 'costly';

export class KeyFileError extends Error {
  constructor(readonly problem: KeyFileProblem) {
    super(problem);
    this.name = 'KeyFileError';
  }
}

export interface OpenKey {
  address: string;
  party: string | null;
  /** 65 bytes r, s, v (27 or 28, low s) over a digest. */
  sign: (digest: string) => string;
}

/** Parameters beyond these would keep the browser busy for minutes: 1 GiB of memory for scrypt. */
const mostScryptBytes = 2 ** 30;

interface Keystore {
  crypto: {
    cipher: string; ciphertext: string; cipherparams: { iv: string }; mac: string; kdf: string;
    kdfparams: { salt: string; dklen: number; n?: number; r?: number; p?: number; c?: number; prf?: string };
  };
}

/** Whether the file asks for a password: a keystore (Web3 Secret Storage, version 3) does, a plain key file does not. */
export const needsPassword = (text: string): boolean => keystoreOf(parsed(text)) !== null;

/** Opens a keystore of version 3 or a plain key file of this ledger. */
export async function openKeyFile(text: string, password: string): Promise<OpenKey> {
  try {
    return await opened(text, password);
  } catch (failure) {
    throw failure instanceof KeyFileError ? failure : new KeyFileError('unreadable'); // a member that is not there, or not what it should be
  }
}

async function opened(text: string, password: string): Promise<OpenKey> {
  const file = parsed(text);
  const keystore = keystoreOf(file);
  const party = typeof file['party'] === 'string' ? file['party'] : null;
  if (keystore) return keyOf(await decrypt(keystore, password), party);
  if (typeof file['privateKey'] !== 'string') throw new KeyFileError('unreadable');
  return keyOf(bytes(file['privateKey']), party);
}

function keyOf(secret: Uint8Array, party: string | null): OpenKey {
  if (!secp256k1.utils.isValidPrivateKey(secret)) throw new KeyFileError('unreadable');
  return { address: addressOf(secp256k1.getPublicKey(secret, false)), party, sign: (digest) => sign(secret, digest) };
}

function sign(secret: Uint8Array, digest: string): string {
  const made = secp256k1.sign(bytes(digest), secret, { lowS: true });
  return `0x${made.toCompactHex()}${(27 + made.recovery).toString(16)}`;
}

async function decrypt({ crypto: sealed }: Keystore, password: string): Promise<Uint8Array> {
  if (sealed.cipher !== 'aes-128-ctr') throw new KeyFileError('unreadable');
  const derived = await derive(sealed.kdf, sealed.kdfparams, utf8ToBytes(password.normalize('NFKC')));
  const ciphertext = bytes(sealed.ciphertext);
  const mac = bytesToHex(keccak_256(concatBytes(derived.subarray(16, 32), ciphertext)));
  if (mac !== sealed.mac.replace(/^0x/, '').toLowerCase()) throw new KeyFileError('password');
  const key = await crypto.subtle.importKey('raw', copy(derived.subarray(0, 16)), 'AES-CTR', false, ['decrypt']);
  const counter = copy(bytes(sealed.cipherparams.iv));
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CTR', counter, length: 128 }, key, copy(ciphertext)));
}

async function derive(kdf: string, params: Keystore['crypto']['kdfparams'], password: Uint8Array): Promise<Uint8Array> {
  const { salt, dklen, n, r, p, c, prf } = params;
  if (dklen !== 32) throw new KeyFileError('unreadable');
  if (kdf === 'scrypt' && n && r && p) {
    if (128 * n * r > mostScryptBytes || p > 16) throw new KeyFileError('costly');
    return scryptAsync(password, bytes(salt), { N: n, r, p, dkLen: dklen, maxmem: mostScryptBytes + 2 ** 20 });
  }
  if (kdf !== 'pbkdf2' || !c || prf !== 'hmac-sha256') throw new KeyFileError('unreadable');
  if (c > 10_000_000) throw new KeyFileError('costly');
  const key = await crypto.subtle.importKey('raw', copy(password), 'PBKDF2', false, ['deriveBits']);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: copy(bytes(salt)), iterations: c }, key, dklen * 8));
}

function parsed(text: string): Record<string, unknown> {
  try {
    const file: unknown = JSON.parse(text);
    if (typeof file === 'object' && file !== null) return file as Record<string, unknown>;
  } catch { /* not JSON: as below */ }
  throw new KeyFileError('unreadable');
}

function keystoreOf(file: Record<string, unknown>): Keystore | null {
  const sealed = file['crypto'] ?? file['Crypto'];
  return file['version'] === 3 && typeof sealed === 'object' && sealed !== null ? { crypto: sealed as Keystore['crypto'] } : null;
}

function bytes(hex: string): Uint8Array {
  const digits = hex.replace(/^0x/, '');
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new KeyFileError('unreadable');
  return hexToBytes(digits.toLowerCase());
}

/** WebCrypto wants a buffer of its own, not a view of a shared one. */
const copy = (view: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(view);
