/**
 * A device service that keeps SBI: discovery, info and registration capture, with real signatures and a real hash chain, and
 * strict about what it is asked. It is written on a bare socket, because node's server refuses verbs that HTTP does not know.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import type { GreyPicture } from '../libfprint/virtual-reader.ts';
import { fingerRecord } from './finger-record.ts';
import { type Identity, signToken } from './test-certificates.ts';

const FINGERS = [
  'Right Thumb',
  'Right IndexFinger',
  'Right MiddleFinger',
  'Right RingFinger',
  'Right LittleFinger',
  'Left Thumb',
  'Left IndexFinger',
  'Left MiddleFinger',
  'Left RingFinger',
  'Left LittleFinger',
] as const;
const PARTS = [[], [6, 7, 8, 9], [1, 2, 3, 4], [0, 5]] as const;

const requestSchema = z.strictObject({
  env: z.enum(['Staging', 'Developer', 'Pre-Production', 'Production']),
  purpose: z.literal('Registration'),
  specVersion: z.string(),
  timeout: z.int().min(1),
  captureTime: z.iso.datetime(),
  transactionId: z.string().regex(/^[A-Za-z0-9-]{4,50}$/),
  bio: z.tuple([
    z.strictObject({
      type: z.literal('Finger'),
      count: z.literal(1),
      bioSubType: z.tuple([z.enum(FINGERS)]),
      exception: z.array(z.enum(FINGERS)),
      requestedScore: z.string(),
      deviceId: z.string(),
      deviceSubId: z.int().min(0).max(3),
      previousHash: z.string().regex(/^[0-9A-F]{64}$/),
    }),
  ]),
  customOpts: z.null(),
});
export type MockRequest = z.infer<typeof requestSchema>;

type Fields = Record<string, unknown>;

/** Faults that a test can inject. Each is applied if present. */
export interface Spoiling {
  discovery?: (devices: Fields[]) => unknown;
  info?: (info: Fields) => Fields;
  identity?: (identity: Fields) => Fields;
  /** Before it is signed. */
  data?: (data: Fields) => Fields;
  /** After it was signed and hashed. */
  answer?: (answer: Fields) => unknown;
  token?: (token: string) => string;
  signer?: Identity;
  /** Instead of any body. */
  body?: string | Buffer;
  /** The same, for the next answer alone. */
  nextBody?: string;
  status?: number;
  /** Connected and silent. */
  silent?: boolean;
  /** Ends the connection in the middle of the body. */
  cutShort?: boolean;
  errorCode?: string | number;
}

export interface MockService {
  readonly url: URL;
  readonly requests: readonly MockRequest[];
  readonly spoil: Spoiling;
  touch(contact: 'good' | 'poor'): void;
  lift(): void;
  stop(): Promise<void>;
  /** On the same port. */
  start(): Promise<void>;
}

export interface MockOptions {
  readonly signer: Identity;
  readonly deviceSubType?: 'Slap' | 'Single';
  /** Image of the finger at this position, 1 to 10; default: noise. */
  readonly picture?: (position: number) => GreyPicture;
}

const SEEN_AFTER_MS = 120;

interface Touch {
  readonly contact: 'good' | 'poor';
  readonly sinceMs: number;
  isSeen: boolean;
  /** Lifted before it was seen, which the device reports until the next touch. */
  isTooShort: boolean;
}

