/** The thread behind `zone-reading-thread.ts`. */
import { parentPort } from 'node:worker_threads';
import type { Image } from '../../device/image.ts';
import { classifier } from './classifier.ts';
import type { FromThread } from './from-thread.ts';
import { readZone } from './read-zone.ts';

const port = parentPort;
if (port === null) throw new Error('zone-reading-worker.ts runs as a worker thread');

classifier();
port.postMessage({ kind: 'ready' } satisfies FromThread);
port.on('message', (image: Image) => {
  const reading = readZone(image);
  image.data.fill(0);
  port.postMessage(reading satisfies FromThread, 'mrz' in reading ? [reading.mrz.buffer] : []);
});
