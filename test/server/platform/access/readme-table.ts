/** The generated parts of the access README. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { startServer } from '../../../../server/main/app/start-server.ts';
import { createEvents } from '../../../../server/platform/base/events.ts';
import { certificateRoutes } from '../../../../server/lanes/fleet/certificate-routes.ts';
import { ACCESS_TABLE } from '../../../../server/platform/access/access-table.ts';
import { routesOf } from '../../../../server/platform/access/routes-of.ts';
import { INCOMPATIBLE_ROLES } from '../../../../server/platform/access/separation.ts';
import { ACTS, ROLES, type Condition, type Scope } from '../../../../server/platform/access/vocabulary.ts';
import { PEOPLE_CONFIG } from '../../../support/people-config.ts';

const SCOPES: { readonly [S in Scope]: string } = { 'own-lanes': 'L', 'own-sites': 'S', everywhere: 'E' };
const CONDITIONS: { readonly [C in Condition]: string } = { 'on-shift': 'h', 'step-up': 'u', 'two-people': '2' };

function accessTableInMarkdown(): string {
  const rows = ACTS.map((act) => {
    const { says, roles } = ACCESS_TABLE[act];
    const cells = ROLES.map((role) => {
      const entitlement = roles[role];
      if (entitlement === undefined) return '';
      return [SCOPES[entitlement.scope], ...entitlement.conditions.map((one) => CONDITIONS[one])].join(' ');
    });
    return `| \`${act}\` | ${says} | ${cells.join(' | ')} |`;
  });
  return [`| act | | ${ROLES.join(' | ')} |`, `| --- | --- |${' --- |'.repeat(ROLES.length)}`, ...rows].join('\n');
}

async function publicRoutesInMarkdown(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-routes-'));
  const config = {
    ...({ mode: 'development', host: '127.0.0.1', port: 0, dataDir } as const),
    people: { ...PEOPLE_CONFIG, passwords: true },
    ledger: { origin: 'log.example/test', ratchetDir: dataDir, policy: undefined, publishEveryMs: undefined },
    testReferralsPerHour: 0,
    secondLookPercent: 10,
    closedRequestsDays: 1_096,
    alerts: { networks: [], logDays: 90 },
    shipping: undefined,
    travellerQuestions: undefined,
  };
  const events = createEvents(backgroundClock, { write: () => undefined });
  const server = await startServer(config, { clock: backgroundClock, events });
  // With TLS, kiosks get their certificates at a separate port
  const ofCertificates = express().use(certificateRoutes(undefined as never, undefined as never));
  const routes = [...routesOf(server.app), ...routesOf(ofCertificates)];
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
  const rows = routes.flatMap(({ method, path, why }) =>
    why === undefined ? [] : [`| \`${method} ${path}\` | ${why} |`],
  );
  return ['| address | why |', '| --- | --- |', ...rows].join('\n');
}

function incompatibleInMarkdown(): string {
  return INCOMPATIBLE_ROLES.map((pair) => pair.join(' and ')).join(', ');
}

export const README = 'server/platform/access/README.md';

/** Texts by the mark that precedes them. */
export const PARTS = {
  table: accessTableInMarkdown,
  public: publicRoutesInMarkdown,
  separation: incompatibleInMarkdown,
} as const;
