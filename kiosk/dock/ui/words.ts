/** Texts of the dock. Complete by type. In English only, for developers. */
import type {
  DeviceHealth,
  LanePhase,
  Outcome,
  Passage,
  ReportedDeviceKind,
} from '../../../server/contract/vocabulary.ts';
import type { Report } from '../../../server/contract/report.ts';
import type { DocumentVariant, FaultKind, FingerContact, PassageBehaviour } from './model/dock-view.ts';
import type { Draft } from './model/draft.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const PHASE_WORDS: Words<LanePhase> = {
  starting: 'Starting',
  idle: 'Waiting for a traveller',
  notice: 'Notice',
  document: 'Document',
  token: 'Code',
  face: 'Face',
  finger: 'Fingers',
  declaration: 'Declaration',
  deciding: 'Deciding',
  opening: 'Gate opens',
  passage: 'Walking through',
  referred: 'To the desk',
  emergency: 'Open: emergency',
  'out-of-service': 'Out of service',
};

export const PRESENCE_WORDS: Words<Draft['presence']> = {
  person: 'One person',
  'two-people': 'Two people',
  'flat-picture': 'A printed picture, held up',
  replay: 'A film on a tablet',
  nobody: 'Nobody',
};

export const VARIANT_WORDS: Words<DocumentVariant> = {
  genuine: 'Genuine',
  'mrz-check-digit-wrong': 'Wrong check digit',
  'dg1-differs': 'Chip says something else',
  'chip-dead': 'Chip dead',
  'mrz-unreadable': 'Printed lines unreadable',
  'lifted-while-read': 'Lifted while being read',
  'chip-locked': 'Chip of another document',
  'portrait-altered': 'Portrait altered',
  'portrait-undecodable': 'Portrait that does not decode',
  'security-object-swapped': "Another document's signature",
  'signer-expired': 'Signer expired',
  'signer-revoked': 'Signer revoked',
  'signer-unknown': 'Signed by a forger',
  'chip-copied': 'Copied chip',
  'chip-unprovable': 'Chip that cannot prove itself',
  'chip-out-of-step': 'Chip loses count',
  'chip-endless': 'Chip without end',
  'chip-noisy': 'Chip answers noise',
};

export const PASSAGE_BEHAVIOUR_WORDS: Words<PassageBehaviour> = {
  passes: 'Walks through',
  'turns-back': 'Turns back',
  tailgated: 'A second person follows',
  'stays-outside': 'Stays outside',
  'stands-in-the-way': 'Stands in the way',
};

export const CONTACT_WORDS: Words<FingerContact> = {
  good: 'Lies well',
  dry: 'Dry skin',
  wet: 'Wet skin',
  partial: 'Only the tip',
  rotated: 'Turned',
  shifted: 'Beside the middle',
  poor: 'Too faint',
  'wrong-finger': 'The finger beside it',
  none: 'No finger',
};

export const LIGHT_WORDS: Words<Draft['light']> = { normal: 'Normal', dim: 'Too dim', bright: 'Too bright' };

export const DECLARES_WORDS: Words<Draft['declares']> = {
  nothing: 'Nothing to declare',
  goods: 'Goods for customs to see',
};

export const FAULT_WORDS: Words<FaultKind> = {
  disconnect: 'Unplugged',
  stall: 'Silent',
  corrupt: 'Answers damaged',
  slow: 'Slow (2 s)',
  jam: 'Jammed',
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

export const HEALTH_WORDS: Words<DeviceHealth> = { ready: 'Ready', faulted: 'Fault', disconnected: 'Not connected' };

export const OUTCOME_WORDS: Words<Outcome> = {
  cleared: 'Cleared',
  referred: 'To the desk',
  refused: 'Refused',
  abandoned: 'Left the lane',
  'resolved-by-officer': 'Resolved',
};

export const PASSAGE_WORDS: Words<Passage> = {
  'one-person': 'One person passed',
  'turned-back': 'Turned back',
  tailgating: 'More than one passed',
  'nobody-entered': 'No one entered',
  'barrier-jammed': 'Barrier jammed',
  interrupted: 'Not seen',
};

export const REPORT_WORDS: Words<Report['kind']> = {
  match: 'Traveller',
  passage: 'Passage',
  viewing: 'Pictures shown to an officer',
  order: 'Order',
  erasure: 'Captures erased',
  readiness: 'Readiness check',
};

/** @param perS with at most one decimal */
export const pictureRate = (perS: number): string => `${perS} ${perS === 1 ? 'picture' : 'pictures'} a second`;

/** A code as words: `plane-not-head` is "plane not head". */
export const spelled = (code: string): string => code.replaceAll('-', ' ');
