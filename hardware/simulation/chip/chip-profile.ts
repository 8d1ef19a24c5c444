/** What one virtual chip holds and can do. Personalisation makes these; the chip only acts on them. */
import type { KeyObject } from 'node:crypto';
import type { ElementaryFile } from '../../document-reader/elementary-file.ts';
import type { CipherName } from '../../document-reader/emrtd/cryptography/cipher-suite.ts';
import type { Group } from '../../document-reader/emrtd/cryptography/group.ts';
import type { CvCertificate } from '../../document-reader/emrtd/terminal-authentication/cv-certificate.ts';

/** A static key for Chip Authentication and PACE with chip-authentication mapping. */
export interface ChipKey {
  readonly group: Group;
  readonly secret: bigint;
  /** Ciphers with which the chip goes on; the first is the one that MSE:Set KAT means. */
  readonly ciphers: readonly CipherName[];
  /** 1 or 2, TR-03110. */
  readonly version: 1 | 2;
}

export interface ChipProfile {
  readonly files: ReadonlyMap<ElementaryFile, Uint8Array>;
  /** See `AccessKey`. */
  readonly information: Uint8Array;
  /** Digits, ASCII. */
  readonly cardAccessNumber: Uint8Array | undefined;
  readonly basicAccessControl: boolean;
  /** Variants of PACE by identifier and domain parameters. */
  readonly pace: readonly { readonly oid: string; readonly parameterId: number }[];
  readonly chipKey: ChipKey | undefined;
  /** Private key for Active Authentication: EC, or RSA of at most 2,048 bits. */
  readonly activeAuthenticationKey: KeyObject | undefined;
  /** Whom the chip lets read DG3; `undefined`: nobody. */
  readonly terminalTrust: { readonly certificate: CvCertificate; readonly today: number } | undefined;
  readonly extendedLength: boolean;
}

/** A way in which a chip misbehaves after it was made right. */
export type ChipFault =
  /** Its counter runs ahead after so many protected commands. */
  | { readonly kind: 'counter-ahead'; readonly afterCommands: number }
  /** It gives at most so many bytes at a time, without saying why. */
  | { readonly kind: 'short-reads'; readonly bytes: number }
  /** It takes a holder authorisation in PACE for an error, as chips do that keep their trust points in EF.CVCA. */
  | { readonly kind: 'refuses-authorisation' }
  /** It adds the warning 6282 to each reading. */
  | { readonly kind: 'end-of-file-warnings' }
  /** A file says that it is longer than any chip. */
  | { readonly kind: 'endless-file'; readonly file: ElementaryFile }
  /** It answers noise after so many commands. */
  | { readonly kind: 'noise'; readonly afterCommands: number }
  /** It has copied files but not the private keys. */
  | { readonly kind: 'cloned' }
  /** It is lifted after so many commands. */
  | { readonly kind: 'removed'; readonly afterCommands: number }
  /** Each answer takes so long, ms. */
  | { readonly kind: 'slow'; readonly delayMs: number };
