import { describe, expect, it } from 'vitest';
import { judgeDeclaration } from '../../../../../server/goods/declarations/judge-declaration.ts';
import { compareOpened } from '../../../../../server/goods/declarations/sealing/compare-opened.ts';
import { partIntoGroups } from '../../../../../server/goods/declarations/sealing/field-groups.ts';
import { factsOf } from '../../../../../server/goods/declarations/sealing/readable-facts.ts';
import { readersDigest, readersOf } from '../../../../../server/goods/declarations/sealing/readers.ts';
import { sealByTrader } from '../../../../../server/goods/declarations/sealing/seal-by-trader.ts';
import {
  envelopeFault,
  type SealedEnvelope,
  sealedEnvelopeSchema,
} from '../../../../../server/goods/declarations/sealing/sealed-envelope.ts';
import { officeKeyList, testOffice } from '../../../../support/office-key-list.ts';
import { H1 } from '../fixtures/declarations.ts';

const NOW = Date.UTC(2026, 10, 28);
const DAY_MS = 86_400_000;
const SEALING = { declarationId: 'a'.repeat(32), traderId: 'trader-1' };

async function sealed() {
  const all = await testOffice('DE000001', { validUntil: NOW + DAY_MS });
  const goods = await testOffice('DE000002', { groups: ['goods'], validUntil: NOW + DAY_MS });
  const named = await testOffice('DE000003', { reads: 'named', validUntil: NOW + DAY_MS });
  const list = officeKeyList([all, goods, named], { number: 1, validFrom: NOW - DAY_MS });
  const readers = readersOf(list);
  const { declaration, findings } = judgeDeclaration(H1, { jurisdiction: 'EU', today: '2026-11-28' });
  if (declaration === undefined) throw new Error('no declaration');
  const outcome = await sealByTrader(declaration, SEALING, readers, NOW);
  if (outcome.kind !== 'sealed') throw new Error('not sealed');
  const facts = factsOf(declaration, findings, 'json');
  const envelope: SealedEnvelope = { number: SEALING.declarationId, facts, content: outcome.content };
  return { readers, declaration, envelope };
}

type Change = (envelope: SealedEnvelope) => unknown;
const changes: readonly (readonly [string, string, Change])[] = [
  ['rejected facts', 'facts', ({ facts }) => (facts.state = 'rejected')],
  [
    'green with a finding',
    'facts',
    ({ facts }) => facts.findings.push({ rule: 'C0055', severity: 'warning', pointer: '' }),
  ],
  [
    'an error',
    'facts',
    ({ facts }) => {
      facts.channel = 'orange';
      facts.findings.push({ rule: 'C0055', severity: 'error', pointer: '' });
    },
  ],
  ['no data set', 'facts', ({ facts }) => (facts.dataSet = null)],
  ['a chapter twice', 'facts', ({ facts }) => facts.chapters.push(facts.chapters[0] ?? '')],
  ['a group twice', 'groups', ({ content }) => content.groups.push(content.groups[0]!)],
  ['a length that reveals the text', 'groups', ({ content }) => (content.groups[0]!.sealed = 'A'.repeat(1_001 * 4))],
  ['an empty ciphertext', 'groups', ({ content }) => (content.groups[0]!.sealed = 'AAAA')],
  ['an unknown office', 'office', ({ content }) => (content.offices[0]!.office = 'FR000001')],
  ['an office twice', 'office', ({ content }) => content.offices.push(content.offices[0]!)],
  ['an office left out', 'readers', ({ content }) => content.offices.pop()],
  ['a key left out', 'readers', ({ content }) => content.offices[0]!.keys.pop()],
  [
    'a key of a group that the office may not read',
    'readers',
    ({ content }) =>
      content.offices[1]!.keys.push({ ...content.offices[0]!.keys.find((one) => one.group !== 'goods')! }),
  ],
  ['a short encapsulation', 'length', ({ content }) => (content.offices[0]!.encapsulation = 'AAAA')],
  ['a long wrapped key', 'length', ({ content }) => (content.offices[0]!.keys[0]!.wrapped += 'AAAA')],
];

describe('an envelope', () => {
  it('is taken when every office that must read it can, and nothing else is wrong', async () => {
    const { envelope, readers } = await sealed();
    expect(sealedEnvelopeSchema.safeParse(envelope).success).toBe(true);
    expect(envelope.content.offices.map(({ office }) => office)).toEqual(['DE000001', 'DE000002']);
    expect(envelopeFault(envelope, readers, NOW)).toBeUndefined();
  });

  it.each(changes)('with %s is refused (%s)', async (_what, fault, change) => {
    const { envelope, readers } = await sealed();
    const copy = structuredClone(envelope);
    change(copy);
    expect(envelopeFault(copy, readers, NOW)).toBe(fault);
  });

  it('is refused when the keys of the offices have expired, and is not made then', async () => {
    const { envelope, readers, declaration } = await sealed();
    expect(envelopeFault(envelope, readers, NOW + DAY_MS)).toBe('office');
    expect(await sealByTrader(declaration, SEALING, readers, NOW + DAY_MS)).toMatchObject({ kind: 'no-reader' });
  });

  it('is sealed to readers with a digest that changes with each part of them', async () => {
    const { readers } = await sealed();
    const digest = readersDigest(readers);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const [first, ...others] = readers.offices;
    for (const other of [
      { ...readers, number: 2 },
      { ...readers, offices: others },
      { ...readers, offices: [{ ...first!, publicKey: others[0]!.publicKey }, ...others] },
      { ...readers, offices: [{ ...first!, validUntil: first!.validUntil + 1 }, ...others] },
    ])
      expect(readersDigest(other)).not.toBe(digest);
  });
});

describe('opened content', () => {
  it('is compared with the readable part, as far as its groups are open', async () => {
    const { envelope, declaration } = await sealed();
    const opened = [...partIntoGroups(declaration)].map(([group, fields]) => ({ group, fields }));
    expect(compareOpened(envelope.facts, opened)).toEqual({ differing: [], unseen: [] });
    const stated = {
      ...envelope.facts,
      chapters: ['61'],
      items: '21-99',
      value: 'under-150',
      mass: 'under-2',
    } as const;
    expect(compareOpened(stated, opened)).toEqual({ differing: ['chapters', 'items', 'value', 'mass'], unseen: [] });
    const goods = opened.filter(({ group }) => group === 'goods');
    expect(compareOpened(stated, goods)).toEqual({ differing: ['chapters', 'items', 'mass'], unseen: ['value'] });
    expect(compareOpened(stated, [])).toEqual({ differing: [], unseen: ['chapters', 'items', 'value', 'mass'] });
  });

  it('is read as texts alone, whatever names the sealing program wrote', () => {
    const facts = { format: 'json', chapters: [], items: 'none', value: 'unknown', mass: 'unknown' } as const;
    const fields = [
      ['/__proto__/polluted', 'yes'],
      ['/constructor/prototype/polluted', 'yes'],
      ['', 'x'],
      ['/goods', 'x'],
      ['/goods/0/commodity', 'x'],
      ['/grossMass/0', 'x'],
    ] as const;
    expect(() => compareOpened(facts, [{ group: 'goods', fields }])).not.toThrow();
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});
