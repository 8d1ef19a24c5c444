import { findProposal, listProposals, type PlacedProposal } from './proposal-table.ts';
import type { ProposalPage, ProposalView } from './answers.ts';
import { coverageOf, judgeEntry } from '../../platform/access/judge.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { openDecoy } from './settle-decoy.ts';
import { openProposal, readBasis, type ProposalDesk } from './proposal-desk.ts';

/**
 * The latest proposals that a person may propose, approve or audit at their lanes. A page may contain fewer than requested without being
 * the last.
 */
export async function showProposals(
  desk: ProposalDesk,
  principal: Principal,
  query: { readonly before?: number | undefined; readonly limit: number },
): Promise<ProposalPage> {
  const now = desk.clock.wallMs();
  const isAuditor = judgeEntry(principal, 'audit.see', now).kind === 'allowed';
  const kinds = [...desk.kinds.values()]
    .filter(
      ({ proposeAct, approveAct }) =>
        isAuditor || [proposeAct, approveAct].some((act) => judgeEntry(principal, act, now).kind === 'allowed'),
    )
    .map(({ kind }) => kind);
  const rows = await listProposals(desk.knex, { ...query, kinds });
  const views: ProposalView[] = [];
  // Beside the page, so that no real proposal leaves it
  if (query.before === undefined) views.push(...(await decoysOf(desk, principal, rows[0]?.position ?? 1)));
  for (const row of rows) {
    const view = await viewOf(desk, principal, row);
    if (view !== undefined) views.push(view);
  }
  const last = rows.at(-1);
  return { serverTime: now, proposals: views, next: rows.length < query.limit ? null : (last?.position ?? null) };
}

/** One proposal; `undefined` when it does not exist or the person may not see it. */
export async function showProposal(
  desk: ProposalDesk,
  principal: Principal,
  id: string,
): Promise<ProposalView | undefined> {
  const proposal = await findProposal(desk.knex, id);
  if (proposal !== undefined) return viewOf(desk, principal, proposal);
  return (await decoysOf(desk, principal, 1)).find((decoy) => decoy.id === id);
}

/** Invented proposals of drills that the person could approve, and those that they have answered. */
async function decoysOf(desk: ProposalDesk, principal: Principal, position: number): Promise<ProposalView[]> {
  const now = desk.clock.wallMs();
  const shown = (await desk.decoys?.shownTo(desk.knex, principal.personId, Math.round(now))) ?? [];
  const views: ProposalView[] = [];
  for (const decoy of shown) {
    const opened = openDecoy(desk, decoy);
    const targets = opened && ((await opened.kind.targetsOf(desk.knex, opened.payload)) ?? []);
    if (opened === undefined || targets === undefined) continue;
    const { kind, payload, digest } = opened;
    const mayApprove = (targets.length === 0 ? [{}] : targets).every(coverageOf(principal, kind.approveAct, now));
    if (!mayApprove && decoy.answer === null) continue;
    const { answer, ...said } = decoy;
    views.push({
      ...said,
      ...(await readBasis(desk.knex, kind, payload, decoy)),
      position,
      payload,
      digest,
      conflicts: [...(kind.conflicts?.(payload) ?? [])],
      state: answer === null ? 'open' : 'withdrawn',
      settledBy: null,
      settledAt: null,
      mayWithdraw: false,
      mayApprove: mayApprove && answer === null,
      drill: answer,
    });
  }
  return views;
}

async function viewOf(
  desk: ProposalDesk,
  principal: Principal,
  proposal: PlacedProposal,
): Promise<ProposalView | undefined> {
  const opened = openProposal(desk.kinds, proposal);
  if (opened === undefined) return undefined;
  const { kind, payload } = opened;
  const now = desk.clock.wallMs();
  const targets = (await kind.targetsOf(desk.knex, payload)) ?? [];
  const covers = (act: typeof kind.proposeAct) =>
    (targets.length === 0 ? [{}] : targets).every(coverageOf(principal, act, now));
  const isOwn = proposal.proposedBy === principal.personId;
  const isTheirs = isOwn || covers(kind.proposeAct) || covers(kind.approveAct);
  if (!isTheirs && judgeEntry(principal, 'audit.see', now).kind === 'refused') return undefined;
  const isOpen = proposal.state === 'open' && now < proposal.expiresAt;
  const { state, payload: _text, assertion: _proposed, approval: _approved, ...shown } = proposal;
  return {
    ...shown,
    payload: isTheirs ? payload : null,
    ...(isTheirs ? await readBasis(desk.knex, kind, payload, proposal) : { before: null, basis: null }),
    conflicts: isTheirs ? (kind.conflicts?.(payload) ?? []) : [],
    state: state === 'open' && !isOpen ? 'expired' : state,
    mayApprove: isOpen && !isOwn && covers(kind.approveAct),
    mayWithdraw: isOpen && isOwn,
    drill: null,
  };
}
