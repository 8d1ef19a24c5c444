/** Requests of a partner's program over mutual TLS. */
import { appendFileSync, existsSync, rmSync, statSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import type { PartnerSettings } from './partner-settings.ts';

const MAX_BYTES = 20 * 1_024 * 1_024;
/** Without a byte. */
const SILENCE_MS = 30_000;
/** One answer as a whole: 16 MB over the slowest line that is of use. The next run continues a download. */
const ANSWER_MS = 1_800_000;

export interface PartnerAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Gets each piece of a successful answer. Without it the body is in the answer. */
  readonly onPiece?: (piece: Uint8Array, status: number) => void;
}

export class PartnerClient {
  readonly #server: string;
  readonly #agent: Agent;
  readonly #answerMs: number;

  /** @param answerMs within which an answer must be complete, so that a server that sends slowly cannot hold the program */
  constructor({ server, serverCa, keys }: Pick<PartnerSettings, 'server' | 'serverCa' | 'keys'>, answerMs = ANSWER_MS) {
    this.#server = server;
    this.#answerMs = answerMs;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: 1,
      minVersion: 'TLSv1.3',
      cert: keys.certificate,
      key: keys.signing.export({ format: 'pem', type: 'pkcs8' }),
      ...(serverCa !== undefined && { ca: serverCa }),
    });
  }

  /** Rejects with Node's error when the server cannot be reached or proves another name. */
  ask(path: string, { method = 'GET', headers = {}, body, onPiece }: Sent = {}): Promise<PartnerAnswer> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(body.length) };
      const options = { agent: this.#agent, method, headers: { ...length, ...headers }, timeout: SILENCE_MS };
      const signal = AbortSignal.timeout(this.#answerMs);
      const call = request(new URL(path, this.#server), { ...options, signal }, (response) => {
        const { statusCode: status = 0 } = response;
        const pieces: Uint8Array[] = [];
        let received = 0;
        response.on('data', (piece: Uint8Array) => {
          received += piece.length;
          if (received > MAX_BYTES) call.destroy(new Error('the answer is too long'));
          else if (onPiece !== undefined && status < 300) onPiece(piece, status);
          else pieces.push(piece);
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status, headers: response.headers, body: Buffer.concat(pieces) }));
      });
      call.on('timeout', () => call.destroy(new Error('the server does not answer')));
      call.on('error', reject);
      call.end(body);
    });
  }

  /**
   * Fetches a delivery into a file, from where an earlier attempt ended. Resolves to the status of the answer: 200 or 206 when the file is
   * complete. A broken connection rejects, and keeps what has arrived.
   */
  async download(digest: string, file: string): Promise<number> {
    const has = existsSync(file) ? statSync(file).size : 0;
    const headers = has === 0 ? {} : { range: `bytes=${has}-`, 'if-range': `"${digest}"` };
    let isBegun = false;
    const onPiece = (piece: Uint8Array, status: number) => {
      // The server sends the whole file where it does not continue it
      if (!isBegun && status === 200) rmSync(file, { force: true });
      isBegun = true;
      appendFileSync(file, piece);
    };
    const { status } = await this.ask(`/v1/partner/deliveries/${digest}`, { headers, onPiece });
    // The file was complete before
    return status === 416 ? 206 : status;
  }

  close(): void {
    this.#agent.destroy();
  }
}
