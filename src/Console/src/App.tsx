// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { PageHead } from './components/Parts';
import { Shell } from './components/Shell';
import { AlertsPage } from './pages/AlertsPage';
import { DeploymentPage } from './pages/DeploymentPage';
import { GraphPage } from './pages/GraphPage';
import { LicensePage } from './pages/LicensePage';
import { LicensesPage } from './pages/LicensesPage';
import { OperationsPage } from './pages/OperationsPage';
import { PartyPage } from './pages/PartyPage';
import { PoolPage } from './pages/PoolPage';
import { PoolsPage } from './pages/PoolsPage';
import { ProposalPage } from './pages/ProposalPage';
import { ProposalsPage } from './pages/ProposalsPage';
import { ReportPage } from './pages/ReportPage';
import { SearchPage } from './pages/SearchPage';
import { UsagePage } from './pages/UsagePage';
import { VerifyPage } from './pages/VerifyPage';
import { useRoute, type Route } from './router';

function UnknownPage() {
  const { t } = useTranslation();
  return <PageHead title={t('unknownPage.title')} lead={t('unknownPage.text')} />;
}

function pageOf(route: Route) {
  switch (route.page) {
    case 'pools': return <PoolsPage />;
    case 'pool': return <PoolPage key={route.id} id={route.id} />;
    case 'licenses': return <LicensesPage />;
    case 'license': return <LicensePage key={route.id} id={route.id} version={route.version} />;
    case 'party': return <PartyPage key={route.id} id={route.id} />;
    case 'proposals': return <ProposalsPage />;
    case 'proposal': return <ProposalPage key={route.id} id={route.id} />;
    case 'search': return <SearchPage key={route.query} query={route.query} />;
    case 'verify': return <VerifyPage key={route.id} id={route.id} />;
    case 'alerts': return <AlertsPage />;
    case 'usage': return <UsagePage key={route.id} id={route.id} />;
    case 'report': return <ReportPage key={route.id} id={route.id} />;
    case 'graph': return <GraphPage key={route.id} id={route.id} />;
    case 'operations': return <OperationsPage />;
    case 'deployment': return <DeploymentPage />;
    case 'unknown': return <UnknownPage />;
  }
}

export function App() {
  const route = useRoute();
  return <Shell route={route}>{pageOf(route)}</Shell>;
}
