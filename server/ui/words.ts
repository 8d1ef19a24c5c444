/**
 * The console's words for the contract's. Complete by type: a new word in the vocabulary does not compile until it has one
 * here. They say what happened and where the traveller goes, never what the traveller is.
 */
import type {
  Channel,
  DeviceHealth,
  FalseMatchRateBand,
  ModelRole,
  ReportedDeviceKind,
  Step,
} from '../contract/vocabulary.ts';
import type { LaneState } from '../kiosks/answers.ts';
import type { Role } from '../access/vocabulary.ts';
import type { ErasureCause, RetentionClass } from '../contract/retention.ts';
import type { AlarmKind } from '../base/alarm-kinds.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const ROLE_WORDS: Words<Role> = {
  officer: 'Officer',
  supervisor: 'Supervisor',
  'privacy-officer': 'Privacy officer',
  auditor: 'Auditor',
  administrator: 'Administrator',
  partner: 'Partner agency',
};

/** Bands are upper bounds, from the threshold to the strictest. */
export const RATE_WORDS: Words<FalseMatchRateBand> = {
  '1e-3': 'false match at most 1 in 1,000',
  '3e-4': 'false match at most 1 in 3,000',
  '1e-4': 'false match at most 1 in 10,000',
  '3e-5': 'false match at most 1 in 30,000',
  '1e-5': 'false match at most 1 in 100,000',
  '3e-6': 'false match at most 1 in 300,000',
  '1e-6': 'false match at most 1 in 1,000,000',
};

export const DEVICE_WORDS: Words<ReportedDeviceKind> = {
  camera: 'Camera',
  'fingerprint-scanner': 'Fingerprint scanner',
  'document-reader': 'Document reader',
  'token-reader': 'Token reader',
  gate: 'Gate',
  indicator: 'Indicator',
  'secure-element': 'Secure element',
};

export const HEALTH_WORDS: Words<DeviceHealth> = {
  ready: 'ready',
  faulted: 'fault',
  disconnected: 'not connected',
};

export const LANE_STATE_WORDS: Words<LaneState> = {
  starting: 'Starting',
  free: 'Free',
  'in-use': 'In use',
  emergency: 'Open: emergency',
  'out-of-service': 'Out of service',
};

export const CHANNEL_WORDS: Words<Channel> = { green: 'Nothing to declare', red: 'Goods to declare' };

export const STEP_WORDS: Words<Step> = {
  notice: 'Notice',
  document: 'Document',
  token: 'Holder’s code',
  face: 'Face',
  finger: 'Fingers',
  declaration: 'Declaration',
  decision: 'Decision',
  total: 'In all',
};

export const MODEL_WORDS: Words<ModelRole> = {
  'face-detector': 'Face detector',
  'face-landmarks': 'Face landmarks',
  'face-embedder': 'Face embedder',
  'face-embedder-2': 'Second face embedder',
  'face-centring': 'Face centring',
  'finger-matcher': 'Finger matcher',
};

