import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIELD_GROUPS, type FieldGroup } from '../../../../../server/contract/office-keys.ts';
import { ELEMENTS, type Declaration } from '../../../../../server/goods/declarations/form/declaration.ts';
import { judgeDeclaration } from '../../../../../server/goods/declarations/judge-declaration.ts';
import { partIntoGroups } from '../../../../../server/goods/declarations/sealing/field-groups.ts';
import { keyPairOf, openGroup, openOfficeSeed } from '../../../../../server/goods/declarations/sealing/open-groups.ts';
import {
  type SealedContent,
  sealDeclaration,
  SealingOffices,
} from '../../../../../server/goods/declarations/sealing/seal-declaration.ts';
import { officeKeyList, testOffice, type TestOffice } from '../../../../support/office-key-list.ts';
import { B1, changed, H1, H7 } from '../fixtures/declarations.ts';

const SEALING = { declarationId: 'ab'.repeat(16), traderId: 'trader-1' };
const NOW = 1_000;

const declarationOf = (content: unknown): Declaration => {
  const { declaration } = judgeDeclaration(content, { jurisdiction: 'EU', today: '2026-11-28' });
  if (declaration === undefined) throw new Error('the fixture is no declaration');
  return declaration;
};
const GUARANTEED = changed(H1, { '/guarantees': [{ type: '1', reference: '21DE0000000000001', accessCode: 'A1B2' }] });

let all: TestOffice;
let partly: TestOffice;
let named: TestOffice;
let offices: SealingOffices;
beforeAll(async () => {
  all = await testOffice('DE000001');
  partly = await testOffice('DE000002', { groups: ['goods', 'value'] });
  named = await testOffice('DE004851', { reads: 'named' });
  offices = new SealingOffices(officeKeyList([all, partly, named]));
});

async function sealed(content: unknown): Promise<SealedContent> {
  const outcome = await sealDeclaration(declarationOf(content), SEALING, offices, NOW);
  if (outcome.kind !== 'sealed') throw new Error(outcome.kind);
  return outcome;
}

async function opened({ groups, offices: keys }: SealedContent, by: TestOffice, group: FieldGroup, sealing = SEALING) {
  const text = groups.find((one) => one.group === group);
  const mine = keys.find(({ office }) => office === by.office);
  if (text === undefined || mine === undefined) throw new Error('not sealed');
  return openGroup(sealing, mine, text, await keyPairOf(by.seed));
}

