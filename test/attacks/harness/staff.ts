/** The people of an attacked server, each enrolled, employed and signed in by the routes that people use. */
import type { Role } from '../../../server/platform/access/vocabulary.ts';
import type { OrderDraftView } from '../../../server/lanes/orders/answers.ts';
import { SoftAuthenticator } from '../../server/people/people/fixtures/soft-authenticator.ts';
import type { AttackedServer } from './attacked-server.ts';
import { nameSite } from './lane.ts';
import { visitor, type Answer, type Visitor } from './visitor.ts';

export interface Employee {
  readonly id: string;
  /** Signed in. */
  readonly browser: Visitor;
  readonly key: SoftAuthenticator;
  signIn(): Promise<Answer>;
  /** Renews the proof of identity, for five minutes. */
  stepUp(): Promise<Answer>;
  /** Asks for what must be signed: drafts it, signs it with their passkey or another one, and sends it. Resolves to the answer that ended it. */
  sign(path: string, order: object, passkey?: SoftAuthenticator): Promise<Answer>;
}

export interface Staff {
  readonly anna: Employee;
  readonly ben: Employee;
  /** Invites a person, enrols them, and gives them the duties: Anna proposes, Ben approves. */
  hire(id: string, ...duties: readonly HeldDuty[]): Promise<Employee>;
  /** Anna proposes and Ben approves. Resolves to the answer to the approval. */
  decide(kind: string, payload: unknown): Promise<Answer>;
}

export interface HeldDuty {
  readonly role: Role;
  /** Everywhere, unless said. */
  readonly sites?: readonly string[];
}

const DAY_MS = 86_400_000;

/** The first two administrators, by the codes that the server prints. */
export async function staffOf(server: AttackedServer): Promise<Staff> {
  const [one = '', other = ''] = server.notice().match(/^ {4}\S+$/gm) ?? [];
  const anna = await enrol(server, one.trim(), { id: 'anna-first', displayName: 'Anna First' });
  const ben = await enrol(server, other.trim(), { id: 'ben-second', displayName: 'Ben Second' });
  const decide: Staff['decide'] = async (kind, payload) => {
    const { id, digest } = parsed(await anna.browser.post('/v1/proposals', { kind, payload }), 201);
    await ben.stepUp();
    return ben.browser.post(`/v1/proposals/${id}/approval`, { digest });
  };
  return {
    anna,
    ben,
    decide,
    async hire(id, ...duties) {
      await anna.stepUp();
      const { code = '' } = parsed(await anna.browser.post('/v1/people/invitations', { id, displayName: id }), 201);
      const person = await enrol(server, code);
      for (const site of duties.flatMap(({ sites = [] }) => sites)) await nameSite(anna.browser, site);
      const now = Date.now();
      for (const { role, sites = 'all' } of duties) {
        const term = { validFrom: now - DAY_MS, validUntil: now + DAY_MS, trainingValidUntil: now + DAY_MS };
        parsed(await decide('duty-give', { person: id, role, sites, lanes: 'all', shifts: [], ...term }), 204);
      }
      return person;
    },
  };
}

/**
 * The invented person of development for a role, signed in with a fresh proof, for tests in which the person does not
 * matter.
 */
export async function invented(server: AttackedServer, role: Role): Promise<Visitor> {
  const browser = visitor(server.people);
  parsed(await browser.post('/v1/development/sign-in', { role }), 204);
  parsed(await browser.post('/v1/development/step-up'), 204);
  return browser;
}

async function enrol(
  server: AttackedServer,
  code: string,
  person?: { readonly id: string; readonly displayName: string },
): Promise<Employee> {
  const browser = visitor(server.people);
  const key = new SoftAuthenticator(`https://localhost:${server.people.port}`);
  const begun = await browser.post('/v1/people/enrolment/passkey/options', { code, ...(person && { person }) });
  const { ceremony, options } = parsed(begun, 200) as unknown as Begun<Parameters<typeof key.create>[0]>;
  const response = key.create(options);
  parsed(await browser.post('/v1/people/enrolment/passkey', { ceremony, response, name: 'A key' }), 204);
  const { principal } = await browser.json<{ principal: { personId: string } }>('/v1/session');
  const prove = (path: string) => async () => {
    const asked = parsed(await browser.post(`${path}/options`), 200) as unknown as Begun<Parameters<typeof key.get>[0]>;
    return browser.post(path, { ceremony: asked.ceremony, response: key.get(asked.options) });
  };
  return {
    ...{ id: principal.personId, browser, key },
    signIn: prove('/v1/session/passkey'),
    stepUp: prove('/v1/session/step-up/passkey'),
    async sign(path, order, passkey = key) {
      const drafted = await browser.post(path, order);
      if (drafted.status !== 201) return drafted;
      const { draft, options } = JSON.parse(drafted.text) as OrderDraftView;
      const { id, rawId, type, response } = passkey.get(options);
      return browser.post(`${path}/signed`, { draft, response: { id, rawId, type, response } });
    },
  };
}

interface Begun<O> {
  readonly ceremony: string;
  readonly options: O;
}

/** The answer of a request that must succeed. */
function parsed({ status, text }: Answer, expected: number): Readonly<Record<string, string>> {
  if (status !== expected) throw new Error(`answers ${status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Record<string, string>);
}
