// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useParty } from '../api/queries';
import { hrefTo } from '../router';
import { nameOf } from '../text/format';

/** A party by its name as far as the ledger knows it; by the ends of its id until then. */
export function PartyLink({ id }: { id: string }) {
  const language = useTranslation().i18n.language;
  return <a href={hrefTo({ page: 'party', id })} title={id}>{nameOf(useParty(id).data?.names ?? {}, id, language)}</a>;
}
