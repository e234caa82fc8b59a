// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client';
import type { Deployment, License, Stream } from '../api/types';
import { bodyOfStream, prepareStream } from '../filing/stream';
import { findWaiting } from '../filing/store';
import { FileRecord, FileWaits } from './FileRecord';
import { Failure, Sheet } from './Parts';
import css from './sign.module.css';

/** The longest name that the domain takes, in characters. */
const longestName = 256;

/** Opens a stream of reports: the first of a licensee in the pool, or one for a further site or system. */
export function StreamOpen({ license, licensee, streams }: { license: License; licensee: string; streams: readonly Stream[] }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const [name, rename] = useState('');
  const isTaken = streams.some((one) => one.name === name.trim());
  const make = useMutation({
    mutationFn: async () => {
      const waiting = await findWaiting('pool', license.pool);
      if (waiting) return { waiting: waiting.id };
      return { opening: prepareStream(license.pool, license.licensee, name.trim(), await get<Deployment>('/deployment', i18n.language)) };
    },
  });
  const { opening, waiting } = make.data ?? {};
  const isFirst = streams.length === 0;
  return (
    <Sheet title={t(isFirst ? 'stream.first' : 'stream.another')}>
      <div className={css.form}>
        <p>{t('stream.text', { licensee })}</p>
        <div className={css.ways}>
          <div className={css.field}>
            <label htmlFor={id}>{t('stream.name')}</label>
            <input id={id} value={name} maxLength={longestName} disabled={opening !== undefined} aria-invalid={isTaken} onChange={({ target }) => rename(target.value)} />
          </div>
          {!opening && <Button appearance={isFirst ? 'primary' : 'secondary'} disabled={name.trim() === '' || isTaken || make.isPending} onClick={() => make.mutate()}>{t('stream.prepare')}</Button>}
        </div>
        {isTaken && <p role="alert" className={css.wrong}>{t('stream.taken', { name: name.trim() })}</p>}
      </div>
      {waiting && <FileWaits id={waiting} text={t('stream.waitsText')} />}
      {make.isError && <Failure error={make.error} />}
      {opening && <FileRecord record={opening} bodyOf={bodyOfStream} stillFree={async () => (await findWaiting('pool', license.pool)) === undefined} />}
    </Sheet>
  );
}
