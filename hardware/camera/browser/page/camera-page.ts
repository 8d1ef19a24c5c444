/**
 * The page that opens the camera and sends pictures to the lane, one per request. It runs in Chromium, stores and shows
 * nothing, and connects only to its own origin.
 */
import { encodeFrameHeader, type FrameHeader, HEADER_BYTES, nonceOf, planeBytes, TAG_BYTES } from '../frame-message.ts';
import type { FromPage, ToPage } from '../page-messages.ts';
import type { Browser, PageSocket, PictureFrame, Track, VideoElement, VideoMetadata } from './dom.ts';

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const browser = globalThis as unknown as Browser;
const RECONNECT_MS = 200;
const MAX_RECONNECTS = 10;

let token = browser.location.hash.slice(1);
browser.history.replaceState(null, '', browser.location.pathname);
let reconnects = 0;
let camera: { readonly video: VideoElement; readonly track: Track } | undefined;
/** The lane waits for a picture. */
let wanted = false;
let sending = false;
/** The connection's key and the number of messages sent under it. */
let link: { readonly socket: PageSocket; readonly key: Key; messages: number } | undefined;

function connect(): void {
  const socket = new browser.WebSocket(`ws://${browser.location.host}/frames`);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => say(socket, { kind: 'hello', token }));
  let welcome: Extract<ToPage, { kind: 'welcome' }> | undefined;
  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') {
      if (welcome !== undefined) void begin(socket, new Uint8Array(data), welcome);
      return;
    }
    const message = JSON.parse(data) as ToPage;
    if (message.kind === 'welcome') {
      welcome = message;
      token = message.resume;
      reconnects = 0;
    } else {
      void obey(socket, message);
    }
  });
  socket.addEventListener('close', () => {
    link = undefined;
    wanted = false;
    reconnects += 1;
    if (reconnects <= MAX_RECONNECTS) setTimeout(connect, RECONNECT_MS);
    else camera?.track.stop();
  });
}

function say(socket: PageSocket, message: FromPage): void {
  socket.send(JSON.stringify(message));
}

async function begin(
  socket: PageSocket,
  keyBytes: Uint8Array<ArrayBuffer>,
  welcome: Extract<ToPage, { kind: 'welcome' }>,
) {
  const key = await crypto.subtle.importKey('raw', keyBytes, 'AES-GCM', false, ['encrypt']);
  keyBytes.fill(0);
  link = { socket, key, messages: 0 };
  try {
    camera ??= await open(welcome);
    const { width = 0, height = 0, frameRate = 0 } = camera.track.getSettings();
    const { exposureMode, exposureCompensation, torch } = camera.track.getCapabilities();
    const canLock = exposureMode?.includes('manual') === true;
    const framesPerSecond = frameRate > 0 ? frameRate : welcome.framesPerSecond;
    const exposureStops =
      exposureCompensation === undefined ? null : { least: exposureCompensation.min, most: exposureCompensation.max };
    say(socket, { kind: 'opened', width, height, framesPerSecond, canLock, hasTorch: torch === true, exposureStops });
  } catch (error) {
    say(socket, { kind: 'failed', name: error instanceof Error ? error.name.slice(0, 64) : 'unknown' });
  }
}

async function open({ width, height, framesPerSecond }: Extract<ToPage, { kind: 'welcome' }>) {
  const stream = await browser.navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: framesPerSecond } },
  });
  const [track] = stream.getVideoTracks();
  const video = browser.document.querySelector('video');
  if (track === undefined || video === null) throw new Error('no picture');
  track.addEventListener('ended', () => {
    camera = undefined;
    if (link !== undefined) say(link.socket, { kind: 'ended' });
  });
  video.srcObject = stream;
  await video.play();
  const look = (_nowMs: number, metadata: VideoMetadata) => {
    if (track.readyState === 'ended') return;
    video.requestVideoFrameCallback(look);
    if (wanted && !sending) void send(video, metadata);
  };
  video.requestVideoFrameCallback(look);
  return { video, track };
}

