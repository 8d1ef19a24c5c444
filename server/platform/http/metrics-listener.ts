import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { allowedHosts, judgeOrigin } from './allowed-hosts.ts';
import type { Events } from '../base/events.ts';
import type { Metrics } from './metrics.ts';

export interface MetricsListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Loopback: the collector runs beside the server. */
const HOST = '127.0.0.1';
const LIMITS = { headersTimeout: 5_000, requestTimeout: 5_000, keepAliveTimeout: 5_000, maxHeaderSize: 4_096 };
const CONNECTIONS = 16;

/** Serves `GET /metrics` on a separate port, on loopback only. Rejects with Node's `EADDRINUSE`. */
export async function openMetricsListener(
  port: number,
  metrics: Pick<Metrics, 'text' | 'contentType'>,
  events: Events,
): Promise<MetricsListener> {
  let allowed = allowedHosts(port);
  const server = createServer(LIMITS, (request, response) => {
    const end = (status: number, body = '', type = 'text/plain; charset=utf-8') => {
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', Connection: 'close' });
      response.end(body);
    };
    if (judgeOrigin(allowed, request) !== 'allowed') return end(421);
    if (request.method !== 'GET' || request.url !== '/metrics') return end(404);
    metrics.text().then(
      (text) => end(200, text, metrics.contentType),
      (error: unknown) => {
        events.emit({ event: 'fault', where: 'metrics', error });
        end(500);
      },
    );
  });
  server.maxConnections = CONNECTIONS;
  const bound = await listen(server, port);
  allowed = allowedHosts(bound);
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}
