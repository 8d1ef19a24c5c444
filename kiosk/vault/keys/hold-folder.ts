import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { KeyError } from './key-error.ts';

/**
 * Keeps other processes from the folder for as long as this one lives: two would not hear of each other's keys, and each would destroy
 * what it does not know. The kernel lets go of an abstract socket (unix(7)) with the process, however that ends. Linux only.
 *
 * Resolves to what lets go. Rejects with `KeyError` `in-use`.
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
