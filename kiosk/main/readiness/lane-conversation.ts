/** Commands to the running lane of this machine, and its answers. */
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SOCKET_FILE, type SocketAnswer, type SocketCommand } from './check-socket.ts';
import type { CheckView } from './check-view.ts';

export interface Lane {
  send(command: SocketCommand): void;
  /** The latest view, once there is one. */
  view(): Promise<CheckView>;
  /** The answer of this kind. Rejects with `LaneGone` when the lane ends the connection first. */
  answer<Kind extends SocketAnswer['kind']>(kind: Kind): Promise<SocketAnswer & { kind: Kind }>;
  onAnswer(listener: (answer: SocketAnswer) => void): void;
  /** Resolves when the lane ends the connection. */
  readonly gone: Promise<void>;
  leave(): void;
}

export class LaneGone extends Error {
  override readonly name = 'LaneGone';
}

/** `undefined`: the lane does not run, or this user may not reach it. */
export function reachLane(dataDir: string): Promise<Lane | undefined> {
  return new Promise((resolve) => {
    const socket = connect(join(dataDir, SOCKET_FILE));
    socket.once('connect', () => resolve(conversation(socket)));
    socket.once('error', () => resolve(undefined));
  });
}

function conversation(socket: Socket): Lane {
  const listeners = new Set<(answer: SocketAnswer) => void>();
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let latest: CheckView | undefined;
  createInterface({ input: socket }).on('line', (line) => {
    const answer = JSON.parse(line) as SocketAnswer;
    if (answer.kind === 'view') latest = answer.view;
    for (const listener of [...listeners]) listener(answer);
  });
  const answer = <Kind extends SocketAnswer['kind']>(kind: Kind): Promise<SocketAnswer & { kind: Kind }> =>
    new Promise((resolve, reject) => {
      const listener = (given: SocketAnswer): void => {
        if (given.kind !== kind) return;
        listeners.delete(listener);
        resolve(given as SocketAnswer & { kind: Kind });
      };
      listeners.add(listener);
      void gone.then(() => reject(new LaneGone('the lane ended the connection')));
    });
  return {
    send: (command) => void socket.write(`${JSON.stringify(command)}\n`),
    view: async () => latest ?? (await answer('view')).view,
    answer,
    onAnswer: (listener) => void listeners.add(listener),
    gone,
    leave: () => void socket.destroy(),
  };
}
