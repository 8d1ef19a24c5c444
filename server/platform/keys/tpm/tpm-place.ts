import type { ManufacturerCertificates } from '../../../../hardware/tpm/endorsement-chain.ts';
import type { TpmSettings } from '../../../../hardware/tpm/open-tpm.ts';

export interface ServerTpmPlace extends TpmSettings {
  /** Folder of the keys that the TPM has encrypted. Worthless without the TPM. */
  readonly folder: string;
  /** Refuses a TPM whose manufacturer is not a known maker of chips. */
  readonly hardwareOnly: boolean;
  /** Certificates to which that of the TPM must lead when keys are made. Throws `RangeError` for an unreadable file. */
  readonly manufacturers?: (() => ManufacturerCertificates) | undefined;
  readonly limits?: Partial<ServerTpmLimits> | undefined;
}

export interface ServerTpmLimits {
  /** Time limit for opening, ms. */
  readonly openMs: number;
  /** Time limit of a command, ms; a chip takes up to hundreds. */
  readonly commandMs: number;
  /** Interval of test commands to an idle TPM, ms. */
  readonly watchEveryMs: number;
  /** Delay before a retry after a loss, ms. */
  readonly againMs: number;
}
