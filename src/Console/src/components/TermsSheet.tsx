// SPDX-License-Identifier: Apache-2.0
import { Button, ToggleButton } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useTerms, useTermsSchema } from '../api/queries';
import type { License, LicenseTerms, TermsSchema } from '../api/types';
import { go } from '../router';
import { day } from '../text/format';
import { fieldOf, labelOf, valueOf } from '../text/terms';
import { Failure, Note, Sheet, Table, Wait } from './Parts';
import css from './parts.module.css';

/** What was agreed, for the license's two parties; for everybody which code enforces each term, or that it is recorded only. */
export function TermsSheet({ license, version }: { license: License; version: string | undefined }) {
  const { t, i18n } = useTranslation();
  const schema = useTermsSchema();
  const isSignedIn = useApiKey() !== null;
  const [isAsked, ask] = useState(false); // a reading is noted in the document's custody: it takes a click
  const isKnown = version === undefined || license.versions.some(({ id }) => id === version);
  const agreed = useTerms(license.id, version ?? null, isSignedIn && isAsked && isKnown);
  const shown = license.versions.findIndex(({ id }) => id === agreed.data?.version);
  return (
    <Sheet title={t('terms.title')}>
      {(license.versions.length > 1 || !isKnown) && <VersionChoice license={license} version={version} />}
      {!isKnown && <Note tone="bad">{t('terms.unknownVersion')}</Note>}
      <p className={css.empty}>
        {agreed.data ? t('terms.disclosed') : t('terms.withheldText')}
        {agreed.data && shown >= 0 && ` ${t('terms.shownVersion', { number: shown + 1, from: day(agreed.data.effectiveAt, i18n.language) })}`}
      </p>
      {isSignedIn && isKnown && !agreed.data && <p className={css.empty} style={{ paddingTop: 0 }}><Button size="small" onClick={() => ask(true)}>{t('terms.read')}</Button></p>}
      {agreed.isError && <Failure error={agreed.error} />}
      {schema.isPending || agreed.isLoading ? <Wait />
        : schema.isError ? <Failure error={schema.error} />
          : <Terms schema={schema.data} agreed={agreed.data ?? null} />}
    </Sheet>
  );
}

/** The versions side by side; each is an address of its own. Where none is named, the one in force is read. */
function VersionChoice({ license, version }: { license: License; version: string | undefined }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={css.choice} role="group" aria-label={t('terms.choose')}>
      {license.versions.map(({ id, effectiveAt }, i) => (
        <ToggleButton key={id} size="small" shape="circular" checked={version === id} onClick={() => go({ page: 'license', id: license.id, version: id })}>
          {t('terms.ofVersion', { number: i + 1, from: day(effectiveAt, i18n.language) })}
        </ToggleButton>
      ))}
    </div>
  );
}

function Terms({ schema, agreed }: { schema: TermsSchema; agreed: LicenseTerms | null }) {
  const { t } = useTranslation();
  return (
    <Table
      caption={t('terms.caption', { schema: schema.schema })} keyOf={([group]) => group}
      items={groupsOf(schema).filter(([group]) => schema.terms.some(({ term, type }) => type !== null && isOf(term, group)))}
      columns={[
        { title: t('terms.term'), cell: ([group]) => t(`termName.${group}` as 'termName.rate', { defaultValue: group }) },
        { title: t('terms.agreed'), cell: ([group]) => (agreed === null ? <span className={css.quiet}>{t('terms.withheld')}</span> : <Agreed group={group} agreed={agreed} />) },
        { title: t('terms.enforcedBy'), cell: ([, codes]) => (codes.length === 0 ? <span className={css.quiet}>{t('terms.recordedOnly')}</span> : <code className={css.mono}>{codes.join(', ')}</code>) },
      ]}
    />
  );
}

/** What was agreed of a group, in words: a line a field, and a line a place of tiers and discounts. */
export function Agreed({ group, agreed }: { group: string; agreed: Pick<LicenseTerms, 'terms'> }) {
  const { t, i18n } = useTranslation();
  const terms = agreed.terms.filter(({ term }) => isOf(term, group)).map((term) => ({ ...term, field: fieldOf(term.term) }));
  if (terms.length === 0) return <span className={css.quiet}>{t('terms.notAgreed')}</span>;
  const all = new Map(agreed.terms.map(({ term, value }) => [term, value]));
  const said = ({ term, value, field }: (typeof terms)[number]) => (
    <span key={term} className={css.said}>{field.name !== '' && <span className={css.quiet}>{labelOf(field, t)} </span>}{valueOf(term, value, all, t, i18n.language)}</span>
  );
  return (
    <ul className={css.plain} style={{ padding: 0 }}>
      {[...new Set(terms.map(({ field }) => field.place))].flatMap((place) => {
        const here = terms.filter(({ field }) => field.place === place);
        return place === null ? here.map((one) => <li key={one.term}>{said(one)}</li>)
          : [<li key={place}>{t(group === 'rate' ? 'terms.place' : 'terms.discountPlace', { place })} {here.map(said)}</li>];
      })}
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
