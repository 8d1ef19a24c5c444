/** The thread behind `zone-reading-thread.ts`. */
import { parentPort } from 'node:worker_threads';
import type { Image } from '../../image.ts';
import { classifier } from './classifier.ts';
import { readZone } from './read-zone.ts';

const port = parentPort;
if (port === null) throw new Error('zone-reading-worker.ts runs as a worker thread');

classifier();
port.on('message', (image: Image) => {
  const reading = readZone(image);
  image.data.fill(0);
  port.postMessage(reading, 'mrz' in reading ? [reading.mrz.buffer] : []);
});
