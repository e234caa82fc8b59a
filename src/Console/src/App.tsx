// SPDX-License-Identifier: Apache-2.0
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { PageBoundary, pageOnDemand } from './components/PageBoundary';
import { PageHead, Wait } from './components/Parts';
import { Shell } from './components/Shell';
import { useRoute, type Route } from './router';

// A page's code is fetched when it is first opened: whoever verifies a license waits for no charts.
const AlertsPage = pageOnDemand(async () => (await import('./pages/AlertsPage')).AlertsPage);
const CertificatesPage = pageOnDemand(async () => (await import('./pages/CertificatesPage')).CertificatesPage);
const CustodyPage = pageOnDemand(async () => (await import('./pages/CustodyPage')).CustodyPage);
const DeploymentPage = pageOnDemand(async () => (await import('./pages/DeploymentPage')).DeploymentPage);
const FilePage = pageOnDemand(async () => (await import('./pages/FilePage')).FilePage);
const FiledPage = pageOnDemand(async () => (await import('./pages/FiledPage')).FiledPage);
const GraphPage = pageOnDemand(async () => (await import('./pages/GraphPage')).GraphPage);
const LicensePage = pageOnDemand(async () => (await import('./pages/LicensePage')).LicensePage);
const LicensesPage = pageOnDemand(async () => (await import('./pages/LicensesPage')).LicensesPage);
const OperationsPage = pageOnDemand(async () => (await import('./pages/OperationsPage')).OperationsPage);
const PartyPage = pageOnDemand(async () => (await import('./pages/PartyPage')).PartyPage);
const PaymentsPage = pageOnDemand(async () => (await import('./pages/PaymentsPage')).PaymentsPage);
const PoolPage = pageOnDemand(async () => (await import('./pages/PoolPage')).PoolPage);
const PoolsPage = pageOnDemand(async () => (await import('./pages/PoolsPage')).PoolsPage);
const PoolPaymentsPage = pageOnDemand(async () => (await import('./pages/PoolPaymentsPage')).PoolPaymentsPage);
const ProposalPage = pageOnDemand(async () => (await import('./pages/ProposalPage')).ProposalPage);
const ProposalsPage = pageOnDemand(async () => (await import('./pages/ProposalsPage')).ProposalsPage);
const ReportPage = pageOnDemand(async () => (await import('./pages/ReportPage')).ReportPage);
const SearchPage = pageOnDemand(async () => (await import('./pages/SearchPage')).SearchPage);
const SuspectsPage = pageOnDemand(async () => (await import('./pages/SuspectsPage')).SuspectsPage);
const UsagePage = pageOnDemand(async () => (await import('./pages/UsagePage')).UsagePage);
const VerifyPage = pageOnDemand(async () => (await import('./pages/VerifyPage')).VerifyPage);

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
    case 'suspects': return <SuspectsPage key={route.id} id={route.id} />;
    case 'report': return <ReportPage key={route.id} id={route.id} />;
    case 'custody': return <CustodyPage key={route.id} id={route.id} />;
    case 'payments': return <PaymentsPage key={route.id} id={route.id} />;
    case 'pool-payments': return <PoolPaymentsPage key={route.id} id={route.id} />;
    case 'certificates': return <CertificatesPage key={route.id} id={route.id} />;
    case 'file': return <FilePage key={route.id} id={route.id} />;
    case 'filed': return <FiledPage key={route.id} id={route.id} />;
    case 'graph': return <GraphPage key={route.id} id={route.id} />;
    case 'operations': return <OperationsPage />;
    case 'deployment': return <DeploymentPage />;
    case 'unknown': return <UnknownPage />;
  }
}

export function App() {
  const route = useRoute();
  return (
    <Shell route={route}>
      <PageBoundary key={route.page}><Suspense fallback={<Wait />}>{pageOf(route)}</Suspense></PageBoundary>
    </Shell>
  );
}
