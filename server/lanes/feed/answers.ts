import { coverageOf, judgeAnywhere, reachOf } from '../../platform/access/judge.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { Events } from '../../platform/base/events.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listLanes } from '../../records/kiosks/lane-status.ts';
import { feedPosition } from '../../records/reports/reports.ts';
import { catchUpSchema, type CatchUpAnswer, type Hello } from './feed-message.ts';
import { REQUEST_PERMISSIONS, EVENT_PERMISSIONS } from './event-permissions.ts';
import { readOutcomePage } from '../../records/reports/outcome-page.ts';

export interface AnswerParts {
  readonly knex: Connection;
  readonly clock: Clock;
  readonly events: Events;
  readonly mode: Hello['mode'];
}

/** The state of a person's lanes and the feed's position. */
export async function greet({ knex, clock, mode }: AnswerParts, principal: Principal): Promise<Hello> {
  const covers = coverageOf(principal, EVENT_PERMISSIONS.hello, clock.wallMs());
  const lanes = (await listLanes(knex)).filter(({ site, kioskId }) =>
    covers({ site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) }),
  );
  return { mode, feedPosition: await feedPosition(knex), serverTime: clock.wallMs(), lanes };
}

export async function answerCatchUp(
  { knex, clock, events }: AnswerParts,
  principal: Principal,
  request: unknown,
): Promise<CatchUpAnswer> {
  const act = REQUEST_PERMISSIONS['catch-up'];
  const judgement = judgeAnywhere(principal, act, clock.wallMs());
  if (judgement.kind === 'refused') return judgement;
  const read = catchUpSchema.safeParse(request);
  if (!read.success) return { kind: 'refused', code: 'invalid-query' };
  try {
    const reach = reachOf(principal, act, clock.wallMs());
    return { kind: 'page', ...(await readOutcomePage(knex, read.data, reach)) };
  } catch (error) {
    events.emit({ event: 'fault', where: 'feed', error });
    return { kind: 'refused', code: 'unavailable' };
  }
}
