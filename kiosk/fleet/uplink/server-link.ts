/** Connection to the server: exchanges one message and its answer, with or without TLS. */
import { Agent, type IncomingMessage, request as plainRequest } from 'node:http';
import { type Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { underSignals } from '../../../hardware/host/combined-signal.ts';

export interface LinkMessage {
  readonly method: 'GET' | 'POST';
  /** JSON. */
  readonly body?: Uint8Array;
  /** Value of the header of that name. */
  readonly authorization?: string | undefined;
}

export interface LinkAnswer {
  /** Whether the status is 2xx. */
  readonly ok: boolean;
  readonly body: Uint8Array;
}

export interface ServerLink {
  /**
   * Returns an answer of at most this many bytes; `undefined` when there is none in time, or the server is not
   * authenticated.
   */
  exchange(
    path: string,
    message: LinkMessage,
    limitBytes: number,
    signal: AbortSignal,
  ): Promise<LinkAnswer | undefined>;
  /** The agent for a new socket to the server; `undefined` when the lane may not open one. Requested for each socket. */
  agent(): Agent | TlsAgent | undefined;
  /** Closes idle connections. */
  close(): void;
}

/** Time-out of an answer. */
const ANSWER_TIMEOUT_MS = 5_000;
const CONNECTIONS = 8;

/** Development: plain HTTP to a server on this machine. */
export function plainLink(origin: URL): ServerLink {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  return {
    exchange: (path, message, limitBytes, signal) =>
      exchangeBy(agent, new URL(path, origin), message, limitBytes, signal),
    agent: () => agent,
    close: () => agent.destroy(),
  };
}

/** Does not follow redirections. */
export function exchangeBy(
  agent: Agent | TlsAgent,
  url: URL,
  message: LinkMessage,
  limitBytes: number,
  signal: AbortSignal,
): Promise<LinkAnswer | undefined> {
  return underSignals([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)], (limit) =>
    exchange(agent, url, message, limitBytes, limit),
  );
}

async function exchange(
  agent: Agent | TlsAgent,
  url: URL,
  message: LinkMessage,
  limitBytes: number,
  signal: AbortSignal,
): Promise<LinkAnswer | undefined> {
  try {
    const response = await send(agent, url, message, signal);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response) {
      const bytes = part as Uint8Array;
      length += bytes.length;
      // Leaving the loop closes the connection
      if (length > limitBytes) return undefined;
      parts.push(bytes);
    }
    const { statusCode = 0 } = response;
    return { ok: statusCode >= 200 && statusCode < 300, body: Buffer.concat(parts) };
  } catch {
    return undefined;
  }
}

function send(
  agent: Agent | TlsAgent,
  url: URL,
  { method, body, authorization }: LinkMessage,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const ask = url.protocol === 'https:' ? tlsRequest : plainRequest;
    const headers = {
      ...(body !== undefined && { 'content-type': 'application/json', 'content-length': body.length }),
      ...(authorization !== undefined && { authorization }),
    };
    const call = ask(url, { agent, method, headers, signal }, resolve);
    call.once('error', reject);
    call.end(body);
  });
}