const sha256 = (...parts: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const noise = (): GreyPicture => ({ width: 64, height: 64, data: randomBytes(64 * 64) });
const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export async function mockService({
  signer,
  deviceSubType = 'Slap',
  picture = noise,
}: MockOptions): Promise<MockService> {
  const spoil: Spoiling = {};
  const requests: MockRequest[] = [];
  const sockets = new Set<Socket>();
  let port = 0;
  let touching: Touch | undefined;
  let capturing = false;

  const sign = (payload: unknown) => signToken(payload, spoil.signer ?? signer);
  const identity = () => {
    const plain: Fields = {
      serialNo: 'PO0000000001',
      make: 'Postern',
      model: 'Mock 4',
      type: 'Finger',
      deviceSubType,
      deviceProvider: 'Postern',
      deviceProviderId: 'postern',
      dateTime: new Date().toISOString(),
    };
    return spoil.identity?.(plain) ?? plain;
  };
  const discovery = () => {
    const devices: Fields[] = [
      {
        deviceId: '7',
        deviceStatus: 'Ready',
        certification: 'L0',
        serviceVersion: '0.9.5',
        deviceSubId: deviceSubType === 'Slap' ? ['1', '2', '3'] : ['0'],
        callbackId: `http://127.0.0.1:${port}/`,
        digitalId: Buffer.from(JSON.stringify(identity())).toString('base64url'),
        deviceCode: 'PO0000000001',
        specVersion: ['0.9.5'],
        purpose: 'Registration',
        error: { errorCode: '0', errorInfo: 'Success' },
      },
    ];
    return spoil.discovery?.(devices) ?? devices;
  };
  const info = () => {
    const plain: Fields = {
      deviceId: '7',
      deviceStatus: 'Ready',
      firmware: '2.1',
      certification: 'L0',
      serviceVersion: '0.9.5',
      deviceSubId: [1, 2, 3],
      callbackId: `http://127.0.0.1:${port}/`,
      digitalId: sign(identity()),
      deviceCode: 'PO0000000001',
      env: 'Developer',
      purpose: 'Registration',
      specVersion: ['0.9.5'],
    };
    const token = sign(spoil.info?.(plain) ?? plain);
    return [{ deviceInfo: spoil.token?.(token) ?? token, error: { errorCode: '0', errorInfo: 'Success' } }];
  };

  const failure = (errorCode: string | number) => ({
    biometrics: [
      { specVersion: '0.9.5', data: '', hash: '', error: { errorCode, errorInfo: 'as in the specification' } },
    ],
  });

  async function capture(body: unknown): Promise<unknown> {
    const parsed = requestSchema.safeParse(body);
    if (!parsed.success) return failure('510');
    const request = parsed.data;
    requests.push(request);
    if (spoil.errorCode !== undefined) return failure(spoil.errorCode);
    if (capturing) return failure('111');
    const [bio] = request.bio;
    if (!isPossible(bio, deviceSubType)) return failure('109');
    capturing = true;
    try {
      const untilMs = performance.now() + request.timeout;
      let held = touching;
      while (held === undefined) {
        if (performance.now() > untilMs) return failure('101');
        await later(10);
        held = touching;
      }
      while (performance.now() < held.sinceMs + SEEN_AFTER_MS) await later(10);
      if (held.isTooShort || held.contact === 'poor') return failure('102');
      held.isSeen = true;
      return answer(request, bio);
    } finally {
      capturing = false;
    }
  }

  function answer(request: MockRequest, bio: MockRequest['bio'][0]): unknown {
    const [finger] = bio.bioSubType;
    const position = FINGERS.indexOf(finger) + 1;
    const record = fingerRecord(picture(position), position);
    const plain: Fields = {
      digitalId: sign(identity()),
      deviceCode: 'PO0000000001',
      deviceServiceVersion: '0.9.5',
      bioType: 'Finger',
      bioSubType: finger,
      purpose: request.purpose,
      env: request.env,
      bioValue: record.toString('base64url'),
      transactionId: request.transactionId,
      timestamp: new Date().toISOString(),
      requestedScore: bio.requestedScore,
      qualityScore: '71',
    };
    const data = spoil.data?.(plain) ?? plain;
    const bytes = Buffer.from(String(data['bioValue']), 'base64url');
    const hash = sha256(Buffer.from(bio.previousHash, 'hex'), sha256(bytes)).toString('hex').toUpperCase();
    const token = sign(data);
    const entry: Fields = {
      specVersion: '0.9.5',
      data: spoil.token?.(token) ?? token,
      hash,
      error: { errorCode: '0', errorInfo: 'Success' },
    };
    return { biometrics: [entry] };
  }

  async function respond(verb: string, path: string, body: unknown): Promise<unknown> {
    if (verb === 'MOSIPDISC' && path === '/device') return discovery();
    if (verb === 'MOSIPDINFO' && path === '/info') return info();
    if (verb === 'RCAPTURE' && path === '/capture') {
      const answered = await capture(body);
      return spoil.answer?.(answered as Fields) ?? answered;
    }
    return undefined;
  }

  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const head = received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const lines = received.subarray(0, head).toString('latin1').split('\r\n');
      const length = Number(/^content-length: (\d+)$/im.exec(lines.join('\n'))?.[1] ?? 0);
      if (received.length < head + 4 + length) return;
      const [verb = '', path = ''] = (lines[0] ?? '').split(' ');
      const text = received.subarray(head + 4).toString('utf8');
      received = Buffer.alloc(0);
      if (spoil.silent === true) return;
      void respond(verb, path, text === '' ? undefined : JSON.parse(text)).then((value) => {
        const payload = Buffer.from(spoil.nextBody ?? spoil.body ?? JSON.stringify(value ?? {}));
        delete spoil.nextBody;
        const status = spoil.status ?? (value === undefined ? 404 : 200);
        const sent = spoil.cutShort === true ? payload.subarray(0, payload.length / 2) : payload;
        socket.end(
          Buffer.concat([
            Buffer.from(
              `HTTP/1.1 ${status} OK\r\nCache-Control: no-store\r\nContent-Type: application/json\r\nContent-Length: ${payload.length}\r\nConnection: close\r\n\r\n`,
            ),
            sent,
          ]),
        );
      });
    });
  });

  const service: MockService = {
    get url() {
      return new URL(`http://127.0.0.1:${port}`);
    },
    requests,
    spoil,
    touch(contact) {
      touching = { contact, sinceMs: performance.now(), isSeen: false, isTooShort: false };
    },
    lift() {
      if (touching?.isSeen === false) touching.isTooShort = true;
      else touching = undefined;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
    async start() {
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      port = (server.address() as { port: number }).port;
    },
  };
  await service.start();
  return service;
}

function isPossible(bio: MockRequest['bio'][0], deviceSubType: 'Slap' | 'Single'): boolean {
  if (deviceSubType === 'Single') return bio.deviceSubId === 0 && bio.exception.length === 0;
  const part: readonly number[] = PARTS[bio.deviceSubId as 0 | 1 | 2 | 3];
  const left = part.map((at) => FINGERS[at]).filter((finger) => !bio.exception.includes(finger as never));
  return left.length === 1 && left[0] === bio.bioSubType[0];
}
