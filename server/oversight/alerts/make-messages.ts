/** Makes messages in the transaction of the change that they report. */
import { randomBytes } from 'node:crypto';
import type { Alarm } from '../../records/alarms/answers.ts';
import type { AlarmKind } from '../../platform/base/alarm-kinds.ts';
import { brandInForce } from '../../people/brand/brand-kind.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { listSites } from '../../records/sites/site-table.ts';
import type { StoredChannel } from './channel-table.ts';
import { compose, type AlarmFact, type Occasion } from './compose.ts';
import { insertMessage } from './message-table.ts';

/** Alarms of one kind that one message reports at most. */
export const MAX_IN_MESSAGE = 25;

export interface MessageOccasion {
  readonly channel: StoredChannel;
  /** `null` for a message about the channel itself. */
  readonly route: { readonly number: number; readonly name: string } | null;
  readonly occasion: Occasion;
  /** The silence that holds it. */
  readonly silence?: string;
  /** The name of the ledger. */
  readonly server: string;
  readonly at: number;
}

/** Resolves to the id of the message. */
export async function makeMessage(transaction: Transaction, draft: MessageOccasion): Promise<string> {
  const { channel, route, occasion, silence = null, server, at } = draft;
  const id = `msg_${randomBytes(16).toString('hex')}`;
  const { name, language, target } = channel;
  const content = compose({
    id,
    at,
    occasion,
    channel: { name, language, kind: target.kind },
    route: route?.name ?? null,
    sender: (await brandInForce(transaction))?.name ?? 'Postern',
    server,
  });
  const isAboutAlarms = occasion.kind === 'raised' || occasion.kind === 'over';
  await insertMessage(transaction, {
    id,
    kind: occasion.kind,
    channel: channel.number,
    route: route?.number ?? null,
    alarmKind: isAboutAlarms ? occasion.alarmKind : null,
    alarms: isAboutAlarms ? occasion.alarms.map((alarm) => alarm.id) : [],
    silence,
    content: JSON.stringify(content),
    madeAt: at,
  });
  return id;
}

export interface Places {
  siteOf(alarm: Pick<Alarm, 'kioskId'>): string | null;
  factOf(alarm: Alarm): AlarmFact;
}

/** The sites and lanes of kiosks, disabled ones included. */
export async function readPlaces(database: Connection): Promise<Places> {
  const kiosks = new Map((await listKiosks(database)).map((kiosk) => [String(kiosk.id), kiosk]));
  const names = new Map((await listSites(database)).map(({ id, name }) => [String(id), name]));
  const kioskOf = ({ kioskId }: Pick<Alarm, 'kioskId'>) => (kioskId === null ? undefined : kiosks.get(kioskId));
  return {
    siteOf: (alarm) => kioskOf(alarm)?.site ?? null,
    factOf(alarm) {
      const kiosk = kioskOf(alarm);
      const { id, kioskId, firstAt, lastAt, count, filledAt: overAt, about = null } = alarm;
      const site = kiosk?.site ?? null;
      // A name that the database should not hold must not stop the message
      const siteName = site === null ? null : (names.get(site)?.replaceAll(/\p{Cc}/gu, ' ') ?? null);
      return { id, kioskId, site, siteName, lane: kiosk?.lane ?? null, firstAt, lastAt, count, overAt, about };
    },
  };
}

/** In the order of the first of each kind, at most `MAX_IN_MESSAGE` together. */
export function byKind(
  alarms: readonly Alarm[],
): readonly { readonly kind: AlarmKind; readonly alarms: readonly Alarm[] }[] {
  return [...new Set(alarms.map(({ kind }) => kind))].flatMap((kind) => {
    const theirs = alarms.filter((alarm) => alarm.kind === kind);
    const parts = Array.from({ length: Math.ceil(theirs.length / MAX_IN_MESSAGE) }, (_, at) => at * MAX_IN_MESSAGE);
    return parts.map((from) => ({ kind, alarms: theirs.slice(from, from + MAX_IN_MESSAGE) }));
  });
}
