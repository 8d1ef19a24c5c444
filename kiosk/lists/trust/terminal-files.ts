/**
 * The lane's authorisation to read fingerprints from chips: card-verifiable certificates from a folder managed by the operator.
 * The terminal's private keys are in the secure element; in development they may be files of the folder. Unusable files are
 * reported and skipped; without valid ones the lane reads no fingerprints.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import { ChipError } from '../../../hardware/document-reader/emrtd/chip-error.ts';
import {
  type CvCertificate,
  mayReadFingerprints,
  publicKeyPart,
  readCvCertificate,
} from '../../../hardware/document-reader/emrtd/terminal-authentication/cv-certificate.ts';
import {
  type CvSignatureAlgorithm,
  cvSignatureAlgorithm,
  cvSignatureOptions,
} from '../../../hardware/document-reader/emrtd/terminal-authentication/signature.ts';
import {
  isTerminal,
  type Terminal,
} from '../../../hardware/document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import type { TerminalKey } from '../../../hardware/secure-element/terminal-keys.ts';
import { filesIn, readSmallFile } from './operator-files.ts';

export const CERTIFICATE_SUFFIX = '.cvcert';
export const KEY_SUFFIX = '.key';

export type TerminalFault =
  | 'malformed'
  | 'too-large'
  | 'unsupported-algorithm'
  /** Neither the secure element nor the folder has the key of this terminal's certificate. */
  | 'no-key'
  /** A private key in a file, in production. */
  | 'key-in-file'
  | 'no-right-to-fingerprints';

export interface TerminalFiles {
  /**
   * The terminal at a time, without certificates outside their validity. `undefined` when no terminal certificate remains.
   */
  terminal(nowMs: number): Terminal | undefined;
  /** Latest end of validity of its own certificates; `undefined` when it has none. */
  readonly lastsUntil: number | undefined;
  readonly refused: readonly { readonly file: string; readonly code: TerminalFault }[];
}

interface Own {
  readonly certificate: CvCertificate;
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}

/** The keys of the terminal outside the folder. */
export interface ElementTerminalKeys {
  readonly keys: readonly TerminalKey[];
  /** As `TerminalKeys.sign`. */
  readonly sign: (name: string, digest: Uint8Array) => Promise<Uint8Array>;
}

export interface TerminalKeySources {
  readonly element?: ElementTerminalKeys | undefined;
  /** Whether private keys in files are used. */
  readonly files: 'used' | 'refused';
}

/** @throws the error of reading the folder */
export function loadTerminal(folder: string, { element, files: keyFiles }: TerminalKeySources): TerminalFiles {
  const refused: { file: string; code: TerminalFault }[] = [];
  const read = <Content extends object>(suffix: string, take: (bytes: Uint8Array<ArrayBuffer>) => Content) =>
    filesIn(folder)
      .filter((file) => file.endsWith(suffix))
      .flatMap((file) => {
        const bytes = readSmallFile(join(folder, file));
        const content = bytes === undefined ? 'too-large' : attempt(() => take(bytes));
        if (typeof content !== 'string') return [{ file, content }];
        refused.push({ file, code: content });
        return [];
      });
  const keys =
    keyFiles === 'used'
      ? read(KEY_SUFFIX, (bytes) => {
          try {
            return createPrivateKey(Buffer.from(bytes.buffer, 0, bytes.length));
          } finally {
            bytes.fill(0);
          }
        })
      : [];
  if (keyFiles === 'refused') {
    for (const file of filesIn(folder)) if (file.endsWith(KEY_SUFFIX)) refused.push({ file, code: 'key-in-file' });
  }
  const others: CvCertificate[] = [];
  const own = new Map<string, Own>();
  for (const { file, content: certificate } of read(CERTIFICATE_SUFFIX, readCvCertificate)) {
    if (!isTerminal(certificate)) {
      others.push(certificate);
      continue;
    }
    const signer = signerOf(
      certificate,
      keys.map(({ content }) => content),
      element,
    );
    if (typeof signer === 'string') refused.push({ file, code: signer });
    else own.set(certificate.holderReference, { certificate, sign: signer });
  }
  const ends = [...own.values()].map(({ certificate }) => certificate.expiresAt);
  return {
    terminal(nowMs) {
      const holds = ({ effectiveAt, expiresAt }: CvCertificate) => effectiveAt <= nowMs && nowMs <= expiresAt;
      const mine = [...own.values()].map(({ certificate }) => certificate).filter(holds);
      if (mine.length === 0) return undefined;
      return {
        certificates: [...others.filter(holds), ...mine],
        async sign(message, holderReference) {
          const holder = own.get(holderReference);
          if (holder === undefined) throw new ChipError('unsupported', 'no key of that terminal');
          return holder.sign(message);
        },
      };
    },
    lastsUntil: ends.length === 0 ? undefined : Math.max(...ends),
    refused,
  };
}

/** Combines several terminals; each signs with its own key. */
export function joinTerminals(terminals: readonly Terminal[]): Terminal | undefined {
  if (terminals.length < 2) return terminals[0];
  return {
    certificates: terminals.flatMap(({ certificates }) => certificates),
    async sign(message, holderReference) {
      const holder = terminals.find(({ certificates }) =>
        certificates.some((one) => isTerminal(one) && one.holderReference === holderReference),
      );
      if (holder === undefined) throw new ChipError('unsupported', 'no key of that terminal');
      return holder.sign(message, holderReference);
    },
  };
}

/** Signs for a terminal's certificate; the reason when it cannot be used. A key in the element precedes one in a file. */
function signerOf(
  certificate: CvCertificate,
  keys: readonly KeyObject[],
  element: ElementTerminalKeys | undefined,
): Own['sign'] | TerminalFault {
  if (!mayReadFingerprints(certificate)) return 'no-right-to-fingerprints';
  const algorithm = algorithmOf(certificate);
  if (algorithm === undefined) return 'unsupported-algorithm';
  const point = publicKeyPart(certificate.publicKey, EC_POINT);
  const inside = element?.keys.find((key) => point !== undefined && Buffer.from(key.point).equals(point));
  if (element !== undefined && inside !== undefined) {
    // An element signs digests of this one length
    if (algorithm.scheme !== 'ecdsa' || algorithm.hash !== 'sha256') return 'unsupported-algorithm';
    return (message) => element.sign(inside.name, createHash('sha256').update(message).digest());
  }
  const key = keys.find((one) => belongs(one, certificate));
  if (key === undefined) return 'no-key';
  return async (message) => Uint8Array.from(sign(algorithm.hash, message, cvSignatureOptions(key, algorithm)));
}

function algorithmOf({ algorithm }: CvCertificate): CvSignatureAlgorithm | undefined {
  try {
    return cvSignatureAlgorithm(algorithm);
  } catch {
    return undefined;
  }
}

const MODULUS = 0x81;
const EC_POINT = 0x86;

/** Compares the bytes of the public key, because a terminal's certificate omits its domain parameters. */
function belongs(key: KeyObject, { publicKey }: CvCertificate): boolean {
  const part = publicKeyPart(publicKey, EC_POINT) ?? publicKeyPart(publicKey, MODULUS);
  return part !== undefined && createPublicKey(key).export({ format: 'der', type: 'spki' }).includes(Buffer.from(part));
}

function attempt<Content extends object>(read: () => Content): Content | 'malformed' {
  try {
    return read();
  } catch {
    return 'malformed';
  }
}