describe('sealing a declaration', () => {
  it.each([H1, H7, B1, GUARANTEED])('gives an office that reads a group exactly its fields', async (content) => {
    const parted = partIntoGroups(declarationOf(content));
    const result = await sealed(content);
    expect(result.groups.map(({ group }) => group)).toEqual([...parted.keys()]);
    for (const [group, fields] of parted) expect(await opened(result, all, group)).toEqual(fields);
  });

  it('gives an office no key to a group that it does not read', async () => {
    const result = await sealed(H1);
    const keys = result.offices.find(({ office }) => office === partly.office)?.keys;
    expect(keys?.map(({ group }) => group)).toEqual(['goods', 'value']);
    await expect(opened(result, partly, 'parties')).rejects.toThrow();
  });

  it('seals to an office that reads named declarations only where one names it', async () => {
    const to = async (content: unknown) => (await sealed(content)).offices.map(({ office }) => office);
    expect(await to(B1)).toEqual(['DE000001', 'DE000002', 'DE004851']);
    expect(await to(H1)).toEqual(['DE000001', 'DE000002']);
  });

  it.each([
    { ...SEALING, declarationId: 'cd'.repeat(16) },
    { ...SEALING, traderId: 'trader-2' },
  ])('opens in no other declaration and for no other trader', async (other) => {
    await expect(opened(await sealed(H1), all, 'goods', other)).rejects.toThrow();
  });

  it('opens no group under the name of another', async () => {
    const { groups, offices: keys } = await sealed(H1);
    const moved = groups.map(
      ({ group, sealed: text }) => ({ group: group === 'goods' ? 'value' : group, sealed: text }) as const,
    );
    await expect(
      opened({ groups: moved.filter(({ group }) => group === 'value').slice(0, 1), offices: keys }, all, 'value'),
    ).rejects.toThrow();
  });

  it('opens for no other office with its own key', async () => {
    const result = await sealed(H1);
    await expect(opened(result, { ...all, seed: partly.seed }, 'goods')).rejects.toThrow();
  });

  it('opens nothing after a change of any byte', async () => {
    const result = await sealed(H1);
    const bytes = result.groups.find(({ group }) => group === 'parties')?.sealed ?? new Uint8Array();
    for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await expect(opened(result, all, 'parties')).rejects.toThrow();
      bytes[at] = (bytes[at] ?? 0) ^ 1;
    }
    expect(await opened(result, all, 'parties')).not.toEqual([]);
  });

  it('refuses a declaration with a group that no office can read any more', async () => {
    const outcome = await sealDeclaration(declarationOf(H1), SEALING, offices, 366 * 86_400_000);
    expect(outcome).toEqual({ kind: 'unreadable' });
  });

  it('never leaves a value of the declaration in the sealed bytes', async () => {
    const { groups } = await sealed(H1);
    const text = groups.map((one) => Buffer.from(one.sealed).toString('latin1')).join();
    for (const value of ['Prairie Breeders', 'Horses for breeding', 'CSQU3054383', 'DE987654321'])
      expect(text).not.toContain(value);
  });

  it('makes the lengths of similar declarations equal', async () => {
    const lengths = async (content: unknown) => (await sealed(content)).groups.map((one) => one.sealed.length);
    expect(await lengths(changed(H1, { '/exporter/name': 'P' }))).toEqual(await lengths(H1));
  });
});

describe('the field groups', () => {
  it('put each value in exactly the group of its element', () => {
    for (const [group, fields] of partIntoGroups(declarationOf(GUARANTEED)))
      for (const [pointer] of fields)
        expect(ELEMENTS.get(pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*'))?.group).toBe(group);
  });

  it('hold every value of a declaration except the readable ones, with any text', async () => {
    const text = fc
      .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
      .filter((one) => /^[^\p{Cc}\p{Cs}]*$/u.test(one));
    await fc.assert(
      fc.asyncProperty(text, text, async (name, description) => {
        const content = changed(H7, { '/importer/name': name, '/goods/0/description': description });
        const declaration = declarationOf(content);
        const result = await sealed(content);
        const values = new Map<string, string>();
        for (const group of result.groups.map((one) => one.group))
          for (const [pointer, value] of await opened(result, all, group)) values.set(pointer, value);
        expect(values.get('/importer/name')).toBe(declaration.importer?.name);
        expect(values.get('/goods/0/description')).toBe(declaration.goods?.[0]?.description);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the key of an office', () => {
  it('opens for its members alone', async () => {
    const [anna, ben] = [randomBytes(32), randomBytes(32)];
    const office = await testOffice('DE000003', {}, [{ officerId: 'anna', seed: Uint8Array.from(anna) }]);
    const [listed] = officeKeyList([office]).offices;
    const [member] = listed?.members ?? [];
    if (member === undefined) throw new Error('no member');
    expect(await openOfficeSeed('DE000003', member, await keyPairOf(anna))).toEqual(office.seed);
    await expect(openOfficeSeed('DE000003', member, await keyPairOf(ben))).rejects.toThrow();
    await expect(openOfficeSeed('DE000004', member, await keyPairOf(anna))).rejects.toThrow();
  });
});

describe('the list of offices', () => {
  it.each([
    ['without a reader of a group', { groups: ['goods'] }],
    ['without an office that reads all declarations', { reads: 'named' }],
    ['with a key for longer than 400 days', { validUntil: 401 * 86_400_000 }],
  ])('is refused %s', async (_, change) => {
    const office = await testOffice('DE000001', change);
    expect(() => officeKeyList([office])).toThrow();
  });

  it('names the five groups', () => expect(FIELD_GROUPS).toHaveLength(5));
});
