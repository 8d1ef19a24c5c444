import { once } from 'node:events';
import { createServer, get, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import { endConnections } from '../../../hardware/host/end-connections.ts';

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const closing = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));

it('a server closes beside a connection that never sends a request', async () => {
  const server = createServer();
  const silent = connect(await listening(server), '127.0.0.1');
  await once(server, 'connection');
  await endConnections(server, closing(server));
  silent.destroy();
  expect(server.listening).toBe(false);
});

it('a request that runs has the grace to end', async () => {
  const server = createServer((_request, response) => {
    void endConnections(server, closing(server), 60_000);
    setTimeout(() => response.end('answer'), 50);
  });
  const port = await listening(server);
  const silent = connect(port, '127.0.0.1');
  await once(server, 'connection');
  const [response] = (await once(get({ port, host: '127.0.0.1', agent: false }), 'response')) as [
    AsyncIterable<Buffer>,
  ];
  let text = '';
  for await (const piece of response) text += piece.toString();
  expect(text).toBe('answer');
  silent.destroy();
});
