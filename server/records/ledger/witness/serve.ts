import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ADD_CHECKPOINT_LIMIT_BYTES, SIZE_TYPE } from './add-checkpoint.ts';
import type { Witness } from './witness.ts';

export const ADD_CHECKPOINT_PATH = '/add-checkpoint';

/** The witness over HTTP. `onFault` receives internal errors; the requesting log gets status 500 only. */
export function witnessServer(witness: Witness, onFault: (error: unknown) => void): Server {
  return createServer({ headersTimeout: 5_000, requestTimeout: 10_000, maxHeaderSize: 8_192 }, (request, response) => {
    answer(witness, request, response).catch((error: unknown) => {
      onFault(error);
      if (!response.headersSent) end(response, 500, 'the witness failed');
    });
  });
}

async function answer(witness: Witness, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url !== ADD_CHECKPOINT_PATH) return end(response, 404, 'there is nothing at this address');
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST');
    return end(response, 405, 'this address accepts POST only');
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader('Connection', 'close');
    response.on('finish', () => request.destroy());
    return end(response, 413, 'the request is too large');
  }
  const judged = await witness.addCheckpoint(body);
  if (judged.status === 409) return end(response, 409, String(judged.size), SIZE_TYPE);
  if (judged.status !== 200) return end(response, judged.status, judged.reason);
  response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(judged.body);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > ADD_CHECKPOINT_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function end(response: ServerResponse, status: number, line: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'Content-Type': type }).end(`${line}\n`);
}
