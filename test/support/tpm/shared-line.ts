/** A socket before that of a software TPM, on which a test can send a command between those of the program that is connected. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TpmPlace } from '../../../hardware/tpm/open-transport.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import type { SoftTpm } from './soft-tpm.ts';

export interface SharedLine {
  readonly place: TpmPlace;
  /** Resolves to the response code. */
  send(command: Uint8Array): Promise<number>;
}

export async function sharedLine(tpm: SoftTpm): Promise<SharedLine> {
  const path = join(tpm.folder, 'shared');
  const inside = connect({ path: tpm.place.path });
  await once(inside, 'connect');
  const queue = serialQueue();
  const exchange = (command: Uint8Array): Promise<Buffer> =>
    queue.run(async () => {
      inside.write(command);
      const [answer] = (await once(inside, 'data')) as [Buffer];
      return answer;
    });
  const server = createServer((outside) => {
    outside.on('error', () => undefined);
    // A command arrives whole: it is one write of less than a page
    outside.on('data', (command) => void exchange(command).then((answer) => outside.writable && outside.write(answer)));
  });
  server.listen(path);
  await once(server, 'listening');
  onTestFinished(() => {
    inside.destroy();
    server.close();
  });
  return {
    place: { kind: 'socket', path },
    send: async (command) => (await exchange(command)).readUInt32BE(6),
  };
}

/** TPM2_EvictControl with the owner's empty value: removes the key of a persistent handle. */
export function evictCommand(handle: number): Uint8Array {
  const command = Buffer.from('8002000000230000012040000001000000000000000940000009000000000000000000', 'hex');
  command.writeUInt32BE(handle, 14);
  command.writeUInt32BE(handle, 31);
  return command;
}
