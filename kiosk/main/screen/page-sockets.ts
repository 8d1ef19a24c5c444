/** The connection between the lane and one of its own pages: from its own origin, with its token, and for short messages. */
import type { Server } from 'node:http';
import { Server as SocketServer } from 'socket.io';
import { isOwnPage } from './loopback-guard.ts';
import { carriesToken } from './screen-token.ts';

const LONGEST_MESSAGE_BYTES = 1_024;

export function pageSockets(server: Server, path: string, token: string): SocketServer {
  return new SocketServer(server, {
    path,
    maxHttpBufferSize: LONGEST_MESSAGE_BYTES,
    serveClient: false,
    // Other pages can send a GET without an origin, and each would open a polling session
    transports: ['websocket'],
    allowRequest: (request, decide) => {
      const isOwn = request.headers.origin !== undefined && isOwnPage(request);
      decide(null, isOwn && carriesToken(request.url, token));
    },
  });
}
