/** The words of signing in. Complete by type. */
import type { Role } from '../../access/vocabulary.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const ROLE_WORDS: Words<Role> = {
  officer: 'Officer',
  supervisor: 'Supervisor',
  'privacy-officer': 'Privacy officer',
  auditor: 'Auditor',
  administrator: 'Administrator',
  partner: 'Partner agency',
};
