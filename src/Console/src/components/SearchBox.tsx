// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { go } from '../router';
import css from './search.module.css';

/** One box for any id, publication number or party. */
export function SearchBox({ initial = '' }: { initial?: string }) {
  const { t } = useTranslation();
  const [text, change] = useState(initial);
  return (
    <form role="search" className={css.box} onSubmit={(event) => { event.preventDefault(); if (text.trim()) go({ page: 'search', query: text.trim() }); }}>
      <input type="search" aria-label={t('search.label')} placeholder={t('search.placeholder')} value={text} onChange={({ target }) => change(target.value)} />
    </form>
  );
}
