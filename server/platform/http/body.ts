import type { Request, RequestHandler, Response } from 'express';
import { sendFailure } from './wire-failure.ts';

/**
 * Reads a JSON body as bytes into `request.body`. Answers `unsupported-media-type` for another type or an encoding, and `too-large` past the
 * limit, at once: the rest of such a body is cut off, so that a client cannot occupy the server by sending on.
 */
export function readJsonBytes(limitBytes: number): RequestHandler {
  return readBytes('application/json', limitBytes);
}

/** The same for a body of another type. */
export function readBytes(mediaType: string, limitBytes: number): RequestHandler {
  return (request, response, next) => {
    const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (type !== mediaType || encoding.toLowerCase() !== 'identity') {
      cutOff(request, response, 'unsupported-media-type');
      return;
    }
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
      cutOff(request, response, 'too-large');
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      request.removeListener('data', take);
      request.removeListener('end', finish);
      cutOff(request, response, 'too-large');
    };
    const finish = () => {
      request.body = Buffer.concat(chunks);
      next();
    };
    request.on('data', take);
    request.on('end', finish);
    // A client that disconnects gets no answer; Node closes the rest.
    request.on('error', () => undefined);
  };
}

/** The bytes that `readJsonBytes` stored. */
export function bytesOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

function cutOff(request: Request, response: Response, code: 'too-large' | 'unsupported-media-type'): void {
  request.pause();
  response.set('Connection', 'close');
  response.on('finish', () => request.destroy());
  sendFailure(response, { code });
}
