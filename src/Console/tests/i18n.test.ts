// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { stepNames } from '../src/api/types';
import { choose } from '../src/i18n';
import en from '../src/i18n/en.json';
import zh from '../src/i18n/zh-CN.json';

/** path → text; the plural forms of a language fold into one, since Chinese has a single one. */
function flat(texts: object, prefix = ''): Map<string, string> {
  return new Map(Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[(prefix + key).replace(/_(one|other)$/, ''), value] as [string, string]] : [...flat(value as object, `${prefix}${key}.`)]));
}
const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();

describe('the two languages', () => {
  const english = flat(en);
  const chinese = flat(zh);
  it('say the same things', () => expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort()));
  it('fill the same places', () => {
    for (const [key, text] of english) expect([key, placeholders(chinese.get(key) ?? '')]).toEqual([key, placeholders(text)]);
  });
  it('leave no text empty or untranslated', () => {
    const same = [...english].filter(([key, text]) => chinese.get(key) === text).map(([key]) => key);
    expect(same).toEqual(['language.en', 'language.zh-CN']);
    expect([...english.values(), ...chinese.values()].every((text) => text.trim().length > 0)).toBe(true);
  });
  it('name and explain each of the eight steps', () => {
    expect(Object.keys(en.step)).toEqual([...stepNames]);
    expect(Object.keys(zh.step)).toEqual([...stepNames]);
  });
  it('say in words that the embedded chain has one validator', () => {
    expect(en.provesNotEmbedded).toContain('only validator');
    expect(zh.provesNotEmbedded).toContain('唯一的验证者');
  });
});

describe('the language', () => {
  it('that was chosen before wins', () => expect(choose('zh-CN', ['en-GB'])).toBe('zh-CN'));
  it('is the first of the browser that we speak', () => {
    expect(choose(null, ['fr', 'zh-Hans-CN', 'en'])).toBe('zh-CN');
    expect(choose(null, ['de', 'en-GB', 'zh'])).toBe('en');
  });
  it('is English where nothing fits', () => expect(choose('xx', ['fr'])).toBe('en'));
});
