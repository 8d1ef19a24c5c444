/**
 * The permission to read fingerprints: a country verifying authority, a document verifier and a terminal, with CV
 * certificates.
 */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { oidElement } from '../../ber/universal.ts';
import { tlv } from '../../ber/write.ts';
import { standardisedGroup } from '../../document-reader/emrtd/cryptography/domain-parameters.ts';
import {
  cvCertificate,
  cvCertificateBody,
  type CvCertificate,
  inspectionAuthorisation,
  PUBLIC_KEY,
  readCvCertificate,
} from '../../document-reader/emrtd/terminal-authentication/cv-certificate.ts';
import type { Terminal } from '../../document-reader/emrtd/terminal-authentication/terminal-authentication.ts';

/** id-TA-ECDSA-SHA-256 on brainpoolP256r1. */
const ALGORITHM = '0.4.0.127.0.7.2.2.2.2.3';
const CURVE = { id: 13, name: 'brainpoolP256r1' } as const;

const DAY_MS = 86_400_000;

/** Rights: role in the high bits, DG3 in the lowest. */
export const CV_RIGHTS = {
  authority: 0xc3,
  domesticVerifier: 0x83,
  foreignVerifier: 0x43,
  terminal: 0x03,
  terminalWithoutDg3: 0x02,
};

interface Holder {
  readonly certificate: CvCertificate;
  readonly key: KeyObject;
}

export interface VerifyingAuthority {
  /** The trust point for chips. */
  readonly certificate: CvCertificate;
  /** Certificates of a document verifier of this authority and of a terminal under it, and the terminal's private key. */
  credentials(options?: TerminalOptions): { readonly certificates: readonly CvCertificate[]; readonly key: KeyObject };
  terminal(options?: TerminalOptions): Terminal;
}

export interface TerminalOptions {
  readonly rights?: number;
  readonly expiresAt?: number;
}

/** @param nowMs milliseconds since 1970 */
export function createVerifyingAuthority(country: string, nowMs: number): VerifyingAuthority {
  const rootName = `${country}CVCA00001`;
  const root = issue(undefined, rootName, CV_RIGHTS.authority, nowMs, nowMs + 1_000 * DAY_MS);
  const credentials = ({ rights = CV_RIGHTS.terminal, expiresAt = nowMs + 30 * DAY_MS }: TerminalOptions = {}) => {
    const verifier = issue(root, `${country}DVPO00001`, CV_RIGHTS.domesticVerifier, nowMs, nowMs + 90 * DAY_MS);
    const terminal = issue(verifier, `${country}LANE00001`, rights, nowMs, expiresAt);
    return { certificates: [verifier.certificate, terminal.certificate], key: terminal.key };
  };
  return {
    certificate: root.certificate,
    credentials,
    terminal(options) {
      const { certificates, key } = credentials(options);
      return {
        certificates,
        sign: async (message) => sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }),
      };
    },
  };
}

function issue(
  issuer: Holder | undefined,
  holderReference: string,
  rights: number,
  effectiveAt: number,
  expiresAt: number,
): Holder {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: CURVE.name });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const point = spki.subarray(spki.length - 65);
  const body = cvCertificateBody({
    authorityReference: issuer?.certificate.holderReference ?? holderReference,
    holderReference,
    publicKey: publicKeyObject(point, issuer === undefined),
    authorisation: inspectionAuthorisation(rights),
    effectiveAt,
    expiresAt,
  });
  const signature = sign('sha256', body, { key: issuer?.key ?? privateKey, dsaEncoding: 'ieee-p1363' });
  return { certificate: readCvCertificate(cvCertificate(body, signature)), key: privateKey };
}

/** Only a trust point carries its domain parameters, TR-03110-3 §D.3.3. */
function publicKeyObject(point: Uint8Array, withParameters: boolean): Uint8Array {
  const parameters = withParameters ? [tlv(0x84, standardisedGroup(CURVE.id).publicKey(1n))] : [];
  return tlv(PUBLIC_KEY, oidElement(ALGORITHM), ...parameters, tlv(0x86, point));
}
