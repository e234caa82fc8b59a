// SPDX-License-Identifier: Apache-2.0
// Base45 (RFC 9285): bytes in the letters of a QR code's alphanumeric mode.
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const radix = letters.length;

const digit = (value: number): string => letters.charAt(value % radix);

/** Two bytes in three letters, a last one in two. */
export function encode(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const [high = 0, low] = bytes.subarray(i, i + 2);
    const value = low === undefined ? high : (high << 8) + low;
    text += digit(value) + digit(Math.floor(value / radix)) + (low === undefined ? '' : digit(Math.floor(value / radix ** 2)));
  }
  return text;
}

/** Reads the one text of some bytes; null where it is none. */
export function decode(text: string): Uint8Array | null {
  if (text.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const part = text.slice(i, i + 3);
    const value = valueOf(part);
    if (value === null || value > (part.length === 3 ? 0xffff : 0xff)) return null;
    if (part.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}

function valueOf(part: string): number | null {
  let value = 0;
  for (let i = part.length - 1; i >= 0; i--) {
    const at = letters.indexOf(part.charAt(i));
    if (at < 0) return null;
    value = value * radix + at;
  }
  return value;
}
