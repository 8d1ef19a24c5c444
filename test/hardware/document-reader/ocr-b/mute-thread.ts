/** A thread that takes pictures and says nothing. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', () => undefined);
