// SPDX-License-Identifier: Apache-2.0
import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { stepNames, type Step, type Verification } from '../src/api/types';
import { inOrder, Steps, Verdict, verdictOf } from '../src/components/Steps';
import en from '../src/i18n/en.json';
import zh from '../src/i18n/zh-CN.json';

const all: Step[] = stepNames.map((name) => ({ name, ok: true, detail: `detail of ${name}` }));
const verification = (verdict: Verification['verdict'], steps: Step[]): Verification => ({
  license: '0x1', verdict, engine: 'embedded', caveat: 'One validator.', head: { number: 7, hash: '0x2', time: 0, final: true }, steps,
});
beforeAll(() => i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en }, 'zh-CN': { translation: zh } } }));

describe('a verdict', () => {
  it('is valid with all eight steps behind it', () => expect(verdictOf(verification('valid', all))).toBe('valid'));
  it.each(stepNames)('is never shown as valid without the step %s', (name) =>
    expect(verdictOf(verification('valid', all.filter((step) => step.name !== name)))).toBe('unconfirmed'));
  it.each(stepNames)('is never shown as valid when the step %s fails', (name) =>
    expect(verdictOf(verification('valid', all.map((step) => (step.name === name ? { ...step, ok: false } : step))))).toBe('unconfirmed'));
  it('that is invalid stays so', () => expect(verdictOf(verification('invalid', [{ name: 'id', ok: false, detail: '' }]))).toBe('invalid'));
  it('names the block that it was checked against', () =>
    expect(renderToStaticMarkup(<Verdict verification={verification('valid', all)} />)).toContain('Checked against block 7'));
});

describe('the steps', () => {
  it('stand in the order in which they are checked, whatever order they come in', () =>
    expect(inOrder([...all].reverse()).map(({ name }) => name)).toEqual([...stepNames]));
  it('show one that was not reached as such', () => {
    const html = renderToStaticMarkup(<Steps steps={all.slice(0, 3)} />);
    expect(html.match(/data-tone="idle" data-step=/g)).toHaveLength(stepNames.length - 3);
    expect(html).toContain(en.verify.missing);
  });
  it('show the one that fails of several of a name', () => {
    const twice: Step[] = [...all, { name: 'schedule', ok: false, detail: 'the second schedule' }];
    expect(inOrder(twice).at(-1)?.step?.detail).toBe('the second schedule');
    expect(verdictOf(verification('valid', twice))).toBe('unconfirmed');
  });
  it('tell in words which one fails', () => {
    const html = renderToStaticMarkup(<Steps steps={all.map((step) => (step.name === 'header' ? { ...step, ok: false } : step))} />);
    expect(html).toMatch(/data-tone="bad" data-step="header".*?fails/s);
  });
  it('are told in Chinese too', async () => {
    await i18next.changeLanguage('zh-CN');
    expect(renderToStaticMarkup(<Steps steps={all} />)).toContain(zh.step.completeness.name);
    await i18next.changeLanguage('en');
  });
  it('escape what the host says', () =>
    expect(renderToStaticMarkup(<Steps steps={[{ name: 'id', ok: true, detail: '<img src=x>' }]} />)).not.toContain('<img'));
});
