/**
 * The newest release of Node that is tested, and the tests that run on it: what a release has broken or could break (native modules, threads,
 * buffers, streams, memory, cryptography), without a browser and PostgreSQL. The Debian packages carry this release, so nothing personal may
 * stay in its memory.
 */
export const NEWEST_NODE = '26.10.0';

export const NEWEST_NODE_TESTS = [
  ...['flows/first-start', 'flows/residue', 'server/goods/declarations/residue'],
  ...['hardware/device', 'hardware/host', 'hardware/own-process', 'hardware/document-reader/emrtd'],
  ...[
    'hardware/document-reader/line',
    'hardware/modbus',
    'hardware/secure-element',
    'hardware/token-reader',
    'hardware/tpm',
  ],
  ...[
    'kiosk/fleet/enrolment',
    'kiosk/biometrics/face/portrait-decoder',
    'kiosk/biometrics/face/compare-frames',
    'kiosk/platform/launch',
  ],
  ...['kiosk/vault/retention', 'kiosk/main/screen', 'kiosk/fleet/uplink'],
  ...['kiosk/vault/captures/sealed', 'kiosk/vault/captures/vault.', 'kiosk/vault/captures/xchacha'],
  ...['models/runtime', 'models/threads', 'models/face/detect', 'models/face/face-analyser'],
  ...[
    'server/contract',
    'server/platform/keys',
    'server/records/ledger/log',
    'server/platform/transparency',
    'server/platform/database',
  ],
] as const;

/** @param path below `test/`: `hardware/host/clock.test.js` */
export function runsOnNewestNode(path: string): boolean {
  return NEWEST_NODE_TESTS.some((start) => path.startsWith(start));
}
