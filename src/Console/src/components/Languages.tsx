// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { languages, speak } from '../i18n';

export function Languages() {
  const { t, i18n } = useTranslation();
  return (
    <div className="languages" role="group" aria-label={t('language.label')}>
      {languages.map((language) => (
        <button key={language} type="button" lang={language} aria-pressed={i18n.language === language} onClick={() => void speak(language)}>
          {t(`language.${language}`)}
        </button>
      ))}
    </div>
  );
}
