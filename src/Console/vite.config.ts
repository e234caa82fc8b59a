// SPDX-License-Identifier: Apache-2.0
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The host serves the built files itself; `npm run dev` forwards the API to a host started by scripts/run.
export default defineConfig({
  plugins: [react()],
  base: '/',
  build: {
    outDir: '../Ledger.Host/wwwroot',
    emptyOutDir: true,
    // A data: URI would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // React and Fluent change far less often than our own pages: files of their own stay cached when those do.
    rollupOptions: { input: ['index.html', 'checker.html'], output: { manualChunks: (id) => (/node_modules\/(react|react-dom|scheduler)\//.test(id) ? 'react' : /node_modules\/(@fluentui|@griffel)\//.test(id) ? 'fluent' : undefined) } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:5180', '/health': 'http://127.0.0.1:5180' } },
  test: { include: ['tests/**/*.test.{ts,tsx}'] },
});
