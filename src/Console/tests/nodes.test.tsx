// SPDX-License-Identifier: Apache-2.0
import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import type { Health } from '../src/api/types';
import en from '../src/i18n/en.json';
import zh from '../src/i18n/zh-CN.json';
import { Nodes } from '../src/pages/DeploymentPage';

const nodes: Health['nodes'] = [
  { name: 'node-1', state: 'aside', trouble: 'wrong-chain', since: 60, head: 7 },
  { name: 'node-2', state: 'active', trouble: null, since: 60, head: 9 },
  { name: 'node-3', state: 'ready', trouble: null, since: 60, head: null },
];

describe('the endpoints of a network', () => {
  it.each([['en', en], ['zh-CN', zh]] as const)('say how each stands, in %s', async (lng, texts) => {
    await i18next.use(initReactI18next).init({ lng, resources: { [lng]: { translation: texts } }, interpolation: { escapeValue: false } });
    const html = renderToStaticMarkup(<Nodes nodes={nodes} />);
    const { nodeStateOf, nodeTrouble } = texts.chain;
    for (const text of ['node-1', nodeStateOf.aside, nodeTrouble['wrong-chain'], 'node-2', nodeStateOf.active, 'node-3', nodeStateOf.ready]) expect(html).toContain(text);
  });
});
