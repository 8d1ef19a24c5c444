import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { QUOTE_LIFETIME_MS } from '../../contract/attestation.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listStatedReleases } from '../../records/kiosks/lane-status.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { findProposal } from '../../records/proposals/proposal-table.ts';
import { type ApprovedSoftwareView, type LaneStart, startsSchema } from './answers.ts';
import { type ApprovedSoftware, isRelease, isStart, listSoftware } from './approved-software.ts';
import { type BoundKey, listAttestationKeys } from './attestation-keys.ts';
import { judgeStart } from './judge-start.ts';
import { type LaneQuote, listQuotes } from './lane-quotes.ts';
import type { StartPolicy } from './start-policy.ts';

/** Route for people: how each lane was started and which files it runs, and what two people approved. */
export function startRoutes(gate: AccessGate, database: Connection, policy: StartPolicy): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/fleet/starts', 'fleet.see', { answer: startsSchema }, async ({ now }, { covers }) => {
    const [quotes, keys, stated, approved] = await Promise.all([
      listQuotes(database),
      listAttestationKeys(database),
      listStatedReleases(database),
      listSoftware(database),
    ]);
    const lanes = (await listKiosks(database))
      .filter(({ disabledAt }) => disabledAt === null)
      .filter(({ id, site }) => covers({ kioskId: id, site: siteIdSchema.parse(site) }))
      .map(
        ({ id, site, lane }): LaneStart => ({
          kioskId: id,
          site,
          lane,
          ...startOf({ key: keys.get(id), quote: quotes.get(id), stated: stated.get(id) }, approved, now),
        }),
      );
    const shown = await Promise.all(approved.map((one) => withPeople(database, one)));
    return { serverTime: now, policy, lanes, approved: shown };
  });
  return routes.router;
}

interface Known {
  readonly key: BoundKey | undefined;
  readonly quote: LaneQuote | undefined;
  readonly stated: { readonly release: string; readonly heardAt: number } | undefined;
}

function latestRelease(quote: LaneQuote | undefined, stated: Known['stated']): string | null {
  if (stated === undefined || (quote !== undefined && quote.quotedAt > stated.heardAt)) return quote?.release ?? null;
  return stated.release;
}

function startOf(
  { key, quote, stated }: Known,
  approved: readonly ApprovedSoftware[],
  now: number,
): Omit<LaneStart, 'kioskId' | 'site' | 'lane'> {
  const release = latestRelease(quote, stated);
  const known = approved
    .filter(isRelease)
    .find(({ digest, withdrawnAt }) => digest === release && withdrawnAt === null);
  const common = {
    manufacturer: key?.manufacturer ?? null,
    release,
    approvedRelease: known === undefined ? null : { id: known.id, name: known.name },
  };
  if (quote === undefined) return { ...common, quote: null };
  const verdict = judgeStart(quote.registers, approved.filter(isStart));
  return {
    ...common,
    quote: {
      at: quote.quotedAt,
      isStale: now - quote.quotedAt > QUOTE_LIFETIME_MS,
      registers: quote.registers,
      start: verdict.kind === 'approved' ? { id: verdict.id, name: verdict.name } : null,
      nearest: verdict.kind === 'approved' ? null : verdict.nearest,
      differing: verdict.kind === 'approved' ? [] : verdict.registers,
    },
  };
}

async function withPeople(database: Connection, software: ApprovedSoftware): Promise<ApprovedSoftwareView> {
  const { id, kind, name, approvedAt, withdrawnAt } = software;
  const proposal = await findProposal(database, id);
  return {
    id,
    kind,
    name,
    approvedAt,
    withdrawnAt,
    registers: software.kind === 'start' ? software.registers : null,
    digest: software.kind === 'release' ? software.digest : null,
    proposedBy: proposal?.proposedBy ?? '',
    approvedBy: proposal?.settledBy ?? '',
  };
}
