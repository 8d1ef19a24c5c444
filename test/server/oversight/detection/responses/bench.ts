/** Responses over a real database with a manual clock, and people who confirm them. */
import type { Permit } from '../../../../../server/platform/access/guarded-router.ts';
import type { Duty } from '../../../../../server/platform/access/principal.ts';
import { personIdSchema, siteIdSchema, type Role } from '../../../../../server/platform/access/vocabulary.ts';
import type { WriteQueue } from '../../../../../server/platform/database/write-queue.ts';
import { caseFor } from '../../../../../server/oversight/detection/cases/case-table.ts';
import type { Finding } from '../../../../../server/oversight/detection/engine/finding.ts';
import { insertFinding } from '../../../../../server/oversight/detection/findings/finding-table.ts';
import {
  decideResponse,
  type ResponseStep,
} from '../../../../../server/oversight/detection/responses/decide-response.ts';
import { insertPolicy } from '../../../../../server/oversight/detection/responses/policy-table.ts';
import { proposeResponse } from '../../../../../server/oversight/detection/responses/propose-response.ts';
import {
  findResponse,
  listResponses,
  stateOf,
  type StoredResponse,
} from '../../../../../server/oversight/detection/responses/response-table.ts';
import { FIRST_POLICY, type ResponsePolicy } from '../../../../../server/oversight/detection/responses/vocabulary.ts';
import { moveResponses } from '../../../../../server/oversight/detection/responses/watch-responses.ts';
import { insertDuty } from '../../../../../server/people/duties/duty-table.ts';
import { insertPasskey } from '../../../../../server/people/people/tables/passkeys.ts';
import { insertPerson } from '../../../../../server/people/people/tables/people.ts';
import { insertSession, type StoredSession } from '../../../../../server/people/people/tables/sessions.ts';
import { ingestBench } from '../../../fixtures/ingest-bench.ts';

const YEAR_MS = 365 * 86_400_000;

function dutyOf(role: Role, person: string, nowMs: number): Duty {
  return {
    ...{ id: `duty-of-${person}`, role, sites: [siteIdSchema.parse('north')], lanes: 'all', shifts: [] },
    ...{ validFrom: nowMs - 1, validUntil: nowMs + YEAR_MS, trainingValidUntil: nowMs + YEAR_MS },
  };
}

function permitOf(person: string, nowMs: number): Permit {
  const duty = dutyOf('security-officer', person, nowMs);
  const personId = personIdSchema.parse(person);
  const times = { signedInAt: nowMs, steppedUpAt: nowMs };
  return {
    principal: { personId, displayName: person, duties: [duty], sessionId: '5e'.repeat(16), ...times },
    ...{ duty, act: 'response.decide', target: {}, reach: [], covers: () => true },
  };
}

export async function responseBench() {
  const made = await ingestBench();
  const { context, clock } = made;
  const { knex, queue } = context;
  const announced: string[] = [];
  const parts = (over: { readonly queue?: Pick<WriteQueue, 'run'> } = {}) => ({
    ...context,
    queue: (over.queue ?? queue) as WriteQueue,
    passwords: false,
    endings: { announce: (ids: readonly string[]) => void announced.push(...ids) },
  });
  const byId = async (id: string): Promise<StoredResponse> => {
    const found = await findResponse(knex, id);
    if (found === undefined) throw new Error('there is no such response');
    return found;
  };
  return {
    ...made,
    parts,
    announced,
    byId,
    /** A person with a passkey, a session and a duty. */
    async employ(person: string, role: Role) {
      const personId = personIdSchema.parse(person);
      const now = clock.wallMs();
      await queue.run(async (transaction) => {
        await insertPerson(transaction, {
          ...{ id: personId, kind: 'person', displayName: person, userHandle: person },
          ...{ createdAt: now, createdBy: null, disabledAt: null },
        });
        await insertPasskey(transaction, {
          ...{ id: `key-of-${person}`, personId, publicKey: new Uint8Array(32), counter: 0, transports: [] },
          ...{ synced: false, name: 'Key', addedAt: now, usedAt: null, regressedAt: null },
        });
        await insertDuty(transaction, { ...dutyOf(role, person, now), personId, givenBy: null, givenAt: now });
        const session: StoredSession = {
          ...{ id: `session-of-${person}`, tokenDigest: person, personId, method: 'passkey', device: 'test' },
          ...{ signedInAt: now, seenAt: now, endsAt: now + YEAR_MS, steppedUpAt: now },
        };
        await insertSession(transaction, session, 'code');
      });
    },
    async decide(policy: Partial<ResponsePolicy>) {
      const people = { proposedBy: 'p-one', approvedBy: 'p-two', approvedAt: clock.wallMs() };
      await queue.run((transaction) => insertPolicy(transaction, { ...FIRST_POLICY, ...policy, id: 'p', ...people }));
    },
    /** Stores a finding as the watch does. Resolves to the id of its response. */
    find(over: Partial<Finding> = {}): Promise<string | undefined> {
      const at = Math.round(clock.wallMs());
      const finding: Finding = {
        ...{ rule: 'alternating-consoles', version: 1, basis: 'invariant', site: 'north' },
        entity: { kind: 'person', id: 'p-otto' },
        ...{ at, from: at - 1, until: at, observed: 4, events: [{ at, kind: 'signed-in', entry: 0 }] },
        ...{ wouldHavePrevented: 'bound-to-device', nextStep: 'end-sessions' },
        ...over,
      };
      return queue.run(async (transaction) => {
        const caseId = await caseFor(transaction, finding);
        const findingId = await insertFinding(transaction, finding, { caseId, at });
        return proposeResponse(transaction, finding, { findingId, caseId, at }, false);
      });
    },
    async step(id: string, step: ResponseStep, person = 'p-sara') {
      const answer = await decideResponse(parts(), permitOf(person, clock.wallMs()), id, step);
      return answer.kind === 'refused' ? answer.code : answer.kind;
    },
    move: (over: { readonly queue?: Pick<WriteQueue, 'run'> } = {}) => moveResponses(parts(over)),
    state: async (id: string) => stateOf(await byId(id)),
    all: () => listResponses(knex, { limit: 100 }),
    sessions: async (person: string) =>
      Number((await knex('sessions').where({ person_id: person }).count({ rows: '*' }))[0]?.['rows']),
    restrictions: async () => (await knex('restrictions').whereNull('ended_at').pluck('subject')) as string[],
    alarmKinds: async () => (await made.alarms()).map(({ kind, about }) => `${kind} ${about ?? ''}`).sort(),
  };
}
