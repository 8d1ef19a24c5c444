/** Asks the server of this machine how it is, at its port for people. */
import http from 'node:http';
import https from 'node:https';
import { connect, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import { localHeader } from '../../platform/http/proxy-header.ts';
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
export function askServer(config: Pick<ServerConfig, 'host' | 'port' | 'tls' | 'connections'>): Promise<Asked> {
  const { host, port, tls, connections } = config;
  const address = ALL_ADDRESSES.get(host) ?? host;
  const name = tls?.names.find((one) => isIP(one) === 0) ?? 'localhost';
  const options = {
    host: address,
    port,
    path: '/readyz',
    // A proxy of this machine has the address of this program too
    ...(connections?.proxies.includes(address) === true
      ? { createConnection: connectLocally({ address, port, tls: tls !== undefined, name }) }
      : { agent: false }),
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

/** A connection that begins with the header of a program that is itself the client. */
function connectLocally(place: {
  readonly address: string;
  readonly port: number;
  readonly tls: boolean;
  readonly name: string;
}) {
  return (): Duplex => {
    const socket = connect(place.port, place.address);
    socket.write(localHeader());
    return place.tls ? connectTls({ socket, servername: place.name, rejectUnauthorized: false }) : socket;
  };
}

function readinessOf(text: string): ReadinessAnswer | undefined {
  try {
    return readinessSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
