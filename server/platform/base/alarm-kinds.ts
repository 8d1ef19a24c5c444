/** Closed. The console has a text for each. */
export const ALARM_KINDS = [
  /** Reports between two received ones are missing. */
  'sequence-gap',
  /** Another report has a used sequence: two kiosks have one key, or a kiosk was restored from an old state. */
  'chain-fork',
  /** A report does not carry its predecessor's digest. */
  'chain-broken',
  /** A report arrived after its successor, although lanes send in order. */
  'chain-reordered',
  /** A report arrived again after the lane had verified its receipt: a replay, or a lane restored from an old state. */
  'report-replayed',
  'bad-signature',
  'stale-or-replayed-status',
  'unknown-kiosk',
  'disabled-kiosk',
  /** A kiosk signed a message that violates the contract. */
  'invalid-message',
  /** No quorum of witnesses has cosigned the ledger for minutes. */
  'witness-lag',
  /** A witness has seen a longer ledger than this one: the ledger was restored from an old state, or its key is used elsewhere. */
  'witness-ahead',
  /** A lane received an evidence grant that this server did not sign. */
  'grant-forged',
  'grant-replayed',
  /** A grant reached another lane, or contains an invalid key. */
  'grant-misdirected',
  /** Too early or too late. */
  'grant-out-of-time',
  /** The officer was revoked, or their training has lapsed. */
  'grant-of-unentitled',
  'viewings-too-many',
  /** All officers together exceeded the limit of viewings for one traveller. */
  'viewings-of-traveller-too-many',
  /** A grant reached a lane without a valid assertion of its officer: only the server's key was used. */
  'grant-unasserted',
  /** A grant with this server's signature is not in its database. */
  'unrecorded-grant',
  /** A lane received an order that this server did not sign. */
  'order-forged',
  'order-replayed',
  /** An order that moves a gate, or relaxes checks, lacks a valid assertion of one of its people. */
  'order-unasserted',
  /** A signature is by a passkey that is not on the lane's list of officers' keys, or not at this time. */
  'officer-key-unknown',
  /** The counter of an officer's passkey went back: a copy may exist. */
  'officer-key-cloned',
  /** A lane has no list of officers' keys in force, and refuses all viewings and gate orders. */
  'officer-keys-missing',
  /** An order reached another lane. */
  'order-misdirected',
  /** Too early or too late. */
  'order-out-of-time',
  /** Signed for people whose roles do not allow it, or with a policy whose signatures do not. */
  'order-of-unentitled',
  /** A lane executed or refused an order with this server's signature that is not in its database. */
  'unrecorded-order',
  /** A client connected to the kiosks' port without a valid certificate of the fleet. */
  'certificate-refused',
  'certificate-revoked',
  /** A message of one kiosk came with another kiosk's certificate: a key was copied. */
  'certificate-of-other-kiosk',
  /** A certificate with the authority's signature is not in the database: the authority's key is used elsewhere. */
  'unrecorded-certificate',
  'hello-refused',
  /** A lane sent a statement about its start that its TPM did not make for this question: replayed, forged, or of another TPM. */
  'lane-quote-refused',
  /** A lane's TPM states that its machine was started in a way that no one approved. */
  'lane-start-unknown',
  /** A lane sends messages without having proved its start, and the server requires the proof. */
  'lane-start-unproven',
  /** Wrong or expired enrolment codes were sent. */
  'enrolment-code-refused',
  /** A used code came again with another kiosk's key: someone else has the code. */
  'enrolment-code-reused',
  /** A lane was opened in an emergency, and no second person has confirmed the emergency within the limit. */
  'emergency-unconfirmed',
  /** A second person reports that there was no emergency. */
  'emergency-unfounded',
  /** A lane was opened for a cause, and no second person has confirmed the cause within the limit. */
  'opening-unconfirmed',
  /** A second person reports that there was no cause. */
  'opening-unfounded',
  /** A person or a lane exceeded the limit of openings for a cause. */
  'openings-too-many',
  /** A second person who viewed the captures disagrees with the admission of a traveller about whom the lane had a doubt. */
  'second-look-disagrees',
  /** No one gave the second opinion in time. */
  'second-look-overdue',
  /** A lane's gate is open by an emergency order. Ends when the lane reports the end. */
  'lane-in-emergency',
  /** A lane accepts no travellers, by an order or because of a fault. */
  'lane-out-of-service',
  /** A lane referred all of its last travellers. */
  'lane-refers-everyone',
  /** A lane analyses too few frames; `about` names the rate. */
  'lane-slow',
  /** A readiness check of a lane began and did not end, or left the lane out of service. */
  'lane-check-unfinished',
  /** Measured values of a lane differ from the calibration of its site; `about` names the first difference and their number. */
  'lane-drifted',
  /** A lane's readiness record names an approval that this server did not give to it, or one that was used before; `about` says which. */
  'readiness-unapproved',
  /** A lane holds other bytes of a release than those that were published, or a version that this server has not published; `about` says which. */
  'lane-releases-differ',
  /** A lane is behind the freshness limit of the signed channel; `about` says why. */
  'lane-releases-behind',
  /** The newest master list of a lane is past an age of its policy; `about` says which. Ends with a newer list. */
  'lane-trust-old',
  /** A watchlist of a lane is past an age of its policy, or missing; `about` has the gravest state and the number of lists. Ends with a newer list. */
  'lane-watchlists-old',
  /** A lane left a release of its software by itself, because it did not recover with it; `about` names the reason. */
  'lane-software-returned',
  /** The roll-out of a release was held, because its lanes do worse than before or left it; `about` names the chart that rang. */
  'roll-out-held',
  /** Lanes do not take a signed release within a day; `about` says why, and names it. Ends when they take it, or its terms change. */
  'release-untaken',
  /** The fleet made more comparisons with one document on one day than its limit, while lanes worked without this server. */
  'attempts-overrun',
  /** A lane asked a blind watchlist more often than travellers come. */
  'blind-queries-too-many',
  /** A lane received an answer to a blind query that is not proved for the key of the list. */
  'blind-answer-unproven',
  /** A lane reports captures that are past their limit. */
  'retention-overdue',
  /** Captures at a lane must be erased by now, and the lane has not confirmed it. */
  'erasure-unconfirmed',
  /** The database differs from the ledger; `about` names the difference. */
  'tables-differ',
  /** Rows of an earlier version are in the ledger, and no check shows who wrote them; `about` has their number. Ends when two administrators confirm them. */
  'rows-adopted',
  /** A channel for alerts has delivered nothing for minutes; `about` names it. Ends with its next delivery. */
  'alerts-undelivered',
  /** Two administrators changed or removed a channel or a route for alerts, or one renewed the secret of a webhook; `about` names it. */
  'alert-routing-changed',
  /** A check of readiness fails; `about` names it. Ends when the check passes again. */
  'server-not-ready',
  /** The deadline of a known fault of a component has passed; `about` has its number. Ends when it is fixed or excepted. */
  'component-overdue',
  /** The files of this server differ from those of its release; `about` names the first difference and their number. */
  'components-differ',
  /** The export of known faults is old. Ends with a newer one. */
  'advisories-old',
  /** An import of known faults was refused; `about` says why. Ends with an import that succeeds. */
  'advisories-refused',
  /** No risk model scores traders' declarations, so each is controlled; `about` names the cause. Ends when the front starts with a model. */
  'risk-model-failed',
  /** Published selection rules are not used, or those in use have expired; `about` says why. Ends when the newest set is in use. */
  'selection-rules-refused',
  /** Declared goods passed at a lane without this server, and had passed before or were to be controlled; `about` has which, and the declaration. */
  'goods-passed-offline',
  /** Findings have waited for minutes to be accepted by the receiver that the configuration names. Ends when none is left. */
  'shipping-behind',
  /** No one has judged a finding of detection in time; `about` names the rule and the kind of its subject. */
  'detection-finding',
  /** Detection asks for an order that a lane obeys only from its officers; `about` names the order. */
  'lane-order-asked',
  /** A confirmed response to a finding has no effect yet, or is not undone; `about` names the response and the kind of its subject. */
  'response-stuck',
  /** A deadline to notify a breach of personal data comes within a day; `about` names the law and the addressee. */
  'breach-deadline-near',
  /** A deadline to notify a breach of personal data has passed without a notice; `about` names the law and the addressee. */
  'breach-deadline-passed',
  /** A delivery to a partner agency was refused; `about` has the reason and the dataset. */
  'sharing-delivery-refused',
  /** A partner agency has not signed for a delivery, or for a deletion, within the agreed days; `about` has which and the dataset. */
  'sharing-receipt-overdue',
  /** The last day of an audit of a partner agency, or of a finding of one, has passed; `about` has which and the agreement. */
  'sharing-audit-overdue',
  /** A partner agency changed its list by more than agreed, which was refused, or withdrew it; `about` has which, and the list. */
  'sharing-list-changed',
  /** The configuration, the retention policy or an agreement conflicts with a rule of a chosen legal framework; `about` names the framework and the rule. */
  'legal-conflict',
  /** The last day of a penalty or a corrective action has passed; `about` names the kind and the start of its id. */
  'corrective-action-overdue',
  /** A part of the training policy does not apply; `about` is `role/administrator`, because fewer than two of them could act, or `course/` and a course that the release does not have. */
  'training-not-applied',
  /** A person reports a proposal as suspicious; `about` is `proposal/`, the kind, the start of its id and 1. */
  'proposal-reported',
  /** A row in a table of sessions was not written by this server; it signs no one in. `about` names the table. */
  'session-forged',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];
