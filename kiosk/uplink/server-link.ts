/** How the lane reaches its server: one message and its answer, and whether that goes through TLS is wiring. */
import { Agent, type IncomingMessage, request as plainRequest } from 'node:http';
import { type Agent as TlsAgent, request as tlsRequest } from 'node:https';

export interface LinkMessage {
  readonly method: 'GET' | 'POST';
  /** JSON. */
  readonly body?: Uint8Array;
}

export interface LinkAnswer {
  /** Whether the status is one of success. */
  readonly ok: boolean;
  readonly body: Uint8Array;
}

export interface ServerLink {
  /** An answer of at most so many bytes; `undefined` when there is none, none in time, or nobody there whom the lane believes. */
  exchange(
    path: string,
    message: LinkMessage,
    limitBytes: number,
    signal: AbortSignal,
  ): Promise<LinkAnswer | undefined>;
  /** What a socket to the server goes through now; `undefined` when the lane may not open one. Asked anew at each opening. */
  agent(): Agent | TlsAgent | undefined;
  /** Closes what rests. */
  close(): void;
}

/** A message waits this long for its answer. */
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

/** Follows no redirection: what a server sends elsewhere is no answer. */
export async function exchangeBy(
  agent: Agent | TlsAgent,
  url: URL,
  message: LinkMessage,
  limitBytes: number,
  signal: AbortSignal,
): Promise<LinkAnswer | undefined> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    const response = await send(agent, url, message, limit);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response) {
      const bytes = part as Uint8Array;
      length += bytes.length;
      // Leaving the loop hangs up
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
  { method, body }: LinkMessage,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const ask = url.protocol === 'https:' ? tlsRequest : plainRequest;
    const headers = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': body.length };
    const call = ask(url, { agent, method, headers, signal }, resolve);
    call.once('error', reject);
    call.end(body);
  });
}
