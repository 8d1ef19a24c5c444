import { describe, expect, it } from 'vitest';
import { runServer } from '../../fixtures/running-server.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

describe('routes for lanes’ public keys', () => {
  it('answer one named lane at a time, and not-found for an unknown one', async () => {
    const server = await runServer();
    const kiosk = testKiosk();
    await server.enrol(kiosk);
    const asked = await server.ask(`/receipt/lane-keys/${kiosk.id}`, { as: 'nobody' });
    expect([asked.status, asked.text]).toEqual([200, kiosk.publicKeyHex]);
    expect(asked.headers['content-type']).toMatch(/^text\/plain/);
    for (const path of ['north-2', '', 'x', 'a'.repeat(400), '..%2fhealthz', 'north-1%00', "north-1'--"]) {
      const other = await server.ask(`/receipt/lane-keys/${path}`, { as: 'nobody' });
      expect([path, [400, 404].includes(other.status)]).toEqual([path, true]);
    }
    expect((await server.ask(`/receipt/lane-keys/${kiosk.id}`, { as: 'nobody', method: 'POST' })).status).not.toBe(200);
  });
});
