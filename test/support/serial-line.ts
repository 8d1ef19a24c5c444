import { closeSync, writeSync } from 'node:fs';
import koffi from 'koffi';

const O_RDWR = 2;
const O_NOCTTY = 0o400;

/** A serial line: the two ends of a pseudo-terminal. */
export function serialLine() {
  const libc = koffi.load(null);
  const master: number = libc.func('posix_openpt', 'int', ['int'])(O_RDWR | O_NOCTTY);
  libc.func('grantpt', 'int', ['int'])(master);
  libc.func('unlockpt', 'int', ['int'])(master);
  const path: string = libc.func('ptsname', 'str', ['int'])(master);
  return {
    place: { kind: 'path', path } as const,
    type: (text: string) => void writeSync(master, text),
    unplug: () => closeSync(master),
  };
}
