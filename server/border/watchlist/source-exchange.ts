/** One request to an authority's connector and its answer. No message is in a log or an error. */
import { readFileSync } from 'node:fs';
import { type Agent, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { parseJson } from '../../contract/payload.ts';
import type { SourceFault, SourceSettings } from '../../contract/watchlist-source.ts';

export type SourceReply =
  | { readonly kind: 'replied'; readonly json: unknown }
  | { readonly kind: 'away'; readonly why: SourceFault };

export interface SourceRequest {
  readonly path: string;
  readonly message: object;
  readonly limitBytes: number;
  /** Absent: a connection for this request alone. */
  readonly agent?: Agent | undefined;
}

/**
 * Resolves within the time-out of the settings. Follows no redirection. A connection that was kept open and is closed by the other side
 * just then is replaced once.
 *
 * @param settings `undefined`: this server has no connector of that list
 */
export async function exchangeWithSource(
  settings: SourceSettings | undefined,
  { path, message, limitBytes, agent }: SourceRequest,
): Promise<SourceReply> {
  const credentials = settings && credentialsOf(settings);
  if (settings === undefined || credentials === undefined) return away('not-configured');
  const signal = AbortSignal.timeout(settings.timeoutMs);
  const body = Buffer.from(JSON.stringify(message));
  const place = new URL(path, settings.url.endsWith('/') ? settings.url : `${settings.url}/`);
  const once = () => send(place, credentials, body, signal, agent);
  try {
    const response = await once().catch((error: unknown) =>
      error instanceof KeptConnectionClosed ? once() : Promise.reject(error),
    );
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response) {
      length += (part as Uint8Array).length;
      // Leaving the loop closes the connection
      if (length > limitBytes) return away('invalid-answer');
      parts.push(part as Uint8Array);
    }
    if (response.statusCode !== 200) return away('refused');
    return { kind: 'replied', json: parseJson(Buffer.concat(parts))?.json };
  } catch (error) {
    return away(signal.aborted ? 'timed-out' : isDistrust(error) ? 'not-trusted' : 'unreachable');
  }
}

class KeptConnectionClosed extends Error {
  override readonly name = 'KeptConnectionClosed';
}

/** Read for each request, because certificates are renewed while the server runs. `undefined` when a file cannot be read. */
function credentialsOf({ caFile, certificateFile, keyFile, authorizationFile }: SourceSettings) {
  try {
    return {
      authorization: authorizationFile === undefined ? undefined : readFileSync(authorizationFile, 'utf8').trim(),
      tls: {
        ...(caFile !== undefined && { ca: readFileSync(caFile) }),
        ...(certificateFile !== undefined && { cert: readFileSync(certificateFile) }),
        ...(keyFile !== undefined && { key: readFileSync(keyFile) }),
      },
    };
  } catch {
    return undefined;
  }
}

function send(
  place: URL,
  { authorization, tls }: NonNullable<ReturnType<typeof credentialsOf>>,
  body: Uint8Array,
  signal: AbortSignal,
  agent: Agent | undefined,
): Promise<IncomingMessage> {
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    ...(authorization !== undefined && { authorization }),
  };
  return new Promise((resolve, reject) => {
    const ask = place.protocol === 'https:' ? tlsRequest : plainRequest;
    const call = ask(place, { method: 'POST', headers, signal, agent: agent ?? false, ...tls }, resolve);
    call.once('error', (error) => {
      const wasKept = call.reusedSocket && !signal.aborted && 'code' in error && error.code === 'ECONNRESET';
      reject(wasKept ? new KeptConnectionClosed(undefined, { cause: error }) : error);
    });
    call.end(body);
  });
}

/** Codes of Node.js and OpenSSL's X509_V_ERR. */
const DISTRUST = /CERT|ALTNAME|SSL|TLS|SELF_SIGNED|ISSUER|VERIFY|HOSTNAME|PURPOSE|INVALID_CA|PATH_LENGTH/;

function isDistrust(error: unknown): boolean {
  return error instanceof Error && 'code' in error && DISTRUST.test(String(error.code));
}

function away(why: SourceFault): SourceReply {
  return { kind: 'away', why };
}
