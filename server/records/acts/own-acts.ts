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
  /** The command `revoke` ended an officer's permission to view evidence. */
  'officer.revoke',
] as const;
/** The server does these by itself. */
export const SERVER_ACTS = [
  /** It ordered lanes to adopt a retention policy, which two people had signed before. */
  'retention.send',
] as const;
export type ServerAct = (typeof SERVER_ACTS)[number];
export type OwnAct = (typeof OWN_ACTS)[number];
