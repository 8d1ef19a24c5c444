import type { Socket } from 'node:net';
import type { KioskId } from '../contract/field.ts';

/** Which connections are whose, so that those of a kiosk that no longer may can be cut at once. */
export class KioskConnections {
  readonly #sockets = new Map<KioskId, Map<Socket, string | undefined>>();
  readonly #onFollow: (socket: Socket, kioskId: KioskId) => void;

  /** `onFollow`: a connection is a kiosk's. */
  constructor(onFollow: (socket: Socket, kioskId: KioskId) => void) {
    this.#onFollow = onFollow;
  }

  /** `serial`: of the certificate that the connection was made with. Following twice changes nothing. */
  follow(kioskId: KioskId, serial: string | undefined, socket: Socket): void {
    const sockets = this.#sockets.get(kioskId) ?? new Map<Socket, string | undefined>();
    if (sockets.has(socket) || socket.destroyed) return;
    this.#sockets.set(kioskId, sockets);
    sockets.set(socket, serial);
    this.#onFollow(socket, kioskId);
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0 && this.#sockets.get(kioskId) === sockets) this.#sockets.delete(kioskId);
    });
  }

  /** Each certificate that a connection stands on, once. */
  serials(): readonly { readonly kioskId: KioskId; readonly serial: string | undefined }[] {
    return [...this.#sockets].flatMap(([kioskId, sockets]) =>
      [...new Set(sockets.values())].map((serial) => ({ kioskId, serial })),
    );
  }

  /** Cuts a kiosk's connections: all of them, or those made with one certificate. Returns how many. */
  cut(kioskId: KioskId, only?: { readonly serial: string | undefined }): number {
    let count = 0;
    for (const [socket, serial] of this.#sockets.get(kioskId) ?? []) {
      if (only !== undefined && serial !== only.serial) continue;
      socket.destroy();
      count += 1;
    }
    return count;
  }
}
