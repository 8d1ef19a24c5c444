import { describe, expect, it } from 'vitest';
import { drawLogo } from '../../../../server/people/brand/draw-logo.ts';
import { duty } from '../../platform/access/fixtures/principals.ts';
import { employ } from '../../fixtures/employ.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 2"><rect width="8" height="2" fill="#123456"/></svg>';
const HOUR_MS = 3_600_000;

async function bench() {
  const server = await runServer({ dataDir: temporaryFolder() });
  const now = Date.now();
  const terms = { validFrom: now - HOUR_MS, validUntil: now + HOUR_MS, trainingValidUntil: now + HOUR_MS };
  const hire = (name: string, role: Parameters<typeof duty>[0]) => employ(server, name, duty(role, terms));
  const [anna, berta] = [await hire('p-anna', 'administrator'), await hire('p-berta', 'administrator')];
  const post = async (who: { readonly cookie: string }, path: string, body: unknown) => {
    const answer = await server.ask(path, {
      method: 'POST',
      headers: { cookie: who.cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: Buffer.from(JSON.stringify(body)),
    });
    return {
      status: answer.status,
      json: answer.text === '' ? undefined : (JSON.parse(answer.text) as Record<string, never>),
    };
  };
  const change = async (brand: unknown) => {
    const proposed = await post(anna, '/v1/proposals', { kind: 'brand', payload: { brand } });
    const { id } = proposed.json as unknown as { id: string };
    const { text } = await server.ask(`/v1/proposals/${id}`, { headers: { cookie: berta.cookie } });
    const { digest, basis } = (JSON.parse(text) as { proposal: { digest: string; basis: string } }).proposal;
    return (await post(berta, `/v1/proposals/${id}/approval`, { digest, basis })).status;
  };
  const get = async (path: string) => server.ask(path, {});
  return { server, hire, anna, post, change, get };
}

describe('the brand of the consoles', () => {
  it('is in force when a second administrator approves it, and is public; a later one without brand resets it', async () => {
    const { change, get } = await bench();
    expect(JSON.parse((await get('/v1/brand')).text)).toEqual({ isRehearsal: false, brand: null });
    expect((await get('/brand.css')).text).toBe('');
    expect((await get('/brand/logo.png')).status).toBe(404);
    const drawn = await drawLogo(new TextEncoder().encode(SVG));
    const logo = drawn.kind === 'drawn' ? drawn.logo : null;
    const accent = { light: '#0b5394', dark: '#9fc5e8' };
    expect(await change({ name: 'Border agency', logo, accent })).toBe(204);
    expect(JSON.parse((await get('/v1/brand')).text)).toMatchObject({
      brand: { name: 'Border agency', logo: expect.stringMatching(/^[0-9a-f]{64}$/), accent },
    });
    expect((await get('/brand.css')).text).toContain('--accent: light-dark(#0b5394, #9fc5e8)');
    expect((await get('/brand/logo.png')).status).toBe(200);
    expect(await change(null)).toBe(204);
    expect(JSON.parse((await get('/v1/brand')).text)).toEqual({ isRehearsal: false, brand: null });
  });
  it('is refused with a colour that cannot be read, a name with markup, and a logo that is no plain PNG', async () => {
    const { post, anna } = await bench();
    const propose = async (brand: object) =>
      (await post(anna, '/v1/proposals', { kind: 'brand', payload: { brand } })).json as unknown as {
        error: { code: string; faults: { path: string; message: string }[] };
      };
    const bright = await propose({ name: 'A', logo: null, accent: { light: '#ffff00', dark: '#84bdff' } });
    expect(bright.error.code).toBe('invalid-message');
    expect(bright.error.faults[0]?.message).toContain('the nearest colour that passes is #');
    expect((await propose({ name: '<b>', logo: null, accent: null })).error.code).toBe('invalid-message');
    const logo = Buffer.from(SVG).toString('base64url');
    expect((await propose({ name: 'A', logo, accent: null })).error.code).toBe('invalid-message');
  });
  it('has its logo drawn for administrators alone, and names the part of an SVG that is refused', async () => {
    const { post, hire, anna } = await bench();
    const send = (who: { readonly cookie: string }, text: string) =>
      post(who, '/v1/brand/logo', { file: Buffer.from(text).toString('base64url') });
    expect((await send(anna, SVG)).json).toMatchObject({ width: 640, height: 160 });
    expect((await send(anna, SVG.replace('rect', 'script'))).json).toMatchObject({
      error: { code: 'invalid-message', faults: [{ path: 'file', message: 'element: script' }] },
    });
    expect((await send(anna, `${SVG}${' '.repeat(200_000)}`)).json).toMatchObject({ error: { code: 'too-large' } });
    const otto = await hire('p-otto', 'officer');
    expect((await send(otto, SVG)).status).toBe(403);
  });
});
