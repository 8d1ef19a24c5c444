import { expect, it } from 'vitest';
import { runServer } from '../../fixtures/running-server.ts';
import { referredReport } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

it('shown document: contains type and issuer, and neither handle nor day', async () => {
  const server = await runServer();
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  const { outcome, reasons, checks } = referredReport();
  await server.post('/v1/reports', kiosk.next().wire);
  await server.post('/v1/reports', kiosk.next({ outcome, reasons, checks }).wire);
  for (const path of ['/v1/outcomes?after=0', '/v1/referrals']) {
    const { status, text } = await server.ask(path, { as: 'officer' });
    expect([path, status]).toEqual([path, 200]);
    expect(text).toContain('"issuingState":"UTO"');
    expect(text).not.toMatch(/handle|e{64}/i);
  }
});
