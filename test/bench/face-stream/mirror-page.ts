/** A page that receives mirror pictures, in a separate thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { WebSocket } from 'ws';

const { url, origin } = workerData as { readonly url: string; readonly origin: string };
const socket = new WebSocket(url, { origin });
let pictures = 0;
socket.on('open', () => parentPort?.postMessage('open'));
socket.on('message', () => {
  pictures += 1;
});
socket.on('close', () => {
  parentPort?.postMessage(pictures);
  parentPort?.close();
});
