/** The front with an account of its own, as the package runs it. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { descendantsOf, memoryUnreadable } from '../../../../support/memory-scan.ts';
import { frontService, type FrontServiceOptions } from '../fixtures/front-service.ts';
import { H1 } from '../fixtures/declarations.ts';
import { type Offices, signedOffices, traderBench } from '../fixtures/trader-bench.ts';

const unreadable = memoryUnreadable();

function serviceFor({ signerKeys }: Pick<Offices, 'signerKeys'>, options: Partial<FrontServiceOptions> = {}) {
  const { settings, ...more } = options;
  return frontService({
    settings: { POSTERN_FRONT_PORT: '0', POSTERN_FRONT_SIGNER_KEYS: signerKeys.join(','), ...settings },
    ...more,
  });
}

describe('the front as a service', () => {
  it('takes declarations, is no process of the server, and comes back after it was killed', async () => {
    const offices = await signedOffices();
    const service = serviceFor(offices);
    const bench = await traderBench({ offices, front: service.path });
    expect(await bench.submit(H1)).toMatchObject({ status: 201, json: { state: 'accepted' } });
    expect(bench.server.traders?.processId()).toBeUndefined();
    const children = descendantsOf(process.pid).filter(({ command }) => command.includes('declarations/front'));
    expect(children.map(({ command }) => command)).toEqual([expect.stringContaining('front/service.js')]);
    process.kill(service.processId(), 'SIGKILL');
    await expect
      .poll(async () => (await bench.submit(H1, { submission: 'submission-9' }).catch(() => undefined))?.status, {
        timeout: 240_000,
      })
      .toBe(201);
  });

  it('ends with the connection of the server, and waits for the next one', async () => {
    const offices = await signedOffices();
    const service = serviceFor(offices);
    const bench = await traderBench({ offices, front: service.path });
    await bench.server.close();
    await expect.poll(() => service.starts(), { timeout: 240_000 }).toBe(2);
    const again = await traderBench({ offices, front: service.path });
    expect((await again.submit(H1)).status).toBe(201);
  });

  it('takes no list of offices that other people than its own signers have signed', async () => {
    const [offices, others] = [await signedOffices(), await signedOffices()];
    const service = serviceFor(others);
    // The server trusts both signers of its own settings, which an intruder in its account may write
    await expect(traderBench({ offices, front: service.path })).rejects.toThrow('list-refused');
  });

  it('remembers the newest list itself, whatever the server says', async () => {
    const newer = await signedOffices([], 2);
    const service = serviceFor(newer);
    const bench = await traderBench({ offices: newer, front: service.path });
    await bench.server.close();
    // Another folder of a server, which remembers no list
    const older = { ...newer, signed: newer.olderSigned };
    await expect(traderBench({ offices: older, front: service.path })).rejects.toThrow('list-refused roll-back');
  });

  it('refuses a server that announces another address to traders', async () => {
    const offices = await signedOffices();
    const service = serviceFor(offices, { settings: { POSTERN_FRONT_HOST: '::1' } });
    await expect(traderBench({ offices, front: service.path })).rejects.toThrow('settings-differ POSTERN_FRONT_HOST');
  });

  it('does not start without its settings, and names every fault', async () => {
    const service = frontService({
      settings: { POSTERN_FRONT_SIGNER_KEYS: 'x', POSTERN_FRONT_NAME: 'y' },
      again: false,
    });
    await expect.poll(() => service.printed(), { timeout: 60_000 }).toContain('config-refused');
    for (const name of ['PORT', 'SIGNER_KEYS', 'NAME']) expect(service.printed()).toContain(`POSTERN_FRONT_${name}`);
  });

  it.skipIf(unreadable !== undefined)('has memory and code that another account cannot read or write', async () => {
    const [server, front] = [65_533, 65_534];
    const offices = await signedOffices();
    const service = serviceFor(offices, { account: front });
    const bench = await traderBench({ offices, front: service.path });
    expect((await bench.submit(H1)).status).toBe(201);
    /** Result of a system call by the account of the server. */
    const tries = (call: string) =>
      spawnSync(process.execPath, ['-e', `try { ${call}; console.log('done') } catch (e) { console.log(e.code) }`], {
        ...{ uid: server, gid: server, encoding: 'utf8' },
      }).stdout.trim();
    const id = service.processId();
    expect(tries(`fs.openSync('/proc/${id}/mem')`)).toBe('EACCES');
    expect(tries(`fs.readFileSync('/proc/${id}/environ')`)).toBe('EACCES');
    expect(tries(`fs.readFileSync('/proc/${id}/maps')`)).toBe('EACCES');
    expect(tries(`process.kill(${id}, 'SIGSTOP')`)).toBe('EPERM');
    const [, program = ''] =
      /(\S+service\.js)/.exec(
        descendantsOf(process.pid)
          .map((one) => one.command)
          .join(' '),
      ) ?? [];
    expect(program).toMatch(/\.js$/);
    expect(tries(`fs.openSync('${program}', 'a')`)).toBe('EACCES');
    // The same calls by the front's own account succeed, so the system caused the refusals above
    const own = spawnSync(process.execPath, ['-e', `fs.readFileSync('/proc/${id}/environ'); console.log('done')`], {
      ...{ uid: front, gid: front, encoding: 'utf8' },
    });
    expect(own.stdout.trim()).toBe('done');
  });
});
