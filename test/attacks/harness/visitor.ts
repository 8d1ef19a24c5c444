/** A client of the attacked server, as far as the server sees one. */
import { request, type Agent } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { TlsIdentity } from '../../server/lanes/fleet/fixtures/fleet-bench.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The code of a refusal; `undefined` for another answer. */
  readonly code: string | undefined;
}

export interface Port {
  readonly port: number;
  /** The fleet's authority, PEM. */
  readonly ca: string;
}

export interface VisitorOptions {
  /** The address that requests come from: any of 127.0.0.0/8. */
  readonly from?: string;
  /** A kiosk's certificate. */
  readonly identity?: TlsIdentity;
  /** Keeps connections open; otherwise each request uses a new one. */
  readonly agent?: Agent;
}

export interface Visitor {
  readonly cookies: Map<string, string>;
  /** Bytes are sent as they are, anything else as JSON; both with the JSON content type unless `headers` has another. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  /** The body of a GET that must succeed. */
  json<T>(path: string): Promise<T>;
}

/** Cookies are kept as a browser keeps them. */
export function visitor(at: Port, { from = '127.0.0.1', identity, agent }: VisitorOptions = {}): Visitor {
  const cookies = new Map<string, string>();
  const ask: Visitor['ask'] = (method, path, body, headers = {}) => {
    const bytes = body === undefined || body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const call = request(
        {
          ...{ host: '127.0.0.1', servername: 'localhost', port: at.port, ca: at.ca, localAddress: from },
          ...identity,
          agent: agent ?? false,
          ...{ method, path },
          headers: {
            host: `localhost:${at.port}`,
            ...(bytes !== undefined && { 'content-type': 'application/json', 'content-length': bytes.length }),
            ...(cookie !== '' && { cookie }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => void chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            for (const line of response.headers['set-cookie'] ?? []) keep(cookies, line);
            const text = Buffer.concat(chunks).toString();
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text, code: codeIn(text) });
          });
        },
      );
      call.on('error', reject);
      call.end(bytes);
    });
  };
  return {
    cookies,
    ask,
    get: (path) => ask('GET', path),
    post: (path, body = {}) => ask('POST', path, body),
    async json<T>(path: string) {
      const { status, text } = await ask('GET', path);
      if (status !== 200) throw new Error(`${path} answers ${status}`);
      return JSON.parse(text) as T;
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/;\s*Max-Age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

function codeIn(text: string): string | undefined {
  if (!text.startsWith('{"error"')) return undefined;
  return (JSON.parse(text) as { error: { code: string } }).error.code;
}
