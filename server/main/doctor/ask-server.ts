/** Asks the server of this machine how it is, at its port for people. */
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { type ReadinessAnswer, readinessSchema } from '../app/answers.ts';
import type { ServerConfig } from '../config/config.ts';

const WITHIN_MS = 10_000;
const MAX_ANSWER_BYTES = 100_000;
const ALL_ADDRESSES: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
]);

export type Asked =
  | {
      readonly kind: 'answered';
      /** `undefined`: another program answers at this port. */
      readonly readiness: ReadinessAnswer | undefined;
      /** Absent without TLS. */
      readonly certificate: Pick<PeerCertificate, 'valid_to' | 'subjectaltname'> | undefined;
    }
  /** `reason`: the system's code. */
  | { readonly kind: 'silent'; readonly reason: string };

/** The certificate is judged by the caller, so a bad one does not end the connection. Never rejects. */
export function askServer({ host, port, tls }: Pick<ServerConfig, 'host' | 'port' | 'tls'>): Promise<Asked> {
  const name = tls?.names.find((one) => isIP(one) === 0) ?? 'localhost';
  const options = {
    host: ALL_ADDRESSES.get(host) ?? host,
    port,
    path: '/readyz',
    agent: false,
    timeout: WITHIN_MS,
    headers: { host: `${name}:${port}` },
  };
  return new Promise((resolve) => {
    const take = (answer: http.IncomingMessage): void => {
      const peer = tls === undefined ? undefined : (answer.socket as TLSSocket).getPeerCertificate();
      const pieces: Buffer[] = [];
      let length = 0;
      answer.on('data', (piece: Buffer) => {
        length += piece.length;
        if (length > MAX_ANSWER_BYTES) answer.destroy();
        else pieces.push(piece);
      });
      answer.on('close', () =>
        resolve({ kind: 'answered', readiness: readinessOf(Buffer.concat(pieces).toString()), certificate: peer }),
      );
    };
    const request =
      tls === undefined
        ? http.get(options, take)
        : https.get({ ...options, servername: name, rejectUnauthorized: false }, take);
    request.on('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ kind: 'silent', reason: error.code ?? error.message }),
    );
  });
}

function readinessOf(text: string): ReadinessAnswer | undefined {
  try {
    return readinessSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
