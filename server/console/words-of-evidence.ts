/** Words for viewings of evidence. Complete by type, as `words.ts`. */
import type { EvidenceError, EvidenceModality, GrantRefusal, ViewingPurpose } from '../contract/evidence-vocabulary.ts';
import type { Modality } from '../contract/sealed-capture.ts';
import type { WireErrorCode } from '../contract/wire-error.ts';
import type { Viewing, ViewingStep } from './evidence/view-evidence.ts';
import { t, translated } from './languages/text.ts';
import { SIGNING_WORDS } from './sign-in/words.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const PURPOSE_WORDS: Words<ViewingPurpose> = translated({
  'identity-check': 'Is this the holder of the document?',
  'document-check': 'Is the document what it should be?',
  'attack-check': 'Was there an attempt to deceive the lane?',
  complaint: 'A complaint of the traveller',
});

export const MODALITY_WORDS: Words<Modality> = translated({
  'face-frame': 'Camera of the lane',
  'chip-portrait': 'Portrait on the chip',
  'finger-image': 'Fingerprint',
  'chip-fingers': 'Fingerprints on the chip',
});

/** The present step of a viewing, and the officer's part in it. */
export const STEP_WORDS: Words<ViewingStep> = translated({
  server: 'Asking the server…',
  passkey: 'Confirm with your passkey: it signs this one viewing.',
  lane: 'Asking the lane…',
});

export type WhyClosed = 'time' | 'left' | 'closed';

export const WHY_CLOSED_WORDS: Words<WhyClosed> = translated({
  time: 'The minute is over. To look again, ask again.',
  left: 'Closed because you left this window. To look again, ask again.',
  closed: 'Closed. To look again, ask again.',
});

/** The reason why a lane released no evidence, also shown in the list of viewings. */
export const REFUSAL_WORDS: Words<GrantRefusal> = translated({
  'other-lane': 'The permission was for another lane.',
  'not-yet-valid': "The lane's clock is behind the server's. Have the clocks checked.",
  expired: 'The permission came too late: it is valid for two minutes. Ask again.',
  'role-not-entitled': 'The rules of this lane do not let your role view evidence.',
  'training-lapsed': 'Your training for looking at evidence has lapsed.',
  'officer-revoked': 'Your permission to look at evidence was withdrawn.',
  'revocations-unknown': 'The lane has no recent message from the server. It releases no evidence until it has one.',
  'officer-keys-missing':
    'This lane has no list of officers’ keys. Ask an administrator to release the list of officers’ keys.',
  'assertion-missing': 'Your passkey did not sign. Ask again.',
  'assertion-malformed': 'The lane cannot read what your passkey signed. Ask again, or use another passkey.',
  'officer-key-unknown':
    'This lane does not have your key yet. Ask an administrator to release the list of officers’ keys.',
  'officer-key-of-another':
    'This passkey is not listed for you in this role. Use your own, or ask an administrator to release the list of officers’ keys.',
  'assertion-of-another-request': 'Your passkey signed something else. Ask again.',
  'assertion-of-another-site':
    'The lane does not take passkeys from this address. Open the console by its own address.',
  'user-not-verified': 'Your passkey did not check that it is you. Use its PIN or your finger.',
  'assertion-forged':
    'This is not the signature of your passkey. Ask again; if it happens twice, call an administrator.',
  'officer-key-cloned':
    'A copy of your passkey may exist. Use another passkey, and tell an administrator where this one is.',
  replayed: 'This permission was used before. Ask again.',
  'too-many-viewings': 'You have made too many viewings at this lane. Wait a few minutes.',
  'too-many-viewings-of-traveller':
    'This traveller has been viewed as often as one day allows. Look at the document at the desk.',
  'no-longer-kept': 'No longer kept: the lane has erased it, as it must, or never had it.',
  'unusable-key': 'The key of this page was not usable. Reload the page.',
  'keys-away': "The lane's secure element does not answer.",
});

const LANE_WORDS: Words<EvidenceError | 'unreachable'> = translated(
  {
    'malformed-grant': 'The lane did not understand the permission.',
    'forged-grant': 'The lane does not recognise the signature of this server.',
    'origin-not-allowed': 'The lane does not serve this console.',
    'host-not-allowed': 'The lane has another address.',
    'not-found': 'There is no evidence at the address of this lane.',
    'method-not-allowed': 'The lane did not understand the request.',
    'unsupported-media-type': 'The lane did not understand the request.',
    'too-large': 'The permission was too long for the lane.',
    busy: 'The lane is busy with other viewers. Ask again in a moment.',
    internal: 'The lane could not do it. Ask again, or look at the document at the desk.',
    unreachable:
      'The lane does not answer. It may be off, or this console does not reach it. Reload after enrolling a lane.',
  },
  REFUSAL_WORDS,
);

const SERVER_WORDS: Partial<Words<WireErrorCode | 'unreachable'>> = {
  get 'not-signed-in'() {
    return t('Sign in first.');
  },
  get 'officer-revoked'() {
    return REFUSAL_WORDS['officer-revoked'];
  },
  get 'grants-paused'() {
    return t('A security officer has paused your permission to view evidence for some hours.');
  },
  get 'training-lapsed'() {
    return REFUSAL_WORDS['training-lapsed'];
  },
  get 'not-entitled'() {
    return t('This traveller is not yours to look at. Take the referral first.');
  },
  get 'duty-over'() {
    return t('Your duty is over.');
  },
  get 'duty-not-begun'() {
    return t('Your duty has not begun.');
  },
  get 'off-shift'() {
    return t('This is not the time of your shift.');
  },
  get 'out-of-scope'() {
    return t('Your duty does not include this lane.');
  },
  get 'no-passkey'() {
    return t('Viewing evidence needs a passkey, and you have none here. Add one under Your account.');
  },
  get 'no-evidence-address'() {
    return t('The lane was enrolled without its address for evidence.');
  },
  get 'not-found'() {
    return t('The server has no such referral.');
  },
  get 'rate-limited'() {
    return t('You have asked too often. Wait a moment.');
  },
  get unreachable() {
    return t('The server does not answer.');
  },
};

export function viewingWords(viewing: Exclude<Viewing, { kind: 'opened' }>): string {
  switch (viewing.kind) {
    case 'not-granted':
      return SERVER_WORDS[viewing.code] ?? t('The server could not give permission. Ask again.');
    case 'not-signed':
      return SIGNING_WORDS[viewing.trouble];
    case 'not-released':
      return LANE_WORDS[viewing.code];
    case 'unreadable':
      return t('The captures from the lane do not open here, so nothing is shown. Reload the page and ask again.');
  }
}

/** The released captures, as a list in words. */
export function releasedWords(released: readonly EvidenceModality[]): string {
  return released.map((modality) => MODALITY_WORDS[modality]).join(', ');
}
