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
  /** A handshake that came to nothing: no TLS, an older one, a cipher of yesterday, or too slow. */
  'tls-failed',
  'kiosk-tls-failed',
  /** A network had more connections than are its own, or strangers had all of theirs and one was displaced. */
  'connections-refused',
  /** Whoever spoke where kiosks speak, and why they were not taken for one: first what was wrong with the certificate. */
  'kiosk-no-certificate',
  'kiosk-unknown-authority',
  'kiosk-self-signed',
  'kiosk-expired',
  'kiosk-not-yet-valid',
  /** Made for something else than a kiosk before the server. */
  'kiosk-not-for-clients',
  /** Anything else that a chain can be wrong in. */
  'kiosk-unusable',
  /** The authority's signature, and not in the record. */
  'kiosk-unrecorded',
  'kiosk-revoked',
  /** The certificate is one kiosk's, the message another's. */
  'kiosk-other-kiosk',
  'kiosk-unknown-kiosk',
  'kiosk-disabled',
  /** What a socket was opened with. */
  'kiosk-malformed-hello',
  'kiosk-forged-hello',
  'kiosk-stale-hello',
  'kiosk-replayed-hello',
  /** A one-time code that lets nobody in. */
  'kiosk-code-unknown',
  'kiosk-code-of-another-kiosk',
  'kiosk-code-withdrawn',
  'kiosk-code-over',
  'kiosk-code-used-by-another',
  'kiosk-codes-throttled',
  'kiosk-enrolment-unsigned',
  /** A kiosk with a right code that cannot stand where it says. */
  'kiosk-place-refused',
  'kiosk-challenge-refused',
  /** A request for a certificate that is none, or asks for more. */
  'kiosk-csr-malformed',
  'kiosk-csr-other-subject',
  'kiosk-csr-extra-content',
  'kiosk-csr-unsuitable-key',
  'kiosk-csr-bad-signature',
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];
