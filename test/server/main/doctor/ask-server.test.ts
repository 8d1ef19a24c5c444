import { describe, expect, test } from 'vitest';
import { askServer } from '../../../../server/main/doctor/ask-server.ts';
import { runServer } from '../../fixtures/running-server.ts';

describe('a server behind a proxy of its own machine', () => {
  test('answers the doctor, who is no proxy', async () => {
    const connections = { total: 4_096, network: 256, proxies: ['127.0.0.1'] };
    const { port } = await runServer({ connections });
    const place = { host: '127.0.0.1', port };
    expect(await askServer({ ...place, connections })).toMatchObject({
      kind: 'answered',
      readiness: { role: 'working' },
    });
    expect(await askServer(place)).toMatchObject({ kind: 'silent' });
  });
});
