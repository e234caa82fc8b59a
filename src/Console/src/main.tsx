// SPDX-License-Identifier: Apache-2.0
import { FluentProvider } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ProblemError } from './api/client';
import './app.css';
import { App } from './App';
import { startI18n } from './i18n';
import { theme } from './theme';

// A refusal stays a refusal when it is asked for again; only a host that does not answer is worth another try.
const retry = (failures: number, error: Error) => !(error instanceof ProblemError) && failures < 2;
const client = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 5_000 } } });

void startI18n().then(() => {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root.');
  createRoot(root).render(
    <StrictMode>
      <FluentProvider theme={theme}>
        <QueryClientProvider client={client}><App /></QueryClientProvider>
      </FluentProvider>
    </StrictMode>,
  );
});
