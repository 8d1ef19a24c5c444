/**
 * The order of the folders: each folder imports only itself and folders before it, type imports included. There are no exceptions.
 * A domain is a folder of rooms (`DOMAIN/ROOM`); domains stand in order, and the rooms inside each of them. A new folder is entered here once. Its
 * place is above everything that it uses.
 */
export interface Storey {
  readonly name: string;
  /** From the bottom. */
  readonly folders: readonly string[];
}

/** Files that stand in a source folder itself, such as the programs that start it, stand above all of its folders. */
export const SERVER_STOREYS: readonly Storey[] = [
  { name: 'Messages between lanes and server', folders: ['contract'] },
  {
    name: 'Ground that knows no border',
    folders: [
      'platform/base',
      'platform/database',
      'platform/http',
      'platform/access',
      'platform/transparency',
      'platform/keys',
    ],
  },
  {
    name: 'Records and their proofs',
    folders: [
      'records/ledger',
      'records/signals',
      'records/acts',
      'records/sites',
      'records/kiosks',
      'records/alarms',
      'records/reports',
      'records/context',
      'records/restrictions',
      'records/proposals',
    ],
  },
  {
    name: 'People, their duties and their keys',
    folders: [
      'people/brand',
      'people/duties',
      'people/people',
      'people/portals',
      'people/training',
      'people/key-successions',
      'people/officer-keys',
    ],
  },
  {
    name: 'Lanes and what they receive',
    folders: [
      'lanes/evidence',
      'lanes/fleet',
      'lanes/attestation',
      'lanes/orders',
      'lanes/degradations',
      'lanes/receipt',
      'lanes/policy-trials',
      'lanes/releases',
      'lanes/components',
      'lanes/feed',
    ],
  },
  { name: 'Retention, requests and the record of processing', folders: ['privacy'] },
  {
    name: 'The work at the border',
    folders: [
      'border/readiness',
      'border/figures',
      'border/emergencies',
      'border/referrals',
      'border/conditions',
      'border/second-looks',
      'border/watchlist',
      'border/roll-outs',
    ],
  },
  {
    name: 'Messages of lanes',
    folders: ['intake/ingest', 'intake/attempts', 'intake/blind-queries', 'intake/lane-statements'],
  },
  { name: 'Declarations of goods', folders: ['goods/declaration-codes', 'goods/declarations'] },
  { name: 'Sharing between agencies', folders: ['sharing'] },
  {
    name: 'Watching over the system',
    folders: [
      'oversight/alerts',
      'oversight/setup',
      'oversight/detection',
      'oversight/observatory',
      'oversight/compliance',
      'oversight/calendar',
    ],
  },
  {
    name: 'Programs',
    folders: ['main/config', 'main/app', 'main/backup', 'main/setup', 'main/doctor', 'main/commands'],
  },
  { name: 'Pages', folders: ['console'] },
];

export const KIOSK_STOREYS: readonly Storey[] = [
  {
    name: 'Rules, without effects',
    folders: [
      'rules/eligibility',
      'rules/declaration',
      'rules/groups',
      'rules/document',
      'rules/decision',
      'rules/notice',
    ],
  },
  { name: 'Ground', folders: ['platform/launch', 'platform/config', 'platform/base', 'platform/database'] },
  {
    name: 'The lane as one of a fleet',
    folders: [
      'fleet/uplink',
      'fleet/signed-documents',
      'fleet/releases',
      'fleet/software',
      'fleet/enrolment',
      'fleet/attestation',
      'fleet/handles',
    ],
  },
  { name: 'Sealed captures and their end', folders: ['vault/captures', 'vault/retention', 'vault/receipt'] },
  {
    name: 'Lists and authorities that a lane trusts',
    folders: [
      'lists/registration',
      'lists/partners',
      'lists/trust',
      'lists/pkd',
      'lists/watchlist',
      'lists/list-counts',
      'lists/officer-keys',
      'lists/group-counts',
    ],
  },
  { name: 'Faces and fingers', folders: ['biometrics/face', 'biometrics/finger', 'biometrics/shadow'] },
  { name: 'The lane and its steps', folders: ['lane/evidence', 'lane/devices', 'lane/state-machine', 'lane/orders'] },
  {
    name: 'Programs',
    folders: [
      'main/simulation',
      'main/storage',
      'main/screen',
      'main/readiness',
      'main/app',
      'main/doctor',
      'main/setup',
      'main/commands',
    ],
  },
  { name: 'Pages', folders: ['ui'] },
  { name: 'The dock of developers', folders: ['dock'] },
];

export const HARDWARE_STOREYS: readonly Storey[] = [
  {
    name: 'Ground',
    folders: ['host', 'device', 'ber', 'own-process', 'pkcs11', 'passphrases', 'signing-key', 'tpm', 'modbus'],
  },
  {
    name: 'Devices',
    folders: [
      ...['camera', 'document-reader', 'fingerprint-scanner', 'token-reader', 'gate', 'indicator'],
      'secure-element',
    ],
  },
  { name: 'Simulators', folders: ['simulation'] },
];

export const MODELS_STOREYS: readonly Storey[] = [
  { name: 'Ground', folders: ['calibration', 'files', 'onnx', 'runtime', 'threads'] },
  { name: 'Pipelines', folders: ['face', 'finger', 'risk'] },
  { name: 'Programs', folders: ['build'] },
];

/** The room of a path below `top`, by an order of folders; `undefined` for a file directly in `top`. A folder that the order lacks is named as it is. */
export function roomOf(path: string, order: readonly string[]): string | undefined {
  const [domain = '', room, ...rest] = path.split('/');
  if (room === undefined) return undefined;
  return rest.length === 0 || order.includes(domain) ? domain : `${domain}/${room}`;
}
