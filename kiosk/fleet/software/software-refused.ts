import { codedError } from '../../../hardware/host/coded-error.ts';

/** Why a release was not made ready. Closed. */
export type SoftwareFault =
  /** The archive is not one of this project's form, or ends too early. */
  | 'malformed'
  /** It has something other than files: a link, a device, a folder, an unsafe path. */
  | 'forbidden-entry'
  | 'too-large'
  /** A file differs from the list of the archive, or the archive from what two people signed. */
  | 'differs'
  /** The signatures of two people are missing for it. */
  | 'unproven'
  /** The disk refuses, or has too little space beside what the lane needs. */
  | 'disk'
  /** Another program prepares a release. */
  | 'busy';

/** A release that was not made ready. The release in use stays. */
export class SoftwareRefused extends codedError<SoftwareFault>('SoftwareRefused') {
  constructor(code: SoftwareFault, what: string, options?: { cause?: unknown }) {
    super(code, `${code}: ${what}`, options);
  }
}
