// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import type { TypedData } from '../api/types';
import { fieldText, instant, isInstantField } from '../text/format';
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
    <div className={css.scroll}>
      <table className={css.table}>
        <caption>{t('history.typedData')}: {data.primaryType}</caption>
        <thead><tr><th scope="col">{t('history.field')}</th><th scope="col">{t('history.type')}</th><th scope="col">{t('history.value')}</th></tr></thead>
        <tbody>
          {fields.map(({ name, type }) => (
            <tr key={name}>
              <td><code className={css.mono}>{name}</code></td>
              <td className={css.quiet}><code className={css.mono}>{type}</code></td>
              <td><code className={css.mono}>{fieldText(data.message[name])}</code>{readable(name, type) && <div className={css.quiet}>{readable(name, type)}</div>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.empty}>
        {t('history.contract')} <code className={css.mono}>{data.domain.name} {data.domain.version} · {data.domain.verifyingContract} · {data.domain.chainId}</code>
      </p>
    </div>
  );
}
