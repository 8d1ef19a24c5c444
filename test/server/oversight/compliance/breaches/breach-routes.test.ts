/** A breach from its alarm to its end over HTTP: facts, assessment, notice, decision, file. */
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import type {
  BreachEntries,
  BreachFile,
  BreachList,
  OneBreach,
} from '../../../../../server/oversight/compliance/breaches/answers.ts';
import { LAW_IDS } from '../../../../../server/oversight/compliance/laws/vocabulary.ts';
import { breachDecisionKind } from '../../../../../server/oversight/compliance/breaches/decision-kind.ts';
import { signIn } from '../../../../support/signed-in.ts';
import { everythingEntered } from '../../../fixtures/entries-of.ts';
import { runServer, type RunningServer } from '../../../fixtures/running-server.ts';
import { judgeBreachFile } from '../../../../../server/oversight/compliance/breaches/judge-breach-file.ts';
import { digestOfItems } from '../../../../../server/oversight/compliance/breaches/notice-table.ts';

const LIMIT = { timeout: 240_000, interval: 200 };
const JSON_TYPE = { 'content-type': 'application/json' };
const HOUR = 3_600_000;
const PATH = '/v1/compliance/breaches';

const now = () => Math.round(backgroundClock.wallMs());
const assessment = {
  ...{ risk: 'high', harms: ['confidentiality'], groups: ['travellers'], data: ['document-facts'] },
  ...{ people: 120, records: null, isMajor: false },
};

async function bench() {
  const server = await runServer();
  const officer = await server.as('privacy-officer');
  const post = async (path: string, body: object, who = officer) => {
    const response = await who.fetch(path, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) });
    const text = await response.text();
    const json = text === '' ? {} : (JSON.parse(text) as { id?: string; digest?: string; error?: { code: string } });
    return { status: response.status, ...json, code: json.error?.code ?? '' };
  };
  const open = async (over: object = {}) => {
    const made = await post(PATH, { origin: 'by-hand', awareAt: now() - HOUR, laws: ['eu-gdpr'], ...over });
    expect(made.status).toBe(201);
    return `${PATH}/${String(made.id)}`;
  };
  return { server, officer, post, open };
}

/** Approves in the table, as a second person's approval does; the development server has one person of a role. */
async function decide({ context }: RunningServer, payload: object): Promise<string> {
  const kind = breachDecisionKind();
  const change = kind.schema.parse(payload);
  const people = {
    proposedBy: 'p-one',
    proposedAs: 'privacy-officer',
    approvedBy: 'p-two',
    approvedAs: 'privacy-officer',
  };
  return context.queue.run(async (transaction) => {
    const decision = { proposalId: 'd'.repeat(32), ...people, at: now() } as Parameters<typeof kind.apply>[2];
    const applied = await kind.apply(transaction, change, decision);
    return applied.kind === 'applied' ? 'applied' : applied.code;
  });
}

const partsOf = (one: OneBreach, addressee: string) =>
  (one.duties.find((duty) => duty.addressee === addressee)?.content ?? []).map(({ item }) => ({
    ...{ item, text: `About ${item}.`, follows: false },
  }));

