/**
 * The connection that sends mirror pictures to the page and receives nothing. It accepts one page at a time, only with
 * the one-time word that the lane sent over its other connection, and only while a face is captured.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ScreenMirror } from '../../biometrics/face/mirror.ts';
import { isOwnPage } from './loopback-guard.ts';

export interface MirrorLine {
  /** Issues a page's one-time word for this connection; `leave` revokes it. */
  admit(): { readonly word: string; leave(): void };
  /** Ends the connection unless a face is being captured. */
  look(): void;
  close(): void;
}

export interface MirrorLineOptions {
  readonly server: Server;
  readonly mirror: ScreenMirror;
  /** Whether a face is being captured. */
  readonly looksAtFace: () => boolean;
}

const PATH = '/mirror?';
const WORD_BYTES = 16;
/** Maximum length of a message from the page, which must send none. */
const LONGEST_MESSAGE_BYTES = 1;

export function openMirrorLine({ server, mirror, looksAtFace }: MirrorLineOptions): MirrorLine {
  const words = new Set<string>();
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: LONGEST_MESSAGE_BYTES,
    clientTracking: false,
  });
  let looking: { readonly word: string; readonly socket: WebSocket } | undefined;

  const hasPlaceFor = (word: string): boolean =>
    words.has(word) && looksAtFace() && (looking === undefined || looking.word === word);

  const welcome = (word: string, socket: WebSocket): void => {
    looking?.socket.terminate();
    looking = { word, socket };
    const leave = mirror.look({
      send: (picture, sent) => socket.send(picture, { binary: true, compress: false }, () => sent()),
    });
    const turnAway = (): void => {
      leave();
      socket.terminate();
    };
    // A message that is too long is an error
    socket.on('error', turnAway);
    socket.on('message', turnAway);
    socket.on('close', () => {
      leave();
      if (looking?.socket === socket) looking = undefined;
    });
  };

  const end = (): void => {
    const socket = looking?.socket;
    looking = undefined;
    socket?.terminate();
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.url?.startsWith(PATH) !== true) return;
    socket.on('error', () => undefined);
    const word = request.url.slice(PATH.length);
    const own = isOwnPage(request) && request.headers.origin !== undefined;
    if (!own || !hasPlaceFor(word)) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (accepted) => welcome(word, accepted));
  };
  server.on('upgrade', upgrade);

  return {
    admit() {
      const word = randomBytes(WORD_BYTES).toString('hex');
      words.add(word);
      return {
        word,
        leave() {
          words.delete(word);
          if (looking?.word === word) end();
        },
      };
    },
    look() {
      if (!looksAtFace()) end();
    },
    close() {
      server.off('upgrade', upgrade);
      end();
      sockets.close();
    },
  };
}
