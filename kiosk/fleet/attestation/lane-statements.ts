/**
 * The lane's statement about itself, for a person who scans it: it answers a fresh beacon of the server. However often a person touches the
 * screen, the lane asks the server and signs once in ten seconds.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Clock } from '../../../hardware/host/clock.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import type { KioskId } from '../../../server/contract/field.ts';
import {
  beaconAnswerSchema,
  beaconRequestBytes,
  beaconRequestSigningInput,
  laneStatementBytes,
  laneStatementSigningInput,
  laneStatementText,
  openBeacon,
} from '../../../server/contract/lane-statement.ts';
import { STATEMENT_EVERY_MS } from '../../../server/contract/statement-times.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import { post } from '../uplink/post.ts';
import type { ServerLink } from '../uplink/server-link.ts';

export type StatementView =
  | {
      readonly kind: 'made';
      /** The address for the QR code. */
      readonly address: string;
      readonly site: string;
      readonly lane: string;
    }
  /** The server or the secure element did not answer. */
  | { readonly kind: 'missed' };

export interface LaneStatements {
  /** The statement of the last ten seconds, or a new one. */
  state(): Promise<StatementView>;
  close(): void;
}

export interface LaneStatementsOptions {
  readonly kioskId: KioskId;
  readonly secureElement: Pick<KeyProvider, 'sign' | 'publicKey'>;
  readonly link: Pick<ServerLink, 'exchange'>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Keys of the server that are valid now. */
  readonly serverKeys: () => readonly Uint8Array[];
  /** Digest of the installed files; `undefined` in a source tree. */
  readonly release: () => string | undefined;
  /** Address of the page that verifies the statement. */
  readonly page: URL;
}

const MISSED = { kind: 'missed' } as const;

export function createLaneStatements(options: LaneStatementsOptions): LaneStatements {
  const { clock } = options;
  const stop = new AbortController();
  let last: { readonly view: Promise<StatementView>; readonly atMs: number } | undefined;
  return {
    state() {
      const now = clock.monotonicMs();
      if (last === undefined || now - last.atMs >= STATEMENT_EVERY_MS) {
        last = { view: make(options, stop.signal), atMs: now };
      }
      return last.view;
    },
    close: () => stop.abort(),
  };
}

async function make(options: LaneStatementsOptions, signal: AbortSignal): Promise<StatementView> {
  const { kioskId, secureElement, link, serverKeys, release, page } = options;
  try {
    const payload = beaconRequestBytes({ version: 1, kioskId });
    const signed = await secureElement.sign(beaconRequestSigningInput(payload));
    const answer = await post(
      link,
      '/v1/lane-beacons',
      encodeEnvelope({ kioskId, payload, signature: signed }),
      signal,
    );
    if (answer.kind !== 'accepted') return MISSED;
    const { beacon: text = '' } = beaconAnswerSchema.safeParse(parseJson(answer.body)?.json).data ?? {};
    const opened = serverKeys()
      .map((key) => openBeacon(text, key))
      .find((one) => one !== undefined);
    const ownKey = bytesToHex(await secureElement.publicKey());
    // The lane signs no beacon that is not about itself
    if (opened?.beacon.kioskId !== kioskId || opened.beacon.publicKey !== ownKey) return MISSED;
    const statement = laneStatementBytes(text, release());
    const signature = await secureElement.sign(laneStatementSigningInput(statement));
    const address = new URL(page);
    address.hash = `lane=${laneStatementText(statement, signature)}`;
    const { site, lane } = opened.beacon;
    return { kind: 'made', address: address.href, site, lane };
  } catch (error) {
    if (error instanceof DeviceError) return MISSED;
    throw error;
  }
}
