/**
 * A minimal RTSP server for one player (RFC 2326, interleaved, Digest of RFC 2617). ffmpeg makes the RTP packets and the
 * description, which this server relays.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { until } from './ffmpeg-rig.ts';
import { H264 } from './film.ts';

export interface RtspServer {
  /** Without user and password. */
  readonly url: string;
  /** The camera sends nothing more, and answers nothing. */
  silence(): void;
  /** Its connections end too, as when it is unplugged. */
  unplug(): void;
  plugIn(): void;
  close(): void;
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

export interface RtspOptions {
  readonly account?: { readonly user: string; readonly password: string } | undefined;
  /** A video file to show again and again. Default: a test picture of 320 x 240 at 25 frames per second. */
  readonly film?: string;
  /** A lavfi source to show instead of a film. Default `testsrc`. */
  readonly picture?: string;
  /** Default `H264`. */
  readonly encoder?: readonly string[];
  /** The stream begins anew, with a key frame, when a player asks for it, as cameras do. Otherwise players join a running stream. */
  readonly beginsAtPlay?: boolean;
}

export async function rtspServer(options: RtspOptions = {}): Promise<RtspServer> {
  const { account, film, picture: lavfi = 'testsrc', encoder = H264, beginsAtPlay = false } = options;
  const folder = temporaryFolder();
  const sdp = join(folder, 'stream.sdp');
  const udp = createSocket('udp4');
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const port = udp.address().port;
  const picture =
    film === undefined ? ['-f', 'lavfi', '-i', `${lavfi}=size=320x240:rate=25`] : ['-stream_loop', '-1', '-i', film];
  const source = ['-re', ...picture];
  const target = ['-f', 'rtp', '-sdp_file', sdp, `rtp://127.0.0.1:${port}?pkt_size=1200`];
  const send = (): ChildProcess =>
    spawn('ffmpeg', ['-loglevel', 'error', '-nostdin', ...source, ...encoder, ...target], { stdio: 'ignore' });
  let sender = send();
  await until(() => existsSync(sdp) && readFileSync(sdp, 'utf8').includes('a=fmtp'));
  const description = readFileSync(sdp, 'utf8').slice(readFileSync(sdp, 'utf8').indexOf('v=0'));
  const media = description.replace(/^m=video \d+/m, 'm=video 0').replace(/^a=control.*\r?\n/gm, '');
  const playing = new Set<Socket>();
  let silent = false;
  udp.on('message', (packet) => {
    const frame = Buffer.alloc(4);
    frame[0] = 0x24;
    frame.writeUInt16BE(packet.length, 2);
    if (!silent) for (const socket of playing) socket.write(Buffer.concat([frame, packet]));
  });

  const allowed = (method: string, text: string): boolean => {
    if (account === undefined) return true;
    const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(text)?.[1] ?? '';
    const secret = md5(`${account.user}:lane:${account.password}`);
    const expected = md5(`${secret}:nonce1:${md5(`${method}:${field('uri')}`)}`);
    return field('username') === account.user && field('response') === expected;
  };
  const answer = (socket: Socket, request: string) => {
    const [method = ''] = request.split(' ');
    const sequence = /^CSeq: *(\d+)/im.exec(request)?.[1] ?? '0';
    const reply = (status: string, headers: readonly string[] = [], body = '') =>
      socket.write([`RTSP/1.0 ${status}`, `CSeq: ${sequence}`, 'Session: 1', ...headers, '', body].join('\r\n'));
    if (silent) return;
    if (method !== 'OPTIONS' && !allowed(method, request)) {
      reply('401 Unauthorized', ['WWW-Authenticate: Digest realm="lane", nonce="nonce1"']);
    } else if (method === 'DESCRIBE') {
      const body = `${media.trimEnd()}\r\na=control:trackID=0\r\n`;
      reply('200 OK', ['Content-Type: application/sdp', `Content-Length: ${Buffer.byteLength(body)}`], body);
    } else if (method === 'SETUP') {
      reply('200 OK', ['Transport: RTP/AVP/TCP;unicast;interleaved=0-1']);
    } else {
      reply('200 OK', ['Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN']);
      if (method !== 'PLAY') return;
      if (!beginsAtPlay) return void playing.add(socket);
      const before = sender;
      before.once('exit', () => {
        // Packets of the stream before are on their way until now.
        setTimeout(() => {
          playing.add(socket);
          sender = send();
        }, 100);
      });
      before.kill('SIGKILL');
    }
  };
  const server = createServer((socket) => {
    let text = '';
    socket.on('error', () => undefined);
    socket.on('close', () => playing.delete(socket));
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const start = text.search(/[A-Z]{4,} rtsp/);
        if (start >= 0 && start < end) answer(socket, text.slice(start, end));
        text = text.slice(end + 4);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    sender.kill('SIGKILL');
    for (const socket of playing) socket.destroy();
    server.close();
    udp.removeAllListeners();
    try {
      udp.close();
    } catch {
      // Closed already.
    }
  };
  onTestFinished(close);
  return {
    url: `rtsp://127.0.0.1:${(server.address() as AddressInfo).port}/lane`,
    silence: () => void (silent = true),
    unplug() {
      silent = true;
      for (const socket of playing) socket.destroy();
    },
    plugIn: () => void (silent = false),
    close,
  };
}
