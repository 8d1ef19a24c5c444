import type { Duplex } from 'node:stream';
import { PROBLEM_TYPE, WIRE_ERRORS } from '../../contract/wire-error.ts';
import { STRICT_TRANSPORT } from './security-headers.ts';
import { failureBody } from './wire-failure.ts';

/** Answers input that is not a valid request (bad HTTP, headers too large, too slow) and disconnects. For Node's `clientError`. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(failureBody({ code: 'malformed-request' }));
  const head = [
    `HTTP/1.1 ${WIRE_ERRORS['malformed-request'].status} Bad Request`,
    'Connection: close',
    'Cache-Control: no-store',
    "Content-Security-Policy: default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options: nosniff',
    ...('encrypted' in socket ? [`Strict-Transport-Security: ${STRICT_TRANSPORT}`] : []),
    `Content-Type: ${PROBLEM_TYPE}; charset=utf-8`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
