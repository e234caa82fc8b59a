// SPDX-License-Identifier: Apache-2.0
// QR codes out of pictures and into them, in this browser alone (ISO/IEC 18004).
import { encodeQR } from 'qr';
import { decodeQR } from 'qr/decode.js';

/** Enough for the densest symbol with some pixels a module; larger pictures only take longer. */
const mostPixels = 2048;

/** What a picture's QR code says; null where none is found. */
export function readPicture(picture: CanvasImageSource, width: number, height: number): string | null {
  const scale = Math.min(1, mostPixels / Math.max(width, height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  if (brush === null) return null;
  brush.fillStyle = '#fff'; // where a picture is transparent
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(brush.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return null;
  }
}

/** Of a file; 'none' where no code is found, 'unreadable' where it is no picture. */
export async function readFile(file: Blob): Promise<{ text: string } | 'none' | 'unreadable'> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return 'unreadable';
  }
  try {
    const text = readPicture(picture, picture.width, picture.height);
    return text === null ? 'none' : { text };
  } finally {
    picture.close();
  }
}

/** The modules of a code's symbol with its quiet zone; a quarter of it is redundant, as the ledger's command draws it. */
export const symbolOf = (letters: string): boolean[][] => encodeQR(letters, 'raw', { ecc: 'medium', encoding: 'alphanumeric', border: 4 });

/** The dark modules as one path over a square of as many units as there are modules. */
export const pathOf = (symbol: boolean[][]): string =>
  symbol.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');

export const svgOf = (symbol: boolean[][]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${symbol.length} ${symbol.length}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="${pathOf(symbol)}"/></svg>\n`;

const pixelsPerModule = 6;

/** A PNG, six pixels a module. */
export async function pngOf(symbol: boolean[][]): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = symbol.length * pixelsPerModule;
  const brush = canvas.getContext('2d');
  if (brush === null) throw new Error('This browser draws nothing.');
  brush.fillStyle = '#fff';
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = '#000';
  symbol.forEach((row, y) => row.forEach((isDark, x) => { if (isDark) brush.fillRect(x * pixelsPerModule, y * pixelsPerModule, pixelsPerModule, pixelsPerModule); }));
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser makes no PNG.'))), 'image/png'));
}
