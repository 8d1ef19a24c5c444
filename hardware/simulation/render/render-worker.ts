/** Draws pictures in a worker thread, one after another. */
import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { impression } from '../ridges/impression.ts';
import { specimenFingers } from '../ridges/specimen-finger.ts';
import { seededRandom } from '../seeded-random.ts';
import { type FrameRenderer, frameRenderer, type Picture } from './frame-renderer.ts';
import { encodedPortrait } from './portrait.ts';
import type { RenderAnswer, RenderRequest } from './render-messages.ts';
import { serialQueue } from '../../host/serial-queue.ts';

const port = parentPort;
if (port === null) throw new Error('render-worker.ts runs as a worker thread');

const VIEW_JPEG_QUALITY = 82;
const random = seededRandom(1);
const fingers = specimenFingers();
const renderers = new Map<string, FrameRenderer>();

async function rgbOf(
  picture: Picture,
  width: number,
  height: number,
  purpose: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = `${purpose} ${width} ${height}`;
  const renderer = renderers.get(key) ?? frameRenderer(width, height, random);
  renderers.set(key, renderer);
  const pixels = new Uint8ClampedArray(new ArrayBuffer(width * height * 3));
  await renderer.draw(picture, pixels);
  return new Uint8Array(pixels.buffer);
}

/** Copies to a separate `ArrayBuffer`, which can be transferred. */
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = new Uint8Array(new ArrayBuffer(bytes.length));
  own.set(bytes);
  return own;
}

async function answer(request: RenderRequest): Promise<Uint8Array<ArrayBuffer>> {
  switch (request.kind) {
    case 'frame':
      return rgbOf(request.picture, request.width, request.height, 'frame');
    case 'view': {
      const { width, height } = request;
      const pixels = await rgbOf(request.picture, width, height, 'view');
      const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: VIEW_JPEG_QUALITY })
        .toBuffer();
      return ownBuffer(jpeg);
    }
    case 'portrait':
      return ownBuffer(await encodedPortrait(request.specimen, request.photograph, request.codec));
    case 'impression':
      return impression(fingers(request.specimen, request.position), request.contact, request.seed).data;
  }
}

const queue = serialQueue();
port.on('message', (request: RenderRequest) => {
  void queue.run(async () => {
    try {
      const bytes = await answer(request);
      port.postMessage({ id: request.id, kind: 'done', bytes } satisfies RenderAnswer, [bytes.buffer]);
    } catch (error) {
      const message = error instanceof Error ? error.message : 'the picture could not be drawn';
      port.postMessage({ id: request.id, kind: 'failed', message } satisfies RenderAnswer);
    }
  });
});
