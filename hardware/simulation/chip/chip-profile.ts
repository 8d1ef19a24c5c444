/** Contents and abilities of a virtual chip, made by personalisation. */
import type { KeyObject } from 'node:crypto';
import type { ElementaryFile } from '../../document-reader/elementary-file.ts';
import type { CipherName } from '../../document-reader/emrtd/cryptography/cipher-suite.ts';
import type { Group } from '../../document-reader/emrtd/cryptography/group.ts';
import type { CvCertificate } from '../../document-reader/emrtd/terminal-authentication/cv-certificate.ts';

/** A static key for Chip Authentication and PACE with chip-authentication mapping. */
export interface ChipKey {
  readonly group: Group;
  readonly secret: bigint;
  /** Supported ciphers; MSE:Set KAT selects the first. */
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
  /** Trust point for terminals that may read DG3; `undefined` when no terminal may. */
  readonly terminalTrust: { readonly certificate: CvCertificate; readonly today: number } | undefined;
  readonly extendedLength: boolean;
}

/** A fault of a chip that was personalised correctly. */
export type ChipFault =
  /** Its counter runs ahead after this many protected commands. */
  | { readonly kind: 'counter-ahead'; readonly afterCommands: number }
  /** It returns at most this many bytes at a time, without a warning. */
  | { readonly kind: 'short-reads'; readonly bytes: number }
  /** It refuses a holder authorisation in PACE, like chips that store their trust points in EF.CVCA. */
  | { readonly kind: 'refuses-authorisation' }
  /** It adds the warning 6282 to each reading. */
  | { readonly kind: 'end-of-file-warnings' }
  /** A file declares a length greater than any chip's memory. */
  | { readonly kind: 'endless-file'; readonly file: ElementaryFile }
  /** It answers with noise after this many commands. */
  | { readonly kind: 'noise'; readonly afterCommands: number }
  /** It has copied files but not the private keys. */
  | { readonly kind: 'cloned' }
  /** It is lifted after this many commands. */
  | { readonly kind: 'removed'; readonly afterCommands: number }
  /** Delay of each answer, ms. */
  | { readonly kind: 'slow'; readonly delayMs: number };
