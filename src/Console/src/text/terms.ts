// SPDX-License-Identifier: Apache-2.0
import type { TFunction } from 'i18next';
import { count, countryName, dayIn, utc, whole } from './format';

/** A field of the terms by its parts: `rate.2.from` is the field `from` of the second place of `rate`. */
export interface Field { group: string; place: number | null; name: string }

export function fieldOf(term: string): Field {
  const [group = term, ...rest] = term.split('.');
  const place = /^\d+$/.test(rest[0] ?? '') ? Number(rest.shift()) : null;
  return { group, place, name: rest.join('.') };
}

/** What a field is called beside its group; nothing where the group is the field. */
export const labelOf = ({ group, name }: Field, t: TFunction): string => (name === '' ? '' : t(`termField.${group}.${name}` as 'termField.rate.from'));

const countries = (set: string, language: string): string => listed(set.split(',').map((code) => countryName(code, language)), language);
const listed = (words: string[], language: string): string => words.join(language === 'zh-CN' ? '、' : ', ');

/** A territory: CN,VN · worldwide · worldwide except IR,KP. */
const territory = (text: string, t: TFunction, language: string): string =>
  text === 'worldwide' ? t('termWord.worldwide')
    : text.startsWith('worldwide except ') ? t('termWord.worldwideExcept', { countries: countries(text.slice('worldwide except '.length), language) })
      : countries(text, language);

/** A period: P1Y6M is 1 year 6 months. */
function period(text: string, language: string): string {
  const units = { Y: 'year', M: 'month', D: 'day' } as const;
  const parts = [...text.matchAll(/(\d+)([YMD])/g)].map(([, number, letter]) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: units[letter as keyof typeof units], unitDisplay: 'long' }).format(Number(number)));
  return parts.join(language === 'zh-CN' ? '' : ' ');
}

/** An amount with its thousands told apart and every digit that was agreed. */
const amount = (text: string, language: string): string => {
  const [units = text, fraction] = text.split('.');
  return whole(units, language) + (fraction === undefined ? '' : `.${fraction}`);
};

const choices = new Set(['pastSales.mode', 'laterAdditions', 'sublicensing.to', 'rate.basis', 'cap.per', 'rounding.mode', 'rounding.per', 'grantBack']);
const money = new Set(['pastSales.fee', 'cap.amount', 'fixedFee.amount', 'minimum.amount', 'rate.rate', 'rate.standard']);
const percents = new Set(['affiliates.control', 'discount.percent']);
const counts = new Set(['rate.from', 'free.units']);

/** A value as people read it; the pool's own words and names (products, zones, laws) as they are. `agreed` tells currency and basis. */
export function valueOf(term: string, value: string, agreed: ReadonlyMap<string, string>, t: TFunction, language: string): string {
  const field = fieldOf(term);
  const key = field.name === '' ? field.group : `${field.group}.${field.name}`;
  const choice = (word: string) => t(`termWord.${word}` as 'termWord.none', { defaultValue: word });
  if (value === 'true' || value === 'false') return choice(value);
  if (key === 'territory' || key === 'discount.territory') return territory(value, t, language);
  if (key === 'acts') return listed(value.split(',').map(choice), language);
  if (choices.has(key)) return choice(value);
  if (key === 'pastSales.from') return dayIn(Date.parse(`${value}T00:00:00Z`) / 1000, utc, language); // a date, not an instant: it is of the calendar's zone
  if (/^P(\d+[YMD])+$/.test(value)) return period(value, language);
  if (key === 'currency') return `${new Intl.DisplayNames(language, { type: 'currency' }).of(value) ?? value} (${value})`;
  if (key === 'report.firstMonth') return new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, Number(value) - 1, 1));
  if (key === 'law' && /^[A-Z]{2}$/.test(value)) return countryName(value, language);
  if (percents.has(key) || (field.group === 'rate' && money.has(key) && agreed.get('rate.basis') === 'ad-valorem')) return `${amount(value, language)} %`;
  if (money.has(key)) return `${amount(value, language)} ${agreed.get('currency') ?? ''}`.trimEnd();
  if (counts.has(key)) return t('termWord.units', { count: Number(value), number: count(Number(value), language) });
  if (key === 'fieldsOfUse' || key === 'products' || key === 'free.products') return listed(value.split(','), language);
  return value;
}
