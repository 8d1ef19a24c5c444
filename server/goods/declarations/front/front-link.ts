/** The server's connection with the front: a child process, or a service with an account of its own. */
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startSilently } from '../../../../hardware/host/silent-process.ts';
import { onFrames, sendFrame } from './frames.ts';
import type { FromFront, ToFront } from './messages.ts';

const ENTRY = fileURLToPath(new URL('./program.js', import.meta.url));
/**
 * The engine and the allocator overwrite freed memory, as those of a lane do. A young generation of this size (MB) holds all texts of a large
 * declaration until it is sealed: the old generation is not overwritten. `postern-front.service` has the same.
 */
export const ENGINE_FLAGS = [
  '--clear-free-memory',
  '--expose-gc',
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
];
export const ALLOCATOR = { GLIBC_TUNABLES: 'glibc.malloc.perturb=90:glibc.malloc.tcache_count=0' };

export interface FrontLink {
  /** `undefined` for a service: its process belongs to another account. */
  readonly processId: number | undefined;
  /** Resolves when the front has ended or cannot be reached. */
  readonly ended: Promise<void>;
  say(message: ToFront): void;
  onMessage(take: (message: FromFront) => void): void;
  /** Ends the front at once. A service ends itself when its connection ends. */
  kill(): void;
}

export function childFront(): FrontLink {
  const { child, exited } = startSilently(ENTRY, { flags: ENGINE_FLAGS, environment: ALLOCATOR });
  return {
    processId: child.pid,
    ended: exited,
    say: (message) => {
      // If the message cannot be sent, the process has ended, which is handled separately
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (take) => void child.on('message', take),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** @param path of the socket at which the service manager starts the front */
export function serviceFront(path: string): FrontLink {
  const socket = connect(path);
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  return {
    processId: undefined,
    ended,
    say: (message) => sendFrame(socket, message),
    onMessage: (take) => onFrames(socket, (message) => take(message as FromFront)),
    kill: () => void socket.destroy(),
  };
}
