/** One attempt to deliver a webhook. */
import { lookup as lookUp } from 'node:dns/promises';
import { type RequestOptions, request } from 'node:https';
import { isIP } from 'node:net';
import type { Clock } from '../../../hardware/host/clock.ts';
import { withinTime } from '../../../hardware/host/within-time.ts';
import { isAllowedAddress, type Network } from './allowed-addresses.ts';
import type { DeliveryResult } from './vocabulary.ts';

/** The result of an attempt, for a webhook or a mail. */
export interface SentMessage {
  readonly result: DeliveryResult;
  /** The status of HTTP or of the mail relay, if there was one. */
  readonly status: number | null;
  /** How long the receiver asks to wait, ms. */
  readonly retryAfterMs?: number;
}

export interface WebhookParts {
  readonly clock: Pick<Clock, 'after'>;
  /** Private networks that the configuration allows. */
  readonly networks: readonly Network[];
  /** Certificates (PEM) that verify the receivers; absent: those of the system. */
  readonly ca?: string | undefined;
  /** All addresses of a name, as the system resolves it. */
  readonly resolve?: LookUp;
}

/** Further headers, and those that replace the usual ones. */
type Headers = Readonly<Record<string, string>>;

/** Name, connection, TLS, request and answer together. */
const ATTEMPT_MS = 10_000;
/** Part of an answer that is read. */
const ANSWER_BYTES = 16_384;

/**
 * Posts the body once. Connects to an address that was checked after the name was resolved, so that a name cannot lead to another address
 * between check and use. Follows no redirection. Resolves in any case.
 */
export async function sendWebhook(
  parts: WebhookParts,
  { url, body, headers }: { readonly url: string; readonly body: string; readonly headers: Headers },
): Promise<SentMessage> {
  return withinTime(parts.clock, ATTEMPT_MS, undefined, (limited) =>
    attempt(parts, new URL(url), { body, headers }, limited),
  );
}

export type CheckedAddress =
  | { readonly kind: 'checked'; readonly address: string }
  | { readonly kind: 'refused'; readonly result: DeliveryResult };

/** Resolves a host once. Its first address, if each of them is allowed. */
export async function checkedAddress(
  { networks, resolve = resolveAll }: Pick<WebhookParts, 'networks' | 'resolve'>,
  host: string,
  signal: AbortSignal,
): Promise<CheckedAddress> {
  const addresses = isIP(host) === 0 ? await before(signal, resolve(host)) : [host];
  if (signal.aborted) return { kind: 'refused', result: 'too-slow' };
  const [address] = addresses;
  if (address === undefined) return { kind: 'refused', result: 'name-not-found' };
  // One address that is not allowed shows that the name is not one of a public receiver
  return addresses.every((one) => isAllowedAddress(one, networks))
    ? { kind: 'checked', address }
    : { kind: 'refused', result: 'address-not-allowed' };
}

async function attempt(
  parts: WebhookParts,
  url: URL,
  { body, headers }: { readonly body: string; readonly headers: Headers },
  signal: AbortSignal,
): Promise<SentMessage> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const checked = await checkedAddress(parts, host, signal);
  if (checked.kind === 'refused') return { result: checked.result, status: null };
  const { address } = checked;
  const { ca } = parts;
  return post(body, {
    method: 'POST',
    host,
    port: url.port === '' ? 443 : Number(url.port),
    path: `${url.pathname}${url.search}`,
    ...(isIP(host) === 0 && { servername: host }),
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Postern',
      ...headers,
      'content-length': Buffer.byteLength(body),
    },
    lookup: (_host, options, done) => {
      const family = isIP(address);
      if (options.all === true) done(null, [{ address, family }]);
      else done(null, address, family);
    },
    agent: false,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca }),
    signal,
  });
}

/** No addresses when the resolution fails or the signal comes first: the system cannot end a resolution. */
function before(signal: AbortSignal, resolved: Promise<readonly string[]>): Promise<readonly string[]> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve([]), { once: true });
    resolved.then(resolve, () => resolve([]));
  });
}

/** Resolves when the connection is closed: a receiver that never ends its answer is cut off at the end of the attempt. */
function post(body: string, options: RequestOptions): Promise<SentMessage> {
  return new Promise((resolve) => {
    let answered: SentMessage | undefined;
    const sent = request(options, (response) => {
      const status = response.statusCode ?? 0;
      const retryAfterMs = retryAfterOf(response.headers['retry-after']);
      answered = { result: resultOf(status), status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > ANSWER_BYTES) response.destroy();
      });
      response.on('error', () => undefined);
    });
    sent.on('error', (error) => {
      answered ??= { result: failureOf(error), status: null };
    });
    sent.on('close', () => resolve(answered ?? { result: 'unreachable', status: null }));
    sent.end(body);
  });
}

function resultOf(status: number): DeliveryResult {
  if (status >= 200 && status < 300) return 'delivered';
  return status >= 300 && status < 400 ? 'redirected' : 'answered-error';
}

function retryAfterOf(header: string | undefined): number | undefined {
  return header !== undefined && /^[0-9]{1,6}$/.test(header) ? Number(header) * 1_000 : undefined;
}

const TLS_CODES = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_OSSL|HOSTNAME_MISMATCH|EPROTO$)/;

/** Errors of TLS have codes of OpenSSL. */
export function failureOf(error: unknown): DeliveryResult {
  const code: unknown = error instanceof Error ? Object.getOwnPropertyDescriptor(error, 'code')?.value : undefined;
  if (typeof code !== 'string') return 'unreachable';
  if (TLS_CODES.test(code)) return 'tls-refused';
  if (code === 'ETIMEDOUT' || code === 'ABORT_ERR') return 'too-slow';
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'name-not-found' : 'unreachable';
}

type LookUp = (host: string) => Promise<readonly string[]>;

/** Look-ups of one name that run together share one: the system has few threads for them, and a name that never resolves must not take all. */
export function sharingLookUps(lookUp: LookUp): LookUp {
  const running = new Map<string, Promise<readonly string[]>>();
  return (host) => {
    const known = running.get(host);
    if (known !== undefined) return known;
    const started = lookUp(host).finally(() => running.delete(host));
    running.set(host, started);
    return started;
  };
}

const resolveAll = sharingLookUps(async (host) => {
  const found = await lookUp(host, { all: true });
  return found.map(({ address }) => address);
});
