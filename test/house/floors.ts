/**
 * The order of the folders: each folder imports only itself and folders before it, type imports included. There are no exceptions.
 * A new folder is entered here once. Its place is above everything that it uses.
 */
export interface Storey {
  readonly name: string;
  /** From the bottom. */
  readonly folders: readonly string[];
}

/** Files that stand in a source folder itself, such as the programs that start it, stand above all of its folders. */
export const SERVER_STOREYS: readonly Storey[] = [
  { name: 'Ground', folders: ['contract', 'base', 'database', 'http', 'access', 'transparency', 'keys'] },
  { name: 'Record', folders: ['ledger', 'signals', 'acts'] },
  { name: 'Lanes, as they report', folders: ['sites', 'kiosks', 'reports', 'alarms', 'context'] },
  {
    name: 'People and what two people decide',
    folders: ['restrictions', 'proposals', 'brand', 'duties', 'people', 'portals', 'training', 'key-successions'],
  },
  {
    name: 'Rooms of the work',
    folders: [
      ...[
        'evidence',
        'fleet',
        'attestation',
        'orders',
        'degradations',
        'receipt',
        'privacy',
        'readiness',
        'figures',
        'emergencies',
        'policy-trials',
        'releases',
        'components',
        'alerts',
      ],
      ...[
        'referrals',
        'conditions',
        'second-looks',
        'watchlist',
        'ingest',
        'attempts',
        'blind-queries',
        'lane-statements',
        'roll-outs',
        'feed',
        'officer-keys',
        'setup',
        'declaration-codes',
        'declarations',
        'detection',
        'observatory',
        'sharing',
        'compliance',
        'calendar',
      ],
    ],
  },
  { name: 'Programs', folders: ['config', 'app', 'backup', 'ui', 'commands'] },
];

export const KIOSK_STOREYS: readonly Storey[] = [
  {
    name: 'Rules, without effects',
    folders: ['eligibility', 'declaration', 'groups', 'document', 'decision', 'notice'],
  },
  { name: 'Ground', folders: ['launch', 'config', 'base', 'database'] },
  {
    name: 'Reports, keys and records',
    folders: ['uplink', 'vault', 'signed-documents', 'retention', 'registration', 'releases', 'software'],
  },
  {
    name: 'Fleet, authorities and officers',
    folders: [
      'enrolment',
      'attestation',
      'handles',
      'partners',
      'trust',
      'pkd',
      'watchlist',
      'list-counts',
      'officer-keys',
      'evidence',
    ],
  },
  {
    name: 'The lane and its steps',
    folders: [
      'face',
      'finger',
      'devices',
      'receipt',
      'simulation',
      'shadow',
      'group-counts',
      'lane',
      'orders',
      'storage',
      'screen',
      'readiness',
    ],
  },
  { name: 'Programs', folders: ['app', 'commands', 'ui', 'dock'] },
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
