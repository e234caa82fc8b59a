// SPDX-License-Identifier: Apache-2.0
// A document of its own, whose content security policy lets the browser connect to nothing: what is checked here cannot leave.
import { FluentProvider } from '@fluentui/react-components';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import '../app.css';
import { Icon } from '../components/icons';
import { Languages } from '../components/Languages';
import { startI18n } from '../i18n';
import { hrefTo } from '../router';
import { theme } from '../theme';
import { CheckerPage } from './CheckerPage';

function Frame() {
  const { t } = useTranslation();
  return (
    <div className="app">
      <header className="bar">
        <div className="barIn bare">
          <span className="brand">{Icon.mark}{t('product')}</span>
          <div className="side"><a href={`/${hrefTo({ page: 'pools' })}`}>{t('checker.console')}</a><Languages /></div>
        </div>
      </header>
      <main className="main" id="content"><CheckerPage /></main>
      <footer className="footBar"><div className="foot"><span>{t('tagline')}</span><span>Apache-2.0</span></div></footer>
    </div>
  );
}

void startI18n().then(() => {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root.');
  createRoot(root).render(<StrictMode><FluentProvider theme={theme}><Frame /></FluentProvider></StrictMode>);
});
