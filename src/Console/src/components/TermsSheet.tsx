// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useTerms, useTermsSchema } from '../api/queries';
import type { LicenseTerms, TermsSchema } from '../api/types';
import { Failure, Sheet, Table, Wait } from './Parts';
import css from './parts.module.css';

/** What was agreed, for the license's two parties; for everybody which code enforces each term, or that it is recorded only. */
export function TermsSheet({ license }: { license: string }) {
  const { t } = useTranslation();
  const schema = useTermsSchema();
  const isSignedIn = useApiKey() !== null;
  const [isAsked, ask] = useState(false); // a reading is noted in the document's custody: it takes a click
  const agreed = useTerms(license, isSignedIn && isAsked);
  return (
    <Sheet title={t('terms.title')}>
      <p className={css.empty}>{agreed.data ? t('terms.disclosed') : t('terms.withheldText')}</p>
      {isSignedIn && !agreed.data && <p className={css.empty} style={{ paddingTop: 0 }}><Button size="small" onClick={() => ask(true)}>{t('terms.read')}</Button></p>}
      {agreed.isError && <Failure error={agreed.error} />}
      {schema.isPending || agreed.isLoading ? <Wait />
        : schema.isError ? <Failure error={schema.error} />
          : <Terms schema={schema.data} agreed={agreed.data ?? null} />}
    </Sheet>
  );
}

function Terms({ schema, agreed }: { schema: TermsSchema; agreed: LicenseTerms | null }) {
  const { t } = useTranslation();
  return (
    <Table
      caption={t('terms.caption', { schema: schema.schema })} keyOf={([group]) => group}
      items={groupsOf(schema).filter(([group]) => schema.terms.some(({ term, type }) => type !== null && isOf(term, group)))}
      columns={[
        { title: t('terms.term'), cell: ([group]) => <>{t(`termName.${group}` as 'termName.rate', { defaultValue: group })} <code className={`${css.mono} ${css.quiet}`}>{group}</code></> },
        { title: t('terms.agreed'), cell: ([group]) => (agreed === null ? <span className={css.quiet}>{t('terms.withheld')}</span> : <Agreed group={group} agreed={agreed} />) },
        { title: t('terms.enforcedBy'), cell: ([, codes]) => (codes.length === 0 ? <span className={css.quiet}>{t('terms.recordedOnly')}</span> : <code className={css.mono}>{codes.join(', ')}</code>) },
      ]}
    />
  );
}

function Agreed({ group, agreed }: { group: string; agreed: LicenseTerms }) {
  const { t } = useTranslation();
  const terms = agreed.terms.filter(({ term }) => isOf(term, group));
  if (terms.length === 0) return <span className={css.quiet}>{t('terms.notAgreed')}</span>;
  return (
    <ul className={css.plain} style={{ padding: 0 }}>
      {terms.map(({ term, value }) => <li key={term}>{term !== group && <span className={css.quiet}>{term.slice(group.length + 1)} </span>}{value}</li>)}
    </ul>
  );
}

const isOf = (term: string, group: string): boolean => term === group || term.startsWith(`${group}.`);

/** The 84 fields by their part before the first point: a tier's rate and its product share the row `rate`. */
export function groupsOf(schema: TermsSchema): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const { term, enforcedBy } of schema.terms) {
    const group = term.split('.', 1)[0] ?? term;
    const codes = groups.get(group) ?? [];
    groups.set(group, enforcedBy && !codes.includes(enforcedBy) ? [...codes, enforcedBy] : codes);
  }
  return [...groups];
}