export const ALARM_WORDS: Words<AlarmKind> = {
  'sequence-gap': 'Reports are missing',
  'chain-fork': 'Two different reports under one number',
  'chain-broken': 'A report does not fit those beside it',
  'emergency-unconfirmed': 'Opened in an emergency that nobody has confirmed',
  'emergency-unfounded': 'Opened in an emergency that there was not',
  'opening-unconfirmed': 'Opened by hand, and nobody else has confirmed why',
  'opening-unfounded': 'Opened by hand without a cause',
  'openings-too-many': 'Opened by hand too often',
  'second-look-disagrees': 'A second person disagrees with letting a traveller go',
  'second-look-overdue': 'Nobody took a second look in time',
  'chain-reordered': 'Reports came in another order than they were made',
  'report-replayed': 'An old report was sent again',
  'bad-signature': 'A message with a wrong signature',
  'stale-or-replayed-status': 'A status that is old or repeated',
  'unknown-kiosk': 'A message from a kiosk that is not enrolled',
  'disabled-kiosk': 'A message from a kiosk that was disabled',
  'invalid-message': 'A signed message that the contract does not allow',
  'witness-lag': 'The ledger waits for its witnesses',
  'witness-ahead': 'A witness has seen more of the ledger than there is',
  'grant-forged': 'Evidence asked for with a forged permission',
  'grant-replayed': 'A permission to look at evidence was used twice',
  'grant-misdirected': 'A permission came to the wrong lane, or with a broken key',
  'grant-out-of-time': 'A permission came too early or too late',
  'grant-of-unentitled': 'Evidence asked for by an officer who no longer may',
  'viewings-too-many': 'One officer looks at evidence very often',
  'viewings-of-traveller-too-many': 'One traveller is looked at very often',
  'grant-unasserted': 'Evidence asked for without an officer’s passkey',
  'order-unasserted': 'A gate order without an officer’s passkey',
  'officer-key-unknown': 'A passkey that the lane does not have',
  'officer-key-cloned': 'A copy of an officer’s passkey may exist',
  'officer-keys-missing': 'A lane has no list of officers’ keys',
  'unrecorded-grant': 'A permission that this server has no record of',
  'order-forged': 'A lane was given a forged order',
  'order-replayed': 'A lane was given an order a second time',
  'order-misdirected': 'An order came to the wrong lane',
  'order-out-of-time': 'An order came too early or too late',
  'order-of-unentitled': 'An order in the name of people who may not give it',
  'unrecorded-order': 'An order that this server has no record of',
  'certificate-refused': 'A connection without a certificate that holds',
  'certificate-revoked': 'A connection with a revoked certificate',
  'certificate-of-other-kiosk': "A lane's certificate with another lane's message",
  'unrecorded-certificate': 'A certificate that this server has no record of',
  'hello-refused': 'A socket opened with a wrong, old or repeated greeting',
  'enrolment-code-refused': 'A code to enrol a lane that does not hold',
  'enrolment-code-reused': 'A used code to enrol a lane came again, from another machine',
  'retention-overdue': 'Something is kept past its time',
  'erasure-unconfirmed': 'An erasure is not confirmed',
  'tables-differ': 'The database and the ledger say different things',
};

