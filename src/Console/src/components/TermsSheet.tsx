// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useTermsSchema } from '../api/queries';
import type { TermsSchema } from '../api/types';
import { Failure, Sheet, Wait } from './Parts';
import css from './parts.module.css';

/** Which code enforces each term, or that it is recorded only: as the ledger says it, whatever a license agrees. */
export function TermsSheet() {
  const { t } = useTranslation();
  const schema = useTermsSchema();
  return (
    <Sheet title={t('terms.title')}>
      {schema.isPending ? <Wait /> : schema.isError ? <Failure error={schema.error} /> : <Terms schema={schema.data} />}
    </Sheet>
  );
}

function Terms({ schema }: { schema: TermsSchema }) {
  const { t } = useTranslation();
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <caption>{t('terms.caption', { schema: schema.schema })}</caption>
        <thead><tr><th scope="col">{t('terms.term')}</th><th scope="col">{t('terms.enforcedBy')}</th></tr></thead>
        <tbody>
          {groupsOf(schema).map(([group, codes]) => (
            <tr key={group}><td><code className={css.mono}>{group}</code></td><td>{codes.length === 0 ? t('terms.recordedOnly') : codes.join(', ')}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

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
