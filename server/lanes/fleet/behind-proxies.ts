/** Connections of proxies count as those of the clients that they name. */
import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { type Client, plainAddress, readProxyHeader } from '../../platform/http/proxy-header.ts';

/** A proxy sends the header at once. */
const HEADER_WITHIN_MS = 5_000;

/**
 * Reads the header of each connection from a proxy before anything else sees the connection, which from then on has the address of the client.
 * A connection from a proxy without a header ends. Other addresses cannot name a client.
 *
 * @param proxies their addresses
 */
export function acceptFromProxies(server: HttpServer, proxies: readonly string[], onRefused: () => void): void {
  if (proxies.length === 0) return;
  const trusted = new Set(proxies.map(plainAddress));
  /** By the proxy's port, which a TLS socket shares with its underlying socket. */
  const clients = new Map<string, Client>();
  const emit = server.emit.bind(server) as (event: string, ...given: readonly unknown[]) => boolean;
  const accept = (socket: Socket): void => {
    const ends = endsOf(socket);
    readHeader(socket, (client) => {
      if (client === 'none') {
        onRefused();
        return;
      }
      if (client !== undefined) {
        clients.set(ends, client);
        socket.once('close', () => clients.delete(ends));
        nameClient(socket, client);
      }
      emit('connection', socket);
    });
  };
  server.emit = (event: string, ...given: readonly unknown[]): boolean => {
    const socket = given[0] as Socket;
    if (event === 'connection' && trusted.has(plainAddress(socket.remoteAddress ?? ''))) {
      accept(socket);
      return true;
    }
    if (event === 'secureConnection') {
      const client = clients.get(endsOf(socket));
      if (client !== undefined) nameClient(socket, client);
    }
    return emit(event, ...given);
  };
}

const endsOf = ({ remoteAddress, remotePort, localPort }: Socket): string =>
  `${remoteAddress} ${remotePort} ${localPort}`;

function nameClient(socket: Socket, { address, port }: Client): void {
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  for (const [name, value] of Object.entries({ remoteAddress: address, remotePort: port, remoteFamily: family })) {
    Object.defineProperty(socket, name, { value, configurable: true });
  }
}

/** @param then gets the client, `undefined` for the proxy itself, or `none` when the socket was destroyed without a header */
function readHeader(socket: Socket, then: (client: Client | undefined | 'none') => void): void {
  let read = Buffer.alloc(0);
  const end = (client: Client | undefined | 'none'): void => {
    cancel();
    socket.off('readable', look);
    socket.off('close', leave);
    socket.off('error', ignore);
    if (client === 'none') socket.destroy();
    then(client);
  };
  const leave = (): void => end('none');
  const ignore = (): void => undefined;
  const look = (): void => {
    for (let piece = socket.read() as Buffer | null; piece !== null; piece = socket.read() as Buffer | null) {
      read = Buffer.concat([read, piece]);
    }
    const header = readProxyHeader(read);
    if (header.kind === 'incomplete') return;
    if (header.kind === 'malformed') return end('none');
    if (read.length > header.bytes) socket.unshift(read.subarray(header.bytes));
    end(header.client);
  };
  const cancel = systemClock.after(HEADER_WITHIN_MS, leave);
  socket.on('error', ignore);
  socket.on('close', leave);
  socket.on('readable', look);
}
