import type { ProposalView } from '../../records/proposals/answers.ts';
import { BrandPreview, type PreviewedBrand } from '../brand/brand-preview.tsx';
import { WarningList } from '../design/warning-list.tsx';
import { t } from '../languages/text.ts';
import { explain } from './explain.ts';
import type { Line } from './explained.ts';
import { LegalConflicts } from './legal-conflicts.tsx';
import './proposal-facts.css';

export interface ProposalFactsProps {
  readonly proposal: ProposalView;
  /** Shows the content of a proposal that was settled while it was read; otherwise that is folded. */
  readonly isUnfolded?: boolean;
}

/** The full content of a proposal in words: an approver must see it. Auditors see that the proposal exists, without its content. */
export function ProposalFacts({ proposal, isUnfolded = proposal.state === 'open' }: ProposalFactsProps) {
  if (proposal.payload === null) return null;
  const { says, lines, warnings = [] } = explain(proposal);
  const facts = (
    <dl class="proposal-facts">
      {lines.map((line) => (
        <Fact key={line[0]} line={line} />
      ))}
    </dl>
  );
  return (
    <>
      <p>{says}</p>
      {isUnfolded && <WarningList warnings={warnings} />}
      {isUnfolded && <LegalConflicts conflicts={proposal.conflicts} />}
      {isUnfolded && proposal.kind === 'brand' && <Previewed payload={proposal.payload} />}
      {lines.length > 0 && isUnfolded && facts}
      {lines.length > 0 && !isUnfolded && (
        <details>
          <summary>{t('Content of the proposal')}</summary>
          {facts}
        </details>
      )}
    </>
  );
}

/** The brand itself, which no words can show. */
function Previewed({ payload }: { readonly payload: unknown }) {
  const { brand } = payload as { readonly brand: PreviewedBrand | null };
  return brand === null ? null : <BrandPreview brand={brand} />;
}

/** The old value stands struck out before the new one. */
function Fact({ line: [name, text, before] }: { readonly line: Line }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {before !== undefined && before !== text ? (
          <>
            <span class="unseen">{t('Before:')} </span>
            <del>{before}</del> <span aria-hidden="true">→</span> <span class="unseen">{t('After:')} </span>
            <ins>{text}</ins>
          </>
        ) : (
          text
        )}
        {before !== undefined && before === text && <span class="quiet"> ({t('as before')})</span>}
      </dd>
    </div>
  );
}
