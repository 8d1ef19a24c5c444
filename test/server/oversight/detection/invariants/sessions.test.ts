import { describe, expect, it, test } from 'vitest';
import { personIdSchema } from '../../../../../server/platform/access/vocabulary.ts';
import { recordAct } from '../../../../../server/records/acts/record-act.ts';
import { DetectionEngine } from '../../../../../server/oversight/detection/engine/detection-engine.ts';
import type { DetectionEvent } from '../../../../../server/oversight/detection/events/event.ts';
import { INVARIANTS } from '../../../../../server/oversight/detection/invariants/invariants.ts';
import { Memory } from '../../../../../server/oversight/detection/invariants/memory.ts';
import { runServer } from '../../../fixtures/running-server.ts';
import { signIn, stepUp, twoAdministrators } from '../../../people/people/fixtures/enrolled.ts';
import { streamEvents } from '../stream/stream-events.ts';
import { act, HOUR, MINUTE } from './example.ts';

const RULE = 'session-never-began';

function foundIn(events: readonly DetectionEvent[]) {
  const engine = new DetectionEngine({ invariants: INVARIANTS });
  return events.flatMap((event) => engine.take(event)).filter(({ rule }) => rule === RULE);
}

const people = (events: readonly DetectionEvent[]) =>
  foundIn(events).map(({ entity }) => `${entity.kind} ${entity.id}`);
const begun = act('signed-in', { actor: 'ana', session: 's' });
const used = (at: number, more = {}) => act('proposal-made', { actor: 'ana', session: 's', at, ...more });

describe('an act of a session', () => {
  it.each<[string, readonly DetectionEvent[]]>([
    ['never began', [used(HOUR)]],
    ['never began, although another one did', [begun, used(HOUR, { session: 'other' })]],
    ['belongs to another person', [begun, used(HOUR), used(2 * HOUR, { actor: 'ben' })]],
    ['was refused and never began', [act('act-refused', { actor: 'ana', session: 's', reason: 'not-entitled' })]],
    [
      'ended by sign-out',
      [begun, act('session-ended', { actor: 'ana', session: 's', subject: 's', at: HOUR }), used(2 * HOUR)],
    ],
    [
      'was ended by its person from another one',
      [
        begun,
        act('signed-in', { actor: 'ana', session: 't', at: HOUR }),
        act('session-ended', { actor: 'ana', session: 't', subject: 's', at: HOUR }),
        used(2 * HOUR),
      ],
    ],
    [
      'ended with all others',
      [
        begun,
        act('signed-in', { actor: 'ana', session: 't', at: HOUR }),
        act('session-ended', { actor: 'ana', session: 't', reason: 'all', subject: 'ana', at: HOUR }),
        used(2 * HOUR),
      ],
    ],
    [
      'ended when its person was disabled',
      [begun, act('person-disabled', { subject: 'ana', at: HOUR }), used(2 * HOUR)],
    ],
    [
      'ended with a recovery',
      [begun, act('recovery-approved', { subject: 'eva', reason: 'ana', at: HOUR }), used(2 * HOUR)],
    ],
    ['ended when the browser began another', [begun, act('session-ended', { subject: 's', at: HOUR }), used(2 * HOUR)]],
    ['is older than any session', [begun, used(25 * HOUR)]],
  ])('that %s is a finding about the person', (_what, events) => {
    const [last] = events.slice(-1);
    expect(people(events)).toEqual([`person ${last?.actor}`]);
  });

  it.each<[string, readonly DetectionEvent[]]>([
    ['of a session until its longest end', [begun, used(MINUTE), used(24 * HOUR)]],
    [
      'that was under way when the session ended',
      [begun, act('session-ended', { subject: 's', at: HOUR }), used(HOUR + 2 * MINUTE)],
    ],
    [
      'in the session that ended all others, and in a later one',
      [
        begun,
        act('session-ended', { actor: 'ana', session: 's', reason: 'all', subject: 'ana', at: HOUR }),
        used(2 * HOUR),
        act('signed-in', { actor: 'ana', session: 't', at: 3 * HOUR }),
        used(4 * HOUR, { session: 't' }),
      ],
    ],
    ['before sessions were recorded', [act('proposal-made', { actor: 'ana' }), act('session-ended', { actor: 'ana' })]],
  ])('%s is no finding', (_what, events) => {
    expect(people(events)).toEqual([]);
  });

  it('is not judged by its absence while the memory of sessions is full', () => {
    const rule = INVARIANTS.find(({ id }) => id === RULE);
    const memory = new Memory(25 * HOUR);
    for (let session = 0; session < 70_000; session++)
      rule?.judge(act('signed-in', { actor: 'ana', session: `s${session}` }), memory);
    expect(memory.keys()).toHaveLength(65_536);
    expect(rule?.judge(used(HOUR, { session: 's1' }), memory)).toBeUndefined();
    expect(rule?.judge(used(HOUR, { session: 's69999', actor: 'ben' }), memory)).toBeDefined();
    memory.prune(26 * HOUR);
    expect(memory.keys()).toEqual([]);
  });

  it('is judged the same by an engine that was stored and opened again', () => {
    const first = new DetectionEngine({ invariants: INVARIANTS });
    first.take(begun);
    const state = JSON.parse(JSON.stringify(first.state())) as ReturnType<typeof first.state>;
    const again = new DetectionEngine({ invariants: INVARIANTS, state });
    const rules = (event: DetectionEvent) => again.take(event).map(({ rule }) => rule);
    expect(rules(used(HOUR))).not.toContain(RULE);
    expect(rules(used(HOUR, { actor: 'ben' }))).toContain(RULE);
  });
});

test('the acts of people name the sessions that they began, also over step-ups and ends, and only an invented act is found', async () => {
  const server = await runServer();
  const [anna, ben] = await twoAdministrators(server);
  expect((await stepUp(anna)).status).toBe(204);
  expect((await anna.browser.post('/v1/people/invitations', { id: 'carla', displayName: 'Carla' })).status).toBe(201);
  expect((await signIn(anna.browser, anna.key)).status).toBe(204);
  expect((await ben.browser.delete('/v1/session/sessions')).status).toBe(204);
  expect((await stepUp(anna)).status).toBe(204);
  expect((await anna.browser.delete('/v1/session')).status).toBe(204);
  const events = await streamEvents(server.context);
  const acts = events.filter(
    ({ actor, kind }) => actor === anna.id && kind !== 'person-enrolled' && kind !== 'first-code-used',
  );
  expect(new Set(acts.map(({ session }) => session)).size).toBe(2);
  expect(acts.every(({ session }) => /^[0-9a-f]{32}$/.test(session ?? ''))).toBe(true);
  expect(acts.find(({ kind }) => kind === 'session-ended')).toMatchObject({ subject: acts[0]?.session });
  expect(people(events)).toEqual([]);
  await server.context.queue.run((transaction) =>
    recordAct(transaction, {
      ...{ person: personIdSchema.parse(ben.id), session: 'f'.repeat(32), role: 'administrator', act: 'people.invite' },
      ...{ target: { subject: 'dora' }, result: 'done', at: Date.now() },
    }),
  );
  expect(people(await streamEvents(server.context))).toEqual([`person ${ben.id}`]);
});
