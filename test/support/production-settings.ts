/** Valid production settings of a lane with all files that they name, for tests that change one thing. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEVELOPMENT_POLICY } from '../../kiosk/rules/decision/policy.ts';
import { developmentNotice } from '../../kiosk/rules/notice/development-notice.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { DEVELOPMENT_RETENTION } from '../../kiosk/vault/retention/development-retention.ts';
import type { DocumentKind } from '../../server/contract/signed-document.ts';
import { officeKeyList } from './office-key-list.ts';
import { officerKeyList } from './officer-key-list.ts';
import { SEEDED_TEST } from './seeded-test.ts';
import { documentSignedBy, type Signer, signer } from './signers.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface ProductionLane {
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly signers: readonly [Signer, Signer];
  /** The content of a document with this number. */
  content(kind: DocumentKind, number?: number): object;
  /** Writes a signed document to its file. */
  sign(kind: DocumentKind, content?: object, signers?: readonly Signer[]): void;
  fileOf(kind: DocumentKind): string;
}

export function productionLane(nowMs: number): ProductionLane {
  const folder = temporaryFolder();
  const signers = [signer(), signer()] as const;
  const secret = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const fileOf = (kind: DocumentKind) => join(folder, `${kind}-signed.json`);
  const content = (kind: DocumentKind, number = 1): object => {
    const dates = { version: 1, number, validFrom: 0 };
    switch (kind) {
      case 'retention-policy':
        return { ...DEVELOPMENT_RETENTION, ...dates };
      case 'decision-policy':
        return { ...dates, policy: DEVELOPMENT_POLICY };
      case 'notice':
        return { ...dates, notice: developmentNotice(nowMs) };
      case 'brand':
        return { ...dates, brand: { name: 'Border agency', logo: null, accent: null } };
      case 'officer-keys':
        return officerKeyList([], { number });
      case 'watchlist':
        return { ...dates, list: 'stolen', base: { digest: 'ab'.repeat(32), bytes: 100 }, deltas: [] };
      case 'office-keys':
        return { ...officeKeyList([]), ...dates };
      case 'partner-terms':
        return { ...dates, agreements: [] };
      case 'impostor-tests':
        return { ...dates, tests: [SEEDED_TEST] };
      case 'watchlist-keys':
        return { ...dates, generation: 1, lanes: [] };
    }
  };
  const sign: ProductionLane['sign'] = (kind, of = content(kind), by = signers) =>
    writeFileSync(fileOf(kind), JSON.stringify(documentSignedBy(kind, of, by)));
  for (const kind of ['retention-policy', 'decision-policy', 'notice', 'brand', 'officer-keys'] as const) sign(kind);
  const settings = {
    POSTERN_MODE: 'production',
    POSTERN_KIOSK_DATA_DIR: join(folder, 'kiosk'),
    POSTERN_KIOSK_SERVER_URL: 'https://postern.example:8443',
    POSTERN_KIOSK_CONSOLE_ORIGIN: 'https://postern.example',
    POSTERN_KIOSK_ENROLMENT_CODE_FILE: secret('code', 'code'),
    POSTERN_KIOSK_EVIDENCE_CERTIFICATE_FILE: secret('evidence.crt', 'certificate'),
    POSTERN_KIOSK_EVIDENCE_KEY_FILE: secret('evidence.key', 'key'),
    POSTERN_KIOSK_HANDLE_KEY_FILE: join(folder, 'lane-1.handle-key.json'),
    POSTERN_KIOSK_HANDLE_AUTHORITY: 'cd'.repeat(32),
    POSTERN_KIOSK_POLICY_FILE: fileOf('decision-policy'),
    POSTERN_KIOSK_NOTICE_FILE: fileOf('notice'),
    POSTERN_KIOSK_RETENTION_FILE: fileOf('retention-policy'),
    POSTERN_KIOSK_OFFICER_KEYS_FILE: fileOf('officer-keys'),
    POSTERN_KIOSK_SIGNER_KEYS: signers.map(({ hex }) => hex).join(','),
    POSTERN_KIOSK_TRUST_DIR: join(folder, 'trust'),
    POSTERN_KIOSK_CAMERA: 'rtsps://camera.lane/1',
    POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE: secret('camera', 'lane:word'),
    POSTERN_KIOSK_FINGERPRINT_SCANNER: 'none',
    POSTERN_KIOSK_DOCUMENT_READER: 'pcsc',
    POSTERN_KIOSK_ZONE_READER: '/dev/ttyACM0',
    POSTERN_KIOSK_GATE: 'modbus',
    POSTERN_KIOSK_INDICATOR: 'modbus',
    POSTERN_KIOSK_MODBUS_ADDRESS: 'tcp:192.168.7.2:502',
    POSTERN_KIOSK_MODBUS_PROFILE: join(projectRoot(), 'hardware/modbus/profiles/moxa-e1214-perco-st-01.json'),
    POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11',
    POSTERN_KIOSK_PKCS11_MODULE: '/usr/lib/hsm.so',
    POSTERN_KIOSK_PKCS11_TOKEN: 'lane 1',
    POSTERN_KIOSK_PKCS11_PIN_FILE: secret('pin', '1234'),
  };
  return { folder, settings, signers, content, sign, fileOf };
}
