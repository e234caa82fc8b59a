// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getFile } from '../api/client';
import { Failure } from './Parts';
import { saveFile } from './saveFile';

/** Saves what the host gives at an address, asked for anew each time. */
export function FileButton({ path, name, children }: { path: string; name: string; children: string }) {
  const { i18n } = useTranslation();
  const file = useMutation({ mutationFn: () => getFile(path, i18n.language), onSuccess: (content) => saveFile(name, content) });
  return (
    <>
      <Button size="small" disabled={file.isPending} onClick={() => file.mutate()}>{children}</Button>
      {file.isError && <Failure error={file.error} retry={() => file.mutate()} />}
    </>
  );
}
