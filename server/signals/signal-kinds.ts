/** Closed: what may be the mark of an intruder. None carries a text of theirs. */
export const SIGNAL_KINDS = [
  /** A proof that did not hold: password, code, passkey. */
  'sign-in-failed',
  /** Asked again before the wait was over. */
  'sign-in-throttled',
  /** A passkey's counter went back: somebody may hold a copy. */
  'passkey-counter-regressed',
  /** A code of a generator, right but used before. */
  'code-replayed',
  /** A challenge that was answered before. */
  'challenge-replayed',
  /** Somebody signed in tried often to prove once more who they are. */
  'step-up-failed',
  /** An invitation's, a recovery's or a first administrator's code that is none. */
  'enrolment-code-refused',
  /** Somebody signed in tried what their duties do not let them do. */
  'act-refused',
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];
