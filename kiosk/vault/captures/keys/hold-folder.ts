import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { KeyError } from './key-error.ts';

/**
 * Locks the folder for this process: two processes would destroy each other's keys as unknown. The lock is an abstract
 * socket (unix(7)), which the kernel releases when the process ends for any reason. Linux only.
 *
 * Resolves to the function that releases the lock. Rejects with `KeyError` `in-use`.
 */
export function holdFolder(folder: string): Promise<() => Promise<void>> {
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex');
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new KeyError('in-use', 'another process holds the key store', { cause })));
    server.listen(`\0postern-keys-${name}`, () => {
      server.unref();
      resolve(() => new Promise((released) => void server.close(() => released())));
    });
  });
}
