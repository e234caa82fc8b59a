// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useDeployment, useHealth } from '../api/queries';
import type { Health } from '../api/types';
import { Hex } from '../components/Hex';
import { Badge, Fact, Facts, Failure, Note, PageHead, Sheet, Table, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import { count, instant } from '../text/format';
import { conditionsOf } from '../text/health';

/** The network's endpoints, each with how it stands; one that is asked for want of a better one says what is wrong with it, too. */
export function Nodes({ nodes }: { nodes: Health['nodes'] }) {
  const { t, i18n } = useTranslation();
  return (
    <Sheet title={t('chain.nodes')}>
      <Table
        caption={t('chain.nodes')} items={nodes} keyOf={({ name }) => name}
        columns={[
          { title: t('chain.node'), cell: ({ name }) => <code className={parts.mono}>{name}</code> },
          {
            title: t('chain.nodeState'),
            cell: ({ state, trouble }) => (
              <><Badge tone={trouble ? 'bad' : 'good'}>{t(`chain.nodeStateOf.${state}`)}</Badge> {trouble && t(`chain.nodeTrouble.${trouble}`)}</>
            ),
          },
          { title: t('chain.nodeSince'), cell: ({ since }) => instant(since, i18n.language) },
          { title: t('chain.head'), cell: ({ head }) => head !== null && count(head, i18n.language), number: true },
        ]}
      />
    </Sheet>
  );
}

export function DeploymentPage() {
  const { t, i18n } = useTranslation();
  const deployment = useDeployment();
  const health = useHealth().data;
  if (deployment.isPending) return <Wait />;
  if (deployment.isError) return <Failure error={deployment.error} retry={() => void deployment.refetch()} />;
  const { engine, demo, chainId, finality, rpcUrl, contracts } = deployment.data;
  return (
    <>
      <PageHead title={t('chain.title')} />
      <Note title={t(`chain.${engine}`)}>{t(`chain.${engine}Text`)}</Note>
      {demo && <Note title={t('chain.demo')}>{t('chain.demoText')}</Note>}
      <Sheet>
        <Facts>
          <Fact term={t('chain.state')} hint={conditionsOf(health, t).join(' ')}>
            <Badge tone={health?.ready ? 'good' : 'bad'}>{t(health ? (health.ready ? 'chain.ready' : 'chain.notReady') : 'chain.unreachable')}</Badge>
          </Fact>
          <Fact term={t('chain.engine')}>{t(`chain.${engine}`)}</Fact>
          <Fact term={t('chain.chainId')}><code className={parts.mono}>{chainId}</code></Fact>
          <Fact term={t('chain.finality')}>{t(finality.rule === 'durable' ? 'chain.finality_durable' : 'chain.finality_depth', { blocks: finality.blocks })}</Fact>
          {health?.head && <Fact term={t('chain.head')} hint={instant(health.head.time, i18n.language)}>{count(health.head.number, i18n.language)}</Fact>}
          <Fact term={t('chain.rpc')}><code className={parts.mono}>{rpcUrl}</code></Fact>
        </Facts>
      </Sheet>
      {health && health.nodes.length > 0 && <Nodes nodes={health.nodes} />}
      <Sheet title={t('chain.contracts')}>
        <Table
          caption={t('chain.contracts')} items={contracts} keyOf={({ address }) => address}
          columns={[
            { title: t('chain.contract'), cell: ({ name, version }) => <>{name} <span className={parts.quiet}>{version}</span></> },
            { title: t('chain.address'), cell: ({ address }) => <Hex value={address} what={t('chain.address')} whole /> },
            { title: t('chain.codeHash'), cell: ({ codeHash }) => <Hex value={codeHash} what={t('chain.codeHash')} /> },
            { title: t('chain.deployedAt'), cell: ({ deployedAtBlock }) => count(deployedAtBlock, i18n.language), number: true },
          ]}
        />
      </Sheet>
    </>
  );
}
