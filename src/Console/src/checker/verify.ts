// SPDX-License-Identifier: Apache-2.0
// Judges a code with nothing but itself, what is pinned, and the time: nobody is asked. FORMATS.md §12; total.
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { depth, read, signerOfCode, type Certificate, type Code, type Unit } from './code';
import { leafHash, rootFrom } from './merkle';
import { note, type FlawCode, type Note, type OpeningCode, type SoundCode } from './notes';

/** What the reader knows from elsewhere; null where any will do. Addresses as EIP-55 writes them. */
export interface Trust { keys: string[]; chainId: bigint | null; usageLog: string | null; license: string | null }

/**
 * Of an invalid code nothing that it says may be believed. Unconfirmed: all fits, but no key is pinned to say whose word it is.
 * Expired is said of an opening alone: its certificate has ended, and the fields are what was attested then.
 */
export interface Finding { verdict: 'valid' | 'invalid' | 'unconfirmed' | 'expired'; note: Note<FlawCode | SoundCode | OpeningCode>; code: Code | null }

const longestSeconds = 30n * 24n * 3600n;
const longestProduct = 64;
/** The longest text of any record, in UTF-16 units. */
const longestText = 256;
const serialForm = /^[A-Za-z0-9\-_/]{1,40}$/;

/** @param now The reader's time (UTC seconds). */
export function check(letters: string, trust: Trust, now: bigint): Finding {
  const code = read(letters);
  if (typeof code === 'string') return { verdict: 'invalid', note: note(code), code: null };
  const signer = signerOfCode(code);
  const wrong = flawOf(code, signer) ?? foreign(code, signer, trust) ?? untimely(code.certificate, now);
  if (wrong) return { verdict: 'invalid', note: wrong, code };
  if (trust.keys.length === 0) return { verdict: 'unconfirmed', note: note('certificate-key-unpinned', { signer: signer ?? '' }), code };
  const { license, blockTime } = code.certificate;
  return { verdict: 'valid', note: code.unit ? note('certificate-unit-ok', { serial: code.unit.serial, license, blockTime }) : note('certificate-ok', { license, blockTime }), code };
}

/** What is wrong with a code whoever reads it, and whenever. */
export function flawOf(code: Code, signer: string | null): Note<FlawCode> | null {
  const form = formOf(code.certificate);
  if (form) return note('certificate-form-wrong', { code: form });
  if (signer === null) return note('certificate-signature-wrong');
  return code.unit && !isUnder(code.unit, code.certificate.unitsRoot) ? note('certificate-unit-wrong', { serial: code.unit.serial }) : null;
}

/** The ledger's own code of the rule that a certificate breaks. */
function formOf({ product, validFrom, validUntil, blockTime }: Certificate): string | null {
  if (product.length === 0 || product.length > longestText || /[\u0000-\u001f\u007f-\u009f]/.test(product)) return 'text-invalid';
  if (utf8ToBytes(product).length > longestProduct) return 'certificate-product-too-long';
  if (validUntil <= validFrom) return 'span-empty';
  if (validFrom < blockTime) return 'certificate-before-block';
  return validUntil - blockTime > longestSeconds ? 'certificate-too-long' : null;
}

function foreign({ chainId, usageLog, certificate: { license } }: Code, signer: string | null, trust: Trust): Note<FlawCode> | null {
  if (trust.chainId !== null && trust.chainId !== chainId) return note('certificate-chain-other', { chain: chainId, wanted: trust.chainId });
  if (trust.usageLog !== null && trust.usageLog !== usageLog) return note('certificate-contract-other', { contract: usageLog, wanted: trust.usageLog });
  if (trust.license !== null && trust.license !== license) return note('certificate-license-other', { license, wanted: trust.license });
  return trust.keys.length > 0 && !trust.keys.includes(signer ?? '') ? note('certificate-key-other', { signer: signer ?? '' }) : null;
}

function untimely({ validFrom, validUntil }: Certificate, now: bigint): Note<FlawCode> | null {
  if (now < validFrom) return note('certificate-not-yet', { validFrom });
  return now >= validUntil ? note('certificate-expired', { validUntil }) : null;
}

/** Whether a unit is under the root of its tree, whose size is that of every tree. */
function isUnder({ serial, slot, salt, path }: Unit, root: string): boolean {
  if (!serialForm.test(serial) || path.length !== depth) return false;
  const found = rootFrom(leafHash(concatBytes(Uint8Array.of(serial.length), utf8ToBytes(serial), salt)), slot, 2 ** depth, path);
  return found !== null && `0x${bytesToHex(found)}` === root;
}
