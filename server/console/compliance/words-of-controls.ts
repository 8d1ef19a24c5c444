/** The console's words for the certification pack. Complete by type. */
import type { ControlQuery, ControlSubject, QueryState } from '../../oversight/compliance/controls/vocabulary.ts';
import { translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const CONTROL_WORDS: Words<ControlSubject> = translated({
  'requirements-assessed': 'Each requirement of the standard is assessed.',
  'duties-apart': 'Conflicting duties are held by different people.',
  'access-by-table': 'Access follows one table of roles and acts.',
  'sign-in-strong': 'Sign-in resists theft and guessing.',
  'access-rights-reviewed': 'Access rights are given by two people and end by themselves.',
  'incidents-handled': 'Incidents are recorded, assessed and notified in time.',
  'evidence-preserved': 'Proofs of what happened are preserved.',
  'records-protected': 'Records cannot be changed or removed unnoticed.',
  'privacy-protected': 'Personal data is kept and shared as the law allows.',
  'people-trained': 'People with duties have valid training.',
  'faults-of-components': 'Known faults of components are found and corrected.',
  'data-erased': 'Personal data is erased in time.',
  'backups-tested': 'Backups can be restored, and hold no key of a capture.',
  'acts-logged': 'Each act of a person is logged.',
  'data-encrypted': 'Biometric data is encrypted where it is stored.',
  'purpose-and-basis': 'Purpose and legal basis are stated.',
  'impact-assessed': 'The impact on the people concerned is assessed.',
  'processing-recorded': 'The processing is recorded.',
  'requests-answered': 'Requests of people are answered in time.',
  'disclosures-recorded': 'Disclosures to other agencies are recorded.',
  'references-irreversible': 'The face cannot be reconstructed from a stored template.',
  'references-unlinkable': 'Records of different days or purposes cannot be linked.',
  'references-renewable': 'A template can be revoked and replaced.',
  'attacks-measured': 'Errors of the detection of presentation attacks are measured.',
  'matching-measured': 'Errors of the comparison are measured, with intervals.',
  'acquisition-measured': 'Failures to acquire are measured.',
  'use-logged': 'Start and end of each use are logged.',
  'reference-logged': 'The reference of each comparison is logged.',
  'input-logged': 'The captures behind a doubt can be shown to a person.',
  'verifiers-logged': 'The people who verified a result are logged.',
  'output-understood': 'People can understand a result and its reasons.',
  'output-overridden': 'People can decide against a result.',
  'use-stopped': 'People can stop a lane.',
  'operation-monitored': 'The operation is monitored.',
  'logs-kept': 'Logs are kept for at least six months and protected.',
  'system-described': 'The system, its parts and its development are described.',
  'risks-managed': 'Risks are listed and tested.',
  'accuracy-documented': 'Accuracy and its measures are documented.',
  'changes-recorded': 'Changes of the system are recorded.',
});

export const FIGURE_WORDS: Words<ControlQuery> = translated({
  'duties-in-force': 'Duties in force',
  'lapsed-trainings': 'Duties with lapsed training',
  'retention-policy': 'Number of the retention policy',
  'overdue-items': 'Overdue erasures',
  'open-breaches': 'Open breaches',
  'late-notices': 'Late notifications of breaches',
  'legal-conflicts': 'Conflicts with chosen laws',
  'error-rate-reports': 'Published reports of error rates',
  'decisions-of-people': 'Decisions of people in four weeks',
});

export const QUERY_STATE_WORDS: Words<QueryState> = translated({
  good: 'As it should be',
  attention: 'To be checked',
  figure: 'For information',
});
