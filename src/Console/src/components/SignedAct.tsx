// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import type { TypedData } from '../api/types';
import { fieldText, instant, isInstantField } from '../text/format';
import { Table } from './Parts';
import css from './parts.module.css';

/** The typed data of an act, field by field in the order in which they were signed. */
export function SignedAct({ data }: { data: TypedData }) {
  const { t, i18n } = useTranslation();
  const fields = data.types[data.primaryType] ?? [];
  const readable = (name: string, type: string) => {
    const value = Number(data.message[name]);
    return type === 'uint64' && isInstantField(name) && value > 0 ? instant(value, i18n.language) : null;
  };
  return (
    <>
      <Table
        caption={`${t('history.typedData')}: ${data.primaryType}`} items={fields} keyOf={({ name }) => name}
        columns={[
          { title: t('history.field'), cell: ({ name }) => <code className={css.mono}>{name}</code> },
          { title: t('history.type'), cell: ({ type }) => <code className={`${css.mono} ${css.quiet}`}>{type}</code> },
          { title: t('history.value'), cell: ({ name, type }) => <><code className={css.mono}>{fieldText(data.message[name])}</code>{readable(name, type) && <div className={css.quiet}>{readable(name, type)}</div>}</> },
        ]}
      />
      <p className={css.empty}>
        {t('history.contract')} <code className={css.mono}>{data.domain.name} {data.domain.version} · {data.domain.verifyingContract} · {data.domain.chainId}</code>
      </p>
    </>
  );
}
