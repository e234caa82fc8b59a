// SPDX-License-Identifier: Apache-2.0
import { Button, Field, Input } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeployment, useVerification } from '../api/queries';
import type { Engine } from '../api/types';
import { Failure, Note, PageHead, Sheet, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import { Steps, Verdict } from '../components/Steps';
import css from '../components/Steps.module.css';
import { go, hrefTo, isHash } from '../router';

export function VerifyPage({ id }: { id?: string | undefined }) {
  const { t } = useTranslation();
  const engine = useDeployment().data?.engine;
  return (
    <>
      <PageHead title={t('verify.title')} lead={t('verify.lead')} />
      <Question id={id} />
      {id !== undefined && <Answer id={id} />}
      <Meaning engine={engine} />
      {id !== undefined && <Yourself id={id} />}
    </>
  );
}

function Question({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  const [text, setText] = useState(id ?? '');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = text.trim().toLowerCase();
    setWrong(!isHash(asked));
    if (isHash(asked)) go({ page: 'verify', id: asked });
  };
  return (
    <Sheet>
      <form className={css.form} onSubmit={submit} noValidate>
        <Field label={t('verify.field')} hint={t('verify.hint')} validationState={wrong ? 'error' : 'none'} {...(wrong && { validationMessage: t('verify.wrong') })}>
          <Input value={text} onChange={(_, data) => setText(data.value)} spellCheck={false} autoComplete="off" name="license" />
        </Field>
        <Button type="submit" appearance={id === undefined ? 'primary' : 'secondary'}>{t('verify.submit')}</Button>
      </form>
    </Sheet>
  );
}

function Answer({ id }: { id: string }) {
  const { t } = useTranslation();
  const answer = useVerification(id);
  if (answer.isPending) return <Wait />;
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} />;
  return (
    <>
      <Verdict verification={answer.data} />
      {answer.data.caveat && <Note title={t(`chain.${answer.data.engine}`)}>{answer.data.caveat}</Note>}
      <Steps steps={answer.data.steps} />
      <p className={parts.row}>
        <Button size="small" disabled={answer.isFetching} onClick={() => void answer.refetch()}>{t(answer.isFetching ? 'verify.running' : 'verify.again')}</Button>
        <a href={hrefTo({ page: 'license', id })}>{t('verify.show')}</a>
      </p>
    </>
  );
}

/** What a green verdict means, and what it does not: said where the reader stands. */
function Meaning({ engine }: { engine: Engine | undefined }) {
  const { t } = useTranslation();
  const proves = t('proves', { returnObjects: true });
  const provesNot = t('provesNot', { returnObjects: true });
  return (
    <div className={css.two}>
      <Sheet title={t('verify.proves')}><ul>{proves.map((line) => <li key={line}>{line}</li>)}</ul></Sheet>
      <Sheet title={t('verify.provesNot')}>
        <ul>
          {provesNot.map((line) => <li key={line}>{line}</li>)}
          {engine && <li>{t(engine === 'embedded' ? 'provesNotEmbedded' : 'provesNotNetwork')}</li>}
        </ul>
      </Sheet>
    </div>
  );
}

function Yourself({ id }: { id: string }) {
  const { t } = useTranslation();
  const file = `license-${id.slice(2, 10)}.zip`;
  return (
    <Sheet title={t('verify.yourself')}>
      <p className={parts.empty} style={{ paddingBottom: 0 }}>{t('verify.yourselfText')}</p>
      <pre className={css.code}>{`./scripts/ledger license verify ${id}\n./scripts/ledger evidence export --license ${id} --output ${file}\n./scripts/ledger evidence verify ${file}`}</pre>
    </Sheet>
  );
}
