import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import type { OfficerRole } from '../../contract/evidence-vocabulary.ts';

/** Whom the server takes the person at the console for. */
export interface OfficerView {
  readonly id: string;
  readonly role: OfficerRole;
}

/** What a console takes to a lane. */
export interface GrantAnswer {
  /** The signed grant as it goes over the wire. */
  readonly grant: string;
  /** SHA-256 of its payload, hex. */
  readonly digest: string;
  readonly officer: string;
  /** What the officer's passkey signs: the lane shows nothing without it. */
  readonly options: PublicKeyCredentialRequestOptionsJSON;
  /** The origin of the lane. */
  readonly evidenceUrl: string;
  /** The server's wall time, ms. */
  readonly expires: number;
}
