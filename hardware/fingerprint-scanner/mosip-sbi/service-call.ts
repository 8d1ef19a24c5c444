/** One call to a device service on this machine: HTTP with custom verbs. */
import { request } from 'node:http';

export type ServiceVerb = 'MOSIPDISC' | 'MOSIPDINFO' | 'RCAPTURE';

export type ServiceAnswer =
  /** The receiver wipes the body. */
  | { readonly kind: 'answered'; readonly body: Uint8Array }
  /** The connection was refused or closed. */
  | { readonly kind: 'gone' }
  /** A status other than 200, or a body over the limit. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The signal fired first. */
  | { readonly kind: 'cut-short' };

/**
 * An uncompressed four-finger slap at 1000 ppi has 6 MB, or 10.7 MB after base64 encoding twice. One finger has far less.
 */
export const MAX_BODY_BYTES = 12 * 1024 * 1024;

const PATHS: Readonly<Record<ServiceVerb, string>> = {
  MOSIPDISC: 'device',
  MOSIPDINFO: 'info',
  RCAPTURE: 'capture',
};

/** @param body JSON without personal data */
export function callService(base: URL, verb: ServiceVerb, body: unknown, signal: AbortSignal): Promise<ServiceAnswer> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ kind: 'cut-short' });
      return;
    }
    const sent = body === undefined ? '' : JSON.stringify(body);
    const chunks: Buffer[] = [];
    const wipe = () => {
      for (const chunk of chunks) chunk.fill(0);
    };
    const end = (answer: ServiceAnswer) => {
      signal.removeEventListener('abort', onAbort);
      wipe();
      resolve(answer);
      call.destroy();
    };
    const onAbort = () => end({ kind: 'cut-short' });
    const call = request({
      host: base.hostname,
      port: base.port === '' ? 80 : Number(base.port),
      method: verb,
      path: `/${PATHS[verb]}`,
      headers: { ext: 'postern', 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) },
      agent: false,
    });
    signal.addEventListener('abort', onAbort, { once: true });
    call.on('error', () => end({ kind: 'gone' }));
    call.on('response', (response) => {
      if (response.statusCode !== 200) {
        end({ kind: 'refused', reason: `it answered with status ${response.statusCode ?? 0}` });
        return;
      }
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MAX_BODY_BYTES) end({ kind: 'refused', reason: 'it answered too much' });
      });
      response.on('error', () => end({ kind: 'gone' }));
      response.on('end', () => {
        if (response.complete) end({ kind: 'answered', body: Buffer.concat(chunks) });
        else end({ kind: 'gone' });
      });
    });
    call.end(sent);
  });
}
