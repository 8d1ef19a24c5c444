/** The console's words for rules of legal frameworks. Complete by type. */
import type { RuleId, RuleSubject, RuleVerdict } from '../oversight/compliance/frameworks/vocabulary.ts';
import { RETENTION_CLASSES } from '../contract/retention.ts';
import { translated } from './languages/text.ts';
import { CLASS_NAMES } from './words-of-retention.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const RULE_WORDS: Words<RuleId> = translated({
  'controller-named': 'Travellers learn who is responsible: the configuration names the controller.',
  'contact-named': 'Travellers can reach the contact for data protection: the configuration names it.',
  'time-limits-set': 'Each kind of data has a time limit: two people have approved a retention policy.',
  'law-named': 'Biometric data needs a law: the legal basis of each class names a provision.',
  'photographs-twelve-hours': 'Photographs are kept for at most 12 hours after the comparison.',
  'logs-six-months': 'Logs are kept for at least six months.',
  'basis-in-law': 'Sharing is based on a law: the agreement does not rest on vital interests.',
  'purpose-covered': 'The purpose of the agreement is one that this law covers.',
  'purpose-of-authority': 'The purpose belongs to the tasks of the authority, or another law allows it.',
  'onward-transfer': 'Receivers of onward transfers are in a country with equal protection, or a safeguard exists.',
});

export const SUBJECT_WORDS: Words<RuleSubject> = translated({
  collected: 'Collected ## data, by a rule of law',
  kept: 'Kept ## data, by a rule of law',
  shared: 'Shared ## data, by a rule of law',
});

export const VERDICT_WORDS: Words<RuleVerdict> = translated({
  conforms: 'Conforms',
  'to-confirm': 'A person confirms it',
  conflict: 'Conflict',
  'nothing-to-check': 'Nothing to check',
});

const NAMED: Readonly<Record<string, string>> = translated({
  controller: 'No controller',
  contact: 'No contact',
  'retention-policy': 'No approved retention policy',
});

/** A retention class, a name of the configuration, or an agreement as it is. */
export function ruleSubjectWords(subject: string): string {
  const name = RETENTION_CLASSES.find((one) => one === subject);
  return name === undefined ? (NAMED[subject] ?? subject) : CLASS_NAMES[name];
}
