// SPDX-License-Identifier: Apache-2.0
// How many digits a currency's minor unit has by ISO 4217, which the host counts by. The browser's own table (CLDR) is another: it has none for IDR or HUF.
const none = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '));
const three = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** The digits of the minor unit: 2 for the fen of CNY. */
export const minorDigits = (currency: string): number => (none.has(currency) ? 0 : three.has(currency) ? 3 : 2);
