import type { ManufacturerCertificates } from '../../../hardware/tpm/endorsement-chain.ts';

/** `report`: the server records and shows how lanes start. `required`: it also refuses messages of lanes whose start is not approved. */
export const START_POLICIES = ['off', 'report', 'required'] as const;
export type StartPolicy = (typeof START_POLICIES)[number];

export interface AttestationSettings {
  readonly policy: Exclude<StartPolicy, 'off'>;
  /** Certificates to which those of lanes' endorsement keys must lead. */
  readonly manufacturers: ManufacturerCertificates;
  /** Refuses TPMs whose certificates do not name a known maker of chips. */
  readonly hardwareOnly: boolean;
}
