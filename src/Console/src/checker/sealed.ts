// SPDX-License-Identifier: Apache-2.0
// JSON objects of one form that end with the hash of everything before (FORMATS.md §9).
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What a JSON text escapes by two letters of its own. */
const short: Record<string, string> = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\' };

/** A text as the ledger writes it: whatever HTML could take for its own, or is not ASCII, by its number. */
export const quoted = (text: string): string =>
  `"${text.replace(/[^ !#$%()*,\-./0-9:;=?@A-Z[\]^_a-z{|}~]/g, (letter) => short[letter] ?? `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)}"`;

/** @param rest The members after format and version, written. */
export function seal(format: string, rest: string): string {
  const body = `{"format":"${format}","version":1,${rest}`;
  return `${body},"keccak256":"0x${bytesToHex(keccak_256(utf8ToBytes(`${body}}`)))}"}`;
}
