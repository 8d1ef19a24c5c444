/** States and results that the rooms share with the log and with each other. Closed lists. */
import type { DeclarationCodeRefusal } from '../../../server/contract/read-declaration-code.ts';
import type { DeviceKind } from '../../../hardware/device/device.ts';
import type { WireErrorCode } from '../../../server/contract/wire-error.ts';

/**
 * Why a lane cannot serve. `notice`: the notice to travellers has expired. `outbox`: a report cannot be made durable.
 * `clock`: the machine's time is not plausible. `vault`: due captures cannot be erased, or the keys belong to another
 * secure element. `frame-rate`: too few frames are analysed to judge a challenge. `readiness-check`: a technician checks the lane.
 * `readiness`: a check did not end, or left the lane out of service. `software`: the lane restarts with another release.
 */
export type LaneFault =
  | DeviceKind
  | 'notice'
  | 'outbox'
  | 'analysis'
  | 'frame-rate'
  | 'clock'
  | 'vault'
  | 'handle-keys'
  | 'readiness-check'
  | 'readiness'
  | 'software';

/** Result of a token that was shown. `unavailable`: it cannot be tried now. */
export type TokenOffered = 'fits' | 'refused' | 'unreadable' | 'unavailable';

/** `refused`: another traveller's token, an outdated or forged one, or too many tries; the traveller sees one answer for all. */
export type TokenFinding = TokenOffered | 'not-shown';

/** Why a code with answers to the customs questions is not taken. `used`: it was shown at this lane before. `unreadable`: the reader saw part of a code. */
export type CodeRefusal = DeclarationCodeRefusal | 'used' | 'unreadable';

/** A certificate of the fleet's authority. */
export type CertificateState = 'held' | 'unreachable' | 'no-secure-element' | WireErrorCode;

/** Whether the lane can make today's handles of documents. */
export type HandleKeyState =
  | 'ready'
  /** The lane has not received the fleet's key. */
  | 'missing'
  /**
   * Its keys are for later days or too far in the past: the clock was set back or far forward, or the new key is for
   * tomorrow.
   */
  | 'not-of-today';

/**
 * Result of taking a partner's key. `other-lane`: not sealed to this lane. `other-request`: sealed to another request, or changed. `other-key`:
 * not the key that the terms name.
 */
export type PartnerKeyDelivery = 'taken' | 'already' | 'other-lane' | 'other-request' | 'other-key';

/** Result of importing the holders' file with the fleet's handle key. */
export type HandleKeyDelivery =
  | 'taken'
  /** The lane already has this key, or a later one. */
  | 'already'
  | 'none'
  | 'unreadable'
  | 'malformed'
  /** The signature is not the holders'. */
  | 'other-key'
  | 'bad-signature'
  | 'other-lane'
  /** Sealed to a used request, or to another lane's. */
  | 'other-request';

/** Whether the server has the TPM's statement about how this machine was started. */
export type StartProofState =
  | 'proved'
  /** The statement is genuine, and no one approved such a start. */
  | 'not-approved'
  /** The server does not ask for it. */
  | 'not-asked'
  | 'refused'
  | 'unreachable'
  /** The secure element did not make it. */
  | 'element-failed';
