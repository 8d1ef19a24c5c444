/** Closed: events that may indicate an intruder. None carries the intruder's text. */
export const SIGNAL_KINDS = [
  /** A wrong password, code or passkey. */
  'sign-in-failed',
  /** The same, about a console in which a person has signed in before. */
  'sign-in-failed-at-console',
  /** Another attempt before the wait had ended. */
  'sign-in-throttled',
  /** A passkey's counter went back: a copy may exist. */
  'passkey-counter-regressed',
  /** A correct TOTP code that was used before. */
  'code-replayed',
  /** A challenge that was answered before. */
  'challenge-replayed',
  /** A signed-in person failed repeatedly to authenticate again. */
  'step-up-failed',
  /** An invalid code of an invitation, a recovery or a first administrator. */
  'enrolment-code-refused',
  /** A trader's person: a passkey, challenge or counter was refused; an invitation code is not valid; too many codes were tried. */
  'trader-sign-in-refused',
  'trader-code-refused',
  'trader-throttled',
  /** The same of a partner agency's person. */
  'partner-sign-in-refused',
  'partner-code-refused',
  'partner-throttled',
  /** A signed-in person attempted an act that their duties do not allow. */
  'act-refused',
  /** A failed handshake: no TLS, an old version, an old cipher, or too slow. */
  'tls-failed',
  'kiosk-tls-failed',
  /** A network exceeded its number of connections, or unknown clients used all connections reserved for them and one was closed. */
  'connections-refused',
  /** A client on the kiosks' port was refused; first for faults of its certificate. */
  'kiosk-no-certificate',
  'kiosk-unknown-authority',
  'kiosk-self-signed',
  'kiosk-expired',
  'kiosk-not-yet-valid',
  /** Issued for another purpose than a kiosk's client certificate. */
  'kiosk-not-for-clients',
  /** Any other fault of the chain. */
  'kiosk-unusable',
  /** Signed by the authority but not in the database. */
  'kiosk-unrecorded',
  'kiosk-revoked',
  /** Certificate and message belong to different kiosks. */
  'kiosk-other-kiosk',
  /** In a rehearsal while this server is not, or the reverse. */
  'kiosk-other-mode',
  'kiosk-unknown-kiosk',
  'kiosk-disabled',
  /** Faults of the hello of a socket. */
  'kiosk-malformed-hello',
  'kiosk-forged-hello',
  'kiosk-stale-hello',
  'kiosk-replayed-hello',
  /** An unknown one-time code. */
  'kiosk-code-unknown',
  'kiosk-code-of-another-kiosk',
  'kiosk-code-withdrawn',
  'kiosk-code-over',
  'kiosk-code-used-by-another',
  'kiosk-codes-throttled',
  'kiosk-enrolment-unsigned',
  /** A kiosk with a valid code was refused at this place. */
  'kiosk-place-refused',
  'kiosk-challenge-refused',
  /** A malformed certificate request, or one with additional content. */
  'kiosk-csr-malformed',
  'kiosk-csr-other-subject',
  'kiosk-csr-extra-content',
  'kiosk-csr-unsuitable-key',
  'kiosk-csr-bad-signature',
  /** A connection to the partners' port without the key of a partner's program. */
  'partner-refused',
  /** A partner's program made more requests than its agreements allow. */
  'partner-over-quota',
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];
