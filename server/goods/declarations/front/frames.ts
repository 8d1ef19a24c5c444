/**
 * Messages over a socket between the server and a front that the service manager started: four bytes of length (big endian), then the value as
 * `node:v8` writes it, which is the form of the messages to a child process as well.
 */
import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

const LENGTH_BYTES = 4;
/** A declaration of 2 MiB, sealed in five groups to many offices, is far smaller. */
export const MAX_FRAME_BYTES = 33_554_432;

export function sendFrame(socket: Socket, message: unknown): void {
  if (!socket.writable) return;
  const body = serialize(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  socket.cork();
  socket.write(length);
  socket.write(body);
  socket.uncork();
}

/** Calls `take` with each message. Closes the socket when a frame is too long or not a value. */
export function onFrames(socket: Socket, take: (message: unknown) => void): void {
  let chunks: Buffer[] = [];
  let kept = 0;
  const whole = (): Buffer => {
    const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, kept);
    chunks = [all];
    return all;
  };
  let wanted = LENGTH_BYTES;
  let isBody = false;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    kept += chunk.length;
    while (kept >= wanted) {
      const all = whole();
      const part = all.subarray(0, wanted);
      chunks = [all.subarray(wanted)];
      kept -= wanted;
      if (isBody) {
        wanted = LENGTH_BYTES;
        isBody = false;
        let message: unknown;
        try {
          message = deserialize(part);
        } catch {
          socket.destroy();
          return;
        }
        take(message);
      } else {
        wanted = part.readUInt32BE();
        isBody = true;
        if (wanted === 0 || wanted > MAX_FRAME_BYTES) {
          socket.destroy();
          return;
        }
      }
    }
  });
}
