import type { Command, Response } from '../../document-reader/emrtd/apdu.ts';
import type { SecureMessaging } from '../../document-reader/emrtd/secure-messaging.ts';

/** Session state shared by the chip's protocols. */
export interface ChipMemory {
  /** Access was granted by BAC or PACE. */
  granted: boolean;
  /** Fingerprints may be read. */
  terminalTrusted: boolean;
  /** The last challenge, until used. */
  challenge: Uint8Array<ArrayBuffer> | undefined;
  /** Session keys that apply from the next command on. */
  nextMessaging: SecureMessaging | undefined;
  /** The chip's ephemeral key of PACE. */
  paceKey: Uint8Array<ArrayBuffer> | undefined;
  /** The reader's ephemeral key of Chip Authentication. */
  readerKey: { readonly element: Uint8Array<ArrayBuffer>; readonly agreement: 'dh' | 'ecdh' } | undefined;
}

/** One protocol of the chip; returns `undefined` for commands of other protocols. */
export type ChipPart = (command: Command, secured: boolean) => Response | undefined;
