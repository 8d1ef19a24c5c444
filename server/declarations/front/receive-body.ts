/** Receives the body of a request in memory that is wiped. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { offHeap } from '../../../hardware/host/off-heap.ts';
import { LIMITS } from '../message/refusal.ts';

/**
 * Node reads a socket into one buffer for all connections, which is never wiped, unless the socket's data has a listener; each read then
 * has a buffer of its own. The parser has copied the bytes when this listener runs.
 */
export function wipeReads(socket: Socket): void {
  socket.on('data', (chunk: Uint8Array) => void chunk.fill(0));
}

/** The caller wipes the bytes; of a body that is too large, or whose client has gone, nothing is kept. */
export function receiveBody(
  request: IncomingMessage,
  mostBytes: number = LIMITS.bytes,
): Promise<Uint8Array | 'too-large' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (outcome: Uint8Array | 'too-large' | 'gone'): void => {
      for (const chunk of chunks) chunk.fill(0);
      chunks.length = 0;
      request.removeAllListeners('data');
      resolve(outcome);
    };
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > mostBytes) end('too-large');
    });
    request.on('end', () => {
      const body = offHeap(length);
      let at = 0;
      for (const chunk of chunks) {
        body.set(chunk, at);
        at += chunk.length;
      }
      end(body);
    });
    request.on('close', () => end('gone'));
    request.on('error', () => end('gone'));
  });
}
