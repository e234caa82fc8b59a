// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useGraph } from '../api/queries';
import type { Graph, GraphNode } from '../api/types';
import { FileButton } from '../components/FileButton';
import { Failure, KeyNeeded, PageHead, Sheet, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import css from '../components/usage.module.css';
import { hrefTo, type Route } from '../router';
import { fitted } from '../text/width';

export function GraphPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  return (
    <>
      <PageHead title={t('graph.title')} lead={t('graph.lead')}>{isSignedIn && <div><FileButton path={`/graph/${id}.svg`} name={`graph-${id.slice(2, 10)}.svg`}>{t('graph.save')}</FileButton></div>}</PageHead>
      {isSignedIn ? <Whole id={id} /> : <KeyNeeded>{t('graph.withKey')}</KeyNeeded>}
    </>
  );
}

function Whole({ id }: { id: string }) {
  const { t } = useTranslation();
  const graph = useGraph(id);
  if (graph.isPending) return <Wait />;
  if (graph.isError) return <Failure error={graph.error} retry={() => void graph.refetch()} />;
  return (
    <Sheet>
      {isKept(graph.data) && <div className={parts.more}><Button size="small" as="a" href={hrefTo({ page: 'custody', id })}>{t('keeping.open')}</Button></div>}
      <div className={css.drawing} tabIndex={0} role="region" aria-label={t('graph.drawing')}><Drawing graph={graph.data} /></div>
      <AsList graph={graph.data} />
    </Sheet>
  );
}

/** Whether the graph is of a record that came with something which can be held or erased. */
const isKept = ({ root, nodes }: Graph): boolean => ['UsageReport', 'Observation'].includes(nodes.find(({ key }) => key === root)?.kind ?? '');

/** Where something is shown by itself. */
function routeOf({ kind, record }: GraphNode): Route {
  switch (kind) {
    case 'license':
    case 'party':
    case 'pool': return { page: kind, id: record };
    case 'UsageReport':
    case 'line': return { page: 'report', id: record };
    default: return { page: 'graph', id: record };
  }
}

const margin = 10;
const firstBase = 20;
const lineHeight = 18;
/** The host's drawing, in the places that it gives. */
function Drawing({ graph: { width, height, nodes, edges, root, title } }: { graph: Graph }) {
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-label={title} role="group">
      <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" /></marker></defs>
      {edges.map(({ from, to, word, points }) => (
        <path key={`${from} ${to}`} d={`M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`} markerEnd="url(#tip)"><title>{word}</title></path>
      ))}
      {nodes.map((node) => (
        <a key={node.key} href={hrefTo(routeOf(node))} data-root={node.key === root}>
          <title>{[node.title, ...node.words].join(' · ')}</title>
          <rect x={node.x} y={node.y} width={node.width} height={node.height} rx="4" />
          {[node.title, ...node.words].map((text, i) => <text key={i} x={node.x + margin} y={node.y + firstBase + i * lineHeight} fontWeight={i === 0 ? 600 : 400}>{`${fitted(text, node.width - 2 * margin, i === 0)} `}</text>)}
        </a>
      ))}
    </svg>
  );
}

/** The same for whom a drawing tells nothing. */
function AsList({ graph: { nodes, edges, leftOut } }: { graph: Graph }) {
  const { t } = useTranslation();
  const named = new Map(nodes.map((node) => [node.key, [node.title, node.words[0]].filter(Boolean).join(': ')]));
  return (
    <div className={css.list}>
      {leftOut.length > 0 && <><h3>{t('graph.left')}</h3><ul>{leftOut.map(({ kind, closed, sentence }) => <li key={`${kind}${closed}`}>{sentence}</li>)}</ul></>}
      <details>
        <summary>{t('graph.list')}</summary>
        <h3>{t('graph.things')}</h3>
        <ul>{nodes.map((node) => <li key={node.key}><a href={hrefTo(routeOf(node))}>{[node.title, ...node.words].join(' · ')}</a></li>)}</ul>
        <h3>{t('graph.ties')}</h3>
        <ul>{edges.map(({ from, to, word }) => <li key={`${from} ${to}`}>{named.get(from)} → {word} → {named.get(to)}</li>)}</ul>
      </details>
    </div>
  );
}
