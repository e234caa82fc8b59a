// SPDX-License-Identifier: Apache-2.0
import { pathOf, symbolOf } from '../checker/pictures';

/** A text in letters of the alphanumeric mode as a QR code, drawn here as one path: nothing of it leaves the browser. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const symbol = symbolOf(text);
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${symbol.length} ${symbol.length}`} width="220" height="220" shapeRendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" /><path d={pathOf(symbol)} />
    </svg>
  );
}
