// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { short } from '../text/format';
import { Icon } from './icons';
import css from './parts.module.css';

/** A hash or address, whole or by its ends, that can be copied whole. */
export function Hex({ value, what, whole = false }: { value: string; what: string; whole?: boolean }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(value).then(() => setCopied(true));
  return (
    <span className={css.hash}>
      <code className={whole ? css.mono : `${css.mono} ${css.ends}`} title={value}>{whole ? value : short(value)}</code>
      <button type="button" className={css.copy} aria-label={copied ? t('copied') : t('copy', { what })} title={t('copy', { what })} onClick={copy} onBlur={() => setCopied(false)}>
        {copied ? Icon.check : Icon.copy}
      </button>
    </span>
  );
}

/** The ends of a hash within a link or a sentence; the whole of it under the pointer. */
export const Ends = ({ value }: { value: string }) => <code className={`${css.mono} ${css.ends}`} title={value}>{short(value)}</code>;
