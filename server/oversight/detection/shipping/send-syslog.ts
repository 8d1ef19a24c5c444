/** One batch to a receiver of syslog over TLS (RFC 5425). */
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { checkedAddress, failureOf, type SentMessage, type WebhookParts } from '../../alerts/send-webhook.ts';
import { withinTime } from '../../../../hardware/host/within-time.ts';

/** Name, connection, TLS, all frames, and the end that the receiver confirms. */
const ATTEMPT_MS = 30_000;

/**
 * Sends the frames over a connection of their own and ends it. Syslog has no answers: the batch counts as delivered when the receiver ends
 * the connection after it, which it does once it has read all of it. A frame is handed over when the one before has left, so that a slow
 * receiver slows the sender. Resolves in any case.
 */
export async function sendSyslog(
  parts: WebhookParts,
  { host, port }: { readonly host: string; readonly port: number },
  frames: readonly Buffer[],
): Promise<SentMessage> {
  return withinTime(parts.clock, ATTEMPT_MS, undefined, async (limited) => {
    const checked = await checkedAddress(parts, host, limited);
    if (checked.kind === 'refused') return { result: checked.result, status: null };
    return exchange({ ...parts, host, port, address: checked.address }, frames, limited);
  });
}

interface Peer extends Pick<WebhookParts, 'ca'> {
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

function exchange(
  { host, port, address, ca }: Peer,
  frames: readonly Buffer[],
  signal: AbortSignal,
): Promise<SentMessage> {
  return new Promise((resolve) => {
    let isWritten = false;
    let failure: SentMessage | undefined;
    const cut: SentMessage = { result: 'unreachable', status: null };
    const socket = connect({
      host: address,
      port,
      ...(isIP(host) === 0 && { servername: host }),
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(ca !== undefined && { ca }),
    });
    const abort = (): void => {
      failure ??= { result: 'too-slow', status: null };
      socket.destroy();
    };
    signal.addEventListener('abort', abort, { once: true });
    // A receiver sends nothing. Reading discards any data, and detects the end of the connection
    socket.resume();
    socket.on('error', (error) => {
      failure ??= { result: failureOf(error), status: null };
    });
    socket.on('end', () => {
      // The receiver ended first
      if (!isWritten) failure ??= cut;
    });
    socket.on('close', () => {
      signal.removeEventListener('abort', abort);
      const ended = isWritten && socket.readableEnded;
      resolve(failure ?? (ended ? { result: 'delivered', status: null } : cut));
    });
    socket.on('secureConnect', () => {
      void writeAll(socket, frames).then(() => {
        isWritten = true;
        socket.end();
      });
    });
  });
}

/** Resolves when each frame has left; never when the connection ends before. */
async function writeAll(socket: TLSSocket, frames: readonly Buffer[]): Promise<void> {
  for (const frame of frames) {
    await new Promise<void>((resolve) => {
      socket.write(frame, (error) => {
        if (error === null || error === undefined) resolve();
      });
    });
  }
}
