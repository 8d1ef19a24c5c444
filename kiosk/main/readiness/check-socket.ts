/**
 * The way to a check from the machine itself: a Unix socket in the lane's data folder, which only the lane's user may open. Root reaches it with
 * `postern-lane check`. Lines of JSON: a view after each change, commands in return.
 */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { checkCommandSchema, type CheckView } from './check-view.ts';
import type { LaneState } from './lane-state.ts';
import type { ReadinessChecks } from './readiness-checks.ts';

export const SOCKET_FILE = 'check.sock';
/** Longer than any command. */
const MAX_LINE_BYTES = 1_024;
const MAX_CLIENTS = 4;

/** Commands of the terminal besides those of a check: the page, the text of the last record, and how the lane is. */
export const socketCommandSchema = z.union([
  checkCommandSchema,
  z.strictObject({ kind: z.literal('open-page'), on: z.enum(['address', 'screen']) }),
  z.strictObject({ kind: z.literal('close-page') }),
  z.strictObject({ kind: z.literal('record') }),
  z.strictObject({ kind: z.literal('state') }),
]);
export type SocketCommand = z.infer<typeof socketCommandSchema>;

export type SocketAnswer =
  | { readonly kind: 'view'; readonly view: CheckView }
  | { readonly kind: 'page'; readonly address: string }
  | { readonly kind: 'page-closed' }
  | { readonly kind: 'record'; readonly text: string | null }
  | { readonly kind: 'state'; readonly state: LaneState }
  /** The command does not fit the present phase, or is not valid. */
  | { readonly kind: 'refused' };

export interface CheckSocketOptions {
  readonly dataDir: string;
  readonly checks: Pick<ReadinessChecks, 'command' | 'onChange'>;
  readonly view: () => CheckView;
  readonly openPage: (on: 'address' | 'screen') => Promise<string>;
  readonly closePage: () => Promise<void>;
  readonly record: () => Promise<string | undefined>;
  readonly state: () => LaneState;
}

/** Rejects when the socket cannot be made. */
export async function openCheckSocket(options: CheckSocketOptions): Promise<{ close(): Promise<void> }> {
  const { dataDir, checks, view } = options;
  const file = join(dataDir, SOCKET_FILE);
  // Only this lane can hold the key store of this folder, so an existing socket is left over from an earlier run
  rmSync(file, { force: true });
  const clients = new Set<Socket>();
  const server: Server = createServer((socket) => {
    if (clients.size >= MAX_CLIENTS) {
      socket.destroy();
      return;
    }
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    socket.on('error', () => socket.destroy());
    hearLines(socket, (line) => void answer(options, socket, line));
    send(socket, { kind: 'view', view: view() });
  });
  const unsubscribe = checks.onChange(() => {
    for (const socket of clients) send(socket, { kind: 'view', view: view() });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(file, () => resolve());
  });
  chmodSync(file, 0o600);
  return {
    async close() {
      unsubscribe();
      for (const socket of clients) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(options: CheckSocketOptions, socket: Socket, line: string): Promise<void> {
  const command = commandIn(line);
  if (command === undefined) return send(socket, { kind: 'refused' });
  switch (command.kind) {
    case 'open-page':
      return send(socket, { kind: 'page', address: await options.openPage(command.on) });
    case 'close-page':
      await options.closePage();
      return send(socket, { kind: 'page-closed' });
    case 'record':
      return send(socket, { kind: 'record', text: (await options.record()) ?? null });
    case 'state':
      return send(socket, { kind: 'state', state: options.state() });
    default:
      if (!options.checks.command(command)) send(socket, { kind: 'refused' });
  }
}

function commandIn(line: string): SocketCommand | undefined {
  try {
    return socketCommandSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function send(socket: Socket, message: SocketAnswer): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
}

/** Calls back with each line. A client that sends an endless line is cut off. */
function hearLines(socket: Socket, onLine: (line: string) => void): void {
  let held = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const lines = (held + text).split('\n');
    held = lines.pop() ?? '';
    if (held.length > MAX_LINE_BYTES || lines.some((line) => line.length > MAX_LINE_BYTES)) socket.destroy();
    else for (const line of lines) onLine(line);
  });
}