describe('a breach', () => {
  it('opens from an alarm, whose entry is its first fact, and takes further entries', async () => {
    const { server, officer, post, open } = await bench();
    server.context.alarms.raise({ kind: 'tables-differ', kioskId: null, fromSequence: null, toSequence: null });
    await server.context.alarms.settle();
    await everythingEntered(server.context);
    const path = await open({ origin: 'alarm', alarm: 1 });
    const { facts, duties } = await officer.json<OneBreach>(path);
    expect(facts).toMatchObject([{ type: 'alarm', meaning: 'discovery' }]);
    expect(duties.map(({ addressee, state }) => [addressee, state])).toEqual([
      ['authority', 'open'],
      ['people', 'open'],
    ]);
    const { entries } = await officer.json<BreachEntries>(`${path}/entries`);
    expect(entries).toContainEqual(expect.objectContaining({ type: 'alarm', about: 'tables-differ' }));
    const fact = { entry: facts[0]?.entry, meaning: 'extent' };
    expect((await post(`${path}/facts`, fact)).status).toBe(204);
    expect((await post(`${path}/facts`, fact)).code).toBe('proposal-settled');
    expect((await post(`${path}/facts`, { ...fact, entry: 900_000 })).code).toBe('not-found');
    expect((await post(PATH, { origin: 'alarm', alarm: 99, awareAt: now(), laws: ['eu-gdpr'] })).code).toBe(
      'not-found',
    );
    const later = { origin: 'by-hand', awareAt: now() + HOUR, laws: ['eu-gdpr'] };
    expect((await post(PATH, later)).code).toBe('invalid-message');
  });

  it.each([
    [
      'the laws of the configuration',
      { legalFrameworks: ['us-federal', 'eu-ai-act', 'uk-gdpr'] },
      ['uk-gdpr', 'us-federal'],
    ],
    ['no law without a configuration', {}, []],
  ] as const)('begins with %s', async (_name, options, chosen) => {
    const officer = await (await runServer(options)).as('privacy-officer');
    const { laws } = await officer.json<BreachList>(PATH);
    expect(laws.filter(({ isChosen }) => isChosen).map(({ law }) => law)).toEqual(chosen);
    expect(laws.map(({ law }) => law)).toEqual(LAW_IDS);
  });

  it.each([
    ['no list of laws', undefined],
    ['no law', []],
    ['a law that has no breaches to notify', ['eu-ai-act']],
  ])('is not opened with %s, and the field is named', async (_name, laws) => {
    const { officer } = await bench();
    const body = JSON.stringify({ origin: 'by-hand', awareAt: now() - HOUR, laws });
    const response = await officer.fetch(PATH, { method: 'POST', headers: JSON_TYPE, body });
    expect(response.status).toBe(422);
    expect(await response.text()).toMatch(/"path":"laws/);
  });

  it('is notified by a signed notice, decided on by two people, and closed after both', async () => {
    const { server, officer, post, open } = await bench();
    const path = await open();
    const id = path.slice(PATH.length + 1);
    expect((await post(path, { step: 'close', outcome: 'handled' })).code).toBe('notices-missing');
    expect((await post(path, { step: 'assess', assessment })).status).toBe(204);
    const shown = await officer.json<OneBreach>(path);
    const parts = partsOf(shown, 'authority');
    const short = await post(`${path}/notices`, { law: 'eu-gdpr', addressee: 'authority', items: parts.slice(1) });
    const sign = (made: { id?: string; digest?: string }) =>
      post(`${path}/notices/${String(made.id)}/signature`, { digest: made.digest });
    expect((await sign(short)).code).toBe('notice-incomplete');
    const whole = await post(`${path}/notices`, { law: 'eu-gdpr', addressee: 'authority', items: parts });
    expect((await sign({ ...whole, digest: 'a'.repeat(64) })).code).toBe('notice-incomplete');
    const sending = { sentAt: now(), channel: 'online-form', reference: 'DE-2026-17' };
    const sendPath = `${path}/notices/${String(whole.id)}/sending`;
    expect((await post(sendPath, sending)).code).toBe('notice-incomplete');
    expect((await sign(whole)).status).toBe(204);
    expect((await sign(whole)).code).toBe('proposal-settled');
    expect((await post(sendPath, { ...sending, sentAt: now() + HOUR })).code).toBe('invalid-message');
    expect((await post(sendPath, { ...sending, sentAt: now() })).status).toBe(204);
    expect((await post(path, { step: 'close', outcome: 'handled' })).code).toBe('notices-missing');

    const ground = { about: 'not-notify', breach: id, law: 'eu-gdpr', addressee: 'people', ground: 'data-unreadable' };
    const reasons = 'The copied file was sealed, and its key never left the element of the lane.';
    expect(await decide(server, { ...ground, reasons, ground: 'restricted-by-law' })).toBe('not-a-ground');
    expect(await decide(server, { ...ground, reasons })).toBe('applied');
    expect(await decide(server, { ...ground, reasons })).toBe('already-notified');
    expect((await post(path, { step: 'close', outcome: 'handled' })).status).toBe(204);
    expect((await post(path, { step: 'assess', assessment })).code).toBe('proposal-settled');
    const { breaches } = await officer.json<BreachList>(PATH);
    expect(breaches).toMatchObject([{ id, state: 'closed', outcome: 'handled', openDuties: 0, nextDueAt: null }]);
  });

  it('keeps the time of a major incident, also where another assessment lies between', async () => {
    const { officer, post, open } = await bench();
    const path = await open({ laws: ['us-federal'] });
    const legislature = async () => {
      const { breach, duties } = await officer.json<OneBreach>(path);
      return { majorAt: breach.majorAt, dueAt: duties.find(({ addressee }) => addressee === 'legislature')?.dueAt };
    };
    const assess = async (isMajor: boolean) => {
      expect((await post(path, { step: 'assess', assessment: { ...assessment, isMajor } })).status).toBe(204);
      return legislature();
    };
    expect(await legislature()).toEqual({ majorAt: null, dueAt: null });
    const found = await assess(true);
    expect(found.dueAt).toBe((found.majorAt ?? 0) + 7 * 24 * HOUR);
    expect(await assess(false)).toEqual({ majorAt: found.majorAt, dueAt: null });
    expect(await assess(true)).toEqual(found);
  });

  it('is proposed not to be notified only with reasons, and the same person does not approve', async () => {
    const { officer, post, open } = await bench();
    const path = await open();
    const payload = { about: 'no-breach', breach: path.slice(PATH.length + 1), reasons: 'Too short.' };
    expect((await post('/v1/proposals', { kind: 'breach-decision', payload })).status).toBe(422);
    const reasons = 'The entry is an exercise that was announced to the office a week before.';
    const made = await post('/v1/proposals', { kind: 'breach-decision', payload: { ...payload, reasons } });
    expect(made.status).toBe(201);
    const approval = { digest: made.digest };
    expect((await post(`/v1/proposals/${String(made.id)}/approval`, approval, officer)).status).toBe(403);
  });

  it('goes to a file with the proof of each fact, for auditors too, who change nothing', async () => {
    const { server, post, open } = await bench();
    const path = await open();
    await everythingEntered(server.context);
    expect((await post(`${path}/facts`, { entry: 0, meaning: 'context' })).status).toBe(204);
    const auditor = await server.as('auditor');
    const exported = async () => {
      const response = await auditor.fetch(`${path}/file`, { method: 'POST' });
      expect(response.status).toBe(200);
      return (await response.json()) as BreachFile;
    };
    await expect.poll(async () => (await exported()).proofs.every(({ file }) => file !== null), LIMIT).toBe(true);
    const file = await exported();
    expect(file.facts).toMatchObject([{ entry: 0, meaning: 'context' }]);
    // An authority confirms each part from the file alone
    const judge = (other: BreachFile) => {
      const judged = judgeBreachFile(Buffer.from(JSON.stringify(other)), server.ledger.policy);
      if (judged.kind !== 'breach') throw new Error('no file of a breach');
      return judged.parts.filter(({ verdict }) => verdict !== 'confirmed').map(({ words }) => words);
    };
    expect(judge(file)).toEqual([]);
    expect(judge({ ...file, facts: file.facts.map((one) => ({ ...one, type: 'viewing' })) })).toHaveLength(1);
    expect(judge({ ...file, facts: file.facts.map((one) => ({ ...one, entry: 1 })) })).toHaveLength(1);
    const proofs = file.proofs.map((one) => ({ ...one, file: one.file?.replace('index 0', 'index 1') ?? null }));
    expect(judge({ ...file, proofs })).toEqual([expect.stringContaining('its proof is refused')]);
    expect(judge({ ...file, proofs: [{ entry: 0, file: null }] })).toEqual([expect.stringContaining('not published')]);
    const later = file.duties.map((one) => ({ ...one, dueAt: (one.dueAt ?? 0) + 1 }));
    expect(judge({ ...file, duties: later })).toHaveLength(file.duties.length);
    const awareAt = file.breach.awareAt - 3_600_000;
    expect(judge({ ...file, breach: { ...file.breach, awareAt } })).not.toEqual([]);
    const items = [{ item: 'nature' as const, text: 'A screen was photographed.', follows: false }];
    const notice = {
      ...{
        id: 'n',
        law: 'eu-gdpr' as const,
        addressee: 'authority' as const,
        version: 1,
        items,
        madeBy: 'p',
        madeAt: 1,
      },
      ...{ signedBy: null, signedAt: null, recordedBy: null, sentAt: null, channel: null, reference: null },
    };
    expect(judge({ ...file, notices: [{ ...notice, digest: digestOfItems(items) }] })).toEqual([]);
    expect(judge({ ...file, notices: [{ ...notice, digest: 'a'.repeat(64) }] })).toHaveLength(1);
    expect(judgeBreachFile(Buffer.from('{}'), server.ledger.policy)).toEqual({ kind: 'other' });
    expect((await post(path, { step: 'assess', assessment }, auditor)).status).toBe(403);
    const security = await server.as('security-officer');
    expect((await post(`${path}/facts`, { entry: 1, meaning: 'cause' }, security)).status).toBe(204);
    expect((await post(path, { step: 'assess', assessment }, security)).status).toBe(403);
    expect((await (await signIn(server.url, 'administrator')).fetch(PATH)).status).toBe(403);
  });
});
