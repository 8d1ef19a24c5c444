import type { Socket } from 'node:net';
import type { KioskId } from '../../contract/field.ts';

export interface CertificateInUse {
  readonly kioskId: KioskId;
  readonly serial: string | undefined;
  readonly isAdmitted: boolean;
}

/** Connections by kiosk, so that those of a disabled kiosk can be cut at once. */
export class KioskConnections {
  readonly #sockets = new Map<KioskId, Map<Socket, string | undefined>>();
  readonly #admitted = new WeakSet<Socket>();
  readonly #onFollow: (socket: Socket, kioskId: KioskId) => void;

  /** @param onFollow called when a connection is assigned to a kiosk */
  constructor(onFollow: (socket: Socket, kioskId: KioskId) => void) {
    this.#onFollow = onFollow;
  }

  /**
   * Assigns a connection. Repeating it has no effect.
   * @param serial of the connection's certificate
   */
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

  /** Marks a connection whose lane was admitted to its work. */
  admit(socket: Socket): void {
    this.#admitted.add(socket);
  }

  /** Kiosk and serial number of each certificate in use, without duplicates, and whether a connection with it was admitted to work. */
  serials(): readonly CertificateInUse[] {
    return [...this.#sockets].flatMap(([kioskId, sockets]) => {
      const admitted = new Set(
        [...sockets].filter(([socket]) => this.#admitted.has(socket)).map(([, serial]) => serial),
      );
      return [...new Set(sockets.values())].map((serial) => ({ kioskId, serial, isAdmitted: admitted.has(serial) }));
    });
  }

  /** Cuts a kiosk's connections: all, or those with one certificate. Returns their number. */
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
