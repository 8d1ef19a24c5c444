import { connect, type AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { onlyOwnPages } from '../../../../kiosk/main/screen/loopback-guard.ts';

it.each([
  [['Host: localhost'], 200],
  [['Host: evil.example'], 403],
  [['Host: localhost', 'Host: evil.example'], 403],
  [['Host: evil.example', 'Host: localhost'], 403],
  [['host: localhost', 'HOST: localhost'], 403],
] as const)(
  "the lane's pages: a request with %j gets %i, and after two hosts the connection is closed",
  async (hosts, status) => {
    const app = express();
    app.use(onlyOwnPages, (_request, response) => void response.send('page'));
    const server = createServer(app).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let text = '';
    socket.on('data', (data: Buffer) => (text += data.toString()));
    const ended = new Promise((resolve) => socket.once('close', resolve));
    const ask = (lines: readonly string[]) => socket.write(['GET / HTTP/1.1', ...lines, '', ''].join('\r\n'));
    ask(hosts);
    ask(hosts.length === 1 ? [...hosts, 'Connection: close'] : hosts);
    await ended;
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(
      Array.from({ length: hosts.length === 1 ? 2 : 1 }, () => `HTTP/1.1 ${status}`),
    );
  },
);
