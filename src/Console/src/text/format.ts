// SPDX-License-Identifier: Apache-2.0
import type { Names } from '../api/types';
import { minorDigits } from './currency';

/** The last second of the year 9999: what is later is no date, and stays a number, as the ledger's own sentences have it. */
const lastSecond = 253_402_300_799;

/** An instant to the second, always in UTC and saying so. */
export const instant = (seconds: number | bigint, language: string): string => seconds > lastSecond ? String(seconds)
  : `${new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC', hourCycle: 'h23' }).format(Number(seconds) * 1000)} UTC`;

/** The zone of days that no terms speak of. */
export const utc = 'UTC';

/** A day in UTC, which it says: days of the chain and of licenses, whose terms are not everybody's to read. */
export const day = (seconds: number, language: string): string => `${dayIn(seconds, utc, language)} ${utc}`;

export const count = (value: number, language: string): string => new Intl.NumberFormat(language).format(value);

/** A hash or address that still tells its ends: 0x1234abcd…5678ef01. */
export const short = (hex: string): string => (hex.length <= 22 ? hex : `${hex.slice(0, 10)}…${hex.slice(-8)}`);

/** The name in the language shown, else in any language, else the id's ends. */
export const nameOf = (names: Names, id: string, language: string): string =>
  names[language] ?? names[language.split('-')[0] ?? ''] ?? names['en'] ?? Object.values(names)[0] ?? short(id);

/** A day in a time zone of the IANA's. */
export const dayIn = (seconds: number, zone: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: language === 'en' ? 'medium' : 'long', timeZone: zone }).format(seconds * 1000);

/** The last second of a half-open period. */
export const lastOf = (start: number, end: number): number => Math.max(start, end - 1);

/** A period by its first and last day, in the zone of the terms and with it; UTC where the terms are not held. */
export const periodText = (start: number, end: number, zone: string | null, language: string): string =>
  `${dayIn(start, zone ?? utc, language)} – ${dayIn(lastOf(start, end), zone ?? utc, language)} (${zone ?? utc})`;

/** A day in a time zone as a spreadsheet reads it (ISO 8601): 2026-07-01. */
export function isoDay(seconds: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(seconds * 1000);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}`;
}

/** The month in which a period begins, by the zone's calendar: 2026-07. */
export const monthIn = (seconds: number, zone: string | null): string => isoDay(seconds, zone ?? utc).slice(0, '2026-07'.length);

/** A month so many months before another: 2026-01 is three before 2026-04. */
export function monthsBack(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const months = year * 12 + number - 1 - count;
  return `${Math.floor(months / 12)}-${`${(months % 12) + 1}`.padStart(2, '0')}`;
}

/** How many months lie from one month to a later one. */
export const monthsBetween = (earlier: string, later: string): number => {
  const [[from = 0, first = 0], [to = 0, last = 0]] = [earlier.split('-').map(Number), later.split('-').map(Number)];
  return (to - from) * 12 + last - first;
};

const daySeconds = 86_400;

/** The day in UTC as a date field writes it: 2026-03-01. */
export const dayInput = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** The last second of the day that a date field holds; null while it holds none. */
export function lastSecondOf(day: string): number | null {
  const begins = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(begins) ? null : begins / 1000 + daySeconds - 1;
}

/** Publication number as printed: country, number, kind. */
export const publication = (patent: { country: string; number: string; kind: string | null }): string =>
  `${patent.country} ${patent.number}${patent.kind ? ` ${patent.kind}` : ''}`;

/** A publication as the API names it, US7292636B2, as printed; any other text as it is. */
export const printed = (text: string): string => text.replace(/^([A-Z]{2})([0-9A-Z]*?[0-9])([A-Z][0-9]?)?$/, (_, country: string, number: string, kind?: string) => publication({ country, number, kind: kind ?? null }));

/** The name of a country in the language shown: CN is China. */
export const countryName = (code: string, language: string): string => {
  try {
    return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
  } catch {
    return code; // EP and WO are offices, not countries
  }
};

/** A whole number of any size, grouped: wei are more than a double can tell apart. */
export const whole = (number: number | string, language: string): string => new Intl.NumberFormat(language).format(BigInt(number));

/** An amount in minor units as people write it: 12500 of CNY is CNY 125.00. */
export function money(minor: number | string, currency: string, language: string): string {
  const digits = minorDigits(currency);
  const text = String(minor).padStart(digits + 1, '0');
  const [units, rest] = digits === 0 ? [text, ''] : [text.slice(0, -digits), text.slice(-digits)];
  return `${currency} ${whole(units, language)}${rest && `.${rest}`}`;
}

/** How long ago, in the largest unit that fits: 7 s, 12 min, 3 h, 2 d. */
export function age(seconds: number, language: string): string {
  const [unit, size] = ([['day', 86_400], ['hour', 3_600], ['minute', 60]] as const).find(([, least]) => seconds >= 2 * least) ?? (['second', 1] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.floor(seconds / size));
}

/** A typed field's value as a reader can compare it with what was signed. */
export const fieldText = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(fieldText).join(', ')}]` : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Fields of uint64 that hold an instant; zero means that there is none. */
export const isInstantField = (name: string): boolean => /(At|From|Until|Start|End)$/.test(name);
