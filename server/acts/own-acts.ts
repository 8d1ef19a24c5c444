/** Acts on a person's own account. They need no duty and are not in the access table, but they are recorded. */
export const OWN_ACTS = [
  'session.begin',
  'session.end',
  'session.step-up',
  'session.refuse',
  'key.add',
  'key.remove',
  'password.set',
  'password.remove',
  'code-generator.add',
  'code-generator.remove',
  'account.enrol',
  'account.administer-first',
  /** The server printed one-time codes for administrators on its own machine. */
  'account.print-codes',
] as const;
export type OwnAct = (typeof OWN_ACTS)[number];
