/** Socket calls that Node has no way to make. */
import type { Socket } from 'node:net';
import koffi from 'koffi';

const libc = koffi.load(null);
const socket = libc.func('socket', 'int', ['int', 'int', 'int']);
const bind = libc.func('bind', 'int', ['int', koffi.pointer('uint8_t'), 'uint']);
const listen = libc.func('listen', 'int', ['int', 'int']);
const close = libc.func('close', 'int', ['int']);
const setsockopt = libc.func('setsockopt', 'int', ['int', 'int', 'int', koffi.pointer('int'), 'uint']);

const AF_UNIX = 1;
const SOCK_STREAM = 1;
const IPPROTO_TCP = 6;
const TCP_QUICKACK = 12;
const ADDRESS_BYTES = 110;

/** A listening socket at the path that stays there when this process closes its end of it. */
export function listenAt(path: string): { readonly fd: number; close(): void } {
  const fd: number = socket(AF_UNIX, SOCK_STREAM, 0);
  const address = Buffer.alloc(ADDRESS_BYTES);
  address.writeUInt16LE(AF_UNIX, 0);
  address.write(path, 2);
  if (fd < 0 || bind(fd, address, ADDRESS_BYTES) !== 0 || listen(fd, 16) !== 0)
    throw new Error(`cannot listen at ${path}`);
  return { fd, close: () => void close(fd) };
}

/**
 * Acknowledges what has come at once. The virtual reader sends length and content apart, and waits with the second for the
 * acknowledgement of the first, which otherwise comes 40 ms late. The kernel forgets, so this is for each arrival.
 */
export function acknowledgeNow(connection: Socket): void {
  const { _handle: handle } = connection as Socket & { readonly _handle: { readonly fd: number } | null };
  if (handle !== null && handle.fd >= 0) setsockopt(handle.fd, IPPROTO_TCP, TCP_QUICKACK, [1], 4);
}
