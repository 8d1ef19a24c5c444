/** The server's certificate from the fleet's authority: made at the start for a key that stays in the process, and renewed every few hours. */
import { webcrypto } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../platform/base/events.ts';
import { insertCertificate } from './certificate-table.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import { KEY_ALGORITHM, pem } from '../../platform/keys/authority-signer.ts';
import type { Authority } from './authority.ts';
import { issueCertificate } from './issue-certificate.ts';

/** PEM. */
export interface TlsCredentials {
  readonly key: string;
  readonly cert: string;
}

export interface ServerCredentialsParts {
  readonly authority: Authority;
  readonly names: readonly string[];
  readonly queue: WriteQueue;
  readonly clock: Clock;
  readonly events: Events;
  readonly lifetimeMs: number;
}

/** Delay after a failure, ms. */
const AGAIN_MS = 60_000;

/** Resolves to a certificate for a new key when it is recorded. */
export async function makeServerCredentials(parts: ServerCredentialsParts): Promise<TlsCredentials> {
  const { authority, names, queue, clock, lifetimeMs } = parts;
  const { publicKey, privateKey } = await webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
  const times = { nowMs: clock.wallMs(), lifetimeMs };
  const signed = await issueCertificate(authority, { use: 'server', names }, publicKey, times);
  const { der, serial, issuedAt, notAfter } = signed;
  await queue.run((transaction) =>
    insertCertificate(transaction, { serial, kioskId: null, use: 'server', issuedAt, notAfter }),
  );
  const key = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  // Includes the authority's certificate for kiosks that have only its digest
  return { key: pem('PRIVATE KEY', key), cert: `${pem('CERTIFICATE', der)}${authority.certificatePem}` };
}

/** Renews at half of the lifetime and passes each certificate to `use`. Open connections keep theirs. */
export function keepServerCredentials(
  parts: ServerCredentialsParts,
  use: (credentials: TlsCredentials) => void,
): () => void {
  const { clock, events, lifetimeMs } = parts;
  let cancel: () => void = () => undefined;
  let stopped = false;
  const renewed = async (): Promise<number> => {
    try {
      const credentials = await makeServerCredentials(parts);
      if (!stopped) use(credentials);
      return lifetimeMs / 2;
    } catch (error) {
      events.emit({ event: 'fault', where: 'server-certificate', error });
      return AGAIN_MS;
    }
  };
  const renew = (): void => {
    void renewed().then((waitMs) => {
      if (!stopped) cancel = clock.after(waitMs, renew);
    });
  };
  cancel = clock.after(lifetimeMs / 2, renew);
  return () => {
    stopped = true;
    cancel();
  };
}
