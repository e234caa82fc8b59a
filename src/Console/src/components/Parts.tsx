// SPDX-License-Identifier: Apache-2.0
import { Button, Spinner } from '@fluentui/react-components';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError, UnreachableError } from '../api/client';
import type { List } from '../api/queries';
import css from './parts.module.css';

/** A page's heading. It names the document and takes the focus, so that a new page is announced. */
export function PageHead({ title, lead, crumb, children }: { title: string; lead?: ReactNode; crumb?: ReactNode; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const product = useTranslation().t('product');
  useEffect(() => { document.title = `${title} · ${product}`; }, [title, product]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className={css.head}>
      <div>
        {crumb && <p className={css.crumb}>{crumb}</p>}
        <h1 className={css.title} ref={heading} tabIndex={-1}>{title}</h1>
        {lead && <p className={css.lead}>{lead}</p>}
      </div>
      {children}
    </div>
  );
}

export const Sheet = ({ title, children }: { title?: string; children: ReactNode }) => (
  <section className={css.sheet} aria-label={title}>{title && <h2>{title}</h2>}{children}</section>
);

export const Facts = ({ children }: { children: ReactNode }) => <dl className={`${css.facts} ${css.body}`}>{children}</dl>;

export const Fact = ({ term, wide, hint, children }: { term: string; wide?: boolean; hint?: string | undefined; children: ReactNode }) => (
  <div className={wide ? css.wide : undefined}><dt>{term}</dt><dd>{children}{hint && <small>{hint}</small>}</dd></div>
);

export type Tone = 'good' | 'bad' | 'warn' | 'idle';
export const Badge = ({ tone, children }: { tone: Tone; children: ReactNode }) => <span className={css.badge} data-tone={tone}>{children}</span>;

export const Note = ({ title, tone, children }: { title?: string; tone?: Tone; children: ReactNode }) => (
  <div className={css.note} data-tone={tone} role="note">{title && <strong>{title}</strong>}{children}</div>
);

export function Wait() {
  const { t } = useTranslation();
  return <div className={css.wait} role="status"><Spinner label={t('loading')} /></div>;
}

/** What is shown to holders of a key only: said plainly, for nothing went wrong. */
export function KeyNeeded({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return <div className={css.note} data-tone="idle" role="note"><strong>{t('signIn.needed')}</strong>{children} {t('signIn.where')}</div>;
}

/** What went wrong, in the host's words where it has some; `title` says of what, where it did not answer. */
export function Failure({ error, title, retry }: { error: Error; title?: string; retry?: () => void }) {
  const { t } = useTranslation();
  const problem = error instanceof ProblemError ? error.problem : null;
  return (
    <div className={css.note} data-tone="bad" role="alert">
      <strong>{problem?.title ?? title ?? t('problem.title')}</strong>
      {problem ? problem.detail : error instanceof UnreachableError ? t('problem.unreachable') : t('problem.here', { reason: error.message })} {problem && <span className={css.quiet}>{t('problem.code', { code: problem.code })}</span>}
      {retry && <div><Button size="small" onClick={retry}>{t('retry')}</Button></div>}
    </div>
  );
}

export interface Column<T> { title: string; cell: (item: T) => ReactNode; number?: boolean }

/** Rows under named columns. Its roles are said, because a narrow screen lays the cells out as cards. */
export function Table<T>({ caption, columns, items, keyOf }: { caption: string; columns: Column<T>[]; items: T[]; keyOf: (item: T) => string }) {
  const look = ({ number }: Column<T>) => (number ? css.num : undefined);
  return (
    <div className={css.scroll}>
      <table className={css.table} role="table">
        <caption>{caption}</caption>
        <thead role="rowgroup"><tr role="row">{columns.map((column) => <th key={column.title} scope="col" role="columnheader" className={look(column)}>{column.title}</th>)}</tr></thead>
        <tbody role="rowgroup">
          {items.map((item) => (
            <tr key={keyOf(item)} role="row">{columns.map((column) => <td key={column.title} role="cell" data-label={column.title} className={look(column)}><div>{column.cell(item)}</div></td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A list of any length under named columns. */
export const Listing = <T,>({ list, caption, empty, columns, keyOf }: {
  list: List<T>; caption: string; empty: string; columns: Column<T>[]; keyOf: (item: T) => string;
}) => <ReadOn list={list} empty={empty}><Table caption={caption} columns={columns} items={list.items} keyOf={keyOf} /></ReadOn>;

/** A list of any length: waits, fails, is empty, or shows what there is of it and reads on. */
export function ReadOn({ list: { items, query }, empty, children }: { list: List<unknown>; empty: string; children: ReactNode }) {
  const { t } = useTranslation();
  if (query.isPending) return <Wait />;
  if (query.isError && items.length === 0) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (items.length === 0 && !query.hasNextPage) return <p className={css.empty}>{empty}</p>;
  return (
    <>
      {children}
      {query.isFetchNextPageError && <Failure error={query.error} />}
      {query.hasNextPage && (
        <div className={css.more}><Button size="small" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('more')}</Button></div>
      )}
    </>
  );
}