export const ALARM_ADVICE: Words<AlarmKind> = {
  'sequence-gap': 'The lane made reports that have not arrived. If they do not follow, its storage may have been lost.',
  'chain-fork':
    'Two machines may hold one key, or a lane was set back to an older state. Take the lane out of service.',
  'emergency-unconfirmed':
    'One person let the lane stand open, and no supervisor has said whether there was an emergency. Go there, then say so under Decisions.',
  'emergency-unfounded':
    'A supervisor says that there was no emergency. Look into who came through, and why it was opened.',
  'opening-unconfirmed':
    'One person opened the lane by hand, and no second person has said that there was a cause. Ask at the lane, then say so under Second look.',
  'opening-unfounded':
    'A second person says that there was no cause. Find out who came through, and why it was opened.',
  'openings-too-many':
    'The limit on openings by hand was reached, and the lane stayed closed. Ask the officer; for staff who pass often, use another door.',
  'second-look-disagrees':
    'The traveller has gone and is not to be held for it. A supervisor looks at the case under Second look, and may propose a legal hold.',
  'second-look-overdue':
    'A decision to let a doubted traveller go waits for a colleague, under Second look. Look before the pictures are erased.',
  'chain-reordered':
    'Somebody may hold reports back on their way. Have the way between the lane and the server looked at.',
  'report-replayed':
    'Nothing was counted twice. Somebody may send what they recorded, or the lane was set back to an older state: have it looked at.',
  'chain-broken': "The lane's records were changed or set back. Take the lane out of service.",
  'bad-signature': 'Somebody uses the name of a lane without its key, or the lane has a new key that was not enrolled.',
  'stale-or-replayed-status': "Somebody repeats recorded messages, or the lane's clock is wrong.",
  'unknown-kiosk': 'A lane was connected without being enrolled, or somebody is trying names.',
  'disabled-kiosk': 'A lane that was taken out is still connected.',
  'invalid-message': 'The lane runs another version, or has been tampered with.',
  'witness-lag': 'Lanes go on. Ask the agencies that run the witnesses whether theirs can be reached.',
  'witness-ahead':
    'The ledger was set back to an older state, or its key is used elsewhere. Stop the server and call the auditor.',
  'grant-forged':
    'Somebody in the network tries to get at pictures. The lane gave nothing. Find out who reaches its address.',
  'grant-replayed':
    'Somebody recorded a permission and tried it again. The lane gave nothing. Look at the console it came from.',
  'grant-misdirected': 'A console is broken, or somebody tries permissions elsewhere. The lane gave nothing.',
  'grant-out-of-time':
    "The lane's clock or the server's is wrong, or somebody held a permission back. The lane gave nothing.",
  'grant-of-unentitled':
    'An officer was revoked or their training lapsed while they held a permission. The lane gave nothing.',
  'viewings-too-many': 'An officer browses, or a desk is very busy. Talk to them.',
  'viewings-of-traveller-too-many':
    'Several people look at the same traveller, or the server makes permissions by itself. See who looked, and why.',
  'grant-unasserted':
    'The server’s permission came without the officer’s own signature. The lane gave nothing. The server’s signing key may be in other hands: stop the server and have it looked at.',
  'order-unasserted':
    'The server’s order came without the officer’s own signature. The gate did not move. The server’s signing key may be in other hands: stop the server and have it looked at.',
  'officer-key-unknown':
    'If an officer got a new passkey, release the list of officers’ keys to this lane. If none did, the server’s signing key may be in other hands.',
  'officer-key-cloned':
    'The lane did nothing. Ask the officer where their passkey is. Remove it, and release the list of officers’ keys without it.',
  'officer-keys-missing':
    'Officers can neither look at evidence of this lane nor open it. Release the list of officers’ keys to it.',
  'unrecorded-grant': "The server's signing key may be in other hands, or its database was set back. Change the key.",
  'order-forged': 'Somebody in the network tries to move a gate. The lane did nothing. Find out who reaches it.',
  'order-replayed': 'Somebody recorded an order and tried it again. The lane did nothing. Look at its network.',
  'order-misdirected': 'Somebody tries orders at other lanes. The lane did nothing. Look at its network.',
  'order-out-of-time':
    "The lane's clock or the server's is wrong, or somebody held an order back. The lane did nothing.",
  'order-of-unentitled': 'The server signed what its own rules forbid. Stop it and call the administrator.',
  'unrecorded-order':
    "The server's signing key may be in other hands, or its record of orders was set back. Change the key.",
  'certificate-refused':
    'Somebody in the network tries the address of the lanes, or a lane was off for long. It asks for a new one.',
  'certificate-revoked': 'A key that was given up is still in use. Find out where.',
  'certificate-of-other-kiosk': 'A key of one lane is in the hands of another. Take both out of service.',
  'unrecorded-certificate':
    "The key of the fleet's authority may be in other hands, or the database was set back. Begin a new authority.",
  'hello-refused': "Somebody repeats what they recorded, or the lane's clock is wrong.",
  'enrolment-code-refused': 'Somebody mistypes a code, or tries codes. They are slowed down.',
  'enrolment-code-reused':
    'Somebody else knows the code. The lane that used it first may not be yours: look at it, and disable it if in doubt.',
  'retention-overdue':
    'The lane keeps what it should have erased. Take it out of service and look at its disk and its clock.',
  'erasure-unconfirmed':
    'The lane erases without the server, but has not said that it did. See whether it runs and reaches the server.',
  'tables-differ':
    'Somebody changed the database without the server. Nothing is repaired: call the auditor, run the check of the ledger, and restore a backup that agrees.',
};

/** Document codes of ICAO 9303-3 §4.2 by their first letter. */
export function documentWord(type: string): string {
  switch (type.charAt(0)) {
    case 'P':
      return 'Passport';
    case 'V':
      return 'Visa';
    case 'I':
    case 'A':
    case 'C':
      return 'Identity card';
    default:
      return `Document ${type}`;
  }
}

/** After a number. */
export const RETENTION_WORDS: Words<RetentionClass> = {
  cleared: 'captures of travellers who went through',
  referred: 'captures of referred travellers',
  resolved: 'captures of decided referrals',
  'after-doubt': 'captures kept for a second look',
  'legal-hold': 'captures that were held',
  'registered-traveller': 'registrations',
  'inspection-records': 'counted records of inspections',
};

export const CAUSE_WORDS: Words<ErasureCause> = {
  'passage-ended': 'as soon as they had gone',
  due: 'its time was over',
  'overdue-at-start': 'its time was over while the lane was off',
  'on-request': 'on request',
  resolved: 'an officer had decided',
  'hold-released': 'the hold was released',
  unreadable: 'its key was gone',
};
