/** A certificate authority for tests of TLS with certificates on both sides. */
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { pem } from '../../server/platform/keys/authority-signer.ts';

export interface IssuedCertificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

export interface TestAuthority {
  /** PEM. */
  readonly ca: string;
  issue(wanted: {
    readonly names: readonly string[];
    /** Valid until a day from now, or until yesterday. */
    readonly expired?: boolean;
    readonly usage?: 'client' | 'server';
  }): Promise<IssuedCertificate>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
const USAGES = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;

export async function testAuthority(): Promise<TestAuthority> {
  cryptoProvider.set(webcrypto as never);
  const keys = await makeKeys();
  const fromNow = (days: number) => new Date(Date.now() + days * DAY_MS);
  const ca = await X509CertificateGenerator.createSelfSigned({
    ...{ notBefore: fromNow(-9), notAfter: fromNow(1), signingAlgorithm: ALGORITHM },
    // Several authorities in one list are told apart by their names
    ...{ serialNumber: '01', name: `CN=Test authority ${randomBytes(8).toString('hex')}`, keys },
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  return {
    ca: `${ca.toString('pem')}\n`,
    async issue({ names, expired = false, usage }) {
      const own = await makeKeys();
      const alternative = names.map((value) => ({
        type: /^[0-9.]+$/.test(value) ? ('ip' as const) : ('dns' as const),
        value,
      }));
      const cert = await X509CertificateGenerator.create({
        ...{ notBefore: fromNow(-8), notAfter: fromNow(expired ? -1 : 1), signingAlgorithm: ALGORITHM },
        ...{ serialNumber: `02${randomBytes(6).toString('hex')}`, subject: 'CN=Test', issuer: ca.subject },
        ...{ publicKey: own.publicKey, signingKey: keys.privateKey },
        extensions: [
          new SubjectAlternativeNameExtension(alternative),
          ...(usage === undefined ? [] : [new ExtendedKeyUsageExtension([USAGES[usage]])]),
        ],
      });
      const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', own.privateKey));
      return { cert: cert.toString('pem'), key: pem('PRIVATE KEY', key) };
    },
  };
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}
