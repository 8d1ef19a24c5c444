/**
 * English texts for the vocabulary of reports, for consoles and letters. The types require a text for every word of the contract. The texts
 * describe events, never the traveller.
 */
import type { CheckName, CheckResult, Outcome, Passage, ReasonCode } from '../contract/vocabulary.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const OUTCOME_WORDS: Words<Outcome> = {
  cleared: 'Cleared',
  referred: 'To an officer',
  refused: 'Refused',
  abandoned: 'Left the lane',
  'resolved-by-officer': 'Resolved',
};

export const CHECK_WORDS: Words<CheckName> = {
  'document-read': 'Document read',
  'mrz-check-digits': 'Check digits of the printed lines',
  'document-validity': 'Document in date',
  'dg1-matches-mrz': 'Chip agrees with the printed lines',
  'passive-authentication': "Issuer's signature on the chip",
  'chip-genuineness': 'Chip is the original',
  nationality: 'Nationality served at lanes',
  'issuing-state': 'Issuing state served at lanes',
  'document-type': 'Kind of document served at lanes',
  'holder-age': 'Age served at lanes',
  'remaining-validity': 'Document valid for long enough',
  'opening-hours': 'Within opening hours',
  'document-watchlist': 'Document watchlist',
  'comparison-attempts': 'Attempts left for this document today',
  'face-capture': 'Face captured',
  'face-quality': 'Face picture good enough',
  'presentation-attack-head-turn': 'Live person (head turn)',
  'presentation-attack-light-challenge': 'Live person (coloured light)',
  'face-comparison': 'Face compared with the chip portrait',
  'finger-comparison': 'Fingerprint compared',
  declaration: 'Declaration',
};

export const RESULT_WORDS: Words<CheckResult> = {
  passed: 'Passed',
  failed: 'Did not pass',
  inconclusive: 'Undecided',
  'not-run': 'Not done',
};

export const REASON_WORDS: Words<ReasonCode> = {
  'not-required-by-policy': 'not required by the policy',
  'not-available': 'not available in this lane',
  'earlier-check-decided': 'an earlier check had decided',
  'no-document': 'no document was presented',
  'document-unreadable': 'the printed lines could not be read',
  'chip-unreadable': 'the chip could not be read',
  'document-removed': 'the document was taken away too early',
  'check-digit-mismatch': 'a check digit does not agree',
  'document-expired': 'the document is out of date',
  'mrz-mismatch': 'chip and printed lines differ',
  'security-object-missing': 'the chip has no signature',
  'security-object-invalid': "the chip's signature is invalid",
  'signer-untrusted': 'no known authority vouches for the signer',
  'signer-expired': 'the signer was not valid at the time',
  'signer-revoked': 'the signer has been revoked',
  'signer-defective': 'defects of this signer are known',
  'signer-not-for-type': 'the signer is not for this kind of document',
  'revocation-unknown': 'the revocation status of the signer is unknown',
  'data-group-altered': 'a file on the chip was altered',
  'issuing-state-differs': 'the signer belongs to another state',
  'security-infos-differ': "the chip's security settings differ from the signed ones",
  'nationality-not-eligible': 'holders of this nationality use the desk',
  'issuing-state-not-eligible': 'holders of documents of this state use the desk',
  'document-type-not-eligible': 'holders of this kind of document use the desk',
  'age-not-eligible': 'travellers of this age use the desk',
  'age-unknown': 'the document does not give the full date of birth',
  'validity-too-short': 'the document expires too soon',
  'outside-opening-hours': 'lanes are closed at this time',
  'chip-copied': 'the chip could not prove that it is the original',
  'chip-not-provable': 'the chip cannot prove that it is the original',
  'chip-key-revoked': 'the key of the chip has been revoked',
  'portrait-unusable': 'the chip portrait cannot be used',
  'document-listed': 'the document is on a watchlist',
  'watchlist-stale': 'a watchlist is too old',
  'watchlist-unavailable': 'a watchlist could not be asked',
  'attempts-exhausted': 'no attempts left for this document today',
  'handle-unavailable': 'the lane could not count attempts for this document',
  'nobody-in-view': 'no one was in view',
  'several-people': 'more than one person was in view',
  'quality-insufficient': 'no picture was good enough',
  'plane-not-head': 'the turn looked like that of a flat picture',
  'movement-undecidable': 'the turn could not be judged',
  'light-of-a-plane': 'the light was shaded as by a flat picture',
  'light-not-returned': 'the light did not come back as shown (a screen, or a very bright hall)',
  'light-undecidable': 'the light could not be judged',
  'traveller-chose-no-lights': 'the traveller chose to go without lights',
  'below-threshold': 'the likeness is below the threshold',
  'no-finger': 'no finger was laid on the scanner',
  'finger-quality-insufficient': 'no print was good enough',
  'no-finger-reference': 'there is no fingerprint to compare with',
  'device-fault': 'a device has a fault',
  'timed-out': 'it took too long',
  'traveller-chose-desk': 'the traveller chose the desk',
  'goods-declared': 'there are goods for customs to see',
  'lane-emergency': 'the lane was opened in an emergency',
  'traveller-left': 'the traveller left',
};

export const PASSAGE_WORDS: Words<Passage> = {
  'one-person': 'one person passed',
  'turned-back': 'turned back',
  tailgating: 'more than one person passed',
  'nobody-entered': 'no one entered',
  'barrier-jammed': 'the barrier jammed',
  interrupted: 'not seen: the lane stopped meanwhile',
};
