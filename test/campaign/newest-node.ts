/**
 * The newest release of Node that is tested, and the tests that run on it: what a release has broken or could break (native modules, threads,
 * buffers, streams, memory, cryptography), without a browser and PostgreSQL. The Debian packages carry this release, so nothing personal may
 * stay in its memory.
 */
export const NEWEST_NODE = '26.10.0';

export const NEWEST_NODE_TESTS = [
  ...['flows/first-start', 'flows/residue', 'server/declarations/residue'],
  ...['hardware/device', 'hardware/host', 'hardware/own-process', 'hardware/document-reader/emrtd'],
  ...[
    'hardware/document-reader/line',
    'hardware/modbus',
    'hardware/secure-element',
    'hardware/token-reader',
    'hardware/tpm',
  ],
  ...['kiosk/enrolment', 'kiosk/face/portrait-decoder', 'kiosk/face/compare-frames', 'kiosk/launch'],
  ...['kiosk/retention', 'kiosk/screen', 'kiosk/uplink'],
  ...['kiosk/vault/sealed', 'kiosk/vault/vault.', 'kiosk/vault/xchacha'],
  ...['models/runtime', 'models/threads', 'models/face/detect', 'models/face/face-analyser'],
  ...['server/contract', 'server/keys', 'server/ledger/log', 'server/transparency', 'server/database'],
] as const;

/** @param path below `test/`: `hardware/host/clock.test.js` */
export function runsOnNewestNode(path: string): boolean {
  return NEWEST_NODE_TESTS.some((start) => path.startsWith(start));
}
