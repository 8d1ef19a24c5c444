import { constants } from 'node:crypto';
import type { ServerOptions as TlsServerOptions } from 'node:https';

/**
 * How the port for kiosks speaks TLS. Everybody gets through the handshake and nobody gets past `KioskGate` without a certificate that
 * holds: a connection that is merely cut off leaves no reason behind. Sessions are not resumed, so that each connection proves its key.
 */
export const KIOSK_TLS: TlsServerOptions = {
  requestCert: true,
  rejectUnauthorized: false,
  minVersion: 'TLSv1.3',
  secureOptions: constants.SSL_OP_NO_TICKET,
  handshakeTimeout: 5_000,
};
