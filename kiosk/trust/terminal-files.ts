/**
 * The lane's authorisation to read fingerprints from chips: card-verifiable certificates and the terminal's private keys,
 * from a folder managed by the operator. Unusable files are reported and skipped; without valid ones the lane reads no
 * fingerprints.
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import { ChipError } from '../../hardware/document-reader/emrtd/chip-error.ts';
import {
  type CvCertificate,
  mayReadFingerprints,
  publicKeyPart,
  readCvCertificate,
} from '../../hardware/document-reader/emrtd/terminal-authentication/cv-certificate.ts';
import {
  cvSignatureAlgorithm,
  cvSignatureOptions,
} from '../../hardware/document-reader/emrtd/terminal-authentication/signature.ts';
import {
  isTerminal,
  type Terminal,
} from '../../hardware/document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import { filesIn, readSmallFile } from './operator-files.ts';

export const CERTIFICATE_SUFFIX = '.cvcert';
export const KEY_SUFFIX = '.key';

export type TerminalFault =
  | 'malformed'
  | 'too-large'
  | 'unsupported-algorithm'
  /** The folder has no key for this terminal's certificate. */
  | 'no-key'
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
  readonly key: KeyObject;
}

/** @throws the error of reading the folder */
export function loadTerminal(folder: string): TerminalFiles {
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
  const keys = read(KEY_SUFFIX, (bytes) => {
    try {
      return createPrivateKey(Buffer.from(bytes.buffer, 0, bytes.length));
    } finally {
      bytes.fill(0);
    }
  });
  const others: CvCertificate[] = [];
  const own = new Map<string, Own>();
  for (const { file, content: certificate } of read(CERTIFICATE_SUFFIX, readCvCertificate)) {
    const key = keys.find(({ content }) => belongs(content, certificate))?.content;
    const fault = isTerminal(certificate) ? faultOf(certificate, key) : undefined;
    if (fault !== undefined) refused.push({ file, code: fault });
    else if (isTerminal(certificate) && key !== undefined) own.set(certificate.holderReference, { certificate, key });
    else others.push(certificate);
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
          const algorithm = cvSignatureAlgorithm(holder.certificate.algorithm);
          return Uint8Array.from(sign(algorithm.hash, message, cvSignatureOptions(holder.key, algorithm)));
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

function faultOf(certificate: CvCertificate, key: KeyObject | undefined): TerminalFault | undefined {
  if (!mayReadFingerprints(certificate)) return 'no-right-to-fingerprints';
  try {
    cvSignatureAlgorithm(certificate.algorithm);
  } catch {
    return 'unsupported-algorithm';
  }
  return key === undefined ? 'no-key' : undefined;
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
