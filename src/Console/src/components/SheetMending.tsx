// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JudgedSheet, SheetRow } from '../api/types';
import { fitted, rawRow, withChanges, type Change } from '../filing/sheet';
import { count } from '../text/format';
import { Note, Table } from './Parts';
import css from './sign.module.css';
import parts from './parts.module.css';

/** The wrong rows of a sheet, each field with what is wrong with it, to be put right here and judged again. */
export function SheetMending({ sheet: { text, judged }, busy, judge }: { sheet: { text: string; judged: JudgedSheet }; busy: boolean; judge: (text: string) => void }) {
  const { t, i18n } = useTranslation();
  const { wrong, columns, separator, wrongRows } = judged;
  const width = Math.max(1, columns.length, ...wrong.map(({ fields }) => fields.length));
  const before = (row: SheetRow) => (row.fields.length === 0 ? [rawRow(text, row.line)] : row.fields);
  const [rows, change] = useState(() => new Map(wrong.map((row) => [row.line, before(row)] as [number, string[] | null])));
  const set = (line: number, fields: string[] | null) => change(new Map(rows).set(line, fields));
  const write = (row: SheetRow, field: number, value: string) => {
    const fields = [...(rows.get(row.line) ?? [])];
    while (fields.length <= field) fields.push('');
    fields[field] = value;
    set(row.line, fields);
  };
  const again = () => {
    const changes: Change[] = wrong.map((row) => {
      const fields = rows.get(row.line) ?? null;
      return { line: row.line, was: row.fields, fields: fields && row.fields.length > 0 && columns.length > 0 ? fitted(fields, columns.length) : fields };
    });
    judge(withChanges(text, changes, separator));
  };
  return (
    <>
      <Note tone="bad" title={t('file.wrong', { count: wrongRows, shown: count(wrongRows, i18n.language) })}>{t('file.wrongText')}{wrongRows > wrong.length && ` ${t('file.wrongFirst', { shown: wrong.length })}`}</Note>
      <div className={css.sheetTable}>
        <Table
          caption={t('file.mending')} items={wrong} keyOf={({ line }) => `${line}`}
          columns={[
            { title: t('file.line'), number: true, cell: ({ line }) => line },
            ...Array.from({ length: width }, (_, field) => {
              const title = columns[field] ?? t('file.column', { number: field + 1 });
              return {
                title,
                cell: (row: SheetRow) => (
                  <Cell
                    label={t('file.cell', { column: title, line: row.line })} value={rows.get(row.line)?.[field] ?? ''} gone={rows.get(row.line) === null}
                    errors={row.errors.filter((error) => (error.field ?? 0) === field)} write={(value) => write(row, field, value)}
                  />
                ),
              };
            }),
            {
              title: t('file.row'),
              cell: (row) => (rows.get(row.line) === null
                ? <Button size="small" onClick={() => set(row.line, before(row))}>{t('file.keepRow')}</Button>
                : <Button size="small" aria-label={t('file.dropRowOf', { line: row.line })} onClick={() => set(row.line, null)}>{t('file.dropRow')}</Button>),
            },
          ]}
        />
      </div>
      <div className={parts.more}><Button appearance="primary" disabled={busy} onClick={again}>{t('file.again')}</Button></div>
    </>
  );
}

function Cell({ label, value, gone, errors, write }: { label: string; value: string; gone: boolean; errors: SheetRow['errors']; write: (value: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <input
        className={css.cell} aria-label={label} value={value} disabled={gone} aria-invalid={errors.length > 0} aria-describedby={errors.length > 0 ? id : undefined}
        onChange={({ target }) => write(target.value)}
      />
      {errors.length > 0 && <div id={id} className={css.wrong}>{errors.map(({ code, column, detail }) => <p key={code}>{detail} <small>{t('file.flaw', { column, code })}</small></p>)}</div>}
    </>
  );
}
