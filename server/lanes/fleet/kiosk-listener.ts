import { constants } from 'node:crypto';
import type { ServerOptions as TlsServerOptions } from 'node:https';

/**
 * TLS options of the port for kiosks. The handshake accepts every client, and `KioskGate` requires a valid certificate, so that refusals
 * have a recorded reason. Sessions are not resumed, so that each connection proves its key.
 */
export const KIOSK_TLS: TlsServerOptions = {
  requestCert: true,
  rejectUnauthorized: false,
  minVersion: 'TLSv1.3',
  secureOptions: constants.SSL_OP_NO_TICKET,
  handshakeTimeout: 5_000,
};
