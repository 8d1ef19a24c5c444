import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Collection } from '../../../../kiosk/lists/pkd/collection.ts';
import { DirectoryFiles } from '../../../../kiosk/lists/pkd/directory-files.ts';
import { LDIF_BOUNDS, readLdif } from '../../../../kiosk/lists/pkd/ldif.ts';
import fc from '../../../support/seeded-properties.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** Reads files of a new folder; `found` has their objects in the end, as text. */
function reading() {
  const folder = temporaryFolder();
  const added: string[] = [];
  const files = new DirectoryFiles({ add: (one) => void added.push(Buffer.from(one).toString()) });
  return {
    read(name: string, text: string) {
      writeFileSync(join(folder, name), text);
      return files.read(join(folder, name));
    },
    found() {
      files.finish();
      return added.toSorted();
    },
  };
}

const COMPLETE = 'icaopkd-001-complete-009409.ldif';
const delta = (version: number, collection = '001') => `icaopkd-${collection}-delta-00${version}.ldif`;
const entry = (name: string, value: string, version = 9409) =>
  `dn: cn=${name},o=dsc\npkdVersion: ${version}\nuserCertificate;binary: ${value}\n\n`;
const WHOLE = `version: 1\n\ndn: o=dsc\no: dsc\n\n${entry('a', 'A')}${entry('b', 'B')}`;

const change = (name: string, ...lines: readonly string[]) => `dn: CN=${name},o=dsc\n${lines.join('\n')}\n\n`;
const refusedWith = (code: string) => ({ name: 'PkdError', code });

describe("files of ICAO's download", () => {
  it('have the objects of the complete file and of the changes that continue it', async () => {
    const { read, found } = reading();
    await read(COMPLETE, WHOLE);
    expect(await read(delta(9410), 'version: 1\n')).toBe(0);
    await read(delta(9411), `version: 1\n\n${entry('c', 'C', 9411)}${entry('A', 'A2', 9411)}`);
    await read(
      delta(9412),
      [
        change('b', 'changetype: delete'),
        change('d', 'changetype: add', 'userCertificate: D'),
        ...['add: userCertificate', 'delete: userCertificate', 'replace: userCertificate;binary'].map((step, at) =>
          change('c', 'changetype: modify', step, `userCertificate: ${['C2', 'C', 'C3'][at]}`, '-'),
        ),
        change('d', 'changetype: modify', 'replace: description', 'description: x', '-'),
      ].join(''),
    );
    expect(found()).toEqual(['A2', 'C3', 'D']);
  });
  it.each([
    ['without a complete file', [[delta(9410), entry('c', 'C')]]],
    [
      'of a later version',
      [
        [COMPLETE, WHOLE],
        [delta(9411), entry('c', 'C')],
      ],
    ],
    [
      'of an earlier version',
      [
        [COMPLETE, WHOLE],
        [delta(9409), entry('c', 'C')],
      ],
    ],
    [
      'given twice',
      [
        [COMPLETE, WHOLE],
        [delta(9410), 'version: 1\n'],
        [delta(9410), 'version: 1\n'],
      ],
    ],
    [
      'of another collection',
      [
        [COMPLETE, WHOLE],
        [delta(9410, '002'), entry('c', 'C')],
      ],
    ],
    [
      'with a renaming',
      [
        [COMPLETE, WHOLE],
        [delta(9410), change('a', 'changetype: modrdn', 'newrdn: cn=z')],
      ],
    ],
    [
      'with a control',
      [
        [COMPLETE, WHOLE],
        [delta(9410), change('a', 'control: 1.2.3 true', 'changetype: delete')],
      ],
    ],
    ['with changes in a complete file', [[COMPLETE, `${WHOLE}${change('a', 'changetype: delete')}`]]],
  ] as const)('are refused: changes %s', async (_what, given) => {
    const { read } = reading();
    const all = async () => {
      for (const [name, text] of given) await read(name, text);
    };
    await expect(all()).rejects.toMatchObject(refusedWith('changes'));
  });
  it.each([
    ['incomplete', change('x', 'changetype: delete')],
    ['incomplete', change('x', 'changetype: modify', 'add: userCertificate', 'userCertificate: X', '-')],
    ['incomplete', change('a', 'changetype: modify', 'delete: userCertificate', 'userCertificate: X', '-')],
    ['malformed', change('a', 'changetype: modify', 'add: userCertificate', 'userCertificate: X')],
    ['malformed', change('a', 'changetype: modify', 'add: userCertificate', 'cn: X', '-')],
    ['malformed', change('a', 'changetype: modify', 'increment: userCertificate', '-')],
    ['malformed', change('a', 'changetype: modify', 'add: userCertificate', '-')],
    ['malformed', change('a', 'changetype: delete', 'cn: a')],
    ['malformed', change('a', 'cn: a', 'changetype: delete')],
    ['malformed', change('a', 'changetype: delete', 'changetype: add')],
    ['malformed', entry('c', 'C', 9411)],
    ['malformed', change('a', 'changetype: modify', 'replace: pkdVersion', 'pkdVersion: 9411', '-')],
  ])('are refused as %s: %j', async (code, text) => {
    const { read } = reading();
    await read(COMPLETE, WHOLE);
    await expect(read(delta(9410), text)).rejects.toMatchObject(refusedWith(code));
  });
  it('are refused with a second complete file, an empty one, and one that is not there', async () => {
    const { read } = reading();
    await read(COMPLETE, WHOLE);
    await expect(read(COMPLETE, WHOLE)).rejects.toMatchObject(refusedWith('malformed'));
    await expect(reading().read(COMPLETE, 'version: 1\n')).rejects.toMatchObject(refusedWith('empty'));
    const files = new DirectoryFiles({ add: () => undefined });
    await expect(files.read(`/nonexistent/${COMPLETE}`)).rejects.toMatchObject(refusedWith('absent'));
  });
});

