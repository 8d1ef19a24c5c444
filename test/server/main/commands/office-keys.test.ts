/** `postern-server office-keys`: a draft that two people sign, whose members open the keys of their offices. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { FIELD_GROUPS, OFFICE_KEYS_FORM, type OfficeKeyList } from '../../../../server/contract/office-keys.ts';
import { publicKeyOf } from '../../../../server/goods/declarations/office-keys/draft-offices.ts';
import { readersDigest, readersSchema } from '../../../../server/goods/declarations/sealing/readers.ts';
import { keyPairOf, openOfficeSeed } from '../../../../server/goods/declarations/sealing/open-groups.ts';
import { documentSignedBy, signer } from '../../../support/signers.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const PROGRAM = join(projectRoot(), '.build/server/main/commands/office-keys.js');

function run(...args: string[]): { code: number | null; answer: Record<string, unknown> } {
  const { status, stdout } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8' });
  return { code: status, answer: JSON.parse(stdout) as Record<string, unknown> };
}

describe('the program for the list of offices', () => {
  it('drafts a list, and keeps the key of an office for the next one', async () => {
    const folder = temporaryFolder();
    const file = (name: string) => join(folder, name);
    const made = run('key', file('custodian.json'), '--officer', 'custodian-1');
    expect(made.code).toBe(0);
    expect(statSync(file('custodian.json')).mode & 0o777).toBe(0o600);
    const { seed = '' } = JSON.parse(readFileSync(file('custodian.json'), 'utf8')) as { seed?: string };
    expect(JSON.stringify(made.answer)).not.toContain(seed);
    expect(run('key', file('custodian.json'), '--officer', 'custodian-1').answer['code']).toBe('file-exists');

    const own = Uint8Array.from({ length: 32 }, (_one, index) => index);
    const officer = { officerId: 'p-cora', publicKey: await publicKeyOf(own) };
    const office = { office: 'DE000001', reads: 'all', groups: FIELD_GROUPS };
    const terms = (members: readonly unknown[], more: object = {}) =>
      writeFileSync(file('terms.json'), JSON.stringify({ validDays: 365, offices: [{ ...office, members, ...more }] }));
    terms([made.answer['member']]);
    expect(run('propose', file('terms.json'), file('first.json'))).toMatchObject({
      code: 0,
      answer: { kind: 'written', number: 1, offices: 1, kept: 0, made: 1 },
    });
    const draftIn = (name: string) => OFFICE_KEYS_FORM.schema.parse(JSON.parse(readFileSync(file(name), 'utf8')));
    const first: OfficeKeyList = draftIn('first.json');
    const signed = documentSignedBy('office-keys', first, [signer(), signer()]);
    writeFileSync(file('signed.json'), JSON.stringify(signed));
    const readers = run('readers', file('signed.json'), file('readers.json'));
    expect(readers).toMatchObject({ code: 0, answer: { kind: 'written', number: 1, offices: 1 } });
    const written = readersSchema.parse(JSON.parse(readFileSync(file('readers.json'), 'utf8')));
    expect(readersDigest(written)).toBe(readers.answer['digest']);
    expect(JSON.stringify(written)).not.toContain('custodian-1');
    expect(run('readers', file('signed.json'), file('readers.json')).answer['code']).toBe('file-exists');
    expect(run('readers', file('custodian.json'), file('other.json')).answer['code']).toBe('no-signed-list');

    terms([made.answer['member'], officer]);
    const after = ['--after', file('signed.json')];
    expect(run('propose', file('terms.json'), file('second.json'), ...after)).toMatchObject({
      code: 1,
      answer: { code: 'office-key-not-opened', office: 'DE000001' },
    });
    const withKey = [...after, '--key', file('custodian.json')];
    expect(run('propose', file('terms.json'), file('second.json'), ...withKey).answer).toMatchObject({
      number: 2,
      kept: 1,
      made: 0,
    });
    const [listed] = draftIn('second.json').offices;
    expect(listed?.publicKey).toBe(first.offices[0]?.publicKey);
    const member = listed?.members.find(({ officerId }) => officerId === 'p-cora');
    if (member === undefined) throw new Error('the officer is not a member');
    const officeSeed = await openOfficeSeed('DE000001', member, await keyPairOf(own));
    expect(await publicKeyOf(officeSeed)).toBe(listed?.publicKey);
    expect(readFileSync(file('second.json')).includes(Buffer.from(officeSeed))).toBe(false);

    terms([made.answer['member']], { renew: true });
    expect(run('propose', file('terms.json'), file('third.json'), ...withKey).answer).toMatchObject({
      kept: 0,
      made: 1,
    });
    expect(draftIn('third.json').offices[0]?.publicKey).not.toBe(listed?.publicKey);
  });

  it('refuses what it cannot use with a code', () => {
    const folder = temporaryFolder();
    const [terms, draft] = [join(folder, 'terms.json'), join(folder, 'draft.json')];
    writeFileSync(terms, '{}');
    expect(run('propose', terms, draft)).toMatchObject({ code: 1, answer: { code: 'no-terms' } });
    expect(run('propose', terms)).toMatchObject({ code: 64, answer: { code: 'usage' } });
    expect(run('key', draft, '--officer', 'Not An Id')).toMatchObject({ code: 64 });
  });
});
