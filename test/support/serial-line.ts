import { closeSync, write } from 'node:fs';
import { promisify } from 'node:util';
import koffi from 'koffi';

const O_RDWR = 2;
const O_NOCTTY = 0o400;

const writeSome = promisify(write);

/** A serial line: the two ends of a pseudo-terminal. */
export function serialLine() {
  const libc = koffi.load(null);
  const master: number = libc.func('posix_openpt', 'int', ['int'])(O_RDWR | O_NOCTTY);
  libc.func('grantpt', 'int', ['int'])(master);
  libc.func('unlockpt', 'int', ['int'])(master);
  const path: string = libc.func('ptsname', 'str', ['int'])(master);
  let isPlugged = true;
  let typed: Promise<unknown> = Promise.resolve();
  const send = async (text: string): Promise<void> => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) {
      if (!isPlugged) return;
      at += (await writeSome(master, bytes, at, bytes.length - at, null)).bytesWritten;
    }
  };
  return {
    place: { kind: 'path', path } as const,
    /** Texts arrive in the order of the calls. A full line waits until the other end, in this process, has read. */
    type(text: string): void {
      typed = typed.then(() => send(text)).catch(() => undefined);
    },
    unplug(): void {
      isPlugged = false;
      closeSync(master);
    },
  };
}
