import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { OFFICER_KEYS_FORM } from '../../../../server/contract/officer-keys.ts';
import { insertDuty } from '../../../../server/people/duties/duty-table.ts';
import { disablePerson } from '../../../../server/people/people/tables/people.ts';
import { personIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { officerKeyList } from '../../../support/officer-key-list.ts';
import { documentSignedBy } from '../../../support/signers.ts';
import { environmentOf, placeIn } from '../../fixtures/engines.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { type Enrolled, twoAdministrators } from '../../people/people/fixtures/enrolled.ts';

const PROGRAM = join(projectRoot(), '.build/server/main/commands/officer-keys.js');

async function run(server: RunningServer, ...args: string[]) {
  const env = { ...process.env, ...environmentOf(await placeIn(server.dataDir)) };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...args], { env });
    return { code: 0, said: JSON.parse(stdout) as Record<string, unknown> };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, said: JSON.parse(stdout) as Record<string, unknown> };
  }
}
const giveDuty = (server: RunningServer, { id }: Enrolled) =>
  server.context.queue.run((transaction) =>
    insertDuty(transaction, {
      ...{ id: `duty-of-${id}`, personId: personIdSchema.parse(id), role: 'officer', sites: 'all', lanes: 'all' },
      ...{ shifts: [], validFrom: 0, validUntil: Date.now() + 86_400_000, trainingValidUntil: Date.now() + 86_400_000 },
      ...{ givenBy: null, givenAt: 0 },
    }),
  );

describe('postern-server officer-keys propose', () => {
  it('writes the passkeys of people on duty, for two people to sign', async () => {
    const server = await runServer();
    const [anna, ben] = await twoAdministrators(server);
    await giveDuty(server, anna);
    await server.context.queue.run((transaction) => disablePerson(transaction, personIdSchema.parse(ben.id), 1));
    const file = join(temporaryFolder(), 'draft.json');
    const { said } = await run(server, 'propose', file);
    expect(said).toEqual({ kind: 'written', file, number: 1, keys: 1, omitted: [] });
    const list = OFFICER_KEYS_FORM.schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(list).toMatchObject({ rpId: 'localhost', number: 1 });
    expect(list.keys[0]).toMatchObject({
      officerId: anna.id,
      credentialId: anna.key.id.toString('base64url'),
      algorithm: 'ES256',
    });
    expect(list.keys[0]?.roles.map(({ role }) => role)).toEqual(['officer', 'administrator']);
  });

  it('numbers the draft after the present signed list', async () => {
    const server = await runServer();
    const folder = temporaryFolder();
    const [signed, other] = [join(folder, 'signed.json'), join(folder, 'other.json')];
    writeFileSync(signed, JSON.stringify(documentSignedBy('officer-keys', officerKeyList([], { number: 7 }), [])));
    const file = join(folder, 'draft.json');
    expect((await run(server, 'propose', file, '--after', signed)).said).toMatchObject({ number: 8 });
    writeFileSync(other, '{}');
    const { code, said } = await run(server, 'propose', join(folder, 'more.json'), '--after', other);
    expect([code, said]).toEqual([1, { kind: 'refused', code: 'no-signed-list' }]);
  });

  it('overwrites no file, and explains its use', async () => {
    const server = await runServer();
    const file = join(temporaryFolder(), 'draft.json');
    writeFileSync(file, 'mine');
    expect(await run(server, 'propose', file)).toMatchObject({
      code: 1,
      said: { kind: 'refused', code: 'file-exists' },
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await run(server, 'sign', file)).code).toBe(64);
  });
});
