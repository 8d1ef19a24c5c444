import { describe, expect, it } from 'vitest';
import { LDIF_BOUNDS, type LdifBounds, readLdif } from '../../../../kiosk/lists/pkd/ldif.ts';
import fc from '../../../support/seeded-properties.ts';

async function* chunksOf(text: string, sizes: readonly number[] = [text.length]) {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    yield Uint8Array.from(bytes.subarray(at, at + size));
    at += size;
  }
}

async function read(text: string, sizes?: readonly number[], bounds: LdifBounds = LDIF_BOUNDS) {
  const records: { name: string; values: Record<string, string[]> }[] = [];
  for await (const { name, values } of readLdif(chunksOf(text, sizes), bounds)) {
    const texts = [...values].map(([attribute, all]) => [
      attribute,
      all.map((one) => Buffer.from(one).toString('utf8')),
    ]);
    records.push({ name, values: Object.fromEntries(texts) });
  }
  return records;
}

const refusedWith = (code: string, why: RegExp = /./) => ({
  name: 'PkdError',
  code,
  message: expect.stringMatching(why),
});

describe('LDIF', () => {
  it('has the records of RFC 2849, example 1 and 2, with comments and folded lines', async () => {
    const text = [
      '# a comment',
      '  that continues',
      'version: 1',
      'dn: cn=Barbara Jensen, ou=Product Development, dc=airius, dc=com',
      'objectclass: top',
      'objectclass: person',
      'cn: Barbara Jensen',
      'description: Babs is a big sailing fan, and travels extensively in sea',
      ' rch of perfect sailing conditions.',
      '',
      '',
      'dn: cn=Bjorn Jensen, ou=Accounting, dc=airius, dc=com',
      'cn:Bjorn Jensen',
      'description:: QSB2YWx1ZSB0aGF0IGJlZ2lucyB3aXRoIG5vIHNw',
      ' YWNlIGFuZCBpcyBiYXNlNjQ=',
      'userCertificate;binary:: TUlJ',
    ].join('\n');
    expect(await read(text)).toEqual([
      {
        name: 'cn=Barbara Jensen, ou=Product Development, dc=airius, dc=com',
        values: {
          objectclass: ['top', 'person'],
          cn: ['Barbara Jensen'],
          description: ['Babs is a big sailing fan, and travels extensively in search of perfect sailing conditions.'],
        },
      },
      {
        name: 'cn=Bjorn Jensen, ou=Accounting, dc=airius, dc=com',
        values: {
          cn: ['Bjorn Jensen'],
          description: ['A value that begins with no space and is base64'],
          usercertificate: ['MII'],
        },
      },
    ]);
  });

  it('may have names in base64, lines that end in CRLF, and no version', async () => {
    const name = 'ou=営業部,o=Airius';
    const text = `dn:: ${Buffer.from(name).toString('base64')}\r\nou: one\r\n\r\ndn: o=two\r\no: two`;
    expect((await read(text)).map((record) => record.name)).toEqual([name, 'o=two']);
  });

  it('has the same records however it is cut into chunks', async () => {
    const text = `version: 1\n\n# c\n folded\ndn: a=1\nx:: ${Buffer.from('ä'.repeat(90)).toString('base64').replaceAll(/.{20}/g, '$&\n ')}\n\ndn: b=2\r\ny: z\r\n`;
    const whole = await read(text);
    expect(whole).toHaveLength(2);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
        expect(await read(text, sizes)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['a continuation at its start', ' dn: a=1', /line 1/],
    ['a line without an attribute', 'dn: a=1\nnothing', /line 2/],
    ['a record without a name', 'version: 1\n\ncn: a', /line 3/],
    ['two names in a record', 'dn: a=1\ndn: b=2', /line 2/],
    ['a value at another place', 'dn: a=1\njpegPhoto:< file:///etc/passwd', /line 2/],
    ['wrong base64', 'dn: a=1\nx:: ab!=', /line 2/],
    ['base64 without its end', 'dn: a=1\nx:: abc', /line 2/],
    ['another version', 'version: 2\n\ndn: a=1', /line 1/],
  ])('with %s is refused with the number of the line', async (_what, text, why) => {
    await expect(read(text)).rejects.toMatchObject(refusedWith('malformed', why));
  });

  it('with changes is refused, and with additions only it is complete', async () => {
    await expect(read('dn: a=1\nchangetype: delete')).rejects.toMatchObject(refusedWith('changes', /line 2/));
    await expect(read('dn: a=1\nchangetype: modify\nreplace: x\nx: 1\n-')).rejects.toMatchObject(
      refusedWith('changes'),
    );
    expect(await read('dn: a=1\nchangetype: add\nx: 1')).toEqual([{ name: 'a=1', values: { x: ['1'] } }]);
  });

  it.each([
    ['a long line', `dn: a=1\nx: ${'y'.repeat(300)}`, { recordCharacters: 200 }],
    ['a long line without an end', 'z'.repeat(300), { recordCharacters: 200 }],
    ['many folded lines', `dn: a=1\nx:: ${' YWFh\n'.repeat(60)}`, { recordCharacters: 200 }],
    ['many records', 'dn: a=1\n\n'.repeat(9), { records: 8 }],
    ['many bytes', 'dn: a=1\n\n'.repeat(40), { fileBytes: 200 }],
  ])('over its bounds, by %s, is refused before its end', async (_what, text, bounds) => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield Uint8Array.from(Buffer.from(text));
        if (given > 50) throw new Error('read on');
      }
    }
    const reading = async () => {
      for await (const record of readLdif(endless(), { ...LDIF_BOUNDS, ...bounds })) expect(record.name).toBe('a=1');
    };
    await expect(reading()).rejects.toMatchObject(refusedWith('too-large'));
    expect(given).toBeLessThan(10);
  });

  it('of any text is read or refused with a PkdError', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        'version: 1',
        'dn: a=1',
        '',
        ' folded',
        '# c',
        'x:: YQ==',
        'x:: Y',
        'changetype: add',
        'changetype: modify',
        'changetype: delete',
        'replace: x',
        '-',
        'x:<y',
      ),
      fc.string({ maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        const text = lines.join('\n');
        await read(text).catch((error: unknown) => expect(error).toMatchObject({ name: 'PkdError' }));
        const changes = async () => {
          for await (const record of readLdif(chunksOf(text), LDIF_BOUNDS, 'changes'))
            expect(record.name).toBeDefined();
        };
        await changes().catch((error: unknown) => expect(error).toMatchObject({ name: 'PkdError' }));
      }),
      { numRuns: 300 },
    );
  });
});
