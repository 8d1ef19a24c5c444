/** Orders lanes to adopt the signed policy, once each is online, until each has adopted it. The database is the queue. */
import type { RoomContext } from '../../records/context/room-context.ts';
import { officerIdSchema } from '../../contract/field.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import type { SignedRetention } from '../../contract/retention.ts';
import { RETENTION_POLICY_FORM } from '../../contract/retention.ts';
import { NEEDED_SIGNATURES } from '../../contract/signed-document.ts';
import { payloadBytes } from '../../contract/payload.ts';
import { issueOrder, type OrderDesk } from '../../lanes/orders/issue-order.ts';
import { SERVER } from '../../records/acts/machine.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { listPolicies, type StoredPolicy } from '../tables/retention-policies.ts';
import {
  listLaneRetention,
  listSignatures,
  noteRetentionOrder,
  type LaneRetention,
  type StoredSignature,
} from '../tables/retention-rollout.ts';
import type { LaneRollout } from '../answers/retention.ts';
import { policyOf, rolloutOf, type SignedVersion } from './lane-rollout.ts';

const LOOK_EVERY_MS = 5_000;
/** Lanes ordered in one transaction, so that other writers are not blocked. */
const AT_ONCE = 20;
const VERSIONS = 100;

export interface RolloutParts extends Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'events'> {
  readonly orders: OrderDesk;
}

export interface RetentionRollout {
  start(): void;
  /** Checks at once, after a new signature. */
  wake(): void;
  /** Resolves when no work is running. */
  stop(): Promise<void>;
}

interface Wanted extends SignedVersion {
  readonly signed: SignedRetention;
  readonly signatures: readonly StoredSignature[];
}

export function retentionRollout(parts: RolloutParts): RetentionRollout {
  const { clock, events } = parts;
  let isRunning = false;
  let cancel: (() => void) | undefined;
  let looking: Promise<void> | undefined;
  let isAsked = false;

  const look = async (): Promise<void> => {
    isAsked = false;
    await orderThoseDue(parts).catch((error: unknown) => events.emit({ event: 'fault', where: 'privacy', error }));
    looking = undefined;
    if (!isRunning) return;
    if (isAsked) go();
    else cancel = clock.after(LOOK_EVERY_MS, go);
  };
  const go = (): void => {
    cancel?.();
    isAsked = true;
    looking ??= look();
  };
  return {
    start() {
      isRunning = true;
      go();
    },
    wake() {
      if (isRunning) go();
    },
    async stop() {
      isRunning = false;
      cancel?.();
      await looking;
    },
  };
}

async function orderThoseDue({ knex, queue, ledger, clock, orders }: RolloutParts): Promise<void> {
  const wanted = await wantedVersion(knex, clock.wallMs());
  const [first, second] = [wanted?.signatures[0], wanted?.signatures.at(-1)];
  if (wanted === undefined || first === undefined || second === undefined) return;
  const digests = await digestsByNumber(knex);
  const lanes = await listLaneRetention(knex);
  const due = lanes.filter((lane) => rolloutOf(lane, policyOf(lane, digests), wanted, clock.wallMs()) === 'due');
  for (let from = 0; from < due.length; from += AT_ONCE) {
    await queue.run(async (transaction) => {
      // One act for each round, however many lanes have not answered the one before
      if (from === 0) await recordRound(transaction, { number: wanted.number, lanes: due.length, at: clock.wallMs() });
      for (const { kioskId } of due.slice(from, from + AT_ONCE)) {
        const issued = await issueOrder(orders, transaction, {
          kioskId,
          order: { kind: 'adopt-retention', signed: wanted.signed },
          person: personOf(first),
          second: personOf(second),
          session: null,
        });
        // The lane was disabled since it was listed
        if (issued.kind === 'refused') continue;
        await noteRetentionOrder(transaction, { digest: issued.digest, number: wanted.number, kioskId });
      }
    });
    await ledger.settle();
  }
}

async function recordRound(
  transaction: Transaction,
  { number, lanes, at }: { readonly number: number; readonly lanes: number; readonly at: number },
): Promise<void> {
  await recordAct(transaction, {
    person: SERVER,
    session: null,
    role: null,
    act: 'retention.send',
    target: { subject: String(number) },
    result: 'done',
    at,
    details: { lanes },
  });
}

function personOf({ person }: StoredSignature) {
  return { id: officerIdSchema.parse(person), role: 'privacy-officer' as const };
}

/** The newest policy that is signed and in force, or the newest signed one when none is in force yet. */
async function wantedVersion(database: Connection, now: number): Promise<Wanted | undefined> {
  const policies = await listPolicies(database, VERSIONS);
  const signatures = await listSignatures(database);
  const signed = policies.flatMap((stored) => {
    const under = signatures.filter(({ number }) => number === stored.policy.number);
    return under.length < NEEDED_SIGNATURES ? [] : [wantedOf(stored, under)];
  });
  return signed.find(({ validFrom }) => validFrom <= now) ?? signed.at(-1);
}

function wantedOf({ policy, digest }: StoredPolicy, signatures: readonly StoredSignature[]): Wanted {
  return {
    number: policy.number,
    digest,
    validFrom: policy.validFrom,
    signedAt: Math.max(...signatures.map(({ signedAt }) => signedAt)),
    signatures,
    signed: {
      policy: encodeBase64Url(payloadBytes(RETENTION_POLICY_FORM, policy)),
      signatures: signatures.map(({ publicKey, signature }) => ({ publicKey, signature })),
    },
  };
}

async function digestsByNumber(database: Connection): Promise<ReadonlyMap<number, string>> {
  return new Map((await listPolicies(database, VERSIONS)).map(({ policy, digest }) => [policy.number, digest]));
}

/** The policy that each lane runs, and its progress towards the wanted policy. */
export async function rolloutView(
  database: Connection,
  now: number,
): Promise<{ readonly rollout: number | null; readonly lanes: readonly LaneRollout[] }> {
  const wanted = await wantedVersion(database, now);
  const digests = await digestsByNumber(database);
  const lanes = (await listLaneRetention(database)).map((lane) => viewOf(lane, digests, wanted, now));
  return { rollout: wanted?.number ?? null, lanes };
}

function viewOf(
  lane: LaneRetention,
  digests: ReadonlyMap<number, string>,
  wanted: Wanted | undefined,
  now: number,
): LaneRollout {
  const runs = policyOf(lane, digests);
  const state = wanted === undefined ? null : rolloutOf(lane, runs, wanted, now);
  const order = lane.orders.find(({ number }) => number === wanted?.number);
  return {
    site: lane.site,
    lane: lane.lane,
    runs: runs ?? null,
    state: state === 'due' ? 'sent' : state,
    refusal: state === 'adopted' ? null : (order?.refusal ?? null),
  };
}