async function send(video: VideoElement, metadata: VideoMetadata): Promise<void> {
  const to = link;
  if (to === undefined) return;
  wanted = false;
  sending = true;
  const capturedAtPageMs = metadata.captureTime ?? performance.now();
  let frame: PictureFrame | undefined;
  try {
    frame = new browser.VideoFrame(video);
    to.messages += 1;
    const header = headerOf(frame, {
      datedByCapture: metadata.captureTime !== undefined,
      message: to.messages,
      sequence: metadata.presentedFrames,
      capturedAtPageMs,
    });
    if (header === undefined) {
      say(to.socket, { kind: 'failed', name: 'NotSupportedError' });
      return;
    }
    const planes = await planesOf(frame, header);
    const additionalData = encodeFrameHeader(header);
    const algorithm = { name: 'AES-GCM', iv: nonceOf(header.message), additionalData };
    const sealed = await crypto.subtle.encrypt(algorithm, to.key, planes);
    planes.fill(0);
    const message = new Uint8Array(HEADER_BYTES + planes.byteLength + TAG_BYTES);
    message.set(additionalData);
    message.set(new Uint8Array(sealed), HEADER_BYTES);
    if (link === to) to.socket.send(message);
  } finally {
    frame?.close();
    sending = false;
  }
}

type Dated = Pick<FrameHeader, 'datedByCapture' | 'message' | 'sequence' | 'capturedAtPageMs'>;

function headerOf({ format, visibleRect, colorSpace }: PictureFrame, dated: Dated): FrameHeader | undefined {
  if ((format !== 'I420' && format !== 'NV12') || visibleRect === null) return undefined;
  const { width, height } = visibleRect;
  if (width % 2 !== 0 || height % 2 !== 0) return undefined;
  // Cameras that declare no matrix use BT.601 at every resolution.
  const matrix = colorSpace.matrix === 'bt709' ? 'bt709' : 'bt601';
  return { ...dated, layout: format, fullRange: colorSpace.fullRange === true, matrix, width, height };
}

async function planesOf(frame: PictureFrame, { layout, width, height }: FrameHeader): Promise<Uint8Array<ArrayBuffer>> {
  const planes = new Uint8Array(planeBytes(width, height));
  const luma = { offset: 0, stride: width };
  const half = width / 2;
  const chroma =
    layout === 'NV12'
      ? [{ offset: width * height, stride: width }]
      : [
          { offset: width * height, stride: half },
          { offset: width * height + half * (height / 2), stride: half },
        ];
  await frame.copyTo(planes, { layout: [luma, ...chroma] });
  return planes;
}

async function obey(socket: PageSocket, message: Exclude<ToPage, { kind: 'welcome' }>): Promise<void> {
  switch (message.kind) {
    case 'next':
      wanted = true;
      return;
    case 'ping':
      return say(socket, { kind: 'pong', id: message.id, atMs: performance.now() });
    case 'lock': {
      const mode = message.locked ? 'manual' : 'continuous';
      const { exposureMode, whiteBalanceMode, exposureCompensation } = camera?.track.getCapabilities() ?? {};
      return set(socket, message.id, [
        ...(exposureMode?.includes(mode) === true ? [{ exposureMode: mode }] : []),
        ...(whiteBalanceMode?.includes(mode) === true ? [{ whiteBalanceMode: mode }] : []),
        ...(!message.locked && exposureCompensation !== undefined ? [{ exposureCompensation: 0 }] : []),
      ]);
    }
    case 'shift':
      return set(socket, message.id, [{ exposureCompensation: message.stops }]);
    case 'torch':
      return set(socket, message.id, [{ torch: message.level > 0 }]);
  }
}

async function set(
  socket: PageSocket,
  id: number,
  advanced: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const done = await camera?.track.applyConstraints({ advanced }).then(
    () => true,
    () => false,
  );
  say(socket, { kind: 'set', id, done: done === true });
}

connect();
