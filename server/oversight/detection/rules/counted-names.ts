/** The closed vocabulary of what is counted by hour. Pure: consoles import it. */
export const COUNTED_NAMES = [
  // Acts of people
  'viewings of others',
  'viewings without a task',
  'viewings',
  'decisions',
  'openings',
  'searches',
  'records',
  'administration',
  'service',
  'erasures',
  'operation',
  'declaration views',
  'controls',
  'waived controls',
  // Lanes, sites and the server
  'presentations by hour',
  'documents by hour',
  'lane faults',
  'failed sign-ins',
  'signals',
  'portal',
  'portal refusals',
] as const;
export type CountedName = (typeof COUNTED_NAMES)[number];
