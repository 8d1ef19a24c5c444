/** A thread that dies of the first picture. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', () => {
  throw new Error('dies');
});
