/** Words of detection that several sections show. Complete by type. */
import { EVENT_NAMES } from '../oversight/detection/events/words.ts';
import type { Entity } from '../oversight/detection/rules/entity.ts';
import { PREVENTED_NAMES, RULE_NAMES, STEP_NAMES } from '../oversight/detection/rules/words.ts';
import { RESPONSE_NAMES } from '../oversight/detection/responses/words.ts';
import type { ExceptionReason } from '../oversight/detection/vocabulary.ts';
import { translated } from './languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const RULE_WORDS = translated(RULE_NAMES);
export const EVENT_WORDS = translated(EVENT_NAMES);
export const PREVENTED_WORDS = translated(PREVENTED_NAMES);
export const STEP_WORDS = translated(STEP_NAMES);

export const RESPONSE_WORDS = translated(RESPONSE_NAMES);

export const ENTITY_WORDS: Words<Entity['kind']> = translated({
  person: 'Person ## subject of a finding',
  lane: 'Lane',
  site: 'Site',
  console: 'Console ## subject of a finding',
  partner: 'Partner agency',
  trader: 'Trader',
  server: 'Server ## subject of a finding',
});

export const EXCEPTION_REASON_WORDS: Words<ExceptionReason> = translated({
  'planned-work': 'Planned work',
  'known-fault': 'A known fault',
  'new-rhythm': 'A new rhythm of work',
  exercise: 'An exercise',
});
