// SPDX-License-Identifier: Apache-2.0
// A shipment's certificate, written and read from FORMATS.md §3 and §12 alone.
import { N, TypedDataEncoder, concat, getBytes, hexlify, toBeHex, toUtf8Bytes, toUtf8String, verifyTypedData } from 'ethers';
import { leafHash, rootFrom } from './merkle.js';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const slots = 65_536;

export const types = {
  ShipmentCertificate: [
    ['bytes32', 'license'],
    ['bytes32', 'administrator'],
    ['string', 'product'],
    ['uint64', 'validFrom'],
    ['uint64', 'validUntil'],
    ['bytes32', 'unitsRoot'],
    ['bytes32', 'fieldsRoot'],
    ['uint64', 'blockTime'],
    ['bytes32', 'recentBlock'],
    ['bytes32', 'salt'],
  ].map(([type, name]) => ({ type, name })),
};

export const domainOf = (chainId, verifyingContract) => ({ name: 'UsageLog', version: '1', chainId, verifyingContract });

export const idOf = (certificate) => TypedDataEncoder.hashStruct('ShipmentCertificate', types, certificate);

/** Two bytes in three letters, a last one in two (RFC 9285). */
export function base45(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const pair = i + 1 < bytes.length;
    const value = pair ? bytes[i] * 256 + bytes[i + 1] : bytes[i];
    text += letters[value % 45] + letters[Math.floor(value / 45) % 45] + (pair ? letters[Math.floor(value / 2025)] : '');
  }
  return text;
}

export function unbase45(text) {
  if (text.length % 3 === 1) throw new Error('letters are left');
  const bytes = [];
  for (let i = 0; i < text.length; i += 3) {
    const part = text.slice(i, i + 3);
    const value = [...part].reduceRight((sum, letter) => sum * 45 + digit(letter), 0);
    if (value >= 256 ** (part.length - 1)) throw new Error('no bytes give these letters');
    bytes.push(...(part.length === 3 ? [value >> 8, value & 255] : [value]));
  }
  return Uint8Array.from(bytes);
}

function digit(letter) {
  const value = letters.indexOf(letter);
  if (value < 0) throw new Error('no letter of base45');
  return value;
}

const number = (value) => toBeHex(value, 8);
const text = (value) => concat([toBeHex(toUtf8Bytes(value).length, 1), toUtf8Bytes(value)]);

export const unitLeaf = (serial, salt) => leafHash(concat([text(serial), salt]));

export const write = ({ chainId, usageLog, certificate: c, signature, unit }) =>
  'LC1:' +
  base45(
    getBytes(
      concat([
        number(chainId), usageLog, c.license, c.administrator, text(c.product), number(c.validFrom), number(c.validUntil), c.unitsRoot,
        c.fieldsRoot, number(c.blockTime), c.recentBlock, c.salt, signature,
        ...(unit ? [toBeHex(unit.slot, 2), unit.salt, text(unit.serial), ...unit.path] : []),
      ]),
    ),
  );

/** What a code says; who signed it, if any key did; whether its unit, where it has one, is under it. */
export function read(code) {
  if (!code.startsWith('LC1:')) throw new Error('no certificate');
  const bytes = unbase45(code.slice(4));
  let at = 0;
  const take = (count) => {
    if (at + count > bytes.length) throw new Error('bytes are missing');
    return hexlify(bytes.slice(at, (at += count)));
  };
  const int = (count) => {
    const value = BigInt(take(count));
    return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  };
  const words = () => {
    const length = int(1);
    if (length === 0) throw new Error('an empty text');
    return toUtf8String(take(length));
  };
  const [chainId, usageLog] = [int(8), take(20)];
  const certificate = {
    license: take(32), administrator: take(32), product: words(), validFrom: int(8), validUntil: int(8), unitsRoot: take(32), fieldsRoot: take(32),
    blockTime: int(8), recentBlock: take(32), salt: take(32),
  };
  const signature = take(65);
  const [r, s] = [BigInt(signature.slice(0, 66)), BigInt(`0x${signature.slice(66, 130)}`)];
  if (!['1b', '1c'].includes(signature.slice(-2)) || r === 0n || r >= N || s === 0n || s > N / 2n) throw new Error('a signature of another form');
  const unit =
    at === bytes.length
      ? null
      : { slot: int(2), salt: take(32), serial: words(), path: Array.from({ length: 16 }, () => take(32)) };
  if (at !== bytes.length) throw new Error('bytes are left');
  return {
    chainId, usageLog, certificate, signature, unit,
    signer: signerOf(chainId, usageLog, certificate, signature),
    isUnder: unit && rootFrom(unitLeaf(unit.serial, unit.salt), unit.slot, slots, unit.path) === certificate.unitsRoot,
  };
}

function signerOf(chainId, usageLog, certificate, signature) {
  try {
    return verifyTypedData(domainOf(chainId, usageLog), types, certificate, signature);
  } catch {
    return null;
  }
}

const longest = 4 + (988 / 2) * 3;

/** The word that a code comes to (FORMATS.md §12, "judged in this order"), for one who knows `trust` at `now`. */
export function judge(code, trust, now) {
  if (code.length > longest) return 'certificate-too-large';
  if (!code.startsWith('LC')) return 'certificate-none';
  if (!code.startsWith('LC1:')) return 'certificate-version-unknown';
  let found;
  try {
    found = read(code);
  } catch {
    return 'certificate-malformed';
  }
  const { chainId, usageLog, certificate, signer, unit, isUnder } = found;
  const { license, product } = certificate;
  const [from, until, block] = [certificate.validFrom, certificate.validUntil, certificate.blockTime].map(BigInt);
  const other = (wanted, actual) => wanted !== null && wanted.toLowerCase() !== String(actual).toLowerCase();
  if (/[\p{Cc}]/u.test(product) || toUtf8Bytes(product).length > 64 || until <= from || from < block || until - block > 2_592_000n) return 'certificate-form-wrong';
  if (signer === null) return 'certificate-signature-wrong';
  if (unit && !(isUnder && /^[A-Za-z0-9_/-]{1,40}$/.test(unit.serial))) return 'certificate-unit-wrong';
  if (other(trust.chainId, chainId)) return 'certificate-chain-other';
  if (other(trust.usageLog, usageLog)) return 'certificate-contract-other';
  if (other(trust.license, license)) return 'certificate-license-other';
  if (trust.keys.length > 0 && !trust.keys.includes(signer)) return 'certificate-key-other';
  if (now < from) return 'certificate-not-yet';
  if (now >= until) return 'certificate-expired';
  if (trust.keys.length === 0) return 'certificate-key-unpinned';
  return unit ? 'certificate-unit-ok' : 'certificate-ok';
}
