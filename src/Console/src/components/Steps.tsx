// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { stepNames, type Step, type StepName, type Verification } from '../api/types';
import { instant } from '../text/format';
import { Banner } from './Banner';
import { Icon } from './icons';
import { Badge, Sheet } from './Parts';
import css from './Steps.module.css';

/** All eight steps in their order. One that the answer lacks was not reached: never shown as if it held; of several of a name, one that fails. */
export const inOrder = (steps: Step[]): { name: StepName; step: Step | null }[] =>
  stepNames.map((name) => ({ name, step: steps.find((step) => step.name === name && !step.ok) ?? steps.find((step) => step.name === name) ?? null }));

/** A verdict counts as valid only with all eight steps behind it, whatever the answer's word is. */
export const verdictOf = ({ verdict, steps }: Verification): Verification['verdict'] =>
  steps.some((step) => !step.ok && verdict === 'invalid') ? 'invalid'
    : verdict === 'valid' && inOrder(steps).some(({ step }) => !step?.ok) ? 'unconfirmed' : verdict;

export const tones = { valid: 'good', invalid: 'bad', unconfirmed: 'warn' } as const;

export function Verdict({ verification }: { verification: Verification }) {
  const { t, i18n } = useTranslation();
  const verdict = verdictOf(verification);
  const { number, time } = verification.head;
  return (
    <Banner tone={tones[verdict]} title={t(`verify.${verdict}`)}>
      {t(`verify.${verdict}Text`)} {t('verify.at', { number, time: instant(time, i18n.language) })}
    </Banner>
  );
}

export function Steps({ steps }: { steps: Step[] }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('verify.steps')}>
      <ol className={css.steps}>
        {inOrder(steps).map(({ name, step }, index) => {
          const tone = step === null ? 'idle' : step.ok ? 'good' : 'bad';
          return (
            <li key={name} className={css.step} data-tone={tone} data-step={name}>
              <span className={css.mark}>{step === null ? Icon.dot : step.ok ? Icon.check : Icon.cross}</span>
              <h3><b>{index + 1}</b>{t(`step.${name}.name`)}</h3>
              <Badge tone={tone}>{t(step === null ? 'verify.missing' : step.ok ? 'verify.ok' : 'verify.bad')}</Badge>
              <p>{t(`step.${name}.text`)}</p>
              {step && <p className={css.detail}>{step.detail}</p>}
            </li>
          );
        })}
      </ol>
    </Sheet>
  );
}
