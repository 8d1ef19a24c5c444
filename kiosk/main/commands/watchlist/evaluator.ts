/** Runs the owner's service for blind queries until it is stopped. One line of JSON for each request. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { openEvaluator, REQUEST_MS } from '../../../lists/watchlist/build/evaluator.ts';
import { Complaint } from '../complaint.ts';
import { pathOf, readBlindKey, readPrivate, readShares } from './key-files.ts';

const settingsSchema = z
  .strictObject({
    /** 0: any free port. */
    port: z.int().min(0).max(65_535),
    host: z.string().min(1).default('127.0.0.1'),
    /** The keys of the lists; during a change of key both files of a list. */
    keyFiles: z.array(z.string().min(1)).min(1).max(16),
    /** The shares under which the key files are sealed. Files of this object may be `credential:NAME`. */
    shareFiles: z.array(z.string().min(1)).max(2).default([]),
    /** Certificate and key of this service, and the certificates that vouch for its clients, PEM. */
    tls: z.strictObject({ certificateFile: z.string(), keyFile: z.string(), clientCaFile: z.string() }).optional(),
    /** Documents that one client can ask about. */
    perMinute: z.int().min(1).max(100_000).default(600),
  })
  .refine(({ tls, host }) => tls !== undefined || ['127.0.0.1', '::1', 'localhost'].includes(host), {
    path: ['tls'],
    message: 'must be given, except for a service on this machine alone',
  });

export async function serve(file = ''): Promise<Readonly<Record<string, unknown>>> {
  const settings = settingsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!settings.success) {
    const faults = settings.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new Complaint(`${file}: ${faults.join('; ')}`);
  }
  const { port, host, keyFiles, shareFiles, tls, perMinute } = settings.data;
  const shares = readShares(shareFiles);
  const server = openEvaluator({
    keys: keyFiles.map((one) => readBlindKey(one, shares)),
    tls: tls && {
      cert: readFileSync(pathOf(tls.certificateFile)),
      key: Buffer.from(readPrivate(tls.keyFile)),
      ca: readFileSync(pathOf(tls.clientCaFile)),
    },
    perMinute,
    clock: systemClock,
    onRequest: (entry) => process.stdout.write(`${JSON.stringify({ kind: 'query', ...entry })}\n`),
  });
  server.listen(port, host);
  await once(server, 'listening');
  process.stdout.write(`${JSON.stringify({ kind: 'listening', port: (server.address() as AddressInfo).port })}\n`);
  const stop = (): void => {
    // Node.js ends no slow request once a server closes
    server.once(
      'close',
      systemClock.after(REQUEST_MS, () => server.closeAllConnections()),
    );
    server.close();
    server.closeIdleConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await once(server, 'close');
  return { kind: 'stopped' };
}
