/** Looks one document up at the authority's connector. The document's number is in no log and no error. */
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { parseJson } from '../contract/payload.ts';
import {
  LOOK_UP_LIMIT_BYTES,
  LOOK_UP_PATH,
  type LookUpAnswer,
  lookUpAnswerSchema,
  type LookUpRequest,
  type SourceFault,
  type SourceSettings,
} from '../contract/watchlist-source.ts';

export type SourceAnswer =
  | { readonly kind: 'answered'; readonly found: LookUpAnswer['found'] }
  | { readonly kind: 'away'; readonly why: SourceFault };

/** Resolves within the time-out of the settings. @param settings `undefined`: this server has no connector of that list */
export async function askSource(settings: SourceSettings | undefined, request: LookUpRequest): Promise<SourceAnswer> {
  const credentials = settings && credentialsOf(settings);
  if (settings === undefined || credentials === undefined) return away('not-configured');
  const signal = AbortSignal.timeout(settings.timeoutMs);
  try {
    const response = await send(settings.url, credentials, Buffer.from(JSON.stringify(request)), signal);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response) {
      length += (part as Uint8Array).length;
      // Leaving the loop closes the connection
      if (length > LOOK_UP_LIMIT_BYTES) return away('invalid-answer');
      parts.push(part as Uint8Array);
    }
    if (response.statusCode !== 200) return away('refused');
    const answer = lookUpAnswerSchema.safeParse(parseJson(Buffer.concat(parts))?.json);
    const fits = answer.success && answer.data.requestId === request.requestId;
    return fits ? { kind: 'answered', found: answer.data.found } : away('invalid-answer');
  } catch (error) {
    return away(signal.aborted ? 'timed-out' : isDistrust(error) ? 'not-trusted' : 'unreachable');
  }
}

/** Read for each request: there are few, and certificates are renewed while the server runs. `undefined` when a file cannot be read. */
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

/** Follows no redirection. */
function send(
  url: string,
  { authorization, tls }: NonNullable<ReturnType<typeof credentialsOf>>,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const place = new URL(LOOK_UP_PATH, url.endsWith('/') ? url : `${url}/`);
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    ...(authorization !== undefined && { authorization }),
  };
  return new Promise((resolve, reject) => {
    const ask = place.protocol === 'https:' ? tlsRequest : plainRequest;
    const call = ask(place, { method: 'POST', headers, signal, agent: false, ...tls }, resolve);
    call.once('error', reject);
    call.end(body);
  });
}

const DISTRUST = /CERT|ALTNAME|SSL|TLS|SELF_SIGNED|ISSUER/;

function isDistrust(error: unknown): boolean {
  return error instanceof Error && 'code' in error && DISTRUST.test(String(error.code));
}

function away(why: SourceFault): SourceAnswer {
  return { kind: 'away', why };
}
