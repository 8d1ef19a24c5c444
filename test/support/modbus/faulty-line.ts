/** A TCP connection to a module that can be cut and restored, and whose answers can be damaged. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The parts of an answer that arrive, with their delays. */
export type Spoil = (answer: Buffer) => readonly { readonly bytes: Buffer; readonly afterMs: number }[];

export interface FaultyLine {
  readonly port: number;
  /** Ends open connections and refuses new ones. */
  cut(): void;
  mend(): void;
  /** Applies to answers from now on; `undefined` leaves them unchanged. */
  spoil(by: Spoil | undefined): void;
  close(): Promise<void>;
}

export async function faultyLine(toPort: number): Promise<FaultyLine> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let spoil: Spoil | undefined;
  const server = createServer((kiosk) => {
    if (isCut) return void kiosk.destroy();
    const module = connect({ port: toPort, host: '127.0.0.1', noDelay: true });
    kiosk.setNoDelay(true);
    for (const [socket, other] of [
      [kiosk, module],
      [module, kiosk],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    kiosk.on('data', (bytes) => module.write(bytes));
    module.on('data', (bytes) => {
      for (const { bytes: part, afterMs } of spoil?.(bytes) ?? [{ bytes, afterMs: 0 }]) {
        if (afterMs === 0) kiosk.write(part);
        else setTimeout(() => kiosk.writable && kiosk.write(part), afterMs);
      }
    });
  });
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.resetAndDestroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend() {
      isCut = false;
    },
    spoil(by) {
      spoil = by;
    },
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