describe('collection', () => {
  it('is after any changes as a directory would be', async () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const value = fc.constantFrom('1', '2', '3');
    const step = fc.record({ name, value, what: fc.constantFrom('put', 'delete', 'add', 'replace', 'remove') });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const model = new Map<string, Set<string>>();
        const collection = new Collection();
        for (const { name: key, value: its, what } of steps) {
          const verb = what === 'remove' ? 'delete' : what;
          const text =
            what === 'put'
              ? change(key, `userCertificate: ${its}`)
              : what === 'delete'
                ? change(key, 'changetype: delete')
                : change(key, 'changetype: modify', `${verb}: userCertificate`, `userCertificate: ${its}`, '-');
          const held = model.get(key);
          const isPossible = what === 'put' || (held !== undefined && (what !== 'remove' || held.has(its)));
          const take = async () => {
            for await (const record of readLdif(chunkOf(text), LDIF_BOUNDS, 'changes')) collection.take(record);
          };
          if (!isPossible) {
            await expect(take()).rejects.toMatchObject(refusedWith('incomplete'));
            continue;
          }
          await take();
          if (what === 'delete') model.delete(key);
          else if (what === 'put' || what === 'replace') model.set(key, new Set([its]));
          else if (what === 'add') held?.add(its);
          else held?.delete(its);
        }
        const all = collection.objects().map((one) => Buffer.from(one).toString());
        expect(all.toSorted()).toEqual([...model.values()].flatMap((set) => [...set]).toSorted());
      }),
      { numRuns: 100 },
    );
  });
  it('is bounded in entries and bytes', () => {
    const record = (name: string, value: string) => ({
      ...{ name, change: 'content' as const, steps: [] },
      values: new Map([['usercertificate', [Uint8Array.from(Buffer.from(value))]]]),
    });
    const small = new Collection({ entries: 2, bytes: 4 });
    small.take(record('a', 'xx'));
    small.take(record('b', 'xx'));
    small.take(record('b', 'yy'));
    expect(() => small.take(record('b', 'yyy'))).toThrow(/over 2 entries or 4 bytes/);
    const few = new Collection({ entries: 1, bytes: 4 });
    few.take(record('a', 'x'));
    expect(() => few.take(record('b', 'x'))).toThrow(/over 1 entries/);
  });
});

async function* chunkOf(text: string) {
  yield Uint8Array.from(Buffer.from(text));
}
