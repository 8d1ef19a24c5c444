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

/** id-TA-ECDSA-SHA-256. */
const ALGORITHM = '0.4.0.127.0.7.2.2.2.2.3';
/** Curves by their standardised numbers. */
const CURVES = { 'P-256': 12, brainpoolP256r1: 13 } as const;
/** All keys under one authority are on its curve, because only its certificate names one. */
export type AuthorityCurve = keyof typeof CURVES;

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
  /** Certificates for a terminal's key that was made elsewhere. @param point uncompressed, 65 bytes */
  certify(point: Uint8Array, options?: TerminalOptions): readonly CvCertificate[];
}

export interface TerminalOptions {
  readonly rights?: number;
  readonly expiresAt?: number;
}

/** @param nowMs milliseconds since 1970 */
export function createVerifyingAuthority(
  country: string,
  nowMs: number,
  curve: AuthorityCurve = 'brainpoolP256r1',
): VerifyingAuthority {
  const rootName = `${country}CVCA00001`;
  const rootKey = newKey(curve);
  const root = {
    certificate: issue(undefined, rootName, CV_RIGHTS.authority, nowMs, nowMs + 1_000 * DAY_MS, rootKey, curve),
    key: rootKey.key,
  };
  const certify = (
    point: Uint8Array,
    { rights = CV_RIGHTS.terminal, expiresAt = nowMs + 30 * DAY_MS }: TerminalOptions = {},
  ): readonly [CvCertificate, CvCertificate] => {
    const { key, point: verifierPoint } = newKey(curve);
    const [name, end] = [`${country}DVPO00001`, nowMs + 90 * DAY_MS];
    const certificate = issue(root, name, CV_RIGHTS.domesticVerifier, nowMs, end, { point: verifierPoint }, curve);
    const terminal = issue({ certificate, key }, `${country}LANE00001`, rights, nowMs, expiresAt, { point }, curve);
    return [certificate, terminal];
  };
  const credentials = (options?: TerminalOptions) => {
    const { key, point } = newKey(curve);
    return { certificates: certify(point, options), key };
  };
  return {
    certificate: root.certificate,
    credentials,
    certify,
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
  own: { readonly point: Uint8Array; readonly key?: KeyObject },
  curve: AuthorityCurve,
): CvCertificate {
  const key = issuer?.key ?? own.key;
  if (key === undefined) throw new TypeError('a certificate is signed by its issuer or by its own key');
  const body = cvCertificateBody({
    authorityReference: issuer?.certificate.holderReference ?? holderReference,
    holderReference,
    publicKey: publicKeyObject(own.point, issuer === undefined ? curve : undefined),
    authorisation: inspectionAuthorisation(rights),
    effectiveAt,
    expiresAt,
  });
  const signature = sign('sha256', body, { key, dsaEncoding: 'ieee-p1363' });
  return readCvCertificate(cvCertificate(body, signature));
}

function newKey(curve: AuthorityCurve): { readonly key: KeyObject; readonly point: Uint8Array } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return { key: privateKey, point: spki.subarray(spki.length - 65) };
}

/** Only a trust point carries its domain parameters, TR-03110-3 §D.3.3. */
function publicKeyObject(point: Uint8Array, curve: AuthorityCurve | undefined): Uint8Array {
  const parameters = curve === undefined ? [] : [tlv(0x84, standardisedGroup(CURVES[curve]).publicKey(1n))];
  return tlv(PUBLIC_KEY, oidElement(ALGORITHM), ...parameters, tlv(0x86, point));
}
