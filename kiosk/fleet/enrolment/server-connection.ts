/** Sets up the lane's connection to its server: without TLS in development, otherwise as an enrolled kiosk of a fleet. */
import { readFileSync } from 'node:fs';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { decodeBase64Url } from '../../../server/contract/base64url.ts';
import { ConfigError, type KioskConfig } from '../../platform/config/config.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { plainLink, type ServerLink } from '../uplink/server-link.ts';
import { enrol } from './enrol.ts';
import { type EnrolmentRecord, readEnrolment, writeEnrolment } from './enrolment-record.ts';
import { openFleetLink } from './fleet-link.ts';
import { type CertificateSource, keepCertificate, type KeptCertificate } from './kept-certificate.ts';
import { operatorCertificate } from './operator-certificate.ts';
import { requestCertificate } from './request-certificate.ts';

export interface ServerConnection {
  readonly link: ServerLink;
  /** The server's key for receipts, grants, orders and lists: Ed25519, 32 bytes. */
  readonly serverKey: Uint8Array;
  /** The lane's site as enrolled; `undefined` for a lane that was enrolled by hand at the server. */
  readonly site: string | undefined;
  /** The lane's certificate for the server; `undefined` without TLS. */
  readonly lane: CertificateSource | undefined;
  /** Certificate for officers' browsers; `undefined` without TLS. */
  readonly evidence: CertificateSource | undefined;
  /** Serial of the certificate of new connections, lower-case hex; `undefined` without TLS and before the first one. */
  certificate(): string | undefined;
  close(): Promise<void>;
}

export interface ConnectionParts {
  readonly config: KioskConfig;
  readonly secureElement: Pick<KeyProvider, 'publicKey' | 'sign'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: LogEvent;
}

/**
 * Rejects with `ConfigError` when the kiosk is not enrolled and cannot be enrolled now. An unreachable server is not an
 * error.
 */
export async function connectToServer(parts: ConnectionParts): Promise<ServerConnection> {
  const { config } = parts;
  if (config.serverUrl.protocol === 'http:') return connectPlainly(config);
  const record = readEnrolment(config) ?? (await enrolAtStart(parts));
  return connectAsKiosk(parts, record);
}

function connectPlainly({ serverUrl, serverKey }: KioskConfig): ServerConnection {
  if (serverKey === undefined) throw new ConfigError([`POSTERN_KIOSK_SERVER_KEY: is required with plain http`]);
  const link = plainLink(serverUrl);
  return {
    ...{ link, serverKey, site: undefined, lane: undefined, evidence: undefined },
    certificate: () => undefined,
    close: async () => link.close(),
  };
}

async function enrolAtStart({ config, secureElement, clock, log }: ConnectionParts): Promise<EnrolmentRecord> {
  const variable = 'POSTERN_KIOSK_ENROLMENT_CODE_FILE';
  const { enrolmentCodeFile, kioskId, mode, serverUrl, dataDir } = config;
  if (enrolmentCodeFile === undefined) {
    throw new ConfigError([`${variable}: the kiosk is not enrolled: set it, or run postern-lane enrol --code CODE`]);
  }
  let code: string;
  try {
    code = readFileSync(enrolmentCodeFile, 'utf8').trim();
  } catch {
    throw new ConfigError([`${variable}: the file cannot be read`]);
  }
  const enrolment = await enrol(
    { kioskId, mode, serverUrl, code, secureElement, clock },
    AbortSignal.timeout(ENROL_MS),
  );
  if (enrolment.kind === 'refused')
    throw new ConfigError([`${variable}: the kiosk was not enrolled: ${enrolment.why}`]);
  writeEnrolment(dataDir, enrolment.record);
  log({ event: 'enrolled' });
  return enrolment.record;
}

const ENROL_MS = 15_000;

function connectAsKiosk(parts: ConnectionParts, record: EnrolmentRecord): ServerConnection {
  const { config, secureElement, clock, random, log } = parts;
  const { kioskId, mode, serverUrl: origin, evidenceTls } = config;
  const serverKey = Uint8Array.from(Buffer.from(record.serverKey, 'hex'));
  if (config.serverKey !== undefined && !Buffer.from(config.serverKey).equals(serverKey)) {
    throw new ConfigError(['POSTERN_KIOSK_SERVER_KEY: is not the key of the server at which the kiosk was enrolled']);
  }
  const authority = decodeBase64Url(record.authority) ?? new Uint8Array();
  const link = openFleetLink({ origin, authority, clock });
  const asker = { kioskId, mode, secureElement, link: link.uncertified };
  const keep = (use: 'lane' | 'evidence'): KeptCertificate =>
    keepCertificate({
      clock,
      random,
      request: (signal) => requestCertificate(asker, use, signal),
      onState: (state) => log({ event: 'certificate', use, state }),
    });
  const lane = keep('lane');
  link.goAs(lane);
  const operators = evidenceTls && operatorCertificate(evidenceTls, clock, log);
  const own = operators === undefined ? keep('evidence') : undefined;
  link.onList(() => {
    const held = own?.current();
    if (held !== undefined && link.isRevoked(held.serial)) own?.drop();
  });
  return {
    link,
    serverKey,
    site: record.site,
    lane,
    evidence: operators ?? own,
    certificate: () => lane.current()?.serial.toLowerCase(),
    async close() {
      link.close();
      operators?.close();
      await Promise.all([lane.close(), own?.close()]);
    },
  };
}
