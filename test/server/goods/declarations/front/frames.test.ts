import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FRAME_BYTES, onFrames, sendFrame } from '../../../../../server/goods/declarations/front/frames.ts';

/** A stream that stands for a socket. Resolves to the messages in what it reads, and whether it was closed. */
function read(chunks: readonly Uint8Array[]): { readonly messages: unknown[]; readonly isClosed: boolean } {
  const stream = new Duplex({ read: () => undefined });
  const messages: unknown[] = [];
  onFrames(stream as Socket, (message) => messages.push(message));
  for (const chunk of chunks) stream.emit('data', Buffer.from(chunk));
  return { messages, isClosed: stream.destroyed };
}

function written(...messages: readonly unknown[]): Buffer {
  const parts: Buffer[] = [];
  const stream = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk);
      done();
    },
  });
  for (const message of messages) sendFrame(stream as Socket, message);
  return Buffer.concat(parts);
}

const lengthOf = (count: number) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(count);
  return length;
};

describe('frames', () => {
  it('carry messages with bytes, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record(
            { kind: fc.string(), bytes: fc.uint8Array(), more: fc.array(fc.integer()) },
            { noNullPrototype: true },
          ),
          { maxLength: 5 },
        ),
        fc.array(fc.nat(400), { maxLength: 20 }),
        (messages, cuts) => {
          const bytes = written(...messages);
          const at = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
          const got = read(at.slice(1).map((end, index) => bytes.subarray(at[index], end)));
          expect(got.isClosed).toBe(false);
          expect(got.messages).toEqual(messages);
        },
      ),
    );
  });

  it.each([
    ['that is empty', lengthOf(0)],
    ['that is too long', lengthOf(MAX_FRAME_BYTES + 1)],
    ['that is no value', Buffer.concat([lengthOf(3), Buffer.from('xyz')])],
    ['that ends early', Buffer.concat([lengthOf(2), serialize({ a: 1 }).subarray(0, 2)])],
  ])('close the connection for a frame %s', (_what, bytes) => {
    expect(read([bytes])).toEqual({ messages: [], isClosed: true });
  });
});
