/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { PersonView } from '../../people/people/answers/people.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { PERSON_STATE_WORDS } from './words.ts';

const PEOPLE: Meanings<PersonView['state']> = {
  title: () => t('States of a person'),
  words: PERSON_STATE_WORDS,
  meanings: translated({
    active: 'The person has a passkey, or a password with a code generator.',
    invited: 'The person has a code and has not used it yet.',
    expired: 'The code expired before it was used. Invite the person again.',
    disabled: 'The person can no longer sign in, and the lanes refuse their passkey.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('People'),
  purpose: () =>
    t(
      'Lists the people of this server and how they sign in. Invite a person, end their sessions, disable them, or ask for new keys for a person who lost all. Duties are given under Decisions. An officer who is revoked is shown with the cause; two administrators can take that back.',
    ),
  meanings: [PEOPLE],
  views: {},
};
