/** The closed vocabulary of the certification pack. Pure: the console imports it. */
export const STANDARD_IDS = [
  'owasp-asvs',
  'iso-27001',
  'iso-27701',
  'iso-24745',
  'iso-30107-3',
  'iso-19795-1',
  'eu-ai-act',
] as const;
export type StandardId = (typeof STANDARD_IDS)[number];

/** The demands of controls in our own words: the texts of ISO standards are protected. */
export const CONTROL_SUBJECTS = [
  'requirements-assessed',
  'duties-apart',
  'access-by-table',
  'sign-in-strong',
  'access-rights-reviewed',
  'incidents-handled',
  'evidence-preserved',
  'records-protected',
  'privacy-protected',
  'people-trained',
  'faults-of-components',
  'data-erased',
  'backups-tested',
  'acts-logged',
  'data-encrypted',
  'purpose-and-basis',
  'impact-assessed',
  'processing-recorded',
  'requests-answered',
  'disclosures-recorded',
  'references-irreversible',
  'references-unlinkable',
  'references-renewable',
  'attacks-measured',
  'matching-measured',
  'acquisition-measured',
  'use-logged',
  'reference-logged',
  'input-logged',
  'verifiers-logged',
  'output-understood',
  'output-overridden',
  'use-stopped',
  'operation-monitored',
  'logs-kept',
  'system-described',
  'risks-managed',
  'accuracy-documented',
  'changes-recorded',
] as const;
export type ControlSubject = (typeof CONTROL_SUBJECTS)[number];

/** Figures of the running system that show a control at work. */
export const CONTROL_QUERIES = [
  'duties-in-force',
  'lapsed-trainings',
  'retention-policy',
  'overdue-items',
  'open-breaches',
  'late-notices',
  'legal-conflicts',
  'error-rate-reports',
  'decisions-of-people',
] as const;
export type ControlQuery = (typeof CONTROL_QUERIES)[number];

/** `attention`: a person looks at it. `figure`: a number that neither fulfils nor violates the control. */
export const QUERY_STATES = ['good', 'attention', 'figure'] as const;
export type QueryState = (typeof QUERY_STATES)[number];
