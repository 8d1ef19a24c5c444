import { codedError } from '../../../hardware/host/coded-error.ts';
import type { ReleaseFailure } from '../../../server/contract/release-status.ts';
import type { ReleaseRole } from '../../../server/contract/release-repository.ts';

/** An update that was not completed. The targets in use stay in use. */
export class ReleaseRefused extends codedError<ReleaseFailure>('ReleaseRefused') {
  /** The role of the metadata; `undefined` for the file of a target. */
  readonly role: ReleaseRole | undefined;

  constructor(code: ReleaseFailure, role: ReleaseRole | undefined, options?: { cause?: unknown }) {
    super(code, `${role ?? 'a target'}: ${code}`, options);
    this.role = role;
  }
}
