import type { PersonView } from '../../people/people/answers/people.ts';
import { translated } from '../languages/text.ts';

export const PERSON_STATE_WORDS: { readonly [State in PersonView['state']]: string } = translated({
  active: 'Can sign in',
  invited: 'Invited',
  expired: 'No key, no code',
  disabled: 'Disabled ## a person',
});
