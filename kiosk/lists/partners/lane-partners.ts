/**
 * The partners of a lane: follows the signed terms, holds the partners' keys, makes pseudonyms and sends them after each month. The lists that
 * the terms name are counted by `list-counts`.
 */
import { fileState } from '../../../hardware/host/file-state.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { boundsOfMonth, monthOf } from '../../../server/contract/partner-pseudonyms.ts';
import { type CountedList, PARTNER_TERMS_FORM, type PartnerTerm } from '../../../server/contract/partner-terms.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LaneFolders } from '../../platform/base/key-dir.ts';
import { DocumentError } from '../../fleet/signed-documents/document-error.ts';
import { memoryFileOf } from '../../fleet/signed-documents/document-memory.ts';
import { loadDocument } from '../../fleet/signed-documents/load-document.ts';
import type { ServerLink } from '../../fleet/uplink/server-link.ts';
import { partnerKeyRequest, takePartnerKeys } from './partner-keys.ts';
import { type PartnerPseudonyms, partnerPseudonyms } from './partner-pseudonyms.ts';
import type { SealedPseudonyms } from './sealed-pseudonyms.ts';
import { sendPseudonyms } from './send-pseudonyms.ts';

export interface LanePartnersOptions {
  readonly kioskId: KioskId;
  readonly folders: LaneFolders;
  /** File of the terms. It may come later: the lane's request must exist before. `undefined`: the lane has no partners. */
  readonly file: string | undefined;
  /** Ed25519 public keys, hex, of the people who sign documents. */
  readonly signerKeys: readonly string[];
  readonly element: KeyProvider;
  readonly link: Pick<ServerLink, 'exchange'>;
  readonly store: SealedPseudonyms;
  /** File for the lane's request of partners' keys. */
  readonly requestFile: string;
  readonly clock: Clock;
  /** 0 ≤ r < 1. */
  readonly random: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly log: LogEvent;
}

export interface LanePartners extends PartnerPseudonyms {
  /** The blind lists that the terms name; `undefined`: there are no valid terms at present, and nothing is erased. */
  lists(): readonly CountedList[] | undefined;
  /** Looks for newer terms, and sends what is due. Never rejects. */
  look(): Promise<void>;
  /** Looks every minute until `close`. */
  follow(): void;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Long enough for the last decision of a month to be durable; random, so that the lanes do not all send at once. */
const SEND_AFTER_MS = HOUR_MS;
const SEND_WITHIN_MS = 12 * HOUR_MS;

export function openLanePartners(options: LanePartnersOptions): LanePartners {
  const { kioskId, file, element, store, clock, log, requestFile } = options;
  const memoryFile = memoryFileOf(options.folders, 'partner-terms');
  const queue = serialQueue();
  const sendAfterMs = SEND_AFTER_MS + options.random() * SEND_WITHIN_MS;
  let terms: readonly PartnerTerm[] = [];
  let lists: readonly CountedList[] | undefined = file === undefined ? [] : undefined;
  let state = '';
  /** Only terms that are in force, or a lane without the setting, destroy keys. */
  let isApplied = file !== undefined;
  let isRequested = false;
  let tryAt = 0;
  let cancel: () => void = () => undefined;
  let closed = false;

  /** Takes the file when it has changed. A refused one changes nothing. */
  const read = (path: string): void => {
    const next = fileState(path);
    if (next === state) return;
    state = next;
    if (next === 'none') return;
    try {
      const { content } = loadDocument(
        PARTNER_TERMS_FORM,
        { file: path, keys: options.signerKeys, memoryFile },
        clock.wallMs(),
      );
      terms = content.agreements;
      lists = content.lists ?? [];
      isApplied = false;
      log({ event: 'document', kind: 'partner-terms', number: content.number });
    } catch (error) {
      const code = error instanceof DocumentError ? error.code : 'not-remembered';
      log({ event: 'document-refused', kind: 'partner-terms', code });
      // The terms may become valid later, and writing may succeed the next time
      if (code === 'not-yet-valid' || code === 'not-remembered') state = '';
    }
  };
  /** Keys and sealed pseudonyms that the terms do not name are destroyed. */
  const apply = async (): Promise<void> => {
    const deliveries = await takePartnerKeys(kioskId, element, terms);
    for (const [at, { agreement }] of terms.entries()) {
      const delivery = deliveries[at];
      if (delivery !== undefined && delivery !== 'already')
        log({ event: 'partner-key', agreement: agreement.id, delivery });
    }
    if (deliveries.includes('taken')) isRequested = false;
    const erased = await store.keepOnly(terms.map(({ agreement }) => agreement.digest));
    if (erased > 0) log({ event: 'partner-pseudonyms-erased', sealed: erased });
    isApplied = true;
  };
  const send = async (): Promise<void> => {
    const now = clock.wallMs();
    if (now < tryAt || now < boundsOfMonth(monthOf(now)).from + sendAfterMs) return;
    tryAt = now + HOUR_MS;
    const sent = await sendPseudonyms({ ...options, terms: () => terms }, now);
    if (sent !== 'sent') log({ event: 'partner-pseudonyms', state: sent });
  };
  const round = async (): Promise<void> => {
    try {
      if (file === undefined) {
        if (!isApplied) await apply();
        return;
      }
      read(file);
      if (!isApplied) await apply();
      if (!isRequested) replaceFileSync(requestFile, await partnerKeyRequest(kioskId, element));
      isRequested = true;
      await send();
    } catch (error) {
      log({ event: 'partner-pseudonym-failed', error: errorName(error) });
    }
  };
  const look = (): Promise<void> => queue.run(round);
  const again = (): void => {
    void look().then(() => {
      if (!closed) cancel = clock.after(LOOK_EVERY_MS, again);
    });
  };
  return {
    ...partnerPseudonyms({ element, store, terms: () => terms, log }),
    lists: () => lists,
    look,
    follow() {
      cancel = clock.after(LOOK_EVERY_MS, again);
    },
    async close() {
      closed = true;
      cancel();
      await queue.settled();
    },
  };
}
