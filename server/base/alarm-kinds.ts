/** Closed: a console has words for each. */
export const ALARM_KINDS = [
  /** Reports between two that are held have not arrived. */
  'sequence-gap',
  /** Another report came under a sequence that is taken: two kiosks hold one key, or one was set back. */
  'chain-fork',
  /** A report does not name its neighbour's digest. */
  'chain-broken',
  /** A report came after one that follows it: lanes send in their order. */
  'chain-reordered',
  /** A report came again whose receipt the lane has had: somebody sends what they recorded, or the lane was set back. */
  'report-replayed',
  'bad-signature',
  'stale-or-replayed-status',
  'unknown-kiosk',
  'disabled-kiosk',
  /** A kiosk signed something that the contract does not allow. */
  'invalid-message',
  /** No quorum of witnesses has cosigned the ledger for minutes. */
  'witness-lag',
  /** A witness has seen more of the ledger than there is: it was set back, or somebody signs with its key. */
  'witness-ahead',
  /** A lane was asked for evidence with something that this server did not sign. */
  'grant-forged',
  'grant-replayed',
  /** A grant came to another lane than it names, or with a key that is none. */
  'grant-misdirected',
  /** Too early or too late. */
  'grant-out-of-time',
  /** The officer was revoked, or their training has lapsed. */
  'grant-of-unentitled',
  'viewings-too-many',
  /** All officers together looked at one traveller too often. */
  'viewings-of-traveller-too-many',
  /** A lane was shown a grant without a valid assertion of its officer: the server's key alone was used. */
  'grant-unasserted',
  /** A lane was shown a grant with this server's signature that is not in its record. */
  'unrecorded-grant',
  /** A lane was given an order that this server did not sign. */
  'order-forged',
  'order-replayed',
  /** A lane was given an order that moves a gate without a valid assertion of the person who gives it. */
  'order-unasserted',
  /** Something was signed with a passkey that the lane's list of officers' keys does not have, or not for this time. */
  'officer-key-unknown',
  /** The counter of an officer's passkey went back: a copy of it may exist. */
  'officer-key-cloned',
  /** A lane has no list of officers' keys in force, and shows and opens nothing for officers. */
  'officer-keys-missing',
  /** An order came to another lane than it names. */
  'order-misdirected',
  /** Too early or too late. */
  'order-out-of-time',
  /** Signed for people whose roles, or a policy whose signatures, do not allow it. */
  'order-of-unentitled',
  /** A lane obeyed or refused an order with this server's signature that is not in its record. */
  'unrecorded-order',
  /** Somebody spoke where kiosks speak without a certificate of the fleet that holds. */
  'certificate-refused',
  'certificate-revoked',
  /** A kiosk's certificate came with another kiosk's message: a key is where it should not be. */
  'certificate-of-other-kiosk',
  /** A certificate with the authority's signature that is not in the record: somebody else signs with its key. */
  'unrecorded-certificate',
  'hello-refused',
  /** Somebody tried codes, or one that is over. */
  'enrolment-code-refused',
  /** A used code came again, with another kiosk's key: it is known to somebody who should not know it. */
  'enrolment-code-reused',
  /** A lane was opened in an emergency, and no second person has said within minutes that there was one. */
  'emergency-unconfirmed',
  /** A second person says that there was none. */
  'emergency-unfounded',
  /** A lane was opened for a cause, and no second person has said within minutes that there was one. */
  'opening-unconfirmed',
  /** A second person says that there was none. */
  'opening-unfounded',
  /** A person wanted to open lanes for a cause more often than the limit allows, or a lane was to be opened more often. */
  'openings-too-many',
  /** A doubted traveller was let go, and a second person who saw the pictures disagrees. */
  'second-look-disagrees',
  /** Nobody took a second look at such a decision in time. */
  'second-look-overdue',
  /** A lane's gate is open by an emergency order. It is over when the lane says so. */
  'lane-in-emergency',
  /** A lane takes no travellers, by an order or because of a fault. */
  'lane-out-of-service',
  /** A lane referred all of its last travellers. */
  'lane-refers-everyone',
  /** A lane keeps something past its time, and says so. */
  'retention-overdue',
  /** Something at a lane must be gone by now, and no word or report of the lane says that it is. */
  'erasure-unconfirmed',
  /** The database and the ledger say different things; `about` says of what. */
  'tables-differ',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];
