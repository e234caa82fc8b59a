// SPDX-License-Identifier: Apache-2.0
import { createLightTheme, type BrandVariants, type Theme } from '@fluentui/react-components';

const ink: BrandVariants = {
  10: '#020814', 20: '#0a1830', 30: '#0d2547', 40: '#0f315f', 50: '#133d73', 60: '#184785', 70: '#1e5293', 80: '#235a9c',
  90: '#3c6eaa', 100: '#5582b7', 110: '#6e96c4', 120: '#88aad1', 130: '#a3bfdd', 140: '#bfd3e8', 150: '#dbe6f2', 160: '#f1f5fa',
};

const sans = "'Segoe UI', 'Helvetica Neue', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";

/** Fluent's light theme in the ledger's ink. */
export const theme: Theme = {
  ...createLightTheme(ink),
  fontFamilyBase: sans,
  fontFamilyMonospace: "'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
};
