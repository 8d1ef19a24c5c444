/** The fleet's certificate authority, trusted by kiosks, the server and officers' browsers only. */
import { webcrypto, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createFileSync, makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import type { Mode } from '../../../hardware/host/mode.ts';
import {
  type AuthorityKey,
  type AuthoritySigner,
  authorityKeyFile,
  pem,
  SIGNATURE_ALGORITHM,
} from '../../platform/keys/authority-signer.ts';
import { isAuthorityOf, REHEARSAL_FLEET } from '../../contract/rehearsal.ts';
import { FleetError } from '../../platform/keys/fleet-error.ts';
import { newSerial } from './serial.ts';
import { type X509, x509 } from './x509.ts';

export interface Authority {
  /** Its certificate, DER. */
  readonly certificate: Uint8Array;
  readonly certificatePem: string;
  readonly name: X509.JsonName;
  readonly signer: AuthoritySigner;
}

export const AUTHORITY_FILE = 'authority.crt';
const YEARS = 10;
const YEAR_MS = 31_557_600_000;
/** Tolerates lanes whose clocks are behind. */
const BEFORE_MS = 86_400_000;

/** Makes the authority in `folder`, or finishes making it after a crash. Throws the same `FleetError`s as `openAuthority`. */
export async function initialiseAuthority(
  folder: string,
  nowMs: number,
  key: AuthorityKey = authorityKeyFile(folder),
  mode: Mode = 'production',
): Promise<{ made: boolean; authority: Authority }> {
  const there = statSync(join(folder, AUTHORITY_FILE), { throwIfNoEntry: false }) !== undefined;
  if (there) return { made: false, authority: await openAuthority(folder, nowMs, key, mode) };
  const signer = await key.make();
  const certificate = await selfSigned(signer, nowMs, mode);
  try {
    makeFolderSync(folder);
    createFileSync(join(folder, AUTHORITY_FILE), pem('CERTIFICATE', certificate), { mode: 0o644 });
  } catch (cause) {
    throw new FleetError('unreadable', 'the certificate of the authority cannot be written', { cause });
  }
  return { made: true, authority: await openAuthority(folder, nowMs, key, mode) };
}

/** Opens the authority. Throws `FleetError` with any of its codes. */
export async function openAuthority(
  folder: string,
  nowMs: number,
  key: AuthorityKey = authorityKeyFile(folder),
  mode: Mode = 'production',
): Promise<Authority> {
  const signer = await key.open();
  let text: string;
  try {
    text = readFileSync(join(folder, AUTHORITY_FILE), 'utf8');
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new FleetError(missing ? 'no-authority' : 'unreadable', `${AUTHORITY_FILE} cannot be read`, { cause });
  }
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(text);
  } catch (cause) {
    throw new FleetError('unusable', `${AUTHORITY_FILE} does not hold a certificate`, { cause });
  }
  const spki = Buffer.from(await webcrypto.subtle.exportKey('spki', signer.publicKey));
  if (!certificate.publicKey.export({ format: 'der', type: 'spki' }).equals(spki)) {
    throw new FleetError('unusable', `${AUTHORITY_FILE} does not match the key beside it`);
  }
  if (!isAuthorityOf(mode, certificate.subject)) {
    throw new FleetError('other-mode', `${AUTHORITY_FILE} does not fit the mode ${mode}`);
  }
  if (Date.parse(certificate.validTo) <= nowMs) throw new FleetError('unusable', 'the certificate has expired');
  return {
    certificate: Uint8Array.from(certificate.raw),
    certificatePem: pem('CERTIFICATE', certificate.raw),
    name: new x509.X509Certificate(certificate.raw).subjectName.toJSON(),
    signer,
  };
}

async function selfSigned(signer: AuthoritySigner, nowMs: number, mode: Mode): Promise<Uint8Array> {
  const serialNumber = newSerial();
  // Two authorities of one operator need different names, so that clients find the right issuer of a certificate.
  const fleet = mode === 'rehearsal' ? REHEARSAL_FLEET : 'Postern fleet';
  const name = [{ CN: [`${fleet} ${serialNumber.slice(0, 8)}`] }];
  const made = await x509.X509CertificateGenerator.create(
    {
      serialNumber,
      subject: name,
      issuer: name,
      publicKey: signer.publicKey,
      signingKey: signer.publicKey,
      signingAlgorithm: SIGNATURE_ALGORITHM,
      notBefore: new Date(nowMs - BEFORE_MS),
      notAfter: new Date(nowMs + YEARS * YEAR_MS),
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(signer.publicKey),
      ],
    },
    signingWith(signer),
  );
  return new Uint8Array(made.rawData);
}

/** WebCrypto with signatures made by the authority's signer, which may keep its key in a token. */
export function signingWith(signer: AuthoritySigner): webcrypto.Crypto {
  const subtle = new Proxy(webcrypto.subtle, {
    get(platform, name) {
      if (name === 'sign')
        return (_algorithm: unknown, _key: unknown, message: ArrayBuffer | Uint8Array) => signer.sign(bytesOf(message));
      return boundTo(platform, name);
    },
  });
  return new Proxy(webcrypto, {
    get: (platform, name) => (name === 'subtle' ? subtle : boundTo(platform, name)),
  });
}

function bytesOf(source: ArrayBuffer | Uint8Array): Uint8Array {
  return source instanceof Uint8Array ? source : new Uint8Array(source);
}

function boundTo(platform: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(platform, name);
  return typeof value === 'function' ? (value.bind(platform) as unknown) : value;
}
