// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { fitted } from '../src/text/width';

// The same cases as the host's drawing has (GraphTests).
it.each([
  ['short', false, 'short'],
  ['', true, ''],
  ['more than twenty-one letters', false, 'more than twenty-one l…'],
  ['exactly twenty-seven letters', true, 'exactly twenty-seve…'],
  ['WWWWWWWWWWWWWWWW', false, 'WWWWWWWWWWWWW…'],
  ['一二三四五六七八九十一二三四', false, '一二三四五六七八九十一二三四'],
  ['一二三四五六七八九十一二三四五', false, '一二三四五六七八九十一二三…'],
  ['一二三四五六七八九十一二三四五', true, '一二三四五六七八九十一…'],
] as const)('%s (bold: %s) is drawn as %s', (text, isBold, shown) => expect(fitted(text, 188, isBold)).toBe(shown));
