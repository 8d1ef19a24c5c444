import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { componentsSchema, type ComponentsView, type FindingView } from './answers.ts';
import { isOld } from './component-alarms.ts';
import { type DecidedException, isInForce, listExceptions } from './exception-table.ts';
import { exceptionFor, isOverdue } from './findings.ts';
import { lastCheck, listFindings, type StoredFinding } from './finding-table.ts';
import { type ImportState, importState } from './osv/kept-export.ts';
import type { OwnState } from './watch-components.ts';

/** Differences of the server's files that the answer names. */
const NAMED_DIFFERENCES = 50;

export interface ComponentsDesk {
  readonly knex: Connection;
  /** Folder of the export in use. */
  readonly folder: string;
  readonly own: () => OwnState;
}

/** Route of the page of components: known faults of what the server and the lanes run. */
export function componentRoutes(gate: AccessGate, { knex, folder, own }: ComponentsDesk): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/components', 'components.see', { answer: componentsSchema }, async ({ now }) => {
    const exceptions = await listExceptions(knex);
    const inForce = exceptions.filter((one) => isInForce(one, now));
    const { kept, refused } = await readState(folder, now);
    return {
      serverTime: now,
      export: exportOf(kept, now),
      refused,
      check: checkOf(await lastCheck(knex)),
      own: ownOf(own()),
      findings: (await listFindings(knex)).map((finding) => viewOf(finding, inForce, now)),
      exceptions: exceptions.map((one) => ({
        ...one,
        component: one.component ?? null,
        isInForce: isInForce(one, now),
      })),
    };
  });
  return routes.router;
}

async function readState(
  folder: string,
  now: number,
): Promise<{ readonly kept: ImportState['kept']; readonly refused: ComponentsView['refused'] }> {
  try {
    const { kept, failure } = await importState(folder);
    return { kept, refused: failure };
  } catch {
    return { kept: null, refused: { code: 'damaged', at: now } };
  }
}

function exportOf(kept: ImportState['kept'], now: number): ComponentsView['export'] {
  if (kept === null) return null;
  const { importedAt, newestAt, advisories, withdrawn, unreadable, commitsOnly } = kept;
  return { importedAt, newestAt, isOld: isOld(kept, now), advisories, withdrawn, unreadable, commitsOnly };
}

function checkOf(check: Awaited<ReturnType<typeof lastCheck>>): ComponentsView['check'] {
  if (check === undefined) return null;
  const { at, components, lanesWithoutBill, unreadableBills } = check;
  return { at, components, lanesWithoutBill, unreadableBills };
}

function ownOf({ comparedAt, differences }: OwnState): ComponentsView['own'] {
  if (comparedAt === undefined) return null;
  return {
    comparedAt: Math.round(comparedAt),
    count: differences.length,
    differences: differences.slice(0, NAMED_DIFFERENCES),
  };
}

function viewOf(finding: StoredFinding, inForce: readonly DecidedException[], now: number): FindingView {
  const { score, fixedVersion, fixedAt, ...shown } = finding;
  const exception = exceptionFor(finding, inForce, now);
  const open = exception === undefined ? 'open' : 'excepted';
  return {
    ...shown,
    score: score ?? null,
    fixedVersion: fixedVersion ?? null,
    fixedAt,
    state: fixedAt === null ? open : 'fixed',
    isOverdue: fixedAt === null && isOverdue({ ...finding, exception }, now),
    exceptedUntil: fixedAt === null ? (exception?.until ?? null) : null,
  };
}
