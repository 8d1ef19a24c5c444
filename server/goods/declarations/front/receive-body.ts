/** Receives the body of a request in memory that is wiped. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../../../hardware/host/clock.ts';
import { offHeap } from '../../../../hardware/host/off-heap.ts';
import { LIMITS } from '../message/refusal.ts';

/** A body that is slower than this after a first time of rest ends. Node ends each request after 10 s in any case. */
const SLOWEST = { bytesPerSecond: 4_096, restMs: 2_000 };
const LOOK_EVERY_MS = 500;

/**
 * Node reads a socket into one buffer for all connections, which is never wiped, unless the socket's data has a listener; each read then
 * has a buffer of its own. The parser has copied the bytes when this listener runs.
 */
export function wipeReads(socket: Socket): void {
  socket.on('data', (chunk: Uint8Array) => void chunk.fill(0));
}

export interface ReceivingParts {
  readonly clock: Clock;
  readonly mostBytes?: number;
  /** Called when the first bytes arrive. `false`: no room for the body. */
  readonly begin?: () => boolean;
}

export type NotReceived = 'too-large' | 'too-slow' | 'no-room' | 'gone';

/** The caller wipes the bytes; of a body that was not received nothing is kept. */
export function receiveBody(
  request: IncomingMessage,
  { clock, mostBytes = LIMITS.bytes, begin }: ReceivingParts,
): Promise<Uint8Array | NotReceived> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const fromMs = clock.monotonicMs();
    let cancel = (): void => undefined;
    const end = (outcome: Uint8Array | NotReceived): void => {
      cancel();
      for (const chunk of chunks) chunk.fill(0);
      chunks.length = 0;
      request.removeAllListeners('data');
      resolve(outcome);
    };
    const look = (): void => {
      const restedMs = clock.monotonicMs() - fromMs - SLOWEST.restMs;
      if (length < (restedMs / 1_000) * SLOWEST.bytesPerSecond) return end('too-slow');
      cancel = clock.after(LOOK_EVERY_MS, look);
    };
    cancel = clock.after(LOOK_EVERY_MS, look);
    request.on('data', (chunk: Buffer) => {
      const isFirst = length === 0;
      length += chunk.length;
      chunks.push(chunk);
      if (isFirst && begin?.() === false) return end('no-room');
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
