// SPDX-License-Identifier: Apache-2.0
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Span } from '../src/components/Span';

const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000;
const shown = (from: string | number, until: string | number, language: string) => renderToStaticMarkup(<Span from={from} until={until} language={language} />).replace(/<[^>]*>/g, '');

describe('the term of a license or patent', () => {
  it('ends with its last day, not with the first day after it', () => {
    expect(shown(at('2024-01-01'), at('2027-01-01'), 'en')).toBe('Jan 1, 2024 – Dec 31, 2026 UTC');
    expect(shown(at('2024-01-01'), at('2027-01-01'), 'zh-CN')).toBe('2024年1月1日 – 2026年12月31日 UTC');
    expect(shown('?', at('2027-01-01'), 'en')).toBe('? – Dec 31, 2026 UTC');
  });
  it('ends on the day within which it ends', () => expect(shown(at('2024-01-01'), at('2027-01-01') + 1, 'en')).toBe('Jan 1, 2024 – Jan 1, 2027 UTC'));
  it('is of one day where it is empty', () => expect(shown(at('2024-01-01'), at('2024-01-01'), 'en')).toBe('Jan 1, 2024 – Jan 1, 2024 UTC'));
  it('without an end says so', () => expect(shown(at('2024-01-01'), 'no end', 'en')).toBe('Jan 1, 2024 UTC – no end'));
});
