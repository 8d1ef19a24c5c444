/** X.509 certificates made by hand (RFC 5280), for devices that do not exist. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : length < 65_536 ? [0x82, length >> 8, length & 255] : [];
  if (size.length === 0) throw new RangeError('too long for a test certificate');
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const SHA256_WITH_RSA = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
const COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'));
const BASIC_CONSTRAINTS = der(0x06, Buffer.from('551d13', 'hex'));
const name = (text: string) => sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(text, 'utf8')))));
const time = (ms: number) =>
  der(0x18, Buffer.from(`${new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`, 'ascii'));

export interface Identity {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly certificateDer: Buffer;
}

export interface CertificateOptions {
  readonly name: string;
  /** Default: itself. */
  readonly issuer?: Identity;
  readonly authority?: boolean;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly bits?: number;
}

const DAY_MS = 86_400_000;
let serial = 1;

export function makeIdentity(options: CertificateOptions): Identity {
  const { authority = false, bits = 2_048, issuer } = options;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const from = options.fromMs ?? Date.now() - DAY_MS;
  const to = options.toMs ?? Date.now() + DAY_MS;
  const constraints = sequence(
    BASIC_CONSTRAINTS,
    der(0x04, sequence(...(authority ? [der(0x01, Buffer.of(255))] : []))),
  );
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(serial++ & 0x7f)),
    SHA256_WITH_RSA,
    name(issuer?.name ?? options.name),
    sequence(time(from), time(to)),
    name(options.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(constraints)),
  );
  const signature = sign('sha256', signed, issuer?.privateKey ?? privateKey);
  const certificateDer = sequence(signed, SHA256_WITH_RSA, der(0x03, Buffer.of(0), signature));
  return { name: options.name, privateKey, certificateDer };
}

export const toPem = ({ certificateDer }: Identity): string =>
  `-----BEGIN CERTIFICATE-----\n${certificateDer.toString('base64')}\n-----END CERTIFICATE-----\n`;

/** A compact JWS as SBI requires. */
export function signToken(payload: unknown, signer: Identity, header: Readonly<Record<string, unknown>> = {}): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
  const x5c = [signer.certificateDer.toString('base64')];
  const input = `${encode({ alg: 'RS256', typ: 'JWT', x5c, ...header })}.${encode(payload)}`;
  return `${input}.${sign('sha256', Buffer.from(input), signer.privateKey).toString('base64url')}`;
}
